"""Nodes of the graph as Python sees them: `grad_fn`."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from gradwire.handle import Handle

_OWN: Final = ("AccumulateGrad", "CopyBackwards", "CopySlices")
"""What belongs to the engine of autograd and not to one operation."""

INVALID: Final = "Invalid"
"""Stands for the node of a view that recording could not follow when its storage was changed."""
LOST: Final = (
    "this view was made under no_grad, or is one of several that one operation made, and what it shows was changed in "
    "place since: its place in the graph is lost with that. View the base again, or change a clone"
)


class Node:
    """What computes the gradient of an operation; its class is named as PyTorch's, such as AddBackward0."""

    def __init__(self, tensor: Any, identity: str | None = None) -> None:
        self._tensor = tensor
        self._identity = identity

    def name(self) -> str:
        """The name of its kind."""
        name = type(self).__name__
        return f"torch::autograd::{name}" if name in _OWN else name

    @property
    def next_functions(self) -> tuple[tuple[Node | None, int], ...]:
        """Where its gradients go: for each input the node and which of its outputs, or (None, 0)."""
        graph = self._tensor._r.line.graph(self._tensor)
        identity = self._identity
        if identity is None:
            mine = graph["root"]
            identity = mine
        by_id = {entry["id"]: entry for entry in graph["nodes"]}
        edges = {edge["input"]: edge for edge in graph["edges"] if edge["from"] == identity}
        count = max(len(by_id[identity]["inputs"]), max(edges, default=-1) + 1)
        found: list[tuple[Node | None, int]] = []
        for place in range(count):
            edge = edges.get(place)
            if edge is None:
                found.append((None, 0))
            else:
                found.append((_class(by_id[edge["to"]]["name"])(self._tensor, edge["to"]), edge["output"]))
        return tuple(found)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} object at {hex(id(self))}>"


@cache
def _class(name: str) -> type[Node]:
    return type(name, (Node,), {})


def node(tensor: Handle) -> Node | None:
    """The node that made a tensor, or None for a leaf."""
    name = tensor.describe().grad_fn
    if name == INVALID:
        raise RuntimeError(LOST)
    return None if name is None else _class(name)(tensor)
