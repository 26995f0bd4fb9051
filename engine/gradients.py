"""Walking back: vector-Jacobian products over the recorded graph.

The walk is iterative and goes by age: a node is newer than all that it leads to, so when it is the newest left, all of
its incoming gradients have arrived. Rules run on plain arrays, or, with `create_graph`, on tensors that record.
Source: https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html
"""

from __future__ import annotations

import heapq
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from engine import dtypes
from engine.errors import GradientRequired, InvalidArgument, NoGraph, NotDifferentiable, WrongGradients
from engine.node import AccumulateGrad, Edge, Node
from engine.tensor import Tensor

if TYPE_CHECKING:
    from engine.context import Context

Place = tuple[int, int]  # a node's number and one of its outputs


def backward(
    context: Context,
    tensors: Sequence[Tensor],
    gradients: Sequence[Tensor | None] | None = None,
    *,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Sequence[Tensor] | None = None,
) -> None:
    """Accumulate the gradients of `tensors` into the `.grad` of leaves, or of `inputs` alone.

    `gradients` holds one tensor of each root's shape, or None for a root of one element. Saved values are freed unless
    `retain_graph` (default: `create_graph`). Raises `NoGraph`, `GradientRequired`, `WrongGradients`, `GraphFreed`,
    `SavedValueModified`.
    """
    if inputs is not None and not inputs:
        raise InvalidArgument("inputs of backward must not be empty: leave it out for all leaves.", argument="inputs")
    walk = Walk(context, retain_graph, create_graph)
    if inputs is None:
        walk.run(_seeds(tensors, gradients))
        return
    targets = _targets(inputs)
    walk.run(_seeds(tensors, gradients), targets)
    for tensor, edge in zip(inputs, targets, strict=True):
        if _place(edge) in walk.captured:
            walk.accumulate(tensor, walk.captured[_place(edge)])


def gradients(
    context: Context,
    tensors: Sequence[Tensor],
    inputs: Sequence[Tensor],
    gradients: Sequence[Tensor | None] | None = None,
    *,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    allow_unused: bool = False,
    materialize_grads: bool = False,
    is_grads_batched: bool = False,
) -> list[Tensor | None]:
    """The gradients of `tensors` with respect to `inputs`, which may be any recorded tensors; nothing is accumulated.

    An unused input is an error, None with `allow_unused`, zeros with `materialize_grads`. With `is_grads_batched` the
    gradients have one more, leading, dimension, and so have the results.
    """
    targets = _targets(inputs)
    if is_grads_batched:
        rows = _rows(tensors, gradients)
        results = []
        for number, row in enumerate(rows):
            walk = Walk(context, retain_graph if number == len(rows) - 1 else True, create_graph)
            walk.run(_seeds(tensors, row), targets)
            results.append(walk.results(inputs, targets, allow_unused, True))
        return [context.ops.stack(list(parts)) for parts in zip(*results, strict=True)]
    walk = Walk(context, retain_graph, create_graph)
    walk.run(_seeds(tensors, gradients), targets)
    return walk.results(inputs, targets, allow_unused, materialize_grads)


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
        wanted = frozenset(map(_place, targets or ()))
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
        ops = self.context.ops if self.create_graph else node.device.ops
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
        return edge[0].id in needed or _place(edge) in wanted

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

    def results(
        self, inputs: Sequence[Tensor], targets: Sequence[Edge], allow_unused: bool, materialize_grads: bool
    ) -> list[Tensor | None]:
        """What was captured, per input."""
        results: list[Tensor | None] = []
        for number, (tensor, edge) in enumerate(zip(inputs, targets, strict=True)):
            gradient = self.captured.get(_place(edge))
            if gradient is None and materialize_grads:
                gradient = self.context.ops.zeros_like(tensor)
            elif gradient is None and not allow_unused:
                raise NoGraph(
                    f"Input {number} was not used to compute the tensors: allow_unused=True gives None in its place.",
                    input=number,
                )
            results.append(gradient)
        return results


def _seeds(tensors: Sequence[Tensor], gradients: Sequence[Tensor | None] | None) -> Iterable[tuple[Edge, Tensor]]:
    """Where to start, with which gradient."""
    if gradients is None:
        gradients = [None] * len(tensors)
    if len(gradients) != len(tensors):
        raise WrongGradients(
            f"{len(tensors)} tensors need {len(tensors)} gradients (null for a root of one element), "
            f"{len(gradients)} were given."
        )
    seeds = []
    for number, (tensor, gradient) in enumerate(zip(tensors, gradients, strict=True)):
        if not tensor.requires_grad:
            raise NoGraph(
                f"Root {number} does not require grad: nothing was recorded for it. Set requires_grad on what it "
                "depends on, and compute it with recording on.",
                root=number,
            )
        if gradient is None:
            gradient = _one(tensor, number)
        elif gradient.shape != tensor.shape:
            raise WrongGradients(
                f"The gradient of root {number} must have its shape {list(tensor.shape)}, not {list(gradient.shape)}.",
                shapes=[list(tensor.shape), list(gradient.shape)],
            )
        elif gradient.dtype != tensor.dtype:
            gradient = tensor.context.ops.to(gradient, tensor.dtype)
        seeds.append((tensor.edge(), gradient))
    return seeds


def _one(tensor: Tensor, number: int) -> Tensor:
    if tensor.data.size != 1:
        raise GradientRequired(
            f"Root {number} has shape {list(tensor.shape)}: give its gradient, a tensor of that shape. Only a root of "
            "one element may leave it out.",
            shapes=[list(tensor.shape)],
        )
    if dtypes.CATEGORY[tensor.dtype] == dtypes.COMPLEX:
        raise GradientRequired(f"Root {number} is complex: give its gradient.", dtypes=[tensor.dtype.name])
    return tensor.context.place(tensor.device.xp.ones_like(tensor.data), tensor.device)


def _rows(tensors: Sequence[Tensor], gradients: Sequence[Tensor | None] | None) -> list[list[Tensor | None]]:
    """Batched gradients, one list per entry of the batch."""
    given = [gradient for gradient in gradients or [] if gradient is not None]
    sizes = {gradient.shape[0] if gradient.shape else 0 for gradient in given}
    if len(given) != len(tensors) or len(sizes) != 1 or sizes == {0}:
        raise WrongGradients("Batched gradients need one tensor per root, all with the same leading dimension.")
    return [[gradient.context.ops.select(gradient, 0, row) for gradient in given] for row in range(sizes.pop())]


def _targets(inputs: Sequence[Tensor]) -> list[Edge]:
    edges = []
    for number, tensor in enumerate(inputs):
        if not tensor.requires_grad:
            raise NotDifferentiable(f"Input {number} does not require grad.", input=number)
        edges.append(tensor.edge())
    return edges


def _place(edge: Edge) -> Place:
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
