"""Comparisons: truth values, elementwise or for whole tensors.

https://docs.pytorch.org/docs/stable/torch.html#comparison-ops
"""

from __future__ import annotations

import math
from typing import Any

from engine.errors import DtypeMismatch, OpFailed, UnsupportedDtype
from engine.families import binary, composite, unary
from engine.op import PROMOTE, SAME
from engine.parameters import Array, Boolean, Number, Ops, Xp

LITERALS: tuple[dict[str, Any], ...] = (
    {"input": [1.0, 2.0, 3.0], "other": [3.0, 2.0, 1.0]},
    {"input": [[1], [2]], "other": [1, 2]},
    {"input": [1.0, 2.0], "other": 2},
)


@binary(cases=LITERALS)
def eq(xp: Xp, input: Array, other: Array) -> Any:
    """Whether input equals other, elementwise."""
    return xp.equal(input, other)


@binary(cases=LITERALS, aliases=("not_equal",))
def ne(xp: Xp, input: Array, other: Array) -> Any:
    """Whether input differs from other, elementwise."""
    return xp.not_equal(input, other)


@binary(cases=LITERALS, aliases=("less",))
def lt(xp: Xp, input: Array, other: Array) -> Any:
    """Whether input is less than other, elementwise."""
    return xp.less(*_ordered("lt", input, other))


@binary(cases=LITERALS, aliases=("less_equal",))
def le(xp: Xp, input: Array, other: Array) -> Any:
    """Whether input is at most other, elementwise."""
    return xp.less_equal(*_ordered("le", input, other))


@binary(cases=LITERALS, aliases=("greater",))
def gt(xp: Xp, input: Array, other: Array) -> Any:
    """Whether input is greater than other, elementwise."""
    return xp.greater(*_ordered("gt", input, other))


@binary(cases=LITERALS, aliases=("greater_equal",))
def ge(xp: Xp, input: Array, other: Array) -> Any:
    """Whether input is at least other, elementwise."""
    return xp.greater_equal(*_ordered("ge", input, other))


def _ordered(op: str, input: Any, other: Any) -> tuple[Any, Any]:
    refuse_complex(op, input if hasattr(input, "dtype") else other)
    return input, other


def refuse_complex(op: str, array: Any, error: type[DtypeMismatch] = UnsupportedDtype) -> None:
    """Raise where an operation needs numbers that have an order: a RuntimeError, a DtypeMismatch, in few of them."""
    if array.dtype.kind == "c":
        raise error(
            f"{op} needs numbers that have an order, complex ones have none: compare real, imag or abs.",
            op=op,
            dtypes=[array.dtype.name],
        )


def refuse_integers(op: str, *values: Any) -> None:
    """Raise where an operation needs floating point numbers."""
    array = next(value for value in values if hasattr(value, "dtype"))
    if array.dtype.kind in "biu":
        raise UnsupportedDtype(
            f"{op} needs floating point numbers, not {array.dtype.name}: convert with to().",
            op=op,
            dtypes=[array.dtype.name],
        )


_SPECIAL = ({"input": [math.nan, 1.0, math.inf]}, {"input": [1, 2]})


@unary(promotion=PROMOTE, in_place=False, cases=_SPECIAL)
def isnan(xp: Xp, input: Array) -> Any:
    """Whether elements are NaN."""
    return xp.isnan(input)


@unary(promotion=PROMOTE, in_place=False, cases=_SPECIAL)
def isinf(xp: Xp, input: Array) -> Any:
    """Whether elements are infinite."""
    return xp.isinf(input)


@unary(promotion=PROMOTE, in_place=False, cases=_SPECIAL)
def isfinite(xp: Xp, input: Array) -> Any:
    """Whether elements are neither NaN nor infinite."""
    return xp.isfinite(input)


@unary(promotion=PROMOTE, in_place=False, cases=_SPECIAL)
def isposinf(xp: Xp, input: Array) -> Any:
    """Whether elements are positive infinity."""
    refuse_complex("isposinf", input, DtypeMismatch)
    return input == math.inf if input.dtype.kind == "f" else xp.zeros(input.shape, bool)


@unary(promotion=PROMOTE, in_place=False, cases=_SPECIAL)
def isneginf(xp: Xp, input: Array) -> Any:
    """Whether elements are negative infinity."""
    refuse_complex("isneginf", input, DtypeMismatch)
    return input == -math.inf if input.dtype.kind == "f" else xp.zeros(input.shape, bool)


@unary(promotion=PROMOTE, in_place=False, cases=({"input": [1j, 2.0]}, {"input": [1.0, math.nan]}))
def isreal(xp: Xp, input: Array) -> Any:
    """Whether elements have no imaginary part, which real numbers never have."""
    return input.imag == 0 if input.dtype.kind == "c" else xp.ones(input.shape, bool)


_CLOSE: tuple[dict[str, Any], ...] = (
    {"input": [1.0, 2.0, 3.0], "other": [1.000001, 2.1, 3.0]},
    {"input": [1, 2], "other": [1, 3]},
)


@binary(promotion=SAME, blocked=True, in_place=False, cases=_CLOSE)
def isclose(
    xp: Xp, input: Array, other: Array, rtol: Number = 1e-05, atol: Number = 1e-08, equal_nan: Boolean = False
) -> Any:
    """Whether abs(input - other) <= atol + rtol * abs(other), elementwise; equal infinities are close."""
    if rtol < 0 or atol < 0:
        raise OpFailed(f"isclose: rtol and atol must not be negative, got {rtol} and {atol}.", op="isclose")
    close = xp.equal(input, other)
    if input.dtype.kind in "biu":
        if input.dtype.kind == "b":
            return close
        input, other = xp.asarray(input, "float64"), xp.asarray(other, "float64")
    near = xp.abs(input - other) <= atol + xp.abs(rtol * other)
    close = close | (near & xp.isfinite(input) & xp.isfinite(other))
    return close | (xp.isnan(input) & xp.isnan(other)) if equal_nan else close


@composite("elementwise", cases=_CLOSE)
def allclose(
    ops: Ops, input: Array, other: Array, rtol: Number = 1e-05, atol: Number = 1e-08, equal_nan: Boolean = False
) -> Any:
    """Whether all elements are close, as isclose tells: one truth value."""
    return ops.all(ops.isclose(input, other, rtol, atol, equal_nan))


@composite("elementwise", cases=_CLOSE)
def equal(ops: Ops, input: Array, other: Array) -> Any:
    """Whether two tensors have the same shape and elements: one truth value."""
    if input.shape != other.shape:
        return ops._falsehood(input)
    return ops.all(ops.eq(input, other))


@unary(promotion=PROMOTE, in_place=False, shape=lambda input: ())
def _falsehood(xp: Xp, input: Array) -> Any:
    """The truth value false, on the device of input."""
    return xp.zeros((), bool)
