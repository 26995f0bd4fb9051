"""Replays: a base that was changed in place, viewed once more as a tensor viewed it before."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from engine.node import Edge, Node
from engine.op import registry

if TYPE_CHECKING:
    from engine.op import Op
    from engine.tensor import Tensor

View = tuple["Op", tuple[Any, ...], dict[str, Any]]  # operation, further inputs, attributes

_REINTERPRETING = ("view_as_real", "view_as_complex")


def replay(ops: Any, base: Any, views: tuple[View, ...]) -> Any:
    """A base viewed once more."""
    for op, inputs, attributes in views:
        base = ops.run(op, [base, *inputs], attributes)
    return base


def record_replay(ops: Any, base: Tensor, views: tuple[View, ...]) -> Tensor:
    """A base viewed once more, recorded as PyTorch does: views that only move elements are one node."""
    for reinterprets, group in itertools.groupby(views, lambda view: view[0].name in _REINTERPRETING):
        steps = tuple(group)
        base = replay(ops, base, steps)
        if not reinterprets:
            base.make_node(AsStrided(base.node, len(steps)))
    return base


def way_back(view: View, shape: tuple[int, ...]) -> View:
    """The view of a view that leads back to what it was made of, which had this shape."""
    op, inputs, attributes = view
    if op.name in ("t", "transpose"):
        return view
    if op.name == "_as_strided":
        own = {"own_stride": attributes["stride"], "own_offset": attributes["storage_offset"]}
        back = {"size": shape, "stride": attributes["own_stride"], "storage_offset": attributes["own_offset"]}
        return op, inputs, own | back
    return registry.find("view"), (), {"size": shape}


class AsStrided(Node):
    """Several views in a row as one node."""

    name = "AsStridedBackward0"

    def __init__(self, last: Any, count: int) -> None:
        steps = [last]
        while len(steps) < count:
            steps.append(steps[-1].edges[0][0])
        super().__init__(last.context, steps[-1].edges[:1], last.device)
        self.outputs, self.made = last.outputs, last.made
        self.steps = steps

    def gradients(
        self, ops: Any, incoming: list[Any], leads: Callable[[Edge], bool] | None = None
    ) -> Iterator[tuple[Edge, Any]]:
        gradient = incoming[0]
        for step in self.steps:
            ((_, gradient),) = step.gradients(ops, [gradient])
        yield self.edges[0], gradient
