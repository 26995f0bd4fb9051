"""Indices as coordinates and as unit vectors.

https://docs.pytorch.org/docs/stable/generated/torch.unravel_index.html
"""

from __future__ import annotations

import math
from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch, OpFailed
from engine.families import indexing
from engine.ops.splitting import PARTS
from engine.parameters import Array, Integer, Integers, Plain, Xp

Shape = tuple[int, ...]


@indexing(
    outputs=PARTS,
    variants=("function",),
    shape=lambda indices, shape: [indices] * len(shape),
    cases=({"indices": [7, 0], "shape": (3, 4)},),
)
def unravel_index(xp: Xp, indices: Array, shape: Integers) -> Any:
    """The coordinates in a tensor of a shape that numbers in the flat tensor have: a tensor per dimension."""
    if indices.dtype.kind not in "iu":
        error = DtypeMismatch(f"unravel_index needs integers, not {indices.dtype.name}.", op="unravel_index")
        error.exception = "TypeError"
        raise error
    if min(shape, default=0) < 0:
        negative = OpFailed(f"unravel_index: a shape has no negative sizes, got {list(shape)}.", op="unravel_index")
        negative.exception = "ValueError"
        raise negative
    if 0 in shape and indices.size:
        raise OpFailed(f"unravel_index: {list(shape)} has no elements (ZeroDivisionError).", op="unravel_index")
    indices = indices.astype(dtypes.int64)
    return tuple([indices // math.prod(shape[dim + 1 :]) % size for dim, size in enumerate(shape)])


@indexing(
    name="nn.functional.one_hot",
    sized_by="contents",
    variants=("function",),
    cases=({"input": [0, 2, 1]}, {"input": [[0, 1]], "num_classes": 3}),
)
def one_hot(xp: Xp, input: Plain, num_classes: Integer = -1) -> Any:
    """A unit vector per class, with 1 in its place; without num_classes as long as the largest one needs."""
    if input.dtype != dtypes.int64:
        raise DtypeMismatch(f"one_hot needs classes of int64, not {input.dtype.name}.", op="nn.functional.one_hot")
    if not input.size and num_classes < 1:
        raise OpFailed("one_hot of nothing needs num_classes.", op="nn.functional.one_hot")
    low, high = (int(input.min()), int(input.max())) if input.size else (0, 0)
    count = high + 1 if num_classes == -1 else num_classes
    if low < 0 or high >= count:
        raise OpFailed(
            f"one_hot: classes from {low} to {high} must lie from 0 to before num_classes, {count}.",
            op="nn.functional.one_hot",
        )
    return (input.reshape((*input.shape, 1)) == xp.arange(count)).astype(dtypes.int64)
