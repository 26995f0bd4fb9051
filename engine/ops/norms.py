"""Norms of vectors, and of matrices where they are asked for.

https://docs.pytorch.org/docs/stable/generated/torch.linalg.vector_norm.html
"""

from __future__ import annotations

import math
from typing import Any

from engine.errors import DtypeMismatch, OpFailed
from engine.families import composite, reduction
from engine.ops.reductions import axes, count, restore
from engine.parameters import Array, Boolean, Dtype, Integers, Number, Ops, Order, Xp
from engine.shapes import many

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
        squares = input.real**2 + input.imag**2 if input.dtype.kind == "c" else input * input
        return xp.sqrt(xp.sum(squares, along, None, None, keepdim))
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
    still = ops.eq(out, 0)
    straight = ops.conj(input) if input.dtype.kind == "c" else input
    if ord == 2:
        return g * ops._where(still, 0, straight / out)
    direction = ops.conj(ops.sgn(input)) if input.dtype.kind == "c" else ops.sign(input)
    if ord == 1:
        return direction * g
    size = ops.abs(input)
    if ord in (math.inf, -math.inf):
        reached = ops.to(ops.eq(size, out) | (ops.isnan(size) & ops.isnan(out)), size.dtype)
        return direction * (g * (reached / ops.sum(reached, dim, True)))
    if ord < 1:
        return direction * ops._where(ops.eq(input, 0), 0, size ** (ord - 1)) * (g * out ** (1 - ord))
    share = ops._where(still, 0, g / out ** (ord - 1))
    return straight * size ** (ord - 2) * share if ord > 2 else direction * size ** (ord - 1) * share


_vector_norm.gradient(input=norm_gradient)


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


@composite("reduction", cases=_orders("p", 1, 3, math.inf))
def norm(
    ops: Ops,
    input: Array,
    p: Order | None = "fro",
    dim: Integers | None = None,
    keepdim: Boolean = False,
    dtype: Dtype | None = None,
) -> Any:
    """The p-norm along dim, or of all elements; "fro" is the root of the sum of squares, "nuc" is that of matrices."""
    if isinstance(p, str) and p != "fro":
        return ops.linalg.matrix_norm(
            input, p, tuple(range(len(input.shape))) if dim is None else dim, keepdim, dtype=dtype
        )
    order = 2 if p is None or p == "fro" else p
    return ops._vector_norm(input if dtype is None else ops.to(input, dtype), order, dim, keepdim)


@composite("reduction", name="linalg.norm", variants=("function",), cases=({"A": (4,)}, {"A": (2, 3), "dim": 1}))
def linalg_norm(
    ops: Ops,
    A: Array,  # noqa: N803 - PyTorch's name
    ord: Order | None = None,
    dim: Integers | None = None,
    keepdim: Boolean = False,
    *,
    dtype: Dtype | None = None,
) -> Any:
    """The norm of vectors along one dimension, of matrices in two, or of all elements where ord is None."""
    rank = len(A.shape) if dim is None else len(many(dim))
    if ord is not None and rank not in (1, 2):
        raise OpFailed(
            f"linalg.norm: with ord, dim is one dimension or two, or the input has as many; got dim {dim} and "
            f"{list(A.shape)}.",
            op="linalg.norm",
            shapes=[list(A.shape)],
        )
    if ord is not None and (rank == 2 or isinstance(ord, str)):
        return ops.linalg.matrix_norm(A, ord, (0, 1) if dim is None else dim, keepdim, dtype=dtype)
    return ops._vector_norm(A if dtype is None else ops.to(A, dtype), 2 if ord is None else ord, dim, keepdim)
