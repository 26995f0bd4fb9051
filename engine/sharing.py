"""Storages that several contexts have in common, each until it writes into one: then it goes on with a copy."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import TYPE_CHECKING, Any

import numpy

from engine.batching.array import BatchedArray
from engine.storage import Copies, physical, storage
from engine.tensor import Tensor

if TYPE_CHECKING:
    from engine.context import Context


class Share:
    """Memory that contexts have in common."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        """Held while one of them copies it, which another must not write into meanwhile."""
        self.holders: weakref.WeakSet[Context] = weakref.WeakSet()


class Shares:
    """The storages that a context shares with others."""

    def __init__(self, context: Context) -> None:
        self._context = weakref.ref(context)
        self._known: dict[int, tuple[Any, Share]] = {}

    def __len__(self) -> int:
        return len(self._known)

    def add(self, root: Any, share: Share | None = None) -> Share:
        """Share a storage, with those that have this share of it, or once more with others."""
        known = self._known.get(id(root))
        if known is None:
            known = self._known[id(root)] = root, share or Share()
        context = self._context()
        assert context is not None
        known[1].holders.add(context)
        return known[1]

    def leave(self, tensor: Tensor) -> None:
        """Let the context have the storage of a tensor for itself, which is about to be written to."""
        known = self._known.pop(id(storage(tensor.data)), None)
        context = self._context()
        if known is None or context is None:
            return
        root, share = known
        with share.lock:
            if len(share.holders) > 1:
                try:
                    _move(context, root)
                except BaseException:
                    self._known[id(root)] = known
                    raise
            share.holders.discard(context)


def _move(context: Context, root: Any) -> None:
    """Let all tensors of a context that show a storage show a copy of it.

    They are found among all objects that there are: a program at work has some that no name leads to.
    """
    copies = Copies(numpy)
    copies.copy(root)
    made: dict[int, Any] = {}
    for one in gc.get_objects():
        if type(one) is Tensor and getattr(one, "context", None) is context and storage(one.data) is root:
            array = physical(one.data)
            if id(array) not in made:  # what is one array stays one
                made[id(array)] = copies.copy(array)
            within = type(one.data) is BatchedArray
            one.data = BatchedArray(made[id(array)], one.data.levels, one.data.xp) if within else made[id(array)]
