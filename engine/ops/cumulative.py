"""Running sums and products along a dimension.

https://docs.pytorch.org/docs/stable/torch.html#other-operations
"""

from __future__ import annotations

from typing import Any

from engine import dtypes, shapes
from engine.families import operation
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
    input = input.astype(working)
    return (accumulate(input, axis) if input.ndim else input).astype(dtype)


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


def _cumprod_gradient(ops: Ops, g: Any, input: Any, dim: int, dtype: Any) -> Any:
    """With y[i] = x[i] y[i-1], the gradient of x[i] is y[i-1] r[i] where r[i] = g[i] + x[i+1] r[i+1].

    The recurrence is solved by doubling, without division, so zeros do no harm.
    """
    shape = input.shape
    if not shape:
        return g
    dim = dimension(dim, len(shape))
    size = shape[dim]
    if size < 2:
        return g
    input = ops.to(input, g.dtype)
    zero = ops.zeros_like(ops._slice(input, dim, 0, 1))
    gathered, factor = g, ops.cat([ops._slice(input, dim, 1, size), zero], dim)
    step = 1
    while step < size:
        gathered = gathered + factor * _later(ops, gathered, dim, step)
        factor = factor * _later(ops, factor, dim, step)
        step *= 2
    before = ops.cat([ops.ones_like(zero), ops.cumprod(ops._slice(input, dim, 0, size - 1), dim)], dim)
    return before * gathered


def _later(ops: Ops, values: Any, dim: int, step: int) -> Any:
    """What stands `step` further along dim, zeros beyond the end."""
    size = values.shape[dim]
    beyond = ops.zeros_like(ops._slice(values, dim, 0, step))
    return ops.cat([ops._slice(values, dim, step, size), beyond], dim)


cumprod.gradient(input=_cumprod_gradient)
