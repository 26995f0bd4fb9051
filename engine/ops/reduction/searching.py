"""Where values belong among sorted ones.

https://docs.pytorch.org/docs/stable/generated/torch.searchsorted.html
"""

from __future__ import annotations

import math
from typing import Any

from engine import dtypes
from engine.batching import elements
from engine.errors import DtypeMismatch, OpFailed, ShapeMismatch, UnsupportedDtype
from engine.families import FUNCTION, composite, operation
from engine.op import PROMOTE
from engine.ops.indexing.positions import within
from engine.parameters import Array, Boolean, Ops, Plain, Text, Xp


def _position_shape(input: Any, sorted_sequence: Any, sorter: Any = None, **attributes: Any) -> Any:
    return input


@operation(
    "indexing",
    name="_position",
    promotion=PROMOTE,
    shape=_position_shape,
    cases=(
        {"input": [1.5, 3.0], "sorted_sequence": [1.0, 2.0, 3.0]},
        {"input": [[2], [5]], "sorted_sequence": [[1, 2, 3], [4, 5, 6]], "right": True},
    ),
)
def positions(
    xp: Xp,
    input: Array,
    sorted_sequence: Array,
    sorter: Plain | None = None,
    right: Boolean = False,
    out_int32: Boolean = False,
) -> Any:
    """How many of the sorted values along the last dimension come before each value of input, by bisection."""
    refused = (sorted_sequence if hasattr(sorted_sequence, "dtype") else input).dtype
    if refused.kind in "bc":
        raise UnsupportedDtype(
            f"searchsorted of {refused.name} is not defined.", op="searchsorted", dtypes=[refused.name]
        )
    values = xp.asarray(input)
    size = sorted_sequence.shape[-1]
    many = math.prod(sorted_sequence.shape[:-1])
    rows = sorted_sequence.reshape(many, size)
    lines = values.reshape(many, values.size // max(many, 1))
    in_order = elements(rows[:, 1:] >= rows[:, :-1]).all() and elements(rows == rows).all()
    if many == 1 and sorter is None and bool(in_order):
        found = xp.searchsorted(rows[0], values, "right" if right else "left")
        return xp.asarray(found, dtypes.int32 if out_int32 else dtypes.int64)
    places = None if sorter is None else sorter.reshape(many, size)
    low, high = xp.zeros(lines.shape, dtypes.int64), xp.full(lines.shape, size, dtypes.int64)
    for _ in range(int(size).bit_length()):
        middle = xp.minimum((low + high) // 2, max(size - 1, 0))
        found = xp.take_along_axis(rows, middle if places is None else xp.take_along_axis(places, middle, 1), 1)
        # NaN compares with nothing, so it comes after all
        before = (low < high) & ~(found > lines if right else found >= lines)
        low, high = xp.where(before, middle + 1, low), xp.where(before, high, xp.minimum(middle, high))
    return low.reshape(values.shape).astype(dtypes.int32 if out_int32 else dtypes.int64)


def _check(input: Any, sequence: Any, side: str | None, right: bool, sorter: Any) -> None:
    shape = getattr(input, "shape", ())
    if side not in (None, "left", "right"):
        raise OpFailed(f"searchsorted: side is 'left' or 'right', not {side!r}.", op="searchsorted")
    if side == "left" and right:
        raise OpFailed("searchsorted: side='left' contradicts right=True.", op="searchsorted")
    rank = len(sequence.shape)
    if not rank or (rank > 1 and (len(shape) != rank or shape[:-1] != sequence.shape[:-1])):
        raise ShapeMismatch(
            f"searchsorted: sorted_sequence has one dimension, or all but the last as input: got "
            f"{list(sequence.shape)} and {list(shape)}.",
            op="searchsorted",
            shapes=[list(sequence.shape), list(shape)],
        )
    if sorter is None:
        return
    if sorter.dtype != dtypes.int64:
        raise DtypeMismatch(f"searchsorted: sorter must be int64, not {sorter.dtype.name}.", op="searchsorted")
    if sorter.shape != sequence.shape:
        raise ShapeMismatch(
            f"searchsorted: sorter has {list(sorter.shape)}, sorted_sequence {list(sequence.shape)}: they must agree.",
            op="searchsorted",
            shapes=[list(sorter.shape), list(sequence.shape)],
        )
    within(sorter.device.xp, "searchsorted", sorter.data, sequence.shape, rank - 1, error=OpFailed)


@composite(
    "indexing",
    variants=FUNCTION,
    cases=(
        {"sorted_sequence": [1.0, 2.0, 3.0], "input": [1.5, 3.0]},
        {"sorted_sequence": [3, 1, 2], "input": 2, "sorter": [1, 2, 0], "side": "right"},
    ),
)
def searchsorted(
    ops: Ops,
    sorted_sequence: Array,
    input: Array,
    *,
    out_int32: Boolean = False,
    right: Boolean = False,
    side: Text | None = None,
    sorter: Plain | None = None,
) -> Any:
    """How many elements of sorted_sequence come before each value of input; with right (or side) also equal ones."""
    _check(input, sorted_sequence, side, right, sorter)
    right = right or side == "right"
    values = ops.detach(input) if hasattr(input, "dtype") else input
    return ops._position(values, ops.detach(sorted_sequence), sorter, right, out_int32)


@composite(
    "indexing",
    variants=FUNCTION,
    cases=({"input": [1.5, 3.0], "boundaries": [1.0, 2.0, 3.0]}, {"input": 2, "boundaries": [1, 2], "right": True}),
)
def bucketize(ops: Ops, input: Array, boundaries: Array, *, out_int32: Boolean = False, right: Boolean = False) -> Any:
    """The number of the interval between boundaries that each value of input lies in; with right they open it."""
    if len(boundaries.shape) != 1:
        raise ShapeMismatch(
            f"bucketize: boundaries must be a vector, not {list(boundaries.shape)}.",
            op="bucketize",
            shapes=[list(boundaries.shape)],
        )
    return ops.searchsorted(boundaries, input, out_int32=out_int32, right=right)
