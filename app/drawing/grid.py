"""The rows of a layered layout: which box stands in which, and where wires bend on their way from row to row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from app.errors import Problem

BEND_ROOM = 20.0


class Size(NamedTuple):
    """How large a box is, and how much of its row it needs."""

    width: float
    height: float
    room: float


class Link(NamedTuple):
    """A wire: the box that it leaves and where, and those that it enters and where, counted from their middles."""

    source: int
    leaves: float
    uses: Sequence[tuple[int, float]]


class Segment(NamedTuple):
    """A piece of a wire between two rows: two vertices, and where it leaves and enters, from their middles."""

    upper: int
    leaves: float
    lower: int
    enters: float


class Grid:
    """Rows of vertices: first the boxes by their numbers, each behind those it takes wires from, then the bends.

    A wire of many ends is one trunk with branches, so what is used all over a long graph costs a bend a row, and not a
    line for each use.
    """

    def __init__(self, sizes: Sequence[Size], links: Sequence[Link], limit: int) -> None:
        sources = _sources(len(sizes), links)
        depths = _depths(sources)
        self.sizes = sizes
        self.row_of = _rows(depths, sources, links)
        self._admit(links, limit)
        self.spine = [max(sorted(above), key=depths.__getitem__, default=None) for above in sources]
        self.rooms = [size.room for size in sizes]
        self.above: list[list[Segment]] = [[] for _ in sizes]
        self.below: list[list[Segment]] = [[] for _ in sizes]
        self.wires = [self._strung(link) for link in links]
        self.rows: list[list[int]] = [[] for _ in range(max(self.row_of, default=-1) + 1)]
        for vertex in self._from_below():
            self.rows[self.row_of[vertex]].append(vertex)

    def is_bend(self, vertex: int) -> bool:
        """Whether it is a wire that passes the row."""
        return vertex >= len(self.sizes)

    def _admit(self, links: Sequence[Link], limit: int) -> None:
        row_of = self.row_of
        passed = sum(max(row_of[box] for box, _ in link.uses) - row_of[link.source] - 1 for link in links)
        pieces = len(self.sizes) + passed + sum(len(link.uses) for link in links)
        if pieces > limit:
            raise Problem(
                "limit-exceeded",
                f"A drawing may have {limit} boxes and pieces of wire, and this one would have {pieces}: name with "
                "?tensors= what lies nearer to the leaves, or ask for application/json or text/vnd.graphviz.",
                limit=limit,
                pieces=pieces,
            )

    def _strung(self, link: Link) -> list[list[Segment]]:
        """A wire led from row to row, with a bend in each that it passes: its trunk, then its branches."""
        ends: dict[int, list[tuple[int, float]]] = {}
        for use in link.uses:
            ends.setdefault(self.row_of[use[0]], []).append(use)
        last = max(ends)
        vertex, leaves = link.source, link.leaves
        trunk: list[Segment] = []
        branches: list[list[Segment]] = []
        for row in range(self.row_of[vertex] + 1, last + 1):
            here = [Segment(vertex, leaves, box, enters) for box, enters in ends.get(row, ())]
            if row < last:
                bend = self._bend(row)
                trunk.append(Segment(vertex, leaves, bend, 0.0))
                vertex, leaves = bend, 0.0
            else:
                trunk.append(here.pop())
            branches += [[segment] for segment in here]
        for segment in [*trunk, *(branch[0] for branch in branches)]:
            self.below[segment.upper].append(segment)
            self.above[segment.lower].append(segment)
        return [trunk, *branches]

    def _bend(self, row: int) -> int:
        self.row_of.append(row)
        self.rooms.append(BEND_ROOM)
        self.above.append([])
        self.below.append([])
        return len(self.row_of) - 1

    def _from_below(self) -> Iterable[int]:
        """The vertices in the order in which one comes to them from below, following wires from left to right."""
        met: dict[int, None] = {}
        stack = [vertex for vertex, below in enumerate(self.below) if not below][::-1]
        while stack:
            vertex = stack.pop()
            if vertex not in met:
                met[vertex] = None
                stack += [one.upper for one in sorted(self.above[vertex], key=lambda one: -one.enters)]
        return met


def _sources(count: int, links: Iterable[Link]) -> list[set[int]]:
    """The boxes that each box takes wires from."""
    sources: list[set[int]] = [set() for _ in range(count)]
    for link in links:
        for box, _ in link.uses:
            sources[box].add(link.source)
    return sources


def _depths(sources: Iterable[Iterable[int]]) -> list[int]:
    """How many boxes stand in the longest line above each box."""
    depths: list[int] = []
    for above in sources:
        depths.append(max((depths[source] + 1 for source in above), default=0))
    return depths


def _rows(depths: Sequence[int], sources: Sequence[Collection[int]], links: Iterable[Link]) -> list[int]:
    """The row of each box: below all that it takes wires from, and as near as can be to what takes its own."""
    rows = list(depths)
    takers: list[list[list[int]]] = [[] for _ in rows]  # of each box, by wire
    for link in links:
        takers[link.source].append([box for box, _ in link.uses])
    for box in reversed(range(len(rows))):
        held = sum(bool(sources[source]) for source in sources[box])  # what begins a wire goes where it is wanted
        if takers[box] and held <= len(takers[box]):
            rows[box] = min(taker_row for wire in takers[box] for taker_row in map(rows.__getitem__, wire)) - 1
    return rows
