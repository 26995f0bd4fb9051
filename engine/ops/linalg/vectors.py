"""Products of vectors.

https://docs.pytorch.org/docs/stable/linalg.html#matrix-products
"""

from __future__ import annotations

from typing import Any

from engine import shapes
from engine.errors import ShapeMismatch, UnsupportedDtype
from engine.families import FUNCTION, composite, contraction
from engine.ops.linalg.matrices import FAMILY, Shape, by_adjoint, refuse_integers, unfit
from engine.ops.linalg.products import exactly
from engine.parameters import Array, Integer, Ops, Xp
from engine.shapes import dimension


@contraction(shape=lambda input, other: exactly("vdot", input, other, 1, 1), cases=({"input": (3,), "other": (3,)},))
def vdot(xp: Xp, input: Array, other: Array) -> Any:
    """The dot product of two vectors, of which complex ones are conjugated on the left."""
    exactly("vdot", input.shape, other.shape, 1, 1)
    return xp.matmul(xp.conj(input), other)


vdot.gradient(
    input=by_adjoint(lambda ops, g, other: ops.conj(g) * other),
    other=by_adjoint(lambda ops, g, input: g * input),
)


@composite(
    FAMILY,
    name="linalg.vecdot",
    variants=FUNCTION,
    cases=({"x": (2, 3), "y": (2, 3)}, {"x": (3, 2), "y": (2,)}, {"x": (3, 2), "y": (3, 1), "dim": 0}),
)
def vecdot(ops: Ops, x: Array, y: Array, *, dim: Integer = -1) -> Any:
    """The dot products of vectors along dim, of which complex ones are conjugated on the left."""
    refuse_integers(x, y)
    if len(x.shape) == len(y.shape) == 1:
        return ops.vdot(x, y)
    return ops.sum(ops.conj(x) * y, (dim,))


def _crossed(input: Shape, other: Shape, dim: int = -1) -> Shape:
    if len(input) != len(other):
        raise unfit("Both must have the same number of dimensions", input, other)
    axis = dimension(dim, len(input))
    if not input or input[axis] != 3 or other[axis] != 3:
        raise unfit(f"Dimension {dim} must have size 3", input, other)
    return shapes.broadcast(input, other)


@contraction(
    name="linalg.cross",
    shape=_crossed,
    variants=FUNCTION,
    cases=(
        {"input": (3,), "other": (3,)},
        {"input": (2, 3), "other": (1, 3)},
        {"input": (3, 2), "other": (3, 2), "dim": 0},
    ),
)
def linalg_cross(xp: Xp, input: Array, other: Array, *, dim: Integer = -1) -> Any:
    """The cross products of vectors of three elements along dim."""
    _crossed(input.shape, other.shape, dim)
    if input.dtype.kind == "b":
        raise UnsupportedDtype("Cross products of booleans are not defined: convert them with to().", dtypes=["bool"])
    out = xp.empty(xp.broadcast(input, other).shape, input.dtype)
    one, two, crossed = (xp.moveaxis(array, dim, 0) for array in (input, other, out))
    for i in range(3):
        ahead, behind = (i + 1) % 3, (i + 2) % 3
        crossed[i] = one[ahead] * two[behind] - one[behind] * two[ahead]
    return out


linalg_cross.gradient(
    input=lambda ops, g, other, dim: _cross(ops, other, g, dim),
    other=lambda ops, g, input, dim: _cross(ops, g, input, dim),
)


def _cross(ops: Ops, one: Any, other: Any, dim: int) -> Any:
    return ops.linalg.cross(one, other, dim=dim)


@composite(FAMILY, cases=({"input": (3,), "other": (3,)}, {"input": (3, 2), "other": (3, 2)}))
def cross(ops: Ops, input: Array, other: Array, dim: Integer | None = None) -> Any:
    """The cross products of vectors of three elements along dim, by default the first dimension of that size."""
    if dim is None:
        if 3 not in input.shape:
            raise ShapeMismatch(
                f"cross: no dimension of {list(input.shape)} has size 3, for vectors as in {list(other.shape)}.",
                op="cross",
                shapes=[list(input.shape), list(other.shape)],
            )
        dim = tuple(input.shape).index(3)
    return ops.linalg.cross(input, other, dim=dim)
