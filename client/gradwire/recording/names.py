"""Names: which names are bound on the server, and which are given in the message being composed.

A name is a slot. Results still alive in Python get slots, s0, s1, …, the lowest free one each; results already dead
get local names, _0, _1, …, which are given again after their last use. So equal iterations are equal bytes, the
server frees what Python freed, by rebinding or by a delete step that rides along, and no message is sent for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from heapq import heappop, heappush
from itertools import chain, count
from typing import Final, NamedTuple


NO_NAMES: Final[Mapping[str, str]] = {}


class Assignment(NamedTuple):
    """The names that a message gives, and what becomes of them when it is carried out."""

    bound: list[tuple[int, int, str]]
    """Index of the step, or -1 for uploads; number; name."""
    early: dict[str, None]
    """Names that the first step deletes."""
    late: dict[str, None]
    """Names that the last step deletes."""
    released: list[str]
    """Names whose tensors are dead."""
    leftover: list[str]
    """Names that stay bound, though their tensors are dead."""
    new: frozenset[int]
    """Slots that it gives, apart from those of its own dead."""

    def moved(self, by: int, names: Mapping[str, str]) -> Assignment:
        """The same for a message whose tensors' numbers are all as much greater, where `names` are called otherwise."""
        if not names:
            return Assignment([(index, number + by, name) for index, number, name in self.bound], *self[1:])
        own = names.get
        return Assignment(
            [(index, number + by, own(name, name)) for index, number, name in self.bound],
            {own(name, name): None for name in self.early},
            {own(name, name): None for name in self.late},
            [own(name, name) for name in self.released],
            [own(name, name) for name in self.leftover],
            frozenset(),
        )


class Undo(NamedTuple):
    """What the names were before a message was sent."""

    removed: dict[int, str]
    garbage: list[str]


class Names:
    """Which names are bound, when the server has carried out what was sent, and to the tensors of which numbers."""

    def __init__(self) -> None:
        self.bound: dict[int, str] = {}
        self.garbage: list[str] = []
        """Names whose tensors are dead, to be deleted by the next message."""
        self.free: set[int] = set()
        """Of all slots that were given so far, those that a message may give."""
        self.slots = 0
        """How many were given so far."""
        self.latest = -1
        """The number of the last tensor that the server named, and no message."""
        self._paused: list[tuple[Assignment, set[int]]] = []
        """The messages that are being carried out, each but the first inside the one before, with the slots that are
        free after them."""

    def commit(self, given: Assignment, dead: Set[int]) -> Undo:
        """A message that gives these names is sent."""
        before = Undo(self._forget(dead), self.garbage)
        for name in given.released:
            if name[0] == "s":
                self.free.add(int(name[1:]))
        for _, number, name in given.bound:
            self.bound[number] = name
            if name[0] == "s":
                self._occupy(int(name[1:]))
        self.garbage = given.leftover
        return before

    def _occupy(self, slot: int) -> None:
        if slot < self.slots:
            self.free.discard(slot)
        else:
            self.free.update(range(self.slots, slot))
            self.slots = slot + 1

    def others(self, slots: Set[int], names: Mapping[str, str] = NO_NAMES) -> dict[str, str]:
        """`names`, and free slots for those of `slots` that are not; and, so that nothing is left without a name, names
        for what is called like one of these in the session."""
        names = dict(names)
        if not slots <= self.free:
            free = map("s{}".format, (one for one in chain(self.free, count(self.slots)) if one not in slots))
            for slot in sorted(slots - self.free):
                if slot < self.slots:
                    names[f"s{slot}"] = next(name for name in free if name not in self.garbage)
        for name in names.keys() - names.values():
            own = names[name]
            while own in names:
                own = names[own]
            names[own] = name
        return names

    def learn(self, number: int, name: str) -> None:
        """The server gave this name to a tensor that nobody knew of, which gets this number."""
        self.bound[number] = name
        self.latest = number

    def take_back(self, given: Assignment, before: Undo) -> None:
        """The message with these names, the last that was sent, was not carried out."""
        for _, number, _ in given.bound:
            self.bound.pop(number, None)
        self.bound.update(before.removed)
        self.garbage = before.garbage
        self._count_free()

    def pause(self, given: Assignment) -> None:
        """The message with these names is being carried out, and others come in between: they take new names."""
        self._paused.append((given, self.free))
        self.garbage, self.free = [], set()

    def resume(self, given: Assignment) -> None:
        """The message with these names, which was paused last, was carried out at last."""
        _, free = self._paused.pop()
        self.garbage = [*self.garbage, *given.leftover]
        self.free |= free

    def give_up(self, given: Assignment, index: int) -> list[int]:
        """The message with these names was paused, and ended before the step `index`. Returns the numbers that were to
        be bound and are not."""
        lost = [number for at, number, _ in given.bound if at >= index]
        never = [name for number in lost if (name := self.bound.pop(number, None)) is not None]
        self.resume(given)
        self.garbage += given.late
        for name in never:
            if name[0] == "s":
                self.free.add(int(name[1:]))
        return lost

    def awaited(self) -> set[int]:
        """The numbers that get their names from messages that were paused, which may not have come to it yet."""
        return {number for given, _ in self._paused for _, number, _ in given.bound}

    def commit_until(self, given: Assignment, index: int, dead: Set[int]) -> list[int]:
        """The steps before `index` were carried out. Returns the numbers that were to be bound and are not."""
        self._forget(dead)
        done = {name: number for at, number, name in given.bound if at < index}
        self.bound.update((number, name) for name, number in done.items())
        deleted = given.early if index >= 0 else {}
        self.garbage = list(dict.fromkeys(name for name in given.released if name not in deleted.keys() | done.keys()))
        self._count_free()
        return [number for at, number, _ in given.bound if at >= index]

    def _count_free(self) -> None:
        used = {int(name[1:]) for name in self.bound.values() if name[0] == "s"}
        used.update(*(free for _, free in self._paused))  # these may delete them yet
        self.free = set(range(self.slots)) - used

    def _forget(self, numbers: Set[int]) -> dict[int, str]:
        bound = self.bound
        return {number: bound.pop(number) for number in numbers if number in bound}


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
        new = {name for _, _, name in self.bound if name[0] == "s"}.difference(self.released)
        slots = frozenset([int(name[1:]) for name in new])
        return Assignment(self.bound, self.early, self.late, self.released, self.leftover, slots)

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
