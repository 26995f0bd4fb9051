"""Which calls are done together: elementwise ones of one extent, in a loop on the CPU, in a kernel on a GPU."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import Any, Protocol

from engine.plan.constants import Constants
from engine.plan.trace import Call, Storage, Value

Part = tuple[Any, ...]


class Loops(Protocol):
    """How elementwise calls are done together."""

    def extent(self, call: Call) -> Any:
        """What is gone through by a call that may be done with others; None for any other.

        `joined` with that of another call it is the extent of both, or None.
        """

    def parts(self, call: Call) -> Set[Part]:
        """What a call works on of each memory, which comes first in each part, and how it goes through it."""

    def pays_alone(self, call: Call) -> bool:
        """Whether a call by itself is better done so."""

    def loop(self, calls: Sequence[Call], views: Sequence[Call], extent: Any) -> Any:
        """The calls done together; the views are of what they make."""


def gather(calls: Sequence[Call], constants: Constants, loops: Loops) -> list[Any]:
    """The calls, with those that may be done together as loops; what does not depend on them may be done after."""
    rest = list(calls)
    gathered: list[Any] = []
    while rest:
        call = rest.pop(0)
        extent = None if constants.is_constant(call) else loops.extent(call)
        if extent is None:
            gathered.append(call)
            continue
        together = _Together(call, extent, constants, loops)
        for one in rest:
            together.take(one)
        rest = together.others
        gathered += together.before
        if len(together.calls) > 1 or loops.pays_alone(call):
            gathered.append(loops.loop(together.calls, together.views, together.extent))
        else:
            gathered += [call, *together.views]
    return gathered


class _Together:
    """The calls of a loop; views of what is there before it; views of what it makes; and all others."""

    def __init__(self, first: Call, extent: Any, constants: Constants, loops: Loops) -> None:
        self.calls = [first]
        self.before: list[Call] = []
        self.views: list[Call] = []
        self.others: list[Call] = []
        self.extent = extent
        self._constants = constants
        self._loops = loops
        self._made: set[Storage] = set()
        self._read: set[Storage] = set()
        self._written: set[Storage] = set()
        self._looped = self._memories(first.results)
        self._changed = self._memories(first.written)
        self._parts = {*loops.parts(first)}

    def take(self, call: Call) -> None:
        """Put the next call where it belongs."""
        reads = self._memories(call.values)
        writes = self._memories((*call.results, *call.written))
        apart = not reads & (self._made | self._written) and not writes & (self._read | self._written)
        if apart and self._joins(call):
            self.calls.append(call)
            self._looped |= self._memories(call.results)
            self._changed |= self._memories(call.written)
            self._parts |= self._loops.parts(call)
        elif call.is_view and not reads & self._made and (not reads & self._looped or _shows_all(call)):
            (self.views if reads & self._looped else self.before).append(call)
        else:
            self.others.append(call)
            self._made |= self._memories(call.results)
            self._read |= reads
            self._written |= self._memories(call.written)

    def _joins(self, call: Call) -> bool:
        """Whether a call can be done in the loop: whatever it makes or changes is gone through in one way there."""
        own = None if self._constants.is_constant(call) else self._loops.extent(call)
        extent = own and self.extent.joined(own)
        if extent is None:
            return False
        parts = self._parts | self._loops.parts(call)
        changed = self._looped | self._changed | self._memories((*call.results, *call.written))
        if any(sum(memory is one for one, *_ in parts) > 1 for memory in changed):
            return False
        self.extent = extent
        return True

    def _memories(self, values: Iterable[Value]) -> set[Storage]:
        return {self._constants.aliases.memory(value) for value in values}


def _shows_all(call: Call) -> bool:
    """Whether a view has the elements of what it shows one for one."""
    source, view = call.values[0].array, call.results[0].array
    return bool(len(call.results) == 1 and source.itemsize == view.itemsize and source.nbytes == view.nbytes)
