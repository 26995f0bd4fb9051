"""Levels folded into the dimensions that a kernel has anyway: what rules of operations for batched arrays do."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from engine.batching.array import BatchedArray
from engine.batching.level import Level, Levels

Array = Any
Parts = Sequence[Level | int]


def split(one: Levels, other: Levels) -> tuple[Levels, Levels, Levels]:
    """The levels that two have in common, and those that each has alone."""
    both = tuple(level for level in one if level in other)
    first, second = (tuple(level for level in levels if level not in both) for levels in (one, other))
    return both, first, second


def folded(array: BatchedArray, *dims: Parts) -> Array:
    """A plain array of these dimensions: each is made of levels and dimensions of the example, in this order."""
    hidden = len(array.levels)
    order = [array.levels.index(part) if isinstance(part, Level) else hidden + part for dim in dims for part in dim]
    turned = array.physical.transpose(order)
    sizes = iter(turned.shape)
    return turned.reshape([math.prod([next(sizes) for _ in dim]) for dim in dims])


def unfolded(array: Array, xp: Any, *dims: Parts) -> BatchedArray:
    """The way back: each dimension is taken apart into levels and sizes, which are left to the example in order."""
    parts = [part for dim in dims for part in dim]
    shaped = array.reshape([part.size if isinstance(part, Level) else part for part in parts])
    places = {part: place for place, part in enumerate(parts) if isinstance(part, Level)}
    levels = tuple(sorted(places, key=lambda level: level.number))
    kept = [place for place, part in enumerate(parts) if not isinstance(part, Level)]
    return BatchedArray(shaped.transpose([*(places[level] for level in levels), *kept]), levels, xp)


def count(levels: Levels) -> int:
    """How many examples there are."""
    return math.prod(level.size for level in levels)
