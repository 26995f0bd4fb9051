"""What was there before a rehearsal and is only looked into where the program comes to it: nodes, regions, views."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from engine.node import Node
from engine.op_node import OpNode
from engine.plan.trace import Untraceable

if TYPE_CHECKING:
    from engine.plan.rehearsal import Rehearsal

KNOWN = "__weakref__", "age", "context", "device"
LOOKED_INTO = tuple(name for name in (*Node.__slots__, *OpNode.__slots__) if name not in KNOWN)
"""The slots that are filled when one of them is asked for."""


class Earlier(OpNode):
    """A node from before. Until a pass comes to it, nothing is known of it but where it is."""

    __slots__ = ("place",)

    context: Rehearsal

    def __init__(self, rehearsal: Rehearsal, place: int, age: int) -> None:
        self.context = rehearsal
        self.device = rehearsal.device
        self.place = place
        """Where it is among the inputs."""
        self.age = age

    def __getattr__(self, name: str) -> Any:
        if name not in LOOKED_INTO:
            raise AttributeError(name)
        self.context.look_into(self)
        return getattr(self, name)


class EarlierRegions(dict[str, Any]):
    """The regions of checkpoints that were named before: what goes on in one would be noted there."""

    def get(self, name: str, default: Any = None) -> Any:
        if name in self:
            raise Untraceable("a checkpoint from before that goes on")
        return default


class EarlierViews(weakref.WeakSet[Any]):
    """The views that a tensor had before, of which nothing is known, and those that the program makes."""

    def __bool__(self) -> bool:
        return True

    def __iter__(self) -> Iterator[Any]:
        raise Untraceable("views from before that change with what they show")
