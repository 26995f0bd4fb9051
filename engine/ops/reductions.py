"""Reductions: one number from many."""

from __future__ import annotations

from typing import Any

from engine import dtypes
from engine.families import reduction
from engine.parameters import Array, Boolean, Dtype, Integers, Ops, Xp


def _spread(ops: Ops, g: Any, shape: tuple[int, ...], dim: tuple[int, ...] | None, keepdim: bool) -> Any:
    """The gradient of a reduction at the shape of its input."""
    if dim is not None and not keepdim:
        for one in sorted(one % max(len(shape), 1) for one in dim):
            g = ops.unsqueeze(g, one) if shape else g
    return ops.expand(g, shape)


@reduction(
    grad_fn=("SumBackward0", "SumBackward1"), variant=lambda inputs, attributes: attributes.get("dim") is not None
)
def sum(
    xp: Xp, input: Array, dim: Integers | None = None, keepdim: Boolean = False, *, dtype: Dtype | None = None
) -> Any:
    """The sum over `dim`, or over all elements; integers and booleans sum to int64."""
    if dtype is None and dtypes.CATEGORY[input.dtype] < dtypes.FLOATING:
        dtype = dtypes.int64
    return xp.sum(input, dim or None, dtype, None, keepdim)


sum.gradient(input=lambda ops, g, input_shape, dim, keepdim: _spread(ops, g, input_shape, dim, keepdim))
