"""Passes back over graphs whose tensors are on several devices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.fitting import fitted
from engine.node import Edge, Node
from engine.tensor import Tensor
from engine.walk import Walk


class SpreadWalk(Walk):
    """A walk that does each thing on the device that it is about, and brings gradients there."""

    def _accumulate(self, leaf: Tensor, incoming: list[Any]) -> None:
        with self.context.on(leaf.device):
            super()._accumulate(leaf, incoming)

    def _retain(self, node: Node, incoming: list[Any]) -> None:
        with self.context.on(node.device):
            super()._retain(node, incoming)

    def _capture(self, node: Any, incoming: list[Any]) -> None:
        with self.context.on(node.device):
            super()._capture(node, incoming)

    def _arrive(self, node: Any, output: int, gradient: Any) -> None:
        with self.context.on(node.device):
            super()._arrive(node, output, gradient)

    def _pass_on(self, node: Node, ops: Any, found: Iterator[tuple[Edge, Any]]) -> None:
        with self.context.on(*node.places):
            super()._pass_on(node, ops, self._brought(node, ops, found))

    def _brought(self, node: Node, ops: Any, found: Iterator[tuple[Edge, Any]]) -> Iterator[tuple[Edge, Any]]:
        """Gradients where their targets are, which may be numbers of the CPU, or have been copied from elsewhere."""
        here, moves = node.device, node.op is not None and node.op.moves
        for edge, gradient in found:
            there = edge[0].device
            if gradient is not None and there.base is not here.base and not moves:
                shape, dtype = edge[0].outputs[edge[1]]
                gradient = fitted(ops, gradient, shape, dtype)
                if isinstance(gradient, Tensor):
                    gradient = self.context.ops.to(gradient, None, there)
                else:
                    with self.context.on(here, there):
                        gradient = there.bring(gradient, here)
            yield edge, gradient
