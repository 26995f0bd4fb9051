"""Where values are kept in a replay: in constants, in memory of the plan that is used again, or in fresh memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Protocol

from engine.plan.constants import Constants
from engine.plan.module import is_elementwise
from engine.plan.simplify import Aliases
from engine.plan.trace import Call, Storage, Value, touched
from engine.storage import address

Array = Any

LINE = 64


class Item(Protocol):
    """Calls that are done together, and those of their results that are kept in the plan's memory."""

    calls: list[Call]
    owned: list[Value]


def aligned(xp: Any, nbytes: int) -> Array:
    """Bytes of memory that begin where a line of the cache does: the widest registers are filled twice as fast."""
    room = xp.empty(nbytes + LINE, "uint8")
    first = -address(room) % LINE
    return room[first : first + nbytes]


class Homes(Constants):
    """The arrays that a plan owns, by the values that they hold; what is not here is made in each replay."""

    def __init__(self, calls: Sequence[Call], left: set[Storage], aliases: Aliases, xp: Any) -> None:
        super().__init__(calls, left, aliases)
        self.xp = xp
        self.buffers = 0
        self.nbytes = 0
        """Of the memory that the plan owns, in so many pieces."""
        self._calls = calls
        self._bytes: dict[Storage, Array] = {}
        self._rooms: dict[tuple[int, int], Array] = {}

    def assign(self, items: Sequence[Item]) -> None:
        """Give what items own a place in the plan's memory, as long as it is needed."""
        aliases = self.aliases
        last: dict[Storage, int] = {}
        for place, item in enumerate(items):
            for value in touched(item.calls):
                last[aliases.memory(value)] = place
        ends: dict[int, list[Storage]] = defaultdict(list)
        for memory, place in last.items():
            ends[place].append(memory)
        free: dict[int, list[Array]] = defaultdict(list)
        for place, item in enumerate(items):
            released = set(ends[place])
            for result in item.owned:
                memory = aliases.memory(result)
                for one in [one for one in released if self._may_be_overwritten(item, one, result)]:
                    released.discard(one)
                    free[self._bytes[one].nbytes].append(self._bytes[one])
                waiting = free[result.array.nbytes]
                self._bytes[memory] = waiting.pop() if waiting else self.allocate(result.array.nbytes)
            for one in released:
                if one in self._bytes:
                    free[self._bytes[one].nbytes].append(self._bytes[one])
        for call in self._calls:
            for value in call.results:
                if aliases.memory(value) in self._bytes and not value.moves:
                    self.arrays[value] = self._placed(value)

    def _may_be_overwritten(self, item: Item, memory: Storage, result: Value) -> bool:
        """Whether an elementwise call may write its result over an operand that nobody needs any more."""
        if memory not in self._bytes or len(item.calls) > 1 or not is_elementwise(item.calls[0].function):
            return False
        operands = [value for value in item.calls[0].values if self.aliases.memory(value) is memory]
        own = result.array
        return all(
            (value.array.shape, value.array.strides, value.array.dtype) == (own.shape, own.strides, own.dtype)
            for value in operands
        )

    def room(self, nbytes: int, number: int) -> Array:
        """Memory for what is made and used in one loop: that of the same number is the same in each."""
        if (nbytes, number) not in self._rooms:
            self._rooms[nbytes, number] = self.allocate(nbytes)
        return self._rooms[nbytes, number]

    def allocate(self, nbytes: int) -> Array:
        """Memory that the plan owns from now on."""
        self.buffers += 1
        self.nbytes += nbytes
        return aligned(self.xp, nbytes)

    def _placed(self, value: Value) -> Array:
        """A value's array in the plan's memory, which is laid out as it was traced."""
        memory, offset = self.aliases.place(value)
        array = value.array
        if not array.size:
            offset = 0  # The imaginary parts of no numbers lie behind the memory's end.
        return self.xp.ndarray(array.shape, array.dtype, self._bytes[memory], offset, array.strides)
