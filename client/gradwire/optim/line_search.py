"""A line search for the strong Wolfe conditions: Nocedal and Wright, Numerical Optimization, algorithms 3.5 and 3.6."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from typing import Any, Final, NamedTuple

DECREASE: Final = 1e-4
"""How much of the decrease that the first slope promises is enough."""
CURVATURE: Final = 0.9
"""To how much of the first slope the slope must have fallen."""


class Point(NamedTuple):
    """A place on the line: how far, the loss there, its slope along the line, and the gradient."""

    at: float
    loss: float
    slope: float
    gradient: Any


Evaluate = Callable[[float], Point]


def search(
    evaluate: Evaluate, start: Point, first: float, reach: float, tolerance: float, most: int
) -> tuple[Point, int]:
    """A point that meets the conditions, or the best that was found, and how often the loss was evaluated.

    `first` is the step to be tried first, `reach` the largest element of the direction, `most` the number of steps that
    may be tried after it.
    """
    low, high, trials = _bracket(evaluate, start, first, most)
    timid = False  # whether the trial before fell so close to an end that the bracket hardly shrank
    while high is not None and trials < most and abs(high.at - low.at) * reach >= tolerance:
        nearest, farthest = sorted((low.at, high.at))
        at = _lowest(low, high, nearest, farthest)
        margin = 0.1 * (farthest - nearest)
        close = min(farthest - at, at - nearest) < margin
        if close and (timid or at >= farthest or at <= nearest):
            at = farthest - margin if abs(at - farthest) < abs(at - nearest) else nearest + margin
            close = False
        timid = close
        point = evaluate(at)
        trials += 1
        if _falls_short(start, point) or point.loss >= low.loss:
            low, high = (point, low) if point.loss < low.loss else (low, point)
        elif _is_flat(start, point):
            low, high = point, None
        else:
            low, high = point, low if point.slope * (high.at - low.at) >= 0 else high
    return low, trials + 1


def _bracket(evaluate: Evaluate, start: Point, first: float, most: int) -> tuple[Point, Point | None, int]:
    """The ends of a stretch that has a point which meets the conditions, the lower first, or that point and None; and
    how many steps were tried after the first."""
    before, point, trials = start, evaluate(first), 0
    while trials < most:
        if _falls_short(start, point) or (trials > 1 and point.loss >= before.loss):
            break
        if _is_flat(start, point):
            return point, None, trials
        if point.slope >= 0:
            break
        at = _lowest(before, point, point.at + 0.01 * (point.at - before.at), 10 * point.at)
        before, point = point, evaluate(at)
        trials += 1
    else:
        before = start
    return (before, point, trials) if before.loss <= point.loss else (point, before, trials)


def _falls_short(start: Point, point: Point) -> bool:
    """Whether the loss did not fall as far as it should have."""
    return point.loss > start.loss + DECREASE * point.at * start.slope


def _is_flat(start: Point, point: Point) -> bool:
    """Whether the slope has fallen far enough."""
    return abs(point.slope) <= -CURVATURE * start.slope


def _lowest(one: Point, other: Point, least: float, most: float) -> float:
    """Where the cubic through two points with their slopes is lowest, between bounds; else half way between these."""
    left, right = (one, other) if one.at <= other.at else (other, one)
    if left.at == right.at:
        return (least + most) / 2
    bend = left.slope + right.slope - 3 * (left.loss - right.loss) / (left.at - right.at)
    square = bend**2 - left.slope * right.slope
    if not square >= 0:
        return (least + most) / 2
    root = sqrt(square)
    span = right.slope - left.slope + 2 * root
    at = right.at - (right.at - left.at) * (right.slope + root - bend) / span if span else right.at
    return min(max(at, least), most)
