"""Loops: elementwise calls on large arrays, done together block by block, so that each finds its operands in the cache.

What is made and used in one loop alone is never kept whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy

from engine.plan.compiled import Compiled, Elementwise, Piece, Slots, divide, is_installed
from engine.plan.forms import Form, forms
from engine.plan.memory import Homes, aligned
from engine.plan.module import is_elementwise
from engine.plan.source import Source
from engine.plan.trace import Call, Storage, Value, values_in

Array = Any
Bounds = Sequence[tuple[int, int]]

BLOCK = 1 << 17
"""Bytes of a block."""
LEAST = 2
"""Blocks from which on a loop pays."""


class Loop:
    """Elementwise calls on arrays of one size, done block by block."""

    def __init__(self, calls: Sequence[Call], views: Sequence[Call], homes: Homes, xp: Any) -> None:
        self.calls = list(calls)
        self.views = list(views)
        """Of what the loop makes."""
        self._xp = xp
        self._homes = homes
        self.owned: list[Value] = []
        """Results that are kept whole in the plan's memory."""
        self.fresh: list[Value] = []
        """Results that are kept whole and belong to others afterwards."""
        self.inner: set[Storage] = set()

    def settle(self, later: set[Storage], leaving: set[Storage]) -> None:
        """Decide what is kept whole: what is used `later`, or is `leaving`."""
        for call in self.calls:
            for value in call.results:
                memory = self._homes.aliases.memory(value)
                if memory in leaving:
                    self.fresh.append(value)
                elif memory in later:
                    self.owned.append(value)
                else:
                    self.inner.add(memory)

    def write(self, source: Source) -> None:
        """Write the loop."""
        aliases = self._homes.aliases
        for value in self.fresh:
            array = value.array
            room = source.call(self._xp.empty, (array.shape, array.dtype), {})
            source.lines.append(f"{source.local(value)} = {room}")
        for call in self.views:
            if any(aliases.value(value) not in source.arrays for value in call.results) and self._is_fresh(call):
                source.lines.append(f"{source.local(call.results[0])} = {source.call(call.function, call.args, {})}")
        bounds = _bounds(_size(self.calls[0]), BLOCK // max(value.array.itemsize for value in self._wide()))
        rooms = self._rooms(bounds[0][1])
        steps = [step for call in self.calls for step in _steps(call, self._xp)]
        plain = self._blockwise(source, steps, bounds, rooms)
        if self._xp is not numpy or not is_installed():
            source.lines += plain
            return
        slots = Slots(aliases, rooms)
        parts = divide(steps, slots, lambda value: aliases.memory(value) in self.inner)
        compiled = Compiled([part for part in parts if isinstance(part, Piece)])
        if not compiled.pieces:
            source.lines += plain
            return
        table, filling = slots.table(source)
        names = {id(piece): f"f{number}" for number, piece in enumerate(compiled.pieces)}
        fast = self._blockwise(source, [names.get(id(part), part) for part in parts], bounds, rooms, table)
        functions = f"[{', '.join(names.values())}] = {source.object(compiled)}.functions"
        source.lines += [
            f"if {source.object(compiled)}.is_ready():",
            *_indented([functions, *filling, *fast]),
            "else:",
            *_indented(plain),
        ]

    def _blockwise(
        self,
        source: Source,
        steps: Sequence[Any],
        bounds: Bounds,
        rooms: Mapping[Storage, Array],
        table: str = "",
    ) -> list[str]:
        """The lines that do steps block by block: calls, and named functions of a table of addresses."""
        aliases = self._homes.aliases
        calls = [step for step in steps if not isinstance(step, str)]
        if not calls:
            return [f"{step}({table}, 0, {bounds[-1][1]})" for step in steps]
        values = [aliases.value(value) for form, out in calls for value in (*form.values, out) if value.array.size != 1]
        names = {value: f"b{place}" for place, value in enumerate(dict.fromkeys(values))}
        blocks = [self._blocks(source, value, rooms, bounds) for value in names]
        lines = [f"for (start, stop), {', '.join(names.values())} in zip({', '.join([source.object(bounds), *blocks])}):"]
        source.inside = names
        for step in steps:
            lines.append(f"    {step}({table}, start, stop)" if isinstance(step, str) else f"    {source.call(step[0].function, *step[0].into(step[1]))}")
        source.inside = {}
        return lines

    def _is_fresh(self, call: Call) -> bool:
        memories = {self._homes.aliases.memory(value) for value in self.fresh}
        return any(self._homes.aliases.memory(value) in memories for value in call.results)

    def _wide(self) -> list[Value]:
        """The values that are gone through block by block."""
        return [value for call in self.calls for value in _all(call) if value.array.size != 1]

    def _blocks(self, source: Source, value: Value, rooms: Mapping[Storage, Array], bounds: Bounds) -> str:
        """The blocks of a value, as an expression."""
        room = rooms.get(self._homes.aliases.memory(value))
        if room is not None:
            return source.object([room[: stop - start].view(value.array.dtype) for start, stop in bounds])
        if value in source.arrays:
            return source.object(_split(source.arrays[value], bounds))
        return f"{source.object(_split)}({source.text(value)}, {source.object(bounds)})"

    def _rooms(self, longest: int) -> dict[Storage, Array]:
        """Memory of one block for each result that is not kept, used again when that is needed no more."""
        aliases = self._homes.aliases
        last = {aliases.memory(value): place for place, call in enumerate(self.calls) for value in _all(call)}
        rooms: list[Array] = []
        free: list[int] = []
        taken: dict[Storage, int] = {}
        for place, call in enumerate(self.calls):
            free += [room for memory, room in taken.items() if last[memory] == place]  # results may go over operands
            for value in call.results:
                memory, width = aliases.memory(value), value.array.itemsize
                if memory not in self.inner:
                    continue
                found = next((room for room in free if rooms[room].itemsize == width), None)
                if found is None:
                    found = len(rooms)
                    rooms.append(aligned(self._xp, longest * width).view(f"V{width}"))
                    self._homes.nbytes += longest * width
                else:
                    free.remove(found)
                taken[memory] = found
        return {memory: rooms[room] for memory, room in taken.items()}


def gather(calls: Sequence[Call], homes: Homes, xp: Any) -> list[Call | Loop]:
    """The calls, with those that may be done together in loops; what does not depend on them may be done after."""
    rest = list(calls)
    gathered: list[Call | Loop] = []
    while rest:
        call = rest.pop(0)
        size = 0 if homes.is_constant(call) else _loops(call, xp)
        if not size:
            gathered.append(call)
            continue
        together, before, views, rest = _together(call, size, rest, homes, xp)
        gathered += before
        gathered += [Loop(together, views, homes, xp)] if len(together) > 1 else [call, *views]
    return gathered


def _together(
    first: Call, size: int, rest: Sequence[Call], homes: Homes, xp: Any
) -> tuple[list[Call], list[Call], list[Call], list[Call]]:
    """The calls of a loop; views of what is there before it; views of what it makes; and all others."""
    aliases = homes.aliases
    together = [first]
    before: list[Call] = []
    views: list[Call] = []
    others: list[Call] = []
    made: set[Storage] = set()
    read: set[Storage] = set()
    written: set[Storage] = set()
    looped: set[Storage] = {aliases.memory(value) for value in first.results}
    for call in rest:
        reads = {aliases.memory(value) for value in call.values}
        writes = {aliases.memory(value) for value in (*call.results, *call.written)}
        apart = not reads & (made | written) and not writes & (read | written)
        if apart and _loops(call, xp) == size and not homes.is_constant(call):
            together.append(call)
            looped |= {aliases.memory(value) for value in call.results}
        elif call.is_view and not reads & made and (not reads & looped or _shows_all(call)):
            (views if reads & looped else before).append(call)
        else:
            others.append(call)
            made |= {aliases.memory(value) for value in call.results}
            read |= reads
            written |= {aliases.memory(value) for value in call.written}
    return together, before, views, others


def _shows_all(call: Call) -> bool:
    """Whether a view has the elements of what it shows one for one."""
    source, view = call.values[0].array, call.results[0].array
    return bool(len(call.results) == 1 and source.itemsize == view.itemsize and source.nbytes == view.nbytes)


def _loops(call: Call, xp: Any) -> int:
    """The elements of the arrays of a call that may be part of a loop; 0 for any other."""
    steps = _steps(call, xp)
    if steps is None:
        return 0
    size = _size(call)
    arrays = [value.array for value in _all(call)]
    wide = [array for array in arrays if array.size != 1]
    if not wide or any(array.size == 1 and array.ndim > 1 for array in arrays):
        return 0
    if any(array.size != size or not array.flags.c_contiguous for array in wide):
        return 0
    if any(array.shape != wide[0].shape for array in wide) or size * wide[0].itemsize < LEAST * BLOCK:
        return 0
    return size


def _steps(call: Call, xp: Any) -> Any:
    """The calls that a call comes to, with where each writes: elementwise ones; None for any other."""
    if call.written:
        function = call.function
        if is_elementwise(function) and not call.results and not call.options and len(call.args) == function.nin + 1:  # type: ignore[attr-defined]
            return [(Form(function, call.args[:-1]), call.args[-1])]
        return None
    found = forms(call, xp)
    if found is None or any(not (is_elementwise(form.function) or form.function is xp.copyto) for form in found):
        return None
    return [(form, call.results[0]) for form in found]


def _size(call: Call) -> int:
    return int((call.results or call.written)[0].array.size)


def _all(call: Call) -> list[Value]:
    return [*call.values, *call.results]


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _bounds(size: int, block: int) -> list[tuple[int, int]]:
    block = max(block, 1)
    return [(start, min(start + block, size)) for start in range(0, size, block)]


def _split(array: Array, bounds: Bounds) -> list[Array]:
    """An array in blocks."""
    line = array.reshape(-1)
    return [line[start:stop] for start, stop in bounds]
