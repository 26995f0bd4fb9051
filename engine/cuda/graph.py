"""A CUDA graph: all that a function of arrays does on the device, captured once and launched as one.

https://docs.nvidia.com/cuda/cuda-programming-guide/04-special-topics/cuda-graphs.html
"""

from __future__ import annotations

import contextlib
import weakref
from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

import cupy

from engine.cuda import cublas
from engine.storage import extent, memory, offset, storage, strided

Array = Any
Function = Callable[..., Sequence[Array]]

WIDEST = 16
"""Bytes that a thread loads at once: libraries choose other kernels, of other last bits, for addresses in between."""


class Shown(NamedTuple):
    """A result, as what it is of an argument or of memory of the graph: all of it, or another view of the same storage.

    `start` and `steps` are in elements of the view's dtype.
    """

    place: int
    dtype: Any = None
    shape: tuple[int, ...] = ()
    steps: tuple[int, ...] = ()
    start: int = 0

    def of(self, xp: Any, owners: Sequence[Array]) -> Array:
        """That result, of other arrays."""
        owner = owners[self.place]
        if self.dtype is None:
            return owner
        start = offset(owner) * owner.itemsize // self.dtype.itemsize + self.start
        return strided(xp, memory(storage(owner)).view(self.dtype), self.shape, self.steps, start)


class Graph:
    """What a function does, to be launched on the current stream; `fed` are the places of arguments that it copies.

    Nobody else allocates from its `pool`: what is free there is used by each launch.
    """

    def __init__(self, xp: Any, pool: Any, function: Function, arrays: Sequence[Array], fed: Collection[int]) -> None:
        self._xp = xp
        self._fed: dict[int, Array] = {}
        self._made: list[Array] = []
        """The arrays that its results are, or show."""
        # What others do on the stream meanwhile would be captured, too: so it is captured on a stream of its own.
        with cublas.beside(cupy.cuda.get_current_stream()) as beside, cupy.cuda.using_allocator(pool.malloc):
            self._fed.update((place, _like(xp, arrays[place])) for place in fed)
            given = [self._fed.get(place, array) for place, array in enumerate(arrays)]
            self._graph, made = _capture(beside, function, given)
            self._workspace = cublas.workspace(beside)
        roots = {id(storage(one)): storage(one) for one in made}
        for one in given:
            roots.pop(id(storage(one)), None)
        self._made += roots.values()
        if any(cupy.empty_like(one).strides != one.strides for one in self._made):
            raise ValueError("results in an order that fresh memory does not have")
        owners = [*given, *self._made]
        self._results = [_shown(one, owners) for one in made]
        self.nbytes = int(pool.total_bytes())
        copied = [*self._fed.values(), *self._made]
        self.copies, self.copied = len(copied), sum(one.nbytes for one in copied)
        weakref.finalize(self, _give_back, cupy.cuda.Device(), pool, self._fed, self._made).atexit = False

    def room(self) -> list[Array]:
        """Fresh memory for the results of a launch."""
        return [cupy.empty_like(one) for one in self._made]

    def launch(self, arrays: Sequence[Array], fresh: Sequence[Array]) -> tuple[Array, ...]:
        """Do it for arguments like those, of which what is not fed lies where it did; the results."""
        for place, own in self._fed.items():
            cupy.copyto(own, arrays[place])
        self._graph.launch()
        for one, own in zip(fresh, self._made, strict=True):
            cupy.copyto(one, own)
        owners = [*arrays, *fresh]
        return tuple([one.of(self._xp, owners) for one in self._results])


def _capture(stream: Any, function: Function, given: Sequence[Array]) -> tuple[Any, Sequence[Array]]:
    """The graph of what a function does, and its results, which are there after a launch; `stream` is current."""
    stream.begin_capture()
    try:
        made = function(*given)
    except BaseException:
        with contextlib.suppress(Exception):  # an error may have ended the capture, and this tells of it again
            stream.end_capture()
        raise
    return stream.end_capture(), made


def _give_back(device: Any, pool: Any, fed: dict[int, Array], made: list[Array]) -> None:
    """Let go of the memory of a graph; CuPy leaks what a pool has when that goes."""
    fed.clear()
    made.clear()
    with device:
        pool.free_all_blocks()


def _like(xp: Any, array: Array) -> Array:
    """Memory for an array, laid out as it is, and as far from where the widest loads may begin."""
    size = array.itemsize
    steps, start = [step // size for step in array.strides], array.data.ptr % WIDEST // size
    return strided(xp, cupy.empty(start + extent(array.shape, steps), array.dtype), array.shape, steps, start)


def _shown(result: Array, owners: Sequence[Array]) -> Shown:
    """What a result is of the first of these arrays that has its memory."""
    for place, one in enumerate(owners):
        if one is result:
            return Shown(place)
    root = storage(result)
    place, owner = next((place, one) for place, one in enumerate(owners) if storage(one) is root)
    size = result.itemsize
    start = offset(result) - offset(owner) * owner.itemsize // size
    return Shown(place, result.dtype, result.shape, tuple(step // size for step in result.strides), start)
