"""Loops: elementwise calls on large arrays, done together block by block, so that each finds its operands in the cache.

What is made and used in one loop alone is never kept whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.plan.host.blocks import EACH, Extent, extent_of, kind, split
from engine.plan.host.compiled import Compiled, Slots, divide, is_compiled, pays_alone
from engine.plan.host.forms import Form, forms
from engine.plan.host.memory import Homes
from engine.plan.host.trials import Piece
from engine.plan.module import is_elementwise
from engine.plan.source import Source
from engine.plan.trace import Call, Storage, Value

Array = Any
Blocks = Sequence[tuple[int, int]]


class Loops:
    """Which calls are done in loops: on large arrays, block by block."""

    def __init__(self, homes: Homes, xp: Any) -> None:
        self._homes = homes
        self._xp = xp

    def extent(self, call: Call) -> Extent | None:
        """The extent of a call that may be part of a loop; None for any other."""
        if elementwise(call, self._xp) is None:
            return None
        out = (call.results or call.written)[0].array
        if out.size == 1 or kind(out, out.shape) != EACH:
            return None
        found = extent_of(call.values, out.shape)
        itemsize = max(value.array.itemsize for value in (*call.values, *call.results))
        return found if found is not None and found.pays(itemsize, is_compiled(self._xp)) else None

    def parts(self, call: Call) -> set[tuple[Storage, int, int]]:
        """What a call works on of each memory: from where, and how many bytes."""
        place = self._homes.aliases.place
        return {(*place(value), value.array.nbytes) for value in (*call.values, *call.results)}

    def pays_alone(self, call: Call) -> bool:
        """Whether a call by itself is better done in a loop."""
        return is_compiled(self._xp) and pays_alone(call)

    def loop(self, calls: Sequence[Call], views: Sequence[Call], extent: Extent) -> Loop:
        """The loop of calls."""
        return Loop(calls, views, extent, self._homes, self._xp)


class Loop:
    """Elementwise calls on arrays of one extent, done block by block."""

    def __init__(self, calls: Sequence[Call], views: Sequence[Call], extent: Extent, homes: Homes, xp: Any) -> None:
        self.calls = list(calls)
        self.views = list(views)
        """Of what the loop makes."""
        self._extent = extent
        self._xp = xp
        self._homes = homes
        self._steps = [step for call in calls for step in elementwise(call, xp)]
        self._kinds = {
            homes.aliases.value(value): kind(value.array, out.array.shape) or EACH
            for form, out in self._steps
            for value in (*form.values, out)
        }
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
        itemsize = max(value.array.itemsize for value, kind in self._kinds.items() if kind == EACH)
        blocks = self._extent.blocks(itemsize)
        rooms = self._rooms((blocks[0][1] - blocks[0][0]) * max(self._extent.width, 1))
        plain = self._blockwise(source, self._steps, blocks, rooms)
        if not is_compiled(self._xp):
            source.lines += plain
            return
        slots = Slots(aliases, self._kinds, self._extent.width, rooms)
        parts = divide(self._steps, slots, lambda value: aliases.memory(value) in self.inner)
        compiled = Compiled([part for part in parts if isinstance(part, Piece)])
        if not compiled.pieces:
            source.lines += plain
            return
        table, filling = slots.table(source)
        names = {id(piece): f"f{number}" for number, piece in enumerate(compiled.pieces)}
        fast = self._blockwise(source, [names.get(id(part), part) for part in parts], blocks, rooms, table)
        functions = f"[{', '.join(names.values())}] = {source.object(compiled)}.functions"
        source.lines += [
            f"if {source.object(compiled)}.is_ready():",
            *_indented([functions, *filling, *fast]),
            "else:",
            *_indented(plain),
        ]

    def _blockwise(
        self, source: Source, steps: Sequence[Any], blocks: Blocks, rooms: Mapping[Storage, Array], table: str = ""
    ) -> list[str]:
        """The lines that do steps block by block: calls, and named functions of a table of addresses."""
        calls = [step for step in steps if not isinstance(step, str)]
        if not calls:
            return [f"{step}({table}, 0, {blocks[-1][1]})" for step in steps]
        values = [self._homes.aliases.value(value) for form, out in calls for value in (*form.values, out)]
        many = [value for value in values if value.array.size != 1 or value.array.ndim > 1]
        names = {value: f"b{place}" for place, value in enumerate(dict.fromkeys(many))}
        parts = [source.object(blocks), *(self._split(source, value, blocks, rooms) for value in names)]
        lines = [f"for (start, stop), {', '.join(names.values())} in zip({', '.join(parts)}):"]
        source.inside = names
        for step in steps:
            if isinstance(step, str):
                lines.append(f"    {step}({table}, start, stop)")
            else:
                form, out = step
                lines.append(f"    {source.call(form.function, *form.into(out))}")
        source.inside = {}
        return lines

    def _is_fresh(self, call: Call) -> bool:
        memories = {self._homes.aliases.memory(value) for value in self.fresh}
        return any(self._homes.aliases.memory(value) in memories for value in call.results)

    def _split(self, source: Source, value: Value, blocks: Blocks, rooms: Mapping[Storage, Array]) -> str:
        """The blocks of a value, as an expression."""
        spread, width = self._kinds[value], self._extent.width
        room = rooms.get(self._homes.aliases.memory(value))
        if room is not None:
            parts = [room[: (stop - start) * max(width, 1)] for start, stop in blocks]
            return source.object([part.view(value.array.dtype).reshape((-1, width) if width else -1) for part in parts])
        if value in source.arrays:
            return source.object(split(source.arrays[value], spread, width, blocks))
        return f"{source.object(split)}({source.text(value)}, {spread!r}, {width}, {source.object(blocks)})"

    def _rooms(self, longest: int) -> dict[Storage, Array]:
        """Memory of one block for each result that is not kept, used again when that is needed no more."""
        aliases = self._homes.aliases
        last = {
            aliases.memory(value): place
            for place, call in enumerate(self.calls)
            for value in (*call.values, *call.results)
        }
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
                    rooms.append(self._homes.room(longest * width, found).view(f"V{width}"))
                else:
                    free.remove(found)
                taken[memory] = found
        return {memory: rooms[room] for memory, room in taken.items()}


def elementwise(call: Call, xp: Any) -> Any:
    """The calls that a call comes to, with where each writes: elementwise ones; None for any other."""
    if call.written:
        function, operands = call.function, call.args[: getattr(call.function, "nin", 0)]
        is_plain = is_elementwise(function) and not call.results and set(call.options) <= {"out"}
        if is_plain and len(operands) + 1 == len(call.args) + len(call.options):
            return [(Form(function, operands), call.written[0])]
        return None
    found = forms(call, xp)
    if found is None or any(not (is_elementwise(form.function) or form.function is xp.copyto) for form in found):
        return None
    return [(form, call.results[0]) for form in found]


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"    {line}" for line in lines]
