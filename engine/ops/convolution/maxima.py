"""Largest elements of windows, and where they are in their planes: what max pooling is made of.

A kernel's elements are compared in order, so of equal ones the first counts; NaN counts as largest, and of several NaN
the last, as in PyTorch.
"""

from __future__ import annotations

import math
from typing import Any

from engine.batching import elements
from engine.errors import OpFailed
from engine.families import NETWORK, operation
from engine.op import PROMOTE
from engine.ops.convolution.sliding import Grid, Windows, planes_of, room
from engine.ops.indexing.positions import add_flat
from engine.parameters import Array, Integer, Integers, Ops, Plain, Xp

Shape = tuple[int, ...]
_LINE: dict[str, Any] = {"kernel": (3,), "stride": (2,), "before": (1,), "dilation": (1,), "size": (3,)}


def _pooled(input: Shape, *, kernel: Shape, stride: Shape, before: Shape, dilation: Shape, size: Shape) -> list[Shape]:
    return [(*input[: -len(size)], *size)] * 2 + [room(input, Windows(kernel, stride, before, dilation, size))]


@operation(
    NETWORK,
    promotion=PROMOTE,
    outputs=("values", "indices"),
    grad_fn=("MaxPool2DWithIndicesBackward0", "MaxPool3DWithIndicesBackward0"),
    variant=lambda inputs, attributes: len(attributes["size"]) == 3,
    shape=_pooled,
    grows=True,
    cases=({"input": [[1.0, 3.0, 3.0, -1.0, 2.0]], **_LINE},),
)
def _max_pool(
    xp: Xp, input: Array, *, kernel: Integers, stride: Integers, before: Integers, dilation: Integers, size: Integers
) -> Any:
    """The largest elements of windows over the last dimensions, and their positions in these."""
    return _maxima(xp, input, Windows(kernel, stride, before, dilation, size), True)


_max_pool.gradient(
    input=lambda ops, g, input, indices, size: ops._in_steps(input, _put_back(ops, g[0], input.shape, indices, size))
)


def _put_back(ops: Ops, g: Any, input_shape: Shape, indices: Any, size: Shape) -> Any:
    return ops._put(g, indices, size=tuple(input_shape[-len(size) :]))


@operation(NETWORK, promotion=PROMOTE, shape=_pooled, grows=True)
def _max_values(
    xp: Xp, input: Array, *, kernel: Integers, stride: Integers, before: Integers, dilation: Integers, size: Integers
) -> Any:
    """The largest elements of windows over the last dimensions."""
    return _maxima(xp, input, Windows(kernel, stride, before, dilation, size), False)[0]


def _maxima(xp: Xp, input: Any, windows: Windows, indices: bool) -> tuple[Any, Any]:
    rank = len(windows.size)
    planes = planes_of(input, rank)
    windows, _ = windows.clipped(planes.shape[1:])
    grid = Grid(windows)
    values = xp.empty((planes.shape[0], *windows.size), input.dtype)
    found = xp.empty(values.shape if indices else (0,), "int64")
    code = "uint8" if math.prod(windows.kernel) <= 256 else "int32"
    first = _first(xp, grid).astype(code) if indices and any(windows.before) else xp.zeros((1,), code)
    steps = [math.prod(planes.shape[dim + 2 :]) for dim in range(rank)]
    table = _positions(xp, windows.kernel, windows.dilation, (0,) * rank, steps).reshape(-1)
    places = _positions(xp, windows.size, windows.stride, windows.before, steps)
    for some in grid.blocks(xp, planes.shape[0]):
        parts = grid.lay_out(xp, planes[some], _lowest(xp, input.dtype))
        best, codes = _search(xp, grid, parts, first if indices else None, False)
        if indices and input.dtype.kind == "f" and bool(elements(xp.isnan(best)).any()):
            best, codes = _search(xp, grid, parts, first, True)
        values[some] = grid.crop(best)
        if indices:
            xp.add(xp.take(table, grid.crop(codes)), places, out=found[some])
    shape = (*input.shape[:-rank], *windows.size)
    return values.reshape(shape), found.reshape(shape) if indices else None


def _search(xp: Xp, grid: Grid, parts: Any, first: Any, nan: bool) -> tuple[Any, Any]:
    """The largest elements in stretches, and the number of the kernel's element which each is."""
    offsets = list(grid.windows)
    best = grid.stretch(parts, offsets[0]).copy()
    codes = None if first is None else xp.broadcast_to(first, best.shape).copy()
    for number, offset in enumerate(offsets):
        one = grid.stretch(parts, offset)
        if codes is not None:
            higher = one > best
            if nan:
                higher |= xp.isnan(one)
            xp.maximum(codes, higher * codes.dtype.type(number), out=codes)  # numbers rise, so the largest is the last
        xp.maximum(best, one, out=best)
    return best, codes


def _lowest(xp: Xp, dtype: Any) -> Any:
    return -xp.inf if dtype.kind == "f" else xp.iinfo(dtype).min


def _first(xp: Xp, grid: Grid) -> Any:
    """The number of the first element of each window's kernel that is no padding, along a stretch."""
    windows, total = grid.windows, xp.zeros((1,), "int64")
    for dim, count in enumerate((windows.size[0], *grid.pitch[1:])):
        ahead = windows.before[dim] - xp.arange(count) * windows.stride[dim]
        line = xp.clip(-(-ahead // windows.dilation[dim]), 0, windows.kernel[dim] - 1)
        total = total[..., None] * windows.kernel[dim] + line
    return total.reshape(-1)


def _positions(xp: Xp, counts: Shape, strides: Shape, before: Shape, steps: list[int]) -> Any:
    """The sums over all dimensions of (number * stride - before) * step, as a grid."""
    total: Any = 0
    for dim, (count, stride, front, step) in enumerate(zip(counts, strides, before, steps, strict=True)):
        line = (xp.arange(count) * stride - front) * step
        total = total + line.reshape((count,) + (1,) * (len(counts) - 1 - dim))
    return total


@operation(
    NETWORK,
    name="_put",
    promotion=PROMOTE,
    grad_fn=("MaxPool2DWithIndicesBackwardBackward0", "MaxPool3DWithIndicesBackwardBackward0"),
    variant=lambda inputs, attributes: len(attributes["size"]) == 3,
    shape=lambda input, indices, *, size: (*input[: -len(size)], *size),
    grows=True,
    cases=({"input": (2, 3), "indices": [[0, 3, 3], [2, 2, 2]], "size": (4,)},),
)
def put(xp: Xp, input: Array, indices: Plain, *, size: Integers) -> Any:
    """Planes of zeros to which elements are added at their indices; `_pick` is the transpose."""
    out = xp.zeros((*input.shape[: -len(size)], *size), input.dtype)
    add_flat(xp, out.reshape(-1), _flat(xp, indices, size).reshape(-1), input.reshape(-1))
    return out


put.gradient(input=lambda ops, g, indices, size: ops._pick(g, indices, rank=len(size)))


@operation(
    NETWORK,
    promotion=PROMOTE,
    grad_fn=("GatherBackward0",),
    shape=lambda input, indices, **attributes: indices,
    cases=({"input": (2, 4), "indices": [[0, 3, 3], [2, 2, 2]], "rank": 1},),
)
def _pick(xp: Xp, input: Array, indices: Plain, *, rank: Integer) -> Any:
    """The elements of planes, which the last `rank` dimensions are, at indices."""
    return input.reshape(-1)[_flat(xp, indices, input.shape[-rank:])]


_pick.gradient(input=lambda ops, g, input_shape, indices, rank: ops._put(g, indices, size=tuple(input_shape[-rank:])))


@operation(
    NETWORK,
    promotion=PROMOTE,
    grad_fn=("MaxUnpool2DBackward0", "MaxUnpool3DBackward0"),
    variant=lambda inputs, attributes: len(attributes["size"]) == 3,
    shape=lambda input, indices, *, size: (*input[: -len(size)], *size),
    grows=True,
    cases=({"input": (2, 2), "indices": [[0, 3], [2, 1]], "size": (4,)},),
)
def _unpool(xp: Xp, input: Array, indices: Plain, *, size: Integers) -> Any:
    """Planes of zeros in which elements are written at their indices; of several at one, any."""
    out = xp.zeros((*input.shape[: -len(size)], *size), input.dtype)
    check_indices(indices, size)
    out.reshape(-1)[_flat(xp, indices, size)] = input
    return out


_unpool.gradient(input=lambda ops, g, indices, size: ops._pick(g, indices, rank=len(size)))


def check_indices(indices: Any, size: Shape) -> None:
    """Refuse indices outside of planes of a size."""
    count = math.prod(size)
    every = elements(indices)
    if every.size and (bool(every.min() < 0) or bool(every.max() >= count)):
        raise OpFailed(f"Indices must lie from 0 to {count - 1}, which are the positions in {list(size)}.")


def _flat(xp: Xp, indices: Any, size: Shape) -> Any:
    """Positions in all planes of a size, from indices into each."""
    rank = len(size)
    planes = xp.arange(math.prod(indices.shape[:-rank])) * math.prod(size)
    return indices + planes.reshape(indices.shape[:-rank] + (1,) * rank)
