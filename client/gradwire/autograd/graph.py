"""torch.autograd.graph: the graph that was recorded, its nodes, and hooks on several tensors at once.

https://docs.pytorch.org/docs/stable/autograd.html#autograd-graph
"""

from __future__ import annotations

from collections.abc import Sequence

from gradwire.differentiation.edges import GradientEdge, get_gradient_edge
from gradwire.differentiation.hooks import Hook, on_gradients
from gradwire.differentiation.nodes import Node
from gradwire.handles import RemovableHandle
from gradwire.recording.handle import Handle

__all__ = ["GradientEdge", "Node", "get_gradient_edge", "register_multi_grad_hook"]


def register_multi_grad_hook(tensors: Sequence[Handle], fn: Hook, *, mode: str = "all") -> RemovableHandle:
    """Call `fn(grads)` when the gradients of all the tensors that a pass reaches have been computed, None for others.

    With `mode="any"` it is `fn(grad)`, for the first of them. Raises ValueError for another mode, RuntimeError for
    tensors that do not require grad.
    """
    if mode not in ("all", "any"):
        raise ValueError(f"Expects mode to be one of ('all', 'any') but got {mode}")
    return on_gradients(list(tensors), fn, mode)
