"""Running sums, products and extremes along a dimension.

https://docs.pytorch.org/docs/stable/torch.html#other-operations
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from engine import dtypes, shapes
from engine.errors import UnsupportedDtype
from engine.families import indexing, operation
from engine.op import PROMOTE
from engine.ops.elementwise.comparisons import refuse_complex
from engine.ops.indexing.gathering import gathered_back
from engine.ops.reduction.reductions import cast
from engine.parameters import Array, Dtype, Integer, Ops, Xp
from engine.shapes import dimension

CASES: tuple[dict[str, Any], ...] = (
    {"input": (4,), "dim": 0},
    {"input": (2, 3), "dim": 1},
    {"input": (2, 3), "dim": -2},
    {"input": (), "dim": 0},
)


def _along(input: tuple[int, ...], dim: int, **attributes: Any) -> tuple[int, ...]:
    dimension(dim, len(input))
    return input


def _run(accumulate: Any, input: Any, dim: int, dtype: Any) -> Any:
    if dtype is None:
        dtype = dtypes.int64 if dtypes.CATEGORY[input.dtype] < dtypes.FLOATING else input.dtype
    working = dtypes.float32 if dtype in dtypes.HALVES else dtype
    axis = dimension(dim, input.ndim)
    if input.dtype.kind == "c" != working.kind:
        input = input.real
    input = cast(input, working)
    return cast(accumulate(input, axis), dtype) if input.ndim else input.astype(dtype)


@operation("reduction", in_place=True, shape=_along, cases=CASES)
def cumsum(xp: Xp, input: Array, dim: Integer, *, dtype: Dtype | None = None) -> Any:
    """The sums of all elements up to each one along dim; those of integers are int64."""
    return _run(xp.cumsum, input, dim, dtype)


cumsum.gradient(input=lambda ops, g, dim: ops._cumsum_back(g, dim))


@operation("reduction", shape=shapes.same, cases=CASES)
def _cumsum_back(xp: Xp, input: Array, dim: Integer) -> Any:
    """The sums of all elements from each one on along dim."""
    if not input.ndim:
        return input.copy()
    return xp.flip(_run(xp.cumsum, xp.flip(input, dim), dim, None), dim)


_cumsum_back.gradient(input=lambda ops, g, dim: ops.cumsum(g, dim))


@operation("shape", shape=shapes.same, cases=({"input": (2, 3), "dim": 1},))
def _reversed(xp: Xp, input: Array, dim: Integer) -> Any:
    """The elements in reverse order along dim."""
    return xp.flip(input, dim)


_reversed.gradient(input=lambda ops, g, dim: ops._reversed(g, dim))


@operation(
    "reduction",
    in_place=True,
    shape=_along,
    cases=(*CASES, {"input": [2.0, 0.0, 3.0, 0.0, 4.0], "dim": 0}, {"input": (5, 2), "dim": 0}),
)
def cumprod(xp: Xp, input: Array, dim: Integer, *, dtype: Dtype | None = None) -> Any:
    """The products of all elements up to each one along dim; those of integers are int64."""
    return _run(xp.cumprod, input, dim, dtype)


def _cumprod_gradient(ops: Ops, g: Any, input: Any, out: Any, dim: int, dtype: Any) -> Any:
    """The sums of g * out from each element on, over the element.

    Where one is zero: with y[i] = x[i] y[i-1], the gradient of x[i] is y[i-1] r[i] where r[i] = g[i] + x[i+1] r[i+1].
    """
    shape = input.shape
    if not shape:
        return g
    dim = dimension(dim, len(shape))
    size = shape[dim]
    if size < 2:
        return g
    input = ops.to(input, g.dtype)
    if bool((ops.elements(input) != 0).all()):
        return ops._cumsum_back(g * out, dim) / input
    zero = ops.zeros_like(ops._slice(input, dim, 0, 1))
    gathered = _gathered(ops, g, ops.cat([ops._slice(input, dim, 1, size), zero], dim), dim)
    before = ops.cat([ops.ones_like(zero), ops.cumprod(ops._slice(input, dim, 0, size - 1), dim)], dim)
    return before * gathered


def _gathered(ops: Ops, values: Any, factor: Any, dim: int) -> Any:
    """The solution of r[i] = values[i] + factor[i] r[i+1], by doubling; the last factor must be 0."""
    step = 1
    while step < values.shape[dim]:
        values = values + factor * _later(ops, values, dim, step)
        factor = factor * _later(ops, factor, dim, step)
        step *= 2
    return values


def _later(ops: Ops, values: Any, dim: int, step: int) -> Any:
    """What stands `step` further along dim, zeros beyond the end."""
    size = values.shape[dim]
    beyond = ops.zeros_like(ops._slice(values, dim, 0, step))
    return ops.cat([ops._slice(values, dim, step, size), beyond], dim)


cumprod.gradient(input=_cumprod_gradient)


def scan(xp: Xp, combine: Callable[[Any, Any], Any], input: Any, axis: int) -> Any:
    """All elements up to each one along an axis combined, by doubling: array modules accumulate only sums."""
    before = (slice(None),) * axis
    step = 1
    while step < input.shape[axis]:
        joined = combine(input[(*before, slice(None, -step))], input[(*before, slice(step, None))])
        input = xp.concatenate([input[(*before, slice(step))], joined], axis)
        step *= 2
    return input


def _running(xp: Xp, op: str, pick: Any, input: Any, dim: int) -> tuple[Any, Any]:
    """The running extreme, and where it was last reached."""
    refuse_complex(op, input)
    axis = dimension(dim, input.ndim)
    if not input.ndim:
        return input.copy(), xp.zeros((), dtypes.int64)
    values = scan(xp, pick, input, axis)
    reached = (input == values) | (input != input)
    place = xp.arange(input.shape[axis]).reshape((-1,) + (1,) * (input.ndim - 1 - axis))
    return values, scan(xp, xp.maximum, xp.where(reached, place, 0), axis)


def _running_gradient(ops: Ops, g: tuple[Any, Any], input_shape: Any, indices: Any, dim: int) -> Any:
    return gathered_back(ops, g[0], input_shape, dim, indices)


EXTREMES: tuple[dict[str, Any], ...] = (*CASES[:3], {"input": [1.0, 3.0, math.nan, 2.0], "dim": 0})
VALUES_AND_INDICES = ("values", "indices")


@indexing(outputs=VALUES_AND_INDICES, cases=EXTREMES)
def cummax(xp: Xp, input: Array, dim: Integer) -> Any:
    """The largest of all elements up to each one along dim, and where it stands: the last of equal ones."""
    return _running(xp, "cummax", xp.maximum, input, dim)


@indexing(outputs=VALUES_AND_INDICES, cases=EXTREMES)
def cummin(xp: Xp, input: Array, dim: Integer) -> Any:
    """The smallest of all elements up to each one along dim, and where it stands: the last of equal ones."""
    return _running(xp, "cummin", xp.minimum, input, dim)


cummax.gradient(input=_running_gradient)
cummin.gradient(input=_running_gradient)


def _added_exponentials(xp: Xp, one: Any, other: Any) -> Any:
    """log(exp(one) + exp(other)) of complex numbers."""
    swap = one.real < other.real
    top, low = xp.where(swap, other, one), xp.where(swap, one, other)
    return xp.where(xp.isinf(top.real), top, top + xp.log(1 + xp.exp(low - top)))


@operation("reduction", promotion=PROMOTE, shape=_along, cases=CASES)
def logcumsumexp(xp: Xp, input: Array, dim: Integer) -> Any:
    """The logarithms of the sums of exponentials of all elements up to each one along dim, without overflow."""
    axis = dimension(dim, input.ndim)
    if input.dtype.kind in "biu":
        raise UnsupportedDtype(
            f"logcumsumexp needs floating point numbers, not {input.dtype.name}: convert with to().",
            op="logcumsumexp",
            dtypes=[input.dtype.name],
        )
    if not input.ndim:
        return input.copy()
    if input.dtype.kind == "c":
        return scan(xp, lambda one, other: _added_exponentials(xp, one, other), input, axis)
    return scan(xp, xp.logaddexp, input, axis)


def _logcumsumexp_gradient(ops: Ops, g: Any, input: Any, out: Any, dim: int) -> Any:
    """The share of an element in the sums from it on: each next sum is larger, so no exponential overflows."""
    shape = input.shape
    if not shape:
        return g
    dim = dimension(dim, len(shape))
    size = shape[dim]
    before, after = ops._slice(out, dim, 0, size - 1), ops._slice(out, dim, 1, size)
    growth = ops._where(ops.isinf(after) & ops.eq(before, after), 1, ops.exp(before - after))
    factor = ops.cat([growth, ops.zeros_like(ops._slice(out, dim, 0, min(size, 1)))], dim)
    return ops.exp(input - out) * _gathered(ops, g, factor, dim)


logcumsumexp.gradient(input=_logcumsumexp_gradient)
