"""Naming: which names are given in the message being composed.

A name is a slot. Results still alive in Python get slots, s0, s1, …, the lowest free one each; results already dead
get local names, _0, _1, …, which are given again after their last use. So equal iterations are equal bytes, the
server frees what Python freed, by rebinding or by a delete step that rides along, and no message is sent for it.
"""

from __future__ import annotations

from heapq import heappop, heappush

from gradwire.recording.names import Assignment, Names


class _Known(dict[int, str]):
    """The names of this message's tensors, and of those bound before."""

    __slots__ = ("before",)

    def __init__(self, before: dict[int, str]) -> None:
        self.before = before

    def __missing__(self, number: int) -> str:
        name = self[number] = self.before[number]
        return name


class Naming:
    """The names of one message while it is composed, and what becomes of them when it is carried out.

    `reserved` are names for results of operations seen for the first time: asked for by name, never given again.
    """

    def __init__(self, before: Names, reserved: dict[int, str]) -> None:
        self.names = _Known(before.bound)
        """Of all tensors in the message, by number."""
        self.reserved = reserved
        self.bound: list[tuple[int, int, str]] = []
        """Index of the step, or -1 for uploads; number; name."""
        self.free, self.slots = sorted(before.free), before.slots
        self.spare: list[str] = []
        """Local names to be given again."""
        self.early: dict[str, None] = dict.fromkeys(before.garbage)
        """Names that the first step deletes."""
        self.late: dict[str, None] = {}
        """Names that the last step deletes."""
        self.released = list(before.garbage)
        """Names whose tensors are dead."""
        self.leftover: list[str] = []
        """Names that stay bound, though their tensors are dead."""
        self._kept = frozenset(reserved.values())
        self._locals = 0

    def assignment(self) -> Assignment:
        """The names as they were given."""
        return Assignment.of(self.bound, self.early, self.late, self.released, self.leftover)

    def result(self, index: int, number: int, dead: bool) -> str:
        """The name of a result."""
        name = self.reserved.get(number)
        if name is not None:
            self.names[number] = name
            if not dead:
                self.bound.append((index, number, name))
            return name
        if not dead:
            return self.slot(index, number)
        name = self.names[number] = self.spare.pop() if self.spare else self.local()
        return name

    def slot(self, index: int, number: int) -> str:
        """The lowest free slot, for a tensor that lives on."""
        if self.free:
            name = f"s{heappop(self.free)}"
            self.early.pop(name, None)
            self.late.pop(name, None)
        else:
            name = f"s{self.slots}"
            self.slots += 1
        self.names[number] = name
        self.bound.append((index, number, name))
        return name

    def local(self) -> str:
        """A local name not used so far."""
        self._locals += 1
        return f"_{self._locals - 1}"

    def release(self, name: str, waiting: dict[str, None]) -> None:
        """Nothing needs the name any more."""
        if name[0] == "_":
            self.spare.append(name)
        elif name in self._kept:
            self.leftover.append(name)
        else:
            waiting[name] = None
            self.released.append(name)
            if name[0] == "s":
                heappush(self.free, int(name[1:]))
