"""The order of each row, in which wires cross little: the barycenter method, up and down, the best order kept."""

from __future__ import annotations

from bisect import bisect, insort

from app.drawing.grid import Grid, Segment


def reduce_crossings(grid: Grid, rounds: int) -> None:
    """Put the rows in order, in at most so many rounds through all of them."""
    place = [0.0] * len(grid.row_of)
    for row in grid.rows:
        _number(row, place)
    best, fewest = [row[:] for row in grid.rows], _crossings(grid, place)
    for turn in range(rounds):
        if not fewest:
            break
        down = turn % 2 == 0
        for row in grid.rows if down else reversed(grid.rows):
            barycenters = {vertex: _barycenter(grid, vertex, down, place) for vertex in row}
            row.sort(key=barycenters.__getitem__)
            _number(row, place)
        found = _crossings(grid, place)
        if found < fewest:
            best, fewest = [row[:] for row in grid.rows], found
    grid.rows = best


def _barycenter(grid: Grid, vertex: int, down: bool, place: list[float]) -> float:
    """The mean of where its wires end in the row before; where there are none, its own place."""
    linked = grid.above[vertex] if down else grid.below[vertex]
    if not linked:
        return place[vertex]
    return sum(_upper(grid, one, place) if down else _lower(grid, one, place) for one in linked) / len(linked)


def _upper(grid: Grid, segment: Segment, place: list[float]) -> float:
    """Where a segment leaves the upper row: the place of its vertex, and a part of one for where at the box."""
    return place[segment.upper] + segment.leaves / (2 * grid.rooms[segment.upper])


def _lower(grid: Grid, segment: Segment, place: list[float]) -> float:
    return place[segment.lower] + segment.enters / (2 * grid.rooms[segment.lower])


def _crossings(grid: Grid, place: list[float]) -> int:
    """How many pairs of segments cross: of those in order of their upper ends, the pairs whose lower ends are not."""
    total = 0
    for row in grid.rows:
        ends = sorted(
            (_upper(grid, one, place), _lower(grid, one, place)) for vertex in row for one in grid.below[vertex]
        )
        passed: list[float] = []
        for _, lower in ends:
            total += len(passed) - bisect(passed, lower)
            insort(passed, lower)
    return total


def _number(row: list[int], place: list[float]) -> None:
    for number, vertex in enumerate(row):
        place[vertex] = float(number)
