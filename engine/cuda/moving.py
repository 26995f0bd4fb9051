"""Moving arrays: between the host and a GPU, through memory of the host that is pinned, and between GPUs.

Transfers are in the order of the current stream, and the host waits for that stream alone, where bytes leave the GPU.
CuPy copies what it uploads into a pinned buffer of the same size, or a larger one, and keeps that buffer: good for what
is small, but for large arrays it would pin as much memory as the largest takes, and copy all of it before the
transfer begins. So these go piece by piece through buffers of one size, of which there are few: while one is on its
way, the next is filled. A download goes the same way, since memory that is not pinned is slow to copy to.
"""

from __future__ import annotations

import contextlib
import functools
import queue
from collections import deque
from typing import Any

import cupy
import cupyx
import numpy

Array = Any
PIECE = 4 << 20
"""Bytes of a buffer; what is no larger moves in one."""


class Buffers:
    """The pinned buffers of a process, in the order in which they were used, each with the event that ends its use."""

    def __init__(self, nbytes: int) -> None:
        self._waiting: queue.SimpleQueue[tuple[Any, Any]] = queue.SimpleQueue()
        for _ in range(max(2, nbytes // PIECE)):
            self._waiting.put((None, None))  # made when it is needed

    def take(self) -> numpy.ndarray[Any, Any]:
        """The buffer that has rested for longest, once nothing uses it any more."""
        return self._ready(*self._waiting.get())

    def take_another(self) -> numpy.ndarray[Any, Any] | None:
        """Another one for somebody who has one: none where there is none to spare, so that nobody waits forever."""
        with contextlib.suppress(queue.Empty):
            return self._ready(*self._waiting.get_nowait())
        return None

    def _ready(self, buffer: Any, event: Any) -> numpy.ndarray[Any, Any]:
        try:
            if event is not None:
                event.synchronize()
            made: numpy.ndarray[Any, Any] = cupyx.empty_pinned(PIECE, numpy.uint8) if buffer is None else buffer
        except BaseException:
            self.give_back(buffer, event)  # else there would be one less, and at last somebody would wait forever
            raise
        return made

    def give_back(self, buffer: numpy.ndarray[Any, Any] | None, event: Any = None) -> None:
        """Let others have a buffer, from an event on."""
        self._waiting.put((buffer, event))


@functools.cache
def buffers(nbytes: int) -> Buffers:
    """The buffers of this process, of so many bytes together."""
    return Buffers(nbytes)


def upload(array: numpy.ndarray[Any, Any], buffers: Buffers) -> Array:
    """A NumPy array on the current device; its memory may change as soon as this is over."""
    if array.nbytes <= PIECE:
        return cupy.asarray(array)
    source = array if array.flags.f_contiguous else numpy.ascontiguousarray(array)
    made, stream = cupy.ndarray(array.shape, array.dtype, order=_order(source)), cupy.cuda.get_current_stream()
    source = _bytes(source)
    for start in range(0, len(source), PIECE):
        piece = source[start : start + PIECE]
        buffer, event = buffers.take(), None
        try:
            buffer[: len(piece)] = piece
            (made.data + start).copy_from_host_async(buffer.ctypes.data, len(piece), stream)
            event = stream.record()
        finally:
            buffers.give_back(buffer, event)
    return made


def download(array: Array, buffers: Buffers) -> numpy.ndarray[Any, Any]:
    """An array of the current device as NumPy's, when all that it takes is done."""
    if array.nbytes <= PIECE:
        return array.get()  # type: ignore[no-any-return]
    array = dense(array)
    made: numpy.ndarray[Any, Any] = numpy.empty(array.shape, array.dtype, _order(array))
    target, stream = _bytes(made), cupy.cuda.get_current_stream()
    sent: deque[tuple[numpy.ndarray[Any, Any], Any, Any]] = deque()

    def land() -> Any:
        """The buffer that was sent first, once what it brought is where it belongs."""
        piece, buffer, event = sent[0]
        event.synchronize()
        piece[...] = buffer[: len(piece)]
        sent.popleft()
        return buffer

    try:
        for start in range(0, len(target), PIECE):
            piece = target[start : start + PIECE]
            buffer = buffers.take_another() if sent else buffers.take()
            if buffer is None:
                buffer = land()
            sent.append((piece, buffer, None))
            (array.data + start).copy_to_host_async(buffer.ctypes.data, len(piece), stream)
            sent[-1] = piece, buffer, stream.record()
            if len(sent) > 1:
                buffers.give_back(land())
        while sent:
            buffers.give_back(land())
    finally:
        for _, buffer, event in sent:
            buffers.give_back(buffer, event)
    return made


def dense(array: Array) -> Array:
    """An array of the current device, or a copy of it, that fills its memory."""
    return array if array.flags.f_contiguous else cupy.ascontiguousarray(array)


def fetch(array: Array, ready: Any) -> tuple[Array, Any]:
    """A dense array of another GPU on the current device, copied once it is `ready`, and the event when it is."""
    made, stream = cupy.ndarray(array.shape, array.dtype, order=_order(array)), cupy.cuda.get_current_stream()
    stream.wait_event(ready)
    made.data.copy_from_device_async(array.data, array.nbytes, stream)
    return made, stream.record()


def _order(array: Array) -> Any:
    return "C" if array.flags.c_contiguous else "F"


def _bytes(array: numpy.ndarray[Any, Any]) -> numpy.ndarray[Any, Any]:
    """The memory of an array that fills it."""
    return array.reshape(-1, order="A").view(numpy.uint8)
