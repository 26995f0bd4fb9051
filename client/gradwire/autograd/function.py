"""torch.autograd.Function: operations whose forward and backward are Python.

The forward runs here, on tensors of the server; its results come into the server's graph as the outputs of one node.
When a backward pass reaches that node the server asks, and the backward runs here, in the midst of the pass.

https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.Function
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from gradwire.autograd.runs import Run, where
from gradwire.differentiation.grad_modes import is_grad_enabled, no_grad
from gradwire.recording.handle import Handle
from gradwire.recording.origins import warn

Method = TypeVar("Method", bound=Callable[..., Any])


class FunctionCtx:
    """What a function's forward leaves for its backward; it also takes any attribute."""

    needs_input_grad: tuple[bool, ...] = ()
    """For each argument of the forward, whether its gradient is wanted."""

    _to_save: tuple[Any, ...] = ()
    _unpacked: tuple[Any, ...] | None = None
    _dirty: tuple[Any, ...] = ()
    _non_differentiable: tuple[Any, ...] = ()
    _materialize = True

    def save_for_backward(self, *tensors: Any) -> None:
        """Keep tensors, or None, for the backward: they come back as `saved_tensors`, and may not be changed in place
        until then. Raises TypeError there for anything else."""
        self._to_save = tensors

    def save_for_forward(self, *tensors: Any) -> None:
        """Keep tensors for a forward-mode derivative, which is not there yet: they are kept for nothing."""

    @property
    def saved_tensors(self) -> tuple[Any, ...]:
        """What was saved. Outside a backward pass these are the tensors given."""
        return self._to_save if self._unpacked is None else self._unpacked

    def mark_dirty(self, *args: Any) -> None:
        """Say which inputs the forward changed in place; they must be among its outputs."""
        self._dirty = args

    def mark_non_differentiable(self, *args: Any) -> None:
        """Say which outputs have no gradient."""
        self._non_differentiable = args

    def set_materialize_grads(self, value: bool) -> None:
        """Whether the backward is given zeros for outputs that no gradient came to, or None."""
        self._materialize = value


class Function:
    """A differentiable operation: subclass it, define static `forward` and `backward`, and call `apply`.

    `forward(ctx, *args)` computes; with `setup_context(ctx, inputs, output)` it is `forward(*args)`. `backward(ctx,
    *grads)` gets one gradient for each output and returns one for each argument of `forward`, None for what has none.
    """

    def __init__(self, *_: Any, **__: Any) -> None:
        warn(
            f"{type(self)} should not be instantiated: its methods are static, call {type(self)}.apply",
            DeprecationWarning,
        )

    @staticmethod
    def forward(*args: Any, **kwargs: Any) -> Any:
        """What the operation computes; nothing in it is recorded."""
        raise NotImplementedError("a Function needs a static method forward(ctx, *args)")

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: Any) -> Any:
        """What the backward needs, where `forward` takes no ctx."""
        raise NotImplementedError("setup_context is not defined")

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Any) -> Any:
        """The gradients of the arguments, given those of the outputs."""
        raise NotImplementedError("a Function needs a static method backward(ctx, *grad_outputs), or vjp")

    vjp = backward

    @classmethod
    def _backward(cls) -> Callable[..., Any]:
        """The backward, by whichever of its two names it has."""
        return cls.vjp if cls.backward is Function.backward else cls.backward

    @classmethod
    def apply(cls, *args: Any, **kwargs: Any) -> Any:
        """Compute the operation, recorded as one node of the graph."""
        _check_static(cls)
        ctx = FunctionCtx()
        takes_ctx = cls.setup_context is Function.setup_context
        forward = functools.partial(cls.forward, ctx) if takes_ctx else cls.forward
        if kwargs:
            bound = inspect.signature(forward).bind(*args, **kwargs)
            bound.apply_defaults()
            args = bound.args
        inputs = [value for value in args if isinstance(value, Handle)]
        ctx.needs_input_grad = tuple([isinstance(value, Handle) and _requires_grad(value) for value in args])
        with no_grad():
            output = forward(*args)
            if not takes_ctx:
                cls.setup_context(ctx, args, output)
            outputs = list(output) if isinstance(output, tuple) else [output]
            _check(ctx, outputs)
            for place, one in enumerate(outputs):
                if where([one], inputs) and not where([one], ctx._dirty):
                    outputs[place] = one.detach()  # an input that is given back is another tensor of its values
        if is_grad_enabled() and any(ctx.needs_input_grad):
            values = [one for one in outputs if isinstance(one, Handle)]
            if values:
                Run(cls.__name__, cls._backward(), ctx, args, outputs).record(inputs, values)
        return tuple(outputs) if isinstance(output, tuple) else outputs[0]


def _requires_grad(tensor: Handle) -> bool:
    return not tensor._r.waits or tensor.describe().requires_grad


def once_differentiable(function: Method) -> Method:
    """Decorate a `backward` that cannot be differentiated itself: trying to raises RuntimeError."""

    @functools.wraps(function)
    def wrapper(ctx: Any, *args: Any) -> Any:
        with no_grad():
            outputs = function(ctx, *args)
        tracked = [one for one in args if isinstance(one, Handle) and one.describe().requires_grad]
        if not is_grad_enabled() or not tracked:
            return outputs
        several = isinstance(outputs, tuple)
        given = outputs if several else (outputs,)
        found = _Once.apply(*given, *tracked)
        return found[: len(given)] if several else found[0]

    return wrapper  # type: ignore[return-value]


class _Once(Function):
    """Gives back what it is given, and refuses to be differentiated."""

    @staticmethod
    def forward(ctx: Any, *args: Any) -> Any:
        return args

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Any) -> Any:
        raise RuntimeError("trying to differentiate twice a function that was marked with @once_differentiable")


def _check(ctx: FunctionCtx, outputs: Sequence[Any]) -> None:
    """Refuse what cannot be saved or marked."""
    for place, tensor in enumerate(ctx._to_save):
        if tensor is not None and not isinstance(tensor, Handle):
            raise TypeError(
                f"save_for_backward can only save variables, but argument {place} is of type "
                f"{type(tensor).__name__}: keep other values as attributes of ctx"
            )
    for tensor in ctx._dirty:
        if not any(tensor is output for output in outputs):
            raise RuntimeError(
                "Some elements marked as dirty during the forward method were not returned as output: return the "
                "inputs that are changed in place"
            )


def _check_static(function: type[Function]) -> None:
    if not isinstance(inspect.getattr_static(function, "forward"), (staticmethod, classmethod)):
        raise RuntimeError(
            f"Legacy autograd function with non-static forward method is deprecated: make {function.__name__}.forward "
            "a @staticmethod that takes ctx"
        )
