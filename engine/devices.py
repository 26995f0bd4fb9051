"""Where arrays live: "cpu" is NumPy, "cuda:0" is CuPy, by `engine.cuda`."""

from __future__ import annotations

import contextlib
import contextvars
import functools
import platform
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Any

import numpy

from engine import host
from engine.errors import DeviceUnavailable

if TYPE_CHECKING:
    from engine.lanes import Bounds, Lanes

_SILENT = contextvars.ContextVar("silent", default=False)
"""Whether it is so here already: a server holds it from its start on, since it takes as long as a small operation."""
_HELD = contextlib.nullcontext()
Array = Any
Xp = Any


class Device:
    """A place to compute, and its array module `xp`."""

    levels: tuple[Any, ...] = ()
    """Under vmap: those by which its arrays are batched."""
    guards = False
    """Whether what runs on it needs a lane: see `Context.on`."""

    def __init__(self, name: str, xp: Xp) -> None:
        self.name = name
        self.xp = xp
        self.array_type: type = xp.ndarray

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"device({self.name!r})"

    @property
    def base(self) -> Device:
        """The device itself, seen at no levels."""
        return self

    @functools.cached_property
    def ops(self) -> Any:
        """The operations on plain arrays of this device."""
        from engine.namespace import array_ops

        return array_ops(self.xp)

    def generator(self, seed: int) -> Any:
        """A stream of random numbers that are made there."""
        from engine.generator import Generator

        return Generator(seed)

    def computing(self) -> contextlib.AbstractContextManager[Any]:
        """Held while anything runs: infinities and NaN arise silently, as in PyTorch."""
        return _HELD if _SILENT.get() else _silence()

    def working(self, lanes: Lanes) -> contextlib.AbstractContextManager[Any]:
        """Held while a context runs something on it, whose lanes these are."""
        return self.computing()

    def bound(self, bounds: Bounds) -> None:
        """Let all contexts together have so much memory of it."""

    def to_host(self, array: Array) -> numpy.ndarray[Any, Any]:
        """The array as NumPy's; on the CPU the same memory."""
        return array  # type: ignore[no-any-return]

    def from_host(self, array: numpy.ndarray[Any, Any]) -> Array:
        """A NumPy array as this device's; on the CPU the same memory."""
        return array

    def bring(self, array: Array, device: Device) -> Array:
        """An array of another device as this one's."""
        return self.from_host(device.to_host(array))

    def adopt(self, array: Array) -> tuple[Device, Array]:
        """What a kernel gave, as an array, and the device that it is on: this one, seen at levels if it is batched."""
        if hasattr(array, "levels"):
            from engine.batching.device import batched

            return batched(self, array.levels).adopt(array) if array.levels else (self, array.physical)
        return self, self.from_host(array) if isinstance(array, numpy.ndarray) else self.xp.asarray(array)

    def captured(
        self, function: Callable[..., Any], written: Collection[int], calls: int, choices: int | None
    ) -> Callable[..., Any]:
        """What a plan runs again and again for a function of arrays, which makes so many calls: to the same results.

        `written` are the places of arguments that it writes into, `choices` as in `engine.plan.lower`.
        """
        return function

    def describe(self) -> dict[str, Any]:
        """The device as data: name, memory and free memory in bytes."""
        return {
            "device": self.name,
            "name": platform.processor() or platform.machine(),
            "memory": host.memory(),
            "free": host.free(),
        }


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    token = _SILENT.set(True)
    try:
        with numpy.errstate(all="ignore"):
            yield
    finally:
        _SILENT.reset(token)


@functools.cache
def find(name: str) -> Device:
    """The device of that name: "cpu", "cuda" or "cuda:N"; `DeviceUnavailable` says what is missing."""
    kind, _, index = name.partition(":")
    if name in ("cpu", "cpu:0"):
        return Device("cpu", numpy)
    if kind == "cuda" and (index.isdecimal() or name == "cuda"):
        number = int(index or 0)
        if number < _cuda_count():
            return cuda().CudaDevice(number) if name == f"cuda:{number}" else find(f"cuda:{number}")
        raise DeviceUnavailable(
            f"{name} is not there: {_cuda_absence()} Use the device 'cpu', or see /v1/devices.", device=name
        )
    known = " or ".join(repr(device.name) for device in available())
    raise DeviceUnavailable(f"{name!r} is no device: use {known}.", device=name)


def available() -> list[Device]:
    """Every device of this machine, the CPU first."""
    return [find("cpu"), *(find(f"cuda:{index}") for index in range(_cuda_count()))]


def cuda() -> Any:
    """What is of CUDA, which loads CuPy."""
    from engine.cuda import device

    return device


def _cuda_count() -> int:
    try:
        return int(cuda().count())
    except ImportError:  # without CuPy, or without libraries that it needs
        return 0


def _cuda_absence() -> str:
    try:
        cuda()
    except ImportError:
        return "CuPy is not installed: it comes with the server's extra cuda12 or cuda13 (docs/gpu.md)."
    return "CuPy finds no such GPU (check nvidia-smi and the driver)."
