"""Differentiated: a run of a function for torch.autograd.functional, with all that is required of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from gradwire._generated.functions import ones_like
from gradwire.differentiation.derivatives import describe
from gradwire.differentiation.grad_modes import enable_grad
from gradwire.differentiation.passes import grad
from gradwire.func.arguments import NO_GRADIENT
from gradwire.func.recorded import Inputs, is_recorded
from gradwire.recording.handle import Handle


class Run:
    """A function's outputs at inputs that stand in for those given, and what they are outside.

    `create_graph`: derivatives are recorded. `strict`: what does not depend on the inputs is an error.
    """

    def __init__(self, name: str, func: Callable[..., Any], inputs: Any, create_graph: bool, strict: bool) -> None:
        self.name = name
        self.create_graph = create_graph
        self.strict = strict
        tensors, self._one_input = _tuple(inputs, name, "inputs")
        self.inputs = Inputs(tensors, NO_GRADIENT, create_graph=create_graph)
        with enable_grad():
            result = func(*self.inputs.tensors)
        self.outputs, self._one_output = _tuple(result, name, "outputs")
        if strict:
            for place, output in enumerate(self.outputs):
                if not is_recorded(output):
                    raise RuntimeError(f"{name}: in strict mode output {place} must depend on the inputs")

    def number(self) -> Any:
        """The one output, which has one element."""
        if not self._one_output:
            raise RuntimeError(f"{self.name}: the function must return one tensor, not a tuple")
        if describe(self.outputs[0]).shape.numel() != 1:
            shape = tuple(describe(self.outputs[0]).shape)
            raise RuntimeError(
                f"{self.name}: the function must return a tensor of one element, not one of shape {shape}"
            )
        return self.outputs[0]

    def vectors(self, v: Any, like: Sequence[Any], what: str, implicit: bool) -> list[Any]:
        """The vectors of a product, one like each of some tensors; a one may be left out where it is `implicit`."""
        if v is None:
            if not (implicit and len(like) == 1 and describe(like[0]).shape.numel() == 1):
                raise RuntimeError(f"{self.name}: v may be None only where there is one {what}, of one element")
            return [ones_like(like[0].detach())]
        given, _ = _tuple(v, self.name, "v")
        if len(given) != len(like):
            raise RuntimeError(f"{self.name}: v must have a tensor for each {what}: {len(like)}, not {len(given)}")
        for vector, one in zip(given, like, strict=True):
            if describe(vector).shape != describe(one).shape:
                raise RuntimeError(
                    f"{self.name}: v must have the shape {list(describe(one).shape)} of its {what}, not "
                    f"{list(describe(vector).shape)}"
                )
        return list(given)

    def check_slopes(self, outputs: Sequence[Any]) -> list[Any]:
        """In strict mode: refuse outputs that do not depend on each input, and with create_graph such whose slope is
        constant. Gives the slopes."""
        seeds = [ones_like(output) for output in outputs]
        slopes = grad(outputs, self.inputs.tensors, seeds, create_graph=True, allow_unused=True)
        for place, slope in enumerate(slopes):
            if slope is None:
                raise RuntimeError(f"{self.name}: in strict mode the output must depend on input {place}")
            if self.create_graph and not slope.requires_grad:
                raise RuntimeError(
                    f"{self.name}: in strict mode with create_graph the Jacobian must depend on input {place}"
                )
        return list(slopes)

    def check_curvature(self, each: bool) -> None:
        """In strict mode: refuse an output whose slopes, all together or each of them, do not depend on each input."""
        slopes = self.check_slopes(self.outputs)
        for some in [[slope] for slope in slopes] if each else [slopes]:
            if not all(slope.requires_grad for slope in some):
                raise RuntimeError(f"{self.name}: in strict mode the Jacobian must depend on the inputs")
            self.check_slopes(some)

    def of_inputs(self, values: Sequence[Any]) -> Any:
        """Something for each input, in the form of what was given."""
        return values[0] if self._one_input else tuple(values)

    def of_outputs(self, values: Sequence[Any]) -> Any:
        """Something for each output, in the form of what the function returned."""
        return values[0] if self._one_output else tuple(values)

    def result(self) -> Any:
        """The outputs as they are outside."""
        if self.create_graph:
            return self.of_outputs(self.outputs)
        return self.of_outputs([output.detach() for output in self.outputs])


def _tuple(values: Any, name: str, what: str) -> tuple[tuple[Any, ...], bool]:
    """Tensors as a tuple, and whether it was one alone."""
    given = values if isinstance(values, tuple) else (values,)
    for one in given:
        if not isinstance(one, Handle):
            raise TypeError(
                f"{name}: the {what} must be a tensor or a tuple of tensors, and one is {type(one).__name__}"
            )
    return given, not isinstance(values, tuple)
