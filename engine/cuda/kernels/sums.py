"""Sums of products over some axes, without the products; and of squares."""

from __future__ import annotations

import math
from typing import Any

import cupy

from engine.cuda.kernels.rows import contiguous, launch
from engine.cuda.kernels.sources import row_kernel

Array = Any
_FILE = "sums.cu"
_LONG = 1 << 14  # elements that are summed as one row: more of them, where nothing else is to do, as several
_SPLIT = 1 << 10
_SEVERAL = 1 << 7  # rows that are enough to do for a whole device
_TALL = 1 << 8  # rows that a block sums down columns; more are divided into parts
_PARTS = 1 << 12


def product_sum(input: Array, other: Array, axes: tuple[int, ...]) -> Array:
    """The sum of input * other over axes, which keep the size 1."""
    shape, rank = input.shape, input.ndim
    kept = tuple([1 if axis in axes else size for axis, size in enumerate(shape)])
    last = _last(rank, axes)
    if last < rank:
        sums = _row_products(input, other, math.prod(shape[last:]))
        rest = tuple([axis for axis in axes if axis < last])
        return (sums.reshape(shape[:last]).sum(rest) if rest else sums).reshape(kept)
    first = len(axes)
    if axes and sorted(axes) == list(range(first)):
        return column_sums(input, other, math.prod(shape[:first])).reshape(kept)
    return cupy.sum(input * other, axes, None, None, True)


def _row_products(input: Array, other: Array, length: int) -> Array:
    """The sums of products of each so many elements, one after the other."""
    count, rest = input.size // length, length % _SPLIT
    if length > _LONG and count == 1:
        one, other, whole = contiguous(input).reshape(-1), contiguous(other).reshape(-1), length - rest
        total = _row_products(one[:whole], other[:whole], _SPLIT).sum()
        return total + _row_products(one[whole:], other[whole:], rest) if rest else total
    out = cupy.empty(count, input.dtype)
    launch(_FILE, "row_products", -1, [contiguous(one).reshape(count, length) for one in (input, other)], [out])
    return out


def column_sums(input: Array, other: Array | None, rows: int) -> Array:
    """The sums of input * other, or of input alone, down the columns of a matrix of so many rows."""
    columns = input.size // rows
    height = max(_TALL, -(-rows // _PARTS))
    parts = -(-rows // height)
    out = cupy.empty((parts, columns), input.dtype)
    given = [contiguous(input), None if other is None else contiguous(other)]
    row_kernel(_FILE, "column_products", input.dtype.name, 1)(
        (-(-columns // 32), parts), (1024,), (*given, out, rows, columns, height)
    )
    return out[0] if parts == 1 else column_sums(out, None, parts)


def squares(input: Array, axes: tuple[int, ...]) -> Array:
    """The sum over axes, which keep the size 1, of the squares of what elements are away from their mean."""
    last = _last(input.ndim, axes)
    length = math.prod(input.shape[last:])
    if len(axes) > input.ndim - last or (length > _LONG and input.size // length < _SEVERAL):
        away = input - input.mean(axes, None, None, True)
        return product_sum(away, away, axes)
    out = cupy.empty((*input.shape[:last], *(1,) * (input.ndim - last)), input.dtype)
    launch(_FILE, "row_squares", -1, [contiguous(input).reshape(-1, length)], [out])
    return out


def _last(rank: int, axes: tuple[int, ...]) -> int:
    """The dimension from which on all are among the axes."""
    while rank and rank - 1 in axes:
        rank -= 1
    return rank
