"""Norms, spreads and softmax that leave out what a mask hides: torch.masked.

https://docs.pytorch.org/docs/stable/masked.html
"""

from __future__ import annotations

import math
from typing import Any

from engine import dtypes
from engine.errors import InvalidArgument
from engine.families import FUNCTION, composite
from engine.op import Op
from engine.ops.masked.reductions import ALONG, CASES, greatest, hidden, least, over, shown_count
from engine.parameters import Array, Boolean, Dtype, Integer, Integers, Number, Ops, Plain
from engine.shapes import dimension


@composite("reduction", name="masked.norm", variants=FUNCTION, cases=(*CASES, {"input": (2, 3), "ord": 3.0, "dim": 0}))
def norm(
    ops: Ops,
    input: Array,
    ord: Number | None = 2.0,
    dim: Integers | None = None,
    *,
    keepdim: Boolean = False,
    dtype: Dtype | None = None,
    mask: Plain | None = None,
) -> Any:
    """The norm of order ord over dim, or of all elements, of those that mask shows."""
    shown = hidden(ops, input, mask, math.inf if ord == -math.inf else 0)
    return ops.linalg.vector_norm(shown, 2.0 if ord is None else ord, dim, keepdim, dtype=dtype)


def _variance(
    ops: Ops, input: Any, dim: Any, unbiased: Any, correction: Any, keepdim: bool, dtype: Any, mask: Any
) -> Any:
    if unbiased is not None and correction is not None:
        raise InvalidArgument("masked.var and masked.std take unbiased or correction, not both.")
    if correction is None:
        correction = 0 if unbiased is False else 1
    if dtype is None:
        dtype = input.dtype if dtypes.is_differentiable(input.dtype) else dtypes.float32
    working = dtype if dtypes.is_differentiable(dtype) else dtypes.float32
    total = ops.masked.sum(input, dim, keepdim=True, dtype=dtype, mask=mask)
    away = input - over(ops, total, shown_count(ops, input, mask, dim, True))
    squares = away * (ops.conj(away) if away.dtype.kind == "c" else away)
    spread = ops.masked.sum(squares, dim, keepdim=keepdim, dtype=working, mask=mask)
    count = shown_count(ops, input, mask, dim, keepdim)
    if correction:
        less = count - correction
        count = ops.clamp_min(ops.to(less, dtypes.real_of(working)), 0) if hasattr(less, "dtype") else max(less, 0)
    return ops.to(over(ops, spread, count), dtype)


_SPREADS: tuple[dict[str, Any], ...] = (*CASES[:3], {"input": (2, 3), "dim": 1, "correction": 0})


@composite("reduction", name="masked.var", variants=FUNCTION, cases=_SPREADS)
def var(
    ops: Ops,
    input: Array,
    dim: Integers | None = None,
    unbiased: Boolean | None = None,
    *,
    correction: Number | None = None,
    keepdim: Boolean = False,
    dtype: Dtype | None = None,
    mask: Plain | None = None,
) -> Any:
    """The variance over dim, or of all elements, of those that mask shows, divided by their number less correction."""
    return _variance(ops, input, dim, unbiased, correction, keepdim, dtype, mask)


@composite("reduction", name="masked.std", variants=FUNCTION, cases=_SPREADS)
def std(
    ops: Ops,
    input: Array,
    dim: Integers | None = None,
    unbiased: Boolean | None = None,
    *,
    correction: Number | None = None,
    keepdim: Boolean = False,
    dtype: Dtype | None = None,
    mask: Plain | None = None,
) -> Any:
    """The standard deviation over dim, or of all elements, of those that mask shows: the square root of masked.var."""
    return ops.sqrt(_variance(ops, input, dim, unbiased, correction, keepdim, dtype, mask))


def _normalization(name: str, path: str, summary: str, neutral: Any) -> Op:
    """Register masked.softmax and its kin."""

    def normalization(
        ops: Ops, input: Array, dim: Integer, *, dtype: Dtype | None = None, mask: Plain | None = None
    ) -> Any:
        shown = hidden(ops, input, mask, None if mask is None else neutral(name, input.dtype))
        axis = dimension(dim, len(input.shape))
        softmin = name == "softmin"
        return (ops.nn.functional.softmin if softmin else getattr(ops, name))(shown, axis, dtype=dtype or input.dtype)

    normalization.__doc__ = summary
    return composite("reduction", name=path, variants=FUNCTION, cases=ALONG)(normalization)


softmax = _normalization(
    "softmax", "masked.softmax", "softmax along dim of the elements that mask shows; the others get 0.", least
)
log_softmax = _normalization(
    "log_softmax", "masked.log_softmax", "The logarithm of masked.softmax; of what mask hides it is -inf.", least
)
softmin = _normalization(
    "softmin", "masked.softmin", "softmin along dim of the elements that mask shows; the others get 0.", greatest
)


@composite(
    "reduction",
    name="masked.normalize",
    variants=FUNCTION,
    cases=({"input": (2, 3), "ord": 2.0, "dim": 1}, {"input": (3,), "ord": 1, "dim": 0, "mask": [True, False, True]}),
)
def normalize(
    ops: Ops,
    input: Array,
    ord: Number,
    dim: Integer,
    *,
    eps: Number = 1e-12,
    dtype: Dtype | None = None,
    mask: Plain | None = None,
) -> Any:
    """The elements that mask shows over their norm of order ord along dim, or over eps where that is larger."""
    size = ops.masked.norm(input, ord, dim, keepdim=True, dtype=dtype or input.dtype, mask=mask)
    return hidden(ops, input, mask, 0) / ops.maximum(size, ops.new_full(size, (), eps))


@composite(
    "elementwise",
    name="masked.logaddexp",
    variants=FUNCTION,
    cases=({"input": (2, 3), "other": (2, 3)}, {"input": (3,), "other": (3,), "input_mask": [True, False, True]}),
)
def logaddexp(
    ops: Ops,
    input: Array,
    other: Array,
    *,
    dtype: Dtype | None = None,
    input_mask: Plain | None = None,
    other_mask: Plain | None = None,
) -> Any:
    """The logarithm of the sum of the exponentials of input and other, each of what its mask shows."""
    one, two = (
        hidden(ops, values, mask, None if mask is None else least("logaddexp", values.dtype))
        for values, mask in ((input, input_mask), (other, other_mask))
    )
    return ops.to(ops.logaddexp(one, two), dtype or input.dtype)
