"""cupy.cuda.memory: bytes of the device, counted, and refused beyond what there is."""

from __future__ import annotations

import contextlib
import threading
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import numpy

TOTAL = 1 << 32
UNIT = 512
_local = threading.local()


class OutOfMemoryError(MemoryError):
    """More than there is, or than the pool may have."""


class Device:
    """A device; in a `with` that of this thread."""

    def __init__(self, device: int | None = None) -> None:
        self.id = device or 0

    def __enter__(self) -> Device:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def __int__(self) -> int:
        return self.id

    def use(self) -> None:
        """Let it be that of this thread."""

    def synchronize(self) -> None:
        """Wait for all it does."""

    @property
    def compute_capability(self) -> str:
        """The version of its instructions."""
        return "90"

    @property
    def mem_info(self) -> tuple[int, int]:
        """Free and all bytes."""
        return TOTAL - taken(), TOTAL


def current_device() -> Device:
    """That of this thread."""
    return Device(0)


class Pool:
    """Bytes that are taken, within a limit."""

    def __init__(self) -> None:
        self.used = 0
        self.limit = 0

    def take(self, size: int) -> None:
        """Count bytes; OutOfMemoryError where there are not so many."""
        if (self.limit and self.used + size > self.limit) or taken() + size > TOTAL:
            raise OutOfMemoryError(f"Out of memory allocating {size:,} bytes (allocated so far: {self.used:,} bytes)")
        self.used += size
        ALL[0] += size

    def give(self, size: int) -> None:
        """Count bytes that nobody has any more."""
        self.used -= size
        ALL[0] -= size


ALL = [0]


def taken() -> int:
    """Bytes in use, of all pools."""
    return ALL[0]


class Memory:
    """Memory of one array that is no view."""

    def __init__(self, array: numpy.ndarray[Any, Any]) -> None:
        whole = numpy.lib.stride_tricks.as_strided(array, (array.size,), (array.itemsize,)) if array.size else array
        self._bytes = whole.reshape(-1).view(numpy.uint8)
        self.ptr = array.__array_interface__["data"][0]
        self.size = -(-array.nbytes // UNIT) * UNIT
        pool = current_pool()
        pool.take(self.size)
        weakref.finalize(self, pool.give, self.size)


class MemoryPointer:
    """A place in memory."""

    def __init__(self, mem: Memory, offset: int) -> None:
        self.mem, self._offset = mem, offset
        self.ptr = mem.ptr + offset
        self.device_id = 0

    def __add__(self, offset: int) -> MemoryPointer:
        return MemoryPointer(self.mem, self._offset + offset)


class MemoryPool:
    """A pool, which holds what it has allocated."""

    def __init__(self, allocator: Any = None) -> None:
        self._pool = Pool()

    def malloc(self, size: int) -> MemoryPointer:
        """Memory of so many bytes."""
        with using_allocator(self.malloc):
            return MemoryPointer(Memory(numpy.empty(size, numpy.uint8)), 0)

    def set_limit(self, size: int | None = None, fraction: float | None = None) -> None:
        """The most bytes that it may have."""
        self._pool.limit = int(size if size is not None else (fraction or 0) * TOTAL)

    def get_limit(self) -> int:
        """The most bytes that it may have."""
        return self._pool.limit

    def used_bytes(self) -> int:
        """Bytes that somebody has."""
        return self._pool.used

    def total_bytes(self) -> int:
        """Bytes that it has."""
        return self._pool.used

    def free_bytes(self) -> int:
        """Bytes that it has and nobody else."""
        return 0

    def free_all_blocks(self, stream: Any = None) -> None:
        """Give back what nobody has."""

    def n_free_blocks(self) -> int:
        """How many blocks nobody has."""
        return 0


_DEFAULT = MemoryPool()
_allocator: list[Callable[..., Any]] = [_DEFAULT.malloc]


def current_pool() -> Pool:
    """The pool that memory comes from."""
    allocator: Any = getattr(_local, "allocator", None) or _allocator[0]
    owner: MemoryPool = getattr(allocator, "__self__", _DEFAULT)
    return owner._pool


def alloc(size: int) -> MemoryPointer:
    """Memory of so many bytes."""
    return MemoryPointer(Memory(numpy.empty(size, numpy.uint8)), 0)


def get_allocator() -> Callable[..., Any]:
    """Where the memory of this thread comes from."""
    return getattr(_local, "allocator", None) or _allocator[0]


def set_allocator(allocator: Callable[..., Any] | None = None) -> None:
    """Let memory come from there."""
    _allocator[0] = allocator or _DEFAULT.malloc


@contextlib.contextmanager
def using_allocator(allocator: Callable[..., Any] | None = None) -> Iterator[None]:
    """Let the memory of this thread come from there."""
    before = getattr(_local, "allocator", None)
    _local.allocator = allocator
    try:
        yield
    finally:
        _local.allocator = before
