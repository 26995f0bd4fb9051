"""Where in its row each vertex stands: near to what it is wired with, clear of its neighbours, wires straight."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from app.drawing.grid import Grid, Segment

BOX_GAP = 28.0
RESTING = 0.01  # the pull of the place that a vertex has: it decides where no wire does


def place(grid: Grid, rounds: int) -> list[float]:
    """The middle of each vertex in its row, found in so many rounds through all of them."""
    x = [0.0] * len(grid.row_of)
    for row in grid.rows:
        _shift(grid, row, x, above=True, below=True)
    for _ in range(rounds // 2):
        for row in grid.rows:
            _shift(grid, row, x, above=True, below=False)
        for row in reversed(grid.rows):
            _shift(grid, row, x, above=False, below=True)
    for _ in range(rounds // 2):
        for row in [*grid.rows, *reversed(grid.rows)]:
            _shift(grid, row, x, above=True, below=True)
    _straighten(grid, x)
    return x


def _shift(grid: Grid, row: list[int], x: list[float], above: bool, below: bool) -> None:
    """Shift the vertices of a row, in their order, to where their wires to other rows are short."""
    wishes, pulls, offsets = [], [], []
    offset, before = 0.0, None
    for vertex in row:
        total, pulled = RESTING * x[vertex], RESTING
        for one in grid.above[vertex] if above else ():
            pull = _pull(grid, one)
            total += pull * (x[one.upper] + one.leaves - one.enters)
            pulled += pull
        for one in grid.below[vertex] if below else ():
            pull = _pull(grid, one)
            total += pull * (x[one.lower] + one.enters - one.leaves)
            pulled += pull
        if before is not None:
            offset += _distance(grid, before, vertex)
        before = vertex
        offsets.append(offset)
        wishes.append(total / pulled - offset)
        pulls.append(pulled)
    for vertex, found, offset in zip(row, increasing(wishes, pulls), offsets, strict=True):
        x[vertex] = found + offset


def _pull(grid: Grid, segment: Segment) -> float:
    """How much a segment tends to be straight: most between bends, and in the longest line of boxes."""
    if grid.is_bend(segment.lower):
        return 8.0 if grid.is_bend(segment.upper) else 1.0
    return 4.0 if grid.spine[segment.lower] == segment.upper else 1.0


def _distance(grid: Grid, left: int, right: int) -> float:
    """From the middle of a vertex to that of its neighbour, at least."""
    gap = 0.0 if grid.is_bend(left) and grid.is_bend(right) else BOX_GAP
    return (grid.rooms[left] + grid.rooms[right]) / 2 + gap


def increasing(wishes: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The increasing numbers nearest to the wishes, by weighted squares: those out of order meet at their mean."""
    pools: list[tuple[float, float, int]] = []  # a mean, its weight, and how many share it
    for mean, weight in zip(wishes, weights, strict=True):
        count = 1
        while pools and pools[-1][0] > mean:
            other, other_weight, other_count = pools.pop()
            mean = (mean * weight + other * other_weight) / (weight + other_weight)
            weight += other_weight
            count += other_count
        pools.append((mean, weight, count))
    return [mean for mean, _, count in pools for _ in range(count)]


def _straighten(grid: Grid, x: list[float]) -> None:
    """Let the bends of a trunk stand one above the other as far as their neighbours leave room for it."""
    neighbours = {
        vertex: (row[number - 1 : number], row[number + 1 : number + 2])
        for row in grid.rows
        for number, vertex in enumerate(row)
    }
    for trunk, *_ in grid.wires:
        bends = [segment.lower for segment in trunk if grid.is_bend(segment.lower)]
        while bends:
            low, high, count = -inf, inf, 0
            for bend in bends:
                left, right = neighbours[bend]
                lowest = max([low, *(x[one] + _distance(grid, one, bend) for one in left)])
                highest = min([high, *(x[one] - _distance(grid, bend, one) for one in right)])
                if lowest > highest and count:
                    break
                low, high, count = lowest, highest, count + 1
            mean = sum(x[bend] for bend in bends[:count]) / count
            for bend in bends[:count]:
                x[bend] = min(max(mean, low), high)
            bends = bends[count:]
