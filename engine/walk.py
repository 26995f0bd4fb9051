"""One pass back over the graph.

The walk is iterative and goes by age: a node is newer than all that it leads to, so when it is the newest left, all of
its incoming gradients have arrived. Rules run on plain arrays, or, with `create_graph`, on tensors that record.

A pass is a generator, since others may have a say in it: it yields a `Question` (see hooks) and is sent the answers.
"""

from __future__ import annotations

import functools
import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from engine import dtypes
from engine.aim import Aim
from engine.batching import elements, levels_of
from engine.batching.device import batched
from engine.batching.level import Levels, union
from engine.checkpoints import forget
from engine.ends import accumulate, as_tensor, owned, retain
from engine.errors import EngineError, NotANumber
from engine.fitting import all_fitted, fitted
from engine.hooks import INPUTS, OUTPUTS
from engine.inquiry import Inquiry, Steps, reachable
from engine.node import Edge, Node, numbered
from engine.tensor import Tensor

if TYPE_CHECKING:
    from engine.context import Context


class Walk:
    """One pass back over the graph; in anomaly mode, rules that make NaN are found out."""

    _seeds: Sequence[tuple[Edge, Tensor]]
    _aim: Aim | None = None
    """None for all leaves."""
    _due: dict[int, int] | None = None
    """Of leaves, where owners may see the order: edges not passed yet."""
    _visited: Any = None
    """The node or leaf at hand."""

    def __init__(self, context: Context, retain_graph: bool | None, create_graph: bool) -> None:
        self.context = context
        self.retain_graph = create_graph if retain_graph is None else retain_graph
        self.create_graph = create_graph
        self.captured: dict[Edge, Any] = {}
        self._waiting: dict[int, tuple[Any, list[Any]]] = {}  # by age: a node or leaf, and what came to its outputs
        self._ages: list[int] = []  # a heap of negated ages: the newest first
        self._ready: list[int] = []  # leaves to which nothing more will come
        self._origin = context.origin
        self._levels = context.levels

    def run(
        self, seeds: Sequence[tuple[Edge, Tensor]], targets: Sequence[Edge] | None, captures: bool = False
    ) -> Steps:
        """Walk from the seeds to the leaves, or to `targets` alone; accumulate there, or capture what arrives."""
        context, create_graph = self.context, self.create_graph
        self._seeds = seeds
        if targets is not None:
            self._aim = Aim([edge for edge, _ in seeds], targets)
        # by hand, since entering a block takes longer than visiting a node
        before = context.grad_enabled, context.inference
        context.grad_enabled, context.inference = create_graph, context.inference and not create_graph
        try:
            for (node, output), seed in seeds:
                if context.shares:
                    context.separate(seed)  # its array is the pass's from now on, wherever a tensor's may move
                self._arrive(node, output, seed if create_graph else seed.data)
            if context.hooks.known or context.functions:
                nodes = reachable(edge for edge, _ in seeds)
                self._due = Counter(edge[0].age for node in nodes for edge in node.next_edges() if edge)
            yield from self._visit_all(captures)
        except EngineError as error:
            if context.anomaly and isinstance(self._visited, Node):
                error.facts = self._visited.told() | error.facts
            raise
        finally:
            context.grad_enabled, context.inference = before
            if context.recomputed:
                forget(context)

    def _visit_all(self, captures: bool) -> Steps:
        """Visit all that gradients come to, the newest first."""
        context, aim = self.context, self._aim
        leads = None if aim is None else aim.leads
        waiting, ages, ready = self._waiting, self._ages, self._ready
        on_arrays = not (self.create_graph or self._levels)
        captured = aim.inner if captures and aim else ()
        while ages or ready:  # a leaf as soon as all came to it, else the newest
            age = ready.pop(0) if ready else -heapq.heappop(ages)
            found = waiting.pop(age, None)
            if found is None:
                continue  # a leaf that was ready before
            node, incoming = found
            self._visited = node
            if type(node) is Tensor:
                if node.hooks:
                    yield from self._visit_asking_leaf(node, incoming, captures)
                elif captures:
                    self._capture(node, incoming)
                elif aim is None or age in aim.needed:
                    self._accumulate(node, incoming)
                continue
            if context.recomputed:
                forget(context, age)
            visits = aim is None or age in aim.needed
            if visits and age in captured:  # as it came: what hooks make of it is for the nodes behind
                self._capture(node, incoming)
            if node.hooks:
                yield from self._inquiry.of_tensors(node, incoming)
            if node.retained:
                self._retain(node, incoming)
            if not visits:
                if age in captured:
                    self._capture(node, incoming)
            elif node.asks or node.hooks:
                yield from self._visit_asking(node, incoming, leads)
            else:
                ops = node.device.ops if on_arrays else self._ops(node, incoming)
                self._pass_on(node, ops, node.gradients(ops, incoming, leads))

    def _accumulate(self, leaf: Tensor, incoming: list[Any]) -> None:
        accumulate(leaf, incoming, self.create_graph)

    def _retain(self, node: Node, incoming: list[Any]) -> None:
        retain(node, incoming, self.create_graph)

    def _visit_asking_leaf(self, leaf: Tensor, incoming: list[Any], captures: bool) -> Steps:
        """Visit a leaf that has hooks."""
        yield from self._inquiry.of_tensors(leaf, incoming)
        if captures:
            self._capture(leaf, incoming)
        elif self._aim is None or leaf.age in self._aim.needed:
            yield from self._accumulate_asking(leaf, incoming)

    @functools.cached_property
    def _inquiry(self) -> Inquiry:
        """What asks; made at the first question, since most passes have none."""
        leads = None if self._aim is None else self._aim.leads
        return Inquiry(self.context, self.create_graph, self._seeds, leads)

    def _ops(self, node: Node, incoming: list[Any]) -> Any:
        if self.create_graph:
            return self.context.ops
        device = node.device
        if self._levels:  # within vmap, gradients may be batched where the values were not
            came = union(map(levels_of, incoming))
            device = batched(device, union((device.levels, came)))
            self._admit(node, device.levels)
        return device.ops

    def _admit(self, node: Node, levels: Levels) -> None:
        """Refuse gradients that would be too large for all examples, before memory is asked for."""
        examples = [level.size for level in levels]
        for edge in node.next_edges():
            if edge is not None and (self._aim is None or self._aim.leads(edge)):
                shape, dtype = edge[0].outputs[edge[1]]
                self.context.admit((*examples, *shape), dtype, node.name)

    def _pass_on(self, node: Node, ops: Any, found: Iterator[tuple[Edge, Any]]) -> None:
        """Let gradients arrive where they are wanted, each like what it is the gradient of."""
        aim = self._aim
        batches = node.device.levels or self._levels
        if self.context.anomaly:
            found = self._checked(node, found)
        for edge, gradient in found:
            target, output = edge
            if gradient is None or (aim is not None and target.age not in aim.needed and not aim.leads(edge)):
                continue
            shape, dtype = target.outputs[output]
            if batches:
                gradient = self._summed(ops, gradient, target.device.levels, shape, dtype)
            elif gradient.shape != shape or gradient.dtype is not dtype:
                gradient = fitted(ops, gradient, shape, dtype)
            self._arrive(target, output, gradient)
        if self._due is not None:
            self._pass(node, self._due)
        if not self.retain_graph:
            node.release()

    def _summed(self, ops: Any, gradient: Any, levels: Levels, shape: tuple[int, ...], dtype: dtypes.Dtype) -> Any:
        """A gradient like its target, summed over the examples of levels that neither that nor the pass is within."""
        array = gradient.data if isinstance(gradient, Tensor) else gradient
        left = tuple(one for one in levels_of(array) if one not in levels and one not in self._levels)
        if left:
            gradient = ops._sum_levels(gradient, levels=left)
        gradient = fitted(ops, gradient, shape, dtype)
        # what all examples share, for a node of no vmap
        return gradient if levels or levels_of(gradient) else elements(gradient)

    def _checked(self, node: Node, found: Iterator[tuple[Edge, Any]]) -> Iterator[tuple[Edge, Any]]:
        """The gradients of a node, unless one has a NaN; nodes that a rule makes tell whose gradient they belong to."""
        self.context.origin = {**(self._origin or {}), "induced_by": node.origin}
        for number, edge, gradient in numbered(node.next_edges(), found):
            array = gradient.data if isinstance(gradient, Tensor) else gradient
            if array is not None and array.dtype.kind in "fcV" and bool((array != array).any()):
                raise NotANumber(
                    f"{node.name} made NaN in the gradient of its input {number}: look at where it was run.",
                    input=number,
                    **node.told(),
                )
            yield edge, gradient

    def _pass(self, node: Node, due: dict[int, int]) -> None:
        """Count a visited node's edges as passed."""
        for edge in node.next_edges():
            if edge is not None:
                due[edge[0].age] -= 1
                if not due[edge[0].age] and type(edge[0]) is Tensor:
                    self._ready.append(edge[0].age)

    def _arrive(self, node: Any, output: int, gradient: Any) -> None:
        """Note what came to an output of a node, or to a leaf."""
        age = node.age
        waiting = self._waiting.get(age)
        if waiting is None:
            heapq.heappush(self._ages, -age)
            if output == 0 and (type(node) is Tensor or len(node.outputs) == 1):
                self._waiting[age] = node, [gradient]
                return
            waiting = self._waiting[age] = node, [None] * len(node.outputs)
        before = waiting[1][output]
        waiting[1][output] = gradient if before is None else before + gradient

    def _visit_asking(self, node: Node, incoming: list[Any], leads: Any) -> Steps:
        """Visit a node whose owner is asked, or which has hooks."""
        yield from self._inquiry.of_node(node, OUTPUTS, incoming)
        ops = self._ops(node, incoming)
        if node.asks:
            found = yield from self._inquiry.of_owner(node, ops, incoming)
        elif any(gradient is not None for gradient in incoming):
            found = node.gradients(ops, incoming, leads)
        else:
            found = ((edge, None) for edge in node.next_edges() if edge is not None)
        if any(hook.on == INPUTS for hook, _ in node.hooks):
            found = yield from self._inquiry.of_inputs(node, incoming, all_fitted(ops, found))
        self._pass_on(node, ops, found)

    def _accumulate_asking(self, leaf: Tensor, incoming: list[Any]) -> Steps:
        """Accumulate where there are hooks."""
        yield from self._inquiry.of_node(leaf, OUTPUTS, incoming)
        came = incoming.copy()
        if incoming[0] is not None:
            self._accumulate(leaf, incoming)
        if leaf.grad is not None or came[0] is None:
            yield from self._inquiry.of_accumulated(leaf)
        yield from self._inquiry.of_inputs(leaf, came, iter(()))

    def _capture(self, node: Any, incoming: list[Any]) -> None:
        """Keep what came to the outputs that were asked for."""
        assert self._aim is not None, "what is captured is a target"
        targets = self._aim.targets
        if type(node) is Tensor and not self.create_graph:
            if (node, 0) in targets:
                self.captured[node, 0] = node.context.placed(owned(incoming), node.device)
            return
        for output, gradient in enumerate(incoming):
            if (node, output) in targets and gradient is not None:
                self.captured[node, output] = as_tensor(gradient, node)
