"""Gradient edges: places in the graph where a gradient arrives."""

from __future__ import annotations

from typing import Any, NamedTuple

from gradwire.differentiation.grad_modes import enable_grad


class GradientEdge(NamedTuple):
    """A node and which of its outputs: where the gradient of a tensor arrives. Stands for it in a pass."""

    node: Any
    output_nr: int
    ownership_token: Any = None
    """The tensor itself."""


def get_gradient_edge(tensor: Any) -> GradientEdge:
    """The edge where the gradient of a tensor arrives.

    It follows the tensor: after a change in place it is the edge of what the tensor is then.
    https://docs.pytorch.org/docs/stable/generated/torch.autograd.graph.get_gradient_edge.html
    """
    if not tensor.requires_grad:
        raise RuntimeError("a tensor that does not require grad has no gradient edge: nothing was recorded for it")
    node = tensor.grad_fn
    if node is None:
        with enable_grad():
            node = tensor.view_as(tensor).grad_fn.next_functions[0][0]
    return GradientEdge(node, tensor.output_nr, tensor)
