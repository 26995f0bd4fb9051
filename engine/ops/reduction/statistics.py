"""Variance and standard deviation, also together with the mean.

https://docs.pytorch.org/docs/stable/torch.html#reduction-ops
"""

from __future__ import annotations

import math
from typing import Any

from engine.errors import DtypeMismatch, InvalidArgument
from engine.families import reduction
from engine.libraries import kernels
from engine.ops.reduction.reductions import axes, count, mean_gradient, restore
from engine.parameters import Array, Boolean, Integers, Number, Ops, Xp

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
    freedom = _freedom(input.shape, dim, unbiased, correction)
    if (own := kernels(xp)) and input.size and input.dtype.kind == "f":
        every = tuple(range(input.ndim)) if along is None else along
        total = own.squares(input, every) / freedom
        return total if keepdim else total.squeeze(every)
    centre = xp.sum(input, along, None, None, True) / (elements or math.nan)
    away = input - centre
    squares = away.real**2 + away.imag**2 if input.dtype.kind == "c" else away * away
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


def _mean_beside(xp: Xp, input: Any, dim: Any, keepdim: bool) -> Any:
    total = xp.sum(input, axes(dim, input.ndim), None, None, keepdim)
    return total / (count(input.shape, dim) or math.nan)


@reduction(outputs=("var", "mean"), shape=None, variants=("function",), cases=CASES)
def var_mean(
    xp: Xp,
    input: Array,
    dim: Integers | None = None,
    unbiased: Boolean | None = None,
    keepdim: Boolean = False,
    *,
    correction: Number | None = None,
) -> Any:
    """The variance and the mean over dim, or of all elements."""
    var = _variance(xp, "var_mean", input, dim, unbiased, keepdim, correction)
    return var, _mean_beside(xp, input, dim, keepdim)


@reduction(outputs=("std", "mean"), shape=None, variants=("function",), cases=CASES)
def std_mean(
    xp: Xp,
    input: Array,
    dim: Integers | None = None,
    unbiased: Boolean | None = None,
    keepdim: Boolean = False,
    *,
    correction: Number | None = None,
) -> Any:
    """The standard deviation and the mean over dim, or of all elements."""
    var = _variance(xp, "std_mean", input, dim, unbiased, keepdim, correction)
    return xp.sqrt(var), _mean_beside(xp, input, dim, keepdim)


def _both(ops: Ops, input_shape: Any, dim: Any, keepdim: bool, spread: Any, mean: Any) -> Any:
    """The sum of the gradients that came to the spread and to the mean."""
    if mean is None:
        return spread
    shared = mean_gradient(ops, mean, input_shape, dim, keepdim)
    return shared if spread is None else spread + shared


def _var_mean_gradient(
    ops: Ops, g: Any, input: Any, dim: Any, unbiased: bool | None, keepdim: bool, correction: Any
) -> Any:
    spread = None if g[0] is None else _variance_gradient(ops, g[0], input, dim, unbiased, keepdim, correction)
    return _both(ops, input.shape, dim, keepdim, spread, g[1])


def _std_mean_gradient(
    ops: Ops, g: Any, input: Any, std: Any, dim: Any, unbiased: bool | None, keepdim: bool, correction: Any
) -> Any:
    spread = None if g[0] is None else _std_gradient(ops, g[0], input, std, dim, unbiased, keepdim, correction)
    return _both(ops, input.shape, dim, keepdim, spread, g[1])


var_mean.gradient(input=_var_mean_gradient)
std_mean.gradient(input=_std_mean_gradient)
