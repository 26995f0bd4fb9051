"""cupy.cuda.memory: bytes of the devices, counted, and refused beyond what there is.

A pool keeps what is freed apart by the stream that was current when it was allocated, as CuPy's does, though a block is
used again for the same size alone. What is below the last pool is the device.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import threading
import weakref
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import numpy

from cupy import _streams
from cupy.cuda import runtime
from cupy.cuda.device import Device, current_device

TOTAL = runtime.TOTAL
UNIT = 512
_local = threading.local()


class OutOfMemoryError(MemoryError):
    """More than there is, or than the pool may have."""

    def __init__(self, size: int, total: int, limit: int = 0) -> None:
        super().__init__(f"Out of memory allocating {size:,} bytes (allocated so far: {total:,} bytes of {limit:,})")


class Raw:
    """Memory of a device, free again when nobody has it."""

    def __init__(self, size: int) -> None:
        self.size, self.device_id = size, current_device().id
        runtime.take(size, self.device_id)
        weakref.finalize(self, runtime.give, size, self.device_id).atexit = False

    @property
    def _bytes(self) -> numpy.ndarray[Any, Any]:
        if "_made" not in self.__dict__:
            self._made = numpy.empty(max(self.size, 1), numpy.uint8)
        return self._made

    @property
    def ptr(self) -> int:
        """Where it begins."""
        return int(self._bytes.ctypes.data)

    @property
    def device(self) -> Device:
        """Where it is."""
        return Device(self.device_id)


class Pooled(Raw):
    """Memory of a pool, which has it again when nobody else has it."""

    def __init__(self, pool: Pool, below: Any, key: Any) -> None:
        self.size, self.device_id = below.size, below.device_id
        weakref.finalize(self, pool.free, below, key).atexit = False


class Memory:
    """Memory of one array that is no view: counted as from the allocator, though it is where NumPy has it."""

    def __init__(self, array: numpy.ndarray[Any, Any]) -> None:
        _streams.expect_own()
        self._block = alloc(array.nbytes).mem
        whole = numpy.lib.stride_tricks.as_strided(array, (array.size,), (array.itemsize,)) if array.size else array
        self._bytes = whole.reshape(-1).view(numpy.uint8)
        self.ptr = array.__array_interface__["data"][0]
        self.size, self.device_id = self._block.size, current_device().id


class MemoryPointer:
    """A place in memory."""

    def __init__(self, mem: Any, offset: int) -> None:
        self.mem, self._offset = mem, offset
        self.device_id = mem.device_id

    @property
    def ptr(self) -> int:
        """Where it is."""
        return int(self.mem.ptr + self._offset)

    @property
    def device(self) -> Device:
        """Where it is."""
        return Device(self.device_id)

    def __add__(self, offset: int) -> MemoryPointer:
        return MemoryPointer(self.mem, self._offset + offset)

    def copy_from_host_async(self, mem: int, size: int, stream: Any = None) -> None:
        """Copy from the host in the order of a stream: what is pinned is read when its turn comes."""
        self._copy(self.ptr, mem, size, stream, mem, "a copy from the host")

    def copy_to_host_async(self, mem: int, size: int, stream: Any = None) -> None:
        """Copy to the host in the order of a stream: what is pinned is written when its turn comes."""
        self._copy(mem, self.ptr, size, stream, mem, "a copy to the host")

    def copy_from_device_async(self, src: MemoryPointer, size: int, stream: Any = None) -> None:
        """Copy from a device in the order of a stream."""
        self._copy(self.ptr, src.ptr, size, stream, src.ptr, None)

    def _copy(self, to: int, of: int, size: int, stream: Any, host: int, refused: str | None) -> None:
        stream = _streams.current() if stream is None else stream
        if refused and stream._capture is not None:
            raise RuntimeError(f"the current stream is capturing, so {refused} is disallowed")
        stream.enqueue(lambda: ctypes.memmove(to, of, size), (self, to, of))
        if refused and not runtime.is_pinned(host):
            stream.synchronize()


_KEPT: list[Any] = []
"""What pools have, which CuPy leaks where a pool goes."""


class Pool:
    """The pool of one device."""

    def __init__(self, allocator: Callable[[int], MemoryPointer]) -> None:
        self._allocator = allocator
        self.used = self.total = 0
        self.limit = int(os.environ.get("CUPY_GPU_MEMORY_LIMIT", 0))
        self._free: dict[Any, list[Any]] = defaultdict(list)
        _KEPT.append(self._free)
        self._lock = threading.RLock()

    def malloc(self, size: int) -> MemoryPointer:
        """Memory of so many bytes, in units."""
        size = -(-size // UNIT) * UNIT
        key = _streams.current().ptr, size
        with self._lock:
            below = self._free[key].pop() if self._free[key] else None
        if below is None:
            below = self._take(size)
        self.used += size
        return MemoryPointer(Pooled(self, below, key), 0)

    def _take(self, size: int) -> Any:
        for last_resort in (lambda: None, self.free_all_blocks, gc.collect, self.free_all_blocks):
            last_resort()
            if self.limit and self.total + size > self.limit:
                continue
            try:
                below = self._allocator(size).mem
            except runtime.CUDARuntimeError:
                continue
            self.total += size
            return below
        raise OutOfMemoryError(size, self.total, self.limit)

    def free(self, below: Any, key: Any) -> None:
        """Have memory again."""
        with self._lock:
            self.used -= below.size
            self._free[key].append(below)

    def free_all_blocks(self, stream: Any = None) -> None:
        """Give back what nobody has, of all streams or one."""
        with self._lock:
            for key in [key for key in self._free if stream is None or key[0] == stream.ptr]:
                self.total -= sum(below.size for below in self._free[key])
                del self._free[key]


class MemoryPool:
    """A pool for each device, which holds what it has allocated."""

    def __init__(self, allocator: Any = None) -> None:
        self._pools = [Pool(allocator or _malloc) for _ in range(runtime.getDeviceCount())]

    @property
    def _pool(self) -> Pool:
        return self._pools[current_device().id]

    def malloc(self, size: int) -> MemoryPointer:
        """Memory of so many bytes."""
        return self._pool.malloc(size)

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
        return self._pool.total

    def free_bytes(self) -> int:
        """Bytes that it has and nobody else."""
        return self._pool.total - self._pool.used

    def free_all_blocks(self, stream: Any = None) -> None:
        """Give back what nobody has."""
        self._pool.free_all_blocks(stream)

    def n_free_blocks(self) -> int:
        """How many blocks nobody has."""
        return sum(map(len, self._pool._free.values()))


def _malloc(size: int) -> MemoryPointer:
    return MemoryPointer(Raw(size), 0)


DEFAULT = MemoryPool()
_allocator: list[Callable[..., Any]] = [DEFAULT.malloc]


def alloc(size: int) -> MemoryPointer:
    """Memory of so many bytes."""
    return get_allocator()(size)  # type: ignore[no-any-return]


def get_allocator() -> Callable[..., Any]:
    """Where the memory of this thread comes from."""
    return getattr(_local, "allocator", None) or _allocator[0]


def set_allocator(allocator: Callable[..., Any] | None = None) -> None:
    """Let memory come from there."""
    _allocator[0] = allocator or _malloc


@contextlib.contextmanager
def using_allocator(allocator: Callable[..., Any] | None = None) -> Iterator[None]:
    """Let the memory of this thread come from there."""
    before = getattr(_local, "allocator", None)
    _local.allocator = allocator or _malloc
    try:
        yield
    finally:
        _local.allocator = before
