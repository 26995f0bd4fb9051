"""An atomic section: what a failed program changed is put back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from engine.storage import storage

if TYPE_CHECKING:
    from engine.context import Context
    from engine.devices import Device
    from engine.tensor import Tensor


class Restorable:
    """Something whose attributes the journal can put back."""

    __slots__ = ()

    id: int = 0
    where: tuple[Device, ...] = ()
    """The device that has its state, if there is one: where it is kept and put back."""

    def is_older(self, tensors: int, nodes: int) -> bool:
        """Whether it was there when that many tensors and nodes were."""
        return self.id <= tensors

    def snapshot(self) -> Any:
        """All that `restore` needs."""
        return dict(self.__dict__)

    def restore(self, snapshot: Any) -> None:
        """Be as at the snapshot."""
        self.__dict__.clear()
        self.__dict__.update(snapshot)

    def follow(self, moved: Callable[[Any], Any], snapshot: Any = None) -> None:
        """Have what arrays were moved to, in a snapshot or by now."""


class Journal:
    """First states of all that changes while it is open, in one context.

    Only what is older than the journal is kept: newer tensors and nodes vanish with the names of the failed program. So
    a program of many training steps holds one copy of each weight, and no freed graph but the one it found. A journal
    opened inside another lets that one keep its own first states, too.
    """

    __slots__ = ("_contents", "_context", "_kept", "_last_node", "_last_tensor", "_modes", "_outer", "_released")

    def __init__(self, context: Context, outer: Journal | None = None) -> None:
        self._context = context
        self._outer = outer
        self._kept: dict[int, tuple[Restorable, Any]] = {}
        self._contents: dict[int, tuple[Any, Any, Device]] = {}
        self._last_tensor, self._last_node = context.tensors, context.nodes
        self._modes = context.modes
        self._released = len(context.released)

    def keep(self, target: Restorable) -> None:
        """Remember the attributes of a tensor, node, version or generator before their first change."""
        if id(target) not in self._kept and target.is_older(self._last_tensor, self._last_node):
            self._kept[id(target)] = (target, target.snapshot())
        if self._outer is not None:
            self._outer.keep(target)

    def keep_contents(self, tensor: Tensor) -> None:
        """Remember the elements of a tensor's storage before they are first written to."""
        root = storage(tensor.data)
        if tensor.storage_id <= self._last_tensor and id(root) not in self._contents:
            self._contents[id(root)] = (root, root.copy("K"), tensor.device)
        if self._outer is not None:
            self._outer.keep_contents(tensor)

    def follow(self, moved: Callable[[Any], Any]) -> None:
        """Put back what arrays were moved to, in place of these."""
        for target, snapshot in self._kept.values():
            target.follow(moved, snapshot)
        if self._outer is not None:
            self._outer.follow(moved)

    def rollback(self) -> None:
        """Put everything back and close."""
        for root, contents, device in self._contents.values():
            with self._context.on(device):
                root[...] = contents  # of the same strides: nothing is allocated for that
        for target, snapshot in self._kept.values():
            with self._context.on(*target.where):
                target.restore(snapshot)
        self._context.modes = self._modes
        del self._context.released[self._released :]
        self.commit()

    def commit(self) -> None:
        """Let everything stand and close."""
        self._context.journal = self._outer
