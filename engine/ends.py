"""Where gradients end: in `.grad` of leaves, and of results that retain theirs."""

from __future__ import annotations

import sys
from typing import Any

from engine.errors import OpFailed
from engine.node import Node
from engine.tensor import Tensor

# References to an array that nobody else has: a variable, and getrefcount's argument. From Python 3.14 on variables
# need not count, so there every gradient is copied.
UNSHARED = 2 if sys.version_info < (3, 14) else 0


def accumulate(tensor: Tensor, incoming: list[Any], records: bool) -> None:
    """Add a gradient to `.grad`: in place, or as a new tensor where the gradient is itself recorded."""
    if tensor.follows or not tensor.requires_grad:
        return
    context, before = tensor.context, tensor.grad
    if records:
        context.keep(tensor)
        ops = context.ops
        gradient = incoming.pop()
        tensor.grad = ops.copy_(ops.empty_like(tensor), gradient) if before is None else before + gradient
    elif before is None:
        context.keep(tensor)
        tensor.grad = context.placed(owned(incoming, tensor.data.strides), tensor.device)
    else:
        if before.is_inference and not context.inference:
            raise OpFailed("A .grad that was made in inference mode cannot be added to outside: set it to None first.")
        context.keep_contents(before)
        before.data[...] = before.data + incoming.pop()
        before.touch()


def retain(node: Node, incoming: list[Any], records: bool) -> None:
    """Add to the gradients of tensors that asked for them with `retain_grad`; as a new tensor, as in PyTorch."""
    for output, reference in node.retained.items():
        tensor, gradient = reference(), incoming[output]
        if tensor is not None and gradient is not None:
            node.context.keep(tensor)
            if tensor.grad is not None:
                gradient = (tensor.grad if records else tensor.grad.data) + gradient
            elif records:
                gradient = node.context.ops.clone(gradient)
            tensor.grad = as_tensor(gradient, node)


def as_tensor(gradient: Any, node: Any) -> Tensor:
    """A gradient that came to a node, as a tensor of its own."""
    return gradient if isinstance(gradient, Tensor) else node.context.placed(gradient.copy("K"), node.device)


def owned(incoming: list[Any], strides: tuple[int, ...] | None = None) -> Any:
    """The array that came to a leaf, or a copy of it where somebody else may hold it, or its strides are others."""
    array = incoming.pop()
    base = array.base
    alone = sys.getrefcount(array) <= UNSHARED
    if alone and base is not None:  # the array is its only view, and shows all of it
        alone = type(base) is type(array) and sys.getrefcount(base) <= UNSHARED + 1 and base.nbytes == array.nbytes
    if not alone or (strides is not None and array.strides != strides):
        array = array.copy("K" if strides is None else "C")
    return array
