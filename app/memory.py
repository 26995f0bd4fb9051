"""Memory for large bodies that was used before: fresh memory the system must clear first, page by page."""

from __future__ import annotations

import mmap
import threading
import weakref

import numpy

ROUND = 1 << 20
SPARE = 1.25
"""How much larger than asked for a block may be."""


class Memory:
    """Blocks that return when nothing refers to them any more, kept within a number of bytes for the next to come."""

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._free: list[mmap.mmap] = []
        self._lock = threading.RLock()  # what is given back, wherever the last reference goes, may interrupt a take

    def take(self, size: int) -> memoryview:
        """Memory of that many bytes, with whatever is in it; it is in use as long as anything refers to this view."""
        if size < ROUND:
            return numpy.empty(size, numpy.uint8).data
        with self._lock:
            fitting = [block for block in self._free if size <= len(block) <= size * SPARE + ROUND]
            block = min(fitting, key=len, default=None)
            if block is not None:
                self._free.remove(block)
        if block is None:
            block = mmap.mmap(-1, -(-size // ROUND) * ROUND)
        # Views of an array whose memory is no array's refer to that array, never past it: it lives as long as they do.
        owner = numpy.frombuffer(block, numpy.uint8, size)
        weakref.finalize(owner, self._give_back, block).atexit = False
        return owner.data

    def _give_back(self, block: mmap.mmap) -> None:
        with self._lock:
            self._free.append(block)
            while self.held > self._kept:
                del self._free[0]

    @property
    def held(self) -> int:
        """Bytes that nobody uses."""
        return sum(map(len, self._free))
