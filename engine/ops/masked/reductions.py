"""Reductions that leave out what a mask hides: torch.masked.

A hidden element counts as the one that changes nothing: 0 in a sum, 1 in a product, -inf in a maximum. A mask that is
None hides nothing; its shape broadcasts to the input's.

https://docs.pytorch.org/docs/stable/masked.html
"""

from __future__ import annotations

import math
from typing import Any

import numpy

from engine import dtypes
from engine.errors import DtypeMismatch, IndexOutOfRange, InvalidValue
from engine.families import FUNCTION, composite
from engine.op import Op
from engine.parameters import Array, Boolean, Dtype, Integer, Integers, Ops, Plain
from engine.shapes import dimension, dimensions

MASK = [[True, False, True], [True, True, False]]
CASES: tuple[dict[str, Any], ...] = (
    {"input": (2, 3)},
    {"input": (2, 3), "mask": MASK},
    {"input": (2, 3), "dim": 1, "mask": MASK, "keepdim": True},
    {"input": (2, 3), "dim": (0, 1), "mask": [True, False, True]},
)
ALONG: tuple[dict[str, Any], ...] = ({"input": (2, 3), "dim": 1}, {"input": (2, 3), "dim": 1, "mask": MASK})


def whole(ops: Ops, input: Any, mask: Any) -> Any:
    """A mask as one of booleans of the input's shape."""
    if len(mask.shape) > len(input.shape):
        raise IndexOutOfRange(
            f"A mask of {list(mask.shape)} has more dimensions than the input, {list(input.shape)}.",
            shapes=[list(mask.shape), list(input.shape)],
        )
    mask = mask if mask.dtype == dtypes.bool else ops.ne(mask, 0)
    return mask if mask.shape == input.shape else ops.expand(mask, input.shape)


def hidden(ops: Ops, input: Any, mask: Any, neutral: Any) -> Any:
    """The input with the neutral element where the mask hides."""
    return input if mask is None else ops.masked_fill(input, ~whole(ops, input, mask), neutral)


def least(op: str, dtype: dtypes.Dtype) -> Any:
    """What is below all numbers of a dtype."""
    if dtype.kind in "iu":
        return int(numpy.iinfo(dtype).min)
    if dtypes.CATEGORY[dtype] == dtypes.FLOATING or (dtype.kind == "c" and op == "logsumexp"):
        return -math.inf
    raise _unordered(op, dtype)


def greatest(op: str, dtype: dtypes.Dtype) -> Any:
    """What is above all numbers of a dtype."""
    if dtype.kind in "iu":
        return int(numpy.iinfo(dtype).max)
    if dtypes.CATEGORY[dtype] == dtypes.FLOATING:
        return math.inf
    raise _unordered(op, dtype)


def _unordered(op: str, dtype: dtypes.Dtype) -> DtypeMismatch:
    return DtypeMismatch(
        f"masked.{op} of {dtype.name} is not defined.",
        op=f"masked.{op}",
        dtypes=[dtype.name],
        exception="NotImplementedError",
    )


def _summed(dtype: dtypes.Dtype) -> dtypes.Dtype:
    return dtypes.int64 if dtypes.CATEGORY[dtype] < dtypes.FLOATING else dtype


@composite("reduction", name="masked.sum", variants=FUNCTION, cases=CASES)
def sum(
    ops: Ops,
    input: Array,
    dim: Integers | None = None,
    *,
    keepdim: Boolean = False,
    dtype: Dtype | None = None,
    mask: Plain | None = None,
) -> Any:
    """The sum over dim, or over all elements, of those that mask shows."""
    return ops.sum(hidden(ops, input, mask, 0), dimensions(dim, len(input.shape)), keepdim, dtype=dtype)


@composite("reduction", name="masked.prod", variants=FUNCTION, cases=CASES)
def prod(
    ops: Ops,
    input: Array,
    dim: Integers | None = None,
    *,
    keepdim: Boolean = False,
    dtype: Dtype | None = None,
    mask: Plain | None = None,
) -> Any:
    """The product over dim, or over all elements, of those that mask shows."""
    out = ops.to(hidden(ops, input, mask, 1), _summed(input.dtype) if dtype is None else dtype)
    for one in reversed(dimensions(dim, len(input.shape))):
        out = ops.prod(out, one, keepdim)
    return out


@composite("reduction", name="masked.cumsum", variants=FUNCTION, cases=ALONG)
def cumsum(ops: Ops, input: Array, dim: Integer, *, dtype: Dtype | None = None, mask: Plain | None = None) -> Any:
    """The sums of all elements up to each one along dim, of those that mask shows."""
    return ops.cumsum(hidden(ops, input, mask, 0), dim, dtype=dtype or input.dtype)


@composite("reduction", name="masked.cumprod", variants=FUNCTION, cases=ALONG)
def cumprod(ops: Ops, input: Array, dim: Integer, *, dtype: Dtype | None = None, mask: Plain | None = None) -> Any:
    """The products of all elements up to each one along dim, of those that mask shows."""
    return ops.cumprod(hidden(ops, input, mask, 1), dim, dtype=dtype or input.dtype)


def _extremum(name: str, summary: str, neutral: Any) -> Op:
    """Register masked.amax or masked.amin."""

    def extremum(
        ops: Ops,
        input: Array,
        dim: Integers | None = None,
        *,
        keepdim: Boolean = False,
        dtype: Dtype | None = None,
        mask: Plain | None = None,
    ) -> Any:
        shown = hidden(ops, input, mask, None if mask is None else neutral(name, input.dtype))
        return ops.to(getattr(ops, name)(shown, () if dim is None else dim, keepdim), dtype)

    extremum.__doc__ = summary
    return composite("reduction", name=f"masked.{name}", variants=FUNCTION, cases=CASES)(extremum)


amax = _extremum("amax", "The largest elements over dim, or of all, of those that mask shows.", least)
amin = _extremum("amin", "The smallest elements over dim, or of all, of those that mask shows.", greatest)


def _position(name: str, summary: str, neutral: Any) -> Op:
    """Register masked.argmax or masked.argmin."""

    def position(
        ops: Ops,
        input: Array,
        dim: Integer | None = None,
        *,
        keepdim: Boolean = False,
        dtype: Dtype | None = None,
        mask: Plain | None = None,
    ) -> Any:
        shown = hidden(ops, ops.detach(input), mask, None if mask is None else neutral(name, input.dtype))
        return ops.to(getattr(ops, name)(shown, dim, keepdim), dtype or input.dtype)

    position.__doc__ = summary
    return composite("reduction", name=f"masked.{name}", variants=FUNCTION, cases=CASES[:3])(position)


argmax = _position("argmax", "Where the largest element that mask shows is, along dim or in the flat input.", least)
argmin = _position("argmin", "Where the smallest element that mask shows is, along dim or in the flat input.", greatest)


@composite("reduction", name="masked.logsumexp", variants=FUNCTION, cases=CASES)
def logsumexp(
    ops: Ops,
    input: Array,
    dim: Integers | None = None,
    *,
    keepdim: Boolean = False,
    dtype: Dtype | None = None,
    mask: Plain | None = None,
) -> Any:
    """The logarithm of the sum of exponentials over dim, or of all, of those that mask shows."""
    shown = hidden(ops, input, mask, None if mask is None else least("logsumexp", input.dtype))
    return ops.to(ops.logsumexp(shown, dimensions(dim, len(input.shape)), keepdim), dtype or input.dtype)


@composite("reduction", name="masked.median", variants=FUNCTION, cases=ALONG)
def median(
    ops: Ops,
    input: Array,
    dim: Integer = -1,
    *,
    keepdim: Boolean = False,
    dtype: Dtype | None = None,
    mask: Plain | None = None,
) -> Any:
    """The medians along dim of the elements that mask shows, the lower of two; NaN where it shows none."""
    dim = dimension(dim, len(input.shape))
    if dtypes.CATEGORY[input.dtype] == dtypes.FLOATING:
        return ops.nanmedian(hidden(ops, input, mask, math.nan), dim, keepdim)[0]
    out = ops.nanmedian(hidden(ops, ops.to(input, dtypes.float32), mask, math.nan), dim, keepdim)[0]
    if bool(ops.elements(ops.isnan(out)).any()):
        raise InvalidValue("masked.median of integers needs a mask that shows some in each row.", op="masked.median")
    return ops.to(out, dtype or input.dtype)


def shown_count(ops: Ops, input: Any, mask: Any, dim: Any, keepdim: bool) -> Any:
    """How many elements over dim are shown: a number, or a tensor of them."""
    if mask is not None:
        return ops.sum(whole(ops, input, mask), dim, keepdim)
    return math.prod(input.shape[one] for one in dimensions(dim, len(input.shape)))


@composite("reduction", name="masked.mean", variants=FUNCTION, cases=CASES)
def mean(
    ops: Ops,
    input: Array,
    dim: Integers | None = None,
    *,
    keepdim: Boolean = False,
    dtype: Dtype | None = None,
    mask: Plain | None = None,
) -> Any:
    """The mean over dim, or of all elements, of those that mask shows; NaN where it shows none."""
    dtype = dtype or input.dtype
    if dtypes.CATEGORY[dtype] < dtypes.FLOATING:
        raise InvalidValue(
            f"masked.mean of {input.dtype.name} needs a floating point dtype, as in dtype='float32'.",
            op="masked.mean",
            dtypes=[dtype.name],
        )
    total = ops.masked.sum(input, dim, keepdim=keepdim, dtype=dtype, mask=mask)
    return over(ops, total, shown_count(ops, input, mask, dim, keepdim))


def over(ops: Ops, total: Any, count: Any) -> Any:
    """A total over a count; over 0 it is infinite or NaN."""
    return total / (count if hasattr(count, "dtype") or count else ops.new_zeros(total, ()))
