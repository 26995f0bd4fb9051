"""Norms of vectors and matrices, and condition numbers.

https://docs.pytorch.org/docs/stable/generated/torch.linalg.norm.html
"""
# ruff: noqa: N803, N806 - PyTorch's names

from __future__ import annotations

import math
from typing import Any

from engine.errors import DtypeMismatch, OpFailed
from engine.families import FUNCTION, composite, reduction
from engine.ops.linalg.matrices import FAMILY, REGULAR, matrix, square, unfit
from engine.ops.reduction.product_sums import product_sum
from engine.ops.reduction.reductions import axes, count, restore
from engine.parameters import Array, Boolean, Dtype, Integers, Number, Ops, Order, Xp
from engine.shapes import dimension

NORMS: tuple[dict[str, Any], ...] = (
    {"input": (2, 3)},
    {"input": ()},
    {"input": (2, 3), "dim": 1},
    {"input": (2, 3), "dim": 0, "keepdim": True},
    {"input": [[3.0, -4.0], [0.0, 0.0]], "dim": 1},
)


def _orders(name: str, *orders: float) -> tuple[dict[str, Any], ...]:
    return (*NORMS, *({"input": (2, 3), name: order, "dim": 1} for order in orders))


def _of(name: str, cases: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
    """Cases with the input under another name."""
    return tuple({name if key == "input" else key: value for key, value in case.items()} for case in cases)


def norm_of_vectors(xp: Xp, input: Any, ord: Any, dim: Any, keepdim: bool) -> Any:
    """The norms of one order of arrays along dim."""
    if input.dtype.kind in "biu":
        raise DtypeMismatch(
            f"A norm needs floating point numbers, not {input.dtype.name}: convert with to().",
            dtypes=[input.dtype.name],
        )
    along = axes(dim, input.ndim)
    if not input.size and (ord < 0 or ord == math.inf) and not count(input.shape, dim):
        raise OpFailed(f"The norm of order {ord} of no elements is not defined.", shapes=[list(input.shape)])
    if ord == 2:
        if input.dtype.kind == "c":
            return xp.sqrt(xp.sum(input.real**2 + input.imag**2, along, None, None, keepdim))
        squares = product_sum.function(xp, input, input, tuple(range(input.ndim)) if along is None else along)
        return xp.sqrt(squares if keepdim else squares.squeeze(along))
    size = xp.abs(input)
    if ord == math.inf:
        return xp.amax(size, along, None, keepdim)
    if ord == -math.inf:
        return xp.amin(size, along, None, keepdim)
    if ord == 0:
        return xp.sum(size != 0, along, size.dtype, None, keepdim)
    if ord == 1:
        return xp.sum(size, along, None, None, keepdim)
    return xp.sum(size**ord, along, None, None, keepdim) ** (1 / ord)


@reduction(
    grad_fn=("LinalgVectorNormBackward0",),
    cases=_orders("ord", 0, 0.5, 1, 1.5, 3, math.inf, -math.inf),
)
def _vector_norm(xp: Xp, input: Array, ord: Number = 2, dim: Integers | None = None, keepdim: Boolean = False) -> Any:
    """The norm of vectors of one order."""
    return norm_of_vectors(xp, input, ord, dim, keepdim)


def norm_gradient(ops: Ops, g: Any, input: Any, out: Any, ord: Any, dim: Any, keepdim: bool) -> Any:
    """The gradient of a norm of vectors. At zero it is the subgradient of smallest norm, which is zero."""
    shape = input.shape
    if ord == 0:
        return ops.zeros_like(input)
    g, out = restore(ops, g, shape, dim, keepdim), restore(ops, out, shape, dim, keepdim)
    direction = ops.conj(ops.sgn(input)) if input.dtype.kind == "c" else ops.sign(input)
    if ord == 1:
        return direction * g
    if ord in (math.inf, -math.inf):
        size = ops.abs(input)
        reached = ops.to(ops.eq(size, out) | (ops.isnan(size) & ops.isnan(out)), size.dtype)
        return direction * (g * (reached / ops.sum(reached, dim, True)))
    if ord < 1:
        slope = ops.masked_fill(ops.abs(input) ** (ord - 1), ops.eq(input, 0), 0)
        return direction * slope * (g * out ** (1 - ord))
    straight = ops.conj(input) if input.dtype.kind == "c" else input
    if ord == 2:
        return g * ops.masked_fill(straight / out, ops.eq(out, 0), 0)
    g = ops.masked_fill(g / out ** (ord - 1), ops.eq(out, 0), 0)
    if ord < 2:
        return direction * ops.abs(input) ** (ord - 1) * g
    return straight * ops.abs(input) ** (ord - 2) * g


_vector_norm.gradient(input=norm_gradient)


@reduction(grad_fn=("NormBackward1",), cases=({"input": (2, 3), "ord": 3, "dim": 1, "keepdim": True},))
def _norm(xp: Xp, input: Array, ord: Number, dim: Integers, keepdim: Boolean = False) -> Any:
    """The norm of vectors of one order, as the node that PyTorch makes of it in distances."""
    return norm_of_vectors(xp, input, ord, dim, keepdim)


_norm.gradient(input=norm_gradient)


@composite(
    "reduction", name="linalg.vector_norm", variants=("function",), cases=_of("x", _orders("ord", 1, 3, math.inf))
)
def vector_norm(
    ops: Ops,
    x: Array,
    ord: Number = 2,
    dim: Integers | None = None,
    keepdim: Boolean = False,
    *,
    dtype: Dtype | None = None,
) -> Any:
    """The norm of order ord of vectors along dim, or of all elements."""
    return ops._vector_norm(x if dtype is None else ops.to(x, dtype), ord, dim, keepdim)


def _extreme(ops: Ops, values: Any, ord: Any, dim: int, keepdim: bool) -> Any:
    """The largest value along a dimension, where there is none 0; or the smallest for negative orders."""
    if ord < 0:
        return ops.amin(values, (dim,), keepdim)
    return (ops.amax if values.shape[dim] else ops.sum)(values, (dim,), keepdim)


def _matrix_order(op: str, ord: Any) -> Any:
    if ord not in ("fro", "nuc", 1, -1, 2, -2, math.inf, -math.inf):
        raise OpFailed(f"{op}: there is no norm of matrices of order {ord!r}.", op=op)
    return ord


@composite(
    "reduction",
    name="linalg.matrix_norm",
    variants=FUNCTION,
    cases=(
        {"A": (2, 3)},
        *({"A": (2, 3, 2), "ord": ord} for ord in ("nuc", 1, -1, 2, -2, math.inf, -math.inf)),
        {"A": (2, 3, 2), "ord": "nuc", "dim": (2, 0), "keepdim": True},
    ),
)
def matrix_norm(
    ops: Ops,
    A: Array,
    ord: Order = "fro",
    dim: Integers = (-2, -1),
    keepdim: Boolean = False,
    *,
    dtype: Dtype | None = None,
) -> Any:
    """The norm of matrices: "fro" and "nuc", the largest (or with - the smallest) of sums or of singular values."""
    rank = len(matrix("A", A.shape))
    if len(dim) != 2 or dimension(dim[0], rank) == dimension(dim[1], rank):
        raise OpFailed(f"linalg.matrix_norm: dim must name two dimensions, not {list(dim)}.", op="linalg.matrix_norm")
    _matrix_order("linalg.matrix_norm", ord)
    A = A if dtype is None else ops.to(A, dtype)
    rows, columns = dimension(dim[0], rank), dimension(dim[1], rank)
    if ord == "fro":
        return ops._vector_norm(A, 2, dim, keepdim)
    if ord in ("nuc", 2, -2):
        order = (*(one for one in range(rank) if one not in (rows, columns)), rows, columns)
        S = ops.linalg.svdvals(ops.permute(A, order))
        out = ops.sum(S, (-1,), keepdim) if ord == "nuc" else _extreme(ops, S, ord, -1, keepdim)
        return ops.permute(ops.unsqueeze(out, -1), tuple(map(order.index, range(rank)))) if keepdim else out
    summed, compared = (rows, columns) if abs(ord) == 1 else (columns, rows)
    sums = ops._vector_norm(A, 1, (summed,), keepdim)
    return _extreme(ops, sums, ord, compared - (not keepdim and summed < compared), keepdim)


@composite(
    "reduction",
    name="linalg.norm",
    variants=FUNCTION,
    cases=(
        {"A": (4,)},
        {"A": (2, 3), "dim": 1},
        {"A": (2, 3), "ord": "nuc"},
        {"A": (2, 3), "ord": 1},
    ),
)
def linalg_norm(
    ops: Ops,
    A: Array,
    ord: Order | None = None,
    dim: Integers | None = None,
    keepdim: Boolean = False,
    *,
    dtype: Dtype | None = None,
) -> Any:
    """The norm of vectors along one dim or of matrices in two; of all elements where neither ord nor dim is given."""
    if ord is not None and dim is None and len(A.shape) not in (1, 2):
        raise unfit("linalg.norm with ord and without dim needs a vector or a matrix", A.shape)
    if dim is not None and len(dim) not in (1, 2):
        raise OpFailed(f"linalg.norm: dim must name one dimension or two, not {list(dim)}.", op="linalg.norm")
    of_matrices = ord is not None and (len(A.shape) if dim is None else len(dim)) == 2
    if of_matrices or isinstance(ord, str):
        return ops.linalg.matrix_norm(A, ord, (-2, -1) if dim is None else dim, keepdim, dtype=dtype)
    return ops.linalg.vector_norm(A, 2 if ord is None else ord, dim, keepdim, dtype=dtype)


@composite("reduction", cases=(*_orders("p", 1, 3, math.inf), {"input": (2, 3), "p": "nuc"}))
def norm(
    ops: Ops,
    input: Array,
    p: Order | None = "fro",
    dim: Integers | None = None,
    keepdim: Boolean = False,
    dtype: Dtype | None = None,
) -> Any:
    """The p-norm along dim, or of all elements; "fro" is the root of the sum of squares, "nuc" is of matrices."""
    if isinstance(p, str) and p != "fro":
        return ops.linalg.matrix_norm(input, p, (-2, -1) if dim is None else dim, keepdim, dtype=dtype)
    order = p if isinstance(p, int | float) else 2
    return ops._vector_norm(input if dtype is None else ops.to(input, dtype), order, dim, keepdim)


@composite(
    FAMILY,
    name="linalg.cond",
    domain=REGULAR,
    variants=FUNCTION,
    cases=({"A": (3, 2)}, {"A": (2, 2), "p": 1}, {"A": (2, 2), "p": "fro"}),
)
def cond(ops: Ops, A: Array, p: Order | None = None) -> Any:
    """The condition number: how far a matrix is from a singular one, by the norm p (default 2)."""
    matrix("A", A.shape)
    if p in (None, 2, -2):
        if not math.prod(A.shape[-2:]):
            return ops._full(ops.real(A), A.shape[:-2])
        S = ops.linalg.svdvals(A)
        large, small = ops._slice(S, -1, 0, 1), ops._slice(S, -1, S.shape[-1] - 1, S.shape[-1])
        return ops.squeeze(small / large if p == -2 else large / small, -1)
    _matrix_order("linalg.cond", p)
    square("A", A.shape)
    if not math.prod(A.shape):
        return ops._full(ops.real(A), A.shape[:-2])
    inverse, info = ops.linalg.inv_ex(A)
    inverse = ops.masked_fill(inverse, ops.unsqueeze(ops.unsqueeze(ops.ne(info, 0), -1), -1), math.inf)
    number = ops.linalg.matrix_norm(A, p) * ops.linalg.matrix_norm(inverse, p)
    return ops.nan_to_num(number, math.inf, math.inf, -math.inf)
