"""Streams and graphs: work that is captured runs when its graph is launched, and not before."""

from __future__ import annotations

import contextlib
import itertools
import os
import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import numpy

from cupy.cuda import runtime

_numbers = itertools.count(1 << 20)
_local = threading.local()
_all: weakref.WeakSet[Stream] = weakref.WeakSet()
OWN = bool(os.environ.get("STAND_IN_OWN_STREAMS"))


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
        self.device_id = -1 if null else runtime.getDevice()
        self._capture: Capture | None = None
        self._waiting: deque[Any] = deque()
        _all.add(self)

    def __enter__(self) -> Stream:
        _stack().append((_device_of(self), current(_device_of(self))))
        return self.use()

    def __exit__(self, *error: object) -> None:
        device, before = _stack().pop()
        _currents()[device] = before

    def use(self) -> Stream:
        """Let this thread work on it."""
        if _device_of(self) != runtime.getDevice():
            raise RuntimeError("the device that the stream is created on does not match with the current device")
        _currents()[_device_of(self)] = self
        return self

    def enqueue(self, act: Callable[[], Any], kept: Any = None) -> None:
        """Do something when all before it is done, and somebody waits for it or computes on the stream."""
        if self._capture is None:
            self._waiting.append((act, kept))

    @property
    def done(self) -> bool:
        """Whether nothing waits."""
        return True

    def synchronize(self) -> None:
        """Wait for what it does."""
        if self._capture is not None:
            raise RuntimeError("a stream that captures cannot be waited for")
        while self._waiting:
            self._waiting.popleft()[0]()

    def record(self, event: Any = None) -> Any:
        """An event when all so far is done."""
        event = Event() if event is None else event
        if event._device != _device_of(self):
            raise runtime.CUDARuntimeError(400)
        event.record(self)
        return event

    def wait_event(self, event: Any) -> None:
        """Wait for an event before what comes."""
        self.enqueue(event.synchronize)

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

    def __del__(self) -> None:
        if self._capture is not None:
            raise RuntimeError("a stream that captures is destroyed")

    def is_capturing(self) -> bool:
        """Whether it does."""
        return self._capture is not None


class Event:
    """A point in the work of a stream."""

    def __init__(self, block: bool = False, disable_timing: bool = False, interprocess: bool = False) -> None:
        self.done = True
        self._stream: Stream | None = None
        self._device = runtime.getDevice()

    def record(self, stream: Any = None) -> None:
        """Be where the stream is."""
        self._stream = current() if stream is None else stream

    def synchronize(self) -> None:
        """Wait until it is reached."""
        if self._stream is not None:
            self._stream.synchronize()


Stream.null = Stream(null=True)


def current(device_id: int = -1) -> Stream:
    """The stream that this thread works on."""
    return _currents().get(runtime.getDevice() if device_id == -1 else device_id, Stream.null)


def capture() -> Capture | None:
    """What the current stream captures; None where it works, of which is done first what waits."""
    stream = current()
    if stream._waiting and stream._capture is None:
        stream.synchronize()
    return stream._capture


def of_device(device: int) -> list[Stream]:
    """All streams of a device."""
    return [one for one in _all if one.device_id in (device, -1)]


def expect_own() -> None:
    """Fail where work would go to the stream that nobody chose, if STAND_IN_OWN_STREAMS is set."""
    if OWN and not current().ptr:
        raise AssertionError("work on the default stream: hold Context.on, or computing")


def expect_here(arrays: list[Any]) -> None:
    """Fail where arrays are on another device than the current one; CuPy would compute beside their streams."""
    for one in arrays:
        if one.device.id != runtime.getDevice():
            raise AssertionError(f"an array of device {one.device.id} where {runtime.getDevice()} is current")


def _device_of(stream: Stream) -> int:
    return runtime.getDevice() if stream.device_id == -1 else stream.device_id


def _currents() -> dict[int, Stream]:
    if not hasattr(_local, "currents"):
        _local.currents = {}
    return _local.currents  # type: ignore[no-any-return]


def _stack() -> list[tuple[int, Stream]]:
    if not hasattr(_local, "stack"):
        _local.stack = []
    return _local.stack  # type: ignore[no-any-return]


def refuse_while_capturing(what: str) -> None:
    """Refuse what waits for the device."""
    expect_own()
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
