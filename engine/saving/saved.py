"""What was saved of a context, which stays so while the context goes on."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

import numpy

from engine.saving.values import Unsaveable
from engine.storage import storage

if TYPE_CHECKING:
    from engine.context import Context

Array = numpy.ndarray[Any, Any]


class Saved:
    """A document, and the arrays that go with it, which are the context's own until it is about to write into them.

    Then it keeps copies, until it is closed or they were taken.
    """

    def __init__(self, context: Context, document: dict[str, Any], arrays: Sequence[Array], roots: Sequence[Any]):
        self.document = document
        self.arrays: list[Array | None] = list(arrays)
        """The storages in row-major order; None once taken. They may change while the context computes: see `take`."""
        self.roots = roots
        """The storages themselves, which the context has."""
        self._context = context
        self._shared = {id(root): place for place, root in enumerate(roots) if type(root) is numpy.ndarray}
        """The places of arrays that the context may write into."""
        self._lock = threading.Lock()
        self._failed = False
        context.saves.add(self)

    def keep(self, root: Any) -> None:
        """Copy a storage that is about to be written to, unless it was taken or is none of these."""
        if id(root) not in self._shared:
            return
        with self._lock:
            place = self._shared.get(id(root))
            if place is None:
                return
            array = self.arrays[place]
            assert array is not None, "what was taken is not shared"
            try:
                self.arrays[place] = array.copy()
            except MemoryError:  # the session is to go on
                self._failed = True
            del self._shared[id(root)]

    def take(self, place: int) -> Array:
        """One array as it was when all was saved, once: nothing but who takes it has it then.

        Raises `Unsaveable` where there was no memory to keep what was about to change.
        """
        with self._lock:
            if self._failed:
                raise Unsaveable("what was changed since, for which there was no memory")
            array = self.arrays[place]
            assert array is not None, "an array is taken once"
            root = id(storage(array))
            if root in self._shared:
                array = array.copy()
                del self._shared[root]
            self.arrays[place] = None
            return array

    def close(self) -> None:
        """Let the context go on without it."""
        self._context.saves.discard(self)
        with self._lock:
            self._shared.clear()
            self.arrays.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
