"""Whether indices are in range."""

from __future__ import annotations

from typing import Any

import cupy

from engine.cuda.kernels.rows import contiguous
from engine.cuda.kernels.sources import index_kernel

Array = Any
_BLOCK = 256
_BLOCKS = 1 << 10


def outside(index: Array, low: int, high: int, besides: int | None = None) -> Array:
    """A 0-dim array: whether any index is below `low`, or not below `high`, and is another one than `besides`."""
    flag = cupy.zeros((), bool)
    if index.size:
        index_kernel("indices.cu", "outside", index.dtype.name)(
            (min(-(-index.size // _BLOCK), _BLOCKS),),
            (_BLOCK,),
            (contiguous(index), flag, index.size, low, high, besides is not None, besides or 0),
        )
    return flag
