"""How the arrays of elementwise calls are gone through together: element by element, or by rows of one width."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from engine.plan.trace import Value

Array = Any

BLOCK = 1 << 17
"""Bytes of a block: those of a dozen arrays fit into the cache of a core."""
LEAST = 8
"""Blocks from which on a loop pays."""
COMPILED = 1 << 15
"""Bytes from which on one pays that is compiled."""

EACH, ROW, COLUMN, ONE = "each", "row", "column", "one"
"""What an array has: an element for each of the result, one row for all, an element for each row, or one for all."""


class Extent(NamedTuple):
    """The elements of a result, and of its rows; 0 where it need not be thought of in rows."""

    size: int
    width: int

    def joined(self, other: Extent) -> Extent | None:
        """The extent of what is gone through together; None where that cannot be."""
        if self.size != other.size or (self.width and other.width and self.width != other.width):
            return None
        return Extent(self.size, self.width or other.width)

    def pays(self, itemsize: int, compiled: bool) -> bool:
        """Whether arrays are large enough to be gone through in a loop, and no row is too large for a block."""
        least = min(LEAST * BLOCK, COMPILED) if compiled else LEAST * BLOCK
        return self.size * itemsize >= least and self.width * itemsize <= BLOCK

    def blocks(self, itemsize: int) -> list[tuple[int, int]]:
        """The beginnings and ends of blocks, counted in rows or, where there are none, in elements."""
        width = max(self.width, 1)
        step = max(BLOCK // (itemsize * width), 1)
        count = self.size // width
        return [(start, min(start + step, count)) for start in range(0, count, step)]


def extent_of(values: Sequence[Value], shape: Sequence[int]) -> Extent | None:
    """The extent of a call on values whose result has a shape; None where it has none."""
    size = math.prod(shape)
    found: Extent | None = Extent(size, 0)
    for value in values:
        spread = kind(value.array, shape)
        if spread is None:
            return None
        if spread in (ROW, COLUMN):
            own = math.prod(_core(value.array).shape)
            found = found and found.joined(Extent(size, own if spread == ROW else size // own))
    return found


def kind(array: Array, shape: Sequence[int]) -> str | None:
    """How an array that is broadcast to a shape is spread over it; None for any other way."""
    lacking = len(shape) - array.ndim
    if lacking < 0:
        return None
    strides = [
        *[0] * lacking,
        *(0 if size == 1 else step for size, step in zip(array.shape, array.strides, strict=True)),
    ]
    moving = [dim for dim, step in enumerate(strides) if step]
    dims = [dim for dim, size in enumerate(shape) if size != 1]
    expected = array.itemsize
    for dim in reversed(moving):
        if strides[dim] != expected:
            return None
        expected *= shape[dim]
    if moving == dims:
        return EACH
    if not moving:
        return ONE
    if moving == dims[-len(moving) :]:
        return ROW
    return COLUMN if moving == dims[: len(moving)] else None


def split(array: Array, spread: str, width: int, blocks: Sequence[tuple[int, int]]) -> list[Array]:
    """An array in blocks, of rows where there is a width."""
    if spread in (ROW, ONE):
        core = _core(array)
        return [core.reshape(-1) if spread == ROW else core] * len(blocks)
    whole = _core(array).reshape(-1, 1) if spread == COLUMN else array.reshape((-1, width) if width else -1)
    return [whole[start:stop] for start, stop in blocks]


def _core(array: Array) -> Array:
    """An array without the dimensions along which it is the same."""
    index = [0 if size == 1 or not step else slice(None) for size, step in zip(array.shape, array.strides, strict=True)]
    return array[(*index, ...)]  # an array even where nothing is left
