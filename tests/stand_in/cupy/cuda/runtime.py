"""cupy.cuda.runtime: what the driver tells."""

from __future__ import annotations

import os
import threading
from typing import Any

TOTAL = 1 << 32
DEVICES = int(os.environ.get("STAND_IN_DEVICES", "1"))
streamCaptureModeGlobal, streamCaptureModeThreadLocal, streamCaptureModeRelaxed = 0, 1, 2  # noqa: N816
_MEMORY_ALLOCATION, _INVALID_DEVICE = 2, 101
_local = threading.local()
_lock = threading.RLock()
_taken = [0] * DEVICES
_pinned: dict[int, int] = {}


class CUDARuntimeError(RuntimeError):
    """What the runtime refuses."""

    def __init__(self, status: int) -> None:
        super().__init__(f"CUDA error {status}")
        self.status = status


def getDeviceCount() -> int:  # noqa: N802
    """How many devices there are."""
    return DEVICES


def getDevice() -> int:  # noqa: N802
    """The device of this thread."""
    return getattr(_local, "device", 0)


def setDevice(device: int) -> None:  # noqa: N802
    """Choose the device of this thread."""
    if not 0 <= device < DEVICES:
        raise CUDARuntimeError(_INVALID_DEVICE)
    _local.device = device


def memGetInfo() -> tuple[int, int]:  # noqa: N802
    """Free and all bytes of the device."""
    return TOTAL - _taken[getDevice()], TOTAL


def take(size: int, device: int) -> None:
    """Have bytes of a device."""
    with _lock:
        if _taken[device] + size > TOTAL:
            raise CUDARuntimeError(_MEMORY_ALLOCATION)
        _taken[device] += size


def give(size: int, device: int) -> None:
    """Have bytes of a device no longer."""
    with _lock:
        _taken[device] -= size


def pin(address: int, size: int) -> None:
    """Let memory of the host be pinned."""
    _pinned[address] = size


def unpin(address: int) -> None:
    """Let memory of the host be pinned no longer."""
    del _pinned[address]


def is_pinned(address: int) -> bool:
    """Whether memory of the host is pinned."""
    return any(start <= address < start + size for start, size in list(_pinned.items()))


def getDeviceProperties(device: int) -> dict[str, Any]:  # noqa: N802
    """What the device is like."""
    return {
        "name": b"Stand-in", "major": 9, "minor": 0, "multiProcessorCount": 4, "maxThreadsPerMultiProcessor": 2048,
        "totalGlobalMem": TOTAL,
    }  # fmt: skip


def driverGetVersion() -> int:  # noqa: N802
    """The version of CUDA that the driver knows."""
    return 13000


def runtimeGetVersion() -> int:  # noqa: N802
    """The version of the CUDA runtime."""
    return 13000
