"""torch.autograd.Function: operations whose forward and backward are Python.

The forward runs here, on tensors of the server; its results come into the server's graph as the outputs of one node.
When a backward pass reaches that node the server asks, and the backward runs here, in the midst of the pass.

https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.Function
"""

from __future__ import annotations

import functools
import inspect
import warnings
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from weakref import ref

from gradwire._generated.functions import zeros
from gradwire.descriptions import UNKNOWN, Description
from gradwire.forms import record
from gradwire.grad_modes import is_grad_enabled, no_grad
from gradwire.handle import Handle
from gradwire.owners import Answers, Question, own, take
from gradwire.recorder import Recorder

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
        warnings.warn(
            f"{type(self)} should not be instantiated: its methods are static, call {type(self)}.apply",
            DeprecationWarning,
            stacklevel=2,
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
                if _where([one], inputs) and not _where([one], ctx._dirty):
                    outputs[place] = one.detach()  # an input that is given back is another tensor of its values
        if is_grad_enabled() and any(ctx.needs_input_grad):
            values = [one for one in outputs if isinstance(one, Handle)]
            if values:
                _Run(cls, ctx, args, outputs).record(inputs, values)
        return tuple(outputs) if isinstance(output, tuple) else outputs[0]


def _requires_grad(tensor: Handle) -> bool:
    return not tensor._r.waits or tensor.describe().requires_grad


class _Run:
    """One run of a function, which is asked when a pass comes to it."""

    def __init__(self, function: type[Function], ctx: FunctionCtx, arguments: Sequence[Any], outputs: Sequence[Any]):
        self.function = function
        self.ctx = ctx
        self.arguments = len(arguments)
        self.places = [place for place, value in enumerate(arguments) if isinstance(value, Handle)]
        self.given = [place for place, output in enumerate(outputs) if isinstance(output, Handle)]
        self.outputs = len(outputs)
        self.like: list[Description] = []
        """Of the outputs that are tensors."""
        self.leaves: list[frozenset[int]] = []
        """Behind the inputs that are tensors."""
        self.saved: list[tuple[ref[Handle], Description] | None] = []

    def record(self, inputs: Sequence[Any], values: Sequence[Any]) -> None:
        """Put the values that were computed of the inputs into the graph."""
        ctx, name = self.ctx, self.function.__name__
        recorder = values[0]._r
        kept = [tensor for tensor in ctx._to_save if tensor is not None]
        dirty, excluded = _where(ctx._dirty, inputs), _where(ctx._non_differentiable, values)
        fields = [
            f'"name":"{name}","tag":%s,"return":[]',
            f'"inputs":[{_slots(inputs)}]',
            f'"values":[{_slots(values)}]',
            f'"saved":[{_slots(kept)}]',
            f'"dirty":{dirty}',
            f'"non_differentiable":{excluded}',
            f'"out":[{_slots(values)}]',
        ]
        tag = own(recorder, self.answer)
        record(recorder, f'{{"function":{{{",".join(fields)}}}}}', [tag, *inputs, *values, *kept, *values])
        self.leaves = [tensor._l for tensor in inputs]
        leaves = functools.reduce(recorder.union, self.leaves)
        for place, value in enumerate(values):
            known = value._d
            self.like.append(known)
            kind = known.dtype
            if known is not UNKNOWN and place not in excluded and (kind.is_floating_point or kind.is_complex):
                known = recorder.descriptions.find(known.shape, kind, known.device, True, False, f"{name}Backward")
                value._l = leaves
            if _where([value], ctx._dirty):
                recorder.changed(value, UNKNOWN)  # it may be a view, whose base has another place in the graph now
            else:
                recorder.became(value, known)
        self.saved = [None if tensor is None else (ref(tensor), tensor._d) for tensor in ctx._to_save]
        ctx._to_save = ()  # the server keeps them, as long as the graph needs them
        if dirty and recorder.waits:
            recorder.line.send()  # what may not be changed in place is refused here

    def answer(self, recorder: Recorder, question: Question) -> Answers:
        """The gradients of the inputs, from the function's own backward."""
        ctx, function = self.ctx, self.function
        gradients: list[Any] = [None] * self.outputs
        for place, name, like in zip(self.given, question.gradients, self.like, strict=True):
            plain = UNKNOWN if like is UNKNOWN or question.create_graph else recorder.descriptions.without_grad(like)
            if name is not None:
                gradients[place] = take(recorder, name, plain)
            elif ctx._materialize and like is not UNKNOWN:
                gradients[place] = zeros(like.shape, dtype=like.dtype, device=like.device)
        names = iter(question.saved)
        ctx._unpacked = tuple([one and _unpack(recorder, next(names), *one) for one in self.saved])
        try:
            backward = function.vjp if function.backward is Function.backward else function.backward
            result = backward(ctx, *gradients)
        finally:
            ctx._unpacked = None
        answers = self._checked(result if isinstance(result, tuple) else (result,))
        for gradient, leaves in zip(answers, self.leaves, strict=True):
            if gradient is None:
                recorder.withheld |= leaves
        return answers

    def _checked(self, result: tuple[Any, ...]) -> Answers:
        """One gradient for each argument, of which those of tensors are answered."""
        name = f"{self.function.__name__}Backward"
        while len(result) > self.arguments and result[-1] is None:
            result = result[:-1]
        if len(result) != self.arguments:
            raise RuntimeError(
                f"function {name} returned an incorrect number of gradients (expected {self.arguments}, got "
                f"{len(result)}): return one for each argument of forward, None for those without"
            )
        for place, gradient in enumerate(result):
            if gradient is not None and not isinstance(gradient, Handle):
                raise RuntimeError(
                    f"{name} returned a {type(gradient).__name__} at position {place}: expected a tensor or None"
                )
            if gradient is not None and place not in self.places:
                raise RuntimeError(
                    f"function {name} returned a gradient different from None at position {place}, but the "
                    "corresponding forward input was not a Variable"
                )
        return [result[place] for place in self.places]


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


def _unpack(recorder: Recorder, name: str, known: ref[Handle], description: Description) -> Handle:
    """A saved tensor: the one that was given, if it is still in use."""
    tensor = known()
    return take(recorder, name, description) if tensor is None else tensor


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


def _slots(tensors: Sequence[Any]) -> str:
    return ",".join(['"%s"'] * len(tensors))


def _where(some: Sequence[Any], among: Sequence[Any]) -> list[int]:
    """The places of some tensors among others."""
    return [place for place, one in enumerate(among) if any(one is other for other in some)]
