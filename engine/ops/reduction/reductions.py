"""Reductions: sums, means and products over some or all dimensions, and truth of all or any.

https://docs.pytorch.org/docs/stable/torch.html#reduction-ops
"""

from __future__ import annotations

import math
from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch
from engine.families import composite, reduction
from engine.op import KEEP
from engine.parameters import Array, Boolean, Dtype, Integer, Integers, Ops, Xp
from engine.shapes import dimension, dimensions

CASES: tuple[dict[str, Any], ...] = (
    {"input": (2, 3)},
    {"input": ()},
    {"input": (2, 3), "dim": 1},
    {"input": (2, 3, 2), "dim": (0, -1)},
    {"input": (2, 3), "dim": 0, "keepdim": True},
)


def axes(dim: Any, rank: int) -> tuple[int, ...] | None:
    """The axes meant by `dim`, as array modules take them: None for all."""
    if dim is None:
        return None
    chosen = dimensions(dim, rank)
    return None if len(chosen) == rank else chosen


def count(shape: tuple[int, ...], dim: Any) -> int:
    """How many elements become one."""
    return math.prod(shape if dim is None else [shape[one] for one in dimensions(dim, len(shape))])


def restore(ops: Ops, g: Any, shape: tuple[int, ...], dim: Any, keepdim: bool) -> Any:
    """A reduced tensor with its lost dimensions back, of size 1."""
    if keepdim or not shape:
        return g
    for one in dimensions(dim, len(shape)):
        g = ops.unsqueeze(g, one)
    return g


def named(inputs: Any, attributes: Any) -> int:
    """Which name a reduction's node has: whether `dim` is given."""
    return attributes.get("dim") is not None


def _working(input: Any, dtype: Any) -> tuple[Any, Any]:
    """The input in the dtype to compute in, and the dtype of the result."""
    if dtype is None:
        dtype = input.dtype
        if dtype is dtypes.float32 or dtype is dtypes.float64:
            return input, dtype
        dtype = dtypes.int64 if dtypes.CATEGORY[input.dtype] < dtypes.FLOATING else input.dtype
    working = dtypes.float32 if dtype in dtypes.HALVES else dtype
    if input.dtype.kind == "c" != working.kind:
        input = input.real
    return (input if input.dtype == working else input.astype(working)), dtype


_RUN = 1 << 10  # elements that are summed in one go: more would lose digits
_LONG = 1 << 14  # elements that are many


def summed(xp: Xp, input: Any, along: tuple[int, ...] | None, keepdim: bool = False) -> Any:
    """The sum over axes; over all, or a short last one, by einsum, which takes its time by elements alone."""
    if input.dtype.kind in "biu" or not input.flags.c_contiguous or input.size < _RUN:
        return xp.sum(input, along, None, None, keepdim)
    if along is None:
        line = input.reshape(-1)
        whole = line.size - line.size % _RUN
        sums = xp.einsum("ij->i", line[:whole].reshape(-1, _RUN))
        total = xp.sum(sums) + xp.sum(line[whole:])
        return xp.asarray(total).reshape((1,) * input.ndim) if keepdim else total
    if along == (input.ndim - 1,) and input.shape[-1] <= _RUN:
        sums = xp.einsum("...j->...", input)
        return sums[..., None] if keepdim else sums
    return xp.sum(input, along, None, None, keepdim)


def cast(result: Any, dtype: dtypes.Dtype) -> Any:
    """An array in a dtype: itself where it has it."""
    return result if result.dtype == dtype else result.astype(dtype)


def _spread(ops: Ops, g: Any, shape: tuple[int, ...], dim: Any, keepdim: bool) -> Any:
    """The gradient of a sum at the shape of its input."""
    return ops.expand(restore(ops, g, shape, dim, keepdim), shape)


@reduction(promotion=KEEP, grad_fn=("SumBackward0", "SumBackward1"), variant=named, cases=CASES)
def sum(
    xp: Xp, input: Array, dim: Integers | None = None, keepdim: Boolean = False, *, dtype: Dtype | None = None
) -> Any:
    """The sum over dim, or over all elements; integers and booleans sum to int64."""
    input, dtype = _working(input, dtype)
    return cast(summed(xp, input, axes(dim, input.ndim), keepdim), dtype)


sum.gradient(input=lambda ops, g, input_shape, dim, keepdim: _spread(ops, g, input_shape, dim, keepdim))


@reduction(promotion=KEEP, grad_fn=("MeanBackward0", "MeanBackward1"), variant=named, cases=CASES)
def mean(
    xp: Xp, input: Array, dim: Integers | None = None, keepdim: Boolean = False, *, dtype: Dtype | None = None
) -> Any:
    """The mean over dim, or of all elements; integers need a floating point dtype to be given."""
    input, dtype = _working(input, dtype)
    if dtype.kind in "biu":
        raise DtypeMismatch(
            f"mean of {input.dtype.name} is no integer: give a floating point dtype, as in dtype='float32'.",
            op="mean",
            dtypes=[input.dtype.name],
        )
    total = summed(xp, input, axes(dim, input.ndim), keepdim)
    elements = count(input.shape, dim)
    return cast(total / elements if elements else total * math.nan, dtype)


def mean_gradient(ops: Ops, g: Any, input_shape: tuple[int, ...], dim: Any, keepdim: bool) -> Any:
    """The gradient of a mean at the shape of its input."""
    return _spread(ops, g / max(count(input_shape, dim), 1), input_shape, dim, keepdim)


mean.gradient(input=mean_gradient)


@reduction(
    promotion=KEEP,
    grad_fn=("ProdBackward0", "ProdBackward1"),
    variant=named,
    cases=(*CASES[:3], CASES[4], {"input": [[2.0, 0.0, 3.0], [0.0, 0.0, 4.0]]}, {"input": [[2.0, 0.0]], "dim": 1}),
)
def prod(
    xp: Xp, input: Array, dim: Integer | None = None, keepdim: Boolean = False, *, dtype: Dtype | None = None
) -> Any:
    """The product over dim, or of all elements; integers and booleans multiply to int64."""
    input, dtype = _working(input, dtype)
    along = axes(dim, input.ndim)
    if along is None and input.size >= _LONG and input.flags.c_contiguous:
        line = input.reshape(-1)
        whole = line.size - line.size % _RUN
        lanes = xp.prod(line[:whole].reshape(-1, _RUN), 0)  # many products side by side
        total = xp.asarray(xp.prod(lanes) * xp.prod(line[whole:]))
        return cast(total.reshape((1,) * input.ndim if keepdim else ()), dtype)
    return cast(xp.prod(input, along, None, None, keepdim), dtype)


def _prod_gradient(ops: Ops, g: Any, input: Any, out: Any, dim: Any, keepdim: bool, dtype: Any) -> Any:
    """Each element's gradient is the product of all others: by division, or where one is zero, before times after."""
    shape = input.shape
    if not shape:
        return g
    input = ops.to(input, g.dtype)
    if bool((ops.elements(input) != 0).all()):
        return restore(ops, g, shape, dim, keepdim) * (restore(ops, out, shape, dim, keepdim) / input)
    if dim is None:
        others = ops.reshape(_others(ops, ops.reshape(input, (-1,)), 0), shape)
        return g * others
    return restore(ops, g, shape, dim, keepdim) * _others(ops, input, dimension(dim, len(shape)))


def _others(ops: Ops, input: Any, dim: int) -> Any:
    size = input.shape[dim]
    if size < 2:
        return ops.ones_like(input)
    one = ops.ones_like(ops._slice(input, dim, 0, 1))
    before = ops.cat([one, ops.cumprod(ops._slice(input, dim, 0, size - 1), dim)], dim)
    after = ops._reversed(ops.cumprod(ops._reversed(ops._slice(input, dim, 1, size), dim), dim), dim)
    return before * ops.cat([after, one], dim)


prod.gradient(input=_prod_gradient)


@reduction(promotion=KEEP, cases=({"input": [[True, False], [True, True]]}, {"input": (2, 3), "dim": 1}))
def all(xp: Xp, input: Array, dim: Integers | None = None, keepdim: Boolean = False) -> Any:
    """Whether all elements are true (not 0), over dim or over all."""
    return _truth(xp.all, input, dim, keepdim)


@reduction(promotion=KEEP, cases=({"input": [[True, False], [True, True]]}, {"input": (2, 3), "dim": 1}))
def any(xp: Xp, input: Array, dim: Integers | None = None, keepdim: Boolean = False) -> Any:
    """Whether any element is true (not 0), over dim or over all."""
    return _truth(xp.any, input, dim, keepdim)


def _truth(reduce: Any, input: Any, dim: Any, keepdim: bool) -> Any:
    kind = input.dtype  # uint8 was PyTorch's boolean once, and has stayed so here
    if kind in dtypes.HALVES:
        input = input.astype(dtypes.float32)
    truth = reduce(input, axes(dim, input.ndim), None, keepdim)
    return truth.astype(dtypes.uint8) if kind == dtypes.uint8 else truth


@reduction(promotion=KEEP, cases=({"input": [[1.0, 0.0], [2.0, 3.0]]}, {"input": [[1, 0], [2, 3]], "dim": 0}))
def count_nonzero(xp: Xp, input: Array, dim: Integers | None = None) -> Any:
    """How many elements are not 0, over dim or over all."""
    return xp.sum(input != 0, axes(dim, input.ndim), dtypes.int64)


@reduction(promotion=KEEP, cases=({"input": (2, 3)}, {"input": [[1.0, math.nan]], "dim": 1}))
def nansum(
    xp: Xp, input: Array, dim: Integers | None = None, keepdim: Boolean = False, *, dtype: Dtype | None = None
) -> Any:
    """The sum over dim, or over all elements, that passes over NaN."""
    if input.dtype.kind == "c":
        raise DtypeMismatch("nansum of complex numbers is not defined.", op="nansum", dtypes=[input.dtype.name])
    input, dtype = _working(input, dtype)
    there = xp.where(xp.isnan(input), xp.zeros((), input.dtype), input)
    return cast(xp.sum(there, axes(dim, input.ndim), None, None, keepdim), dtype)


def _nansum_gradient(ops: Ops, g: Any, input: Any, dim: Any, keepdim: bool) -> Any:
    return _spread(ops, g, input.shape, dim, keepdim) * ops.to(~ops.isnan(input), g.dtype)


nansum.gradient(input=_nansum_gradient)


@composite("reduction", cases=({"input": (2, 3)}, {"input": (2, 3), "dim": 1}, {"input": [[1.0, math.nan]], "dim": 1}))
def nanmean(
    ops: Ops, input: Array, dim: Integers | None = None, keepdim: Boolean = False, *, dtype: Dtype | None = None
) -> Any:
    """The mean over dim, or of all elements, that passes over NaN."""
    if input.dtype.kind in "biu":
        raise DtypeMismatch(
            f"nanmean needs floating point numbers, not {input.dtype.name}: convert with to().",
            op="nanmean",
            dtypes=[input.dtype.name],
        )
    there = ops.sum(~ops.isnan(ops.detach(input)), dim, keepdim)
    return ops.nansum(input, dim, keepdim, dtype=dtype) / there
