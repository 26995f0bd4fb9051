"""Sampling of images at the points of a grid, and the grids of affine maps.

https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.grid_sample.html
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from engine.errors import DtypeMismatch, InvalidValue, OpFailed, ShapeMismatch
from engine.families import composite, operation
from engine.op import KEEP, Op
from engine.ops.losses import FAMILY, FUNCTION
from engine.ops.resampling import cubic_weight
from engine.parameters import Array, Boolean, Integer, Ops, Size, Text, Xp

Shape = tuple[int, ...]

Orders = tuple[int, ...]  # of derivatives, one per dimension of an image

MODES = ("bilinear", "nearest", "bicubic")
PADDINGS = ("zeros", "border", "reflection")
BILINEAR, NEAREST, BICUBIC = range(3)
ZEROS, BORDER, REFLECTION = range(3)


class Tap(NamedTuple):
    """A neighbour along one dimension: where it is among pixels and margin, and its weight (None: 0)."""

    index: Any
    weight: Any


MARGIN = 4  # zeros around an image, which stand for all that is outside; a point's neighbours are at most 2 apart


def _taps(xp: Xp, grid: Any, size: int, mode: int, padding: int, corners: bool, order: int) -> list[Tap]:
    """The neighbours of points along a dimension of that size, weighted by a derivative of their weights."""
    real = grid.dtype.type
    factor = real((size - 1) / 2 if corners else size / 2)
    place = (grid + 1) * factor if corners else (grid + 1) * factor - real(0.5)
    if mode == BICUBIC:
        left = xp.floor(place)
        share = place - left
        taps = []
        for offset, distance, sign in ((-1, share + 1, 1), (0, share, 1), (1, 1 - share, -1), (2, 2 - share, -1)):
            beside, _ = _kept(xp, left + offset, size, padding, corners)
            weight = cubic_weight(xp, distance, order=order).astype(real) * (sign * factor) ** order
            taps.append(Tap(_number(xp, beside, size), weight))
        return taps
    place, slope = _kept(xp, place, size, padding, corners)
    if mode == NEAREST:
        return [Tap(_number(xp, xp.rint(place), size), None if order else xp.ones_like(place))]
    left = xp.floor(place)
    number, share = _number(xp, left, size), place - left
    if order == 0:
        weights = (1 - share, share)
    elif order == 1:
        weights = (-slope * factor, slope * factor)
    else:
        weights = (None, None)
    return [Tap(number, weights[0]), Tap(number + 1, weights[1])]


def _number(xp: Xp, place: Any, size: int) -> Any:
    """Where a pixel is among pixels and margin; what is far outside, or nowhere, is in the margin."""
    return xp.fmax(xp.fmin(place, size), -2).astype("int64") + MARGIN


def _kept(xp: Xp, place: Any, size: int, padding: int, corners: bool) -> tuple[Any, Any]:
    """Where a point outside is sampled instead, and how fast that place moves with it: 1, 0 or -1."""
    slope = xp.ones(1, place.dtype)
    if padding == ZEROS:
        return place, slope
    if padding == REFLECTION:
        low, span = place.dtype.type(0 if corners else -0.5), place.dtype.type(size - 1 if corners else size)
        if span == 0:
            return place * 0, slope * 0
        away = xp.abs(place - low)
        turns = xp.floor(away / span)
        rest = away - turns * span
        odd = xp.remainder(turns, 2) == 1
        slope = xp.where((place < low) ^ odd, -slope, slope)
        place = xp.where(odd, span - rest, rest) + low
    slope = xp.where((place <= 0) | (place >= size - 1), 0 * slope, slope)
    return xp.fmin(xp.fmax(place, 0), size - 1), slope


def _corners(
    xp: Xp, points: Any, sizes: Sequence[int], mode: int, padding: int, corners: bool, wanted: Sequence[Orders]
) -> Iterator[tuple[Any, list[Any]]]:
    """The neighbours of points: positions in the flat image with its margin, and a weight per wanted orders.

    A weight that is 0 everywhere is None.
    """
    rank, wide = len(sizes), _widened(sizes)
    taps = {
        (dim, order): _taps(xp, points[:, rank - 1 - dim], sizes[dim], mode, padding, corners, order)
        for dim in range(rank)
        for order in {orders[dim] for orders in wanted}
    }
    first = [taps[dim, wanted[0][dim]] for dim in range(rank)]
    numbers = [[tap.index * math.prod(wide[dim + 1 :]) for tap in found] for dim, found in enumerate(first)]
    for corner in itertools.product(*[range(len(found)) for found in numbers]):
        weights: list[Any] = []
        for orders in wanted:
            factors = [taps[dim, orders[dim]][place].weight for dim, place in enumerate(corner)]
            zero = any(factor is None for factor in factors)
            weights.append(None if zero else math.prod(factors[1:], start=factors[0]))
        if any(weight is not None for weight in weights):
            position = numbers[0][corner[0]]
            for dim in range(1, rank):
                position = position + numbers[dim][corner[dim]]
            yield position, weights


BLOCK = 1 << 14  # points that are worked on together: what is computed of them stays in a processor's cache


def _blocks(xp: Xp, grid: Any, sizes: Sequence[int]) -> Iterator[tuple[slice, Any, Any]]:
    """The grid's points in blocks: where they are, the points, and where their images start among all."""
    points = grid.reshape(math.prod(grid.shape[:-1]), len(sizes))
    each, pixels = math.prod(grid.shape[1:-1]), math.prod(_widened(sizes))
    for start in range(0, points.shape[0], BLOCK):
        block = slice(start, min(start + BLOCK, points.shape[0]))
        yield block, points[block], xp.arange(block.start, block.stop) // each * pixels


def _widened(sizes: Sequence[int]) -> tuple[int, ...]:
    """The sizes of an image with its margin."""
    return tuple([size + 2 * MARGIN for size in sizes])


def _framed(xp: Xp, batch: int, channels: int, sizes: Sequence[int], dtype: Any) -> tuple[Any, Any]:
    """Zeros for the images of a batch with their margins, [channels, pixels of all], and the images therein."""
    wide = _widened(sizes)
    flat = xp.zeros((channels, batch * math.prod(wide)), dtype)
    inner = (slice(None), slice(None), *[slice(MARGIN, MARGIN + size) for size in sizes])
    return flat, flat.reshape(channels, batch, *wide)[inner].swapaxes(0, 1)


def _gathered(xp: Xp, input: Any) -> Any:
    """The images of a batch with their margins, flat."""
    flat, inner = _framed(xp, input.shape[0], input.shape[1], input.shape[2:], input.dtype)
    inner[...] = input
    return flat


def _sample_shape(input: Shape, grid: Shape, rank: int = 0, **attributes: Any) -> Shape:
    """The shape of what is sampled; refuses what is no batch of images with points of as many coordinates."""
    rank = rank or len(input) - 2
    if rank not in (2, 3) or len(input) != rank + 2 or len(grid) != rank + 2 or grid[-1] != rank or grid[0] != input[0]:
        raise ShapeMismatch(
            f"grid_sample of {list(input)} needs [batch, channels, height, width] (or with a depth) and a grid of as "
            f"many batches with a last dimension of 2 (3) coordinates, got a grid of {list(grid)}.",
            shapes=[list(input), list(grid)],
        )
    if 0 in input[2:]:
        raise ShapeMismatch(f"grid_sample finds no pixels in {list(input)}.", shapes=[list(input), list(grid)])
    return (*input[:2], *grid[1:-1])


def _sampled(
    xp: Xp, input: Any, grid: Any, mode: int, padding: int, corners: bool, orders: Orders | None = None
) -> Any:
    """Images at the points of a grid; derivatives of that, of `orders` along each dimension."""
    sizes, flat = input.shape[2:], _gathered(xp, input)
    out = xp.zeros((input.shape[1], math.prod(grid.shape[:-1])), input.dtype)
    for block, points, starts in _blocks(xp, grid, sizes):
        total = out[:, block]
        for position, (weight,) in _corners(xp, points, sizes, mode, padding, corners, [orders or (0,) * len(sizes)]):
            part = xp.take(flat, starts + position, 1)
            part *= weight
            total += part
    return xp.ascontiguousarray(out.reshape(input.shape[1], grid.shape[0], *grid.shape[1:-1]).swapaxes(0, 1))


def _raised(orders: Orders, dim: int) -> Orders:
    """Orders of derivatives with one more along a dimension."""
    return tuple([order + (place == dim) for place, order in enumerate(orders)])


_CASE: dict[str, Any] = {"grid": (1, 2, 2, 2), "mode": BILINEAR, "padding": ZEROS, "corners": False}


@operation(
    FAMILY,
    promotion=KEEP,
    shape=_sample_shape,
    domain=(-0.9, 0.9),
    cases=(
        {"input": (1, 2, 3, 4), **_CASE, "orders": (1, 0)},
        {"input": (1, 2, 4, 4), **_CASE, "mode": BICUBIC, "orders": (1, 1)},
    ),
)
def _grid_sample(
    xp: Xp, input: Array, grid: Array, mode: Integer, padding: Integer, corners: Boolean, orders: Size
) -> Any:
    """Derivatives, by places along each dimension, of images sampled at the points of a grid."""
    return _sampled(xp, input, grid, mode, padding, corners, orders)


_grid_sample.gradient(
    input=lambda ops, g, input_shape, grid, mode, padding, corners, orders: ops._grid_spread(
        g, grid, tuple(input_shape[2:]), mode, padding, corners, orders
    ),
    grid=lambda ops, g, input, grid, mode, padding, corners, orders: ops._grid_slopes(
        g, input, grid, mode, padding, corners, orders
    ),
)


@operation(
    FAMILY,
    promotion=KEEP,
    shape=lambda values, grid, sizes, **attributes: (*values[:2], *sizes),
    grows=True,
    domain=(-0.9, 0.9),
    cases=({"values": (1, 2, 2, 2), **_CASE, "sizes": (3, 4), "orders": (0, 1)},),
)
def _grid_spread(
    xp: Xp, values: Array, grid: Array, sizes: Size, mode: Integer, padding: Integer, corners: Boolean, orders: Size
) -> Any:
    """The transpose of _grid_sample: values of the grid's points added to the pixels that they would come from."""
    channels = values.shape[1]
    flat, inner = _framed(xp, values.shape[0], channels, sizes, values.dtype)
    spread = values.swapaxes(0, 1).reshape(channels, math.prod(grid.shape[:-1]))
    planes = (xp.arange(channels) * flat.shape[1]).reshape(-1, 1)
    for block, points, starts in _blocks(xp, grid, sizes):
        for position, (weight,) in _corners(xp, points, sizes, mode, padding, corners, [orders]):
            at = planes + (starts + position)
            xp.add.at(flat.reshape(-1), at.reshape(-1), (spread[:, block] * weight).reshape(-1))
    return xp.ascontiguousarray(inner)


_grid_spread.gradient(
    values=lambda ops, g, grid, mode, padding, corners, orders: ops._grid_sample(
        g, grid, mode, padding, corners, orders
    ),
    grid=lambda ops, g, values, grid, mode, padding, corners, orders: ops._grid_slopes(
        values, g, grid, mode, padding, corners, orders
    ),
)


@operation(
    FAMILY,
    promotion=KEEP,
    shape=lambda values, input, grid, **attributes: grid,
    domain=(-0.9, 0.9),
    cases=(
        {"values": (1, 2, 2, 2), "input": (1, 2, 3, 4), **_CASE, "orders": (0, 0)},
        {"values": (1, 2, 2, 2), "input": (1, 2, 4, 4), **_CASE, "mode": BICUBIC, "orders": (0, 1)},
    ),
)
def _grid_slopes(
    xp: Xp, values: Array, input: Array, grid: Array, mode: Integer, padding: Integer, corners: Boolean, orders: Size
) -> Any:
    """How the sum of values times what is sampled changes with each coordinate of the grid's points."""
    sizes, flat = input.shape[2:], _gathered(xp, input)
    spread = values.swapaxes(0, 1).reshape(values.shape[1], math.prod(grid.shape[:-1]))
    out = xp.zeros((spread.shape[1], len(sizes)), values.dtype)
    wanted = [_raised(orders, dim) for dim in range(len(sizes))]
    for block, points, starts in _blocks(xp, grid, sizes):
        for position, weights in _corners(xp, points, sizes, mode, padding, corners, wanted):
            part = xp.take(flat, starts + position, 1)
            part *= spread[:, block]
            total = xp.sum(part, 0)
            for dim, weight in enumerate(weights):
                if weight is not None:
                    out[block, len(sizes) - 1 - dim] += total * weight
    return out.reshape(grid.shape)


def _by_coordinate(name: str, *arguments: str) -> Any:
    """A rule of _grid_slopes: what `name` gives at one order more along a coordinate, summed over the coordinates."""

    def rule(
        ops: Ops, g: Any, values: Any, input: Any, grid: Any, mode: int, padding: int, corners: bool, orders: Orders
    ) -> Any:
        rank, total = len(orders), None
        for dim in range(rank):
            share = ops.unsqueeze(ops.select(g, -1, rank - 1 - dim), 1)
            given = {"values": values * share, "input": input, "grid": grid, "sizes": tuple(input.shape[2:])}
            part = getattr(ops, name)(*[given[one] for one in arguments], mode, padding, corners, _raised(orders, dim))
            part = part * share if name == "_grid_sample" else part
            total = part if total is None else total + part
        return total

    return rule


_grid_slopes.gradient(
    values=_by_coordinate("_grid_sample", "input", "grid"),
    input=_by_coordinate("_grid_spread", "values", "grid", "sizes"),
    grid=_by_coordinate("_grid_slopes", "values", "input", "grid"),
)


def _sampler(rank: int) -> Op:
    """grid_sampler_2d or grid_sampler_3d."""
    name = f"grid_sampler_{rank}d"

    @operation(
        FAMILY,
        name=name,
        promotion=KEEP,
        shape=functools.partial(_sample_shape, rank=rank),
        variants=FUNCTION,
        grad_fn=(f"GridSampler{rank}DBackward0",),
        domain=(-0.9, 0.9),
        cases=(
            {"input": (1, 2, 3, 4, 2)[: rank + 2], "grid": (1, *(2, 1, 1)[:rank], rank), "align_corners": False}
            | {"interpolation_mode": BILINEAR, "padding_mode": ZEROS},
            {"input": (1, 2, 3, 4, 2)[: rank + 2], "grid": (1, *(2, 1, 1)[:rank], rank), "align_corners": True}
            | {"interpolation_mode": BILINEAR, "padding_mode": REFLECTION},
        ),
    )
    def sampler(
        xp: Xp, input: Array, grid: Array, interpolation_mode: Integer, padding_mode: Integer, align_corners: Boolean
    ) -> Any:
        """input at the points of grid, as grid_sample gives it; modes and paddings go by their numbers."""
        _sample_shape(input.shape, grid.shape, rank=rank)
        if input.dtype != grid.dtype or input.dtype.kind in "biu":
            raise DtypeMismatch(
                f"{name} needs floating point images and a grid of the same dtype, got {input.dtype.name} and "
                f"{grid.dtype.name}: convert one with to().",
                dtypes=[input.dtype.name, grid.dtype.name],
            )
        if interpolation_mode == BICUBIC and rank == 3:
            raise OpFailed(f"{name} has no bicubic interpolation.", op=name)
        return _sampled(xp, input, grid, interpolation_mode, padding_mode, align_corners)

    return sampler.gradient(
        input=lambda ops, g, input_shape, grid, interpolation_mode, padding_mode, align_corners: ops._grid_spread(
            g, grid, tuple(input_shape[2:]), interpolation_mode, padding_mode, align_corners, (0,) * rank
        ),
        grid=lambda ops, g, input, grid, interpolation_mode, padding_mode, align_corners: ops._grid_slopes(
            g, input, grid, interpolation_mode, padding_mode, align_corners, (0,) * rank
        ),
    )


grid_sampler_2d, grid_sampler_3d = _sampler(2), _sampler(3)


@composite(
    FAMILY,
    name="nn.functional.grid_sample",
    variants=FUNCTION,
    cases=(
        {"input": (1, 2, 3, 4), "grid": (1, 2, 2, 2)},
        {"input": (1, 1, 4, 4), "grid": (1, 1, 2, 2), "mode": "bicubic", "padding_mode": "reflection"},
        {"input": (1, 1, 2, 3, 2), "grid": (1, 1, 2, 1, 3), "padding_mode": "border", "align_corners": True},
    ),
)
def grid_sample(
    ops: Ops,
    input: Array,
    grid: Array,
    mode: Text = "bilinear",
    padding_mode: Text = "zeros",
    align_corners: Boolean | None = None,
) -> Any:
    """input, a batch of images, at the points of grid, whose last dimension is x, y (and z) from -1 to 1."""
    op = "nn.functional.grid_sample"
    if mode not in MODES:
        raise InvalidValue(f"{op}: mode must be one of {', '.join(MODES)}, not {mode!r}.", op=op)
    if padding_mode not in PADDINGS:
        raise InvalidValue(f"{op}: padding_mode must be one of {', '.join(PADDINGS)}, not {padding_mode!r}.", op=op)
    _sample_shape(input.shape, grid.shape)
    sampler = ops.grid_sampler_2d if len(input.shape) == 4 else ops.grid_sampler_3d
    return sampler(input, grid, MODES.index(mode), PADDINGS.index(padding_mode), bool(align_corners))
