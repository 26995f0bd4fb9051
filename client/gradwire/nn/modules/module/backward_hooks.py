"""Backward hooks of a module: identity functions at its inputs and outputs, in whose backward they are called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from gradwire._generated.functions import zeros
from gradwire.autograd.function import Function
from gradwire.differentiation.grad_modes import is_grad_enabled
from gradwire.nn.modules.module.hooks import everywhere
from gradwire.recording.origins import warn
from gradwire.tensors.tensor import Tensor

Change = Callable[[tuple[Any, ...]], Any]


class BackwardHookFunction(Function):
    """Gives back what it is given, as outputs of one node, whose gradients `call` may change on their way."""

    @staticmethod
    def forward(ctx: Any, call: Change, *tensors: Tensor) -> Any:
        ctx.call = call
        ctx.set_materialize_grads(False)
        return tensors

    @staticmethod
    def backward(ctx: Any, *gradients: Any) -> Any:
        return None, *ctx.call(gradients)


class BackwardHooks:
    """The full backward hooks of a module during one call of it."""

    def __init__(self, module: Any) -> None:
        self._module = module
        self._pre_hooks = [*everywhere._backward_pre_hooks.values(), *module._backward_pre_hooks.values()]
        full = [hooked for hooked in (everywhere, module) if hooked._is_full_backward_hook]
        self._hooks = [hook for hooked in full for hook in hooked._backward_hooks.values()]
        self._came: Any = None
        """The gradients of the outputs, once a pass has them."""
        self._inputs = _Tensors(())
        self._outputs = _Tensors(())

    def __bool__(self) -> bool:
        return bool(self._hooks or self._pre_hooks)

    def enter(self, args: tuple[Any, ...]) -> tuple[Any, ...]:
        """The arguments of a forward, behind a node of this module's."""
        self._inputs = _Tensors(args if self._hooks else ())
        return self._inputs.behind_a_node(args, self._after)

    def leave(self, result: Any) -> Any:
        """The results of a forward, behind a node of this module's."""
        results = result if isinstance(result, tuple) else (result,)
        self._outputs = _Tensors(results)
        results = self._outputs.behind_a_node(results, self._before)
        return results if isinstance(result, tuple) else results[0]

    def _before(self, gradients: tuple[Any, ...]) -> Any:
        came: Any = self._outputs.spread(gradients)
        for hook in self._pre_hooks:
            came = _changed(hook(self._module, came), came, "grad_output")
        self._came = came
        if not self._inputs.places:  # no input requires grad, so nothing else calls the hooks
            self._after_nothing()
        return self._outputs.filled([came[place] for place in self._outputs.places])

    def _after_nothing(self) -> None:
        if self._hooks:
            warn("a full backward hook is called although no input requires grad: it sees the gradients of outputs")
        for hook in self._hooks:
            result = hook(self._module, self._inputs.spread(()), self._came)
            if result is not None and any(one is not None for one in result):
                raise RuntimeError("a backward hook of a module none of whose inputs requires grad returns None")
        self._came = None

    def _after(self, gradients: tuple[Any, ...]) -> Any:
        gradients = self._inputs.filled(gradients)
        if self._came is None:  # the pass did not come by the outputs
            return gradients
        made: Any = self._inputs.spread(gradients)
        for hook in self._hooks:
            made = _changed(hook(self._module, made, self._came), made, "grad_input")
        self._came = None
        return [made[place] for place in self._inputs.places]


class _Tensors:
    """The tensors that require grad among arguments or results: where they are, and what they are like."""

    def __init__(self, values: tuple[Any, ...]) -> None:
        self._size = len(values)
        tracked = [isinstance(value, Tensor) and value.requires_grad and is_grad_enabled() for value in values]
        self.places = [place for place, tracks in enumerate(tracked) if tracks]
        self._like = [values[place].describe() for place in self.places]

    def behind_a_node(self, values: tuple[Any, ...], call: Change) -> tuple[Any, ...]:
        """The values, with these tensors behind one node that calls `call`."""
        if not self.places:
            return values
        seen = list(values)
        found = BackwardHookFunction.apply(call, *[values[place] for place in self.places])
        for place, tensor in zip(self.places, found, strict=True):
            seen[place] = tensor
        return tuple(seen)

    def spread(self, gradients: Sequence[Any]) -> tuple[Any, ...]:
        """Gradients at the places of their tensors, None for other values."""
        found = dict(zip(self.places, gradients, strict=False))
        return tuple([found.get(place) for place in range(self._size)])

    def filled(self, gradients: Sequence[Any]) -> Any:
        """Gradients, with zeros for those that there are none of."""
        return [
            zeros(like.shape, dtype=like.dtype, device=like.device) if gradient is None else gradient
            for gradient, like in zip(gradients, self._like, strict=True)
        ]


def _changed(result: Any, before: Any, name: str) -> Any:
    """The gradients after a hook has returned some or None."""
    if result is None:
        return before
    if len(result) != len(before):
        raise RuntimeError(
            f"Backward hook returned an invalid number of {name}, got {len(result)}, but expected {len(before)}"
        )
    return result


def hook_last_node(module: Any, hooks: Sequence[Callable[..., Any]], args: tuple[Any, ...], result: Any) -> None:
    """Let hooks that are not full ones sit on the node that made the first tensor of a result."""
    tensor = result
    while not isinstance(tensor, Tensor):
        if isinstance(tensor, dict):
            tensor = next(value for value in tensor.values() if isinstance(value, Tensor))
        else:
            tensor = tensor[0]
    node = tensor.grad_fn
    if node is None:
        return
    if not _is_all(node, args, result if isinstance(result, tuple) else (result,)):
        warn(
            "a backward hook that is not full sits on one node, and the forward of this module recorded more or "
            "others: use register_full_backward_hook",
            FutureWarning,
        )
    for hook in hooks:
        node.register_hook(partial(hook, module))


def _is_all(node: Any, args: tuple[Any, ...], results: tuple[Any, ...]) -> bool:
    """Whether a node is all that lies between arguments and results, and these are tensors."""
    if not all(isinstance(value, Tensor) for value in (*args, *results)):
        return False
    if any(result.grad_fn not in (None, node) for result in results):
        return False
    return {arg.grad_fn for arg in args} - {None} == {found for found, _ in node.next_functions}
