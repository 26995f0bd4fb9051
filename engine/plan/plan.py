"""A plan: what a program does to tensors like these, as one function of arrays."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from operator import attrgetter
from threading import Lock
from typing import Any

import numpy

from engine.context import Context
from engine.plan.likeness import Likeness, are_apart
from engine.plan.lower import Lowered, lower
from engine.plan.outcome import Outcome
from engine.plan.rehearsal import Rehearsal
from engine.plan.statement import Deviation
from engine.plan.trace import Untraceable
from engine.tensor import Tensor

Array = Any
Agreement = Callable[[Array, Array], bool]
TOLERANCE = 256
"""By how many times the machine epsilon of its dtype, and the largest number in it, an array may differ that need not
be the same to the bit: rounding errors of a sum of n terms grow as the root of n, and this is that of 65,536."""
_modes = attrgetter(
    "grad_enabled", "inference", "anomaly", "dtype", "exact", "levels", "regions", "named_levels", "named_regions"
)
"""What a context must be like."""


class Plan:
    """The plan of a rehearsal in which the tensors `wanted` stay; `Untraceable` where there can be none.

    It is proven before it is made: on what the rehearsal began with it comes to the same arrays, to the bit. Where the
    context is not `exact` they may differ by `TOLERANCE`.
    """

    def __init__(self, rehearsal: Rehearsal, wanted: Sequence[Tensor]) -> None:
        if rehearsal.warnings or rehearsal.released or _modes(rehearsal) != _modes(rehearsal.real):
            raise Untraceable("warnings, or modes that change")
        outcome = Outcome(rehearsal, wanted)
        self._leave = outcome.leave
        self._places = outcome.places
        self._modes = _modes(rehearsal)
        self._generators = list(rehearsal.sources)
        places = {id(tensor): place for place, (tensor, _, _) in enumerate(rehearsal.mirrors.values())}
        self._gradients = {
            place: places[id(tensor.grad)]
            for place, (tensor, _, _) in enumerate(rehearsal.mirrors.values())
            if tensor.grad is not None
        }
        owners = {gradient: place for place, gradient in reversed(self._gradients.items())}  # the first, of several
        named = {id(tensor): number for number, tensor in enumerate(rehearsal.named)}
        self._inputs = [
            (Likeness(tensor), named.get(id(tensor)), owners.get(place, 0))
            for place, (tensor, _, _) in enumerate(rehearsal.mirrors.values())
        ]
        """Each is a named tensor, by its number, or the gradient of the input at a place before it."""
        self._lock = Lock()
        self._lowered = self._lower(rehearsal, outcome)

    @property
    def steps(self) -> int:
        """How many array calls it makes."""
        return self._lowered.steps

    @property
    def buffers(self) -> int:
        """In how many pieces it has the memory that it keeps for itself."""
        return self._lowered.buffers

    @property
    def nbytes(self) -> int:
        """Bytes of the memory that it keeps for itself."""
        return self._lowered.nbytes

    @property
    def is_pure(self) -> bool:
        """Whether `compute` gives all that stays: nothing is drawn, and no input is written into, or stays itself."""
        return not (self._lowered.written or self._generators or self._gradients or None in self._places)

    def _lower(self, rehearsal: Rehearsal, outcome: Outcome) -> Lowered:
        if not rehearsal.exact:
            with contextlib.suppress(Untraceable):
                return self._proven(lower(rehearsal.trace, outcome.arrays, exact=False), rehearsal, outcome, _are_close)
        return self._proven(lower(rehearsal.trace, outcome.arrays, exact=True), rehearsal, outcome, _are_equal)

    def _proven(self, lowered: Lowered, rehearsal: Rehearsal, outcome: Outcome, agree: Agreement) -> Lowered:
        tensors = [tensor for tensor, _, _ in rehearsal.mirrors.values()]
        if not are_apart([tensor.data for tensor in tensors]):
            raise Untraceable("inputs that share memory")
        given = [tensor.data.copy("K") for tensor in tensors]
        drawn = [rehearsal.real.known_generator(name) for name in self._generators]
        before = [generator.snapshot() for generator in drawn]
        try:
            made = lowered.function(*given, *drawn)
        except Exception as error:
            raise Untraceable(f"a replay that fails: {type(error).__name__}: {error}") from error
        finally:
            for generator, snapshot in zip(drawn, before, strict=True):
                generator.restore(snapshot)
        for one, value in zip(made, outcome.arrays, strict=True):
            if not agree(one, value.array):
                raise Untraceable("a replay that comes to other numbers")
        for array, (_, mirror, _) in zip(given, rehearsal.mirrors.values(), strict=True):
            if not agree(array, mirror.data.physical):
                raise Untraceable("a replay that leaves other numbers in an input")
        return lowered

    def suits(self, context: Context) -> bool:
        """Whether a context is like it was then."""
        return not (_modes(context) != self._modes or context.hooks.known or context.functions)

    def fit(self, context: Context, named: Sequence[Tensor | None]) -> list[Tensor] | None:
        """The tensors to run it on: those that the program names, in the order of the rehearsal, and their gradients.

        None where these, or the modes of the context, are not like they were then.
        """
        if not self.suits(context):
            return None
        tensors: list[Tensor] = []
        for likeness, number, owner in self._inputs:
            tensor = tensors[owner].grad if number is None else named[number]
            if not likeness.fits(tensor, context):
                return None
            tensors.append(tensor)  # type: ignore[arg-type]
        if len(set(map(id, tensors))) < len(tensors):
            return None
        for place, gradient in self._gradients.items():
            if tensors[place].grad is not tensors[gradient]:
                return None
        if self._lowered.written and not are_apart([tensor.data for tensor in tensors]):
            return None
        return tensors

    def run(self, context: Context, tensors: Sequence[Tensor]) -> list[Tensor]:
        """Do what the program does to tensors that fit, and give those that stay.

        `Deviation` where it has to be run otherwise; then nothing has changed. Out of memory is an error as ever.
        """
        if not self._lock.acquire(blocking=False):
            raise Deviation
        try:
            return self._leave(context, tensors, self._compute(context, tensors))
        finally:
            self._lock.release()

    def compute(self, arrays: Sequence[Array]) -> list[Array]:
        """The arrays of the tensors that stay, where the plan is pure, of those of tensors that would fit.

        `Deviation` where the program has to be run otherwise.
        """
        if not self._lock.acquire(blocking=False):
            raise Deviation
        try:
            found = self._lowered.function(*arrays)
        except Exception as error:
            raise Deviation from error
        finally:
            self._lock.release()
        return [found[place] for place in self._places]

    def _compute(self, context: Context, tensors: Sequence[Tensor]) -> Any:
        lowered = self._lowered
        arrays = [tensor.data for tensor in tensors]
        if not (lowered.written or self._generators):
            try:
                return lowered.function(*arrays)
            except Exception as error:
                raise Deviation from error
        for place in lowered.written:
            context.keep_contents(tensors[place])
        kept = [(tensors[place].data, tensors[place].data.copy("K")) for place in lowered.restored]
        generators = [context.generator(name) for name in self._generators]
        states = [generator.snapshot() for generator in generators]
        try:
            return lowered.function(*arrays, *generators)
        except Exception as error:
            for array, before in kept:
                array[...] = before
            for generator, state in zip(generators, states, strict=True):
                generator.restore(state)
            if isinstance(error, MemoryError) and len(kept) < len(lowered.written):
                raise  # what it may have written already stays, unless the journal puts it back
            raise Deviation from error


def _are_equal(one: Array, other: Array) -> bool:
    """Whether two arrays are the same to the bit."""
    if (one.dtype, one.shape, one.strides) != (other.dtype, other.shape, other.strides):
        return False
    return bool(one.tobytes() == other.tobytes())


def _are_close(one: Array, other: Array) -> bool:
    """Whether two arrays are the same but for rounding."""
    if _are_equal(one, other):
        return True
    if (one.dtype, one.shape, one.strides) != (other.dtype, other.shape, other.strides) or one.dtype.kind not in "fc":
        return False
    largest = abs(numpy.where(numpy.isfinite(other), other, 0)).max()
    near = abs(one - other) <= TOLERANCE * numpy.finfo(one.dtype).eps * largest
    return bool((near | (one == other) | ((one != one) & (other != other))).all())
