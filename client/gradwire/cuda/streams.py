"""torch.cuda.streams: what a session does on a GPU is done in one order, so that all its streams are one.

Programs that use several are carried out rightly, one after the other. What needs the clock of the GPU is refused.
"""

from __future__ import annotations

from typing import Any, NoReturn, Self

from gradwire.cuda.devices import entry, synchronize
from gradwire.devices import device as Device


class Stream:
    """The session's order of work on a GPU; every stream of that GPU is the same one."""

    def __init__(self, device: Any = None, priority: int = 0, **_: Any) -> None:
        self.device = Device(entry(device)["device"])

    def __repr__(self) -> str:
        return f"<torch.cuda.Stream device={self.device} cuda_stream=0x0>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Stream) and self.device == other.device

    def __hash__(self) -> int:
        return hash(self.device)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def synchronize(self) -> None:
        """Wait until the GPU has carried out everything so far."""
        synchronize(self.device)

    def query(self) -> bool:
        """Wait until the GPU has carried out everything so far, and say so."""
        self.synchronize()
        return True

    def record_event(self, event: Event | None = None) -> Event:
        """Mark this place in the order of work."""
        event = event or Event()
        event.record(self)
        return event

    def wait_event(self, event: Event) -> None:
        """Nothing: what was asked for before is done before."""

    def wait_stream(self, stream: Stream) -> None:
        """Nothing: what was asked for before is done before."""


class Event:
    """A place in the session's order of work on a GPU."""

    def __init__(self, enable_timing: bool = False, blocking: bool = False, interprocess: bool = False) -> None:
        if interprocess:
            raise NotImplementedError("an event is of one session: wait with torch.cuda.synchronize() instead")
        self._stream: Stream | None = None

    def __repr__(self) -> str:
        return f"<torch.cuda.Event {'uninitialized' if self._stream is None else hex(id(self))}>"

    def record(self, stream: Stream | None = None) -> None:
        """Mark the place that the work has come to."""
        self._stream = stream or current_stream()

    def wait(self, stream: Stream | None = None) -> None:
        """Nothing: what was asked for before is done before."""

    def synchronize(self) -> None:
        """Wait until the GPU has carried out everything up to here."""
        if self._stream is not None:
            self._stream.synchronize()

    def query(self) -> bool:
        """Wait until the GPU has carried out everything up to here, and say so."""
        self.synchronize()
        return True

    def elapsed_time(self, end_event: Event) -> NoReturn:
        """Refused: nobody here reads the GPU's clock."""
        raise NotImplementedError(
            "events keep no time: take time.perf_counter() before and after, each time following "
            "torch.cuda.synchronize()"
        )


class stream:  # noqa: N801
    """`with torch.cuda.stream(s):` changes nothing: all streams are one."""

    def __init__(self, stream: Stream | None) -> None:
        self.stream = stream

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        pass


def current_stream(device: Any = None) -> Stream:
    """The session's order of work on a GPU."""
    return Stream(device)


def default_stream(device: Any = None) -> Stream:
    """The session's order of work on a GPU."""
    return Stream(device)


def set_stream(stream: Stream) -> None:
    """Nothing: all streams are one."""
