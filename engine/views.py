"""In-place changes: what recording cannot follow is refused; the base of a changed view gets a new node, and other
views are recorded anew.

As in PyTorch: https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from engine.errors import InPlaceOnLeaf, OpFailed
from engine.node import Edge, Node, OpNode
from engine.place import View, replay
from engine.tensor import Tensor


def check_in_place(tensor: Tensor, op: str, records: bool) -> None:
    """Refuse an in-place change that recording cannot follow, or of elements that share memory."""
    if tensor.is_inference and not tensor.context.inference:
        raise OpFailed(
            f"{op} would change a tensor that was made in inference mode, which is over: change a clone() of it.", op=op
        )
    if records and tensor.restriction:
        raise OpFailed(
            f"{op} would change a tensor that {tensor.restriction}: recording cannot follow that. Use the variant that "
            "returns a new tensor, or change a clone.",
            op=op,
        )
    if records:
        for changed, what in ((tensor, "a leaf"), (tensor.base, "a view of a leaf")):
            if changed is not None and changed.requires_grad and changed.is_leaf:
                raise InPlaceOnLeaf(
                    f"{op} would change {what} that requires grad in place: do it under no_grad, or use the "
                    "variant that returns a new tensor.",
                    op=op,
                    shapes=[list(tensor.shape)],
                )
    strides = tensor.data.strides if tensor.data.size else ()
    if any(stride == 0 and size > 1 for stride, size in zip(strides, tensor.shape, strict=False)):
        raise OpFailed(f"{op} would write to an expanded tensor, whose elements share memory: clone() it first.", op=op)


def rebase(target: Tensor, node: OpNode) -> None:
    """Give a tensor that was changed in place its new place in the graph, through the base of a view."""
    base = target.base
    if base is None:
        target.move_to(node)
        return
    base.context.keep(base)
    base.move_to(CopySlices(base, target.replay, node))
    target.record_again()


_WINDOW: Edge = (None, 0)


class CopySlices(Node):
    """The new node of a base after an in-place operation on a view: that operation inside, the base around it."""

    name = "CopySlices"

    def __init__(self, base: Tensor, views: tuple[View, ...], inner: OpNode) -> None:
        around = base.edge() if base.requires_grad else None
        super().__init__(base.context, (around, *inner.edges[1:]), base.device)
        self.views = views
        self.inner = inner
        if inner.edges[0] is not None:  # told apart from the other inputs, of which one may be the same view
            inner.edges = (_WINDOW, *inner.edges[1:])
        self.outputs = ((base.shape, base.dtype, base.id),)

    def saved_values(self) -> dict[str, Any] | None:
        return self.inner.saved_values()

    def release(self) -> None:
        self.inner.release()

    def gradients(
        self, ops: Any, incoming: list[Any], leads: Callable[[Edge], bool] | None = None
    ) -> Iterator[tuple[Edge, Any]]:
        around = ops.clone(incoming[0])
        window = replay(ops, around, self.views)
        for_window = None
        for edge, gradient in self.inner.gradients(ops, [ops.clone(window)]):
            if edge is _WINDOW:
                for_window = gradient
            else:
                yield edge, gradient
        ops.write(window, 0 if for_window is None else for_window)
        if self.edges[0] is not None:
            yield self.edges[0], around
