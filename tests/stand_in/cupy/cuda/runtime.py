"""cupy.cuda.runtime: what the driver tells."""

from __future__ import annotations

from typing import Any

from cupy.cuda import memory

streamCaptureModeGlobal, streamCaptureModeThreadLocal, streamCaptureModeRelaxed = 0, 1, 2  # noqa: N816


class CUDARuntimeError(RuntimeError):
    """What the runtime refuses."""


def getDeviceCount() -> int:  # noqa: N802
    """How many devices there are."""
    return 1


def getDevice() -> int:  # noqa: N802
    """The device of this thread."""
    return 0


def memGetInfo() -> tuple[int, int]:  # noqa: N802
    """Free and all bytes of the device."""
    return memory.TOTAL - memory.taken(), memory.TOTAL


def getDeviceProperties(device: int) -> dict[str, Any]:  # noqa: N802
    """What the device is like."""
    return {
        "name": b"Stand-in", "major": 9, "minor": 0, "multiProcessorCount": 4, "maxThreadsPerMultiProcessor": 2048,
        "totalGlobalMem": memory.TOTAL,
    }  # fmt: skip


def driverGetVersion() -> int:  # noqa: N802
    """The version of CUDA that the driver knows."""
    return 13000


def runtimeGetVersion() -> int:  # noqa: N802
    """The version of the CUDA runtime."""
    return 13000
