"""Means of windows over the last dimensions: what average pooling is made of."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from engine.families import NETWORK, operation
from engine.op import PROMOTE
from engine.ops.convolution.sliding import Grid, Windows, padded, planes_of, room
from engine.parameters import Array, Boolean, Integer, Integers, Xp

Shape = tuple[int, ...]

MANY = 64  # so many elements of a window that meets no other are summed at once, fewer dimension by dimension
SHORT = 8  # elements of a line take longer to add up than a column of them

_LINE: dict[str, Any] = {"kernel": (3,), "stride": (2,), "before": (1,), "counted": False}
_PLANE: dict[str, Any] = {"kernel": (2, 2), "stride": (2, 1), "before": (0, 1), "counted": True}


def _shape(input: Shape, *, kernel: Shape, stride: Shape, before: Shape, size: Shape, **others: Any) -> list[Shape]:
    return [(*input[: -len(size)], *size), room(input, Windows(kernel, stride, before, (1,) * len(size), size))]


def _spread_shape(
    input: Shape, *, kernel: Shape, stride: Shape, before: Shape, size: Shape, **others: Any
) -> list[Shape]:
    out = (*input[: -len(size)], *size)
    return [out, room(out, Windows(kernel, stride, before, (1,) * len(size), input[-len(size) :]))]


@operation(
    NETWORK,
    promotion=PROMOTE,
    grad_fn=("AvgPool2DBackward0", "AvgPool3DBackward0"),
    variant=lambda inputs, attributes: len(attributes["size"]) == 3,
    shape=_shape,
    grows=True,
    cases=({"input": (2, 5), **_LINE, "size": (3,)}, {"input": (1, 3, 3), **_PLANE, "size": (2, 4), "divisor": 3}),
)
def _means(
    xp: Xp,
    input: Array,
    *,
    kernel: Integers,
    stride: Integers,
    before: Integers,
    counted: Boolean,
    size: Integers,
    divisor: Integer | None = None,
) -> Any:
    """The means of windows over the last dimensions; padding counts as far as `before` goes, where it is counted."""
    windows = Windows(kernel, stride, before, (1,) * len(size), size)
    planes = planes_of(input, len(size))
    if _tiles(windows, planes.shape[1:]):
        out = _sums_of_tiles(xp, planes, windows)
    else:
        out = xp.empty((planes.shape[0], *size), input.dtype)
        grid = Grid(windows.clipped(planes.shape[1:])[0])
        for some in grid.blocks(xp, planes.shape[0]):
            parts = grid.lay_out(xp, planes[some])
            total = xp.zeros((parts.shape[1], grid.length), input.dtype)
            for offset in grid.windows:
                total += grid.stretch(parts, offset)
            out[some] = grid.crop(total)
    divisors = _divisors(xp, windows, input.shape[-len(size) :], counted, divisor)
    out = _divided(xp, out, divisors)
    return out.reshape(*input.shape[: -len(size)], *size)


_means.gradient(
    input=lambda ops, g, input, kernel, stride, before, counted, divisor, size: ops._in_steps(
        input,
        ops._spread_means(
            g,
            kernel=kernel,
            stride=stride,
            before=before,
            counted=counted,
            divisor=divisor,
            size=tuple(input.shape[-len(size) :]),
        ),
    )
)


@operation(
    NETWORK,
    promotion=PROMOTE,
    grad_fn=("AvgPool2DBackwardBackward0", "AvgPool3DBackwardBackward0"),
    variant=lambda inputs, attributes: len(attributes["size"]) == 3,
    shape=_spread_shape,
    grows=True,
    cases=({"input": (2, 3), **_LINE, "size": (5,)}, {"input": (1, 2, 4), **_PLANE, "size": (3, 3), "divisor": 3}),
)
def _spread_means(
    xp: Xp,
    input: Array,
    *,
    kernel: Integers,
    stride: Integers,
    before: Integers,
    counted: Boolean,
    size: Integers,
    divisor: Integer | None = None,
) -> Any:
    """The transpose of `_means`: each element shared by those of larger planes that it is the mean of."""
    rank = len(size)
    windows = Windows(kernel, stride, before, (1,) * rank, input.shape[-rank:])
    planes = planes_of(input, rank)
    shares = _divided(xp, planes, _divisors(xp, windows, size, counted, divisor))
    if _tiles(windows, size):
        for dim in range(rank, 0, -1):
            shares = xp.repeat(shares, kernel[dim - 1], dim)
        out = padded(xp, shares, (0,) * rank, size)
    else:
        grid = Grid(windows.clipped(size)[0])
        out = xp.empty((planes.shape[0], *size), input.dtype)
        for some in grid.blocks(xp, planes.shape[0]):
            part = grid.stretched(xp, shares[some])
            parts = grid.empty(xp, part.shape[0], 0, input.dtype)
            for offset in grid.windows:
                grid.stretch(parts, offset)[...] += part
            out[some] = grid.gather(xp, parts, size)
    return out.reshape(*input.shape[:-rank], *size)


_spread_means.gradient(
    input=lambda ops, g, input_shape, kernel, stride, before, counted, divisor, size: ops._means(
        g,
        kernel=kernel,
        stride=stride,
        before=before,
        counted=counted,
        divisor=divisor,
        size=tuple(input_shape[-len(size) :]),
    )
)


def _tiles(windows: Windows, size: Shape) -> bool:
    """Whether each window lies in planes of a size, and meets no other, as all do that have no place between them."""
    inside = all(one * kernel <= own for one, kernel, own in zip(windows.size, windows.kernel, size, strict=True))
    return windows.kernel == windows.stride and inside and not any(windows.before)


def _sums_of_tiles(xp: Xp, planes: Any, windows: Windows) -> Any:
    """The sums of windows that lie side by side."""
    covered = [one * kernel for one, kernel in zip(windows.size, windows.kernel, strict=True)]
    planes = planes[(slice(None), *map(slice, covered))]
    if math.prod(windows.kernel) >= MANY:
        split = [n for pair in zip(windows.size, windows.kernel, strict=True) for n in pair]
        return planes.reshape(planes.shape[0], *split).sum(tuple(range(2, len(split) + 1, 2)))
    for dim in range(len(covered), 0, -1):
        kernel, behind = windows.kernel[dim - 1], (slice(None),) * (len(covered) - dim)
        if kernel > 1:
            parts = [planes[(..., slice(k, None, kernel), *behind)] for k in range(kernel)]
            planes = _added(xp, parts, by_columns=bool(behind) and planes.shape[-1] < SHORT)
    return planes


def _added(xp: Xp, parts: Sequence[Any], by_columns: bool) -> Any:
    """The sum of several arrays, at once or column by column."""
    first, second, *others = parts
    out = xp.empty(first.shape, first.dtype)
    columns: Iterable[Any] = range(first.shape[-1]) if by_columns else (slice(None),)
    for column in columns:
        total = out[..., column]
        xp.add(first[..., column], second[..., column], out=total)
        for other in others:
            total += other[..., column]
    return out


def _divisors(xp: Xp, windows: Windows, size: Shape, counted: bool, divisor: int | None) -> Any:
    """How many elements each window has, of planes of a size: one number, or one for each window."""
    if divisor is not None:
        return divisor
    if counted and all(
        (count - 1) * stride + kernel <= one + 2 * front
        for count, stride, kernel, one, front in zip(
            windows.size, windows.stride, windows.kernel, size, windows.before, strict=True
        )
    ):
        return math.prod(windows.kernel)
    total: Any = 1
    for dim, (one, front) in enumerate(zip(size, windows.before, strict=True)):
        starts = xp.arange(windows.size[dim]) * windows.stride[dim] - front
        ends = xp.minimum(starts + windows.kernel[dim], one + front if counted else one)
        line = ends - (starts if counted else xp.maximum(starts, 0))
        total = total * line.reshape((-1,) + (1,) * (len(size) - 1 - dim))
    return xp.maximum(total, 1)  # what lies in the padding alone is 0


def _divided(xp: Xp, values: Any, divisors: Any) -> Any:
    """Values divided; integers are rounded towards zero."""
    if values.dtype.kind in "iu":
        return xp.sign(values) * (xp.abs(values) // divisors)
    return values / xp.asarray(divisors, values.dtype)
