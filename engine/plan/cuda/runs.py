"""Runs: elementwise calls on arrays of one size, done by one kernel.

What is made and used inside one run alone stays in registers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from engine.libraries import fusion
from engine.plan.constants import Constants
from engine.plan.cuda.reading import Reading, read
from engine.plan.source import Source
from engine.plan.trace import Call, Storage, Value

MOST = 64
"""Arrays that a kernel works on, in registers too; many parameters of one size may be updated together."""
LONGEST = 256
"""Calls of a kernel: their numbers are parameters, of which the bytes are limited."""
Part = tuple[Storage, int, str, Any]
"""The memory that a value is in, from where on, of which dtype, and the steps in which it is gone through."""


class Extent(NamedTuple):
    """How many elements, of what, and in how many calls."""

    size: int
    parts: frozenset[Part]
    calls: int = 1

    def joined(self, other: Extent) -> Extent | None:
        """The extent of what is gone through together; None where that cannot be."""
        joined = Extent(self.size, self.parts | other.parts, self.calls + other.calls)
        fits = self.size == other.size and len(joined.parts) <= MOST and joined.calls <= LONGEST
        return joined if fits else None


class Runs:
    """Which calls are done in runs."""

    def __init__(self, constants: Constants, xp: Any, exact: bool) -> None:
        self.aliases = constants.aliases
        self.fusion = fusion(xp)
        self._xp = xp
        self._exact = exact
        self._known: dict[Call, tuple[Reading, frozenset[Part]] | None] = {}

    def reading(self, call: Call) -> Reading:
        """What a call of a run does."""
        known = self._known[call]
        assert known is not None
        return known[0]

    def extent(self, call: Call) -> Extent | None:
        """The extent of a call that may be part of a run; None for any other."""
        if call not in self._known:
            self._known[call] = self._find(call)
        known = self._known[call]
        return None if known is None else Extent(known[0].out.array.size, known[1])

    def parts(self, call: Call) -> frozenset[Part]:
        """What a call works on of each memory, and how it goes through it."""
        known = self._known[call]
        assert known is not None
        return known[1]

    def part(self, value: Value, shape: Sequence[int]) -> Part | None:
        """How a value that is broadcast to a shape is gone through."""
        array = value.array
        lacking = len(shape) - array.ndim
        strides = [0] * lacking + [
            0 if size == 1 else step for size, step in zip(array.shape, array.strides, strict=True)
        ]
        steps = self.fusion.steps_of(shape, strides, array.itemsize) if lacking >= 0 else None
        return None if steps is None else (*self.aliases.place(value), array.dtype.name, steps)

    def _find(self, call: Call) -> tuple[Reading, frozenset[Part]] | None:
        found = read(call, self.fusion, self._xp, self._exact)
        if found is None:
            return None
        shape = found.out.array.shape
        parts = {self.part(value, shape) for value in (*found.operands, found.out) if type(value) is Value}
        out = self.aliases.memory(found.out)
        whole = [part for part in parts if part is not None]
        fits = len(whole) == len(parts) and sum(part[0] is out for part in whole) == 1
        return (found, frozenset(whole)) if fits else None

    def pays_alone(self, call: Call) -> bool:
        """Whether a call by itself is better done by a kernel of our own: choices cast before and after."""
        return call.function is self._xp.where

    def loop(self, calls: Sequence[Call], views: Sequence[Call], extent: Extent) -> Run:
        """The run of calls."""
        return Run(calls, views, extent.size, self)


class Run:
    """Elementwise calls on arrays of one size."""

    def __init__(self, calls: Sequence[Call], views: Sequence[Call], size: int, runs: Runs) -> None:
        self.calls = list(calls)
        self.views = list(views)
        """Of what it makes."""
        self._size = size
        self._runs = runs
        self._kept: list[Value] = []

    def settle(self, later: set[Storage]) -> None:
        """Decide what is kept: what is used `later`, and what is shown by a view that is."""
        memory = self._runs.aliases.memory
        self._kept = [value for call in self.calls for value in call.results if memory(value) in later]

    def write(self, source: Source) -> None:
        """Write the call of the kernel, and the views."""
        runs, memory = self._runs, self._runs.aliases.memory
        made = {memory(value) for call in self.calls for value in call.results}
        kept = {memory(value) for value in self._kept}
        numbers: dict[Part, int] = {}
        values: dict[int, Value] = {}
        steps = []
        for call in self.calls:
            expression, operands, out = runs.reading(call)

            def slot(value: Value, shape: Sequence[int] = out.array.shape) -> int:
                part = runs.part(value, shape)
                assert part is not None
                number = numbers.setdefault(part, len(numbers))
                values.setdefault(number, value)
                return number

            taken = tuple(slot(one) if type(one) is Value else one for one in operands)
            steps.append(runs.fusion.Step(expression, taken, slot(out)))
        slots = [
            runs.fusion.Slot(part[2], part[3], part[1] % runs.fusion.WIDEST == 0 and not values[number].moves)
            for part, number in numbers.items()
        ]
        given = [number for number, value in values.items() if memory(value) not in made]
        fresh = {number: value.array.shape for number, value in values.items() if memory(value) in made & kept}
        changed = {memory(value) for call in self.calls for value in call.written}
        stored = {number for number, value in values.items() if memory(value) in changed - made} | fresh.keys()
        doubtful = {number for number in given if memory(values[number]).origin == "input"}
        kernel = runs.fusion.Fused(self._size, slots, steps, given, fresh, frozenset(stored), frozenset(doubtful))
        called = source.call(kernel, [values[number] for number in given], {})
        targets = ", ".join(source.local(values[number]) for number in fresh)
        source.lines.append(f"{targets} = {called}" if targets else called)
        for call in self.views:
            if all(memory(value) in kept for value in call.results):
                source.lines.append(
                    f"{source.target(call.gives)} = {source.call(call.function, call.args, dict(call.options))}"
                )
