"""A layered layout: boxes in rows, wires that run down from row to row, few crossings, much of it straight.

The method is Sugiyama's. Boxes are given rows, and a wire that passes a row a bend there (`grid`); each row is put in
an order in which wires cross little (`crossings`), then shifted to where wires are short and straight (`places`). The
work is bounded and done in Python, so that other threads have their turns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.drawing.crossings import reduce_crossings
from app.drawing.grid import Grid, Link, Segment, Size
from app.drawing.places import place

ROW_GAP = 54.0
ROUNDS = 24  # through all rows, at most
BUDGET = 30_000  # of vertices looked at: in a large graph there are fewer rounds

Point = tuple[float, float]


class Layout(NamedTuple):
    """The middles of the boxes, the runs of each wire as points, and the extent; y grows downwards from (0, 0)."""

    middles: list[Point]
    runs: list[list[list[Point]]]
    width: float
    height: float


def layout(sizes: Sequence[Size], links: Sequence[Link], limit: int) -> Layout:
    """Place boxes, each behind those that it takes wires from; `limit-exceeded` where there is too much to place."""
    grid = Grid(sizes, links, limit)
    rounds = max(2, min(ROUNDS, BUDGET // max(1, len(grid.row_of))))
    reduce_crossings(grid, rounds)
    x = place(grid, rounds)
    left = min((middle - room / 2 for middle, room in zip(x, grid.rooms, strict=True)), default=0.0)
    right = max((middle + room / 2 for middle, room in zip(x, grid.rooms, strict=True)), default=0.0)
    heights = [max(sizes[one].height for one in row if not grid.is_bend(one)) for row in grid.rows]
    y, middles = 0.0, []
    for height in heights:
        middles.append(y + height / 2)
        y += height + ROW_GAP
    halves = [
        sizes[one].height / 2 if not grid.is_bend(one) else heights[row] / 2 for one, row in enumerate(grid.row_of)
    ]
    points = [(middle - left, middles[row]) for middle, row in zip(x, grid.row_of, strict=True)]

    def ends(segment: Segment) -> tuple[Point, Point]:
        (upper_x, upper_y), (lower_x, lower_y) = points[segment.upper], points[segment.lower]
        return (
            (upper_x + segment.leaves, upper_y + halves[segment.upper]),
            (lower_x + segment.enters, lower_y - halves[segment.lower]),
        )

    runs = [[[point for segment in run for point in ends(segment)] for run in wire] for wire in grid.wires]
    return Layout(points[: len(sizes)], runs, right - left, max(y - ROW_GAP, 0.0))
