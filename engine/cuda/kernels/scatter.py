"""Values added to the places that indices tell, in the order of the indices: CuPy's own adds them in any order."""

from __future__ import annotations

import math
from typing import Any

import cupy
import numpy

from engine.cuda.kernels.rows import contiguous
from engine.cuda.kernels.sources import sum_kernel

Array = Any
_FILE = "scatter.cu"
_FEW = 1 << 12  # indices that are compared each with all
_BLOCK = 256
_BLOCKS = 1 << 20


def add_at(out: Array, index: Array, values: Array, dim: int) -> Array:
    """The contiguous `out` after parts of values, numbered along dim, were added to its parts that a vector numbers.

    Negative indices count from the end; what is out of range is passed over.
    """
    size, width = out.shape[dim], math.prod(out.shape[dim + 1 :])
    if not values.size:
        return out
    order, ordered = _sorted(contiguous(index), size)
    values = contiguous(values)
    if out.dtype.kind == "c":  # two numbers, each added by itself
        width *= 2
        values, target = (one.reshape(-1).view(f"f{out.dtype.itemsize // 2}") for one in (values, out))
    else:
        target = out
    total, count = values.size, index.size
    sum_kernel(_FILE, "add_sorted", target.dtype.name)(
        (min(-(-total // _BLOCK), _BLOCKS),), (_BLOCK,), (target, values, order, ordered, total, count, size, width)
    )
    return out


def _sorted(index: Array, size: int) -> tuple[Array, Array]:
    """The places of indices in their order, equal ones as they come; and the indices in this order."""
    if index.dtype != numpy.int64:
        index = index.astype(numpy.int64)
    if index.size > _FEW:
        index = cupy.where(index < 0, index + size, index)
        order = cupy.argsort(index, -1, "stable")
        return order, index[order]
    order, ordered = (cupy.empty(index.size, numpy.int64) for _ in range(2))
    sum_kernel(_FILE, "rank_indices", "float32")(
        (-(-index.size // _BLOCK),), (_BLOCK,), (index, order, ordered, index.size, size)
    )
    return order, ordered
