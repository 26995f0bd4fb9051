"""What was there before a rehearsal and is only looked into where the program comes to it: nodes, views of a base."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from engine.node import Edge, Node, Outputs
from engine.op_node import OpNode
from engine.plan.trace import Untraceable

if TYPE_CHECKING:
    from engine.plan.rehearsal import Rehearsal


class Earlier(Node):
    """A node from before. Until a pass comes to it, nothing is asked of it but where it is."""

    context: Rehearsal

    def __init__(self, rehearsal: Rehearsal, place: int, age: int) -> None:
        self.context = rehearsal
        self.device = rehearsal.device
        self.place = place
        """Where it is among the inputs."""
        self.age = age

    @functools.cached_property
    def opened(self) -> OpNode:
        """The node of the rehearsal that does what the real one does."""
        return self.context.open(self.place)

    @property
    def outputs(self) -> Outputs:  # type: ignore[override]
        return self.opened.outputs

    def next_edges(self) -> Iterator[Edge | None]:
        return self.opened.next_edges()

    def release(self) -> None:
        self.opened.release()

    def gradients(
        self, ops: Any, incoming: list[Any], leads: Callable[[Edge], bool] | None = None
    ) -> Iterator[tuple[Edge, Any]]:
        return self.opened.gradients(ops, incoming, leads)


class EarlierViews(weakref.WeakSet[Any]):
    """The views that a tensor had before, of which nothing is known, and those that the program makes."""

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[Any]:
        raise Untraceable("views from before that change with what they show")
