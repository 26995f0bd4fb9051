"""What of a trace a replay need not do: dead calls, and copies that nobody could tell from what they copy.

Each pass takes calls in order and gives calls in order; the values that stand for others are told by `Aliases`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from engine.plan.trace import Call, Storage, Value


class Aliases:
    """Values and memories that others stand for."""

    def __init__(self) -> None:
        self._values: dict[Value, Value] = {}
        self._memories: dict[Storage, tuple[Storage, int]] = {}

    def value(self, value: Value) -> Value:
        """The value that stands for this one."""
        while value in self._values:
            value = self._values[value]
        return value

    def memory(self, value: Value) -> Storage:
        """The memory of a value, or that which stands for it."""
        return self.place(value)[0]

    def place(self, value: Value) -> tuple[Storage, int]:
        """The memory that a value is in, and how many bytes from its beginning."""
        memory, offset = value.memory, value.offset
        while memory in self._memories:
            memory, further = self._memories[memory]
            offset += further
        return memory, offset

    def replace(self, value: Value, other: Value) -> None:
        """Let another value, and its memory, stand for this one, which fills its own memory."""
        own = self.memory(value)
        others, offset = self.place(other)
        self._values[self.value(value)] = self.value(other)
        if own is not others:
            self._memories[own] = others, offset


class Effects:
    """Where memories are written and read, by the positions of calls."""

    def __init__(self, calls: Sequence[Call], aliases: Aliases) -> None:
        self.writes: dict[Storage, list[int]] = defaultdict(list)
        self.reads: dict[Storage, list[int]] = defaultdict(list)
        for place, call in enumerate(calls):
            for value in call.written:
                self.writes[aliases.memory(value)].append(place)
            for value in call.values:
                self.reads[aliases.memory(value)].append(place)

    def written_after(self, memory: Storage, place: int) -> bool:
        """Whether a memory is written after a call."""
        return any(write > place for write in self.writes.get(memory, ()))

    def used_after(self, memory: Storage, place: int) -> bool:
        """Whether a memory is read or written after a call."""
        return self.written_after(memory, place) or any(read > place for read in self.reads.get(memory, ()))


def without_dead(calls: Sequence[Call], left: set[Storage], aliases: Aliases) -> list[Call]:
    """The calls that what is `left` depends on, and those that write into inputs or decide."""
    live = set(left)
    kept = []
    for call in reversed(calls):
        touched = {aliases.memory(value) for value in (*call.results, *call.written)}
        effect = any(memory.origin != "computed" for memory in touched if call.written)
        if call.expected is not None or effect or touched & live:
            live |= {aliases.memory(value) for value in call.values} | touched
            kept.append(call)
    kept.reverse()
    return kept


def without_copies(calls: Sequence[Call], left: set[Storage], aliases: Aliases) -> list[Call]:
    """The calls but for copies whose source is needed no more, or which nobody changes."""
    effects = Effects(calls, aliases)
    kept = []
    for place, call in enumerate(calls):
        source = _copied(call)
        if source is None or not _may_stand_for(call, aliases.value(source), place, left, effects, aliases):
            kept.append(call)
            continue
        copy, stands = aliases.memory(call.results[0]), aliases.memory(source)
        aliases.replace(call.results[0], source)
        effects.writes[stands] = sorted(effects.writes[stands] + effects.writes.pop(copy, []))
        effects.reads[stands] = sorted(effects.reads[stands] + effects.reads.pop(copy, []))
        if copy in left:
            left.add(stands)
    return kept


def _copied(call: Call) -> Value | None:
    """What a call copies, if it does no more."""
    if getattr(call.function, "__name__", "") in ("copy", "astype") and len(call.results) == 1:
        source = call.args[0]
        if type(source) is Value:
            one, other = source.array, call.results[0].array
            if (one.dtype, one.shape, one.strides) == (other.dtype, other.shape, other.strides):
                return source
    return None


def _may_stand_for(
    call: Call, source: Value, place: int, left: set[Storage], effects: Effects, aliases: Aliases
) -> bool:
    copy, memory = aliases.memory(call.results[0]), aliases.memory(source)
    computed = memory.origin == "computed"
    if computed and memory not in left and not effects.used_after(memory, place):
        return bool(source.array.nbytes == _whole(source))  # a view of part of it would keep the rest
    if copy in left and (memory in left or not computed):
        return False
    return not (effects.written_after(copy, place) or effects.written_after(memory, place))


def _whole(value: Value) -> int:
    """The bytes of the memory that a value shows."""
    base = value.array.base
    return int(getattr(base, "nbytes", value.array.nbytes))
