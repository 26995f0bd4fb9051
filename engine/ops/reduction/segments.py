"""Reductions of segments: runs of elements along a dimension, given by their lengths or their bounds.

https://docs.pytorch.org/docs/stable/generated/torch.segment_reduce.html
"""

from __future__ import annotations

import math
from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch, OpFailed, ShapeMismatch
from engine.families import composite, operation
from engine.ops.indexing.selectors import INDICES
from engine.parameters import Array, Boolean, Integer, Number, Ops, Plain, Text, Xp
from engine.shapes import dimension

Shape = tuple[int, ...]


def _placed_shape(bounds: Shape, longest: int) -> list[Shape]:
    return [(*bounds[:-1], bounds[-1] - 1, longest)] * 2


@operation(
    "indexing",
    outputs=("places", "inside"),
    shape=_placed_shape,
    grows=True,
    cases=({"bounds": [0, 2, 2, 5], "longest": 3},),
)
def _segment_places(xp: Xp, bounds: Plain, longest: Integer) -> Any:
    """The places of the elements of each segment, as many as the longest has; and which of them are in the segment."""
    places = bounds[..., :-1, None] + xp.arange(longest)
    inside = places < bounds[..., 1:, None]
    return xp.where(inside, places, 0), inside


def _bounds(ops: Ops, data: Any, lengths: Any, offsets: Any, axis: int, unsafe: bool) -> Any:
    """Where the segments begin and end."""
    given = offsets if lengths is None else lengths
    if given is None:
        raise OpFailed("segment_reduce needs lengths or offsets.", op="segment_reduce")
    if given.dtype not in INDICES:
        raise DtypeMismatch(
            f"segment_reduce: lengths and offsets are int64 or int32, not {given.dtype.name}.", op="segment_reduce"
        )
    if len(given.shape) != axis + 1 or given.shape[:-1] != data.shape[:axis]:
        raise ShapeMismatch(
            f"segment_reduce along dimension {axis} of {list(data.shape)}: lengths or offsets have this one as their "
            f"last, and the same sizes before; got {list(given.shape)}.",
            op="segment_reduce",
            shapes=[list(data.shape), list(given.shape)],
        )
    given = ops.to(given, dtypes.int64)
    if lengths is None:
        return given
    if math.prod(given.shape) and not unsafe:
        if bool(ops.elements(given < 0).any()):
            raise OpFailed("segment_reduce: a length is negative.", op="segment_reduce")
        if bool(ops.elements(ops.ne(ops.sum(given, -1), data.shape[axis])).any()):
            raise OpFailed(
                f"segment_reduce: the lengths must sum to {data.shape[axis]}, the size of dimension {axis}.",
                op="segment_reduce",
            )
    ends = ops.cumsum(given, -1)
    return ops.cat([ops.new_zeros(ends, (*ends.shape[:-1], 1)), ends], -1)


NEUTRAL = {"sum": 0, "mean": 0, "prod": 1, "max": -math.inf, "min": math.inf}
_OTHERS = {"amax": "max", "amin": "min"}


@composite(
    "reduction",
    variants=("function",),
    cases=(
        {"data": (5,), "reduce": "sum", "lengths": [2, 0, 3]},
        {"data": (5, 2), "reduce": "mean", "offsets": [0, 2, 5]},
        {"data": (2, 4), "reduce": "max", "lengths": [[1, 3], [4, 0]], "axis": 1},
        {"data": (4,), "reduce": "prod", "lengths": [3, 1], "initial": 2.0},
    ),
)
def segment_reduce(
    ops: Ops,
    data: Array,
    reduce: Text,
    *,
    lengths: Plain | None = None,
    indices: Plain | None = None,
    offsets: Plain | None = None,
    axis: Integer = 0,
    unsafe: Boolean = False,
    initial: Number | None = None,
) -> Any:
    """The sum, mean, max, min or prod, as reduce says, of each segment along axis; initial takes part in each."""
    reduce = _OTHERS.get(reduce, reduce)
    if reduce not in NEUTRAL:
        raise OpFailed(f"segment_reduce: reduce is one of {', '.join(NEUTRAL)}; not {reduce!r}.", op="segment_reduce")
    if indices is not None:
        raise OpFailed("segment_reduce by indices is not offered: give lengths or offsets.", op="segment_reduce")
    if data.dtype.kind in "biuc":
        raise DtypeMismatch(
            f"segment_reduce needs real floating point numbers, not {data.dtype.name}.", op="segment_reduce"
        )
    axis = dimension(axis, len(data.shape))
    bounds = _bounds(ops, data, lengths, offsets, axis, unsafe)
    size = bounds.shape[-1] - 1
    counts = ops.diff(bounds)
    longest = int(ops.elements(counts).max()) if math.prod(counts.shape) else 0
    before, beyond = data.shape[:axis], data.shape[axis + 1 :]
    places, inside = ops._segment_places(bounds, max(longest, 0))
    ones = (1,) * len(beyond)
    line = ops.reshape(places, (*before, size * longest, *ones))
    taken = ops.gather(data, axis, ops.expand(line, (*before, size * longest, *beyond)))
    taken = ops.reshape(taken, (*before, size, longest, *beyond))
    inside = ops.reshape(inside, (*before, size, longest, *ones))
    out = _reduced(ops, ops.where(inside, taken, NEUTRAL[reduce]), reduce, axis + 1, initial)
    if reduce != "mean":
        return out
    counts = ops.reshape(counts, (*before, size, *ones))
    mean = out / counts
    return mean if initial is None else ops.where(counts > 0, mean, initial)


def _reduced(ops: Ops, values: Any, reduce: str, dim: int, initial: Any) -> Any:
    """Values reduced along dim, together with the initial one; of equal extremes only those of values count."""
    if reduce in ("sum", "mean"):
        out = ops.sum(values, dim)
        return out if initial is None else out + initial
    if reduce == "prod":
        out = ops.prod(values, dim)
        return out if initial is None else out * initial
    if not values.shape[dim]:
        return ops.new_full(values, (*values.shape[:dim], *values.shape[dim + 1 :]), initial or NEUTRAL[reduce])
    out = ops.amax(values, dim) if reduce == "max" else ops.amin(values, dim)
    if initial is None:
        return out
    return ops.where(out < initial if reduce == "max" else out > initial, initial, out)
