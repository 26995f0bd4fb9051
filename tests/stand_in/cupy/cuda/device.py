"""cupy.cuda.device: the device of a thread."""

from __future__ import annotations

import threading

from cupy.cuda import runtime

_local = threading.local()


class Device:
    """A device; in a `with` that of this thread."""

    def __init__(self, device: int | Device | None = None) -> None:
        self.id = runtime.getDevice() if device is None else int(device)

    def __enter__(self) -> Device:
        _before().append(runtime.getDevice())
        runtime.setDevice(self.id)
        return self

    def __exit__(self, *error: object) -> None:
        runtime.setDevice(_before().pop())

    def __int__(self) -> int:
        return self.id

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Device) and other.id == self.id

    def __hash__(self) -> int:
        return self.id

    def use(self) -> Device:
        """Let it be that of this thread."""
        runtime.setDevice(self.id)
        return self

    def synchronize(self) -> None:
        """Wait for all it does."""
        from cupy import _streams

        for stream in _streams.of_device(self.id):
            stream.synchronize()

    @property
    def compute_capability(self) -> str:
        """The version of its instructions."""
        return "90"

    @property
    def mem_info(self) -> tuple[int, int]:
        """Free and all bytes."""
        with self:
            return runtime.memGetInfo()


def current_device() -> Device:
    """That of this thread."""
    return Device()


def _before() -> list[int]:
    if not hasattr(_local, "before"):
        _local.before = []
    return _local.before  # type: ignore[no-any-return]
