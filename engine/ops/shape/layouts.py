"""New tensors laid out in memory as asked, and tensors given another size.

https://docs.pytorch.org/docs/stable/generated/torch.empty_strided.html
"""

from __future__ import annotations

import math
from typing import Any

from engine import storage
from engine.errors import OpFailed
from engine.families import attribute, composite, creation
from engine.ops.creation.filled import make, representable
from engine.ops.shape.strides import place_by_strides
from engine.parameters import Array, Boolean, Device, Dtype, Integers, Number, Ops, Plain, Size

Context = Any
Shape = tuple[int, ...]


def _laid_out(
    context: Context, op: str, size: Shape, stride: Shape, dtype: Any, device: Any, requires_grad: bool
) -> Any:
    """Zeros whose neighbours lie stride apart."""
    if len(size) != len(stride) or min((*size, *stride), default=0) < 0:
        raise OpFailed(
            f"{op}: size {list(size)} and stride {list(stride)} must have one length and nothing negative.", op=op
        )
    dtype = dtype or context.dtype
    length = storage.extent(size, stride)
    context.admit((length,), dtype, op)
    return make(
        context,
        op,
        size,
        dtype,
        device,
        requires_grad,
        lambda xp, size, dtype: storage.strided(xp, xp.zeros(length, dtype), size, stride, 0),
    )


@creation(cases=({"size": (2, 3), "stride": (1, 2)},))
def empty_strided(
    context: Context,
    size: Integers,
    stride: Integers,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """A tensor whose values mean nothing, zeros, and whose neighbours lie stride apart in memory."""
    return _laid_out(context, "empty_strided", size, stride, dtype, device, requires_grad)


@creation(cases=({"size": (2, 3), "physical_layout": (1, 0)},))
def empty_permuted(
    context: Context,
    size: Integers,
    physical_layout: Integers,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """A tensor whose values mean nothing, zeros, and whose dimensions lie in memory in an order, outermost first."""
    if sorted(physical_layout) != list(range(len(size))):
        raise OpFailed(
            f"empty_permuted: physical_layout {list(physical_layout)} must name each dimension of {list(size)} once.",
            op="empty_permuted",
        )
    stride = [1] * len(size)
    for place, dim in enumerate(physical_layout):
        stride[dim] = math.prod(max(size[inner], 1) for inner in physical_layout[place + 1 :])
    return _laid_out(context, "empty_permuted", size, tuple(stride), dtype, device, requires_grad)


@composite("creation", variants=("method",), cases=({"input": (1,), "size": (2, 3), "stride": (1, 2)},))
def new_empty_strided(
    ops: Ops,
    input: Array,
    size: Integers,
    stride: Integers,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """A tensor whose values mean nothing, zeros, laid out by stride, in the dtype of input."""
    return _laid_out(
        ops.context, "new_empty_strided", size, stride, dtype or input.dtype, device or input.device, requires_grad
    )


@creation(cases=({"s": 1.5}, {"s": 2, "dtype": "int64"}))
def scalar_tensor(
    context: Context,
    s: Number,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """A number as a tensor without dimensions, in the default dtype."""
    dtype = dtype or context.dtype
    value = representable("scalar_tensor", s, dtype)
    return make(
        context,
        "scalar_tensor",
        (),
        dtype,
        device,
        requires_grad,
        lambda xp, shape, dtype: xp.full(shape, value, dtype),
    )


@attribute(cases=({"input": [1.0, 2.0, 3.0], "size": (2,)},))
def resize_(context: Context, input: Array, size: Size) -> Any:
    """Give input another size: its storage in row-major order, continued by zeros where that is too short."""
    return _resized(context, "resize_", input, tuple(size))


@attribute(variants=("function", "method"), cases=({"input": [1.0, 2.0, 3.0], "the_template": (2,)},))
def resize_as_(context: Context, input: Array, the_template: Plain) -> Any:
    """Give input the size of another tensor."""
    return _resized(context, "resize_as_", input, the_template.shape)


def _resized(context: Context, op: str, input: Any, size: Shape) -> Any:
    if input.requires_grad:
        raise OpFailed(f"{op}: a tensor that requires grad cannot be given another size: use view or reshape.", op=op)
    context.admit(size, input.dtype, op)
    context.keep(input)
    if input.shape != size:
        input.data = _refilled(op, input, size)
        place_by_strides(input)
    input.touch()
    return input


def _refilled(op: str, input: Any, size: Shape) -> Any:
    """The storage of a tensor in another shape, or a longer one."""
    flat, start, needed = storage.memory(input.data), storage.offset(input.data), math.prod(size)
    missing = start + needed - len(flat)
    if missing <= 0:
        return flat[start : start + needed].reshape(size)
    if input.may_share:  # the storage cannot grow in its place
        raise OpFailed(
            f"{op}: {list(size)} is more than the storage holds, which others may share: make a new tensor.",
            op=op,
            shapes=[list(input.shape), list(size)],
        )
    xp = input.device.xp
    return xp.concatenate([flat[start:], xp.zeros(missing, input.dtype)]).reshape(size)
