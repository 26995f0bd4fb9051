"""What tensors offer beside arithmetic."""

from __future__ import annotations

from typing import Any

from engine import shapes
from engine.families import attribute, composite, operation, view
from engine.parameters import Array, Integer, Ops, Size, Xp, Dtype


@operation("tensor", in_place=True)
def copy(xp: Xp, input: Array, src: Array) -> Any:
    """The values of src in the shape and dtype of input."""
    return xp.broadcast_to(xp.asarray(src, input.dtype), input.shape)


copy.gradient(src=lambda ops, g: g)


@operation("tensor")
def clone(xp: Xp, input: Array) -> Any:
    """A copy."""
    return input.copy()


clone.gradient(input=lambda ops, g: g)


@operation("tensor", grad_fn=("ToCopyBackward0",))
def to(xp: Xp, input: Array, dtype: Dtype) -> Any:
    """cast"""
    return input if input.dtype == dtype else input.astype(dtype)


to.gradient(input=lambda ops, g: g)


@view()
def expand(xp: Xp, input: Array, size: Size) -> Any:
    """expand"""
    return xp.broadcast_to(input, size)


expand.gradient(input=lambda ops, g, input_shape: ops.sum_to_size(g, input_shape))


@view()
def select(xp: Xp, input: Array, dim: Integer, index: Integer) -> Any:
    """select"""
    return input[(slice(None),) * dim + (index, ...)]


select.gradient(input=lambda ops, g, input_shape, dim, index: ops.select_backward(g, input_shape, dim, index))


@operation("tensor")
def select_backward(xp: Xp, g: Array, size: Size, dim: Integer, index: Integer) -> Any:
    """x"""
    out = xp.zeros(size, g.dtype)
    out[(slice(None),) * dim + (index, ...)] = g
    return out


select_backward.gradient(g=lambda ops, g, dim, index: ops.select(g, dim, index))


@composite("tensor")
def sum_to_size(ops: Ops, input: Array, size: Size) -> Any:
    """sum"""
    lead = len(input.shape) - len(size)
    dims = tuple(range(lead)) + tuple(i + lead for i, s in enumerate(size) if s == 1 and input.shape[i + lead] != 1)
    if dims:
        input = ops.sum(input, dims, True)
    return ops.view(input, size) if lead else input


@view(name="view")
def view_(xp: Xp, input: Array, size: Size) -> Any:
    """view"""
    return xp.reshape(input, size)


view_.gradient(input=lambda ops, g, input_shape: ops.view(g, input_shape))
