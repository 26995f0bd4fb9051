"""A plan: what a program does to tensors like these, as one function of arrays."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from operator import attrgetter
from threading import Lock
from typing import Any

from engine import devices, libraries
from engine.context import Context
from engine.plan.agreement import are_close, are_equal
from engine.plan.likeness import AnyNode, Likeness, NodeLikeness, Sharing
from engine.plan.lower import Lowered, lower
from engine.plan.outcome import Outcome
from engine.plan.rehearsal import Input, Link, Rehearsal
from engine.plan.source import Deviation, Mode
from engine.plan.trace import Untraceable
from engine.storage import Copies
from engine.tensor import Tensor

Array = Any
Agreement = Callable[[Array, Array, Any], bool]
_modes = attrgetter(
    "grad_enabled", "inference", "anomaly", "dtype", "exact", "matmul_precision", "levels", "regions", "named_levels",
    "named_regions",
)  # fmt: skip
"""What a context must be like."""


class Plan:
    """The plan of a rehearsal in which the tensors `wanted` stay; `Untraceable` where there can be none.

    It is proven before it is made: on what the rehearsal began with it comes to the same arrays, to the bit. Where the
    context is not `exact` they may differ by `agreement.TOLERANCE`.
    """

    def __init__(self, rehearsal: Rehearsal, wanted: Sequence[Tensor]) -> None:
        if rehearsal.warnings or rehearsal.released or _modes(rehearsal) != _modes(rehearsal.real):
            raise Untraceable("warnings, or modes that change")
        outcome = Outcome(rehearsal, wanted)
        self._leave = outcome.leave
        self._places = outcome.places
        self._modes = _modes(rehearsal)
        self._generators = [(name, devices.find(device)) for name, device in rehearsal.sources]
        self._reseeds = rehearsal.reseeds
        self._inputs: list[tuple[Any, int | None, int, Any]] = []
        """Each is a named tensor, by its number, or what one before it leads to."""
        self._links: list[Link] = []
        """How they lead to each other besides."""
        self._find_inputs(rehearsal)
        self._arrays = rehearsal.arrays
        self._named = len(rehearsal.named)
        ages = [(one.before.get("age", 0), place) for place, one in enumerate(rehearsal.inputs)]
        self._ages = [place for age, place in sorted(ages) if age]
        """The places of what a pass visits, in the order of its age."""
        self._sharing = Sharing({place: one.real for place, one in enumerate(rehearsal.inputs) if one.is_tensor})
        self._lock = Lock()
        lowered = self._lower(rehearsal, outcome)
        sources = range(len(self._arrays), len(self._arrays) + len(self._generators))
        written = *lowered.written, *sources
        self._lowered = lowered._replace(
            function=rehearsal.real.device.captured(lowered.function, written, lowered.steps, lowered.choices)
        )

    def _find_inputs(self, rehearsal: Rehearsal) -> None:
        named = {id(tensor): number for number, tensor in enumerate(rehearsal.named)}
        first: dict[int, Link] = {}
        for link in rehearsal.links:
            if id(rehearsal.inputs[link.target].real) in named or first.setdefault(link.target, link) is not link:
                self._links.append(link)
        for place, one in enumerate(rehearsal.inputs):
            owner, way = first[place][:2] if place in first else (0, None)
            self._inputs.append((_likeness(one).fits, named.get(id(one.real)), owner, way))

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
        return self._lowered.nbytes + getattr(self._lowered.function, "nbytes", 0)

    @property
    def is_pure(self) -> bool:
        """Whether `compute` gives all that stays: nothing is drawn, and no input is written into, or stays itself."""
        lowered = self._lowered
        return not (lowered.written or self._generators or None in self._places) and (
            len(self._arrays) == len(self._inputs) == self._named
        )

    def _lower(self, rehearsal: Rehearsal, outcome: Outcome) -> Lowered:
        ways: list[tuple[Mode, Agreement]] = [(Mode(), are_equal)]
        if not rehearsal.exact:
            ways.insert(0, (Mode(exact=False), are_close))
        if not libraries.on_host(rehearsal.trace.xp):
            ways.append((Mode(fused=False), are_equal))
        for mode, agree in ways[:-1]:
            with contextlib.suppress(Untraceable):
                return self._proven(rehearsal, outcome, mode, agree)
        return self._proven(rehearsal, outcome, *ways[-1])

    def _proven(self, rehearsal: Rehearsal, outcome: Outcome, mode: Mode, agree: Agreement) -> Lowered:
        """The calls as a function, which came to the traced numbers from the same inputs."""
        try:
            lowered = lower(rehearsal.trace, outcome.arrays, mode)
        except Untraceable:
            raise
        except Exception as error:
            raise Untraceable(f"calls that cannot be planned: {type(error).__name__}: {error}") from error
        xp = rehearsal.trace.xp
        copies = Copies(xp)
        given = [copies.copy(rehearsal.inputs[place].real.data) for place in rehearsal.arrays]
        drawn = [rehearsal.real.known_generator(*key) for key in self._generators]
        before = [generator.snapshot() for generator in drawn]
        try:
            made = lowered.function(*given, *(generator.source for generator in drawn))
        except Exception as error:
            raise Untraceable(f"a replay that fails: {type(error).__name__}: {error}") from error
        finally:
            for generator, snapshot in zip(drawn, before, strict=True):
                generator.restore(snapshot)
        for one, value in zip(made, outcome.arrays, strict=True):
            if not agree(one, value.array, xp):
                raise Untraceable("a replay that comes to other numbers")
        values = [value for value in rehearsal.trace.inputs if value.memory.origin == "input"]
        for array, value in zip(given, values, strict=True):
            if not agree(array, value.array, xp):
                raise Untraceable("a replay that leaves other numbers in an input")
        return lowered

    def suits(self, context: Context) -> bool:
        """Whether a context is like it was then."""
        if _modes(context) != self._modes or context.hooks.known or context.functions:
            return False
        return not (self._reseeds and context.has_several_defaults)

    def fit(self, context: Context, named: Sequence[Tensor | None]) -> list[Any] | None:
        """The inputs to run it on: the tensors that the program names, in the order of the rehearsal, and what these
        lead to.

        None where these, or the modes of the context, are not like they were then.
        """
        if not (self.suits(context) and all(context.has_generator(*key) for key in self._generators)):
            return None
        found: list[Any] = []
        for fits, number, owner, way in self._inputs:
            one = way(found[owner]) if number is None else named[number]
            if not fits(one, context):
                return None
            found.append(one)
        if len(set(map(id, found))) < len(found):
            return None
        for owner, way, target in self._links:
            if way(found[owner]) is not found[target]:
                return None
        age = 0
        for place in self._ages:
            if found[place].age <= age:
                return None
            age = found[place].age
        return found if self._sharing.fits(found, bool(self._lowered.written)) else None

    def run(self, context: Context, inputs: Sequence[Any]) -> list[Tensor]:
        """Do what the program does to inputs that fit, and give those that stay.

        `Deviation` where it has to be run otherwise; then nothing has changed. Out of memory is an error as ever.
        """
        if not self._lock.acquire(blocking=False):
            raise Deviation
        try:
            return self._leave(context, inputs, self._compute(context, [inputs[place] for place in self._arrays]))
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
        for place in lowered.written:
            context.keep_contents(tensors[place])
        arrays = [tensor.data for tensor in tensors]
        if not (lowered.written or self._generators):
            try:
                return lowered.function(*arrays)
            except Exception as error:
                raise Deviation from error
        try:
            kept = [(tensors[place].data, tensors[place].data.copy("K")) for place in lowered.restored]
        except MemoryError as error:
            raise Deviation from error  # steps need no copies
        generators = [context.generator(*key) for key in self._generators]
        states = [generator.snapshot() for generator in generators]
        try:
            return lowered.function(*arrays, *(generator.source for generator in generators))
        except Exception as error:
            for array, before in kept:
                array[...] = before
            for generator, state in zip(generators, states, strict=True):
                generator.restore(state)
            if isinstance(error, MemoryError) and len(kept) < len(lowered.written):
                raise  # what it may have written already stays, unless the journal puts it back
            raise Deviation from error


def _likeness(one: Input) -> Any:
    """What has to be like that input in a replay."""
    if one.is_tensor:
        return Likeness(one.real)
    return NodeLikeness(one.real) if one.before else AnyNode()
