"""Indices as coordinates.

https://docs.pytorch.org/docs/stable/generated/torch.unravel_index.html
"""

from __future__ import annotations

import math
from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch, OpFailed
from engine.families import indexing
from engine.ops.shape.splitting import PARTS
from engine.parameters import Array, Integers, Xp

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
        raise DtypeMismatch(
            f"unravel_index needs integers, not {indices.dtype.name}.", op="unravel_index", exception="TypeError"
        )
    if min(shape, default=0) < 0:
        raise OpFailed(
            f"unravel_index: a shape has no negative sizes, got {list(shape)}.",
            op="unravel_index",
            exception="ValueError",
        )
    if 0 in shape and indices.size:
        raise OpFailed(f"unravel_index: {list(shape)} has no elements (ZeroDivisionError).", op="unravel_index")
    indices = indices.astype(dtypes.int64)
    return tuple([indices // math.prod(shape[dim + 1 :]) % size for dim, size in enumerate(shape)])
