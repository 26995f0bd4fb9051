"""Names: which names are bound on the server, to which tensors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from copy import copy
from itertools import chain, count
from typing import NamedTuple


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
    taken: frozenset[int]
    """Slots that were free and are not after it."""
    freed: frozenset[int]
    """Slots that are free after it and were not."""

    @classmethod
    def of(
        cls,
        bound: list[tuple[int, int, str]],
        early: dict[str, None],
        late: dict[str, None],
        released: list[str],
        leftover: list[str],
    ) -> Assignment:
        """An assignment of these names."""
        given, dead = _slots([name for _, _, name in bound]), _slots(released)
        return cls(bound, early, late, released, leftover, given - dead, dead - given)

    def moved(self, by: int, names: Mapping[str, str]) -> Assignment:
        """The same for a message whose tensors' numbers are all as much greater, where `names` are called otherwise."""
        if not names:
            return Assignment([(index, number + by, name) for index, number, name in self.bound], *self[1:])
        own = names.get
        return Assignment.of(
            [(index, number + by, own(name, name)) for index, number, name in self.bound],
            {own(name, name): None for name in self.early},
            {own(name, name): None for name in self.late},
            [own(name, name) for name in self.released],
            [own(name, name) for name in self.leftover],
        )


def exchanged(names: dict[str, str]) -> dict[str, str]:
    """Names that are exchanged: what is called like one of these, and has no other name, has one that is left."""
    for name in names.keys() - names.values():
        own = names[name]
        while own in names:
            own = names[own]
        names[own] = name
    return names


def _slots(names: Iterable[str]) -> frozenset[int]:
    return frozenset([int(name[1:]) for name in names if name[0] == "s"])


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
        """Of all slots that were given so far, those that are not bound."""
        self.slots = 0
        """How many were given so far, without the last ones that are free."""
        self.latest = -1
        """The number of the last tensor that the server named, and no message."""
        self._paused: list[tuple[Assignment, set[int]]] = []
        """The messages that are being carried out, each but the first inside the one before, with those of the slots
        that they give or delete which are free after them."""

    def forked(self) -> Names:
        """The same in a fork of the session, where no message is being carried out."""
        other = copy(self)
        other.bound, other.garbage, other.free, other._paused = self.bound.copy(), self.garbage[:], self.free.copy(), []
        return other

    def before(self, dead: Set[int]) -> Undo:
        """What is to be put back if a message after which these are dead is not carried out."""
        bound = self.bound
        return Undo({number: bound[number] for number in dead if number in bound}, self.garbage)

    def commit(self, given: Assignment, before: Undo) -> None:
        """A message that gives these names is sent. To say so once more changes nothing."""
        self._forget(before.removed)
        for _, number, name in given.bound:
            self.bound[number] = name
        self.garbage = given.leftover
        free = self.free
        if given.freed:
            self._reach(given.freed)
            free |= given.freed
        if given.taken:
            self._reach(given.taken)
            free -= given.taken
        self._drop_last()

    def in_place_of(self, slots: Set[int]) -> dict[str, str]:
        """Free slots in place of those of these that are not free."""
        if slots <= self.free:
            return {}
        free = map("s{}".format, (one for one in chain(self.free, count(self.slots)) if one not in slots))
        return {f"s{slot}": next(free) for slot in sorted(slots - self.free) if slot < self.slots}

    def learn(self, names: Mapping[int, str]) -> None:
        """The server gave these names to tensors that nobody knew of, which get these numbers."""
        self.bound.update(names)
        self.latest = max(names, default=self.latest)

    def drop(self, number: int, name: str) -> None:
        """The server has no tensor of this name, which stood for this number, alive or dead."""
        self.bound.pop(number, None)
        self.garbage = [other for other in self.garbage if other != name]

    def take_back(self, given: Assignment, before: Undo) -> None:
        """The message with these names, the last that was sent, was not carried out."""
        for _, number, _ in given.bound:
            self.bound.pop(number, None)
        self.bound.update(before.removed)
        self.garbage = before.garbage
        self._count_free()

    def pause(self, given: Assignment) -> None:
        """The message with these names is being carried out, and others come in between: they take names that it
        neither gives nor deletes."""
        if not self.is_paused(given):
            touched = _slots([name for _, _, name in given.bound]) | _slots(given.early) | _slots(given.late)
            self._reach(touched)
            self._paused.append((given, self.free & touched))
        self.free -= self._paused[-1][1]
        self.garbage = []

    def is_paused(self, given: Assignment) -> bool:
        """Whether the message with these names is the one that was paused last."""
        return bool(self._paused) and self._paused[-1][0] is given

    def resume(self, given: Assignment) -> None:
        """The message with these names, which was paused last, was carried out at last. To say so once more changes
        nothing."""
        if self.is_paused(given):
            self.garbage = [*self.garbage, *given.leftover]
            self.free |= self._paused[-1][1]
            del self._paused[-1]

    def give_up(self, given: Assignment, index: int) -> list[int]:
        """The message with these names was paused, and ended before the step `index`. Returns the numbers that were to
        be bound and are not."""
        lost = [number for at, number, _ in given.bound if at >= index]
        never = [name for number in lost if (name := self.bound.pop(number, None)) is not None]
        self.resume(given)
        self.garbage += given.late
        self.free |= _slots(never)
        self.free -= _slots(given.late)
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

    def lose_garbage(self) -> None:
        """It is not known any more whether names of dead tensors are bound: they can be given, and not be deleted."""
        self.garbage = []
        self._count_free()

    def _count_free(self) -> None:
        awaited = [later for _, later in self._paused]  # these may delete them yet
        taken = _slots(self.bound.values()).union(_slots(self.garbage), *awaited)
        slots = max(taken, default=-1) + 1
        self.free, self.slots = set(range(slots)) - taken, slots

    def _reach(self, slots: Set[int]) -> None:
        """These slots are among those that were given so far."""
        before, after = self.slots, max(slots, default=-1) + 1
        if before < after:
            self.slots = after  # first, as whoever is interrupted may lose free slots, and must not have one twice
            self.free.update(range(before, after))

    def _drop_last(self) -> None:
        """Forget the last slots as long as they are free: what is written anew sorts those that there are."""
        while self.slots - 1 in self.free:
            self.free.remove(self.slots - 1)
            self.slots -= 1

    def _forget(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self.bound.pop(number, None)
