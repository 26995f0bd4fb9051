"""In-place changes of views: the base of a changed view gets a new node, and other views are recorded anew.

As in PyTorch: https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.node import Edge, Node, OpNode
from engine.tensor import Tensor, View, replay


def rebase(target: Tensor, node: OpNode) -> None:
    """Give a tensor that was changed in place its new place in the graph, through the base of a view."""
    base = target.base
    if base is None:
        target.make_node(node)
        return
    base.context.keep(base)
    base.make_node(CopySlices(base, target.replay, node))
    target.record_again()


class CopySlices(Node):
    """The new node of a base after an in-place operation on a view: that operation inside, the base around it."""

    name = "CopySlices"

    def __init__(self, base: Tensor, views: tuple[View, ...], inner: OpNode) -> None:
        around = base.edge() if base.requires_grad else None
        super().__init__(base.context, (around, *inner.edges[1:]), base.device)
        self.views = views
        self.inner = inner
        self.outputs = ((base.shape, base.dtype, base.id),)

    def saved_values(self) -> dict[str, Any] | None:
        return self.inner.saved_values()

    def release(self) -> None:
        self.inner.release()

    def gradients(self, ops: Any, incoming: list[Any]) -> Iterator[tuple[Edge, Any]]:
        around = ops.clone(incoming[0])
        window = replay(ops, around, self.views)
        for_window = None
        for edge, gradient in self.inner.gradients(ops, [ops.clone(window)]):
            if edge is self.inner.edges[0]:
                for_window = gradient
            else:
                yield edge, gradient
        ops.write(window, 0 if for_window is None else for_window)
        if self.edges[0] is not None:
            yield self.edges[0], around
