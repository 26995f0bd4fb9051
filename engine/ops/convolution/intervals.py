"""Windows that divide a dimension as evenly as it goes, or at random: adaptive and fractional pooling.

Window i of n over a dimension of size m goes from floor(i * m / n) to ceil((i + 1) * m / n). The windows that an
element lies in follow by the same formula with m and n exchanged, so the transpose of a sum over windows is one too.
Fractional max-pooling: Graham, https://arxiv.org/abs/1412.6071
"""

from __future__ import annotations

import math
from typing import Any

from engine.batching import elements
from engine.families import NETWORK, operation
from engine.op import PROMOTE
from engine.ops.convolution.sliding import planes_of
from engine.parameters import Array, Integers, Plain, Xp

Shape = tuple[int, ...]
Bounds = tuple[Any, Any]  # starts and ends


def _even(xp: Xp, size: int, count: int) -> Bounds:
    """Where windows that divide a size evenly begin and end."""
    numbers = xp.arange(count)
    return numbers * size // count, -(-(numbers + 1) * size // count)


def _resized(input: Shape, *, size: Shape) -> Shape:
    return (*input[: -len(size)], *size)


@operation(
    NETWORK,
    promotion=PROMOTE,
    grad_fn=("AdaptiveAvgPool2DBackward0", "AdaptiveAvgPool3DBackward0"),
    variant=lambda inputs, attributes: len(attributes["size"]) - 2,
    shape=_resized,
    grows=True,
    cases=({"input": (2, 3, 4), "size": (2, 2)}, {"input": (1, 2, 3), "size": (3, 5)}),
)
def _adaptive_mean(xp: Xp, input: Array, *, size: Integers) -> Any:
    """The means over windows that divide the last dimensions evenly."""
    for dim, count in enumerate(size, input.ndim - len(size)):
        starts, ends = _even(xp, input.shape[dim], count)
        input = _sums(xp, input, dim, starts, ends) / _along(ends - starts, dim, input)
    return input


_adaptive_mean.gradient(
    input=lambda ops, g, input_shape, size: ops._adaptive_spread(g, size=tuple(input_shape[-len(size) :]))
)


@operation(NETWORK, promotion=PROMOTE, shape=_resized, grows=True, cases=({"input": (2, 3, 4), "size": (4, 6)},))
def _adaptive_spread(xp: Xp, input: Array, *, size: Integers) -> Any:
    """The transpose of `_adaptive_mean`: every element shared by those of a larger grid that it is the mean of."""
    for dim, count in enumerate(size, input.ndim - len(size)):
        starts, ends = _even(xp, count, input.shape[dim])
        shared = input / _along(ends - starts, dim, input)
        input = _sums(xp, shared, dim, *_even(xp, input.shape[dim], count))
    return input


_adaptive_spread.gradient(
    input=lambda ops, g, input_shape, size: ops._adaptive_mean(g, size=tuple(input_shape[-len(size) :]))
)


def _along(line: Any, dim: int, like: Any) -> Any:
    """A line of numbers as lying along a dimension, of an array's dtype."""
    return line.astype(like.dtype).reshape((-1,) + (1,) * (like.ndim - 1 - dim))


def _sums(xp: Xp, input: Any, dim: int, starts: Any, ends: Any) -> Any:
    """The sums over windows along a dimension."""
    size, count = input.shape[dim], len(starts)
    if count and size % count == 0:
        return input.reshape(*input.shape[:dim], count, size // count, *input.shape[dim + 1 :]).sum(dim + 1)
    total = xp.zeros((*input.shape[:dim], count, *input.shape[dim + 1 :]), input.dtype)
    for k in range(int((ends - starts).max()) if count and size else 0):
        met = xp.take(input, xp.minimum(starts + k, size - 1), dim)
        total += xp.where((starts + k < ends).reshape((-1,) + (1,) * (input.ndim - 1 - dim)), met, 0)
    return total


def _twice(input: Shape, *others: Any, size: Shape, **attributes: Any) -> Any:
    return [(*input[: -len(size)], *size)] * 2


@operation(
    NETWORK,
    promotion=PROMOTE,
    outputs=("values", "indices"),
    grad_fn=("AdaptiveMaxPool2DBackward0", "AdaptiveMaxPool3DBackward0"),
    variant=lambda inputs, attributes: len(attributes["size"]) - 2,
    shape=_twice,
    grows=True,
    cases=({"input": [[1.0, 3.0, 3.0, -1.0, 2.0]], "size": (1, 3)},),
)
def _adaptive_max(xp: Xp, input: Array, *, size: Integers) -> Any:
    """The largest elements of windows that divide the last dimensions evenly, and their positions in these."""
    rank = len(size)
    bounds = [_even(xp, one, count) for one, count in zip(input.shape[-rank:], size, strict=True)]
    return _largest(xp, input, [(starts[None], ends[None]) for starts, ends in bounds])


_adaptive_max.gradient(
    input=lambda ops, g, input, indices, size: ops._in_steps(
        input, ops._put(g[0], indices, size=tuple(input.shape[-len(size) :]))
    )
)


@operation(
    NETWORK,
    promotion=PROMOTE,
    outputs=("values", "indices"),
    grad_fn=("FractionalMaxPool2DBackward0", "FractionalMaxPool3DBackward0"),
    variant=lambda inputs, attributes: len(attributes["size"]) - 2,
    shape=_twice,
    grows=True,
    cases=({"input": [[[1.0, 3.0, 4.0, -1.0, 2.0]]], "samples": [[[0.7, 0.2]]], "kernel": (1, 2), "size": (1, 3)},),
)
def _fractional_max(xp: Xp, input: Array, samples: Plain, *, kernel: Integers, size: Integers) -> Any:
    """The largest elements of windows of one size that begin at random places, and their positions in the planes."""
    rank = len(size)
    samples = samples.reshape(-1, rank)
    order = [1, 0] if rank == 2 else range(rank)  # PyTorch's samples begin with the width in two dimensions
    bounds = []
    for one, count, width, place in zip(input.shape[-rank:], size, kernel, order, strict=True):
        starts = _scattered(xp, samples[:, place : place + 1], one, count, width)
        bounds.append((starts, starts + width))
    return _largest(xp, input, bounds)


_fractional_max.gradient(
    input=lambda ops, g, input, indices, size: ops._in_steps(
        input, ops._put(g[0], indices, size=tuple(input.shape[-len(size) :]))
    )
)


def _scattered(xp: Xp, samples: Any, size: int, count: int, width: int) -> Any:
    """Where windows of a width begin, per plane: about evenly, the last at the end."""
    dtype = samples.dtype
    steps = xp.asarray(size - width).astype(dtype) / xp.asarray(max(count - 1, 1)).astype(dtype)
    numbers = xp.arange(count).astype(dtype)
    starts = ((numbers + samples) * steps).astype("int64") - (samples * steps).astype("int64")
    starts[:, count - 1 :] = size - width
    return starts


def _largest(xp: Xp, input: Any, bounds: list[Bounds]) -> tuple[Any, Any]:
    """The largest elements between bounds, which are lines per plane or for all, and their positions in the planes.

    Of equal ones the first counts, of several NaN the last; so it can be one dimension after the other, rows first.
    """
    rank = len(bounds)
    values = planes_of(input, rank)
    shape = (*input.shape[:-rank], *[starts.shape[1] for starts, _ in bounds])
    if not math.prod(shape):
        return xp.zeros(shape, input.dtype), xp.zeros(shape, "int64")
    positions: Any = None
    step = 1
    for axis in range(rank, 0, -1):
        size = values.shape[axis]
        found = _largest_along(xp, values, axis, *bounds[axis - 1])
        values = xp.take_along_axis(values, found, axis)
        positions = found if positions is None else found * step + xp.take_along_axis(positions, found, axis)
        step *= size
    return values.reshape(shape), positions.reshape(shape)


def _largest_along(xp: Xp, values: Any, axis: int, starts: Any, ends: Any) -> Any:
    """Where along an axis the largest elements between bounds are."""
    longest = int((ends - starts).max())
    if starts.shape[1] <= longest:  # few windows, so one by one
        offsets, found = xp.arange(longest), []
        for number in range(starts.shape[1]):
            line = _line(xp.minimum(starts[:, number, None] + offsets, ends[:, number, None] - 1), values.ndim, axis)
            met = _met(xp, values, line, axis)
            place = xp.expand_dims(_argmax(xp, met, axis), axis)
            found.append(xp.take_along_axis(xp.broadcast_to(line, met.shape), place, axis))
        return xp.concatenate(found, axis)
    best = where = None
    for k in range(longest):
        line = _line(xp.minimum(starts + k, ends - 1), values.ndim, axis)
        met = _met(xp, values, line, axis)
        if best is None:
            best, where = met, xp.broadcast_to(line, met.shape)
            continue
        higher = (met > best) | (met != met)
        best, where = xp.where(higher, met, best), xp.where(higher, line, where)
    return where


def _line(numbers: Any, ndim: int, axis: int) -> Any:
    """Numbers per plane, or for all, as lying along an axis."""
    return numbers.reshape(numbers.shape[:1] + (1,) * (axis - 1) + numbers.shape[1:] + (1,) * (ndim - 1 - axis))


def _met(xp: Xp, values: Any, line: Any, axis: int) -> Any:
    return xp.take(values, line.reshape(-1), axis) if line.shape[0] == 1 else xp.take_along_axis(values, line, axis)


def _argmax(xp: Xp, values: Any, axis: int) -> Any:
    """Where along an axis the largest element is: the first of equal ones, the last NaN."""
    found = values.argmax(axis)
    nan = values != values
    if not bool(elements(nan).any()):
        return found
    return xp.where(nan.any(axis), values.shape[axis] - 1 - xp.flip(nan, axis).argmax(axis), found)
