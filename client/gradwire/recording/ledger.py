"""Ledger: what is known of gradients on the server, so that reading `.grad` mostly needs no request."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence, Set
from copy import copy
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from gradwire.recording.handle import Handle

MAX_PASSED: Final = 20_000
MAX_PASSES: Final = 64


class Ledger:
    """Which leaves have a gradient, and when passes walked; tensors and steps are told by their numbers, which grow."""

    def __init__(self) -> None:
        self.passes: deque[tuple[int, frozenset[int]]] = deque()
        """The last backward passes: their numbers, and the leaves that they were known to reach."""
        self.forgotten = 0
        """Before this number there were passes that nothing is known of any more."""
        self.unreached: dict[frozenset[int], set[int]] = {}
        """By the leaves that a pass was known to reach: others that it did not reach, so the server said."""
        self.walked = 0
        """Tensors of smaller numbers were there before the last pass of either kind: those that return gradients reach
        tensors that retain theirs."""
        self.freed = 0
        """And before the last pass that freed the graph it walked."""
        self.disturbed = False
        """Whether a result was changed in place since then, so that a pass may find a saved value modified."""
        self.graded: set[int] = set()
        """Leaves that have a gradient for certain."""
        self.withheld: set[int] = set()
        """Leaves among them that a function or hook, asked in a pass, had no gradient for."""
        self.ungraded: set[int] = set()
        """Leaves whose gradient may be part of a graph."""
        self.frozen: set[int] = set()
        """Leaves that require grad no longer, which passes over older results stop reaching."""
        self.gradients: dict[int, tuple[int, Handle | None]] = {}
        """By number: `walked` when it was looked at, and the gradient, None where there was none."""
        self.passed: set[tuple[Any, ...]] = set()
        """Functional gradients that were taken of tensors like these."""
        self._stand_ins: dict[int, frozenset[int]] = {}
        """By its number, the leaves that a gradient which is part of a graph may reach."""

    def walk_back(self, number: int, reached: frozenset[int], frees: bool = False) -> None:
        """A backward pass was recorded at this number; it reaches these leaves and may free the graph that it walks."""
        self.walked = number
        self.passes.append((number, reached))
        if len(self.passes) > MAX_PASSES:
            self.forgotten, _ = self.passes.popleft()
        self.disturbed = False
        if frees:
            self.freed = number

    def expect(self, reached: Set[int], plain: bool) -> None:
        """A backward pass gives these leaves gradients: plain ones, or such that have to be asked about."""
        if plain:
            self.graded |= reached - self.ungraded - self.frozen if self.ungraded or self.frozen else reached
        else:
            self.graded -= reached
            self.ungraded |= reached

    def lacks(self, leaf: int, since: int) -> bool:
        """Whether a leaf that had no gradient at the pass `since` has none for certain: no later pass reaches it."""
        if since < self.forgotten:
            return False
        return all(leaf in self.unreached.get(reached, ()) for number, reached in self.passes if number > since)

    def note_lack(self, leaf: int, since: int) -> None:
        """A leaf that had no gradient at the pass `since` has none, as the server says."""
        for number, reached in self.passes if since >= self.forgotten else ():
            if number > since and leaf not in reached:
                others = self.unreached.setdefault(reached, set())
                if len(others) > MAX_PASSED:
                    others.clear()
                others.add(leaf)
        while len(self.unreached) > MAX_PASSES:
            del self.unreached[next(iter(self.unreached))]

    def note_passed(self, key: tuple[Any, ...]) -> None:
        """Functional gradients of tensors like these were taken, and came to what is known."""
        if len(self.passed) > MAX_PASSED:
            self.passed.clear()
        self.passed.add(key)

    def stand_in(self, number: int, reached: frozenset[int]) -> frozenset[int]:
        """What a gradient that is part of a graph is known to reach: none for certain of the leaves that it may reach,
        for which its own number stands in."""
        if len(self._stand_ins) >= MAX_PASSED:
            del self._stand_ins[next(iter(self._stand_ins))]
        self._stand_ins[number] = reached
        return frozenset((number,))

    def leaves(self, tensors: Iterable[Handle]) -> frozenset[int]:
        """All leaves that some tensors may reach."""
        known = {number for tensor in tensors for number in tensor._l}
        if known.isdisjoint(self._stand_ins):
            return frozenset(known)
        return frozenset().union(*(self._stand_ins.get(number, {number}) for number in known))

    def forget(self, leaves: Sequence[int]) -> None:
        """A step forgets the gradients of these tensors."""
        self.graded.difference_update(leaves)
        if self.ungraded:
            self.ungraded.difference_update(leaves)
        self.gradients.update(dict.fromkeys(leaves, (self.walked, None)))

    def settle_withheld(self) -> None:
        """A pass has ended: what functions and hooks had no gradient for is not there for certain."""
        self.graded -= self.withheld
        self.withheld.clear()

    def bury(self, dead: Set[int]) -> None:
        """Forget tensors that nobody has any more."""
        for numbers in (self.graded, self.ungraded, self.frozen):
            if numbers and not numbers.isdisjoint(dead):  # which looks through the smaller one
                numbers -= dead
        forget(self.gradients, dead)

    def forked(self, twins: Mapping[int, Handle]) -> Ledger:
        """The same for a fork of the session, which has these tensors under the same numbers."""
        other = copy(self)
        other.passes, other.passed = self.passes.copy(), self.passed.copy()
        other.unreached = {reached: others.copy() for reached, others in self.unreached.items()}
        other.graded, other.withheld = self.graded.copy(), self.withheld.copy()
        other.ungraded, other.frozen = self.ungraded.copy(), self.frozen.copy()
        other._stand_ins = self._stand_ins.copy()
        other.gradients = {
            number: (since, None if gradient is None else twins[gradient._n])
            for number, (since, gradient) in self.gradients.items()
        }
        return other

    def clear(self) -> None:
        """Believe nothing of gradients any more: something failed."""
        self.forgotten = self.walked
        self.gradients.clear()
        self.graded.clear()


def forget(known: dict[int, Any], dead: Set[int]) -> None:
    """Remove what is known of tensors that nobody has any more."""
    if not known.keys().isdisjoint(dead):  # which looks through the smaller one
        for number in known.keys() & dead:
            del known[number]
