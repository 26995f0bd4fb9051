"""The memory of a GPU: a part for each lane, all within one limit, given back where somebody needs it.

CuPy's pool of the device has the limit. A lane has a pool of its own above it, which counts what a session has, and
takes from the pool of the device what it lacks. CuPy's pools keep what is freed apart by the stream that was current
when it was allocated, and give it at once to the next who asks on that stream, though kernels may still read it: so
whatever works on memory of a lane is on the stream of that lane, or that stream was told to wait for it (`moving`).

CuPy leaks what a pool keeps when the pool itself goes: lanes are used again by later sessions, and never go. A stream
that is used again keeps its order, too, so that nobody has to wait where a session ends.
"""

from __future__ import annotations

import gc
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import cupy

from engine.cuda import cublas
from engine.errors import OutOfMemory
from engine.lanes import Bounds

if TYPE_CHECKING:
    from engine.cuda.device import CudaDevice

OutOfMemoryError = cupy.cuda.memory.OutOfMemoryError
POOL = cupy.get_default_memory_pool()
"""That of all devices, where also comes from what no lane has."""


class Memory:
    """The memory of one GPU; whatever is asked of it is asked where that is the current device."""

    def __init__(self, device: CudaDevice) -> None:
        self.device = device
        self.lanes: list[Lane] = []
        """All that there are, also those that nobody has."""
        self._spare: deque[Lane] = deque()
        self._share = cupy.cuda.runtime.memGetInfo()[0] * 9 // 10
        self.bound(Bounds())

    def bound(self, bounds: Bounds) -> None:
        """Let all together have no more than so much."""
        self._let_go = bounds.let_go
        POOL.set_limit(bounds.device or self._share)

    def lane(self, bounds: Bounds) -> Lane:
        """A lane that nobody else has."""
        try:
            lane = self._spare.popleft()
        except IndexError:
            lane = Lane(self)
            self.lanes.append(lane)
        lane.begin(bounds)
        return lane

    def give_back(self, lane: Lane) -> None:
        """Let a lane be somebody else's; wherever the last reference goes, so no more is done here than must be."""
        cublas.release(self.device.index, lane.stream)
        self._spare.append(lane)

    def find_room(self, lane: Lane, size: int) -> Any:
        """Memory for a lane where there was none; `OutOfMemory` where there is none at all."""
        for relieve in () if lane.is_full(size) else (self.trim, self._relieve):
            relieve()
            with suppress(OutOfMemoryError):
                return lane.pool.malloc(size)
        own, allocated = lane.is_full(size), lane.pool.used_bytes()
        limit = lane.pool.get_limit() if own else POOL.get_limit()
        whose = "this session" if own else "all sessions together"
        allocated = allocated if own else self.allocated
        raise OutOfMemory(
            f"{self.device.name} has no room for {size} bytes more: {whose} may have {limit}, and {allocated} are in "
            "use. Delete tensors or use smaller ones.",
            device=self.device.name,
            needed=size,
            allocated=allocated,
            limit=limit,
        )

    def trim(self) -> None:
        """Give back what is kept for later."""
        for lane in self.lanes:
            lane.pool.free_all_blocks()
        POOL.free_all_blocks()

    def _relieve(self) -> None:
        self._let_go()
        gc.collect()
        self.trim()

    @property
    def allocated(self) -> int:
        """Bytes in use."""
        return int(POOL.used_bytes() - sum(lane.pool.free_bytes() for lane in self.lanes))

    def describe(self) -> dict[str, int]:
        """How much is in use, and kept, and the most that may be."""
        return {"allocated": self.allocated, "reserved": POOL.total_bytes(), "limit": POOL.get_limit()}


class Lane:
    """A stream, and the memory that is used on it."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.device = memory.device
        self.stream = cupy.cuda.Stream(non_blocking=True)  # else it would wait for the default stream, and that for it
        self.pool = cupy.cuda.MemoryPool(POOL.malloc)
        self._peak = self._reserved_peak = 0

    def begin(self, bounds: Bounds) -> None:
        """Be a session's."""
        self.pool.free_all_blocks()
        self.pool.set_limit(bounds.session)
        self.reset_peaks()

    def malloc(self, size: int) -> Any:
        """Memory of so many bytes: CuPy's allocator where work is done on this lane."""
        pool = self.pool
        try:
            found = pool.malloc(size)
        except OutOfMemoryError:
            found = self._memory.find_room(self, size)
        used, held = pool.used_bytes(), pool.total_bytes()
        if used > self._peak:
            self._peak = used
        if held > self._reserved_peak:
            self._reserved_peak = held
        return found

    def is_full(self, size: int) -> bool:
        """Whether so many bytes are more than a session may have."""
        limit = self.pool.get_limit()
        return bool(limit) and self.pool.used_bytes() + size > limit

    def reset_peaks(self) -> None:
        """Begin anew to look for the most that was in use."""
        with self._here():
            self._peak, self._reserved_peak = self.pool.used_bytes(), self.pool.total_bytes()

    def trim(self) -> None:
        """Give back what is kept for later."""
        with self._here():
            self.pool.free_all_blocks()
            POOL.free_all_blocks()

    def synchronize(self) -> None:
        """Wait until all is done."""
        self.stream.synchronize()

    @property
    def allocated(self) -> int:
        """Bytes in use."""
        with self._here():
            return int(self.pool.used_bytes())

    def describe(self) -> dict[str, Any]:
        """How much is in use, and kept, the most there was of both, and the most that may be."""
        with self._here():
            return {
                "device": self.device.name,
                "allocated": self.pool.used_bytes(),
                "peak": self._peak,
                "reserved": self.pool.total_bytes(),
                "reserved_peak": self._reserved_peak,
                "limit": self.pool.get_limit() or None,
            }

    def _here(self) -> Any:
        return cupy.cuda.Device(self.device.index)
