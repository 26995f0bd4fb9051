"""Streams and graphs: work that is captured runs when its graph is launched, and not before."""

from __future__ import annotations

import contextlib
import itertools
import threading
from collections.abc import Callable, Iterator
from typing import Any

import numpy

_numbers = itertools.count(1 << 20)
_local = threading.local()


class Capture:
    """The work that a stream captures."""

    def __init__(self) -> None:
        self.work: list[Callable[[], None]] = []
        self.kept: list[Any] = []

    def note(self, act: Callable[[], None], made: list[Any]) -> None:
        """Do this at each launch; nothing has come of it so far."""
        self.work.append(act)
        self.kept += [one._host for one in made]  # of the memory, not of who has it
        for one in made:
            littered(one._host)


class Graph:
    """Captured work."""

    def __init__(self, capture: Capture) -> None:
        self._capture = capture
        self.graph = self.graphExec = next(_numbers)

    def launch(self, stream: Any = None) -> None:
        """Do the work."""
        where = current() if stream is None else stream
        if where._capture is not None:
            raise RuntimeError("a graph cannot be launched into a capture here")
        for act in self._capture.work:
            act()

    def upload(self, stream: Any = None) -> None:
        """Get ready to launch."""


class Stream:
    """A stream, on which work is done at once, unless it is captured."""

    null: Stream

    def __init__(
        self, null: bool = False, non_blocking: bool = False, ptds: bool = False, priority: int | None = None
    ) -> None:
        self.ptr = 0 if null else next(_numbers)
        self.device_id = 0
        self._capture: Capture | None = None
        self._before: list[Stream] = []

    def __enter__(self) -> Stream:
        self._before.append(current())
        self.use()
        return self

    def __exit__(self, *error: object) -> None:
        _local.stream = self._before.pop()

    def use(self) -> Stream:
        """Let this thread work on it."""
        _local.stream = self
        return self

    @property
    def done(self) -> bool:
        """Whether nothing waits."""
        return True

    def synchronize(self) -> None:
        """Wait for what it does."""
        if self._capture is not None:
            raise RuntimeError("a stream that captures cannot be waited for")

    def record(self, event: Any = None) -> Any:
        """An event when all so far is done."""
        return Event() if event is None else event

    def wait_event(self, event: Any) -> None:
        """Wait for an event before what comes."""

    def begin_capture(self, mode: int | None = None) -> None:
        """Do nothing from now on, but take note."""
        if not self.ptr:
            raise RuntimeError("cannot capture on the default (legacy) stream")
        self._capture = Capture()

    def end_capture(self) -> Graph:
        """The work since then."""
        capture, self._capture = self._capture, None
        if capture is None:
            raise RuntimeError("this stream does not capture")
        return Graph(capture)

    def is_capturing(self) -> bool:
        """Whether it does."""
        return self._capture is not None


class Event:
    """A point in the work of a stream."""

    def __init__(self, block: bool = False, disable_timing: bool = False, interprocess: bool = False) -> None:
        self.done = True

    def record(self, stream: Any = None) -> None:
        """Be where the stream is."""

    def synchronize(self) -> None:
        """Wait until it is reached."""


Stream.null = Stream(null=True)


def current(device_id: int = -1) -> Stream:
    """The stream that this thread works on."""
    return getattr(_local, "stream", Stream.null)


def capture() -> Capture | None:
    """What the current stream captures; None where it works."""
    return current()._capture


def refuse_while_capturing(what: str) -> None:
    """Refuse what waits for the device."""
    if capture() is not None:
        raise RuntimeError(f"the current stream is capturing, so {what} is disallowed")


@contextlib.contextmanager
def uncaptured() -> Iterator[None]:
    """Where nothing is captured: a stream of its own."""
    with Stream():
        yield


def littered(array: numpy.ndarray[Any, Any]) -> numpy.ndarray[Any, Any]:
    """Memory as others have left it: NaN, large numbers, true. A graph keeps what its work is given."""
    if (capturing := capture()) is not None:
        capturing.kept.append(array)
    if array.size:
        kind = array.dtype.kind
        array[...] = True if kind == "b" else numpy.iinfo(array.dtype).max // 3 if kind in "iu" else numpy.nan
    return array
