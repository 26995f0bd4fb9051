"""Launches over rows: how threads are dealt out to the elements along an axis."""

from __future__ import annotations

import math
from typing import Any

import cupy
import numpy

from engine.cuda.kernels.sources import PACKS, row_kernel

Array = Any
_BLOCK = 128
_MOST = 512  # threads for a row
_EACH = 4  # packs that a thread reads, before there are more threads
_MANY = 1 << 14  # rows that need no more than a thread each
_BLOCKS = 1 << 20  # more rows are taken in turns


def launch(file: str, name: str, axis: int, given: list[Array | None], made: list[Array | None], *more: Any) -> None:
    """Launch a kernel over the rows of the first array given: its elements along an axis.

    The kernel takes the arrays, given and made, which are contiguous; the number of rows, their length, and how far
    apart their elements are; further arguments; how many threads a row has; and whether packs of elements are aligned.
    The order of summation follows from the shape alone.
    """
    first: Any = given[0]
    length, inner = first.shape[axis], math.prod(first.shape[axis:][1:])
    count, dtype = first.size // length, first.dtype.name
    pack = PACKS[dtype] if inner == 1 and length % PACKS[dtype] == 0 else 1
    group = _threads(length // pack) if inner == 1 else 1 if count >= _MANY else min(32, _threads(length))
    block = max(_BLOCK, group)
    arrays = [*given, *made]
    aligned = all(one is None or one.data.ptr % (pack * one.itemsize) == 0 for one in arrays)
    row_kernel(file, name, dtype, pack)(
        (min(-(-count * group // block), _BLOCKS),),
        (block,),
        (*arrays, count, length, inner, *more, numpy.int32(group), aligned),
    )


def _threads(steps: int) -> int:
    """A power of two of threads for so many packs."""
    return min(_MOST, 1 << (max(1, -(-steps // _EACH)) - 1).bit_length())


def contiguous(array: Array) -> Array:
    """The array, of at least one dimension, with its elements in a row."""
    return cupy.ascontiguousarray(array if array.ndim else array.reshape(1))
