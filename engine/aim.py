"""Where a pass back is to go, if not to all leaves."""

from __future__ import annotations

from collections.abc import Sequence

from engine.inquiry import reachable
from engine.node import Edge
from engine.tensor import Tensor


class Aim:
    """The targets of a pass, and what leads to them from its roots.

    `needed` has the ages of nodes from which a target can be reached, and of leaves that are targets; `inner` has those
    of nodes that are targets.
    """

    __slots__ = ("inner", "needed", "targets")

    def __init__(self, roots: Sequence[Edge], targets: Sequence[Edge]) -> None:
        self.targets = frozenset(targets)
        self.inner: set[int] = set()
        self.needed: set[int] = set()
        for target, _ in targets:
            (self.needed if type(target) is Tensor else self.inner).add(target.age)
        wanted, needed = self.targets, self.needed
        for node in reachable(roots):
            for edge in node.next_edges():
                if edge is not None and (edge[0].age in needed or edge in wanted):
                    needed.add(node.age)
                    break

    def leads(self, edge: Edge) -> bool:
        """Whether an edge leads to a target."""
        return edge[0].age in self.needed or edge in self.targets
