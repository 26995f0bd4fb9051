"""Sampling of images at the points of a grid, and the grids of affine maps.

https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.grid_sample.html
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import Any

from engine.errors import DtypeMismatch, InvalidValue, OpFailed, ShapeMismatch
from engine.families import FUNCTION, NETWORK, composite, operation
from engine.op import KEEP, PROMOTE, Op
from engine.ops.images.neighbours import BICUBIC, BILINEAR, REFLECTION, ZEROS
from engine.ops.images.points import sample_shape, sampled
from engine.parameters import Array, Boolean, Integer, Integers, Ops, Text, Xp

Shape = tuple[int, ...]

MODES = ("bilinear", "nearest", "bicubic")
PADDINGS = ("zeros", "border", "reflection")


def _sampler(rank: int) -> Op:
    """grid_sampler_2d or grid_sampler_3d."""
    name = f"grid_sampler_{rank}d"

    @operation(
        NETWORK,
        name=name,
        promotion=KEEP,
        shape=functools.partial(sample_shape, rank=rank),
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
        sample_shape(input.shape, grid.shape, rank=rank)
        if input.dtype != grid.dtype or input.dtype.kind in "biu":
            raise DtypeMismatch(
                f"{name} needs floating point images and a grid of the same dtype, got {input.dtype.name} and "
                f"{grid.dtype.name}: convert one with to().",
                dtypes=[input.dtype.name, grid.dtype.name],
            )
        if interpolation_mode == BICUBIC and rank == 3:
            raise OpFailed(f"{name} has no bicubic interpolation.", op=name)
        return sampled(xp, input, grid, interpolation_mode, padding_mode, align_corners)

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
    NETWORK,
    name="nn.functional.grid_sample",
    variants=FUNCTION,
    cases=(
        {"input": (1, 2, 3, 4), "grid": (1, 2, 2, 2)},
        {"input": (1, 1, 4, 4), "grid": (1, 1, 2, 2), "mode": "bilinear", "padding_mode": "reflection"},
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
    sample_shape(input.shape, grid.shape)
    sampler = ops.grid_sampler_2d if len(input.shape) == 4 else ops.grid_sampler_3d
    return sampler(input, grid, MODES.index(mode), PADDINGS.index(padding_mode), bool(align_corners))


def _affine_shape(theta: Shape, size: Sequence[int], **attributes: Any) -> Shape:
    return (size[0], *size[2:], len(size) - 2)


@operation(
    NETWORK,
    name="nn.functional.affine_grid",
    shape=_affine_shape,
    promotion=PROMOTE,
    grows=True,
    variants=FUNCTION,
    grad_fn=("AffineGridGeneratorBackward0",),
    cases=(
        {"theta": (1, 2, 3), "size": (1, 1, 2, 3)},
        {"theta": (2, 3, 4), "size": (2, 1, 2, 1, 2), "align_corners": True},
    ),
)
def affine_grid(xp: Xp, theta: Array, size: Integers, align_corners: Boolean | None = None) -> Any:
    """The points of a grid for images of that size, moved by a batch of affine maps, for grid_sample."""
    op, rank = "nn.functional.affine_grid", len(size) - 2
    if theta.dtype.kind in "biuc":
        raise InvalidValue(f"{op} needs floating point numbers, not {theta.dtype.name}: convert with to().", op=op)
    if rank not in (2, 3):
        raise OpFailed(
            f"{op} needs a size of 4 or 5 numbers, [batch, channels, ...], got {list(size)}.",
            op=op,
            exception="NotImplementedError",
        )
    if theta.ndim != 3 or theta.shape[1:] != (rank, rank + 1):
        raise InvalidValue(
            f"{op} to {list(size)} needs affine maps of [batch, {rank}, {rank + 1}], got {list(theta.shape)}.", op=op
        )
    if min(size) < 1:
        raise InvalidValue(f"{op}: every size must be positive, got {list(size)}.", op=op)
    if size[0] != theta.shape[0]:
        raise ShapeMismatch(
            f"{op}: {list(size)} has a batch of {size[0]}, theta one of {theta.shape[0]}.",
            op=op,
            shapes=[list(theta.shape)],
        )
    points = _points(xp, size[2:], bool(align_corners), theta.dtype)
    return xp.matmul(points, theta.swapaxes(1, 2)).reshape(_affine_shape(theta.shape, size))


def _points(xp: Xp, sizes: Sequence[int], corners: bool, dtype: Any) -> Any:
    """The points (x, y, 1) or (x, y, z, 1) of a regular grid from -1 to 1, one per row."""
    rank = len(sizes)
    columns = []
    for dim in reversed(range(rank)):
        size = sizes[dim]
        steps = xp.linspace(-1, 1, size).astype(dtype) if size > 1 else xp.zeros(1, dtype)
        steps = steps if corners else steps * dtype.type((size - 1) / size)
        columns.append(xp.broadcast_to(steps.reshape((size,) + (1,) * (rank - 1 - dim)), tuple(sizes)).reshape(-1))
    return xp.stack([*columns, xp.ones(math.prod(sizes), dtype)], -1)


@operation(NETWORK, shape=lambda g, size, **attributes: (math.prod(size[2:]), len(size) - 1), grows=True)
def _affine_points(xp: Xp, g: Array, size: Integers, align_corners: Boolean) -> Any:
    """The points that affine_grid moves, in the dtype of g."""
    return _points(xp, size[2:], align_corners, g.dtype)


def _affine_gradient(ops: Ops, g: Any, size: Any, align_corners: bool | None) -> Any:
    rank = len(size) - 2
    points = ops._affine_points(g, size, bool(align_corners))
    moved = ops.reshape(g, (size[0], math.prod(size[2:]), rank))
    return ops.matmul(ops.transpose(moved, 1, 2), points)


affine_grid.gradient(theta=_affine_gradient)
