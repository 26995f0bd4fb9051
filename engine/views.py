"""In-place changes: what recording cannot follow is refused; the base of a changed view gets a new node, and other
views are recorded anew.

As in PyTorch: https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from engine.errors import InPlaceOnLeaf, OpFailed
from engine.node import Edge, Node
from engine.place import View, replay
from engine.tensor import Tensor

if TYPE_CHECKING:
    from engine.hooks import Question


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


def rebase(target: Tensor, node: Node, place: int = 0, output: int = 0) -> None:
    """Give a tensor that was changed in place its new place in the graph, through the base of a view.

    It was the input of the node at `place`, and is now its `output`.
    """
    base = target.base
    if base is None:
        target.move_to(node, output)
        return
    base.context.keep(base)
    base.move_to(CopySlices(base, target.replay, node, place))
    target.record_again()


_WINDOW: Edge = (None, 0)


class CopySlices(Node):
    """The new node of a base after an in-place operation on a view: that operation inside, the base around it.

    `place` is the input of the operation that is the view.
    """

    name = "CopySlices"

    def __init__(self, base: Tensor, views: tuple[View, ...], inner: Node, place: int = 0) -> None:
        around = base.edge() if base.requires_grad else None
        before, behind = inner.edges[:place], inner.edges[place + 1 :]
        super().__init__(base.context, (*before, around, *behind), base.device)
        self.views = views
        self.inner = inner
        self.place = place
        self.asks = inner.asks
        if inner.edges[place] is not None:  # told apart from the other inputs, of which one may be the same view
            inner.edges = (*before, _WINDOW, *behind)
        self.outputs = ((base.shape, base.dtype, base.id),)

    def saved_values(self) -> dict[str, Any] | None:
        return self.inner.saved_values()

    def release(self) -> None:
        self.inner.release()

    def gradients(
        self, ops: Any, incoming: list[Any], leads: Callable[[Edge], bool] | None = None
    ) -> Iterator[tuple[Edge, Any]]:
        return self._around(ops, incoming, lambda window: self.inner.gradients(ops, [window]))

    def question(self, gradients: Sequence[Tensor | None]) -> Question:
        return self.inner.question([replay(self.context.ops, gradients[0], self.views)])

    def answered(self, ops: Any, incoming: list[Any], answers: Sequence[Any]) -> Iterator[tuple[Edge, Any]]:
        return self._around(ops, incoming, lambda window: self.inner.answered(ops, [window], answers))

    def _around(
        self, ops: Any, incoming: list[Any], inside: Callable[[Any], Iterator[tuple[Edge, Any]]]
    ) -> Iterator[tuple[Edge, Any]]:
        around = ops.clone(incoming[0])
        window = replay(ops, around, self.views)
        for_window = None
        for edge, gradient in inside(ops.clone(window)):
            if edge is _WINDOW:
                for_window = gradient
            else:
                yield edge, gradient
        ops.write(window, 0 if for_window is None else for_window)
        edge = self.edges[self.place]
        if edge is not None:
            yield edge, around
