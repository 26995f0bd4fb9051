"""Variance, standard deviation and norms.

https://docs.pytorch.org/docs/stable/torch.html#reduction-ops
"""

from __future__ import annotations

import math
from typing import Any

from engine.errors import DtypeMismatch, InvalidArgument, OpFailed
from engine.families import composite, reduction
from engine.ops.reductions import axes, count, restore
from engine.parameters import Array, Boolean, Dtype, Integers, Number, Ops, Order, Xp

CASES: tuple[dict[str, Any], ...] = (
    {"input": (2, 3)},
    {"input": (2, 3), "dim": 1},
    {"input": (2, 3, 2), "dim": (0, -1), "keepdim": True},
    {"input": (4,), "correction": 0},
    {"input": (2, 3), "dim": 0, "unbiased": False},
)


def _freedom(shape: tuple[int, ...], dim: Any, unbiased: bool | None, correction: Any) -> Any:
    """What the sum of squares is divided by."""
    if correction is None:
        correction = 0 if unbiased is False else 1
    elif unbiased is not None:
        raise InvalidArgument("var and std take unbiased or correction, not both.", argument="correction")
    return max(0, count(shape, dim) - correction)


def _variance(xp: Xp, op: str, input: Any, dim: Any, unbiased: bool | None, keepdim: bool, correction: Any) -> Any:
    if input.dtype.kind in "biu":
        raise DtypeMismatch(
            f"{op} needs floating point numbers, not {input.dtype.name}: convert with to().",
            op=op,
            dtypes=[input.dtype.name],
        )
    along = axes(dim, input.ndim)
    elements = count(input.shape, dim)
    centre = xp.sum(input, along, None, None, True) / (elements or math.nan)
    away = input - centre
    squares = away.real**2 + away.imag**2 if input.dtype.kind == "c" else away * away
    freedom = _freedom(input.shape, dim, unbiased, correction)
    total = xp.sum(squares, along, None, None, keepdim)
    # 0 / 0 is NaN here; a Python zero would raise
    return total / xp.asarray(freedom, total.dtype)


def _variance_gradient(
    ops: Ops, g: Any, input: Any, dim: Any, unbiased: bool | None, keepdim: bool, correction: Any
) -> Any:
    shape = input.shape
    freedom = _freedom(shape, dim, unbiased, correction)
    away = input - ops.mean(input, dim, True)
    if input.dtype.kind == "c":
        away = ops.conj(away)
    return restore(ops, g, shape, dim, keepdim) * (away * (2 / freedom if freedom else math.inf))


@reduction(cases=CASES)
def var(
    xp: Xp,
    input: Array,
    dim: Integers | None = None,
    unbiased: Boolean | None = None,
    keepdim: Boolean = False,
    *,
    correction: Number | None = None,
) -> Any:
    """The variance over dim, or of all elements, divided by their number less correction (default 1)."""
    return _variance(xp, "var", input, dim, unbiased, keepdim, correction)


var.gradient(input=_variance_gradient)


@reduction(cases=CASES)
def std(
    xp: Xp,
    input: Array,
    dim: Integers | None = None,
    unbiased: Boolean | None = None,
    keepdim: Boolean = False,
    *,
    correction: Number | None = None,
) -> Any:
    """The standard deviation over dim, or of all elements: the square root of var."""
    return xp.sqrt(_variance(xp, "std", input, dim, unbiased, keepdim, correction))


def _std_gradient(
    ops: Ops, g: Any, input: Any, out: Any, dim: Any, unbiased: bool | None, keepdim: bool, correction: Any
) -> Any:
    still = ops.eq(out, 0)
    g = ops._where(still, 0, g / (ops._where(still, 1, out) * 2))
    return _variance_gradient(ops, g, input, dim, unbiased, keepdim, correction)


std.gradient(input=_std_gradient)

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


@reduction(
    grad_fn=("LinalgVectorNormBackward0",),
    cases=_orders("ord", 0, 0.5, 1, 1.5, 3, math.inf, -math.inf),
)
def _vector_norm(xp: Xp, input: Array, ord: Number = 2, dim: Integers | None = None, keepdim: Boolean = False) -> Any:
    """The norm of vectors of one order."""
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


def _norm_gradient(ops: Ops, g: Any, input: Any, out: Any, ord: Any, dim: Any, keepdim: bool) -> Any:
    """At zero the subgradient of smallest norm, which is zero."""
    shape = input.shape
    if ord == 0:
        return ops.zeros_like(input)
    g, out = restore(ops, g, shape, dim, keepdim), restore(ops, out, shape, dim, keepdim)
    still = ops.eq(out, 0)
    if ord == 2:
        straight = ops.conj(input) if input.dtype.kind == "c" else input
        return straight * ops._where(still, 0, g / ops._where(still, 1, out))
    direction = ops.conj(ops.sgn(input)) if input.dtype.kind == "c" else ops.sign(input)
    if ord == 1:
        return direction * g
    size = ops.abs(input)
    if ord in (math.inf, -math.inf):
        reached = ops.to(ops.eq(size, out) | (ops.isnan(size) & ops.isnan(out)), size.dtype)
        return direction * (g * (reached / ops.sum(reached, dim, True)))
    zero = ops.eq(input, 0)
    slope = ops._where(zero, 0, ops._where(zero, 1, size) ** (ord - 1))
    return direction * slope * ops._where(still, 0, g / ops._where(still, 1, out) ** (ord - 1))


_vector_norm.gradient(input=_norm_gradient)


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
    """The p-norm along dim, or of all elements; "fro" is the root of the sum of squares."""
    if isinstance(p, str) and p != "fro":
        raise InvalidArgument(f"norm: p must be a number or 'fro', not {p!r}.", op="norm", argument="p")
    order = p if isinstance(p, int | float) else 2
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
    """The norm of vectors along one dimension, or of all elements where ord is None; matrix norms are not there."""
    if ord is None or ord == "fro":
        ord = 2
    elif (2 if dim is None else len(dim)) == 2 and (dim is not None or len(A.shape) > 1):
        raise OpFailed(
            f"linalg.norm: matrix norms of order {ord} are not there: give one dim for vectors.", op="linalg.norm"
        )
    return ops._vector_norm(A if dtype is None else ops.to(A, dtype), ord, dim, keepdim)
