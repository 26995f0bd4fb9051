"""Images sampled at points, what was sampled spread back, and how that changes as the points move.

A derivative of sampling is sampling with derivatives of the weights, so that these three have each other as gradients,
to any order.
"""

from __future__ import annotations

import math
from typing import Any

from engine import dtypes
from engine.errors import ShapeMismatch
from engine.families import NETWORK, operation
from engine.op import KEEP
from engine.ops.images.neighbours import BICUBIC, BILINEAR, ZEROS, Orders, blocks, framed, gathered, neighbours
from engine.ops.indexing.positions import add_flat
from engine.parameters import Array, Boolean, Integer, Ops, Size, Xp

Shape = tuple[int, ...]


def sample_shape(input: Shape, grid: Shape, rank: int = 0, **attributes: Any) -> Shape:
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


def _exact(dtype: dtypes.Dtype) -> dtypes.Dtype:
    """What derivatives are computed in: those of cubic weights cancel."""
    return dtypes.float32 if dtype in dtypes.HALVES else dtype


def sampled(xp: Xp, input: Any, grid: Any, mode: int, padding: int, corners: bool, orders: Orders | None = None) -> Any:
    """Images at the points of a grid, computed in their dtype as PyTorch does; or derivatives, of `orders` by place."""
    dtype = _exact(input.dtype) if orders else input.dtype
    sizes, flat = input.shape[2:], gathered(xp, input, dtype)
    out = xp.zeros((input.shape[1], math.prod(grid.shape[:-1])), dtype)
    for block, places, starts in blocks(xp, grid, sizes, corners, flat.dtype):
        total = out[:, block]
        for position, (weight,) in neighbours(xp, places, sizes, mode, padding, corners, [orders or (0,) * len(sizes)]):
            part = xp.take(flat, starts + position, 1)
            part *= weight
            total += part
    out = out.reshape(input.shape[1], grid.shape[0], *grid.shape[1:-1]).swapaxes(0, 1)
    return xp.ascontiguousarray(out, input.dtype)


def _raised(orders: Orders, dim: int) -> Orders:
    """Orders of derivatives with one more along a dimension."""
    return tuple([order + (place == dim) for place, order in enumerate(orders)])


_LEFT = (-0.95, -0.5)  # places that halves have too
_CASE: dict[str, Any] = {"grid": (1, 2, 2, 2), "mode": BILINEAR, "padding": ZEROS, "corners": False}


@operation(
    NETWORK,
    promotion=KEEP,
    shape=sample_shape,
    domain=_LEFT,
    cases=(
        {"input": (1, 2, 3, 4), **_CASE, "orders": (1, 0)},
        {"input": (1, 1, 4, 3), **_CASE, "grid": (1, 1, 2, 2), "mode": BICUBIC, "orders": (1, 1)},
    ),
)
def _grid_sample(
    xp: Xp, input: Array, grid: Array, mode: Integer, padding: Integer, corners: Boolean, orders: Size
) -> Any:
    """Derivatives, by places along each dimension, of images sampled at the points of a grid."""
    return sampled(xp, input, grid, mode, padding, corners, orders)


_grid_sample.gradient(
    input=lambda ops, g, input_shape, grid, mode, padding, corners, orders: ops._grid_spread(
        g, grid, tuple(input_shape[2:]), mode, padding, corners, orders
    ),
    grid=lambda ops, g, input, grid, mode, padding, corners, orders: ops._grid_slopes(
        g, input, grid, mode, padding, corners, orders
    ),
)


@operation(
    NETWORK,
    promotion=KEEP,
    shape=lambda values, grid, sizes, **attributes: (*values[:2], *sizes),
    grows=True,
    domain=_LEFT,
    cases=({"values": (1, 2, 2, 2), **_CASE, "sizes": (3, 4), "orders": (0, 1)},),
)
def _grid_spread(
    xp: Xp, values: Array, grid: Array, sizes: Size, mode: Integer, padding: Integer, corners: Boolean, orders: Size
) -> Any:
    """The transpose of _grid_sample: values of the grid's points added to the pixels that they would come from."""
    channels = values.shape[1]
    flat, inner = framed(xp, values.shape[0], channels, sizes, _exact(values.dtype))
    spread = values.swapaxes(0, 1).reshape(channels, math.prod(grid.shape[:-1]))
    planes = (xp.arange(channels) * flat.shape[1]).reshape(-1, 1)
    for block, places, starts in blocks(xp, grid, sizes, corners, flat.dtype):
        for position, (weight,) in neighbours(xp, places, sizes, mode, padding, corners, [orders]):
            at = planes + (starts + position)
            add_flat(xp, flat.reshape(-1), at.reshape(-1), (spread[:, block] * weight).reshape(-1))
    return xp.ascontiguousarray(inner, values.dtype)


_grid_spread.gradient(
    values=lambda ops, g, grid, mode, padding, corners, orders: ops._grid_sample(
        g, grid, mode, padding, corners, orders
    ),
    grid=lambda ops, g, values, grid, mode, padding, corners, orders: ops._grid_slopes(
        values, g, grid, mode, padding, corners, orders
    ),
)


@operation(
    NETWORK,
    promotion=KEEP,
    shape=lambda values, input, grid, **attributes: grid,
    domain=_LEFT,
    cases=(
        {"values": (1, 2, 2, 2), "input": (1, 2, 3, 4), **_CASE, "orders": (0, 0)},
        {"values": (1, 1, 1, 2), "input": (1, 1, 4, 3), **_CASE, "grid": (1, 1, 2, 2), "mode": BICUBIC}
        | {"orders": (0, 1)},
    ),
)
def _grid_slopes(
    xp: Xp, values: Array, input: Array, grid: Array, mode: Integer, padding: Integer, corners: Boolean, orders: Size
) -> Any:
    """How the sum of values times what is sampled changes with each coordinate of the grid's points."""
    sizes, flat = input.shape[2:], gathered(xp, input, _exact(input.dtype))
    spread = values.swapaxes(0, 1).reshape(values.shape[1], math.prod(grid.shape[:-1]))
    out = xp.zeros((spread.shape[1], len(sizes)), flat.dtype)
    wanted = [_raised(orders, dim) for dim in range(len(sizes))]
    for block, places, starts in blocks(xp, grid, sizes, corners, flat.dtype):
        for position, weights in neighbours(xp, places, sizes, mode, padding, corners, wanted):
            part = xp.take(flat, starts + position, 1)
            total = xp.einsum("cp,cp->p", part, spread[:, block])
            for dim, weight in enumerate(weights):
                if weight is not None:
                    out[block, len(sizes) - 1 - dim] += total * weight
    return out.reshape(grid.shape).astype(grid.dtype)


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
