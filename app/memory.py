"""The host's memory: how much may be had, and what of it is kept, since fresh memory the system must clear first."""

from __future__ import annotations

import ctypes
import mmap
import resource
import threading
import weakref

import numpy

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
LARGEST = 32 << 20  # that glibc's heap can be told to hold; larger arrays are mapped
ROUND = 1 << 20
SPARE = 1.25
"""How much larger than asked for a block may be."""


def bound(size: int) -> None:
    """Let no more than so many bytes be had: more is then refused, where the system would end the process."""
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (size if most == resource.RLIM_INFINITY else min(size, most), most))


def keep_freed(kept: int) -> None:
    """Let the C library keep as much of what arrays leave behind, and reuse it: glibc's does so if it is told.

    By itself it gives arrays from 128 kB on fresh memory each time, which takes the system longer to clear than a sum
    takes to fill.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_MMAP_THRESHOLD, LARGEST)
        mallopt(M_TRIM_THRESHOLD, min(kept, (1 << 31) - 1))
        mallopt(M_ARENA_MAX, 1)


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
            block = self._fresh(-(-size // ROUND) * ROUND)
        # Views of an array whose memory is no array's refer to that array, never past it: it lives as long as they do.
        owner = numpy.frombuffer(block, numpy.uint8, size)
        weakref.finalize(owner, self._give_back, block).atexit = False
        return owner.data

    def _fresh(self, size: int) -> mmap.mmap:
        """A new block, in place of all that are kept if there is no room beside them."""
        private = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS  # which counts as the process's own, and is bounded
        try:
            return mmap.mmap(-1, size, flags=private)
        except OSError:
            with self._lock:
                self._free.clear()
        try:
            return mmap.mmap(-1, size, flags=private)
        except OSError as error:
            raise MemoryError(f"{size} bytes are not to be had") from error

    def _give_back(self, block: mmap.mmap) -> None:
        with self._lock:
            self._free.append(block)
            while self.held > self._kept:
                del self._free[0]

    @property
    def held(self) -> int:
        """Bytes that nobody uses."""
        return sum(map(len, self._free))
