"""Windows: parts of arrays that begin where a number on the device says, so that nothing need be read to find them."""

from __future__ import annotations

from typing import Any

from engine.libraries import own

Array = Any


def window(xp: Any, array: Array, start: Array, dim: int, length: int) -> Array:
    """The part of one length from `start`, an array of one integer, along a dimension: a view. IndexError outside."""
    return own(xp, _window)(array, start, dim, length)


def _window(array: Array, start: Array, dim: int, length: int) -> Array:
    size, first = array.shape[dim], start.item() if hasattr(start, "item") else start
    first = first + size if first < 0 else first
    if not 0 <= first <= size - length:
        raise IndexError(f"{length} from {first} are not in {size}")
    return array[(slice(None),) * dim + (slice(first, first + length),)]


MOVING = frozenset({_window})
"""Functions whose views begin elsewhere in each replay of a plan."""
