"""Storages that several contexts have in common, each until it writes into one: then it goes on with a copy."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import TYPE_CHECKING, Any

import numpy

from engine.batching.array import BatchedArray
from engine.checkpoints import Region
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
    """The storages that a context shares with others, as long as anything shows them."""

    def __init__(self, context: Context) -> None:
        self._context = weakref.ref(context)
        self._known: dict[int, tuple[weakref.ref[Any], Share]] = {}

    def __len__(self) -> int:
        return len(self._known)

    def add(self, root: Any, share: Share | None = None) -> Share:
        """Share a storage, with those that have this share of it, or once more with others."""
        key, known = id(root), self._known
        if key not in known:  # what dies is forgotten before another array can have its id
            known[key] = weakref.ref(root, lambda _: known.pop(key, None)), share or Share()
        context = self._context()
        assert context is not None
        _, share = known[key]
        share.holders.add(context)
        return share

    def leave(self, tensor: Tensor) -> None:
        """Let the context have the storage of a tensor for itself, which is about to be written to."""
        root = storage(tensor.data)
        known, context = self._known.get(id(root)), self._context()
        if known is None or context is None:
            return
        _, share = known
        with share.lock:
            if len(share.holders) > 1:
                _move(context, root)
            share.holders.discard(context)
        del self._known[id(root)]


def _move(context: Context, root: Any) -> None:
    """Let a context have a copy of a storage wherever it has the storage, also in what its journals put back.

    Its tensors are found among all objects that there are: a program at work has some that no name leads to.
    """
    copies = Copies(numpy)
    copies.copy(root)
    made: dict[int, tuple[Any, Any]] = {}

    def moved(array: Any) -> Any:
        if storage(array) is not root:
            return array
        if id(array) not in made:  # what is one array stays one
            copy = copies.copy(physical(array))
            within = type(array) is BatchedArray
            made[id(array)] = array, BatchedArray(copy, array.levels, array.xp) if within else copy
        return made[id(array)][1]

    for one in gc.get_objects():
        if type(one) in (Tensor, Region) and getattr(one, "context", None) is context:
            one.follow(moved)
    if context.journal is not None:
        context.journal.follow(moved)
