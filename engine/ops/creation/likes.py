"""New tensors like others: of their shape, dtype and device, or of their dtype and device alone.

https://docs.pytorch.org/docs/stable/torch.html#creation-ops
"""

from __future__ import annotations

from typing import Any

from engine.families import composite, operation
from engine.ops.creation.filled import representable
from engine.parameters import Array, Boolean, Device, Dtype, Integers, Number, Ops, Size, Xp

LIKE = ({"input": (2, 3)},)
NEW = ({"input": (1,), "size": (2, 3)},)


@operation(
    "creation",
    shape=lambda input, size=None, **attributes: input if size is None else size,
    grows=True,
    cases=NEW,
)
def _full(xp: Xp, input: Array, size: Size | None = None, fill_value: Number = 0, dtype: Dtype | None = None) -> Any:
    """One number everywhere, in a shape of its own or laid out like input, and in the dtype of input."""
    dtype = input.dtype if dtype is None else dtype
    if size is None:
        return xp.full_like(input, representable("full", fill_value, dtype), dtype)
    return xp.full(size, representable("full", fill_value, dtype), dtype) if fill_value else xp.zeros(size, dtype)


def _leaf(ops: Ops, made: Any, device: Any, requires_grad: bool) -> Any:
    """A new tensor on the device asked for, recording if asked for."""
    if device is not None:
        made = ops.to(made, None, device)
    return made.requires_grad_() if requires_grad else made


@composite("creation", variants=("function",), cases=LIKE)
def zeros_like(
    ops: Ops,
    input: Array,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """Zeros like input."""
    return _leaf(ops, ops._full(input, None, 0, dtype), device, requires_grad)


@composite("creation", variants=("function",), cases=LIKE)
def ones_like(
    ops: Ops,
    input: Array,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """Ones like input."""
    return _leaf(ops, ops._full(input, None, 1, dtype), device, requires_grad)


@composite("creation", variants=("function",), cases=LIKE)
def empty_like(
    ops: Ops,
    input: Array,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """A tensor like input whose values mean nothing: zeros."""
    return _leaf(ops, ops._full(input, None, 0, dtype), device, requires_grad)


@composite("creation", variants=("function",), cases=({"input": (2, 3), "fill_value": 1.5},))
def full_like(
    ops: Ops,
    input: Array,
    fill_value: Number,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """One number everywhere, like input."""
    return _leaf(ops, ops._full(input, None, fill_value, dtype), device, requires_grad)


@composite("creation", variants=("method",), cases=NEW)
def new_zeros(
    ops: Ops,
    input: Array,
    size: Size,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """Zeros of a shape, in the dtype of input."""
    return _leaf(ops, ops._full(input, size, 0, dtype), device, requires_grad)


@composite("creation", variants=("method",), cases=NEW)
def new_ones(
    ops: Ops,
    input: Array,
    size: Size,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """Ones of a shape, in the dtype of input."""
    return _leaf(ops, ops._full(input, size, 1, dtype), device, requires_grad)


@composite("creation", variants=("method",), cases=NEW)
def new_empty(
    ops: Ops,
    input: Array,
    size: Size,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """A tensor of a shape whose values mean nothing, in the dtype of input: zeros."""
    return _leaf(ops, ops._full(input, size, 0, dtype), device, requires_grad)


@composite("creation", variants=("method",), cases=({"input": (1,), "size": (2, 3), "fill_value": 1.5},))
def new_full(
    ops: Ops,
    input: Array,
    size: Integers,
    fill_value: Number,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """One number everywhere, of a shape, in the dtype of input."""
    return _leaf(ops, ops._full(input, size, fill_value, dtype), device, requires_grad)
