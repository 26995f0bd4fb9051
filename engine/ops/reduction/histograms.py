"""How often values lie where: histograms and counts.

https://docs.pytorch.org/docs/stable/generated/torch.histogram.html
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch, OpFailed, ShapeMismatch, UnsupportedDtype
from engine.families import composite, no_gradient, operation
from engine.op import PROMOTE
from engine.ops.creation.ranges import line
from engine.parameters import Array, Arrays, ArraysOrNumber, Boolean, Integer, Number, Numbers, Ops, Plain, Xp

OUTPUTS = ("hist", "bin_edges")
FAMILY = "reduction"
Shape = tuple[int, ...]


def _ends(op: str, values: Any, given: Sequence[float] | None, room: float) -> tuple[float, float]:
    """The range of a histogram: as given, else that of the values; `room` on both sides where it is a point."""
    low, high = given or ((float(values.min()), float(values.max())) if values.size else (0.0, 1.0))
    if not (math.isfinite(low) and math.isfinite(high)):
        raise OpFailed(f"{op}: the range from {low} to {high} is not finite.", op=op)
    if low > high:
        raise OpFailed(f"{op}: the range ends at {high}, before it begins at {low}.", op=op)
    return (low - room, high + room) if low == high else (low, high)


def _bins(op: str, bins: Any) -> int:
    if not isinstance(bins, int) or bins < 1:
        raise OpFailed(f"{op}: there must be bins, at least one; got {bins!r}.", op=op)
    return bins


@operation(
    FAMILY,
    promotion=PROMOTE,
    shape=lambda input, bins, range=None: (bins + 1,),
    grad_fn=("NotImplemented",),
    grows=True,
    cases=({"input": (5,), "bins": 3},),
)
def _bin_edges(xp: Xp, input: Array, bins: Integer, range: Numbers | None = None) -> Any:
    """The edges of bins of one width over a range, by default that of input."""
    low, high = _ends("histogram", input, range, 0.5)
    return line(low, high)(xp, (bins + 1,), input.dtype)


_bin_edges.gradient(input=no_gradient("histogram"))


def _places(xp: Xp, values: Any, edges: Any) -> Any:
    """The bin of each value, -1 outside of all; the last bin has its right edge too."""
    places = xp.searchsorted(edges, values, "right") - 1
    last = len(edges) - 1
    places = xp.where(values == edges[-1], last - 1, places)
    return xp.where((values >= edges[0]) & (values <= edges[-1]), places, -1)


def _tally(xp: Xp, places: Any, inside: Any, count: int, weight: Any, dtype: dtypes.Dtype) -> Any:
    """How many places there are of each number, or the sums of their weights."""
    weights = None if weight is None else weight.reshape(-1)
    return xp.bincount(xp.where(inside, places, count), weights, count + 1)[:count].astype(dtype)


@operation(
    FAMILY,
    promotion=PROMOTE,
    shape=lambda input, edges, weight=None, density=False: tuple(edge[0] - 1 for edge in edges),
    grad_fn=("NotImplemented",),
    grows=True,
    cases=({"input": (4, 2), "edges": [[-1.0, 0.0, 2.0], [-2.0, 2.0]]},),
)
def _histogram(xp: Xp, input: Array, edges: Arrays, weight: Array | None = None, density: Boolean = False) -> Any:
    """How many rows of input lie in each cell between edges, one tensor of them per column."""
    sizes = tuple(len(edge) - 1 for edge in edges)
    places: Any = 0
    inside: Any = True
    for column, edge in enumerate(edges):
        place = _places(xp, input[:, column], edge)
        places, inside = places * sizes[column] + place, inside & (place >= 0)
    counts = _tally(xp, places, inside, math.prod(sizes), weight, input.dtype).reshape(sizes)
    if density:
        counts = counts / xp.sum(counts)
        for column, edge in enumerate(edges):
            counts = counts / xp.diff(edge).reshape((-1,) + (1,) * (len(sizes) - 1 - column))
    return counts


_histogram.gradient(input=no_gradient("histogram"), edges=no_gradient("histogram"), weight=no_gradient("histogram"))


def _checked(op: str, input: Any, bins: Sequence[Any], weight: Any, shape: Shape) -> None:
    """Refuse tensors that are not as PyTorch has them."""
    if input.dtype not in (dtypes.float32, dtypes.float64):
        raise DtypeMismatch(f"{op} needs float32 or float64, not {input.dtype.name}.", op=op)
    for one in [*bins, *([] if weight is None else [weight])]:
        if hasattr(one, "dtype") and one.dtype != input.dtype:
            raise DtypeMismatch(
                f"{op}: input is {input.dtype.name}, bins or weight {one.dtype.name}: convert one with to().", op=op
            )
    for one in bins:
        if not hasattr(one, "dtype"):
            _bins(op, one)
        elif len(one.shape) != 1 or one.shape[0] < 2:
            raise ShapeMismatch(
                f"{op}: a tensor of bins is a vector of two edges or more, not {list(one.shape)}.",
                op=op,
                shapes=[list(one.shape)],
            )
    if weight is not None and weight.shape != shape:
        raise ShapeMismatch(
            f"{op}: weight has {list(weight.shape)}, it must have {list(shape)}.",
            op=op,
            shapes=[list(weight.shape), list(shape)],
        )


def _edges(ops: Ops, op: str, rows: Any, bins: Sequence[Any], range: Any) -> list[Any]:
    """The edges in each column: those that are given, or evenly apart."""
    columns = rows.shape[1]
    if len(bins) != columns:
        raise ShapeMismatch(f"{op}: {len(bins)} bins for {columns} columns: give one for each.", op=op)
    if range is not None and len(range) != 2 * columns:
        raise OpFailed(f"{op}: range needs two numbers for each of {columns} columns, got {len(range)}.", op=op)
    edges = []
    for column, one in enumerate(bins):
        if hasattr(one, "dtype"):
            edges.append(ops.clone(one))
        else:
            ends = None if range is None else tuple(map(float, range[2 * column : 2 * column + 2]))
            edges.append(ops._bin_edges(ops.select(rows, 1, column), one, ends))
    return edges


@composite(
    FAMILY,
    sized_by="numbers",
    outputs=OUTPUTS,
    cases=(
        {"input": (5,), "bins": 3},
        {"input": (2, 3), "bins": 2, "range": (-1.0, 1.0), "density": True},
    ),
)
def histogram(
    ops: Ops,
    input: Array,
    bins: Array,
    *,
    range: Numbers | None = None,
    weight: Array | None = None,
    density: Boolean = False,
) -> Any:
    """How many elements lie in each of the bins, a number of them or their edges; and the edges."""
    _checked("histogram", input, [bins], weight, input.shape)
    rows = ops.reshape(input, (math.prod(input.shape), 1))
    edges = _edges(ops, "histogram", rows, [bins], range)
    return ops._histogram(rows, edges, weight, density), edges[0]


@composite(
    FAMILY,
    sized_by="numbers",
    outputs=("*hist_and_bin_edges",),
    variants=("function",),
    cases=({"input": (4, 2), "bins": [2, 3]},),
)
def histogramdd(
    ops: Ops,
    input: Array,
    bins: ArraysOrNumber,
    *,
    range: Numbers | None = None,
    weight: Array | None = None,
    density: Boolean = False,
) -> Any:
    """How many rows of input lie in each cell; then the edges of the bins, a tensor of them for each column."""
    if len(input.shape) < 2:
        raise ShapeMismatch(f"histogramdd needs rows, got {list(input.shape)}.", op="histogramdd")
    columns = input.shape[-1]
    each = list(bins) if isinstance(bins, list | tuple) else [bins] * columns
    _checked("histogramdd", input, each, weight, input.shape[:-1])
    rows = ops.reshape(input, (math.prod(input.shape[:-1]), columns))
    edges = _edges(ops, "histogramdd", rows, each, range)
    return ops._histogram(rows, edges, weight, density), *edges


@operation(
    FAMILY,
    promotion=PROMOTE,
    sized_by="numbers",
    shape=lambda input, bins=100, min=0, max=0: (bins,),
    grows=True,
    cases=({"input": (5,), "bins": 4}, {"input": (2, 3), "bins": 3, "min": -1, "max": 1}),
)
def histc(xp: Xp, input: Array, bins: Integer = 100, min: Number = 0, max: Number = 0) -> Any:
    """How many elements lie in each of the bins from min to max, or over the range of input where these are equal."""
    if input.dtype.kind in "biuc":
        raise UnsupportedDtype(f"histc needs floating point numbers, not {input.dtype.name}.", op="histc")
    count = _bins("histc", bins)
    given = (float(min), float(max)) if min != max or not input.size else None
    low, high = _ends("histc", input, given, 1.0)
    values = input.reshape(-1)
    inside = (values >= low) & (values <= high)
    places = xp.floor((xp.where(inside, values, low) - low) * count / (high - low)).astype(dtypes.int64)
    return _tally(xp, xp.minimum(places, count - 1), inside, count, None, input.dtype)


@operation(
    FAMILY,
    shape=lambda input, weights, size: (size,),
    grows=True,
    grad_fn=("NotImplemented",),
    cases=({"input": [1, 2, 1], "size": 4},),
)
def _bincount(xp: Xp, input: Plain, weights: Plain | None = None, size: Integer = 0) -> Any:
    """How often each number up to size comes, or the sum of the weights there."""
    if weights is None:
        return xp.bincount(input, None, size).astype(dtypes.int64)
    kept = weights if weights.dtype == dtypes.float32 else weights.real.astype(dtypes.float64)
    return xp.bincount(input, kept, size).astype(kept.dtype)


_bincount.gradient(weights=no_gradient("bincount"))


@composite(
    FAMILY,
    sized_by="contents",
    cases=({"input": [1, 2, 1]}, {"input": [0, 3], "weights": [4, 2], "minlength": 5}),
)
def bincount(ops: Ops, input: Plain, weights: Plain | None = None, minlength: Integer = 0) -> Any:
    """How often each number from 0 on comes in a vector of integers, or the sum of the weights there."""
    if input.dtype.kind not in "iu":
        raise UnsupportedDtype(f"bincount needs integers, not {input.dtype.name}.", op="bincount")
    if minlength < 0:
        raise OpFailed(f"bincount: minlength must not be negative, got {minlength}.", op="bincount")
    empty = not math.prod(input.shape)
    if len(input.shape) != 1 or (not empty and int(ops.elements(input).min()) < 0):
        raise OpFailed("bincount needs a vector of integers from 0 on.", op="bincount", shapes=[list(input.shape)])
    if weights is not None and weights.shape != input.shape:
        raise ShapeMismatch(
            f"bincount: weights have {list(weights.shape)}, they must have {list(input.shape)}.",
            op="bincount",
            shapes=[list(weights.shape), list(input.shape)],
        )
    largest = -1 if empty else int(ops.elements(input).max())
    if largest >= minlength:
        largest = int(ops.max(input).item())
    return ops._bincount(input, weights, max(largest + 1, minlength))
