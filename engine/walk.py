"""One pass back over the graph.

The walk is iterative and goes by age: a node is newer than all that it leads to, so when it is the newest left, all of
its incoming gradients have arrived. Rules run on plain arrays, or, with `create_graph`, on tensors that record.
"""

from __future__ import annotations

import heapq
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from engine.namespace import array_ops
from engine.node import AccumulateGrad, Edge, Node
from engine.tensor import Tensor

if TYPE_CHECKING:
    from engine.context import Context

Place = tuple[int, int]  # a node's number and one of its outputs


class Walk:
    """One pass back over the graph."""

    def __init__(self, context: Context, retain_graph: bool | None, create_graph: bool) -> None:
        self.context = context
        self.retain_graph = create_graph if retain_graph is None else retain_graph
        self.create_graph = create_graph
        self.captured: dict[Place, Any] = {}
        self._nodes: dict[int, Node] = {}
        self._incoming: dict[int, list[Any]] = {}
        self._ages: list[int] = []  # a heap of negated node numbers: the newest first

    def run(self, seeds: Iterable[tuple[Edge, Tensor]], targets: Sequence[Edge] | None = None) -> None:
        """Walk from the seeds to the leaves; with `targets`, capture what arrives there and go nowhere else."""
        seeds = list(seeds)
        wanted = frozenset(map(place, targets or ()))
        needed = None if targets is None else self._needed([edge for edge, _ in seeds], wanted)
        with self.context.recording_as(self.create_graph):
            for edge, seed in seeds:
                self._arrive(edge, seed if self.create_graph else seed.data)
            while self._ages:
                node = self._nodes.pop(-heapq.heappop(self._ages))
                self._visit(node, self._incoming.pop(node.id), wanted, needed)

    def _visit(self, node: Node, incoming: list[Any], wanted: frozenset[Place], needed: set[int] | None) -> None:
        if node.retained:
            self._retain(node, incoming)
        if wanted:
            for output, gradient in enumerate(incoming):
                if (node.id, output) in wanted and gradient is not None:
                    self.captured[node.id, output] = self._tensor(gradient, node)
        if isinstance(node, AccumulateGrad):
            if needed is None:
                gradient = incoming.pop()
                self.accumulate(node.variable, gradient)
            return
        if needed is not None and node.id not in needed:
            return
        ops = self.context.ops if self.create_graph else array_ops(node.device.xp)
        if any(g is not None and g.dtype.kind == "c" for g in incoming):
            incoming = [_conjugated(ops, g) for g in incoming]
        for edge, gradient in node.gradients(ops, incoming):
            if gradient is not None and (needed is None or self._leads(edge, needed, wanted)):
                self._arrive(edge, _fitted(ops, gradient, edge))
        if not self.retain_graph:
            node.release()

    def _retain(self, node: Node, incoming: list[Any]) -> None:
        """Keep the gradients of tensors that asked for it with `retain_grad`."""
        for output, reference in node.retained.items():
            tensor = reference()
            if tensor is not None and incoming[output] is not None:
                self.context.keep(tensor)
                tensor.grad = self._tensor(incoming[output], node)

    @staticmethod
    def _leads(edge: Edge, needed: set[int], wanted: frozenset[Place]) -> bool:
        return edge[0].id in needed or place(edge) in wanted

    def _arrive(self, edge: Edge, gradient: Any) -> None:
        node, output = edge
        incoming = self._incoming.get(node.id)
        if incoming is None:
            incoming = self._incoming[node.id] = [None] * len(node.shapes)
            self._nodes[node.id] = node
            heapq.heappush(self._ages, -node.id)
        before = incoming[output]
        incoming[output] = gradient if before is None else before + gradient

    def _needed(self, roots: list[Edge], wanted: frozenset[Place]) -> set[int]:
        """The nodes from which a target can be reached."""
        reached: dict[int, Node] = {}
        stack = [node for node, _ in roots]
        while stack:
            node = stack.pop()
            if node.id not in reached:
                reached[node.id] = node
                stack.extend(edge[0] for edge in node.next_edges() if edge is not None)
        needed: set[int] = set()
        for number in sorted(reached):
            edges = reached[number].next_edges()
            if any(edge and self._leads(edge, needed, wanted) for edge in edges):
                needed.add(number)
        return needed

    def accumulate(self, tensor: Tensor, gradient: Any) -> None:
        """Add a gradient to `.grad`: in place, or as a new tensor where the gradient is itself recorded."""
        before = tensor.grad
        if before is None:
            self.context.keep(tensor)
            tensor.grad = self._own(tensor, gradient)
        elif self.create_graph:
            self.context.keep(tensor)
            tensor.grad = before + gradient
        else:
            array = gradient.data if isinstance(gradient, Tensor) else gradient
            self.context.keep_contents(before)
            before.data[...] = before.data + array
            before.touch()

    def _own(self, tensor: Tensor, gradient: Any) -> Tensor:
        """A gradient as a tensor of its own: a copy where somebody else may hold the array."""
        if self.create_graph:
            return self.context.ops.clone(gradient) if gradient.is_leaf else gradient  # type: ignore[no-any-return]
        array = gradient.data if isinstance(gradient, Tensor) else gradient
        # 4: the caller's variable, this function's two, and getrefcount's argument
        if array.base is not None or not array.flags.owndata or sys.getrefcount(array) > 4:
            array = array.copy()
        owned = self.context.place(array, tensor.device)
        self.context.number(owned)
        return owned

    def _tensor(self, gradient: Any, node: Node) -> Tensor:
        if isinstance(gradient, Tensor):
            return gradient
        tensor = self.context.place(gradient.copy(), node.device)
        self.context.number(tensor)
        return tensor


def place(edge: Edge) -> Place:
    return edge[0].id, edge[1]


def _conjugated(ops: Any, gradient: Any) -> Any:
    """Rules apply the plain transpose; PyTorch's gradient of complex values is its conjugate."""
    return ops.conj(gradient) if gradient is not None and gradient.dtype.kind == "c" else gradient


def _fitted(ops: Any, gradient: Any, edge: Edge) -> Any:
    """Undo broadcasting, casts and the step from real to complex: a gradient is like what it is the gradient of."""
    node, output = edge
    shape, dtype = node.shapes[output], node.dtypes[output]
    if gradient.dtype.kind == "c":
        gradient = ops.conj(gradient) if dtype.kind == "c" else ops.real(gradient)
    if gradient.shape != shape:
        gradient = ops.sum_to_size(gradient, shape)
    return gradient if gradient.dtype is dtype else ops.to(gradient, dtype)
