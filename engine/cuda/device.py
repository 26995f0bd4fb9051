"""A CUDA device: its arrays are CuPy's."""

from __future__ import annotations

import contextlib
import functools
import threading
from collections.abc import Callable, Collection, Iterator
from typing import Any

import cupy
import cupyx
import numpy

from engine.cuda import moving, supplies
from engine.cuda.capture import Captured
from engine.cuda.memory import Lane, Memory, OutOfMemoryError
from engine.cuda.philox import CudaGenerator
from engine.cuda.supplies import on_host as on_host
from engine.devices import Device
from engine.errors import OutOfMemory
from engine.lanes import Bounds, Lanes

Array = Any
CUDARuntimeError = cupy.cuda.runtime.CUDARuntimeError
OUT_OF_MEMORY = 2  # cudaErrorMemoryAllocation
_here = threading.local()
"""Of this thread: the lanes of whoever computes, and by the name of a device the lane that was used last."""


class CudaDevice(Device):
    """A CUDA device, by its number."""

    guards = True

    def __init__(self, index: int) -> None:
        super().__init__(f"cuda:{index}", arrays())
        self.index = index
        with cupy.cuda.Device(index):
            self.memory = Memory(self)

    @contextlib.contextmanager
    def working(self, lanes: Lanes) -> Iterator[None]:
        lane = lanes.of(self)
        before = getattr(_here, "lanes", None)
        _here.lanes = lanes
        try:
            with self.computing(), lane.stream, cupy.cuda.using_allocator(lane.malloc):
                if getattr(_here, self.name, None) is not lane:
                    # CuPy keeps plans of cuFFT by thread, with memory of the lane on which they were made.
                    cupy.fft.config.get_plan_cache().clear()
                    setattr(_here, self.name, lane)
                yield
        finally:
            _here.lanes = before

    def generator(self, seed: int) -> CudaGenerator:
        return CudaGenerator(self, seed)

    @contextlib.contextmanager
    def computing(self) -> Iterator[None]:
        try:
            # CuPy raises NumPy's LinAlgError only when told to; else it gives back numbers that mean nothing.
            with super().computing(), cupy.cuda.Device(self.index), cupyx.errstate(linalg="raise"):
                yield
        except (OutOfMemoryError, CUDARuntimeError) as error:  # of memory that CUDA itself takes, or a pool besides
            if isinstance(error, CUDARuntimeError) and error.status != OUT_OF_MEMORY:
                raise
            raise OutOfMemory(
                f"{self.name} has not enough free memory for this: delete tensors or use smaller ones.",
                device=self.name,
            ) from error

    def bound(self, bounds: Bounds) -> None:
        with cupy.cuda.Device(self.index):
            self.memory.bound(bounds)

    def lane(self, bounds: Bounds) -> Lane:
        """A lane that nobody else has."""
        with cupy.cuda.Device(self.index):
            return self.memory.lane(bounds)

    def give_back(self, lane: Lane) -> None:
        """Let a lane be somebody else's."""
        self.memory.give_back(lane)

    def to_host(self, array: Array) -> numpy.ndarray[Any, Any]:
        return moving.download(array, _buffers())

    def from_host(self, array: numpy.ndarray[Any, Any]) -> Array:
        return moving.upload(array, _buffers())

    def bring(self, array: Array, device: Device) -> Array:
        if not isinstance(device, CudaDevice):
            return self.from_host(device.to_host(array))
        lanes: Lanes = _here.lanes
        with device.working(lanes):
            source = moving.dense(array)
            ready = lanes.of(device).stream.record()
        with self.working(lanes):
            made, done = moving.fetch(source, ready)
        with device.working(lanes):  # what was copied may be somebody else's memory next
            lanes.of(device).stream.wait_event(done)
        return made

    def captured(
        self, function: Callable[..., Any], written: Collection[int], calls: int, choices: int | None
    ) -> Captured:
        return Captured(self.xp, function, written, calls, choices)

    def describe(self) -> dict[str, Any]:
        runtime = cupy.cuda.runtime
        found = runtime.getDeviceProperties(self.index)
        with cupy.cuda.Device(self.index):
            free, total = runtime.memGetInfo()
            return {
                "device": self.name,
                "name": found["name"].decode(),
                "memory": total,
                "free": free,
                "driver": _version(runtime.driverGetVersion()),
                "runtime": _version(runtime.runtimeGetVersion()),
                "compute_capability": f"{found['major']}.{found['minor']}",
                "multiprocessors": found["multiProcessorCount"],
                **self.memory.describe(),
                "cupy": cupy.__version__,
            }


def _buffers() -> moving.Buffers:
    lanes: Lanes | None = getattr(_here, "lanes", None)
    return moving.buffers((Bounds() if lanes is None else lanes.bounds).pinned)


def _version(number: int) -> str:
    """A version of CUDA as people write it."""
    return f"{number // 1000}.{number % 1000 // 10}"


def count() -> int:
    """How many CUDA devices there are."""
    try:
        return int(cupy.cuda.runtime.getDeviceCount())
    except CUDARuntimeError:  # no driver, or one that is too old
        return 0


@functools.cache
def arrays() -> Any:
    """NumPy's names on CUDA."""
    return supplies.arrays()


@functools.cache
def special(host: Any) -> Any:
    """SciPy's special functions on CUDA; `host` is scipy.special."""
    import cupyx.scipy.special

    return supplies.special(cupyx.scipy.special, host)


@functools.cache
def solvers(host: Any) -> Any:
    """SciPy's dense linear algebra on CUDA; `host` is scipy.linalg."""
    import cupyx.scipy.linalg

    return supplies.Supplied(cupyx.scipy.linalg, host)
