"""Which calls are done together in one loop: elementwise ones on large arrays of one extent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from engine.plan.blocks import EACH, Extent, extent_of, kind
from engine.plan.compiled import is_compiled, pays_alone
from engine.plan.loops import Loop, elementwise
from engine.plan.memory import Homes
from engine.plan.trace import Call, Storage, Value


def gather(calls: Sequence[Call], homes: Homes, xp: Any) -> list[Call | Loop]:
    """The calls, with those that may be done together in loops; what does not depend on them may be done after."""
    rest = list(calls)
    gathered: list[Call | Loop] = []
    while rest:
        call = rest.pop(0)
        extent = None if homes.is_constant(call) else _loops(call, xp)
        if extent is None:
            gathered.append(call)
            continue
        together = _Together(call, extent, homes, xp)
        for one in rest:
            together.take(one)
        rest = together.others
        gathered += together.before
        if len(together.calls) > 1 or (is_compiled(xp) and pays_alone(call)):
            gathered.append(Loop(together.calls, together.views, together.extent, homes, xp))
        else:
            gathered += [call, *together.views]
    return gathered


class _Together:
    """The calls of a loop; views of what is there before it; views of what it makes; and all others."""

    def __init__(self, first: Call, extent: Extent, homes: Homes, xp: Any) -> None:
        self.calls = [first]
        self.before: list[Call] = []
        self.views: list[Call] = []
        self.others: list[Call] = []
        self.extent = extent
        self._homes = homes
        self._xp = xp
        self._made: set[Storage] = set()
        self._read: set[Storage] = set()
        self._written: set[Storage] = set()
        self._looped = self._memories(first.results)
        self._changed = self._memories(first.written)
        self._parts = self._shown(first)

    def take(self, call: Call) -> None:
        """Put the next call where it belongs."""
        reads = self._memories(call.values)
        writes = self._memories((*call.results, *call.written))
        apart = not reads & (self._made | self._written) and not writes & (self._read | self._written)
        if apart and self._joins(call):
            self.calls.append(call)
            self._looped |= self._memories(call.results)
            self._changed |= self._memories(call.written)
            self._parts |= self._shown(call)
        elif call.is_view and not reads & self._made and (not reads & self._looped or _shows_all(call)):
            (self.views if reads & self._looped else self.before).append(call)
        else:
            self.others.append(call)
            self._made |= self._memories(call.results)
            self._read |= reads
            self._written |= self._memories(call.written)

    def _joins(self, call: Call) -> bool:
        """Whether a call can be done in the loop: whatever of it is changed in the loop, is only seen as a whole."""
        own = None if self._homes.is_constant(call) else _loops(call, self._xp)
        extent = own and self.extent.joined(own)
        if extent is None:
            return False
        parts = self._parts | self._shown(call)
        changed = self._changed | self._memories(call.written)
        if any(sum(memory is one for one, *_ in parts) > 1 for memory in changed):
            return False
        self.extent = extent
        return True

    def _memories(self, values: Iterable[Value]) -> set[Storage]:
        return {self._homes.aliases.memory(value) for value in values}

    def _shown(self, call: Call) -> set[tuple[Storage, int, int]]:
        """What a call works on of each memory: from where, and how many bytes."""
        return {(*self._homes.aliases.place(value), value.array.nbytes) for value in (*call.values, *call.results)}


def _shows_all(call: Call) -> bool:
    """Whether a view has the elements of what it shows one for one."""
    source, view = call.values[0].array, call.results[0].array
    return bool(len(call.results) == 1 and source.itemsize == view.itemsize and source.nbytes == view.nbytes)


def _loops(call: Call, xp: Any) -> Extent | None:
    """The extent of a call that may be part of a loop; None for any other."""
    if elementwise(call, xp) is None:
        return None
    out = (call.results or call.written)[0].array
    if out.size == 1 or kind(out, out.shape) != EACH:
        return None
    found = extent_of(call.values, out.shape)
    itemsize = max(value.array.itemsize for value in (*call.values, *call.results))
    return found if found is not None and found.pays(itemsize, is_compiled(xp)) else None
