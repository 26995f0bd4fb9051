"""Differences along dimensions, and what goes by them: slopes, and integrals by trapezoids.

https://docs.pytorch.org/docs/stable/generated/torch.gradient.html
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from engine.errors import DtypeMismatch, LimitExceeded, OpFailed, ShapeMismatch
from engine.families import FUNCTION, composite
from engine.parameters import Array, ArraysOrNumber, Integer, Integers, Number, Ops
from engine.shapes import dimension, many

_LARGEST = 10**9  # rounds of diff times elements, since they run one by one


@composite(
    "reduction",
    cases=(
        {"input": (4,)},
        {"input": (2, 4), "n": 2, "dim": 1},
        {"input": (2, 3), "dim": 0, "prepend": (1, 3), "append": (2, 3)},
        {"input": [True, False, False]},
    ),
)
def diff(
    ops: Ops, input: Array, n: Integer = 1, dim: Integer = -1, prepend: Array | None = None, append: Array | None = None
) -> Any:
    """Each element less the one before it along dim, n times over; prepend and append are joined on before."""
    if not input.shape:
        raise OpFailed("diff needs at least one dimension.", op="diff", shapes=[[]])
    if n < 0:
        raise OpFailed(f"diff: n must not be negative, got {n}.", op="diff")
    axis = dimension(dim, len(input.shape))
    pieces = [piece for piece in (prepend, input, append) if piece is not None]
    for piece in pieces:
        if len(piece.shape) != len(input.shape):
            raise ShapeMismatch(
                f"diff: what is joined on needs as many dimensions as the input, got {list(piece.shape)} and "
                f"{list(input.shape)}.",
                op="diff",
                shapes=[list(piece.shape), list(input.shape)],
            )
    if n == 0:
        return ops.clone(input)
    out = ops.cat(pieces, axis) if len(pieces) > 1 else input
    rounds = min(n, out.shape[axis])
    if rounds * max(math.prod(out.shape), 1000) > _LARGEST:
        raise LimitExceeded(
            f"diff: {rounds} rounds over {list(out.shape)} take too long: their product is limited to {_LARGEST}.",
            op="diff",
            limit=_LARGEST,
        )
    for _ in range(rounds):
        after, before = _steps(ops, out, axis)
        out = ops.logical_xor(after, before) if out.dtype.kind == "b" else after - before
    return out


def _steps(ops: Ops, input: Any, axis: int) -> tuple[Any, Any]:
    """All elements along an axis but the first, and all but the last."""
    size = input.shape[axis]
    return ops._slice(input, axis, min(size, 1), size), ops._slice(input, axis, 0, max(size - 1, 0))


def _spaces(ops: Ops, op: str, y: Any, x: Any, axis: int) -> Any:
    """The distances between the points x of the values y, as y broadcasts with them."""
    if len(x.shape) == 1:
        if x.shape[0] != y.shape[axis]:
            raise ShapeMismatch(
                f"{op}: {x.shape[0]} points x for {y.shape[axis]} values along dimension {axis} of {list(y.shape)}.",
                op=op,
                shapes=[list(x.shape), list(y.shape)],
            )
        x = ops.reshape(x, (-1,) + (1,) * (len(y.shape) - 1 - axis))
    elif len(x.shape) < len(y.shape):
        x = ops.reshape(x, (1,) * (len(y.shape) - len(x.shape)) + tuple(x.shape))
    after, before = _steps(ops, x, len(x.shape) - len(y.shape) + axis)
    return after - before


def _check(op: str, y: Any, x: Any, dx: Any) -> None:
    for values in (y, x):
        if values is not None and values.dtype.kind == "b":
            raise DtypeMismatch(f"{op} of booleans is not defined: convert them with to().", op=op, dtypes=["bool"])
    if x is not None and dx is not None:
        raise OpFailed(f"{op} takes x or dx, not both.", op=op)


_TRAPEZOIDS: tuple[dict[str, Any], ...] = (
    {"y": (4,)},
    {"y": (2, 3), "x": (3,)},
    {"y": (3, 2), "x": (3, 2), "dim": 0},
    {"y": (2, 3), "dx": 0.5},
)


@composite("reduction", aliases=("trapz",), variants=FUNCTION, cases=_TRAPEZOIDS)
def trapezoid(ops: Ops, y: Array, x: Array | None = None, *, dx: Number | None = None, dim: Integer = -1) -> Any:
    """The integral of the values y along dim by trapezoids, at the points x or dx apart."""
    _check("trapezoid", y, x, dx)
    axis = dimension(dim, len(y.shape))
    size = y.shape[axis]
    if not size:
        return ops.sum(y, axis) * 1.0
    if x is not None:
        after, before = _steps(ops, y, axis)
        return ops.sum((after + before) * _spaces(ops, "trapezoid", y, x, axis), axis) / 2
    ends = ops.select(y, axis, 0) + ops.select(y, axis, size - 1)
    return (ops.sum(y, axis) - ends * 0.5) * (1 if dx is None else dx)


@composite("reduction", variants=FUNCTION, cases=_TRAPEZOIDS)
def cumulative_trapezoid(
    ops: Ops, y: Array, x: Array | None = None, *, dx: Number | None = None, dim: Integer = -1
) -> Any:
    """The integrals of the values y up to each of them along dim by trapezoids, at the points x or dx apart."""
    _check("cumulative_trapezoid", y, x, dx)
    axis = dimension(dim, len(y.shape))
    after, before = _steps(ops, y, axis)
    if x is None:
        return ops.cumsum((after + before) * ((1 if dx is None else dx) / 2), axis)
    return ops.cumsum((after + before) * _spaces(ops, "cumulative_trapezoid", y, x, axis), axis) / 2


def _spacings(spacing: Any, dims: Sequence[int], shape: tuple[int, ...]) -> list[Any]:
    """A spacing for each of the dimensions: a number, or a vector of points."""
    if spacing is None or isinstance(spacing, int | float):
        return [1 if spacing is None else spacing] * len(dims)
    if len(spacing) != len(dims):
        raise OpFailed(
            f"gradient: spacing is a number, or one for each of {len(dims)} dimensions; {len(spacing)} were given.",
            op="gradient",
        )
    for points, dim in zip(spacing, dims, strict=True):
        if hasattr(points, "dtype") and points.shape != (shape[dim],):
            raise OpFailed(
                f"gradient: dimension {dim} of {list(shape)} has {shape[dim]} points, a spacing of "
                f"{list(points.shape)} was given.",
                op="gradient",
            )
    return list(spacing)


@composite(
    "reduction",
    outputs=("*slopes",),
    variants=FUNCTION,
    cases=(
        {"input": (3, 4)},
        {"input": (3, 4), "spacing": [0.5, 2.0], "edge_order": 2},
        {"input": (3, 4), "spacing": [[0.0, 1.0, 3.0], [0.0, 1.0, 2.0, 4.0]]},
        {"input": (3, 4), "spacing": [[0.0, 1.0, 3.0], [0.0, 1.0, 2.0, 4.0]], "dim": (0, 1), "edge_order": 2},
    ),
)
def gradient(
    ops: Ops,
    input: Array,
    *,
    spacing: ArraysOrNumber | None = None,
    dim: Integers | None = None,
    edge_order: Integer = 1,
) -> Any:
    """The slopes of the values input in each dimension, by parabolas within and, as edge_order says, at the edges."""
    shape = input.shape
    dims = [dimension(one, len(shape)) for one in (range(len(shape)) if dim is None else many(dim))]
    spacings = _spacings(spacing, dims, shape)
    if len(set(dims)) != len(dims):
        raise OpFailed(f"gradient: dimensions {dims} name one twice.", op="gradient")
    if edge_order not in (1, 2):
        raise OpFailed(f"gradient: edge_order is 1 or 2, not {edge_order}.", op="gradient")
    for one in dims:
        if not shape or shape[one] <= edge_order:
            raise OpFailed(
                f"gradient with edge_order {edge_order} needs {edge_order + 1} elements along dimension {one} of "
                f"{list(shape)}.",
                op="gradient",
                shapes=[list(shape)],
            )
    slope = {1: _slopes, 2: _curved_slopes}[edge_order]
    return tuple(
        [slope(ops, input, *_apart(ops, input, space, one), one) for space, one in zip(spacings, dims, strict=True)]
    )


def _apart(ops: Ops, input: Any, spacing: Any, dim: int) -> tuple[Any, Any]:
    """The slopes between each two elements along dim, and their distances, a number or a column of them."""
    after, before = _steps(ops, input, dim)
    if not hasattr(spacing, "dtype"):
        return (after - before) / spacing, spacing
    distance = ops.reshape(ops.diff(spacing), (-1,) + (1,) * (len(input.shape) - 1 - dim))
    return (after - before) / distance, distance


def _within(ops: Ops, input: Any, steps: Any, distance: Any, dim: int) -> Any:
    """The slopes within: those before and after, each weighted by the distance on the other side."""
    if not hasattr(distance, "dtype"):
        size = input.shape[dim]
        return (ops._slice(input, dim, 2, size) - ops._slice(input, dim, 0, size - 2)) / (2 * distance)
    after, before = _steps(ops, steps, dim)
    beyond, behind = _steps(ops, distance, 0)
    return (before * beyond + after * behind) / (beyond + behind)


def _slopes(ops: Ops, input: Any, steps: Any, distance: Any, dim: int) -> Any:
    size = steps.shape[dim]
    ends = ops._slice(steps, dim, 0, 1), ops._slice(steps, dim, size - 1, size)
    return ops.cat([ends[0], _within(ops, input, steps, distance, dim), ends[1]], dim)


def _curved_slopes(ops: Ops, input: Any, steps: Any, distance: Any, dim: int) -> Any:
    """As _slopes, with parabolas through the three elements at each edge."""
    first = _edge(ops, steps, distance, dim, 0, 1)
    last = _edge(ops, steps, distance, dim, steps.shape[dim] - 1, steps.shape[dim] - 2)
    return ops.cat([first, _within(ops, input, steps, distance, dim), last], dim)


def _edge(ops: Ops, steps: Any, distance: Any, dim: int, outer: int, inner: int) -> Any:
    """The slope of the parabola at an edge, from the outer slope on and the next inner one."""
    one, other = (ops._slice(steps, dim, at, at + 1) for at in (outer, inner))
    if not hasattr(distance, "dtype"):
        return one + (one - other) / 2
    near, far = (ops._slice(distance, 0, at, at + 1) for at in (outer, inner))
    return one + (one - other) * near / (near + far)
