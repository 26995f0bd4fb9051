"""In-place changes: what recording cannot follow is refused; the base of a changed view gets a new node, and other
views are recorded anew.

As in PyTorch: https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from engine.batching import levels_of
from engine.batching.device import batched
from engine.batching.level import union
from engine.errors import GraphFreed, InPlaceOnLeaf, OpFailed
from engine.node import Edge, Node, numbered
from engine.replay import View, replay
from engine.storage import collide
from engine.tensor import Tensor

if TYPE_CHECKING:
    from engine.hooks import Question
    from engine.op import Op


def check_in_place(tensor: Tensor, op: str, records: bool) -> None:
    """Refuse an in-place change that recording cannot follow, or of what was made in an inference mode that is over."""
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
    if records and tensor.requires_grad and (tensor.is_leaf or (tensor.base is not None and tensor.base.is_leaf)):
        what = "a leaf" if tensor.base is None else "a view of a leaf"
        raise InPlaceOnLeaf(
            f"{op} would change {what} that requires grad in place: do it under no_grad, or use the variant that "
            "returns a new tensor.",
            op=op,
            shapes=[list(tensor.shape)],
        )


def check_memory(op: Op, inputs: Sequence[Any], name: str) -> None:
    """Refuse to write to elements that share memory with each other, or with what is read at another place."""
    target = inputs[0]
    data = target.data
    # a number written everywhere is the same however often it is written
    uniform = op.name == "zero" or (op.name == "_fill" and not isinstance(inputs[1], Tensor))
    strides = () if uniform or not data.size else data.strides
    if any(stride == 0 and size > 1 for stride, size in zip(strides, data.shape, strict=False)):
        detail = f"{name} would write to an expanded tensor, whose elements share memory: clone() it first."
        raise OpFailed(detail, op=name)
    if op.elementwise or op.name == "copy":
        for value in inputs[1:]:
            if type(value) is Tensor and value is not target and collide(data, value.data):
                raise OpFailed(
                    f"{name} would write to elements that it reads at another place, because an input shares memory "
                    "with what is changed: clone() the input.",
                    op=name,
                )


def turn(target: Tensor, op: str, look: Callable[[], Tensor]) -> Tensor:
    """Make a tensor, in place, what a look at it is: a view."""
    check_in_place(target, op, target.context.recording and target.requires_grad)
    target.turn(look())
    return target


def rebase(target: Tensor, node: Node, place: int = 0, output: int = 0) -> None:
    """Give a tensor that was changed in place its new place in the graph, through the base of a view.

    It was the input of the node at `place`, and is now its `output`.
    """
    base = target.base
    if base is None:
        target.move_to(node, output)
        return
    base.context.keep(base)
    base.move_to(CopySlices(base, base.returns + target.replay, node, place))
    target.record_again()


class CopySlices(Node):
    """The new node of a base after an in-place operation on a view: that operation inside, the base around it.

    `place` is the input of the operation that is the view.
    """

    name = "CopySlices"

    def __init__(self, base: Tensor, views: tuple[View, ...], inner: Node, place: int = 0) -> None:
        around = base.edge() if base.requires_grad else None
        device = batched(base.device, union((base.device.levels, inner.device.levels)))
        super().__init__(base.context, (*inner.edges[:place], around, *inner.edges[place + 1 :]), device)
        self.levels = base.device.levels
        self.views = views
        self.inner: Node | None = inner  # None once freed: it may be in the graph by itself, through its saved output
        self.place = place
        self.asks = inner.asks
        self.set_outputs((base,))

    def saved_values(self) -> dict[str, Any] | None:
        return None if self.inner is None else self.inner.saved_values()

    def check_saved(self) -> None:
        self._unfreed().check_saved()

    def release(self) -> None:
        self.context.keep(self)
        self.inner = None

    def gradients(
        self, ops: Any, incoming: list[Any], leads: Callable[[Edge], bool] | None = None
    ) -> Iterator[tuple[Edge, Any]]:
        inner = self._unfreed()
        return self._around(ops, incoming, inner, lambda window: inner.gradients(ops, [window]))

    def question(self, gradients: Sequence[Tensor | None]) -> Question:
        ops = self.context.ops
        return self._unfreed().question([replay(ops, ops._contiguous(gradients[0]), self.views)])

    def answered(self, ops: Any, incoming: list[Any], answers: Sequence[Any]) -> Iterator[tuple[Edge, Any]]:
        inner = self._unfreed()
        return self._around(ops, incoming, inner, lambda window: inner.answered(ops, [window], answers))

    def _unfreed(self) -> Node:
        if self.inner is None:
            raise GraphFreed(
                "An in-place change of a view went with the backward pass before: pass retain_graph=True there, or run "
                "the forward pass again.",
                node=f"n{self.age}",
            )
        return self.inner

    def _for_each(self, ops: Any, gradient: Any) -> Any:
        """A gradient with room for what the operation inside makes of it: it may differ where the gradient does not."""
        for level in self.levels:
            if level not in levels_of(gradient.data if isinstance(gradient, Tensor) else gradient):
                gradient = ops._batch(ops._unbatch(gradient, dim=0, level=level), dim=0, level=level)
        return gradient

    def _around(
        self, ops: Any, incoming: list[Any], inner: Node, inside: Callable[[Any], Iterator[tuple[Edge, Any]]]
    ) -> Iterator[tuple[Edge, Any]]:
        around = ops._contiguous(self._for_each(ops, incoming[0]))
        window = replay(ops, around, self.views)
        for_window = None
        for number, edge, gradient in numbered(inner.next_edges(), inside(ops.clone(window))):
            if number == self.place:
                for_window = gradient
            else:
                yield edge, gradient
        if for_window is not None and for_window.shape != window.shape:  # an owner's answer may be of a larger one
            for_window = ops.sum_to_size(for_window, window.shape)
        ops.write(window, 0 if for_window is None else for_window)
        edge = self.edges[self.place]
        if edge is not None:
            yield edge, around
