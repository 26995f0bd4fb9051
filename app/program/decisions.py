"""Decisions: what values decided while programs ran, so that they can be carried out again without deciding anew.

Nothing else of a graph depends on the values of its tensors. On another machine, or a GPU, rounding may differ; a loop
that ends a round later would leave another graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

OPEN = -1
"""Of a loop that has come to no end: its rounds are not known."""


class Decision:
    """What one loop or choice comes to; `given` is what it came to before, or `OPEN`."""

    __slots__ = ("_place", "_taken", "given")

    def __init__(self, taken: list[int], given: int) -> None:
        self._taken = taken
        self._place = len(taken)
        self.given = given
        taken.append(OPEN)

    def end(self, outcome: int) -> None:
        """Note the number of rounds, or of the branch."""
        self._taken[self._place] = outcome


class Decisions:
    """Rounds of loops and branches taken, in the order in which these began."""

    def __init__(self) -> None:
        self.taken: list[int] = []
        self._given: Iterator[int] | None = None

    @property
    def are_given(self) -> bool:
        """Whether there are some to be followed."""
        return self._given is not None

    def start(self, given: Iterable[int] | None = None) -> None:
        """Begin anew, with those that are to be followed."""
        if self.taken or self._given is not None:
            self.taken, self._given = [], None
        if given is not None:
            self._given = iter(given)

    def begin(self) -> Decision:
        """The next decision."""
        return Decision(self.taken, OPEN if self._given is None else next(self._given, OPEN))
