"""Runs of functions: a node of the server's graph for each, and its answers when a pass comes to it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from weakref import ref

from gradwire._generated.functions import zeros
from gradwire.recording.descriptions import UNKNOWN, Description
from gradwire.recording.forms import record
from gradwire.recording.handle import Handle
from gradwire.recording.owners import Answers, Question, own, still, take
from gradwire.recording.recorder import Recorder

if TYPE_CHECKING:
    from gradwire.autograd.function import FunctionCtx


class Run:
    """One run of a function, which is asked when a pass comes to it."""

    def __init__(
        self,
        name: str,
        backward: Callable[..., Any],
        ctx: FunctionCtx,
        arguments: Sequence[Any],
        outputs: Sequence[Any],
    ) -> None:
        self.name = name
        self.backward = backward
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
        ctx, name = self.ctx, self.name
        recorder = values[0]._r
        kept = [tensor for tensor in ctx._to_save if tensor is not None]
        dirty, excluded = where(ctx._dirty, inputs), where(ctx._non_differentiable, values)
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
            if where([value], ctx._dirty):
                recorder.changed(value, UNKNOWN, leaves)  # it may be a view, whose base has another place in the graph
            else:
                recorder.became(value, known)
        self.saved = [None if tensor is None else (ref(tensor), tensor._d) for tensor in ctx._to_save]
        ctx._to_save = ()  # the server keeps them, as long as the graph needs them
        if dirty and recorder.waits:
            recorder.line.send()  # what may not be changed in place is refused here

    def answer(self, recorder: Recorder, question: Question) -> Answers:
        """The gradients of the inputs, from the function's own backward."""
        ctx = self.ctx
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
            result = self.backward(ctx, *gradients)
        finally:
            ctx._unpacked = None
        answers = self._checked(result if isinstance(result, tuple) else (result,))
        for gradient, leaves in zip(answers, self.leaves, strict=True):
            if gradient is None:
                recorder.ledger.withheld |= leaves
        return answers

    def _checked(self, result: tuple[Any, ...]) -> Answers:
        """One gradient for each argument, of which those of tensors are answered."""
        name = f"{self.name}Backward"
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


def _unpack(recorder: Recorder, name: str, known: ref[Handle], description: Description) -> Handle:
    """A saved tensor: the one that was given, if it is still in use."""
    tensor = still(recorder, known)
    return take(recorder, name, description) if tensor is None else tensor


def _slots(tensors: Sequence[Any]) -> str:
    return ",".join(['"%s"'] * len(tensors))


def where(some: Sequence[Any], among: Sequence[Any]) -> list[int]:
    """The places of some tensors among others."""
    return [place for place, one in enumerate(among) if any(one is other for other in some)]
