"""A CUDA device: its arrays are CuPy's."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from typing import Any

import cupy
import cupyx
import numpy

from engine.cuda import supplies
from engine.cuda.philox import CudaGenerator
from engine.cuda.supplies import on_host as on_host
from engine.devices import Device
from engine.errors import OutOfMemory

Array = Any


class CudaDevice(Device):
    """A CUDA device, by its number."""

    def __init__(self, index: int) -> None:
        super().__init__(f"cuda:{index}", arrays())
        self.index = index

    def generator(self, seed: int) -> CudaGenerator:
        return CudaGenerator(self.name, seed)

    @contextlib.contextmanager
    def computing(self) -> Iterator[None]:
        try:
            # CuPy raises NumPy's LinAlgError only when told to; else it gives back numbers that mean nothing.
            with super().computing(), cupy.cuda.Device(self.index), cupyx.errstate(linalg="raise"):
                yield
        except cupy.cuda.memory.OutOfMemoryError as error:
            raise OutOfMemory(
                f"{self.name} has not enough free memory for this: delete tensors or use smaller ones."
            ) from error

    def to_host(self, array: Array) -> numpy.ndarray[Any, Any]:
        return cupy.asnumpy(array)  # type: ignore[no-any-return]

    def from_host(self, array: numpy.ndarray[Any, Any]) -> Array:
        return cupy.asarray(array)

    def describe(self) -> dict[str, Any]:
        with cupy.cuda.Device(self.index):
            free, total = cupy.cuda.runtime.memGetInfo()
        name = cupy.cuda.runtime.getDeviceProperties(self.index)["name"].decode()
        return {"device": self.name, "name": name, "memory": total, "free": free}


def count() -> int:
    """How many CUDA devices there are."""
    try:
        return int(cupy.cuda.runtime.getDeviceCount())
    except cupy.cuda.runtime.CUDARuntimeError:  # no driver, or one that is too old
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
