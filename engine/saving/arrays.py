"""Arrays as windows on storages: the number of the storage, dtype, shape, strides and offset in bytes, and whether it
may be written to. An array that is a whole storage is only its number; one that hides examples is the number of the
array that has them, and its levels.

A storage is saved with its dimensions in the order in which they lie in memory, so that it is in row-major order.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy

from engine import devices, storage
from engine.batching.array import BatchedArray
from engine.saving.columns import read, written
from engine.saving.values import dtype, name

if TYPE_CHECKING:
    from engine.batching.level import Level
    from engine.context import Context
    from engine.devices import Device
    from engine.saving.reading import Reader
    from engine.saving.writing import Writer

Array = Any


class Arrays:
    """The arrays of a context, numbered as they are met, with their storages and levels."""

    def __init__(self) -> None:
        self.roots: list[Array] = []
        """The storages themselves."""
        self.levels: dict[int, Level] = {}
        self._storages: dict[int, int] = {}
        self._numbers: dict[int, int] = {}
        self._kept: list[Array] = []  # so that no other array has the id of one that was numbered
        self._windows: list[Any] = []

    def number(self, array: Array) -> int:
        """The number of an array."""
        known = self._numbers.get(id(array))
        if known is None:
            window = self._batched(array) if type(array) is BatchedArray else self._window(array)
            known = self._numbers[id(array)] = len(self._windows)
            self._windows.append(window)
            self._kept.append(array)
        return known

    def find(self, array: Array) -> int | None:
        """The number of an array that has one."""
        return self._numbers.get(id(array))

    def level(self, level: Level) -> int:
        """The number of a level."""
        self.levels[level.number] = level
        return level.number

    def _window(self, array: Array) -> Any:
        root = array if array.base is None else storage.storage(array)
        place = self._storages.get(id(root))
        if place is None:
            place = self._storages[id(root)] = len(self.roots)
            self.roots.append(root)
        writeable = getattr(array.flags, "writeable", True)
        if array is root and array.strides == _steps(array.shape, array.itemsize) and writeable:
            return place
        start = 0 if array is root else storage.address(array) - storage.address(root)
        return place, name(array.dtype), array.shape, array.strides, start, writeable

    def _batched(self, array: BatchedArray) -> Any:
        return self.number(array.physical), tuple(map(self.level, array.levels))

    def contents(self, context: Context) -> list[numpy.ndarray[Any, Any]]:
        """The storages as the host has them: those of the CPU themselves, of others copies."""
        return [_on_host(context, devices.find(storage.device_of(root)), root) for root in self.roots]

    def document(self, writer: Writer, contents: Sequence[numpy.ndarray[Any, Any]]) -> dict[str, Any]:
        """All arrays and storages as plain data."""
        places = [storage.device_of(root) for root in self.roots]
        kinds = [name(root.dtype) for root in self.roots]
        shapes = [array.shape for array in contents]
        return {
            "count": len(self.roots),
            "storages": [written(writer, column) for column in (places, kinds, shapes)],
            "arrays": len(self._windows),
            "windows": written(writer, self._windows),
        }


def _on_host(context: Context, device: Device, root: Array) -> numpy.ndarray[Any, Any]:
    with context.on(device):
        return device.to_host(storage.in_rows(root))


def loaded(
    context: Context,
    reader: Reader,
    document: Mapping[str, Any],
    arrays: Sequence[numpy.ndarray[Any, Any]],
    levels: Mapping[int, Level],
) -> tuple[list[Array], list[Array]]:
    """The arrays of a document and their storages, by number, of what the host has of these."""
    count = document["count"]
    if len(arrays) != count:
        raise ValueError(f"The document is of {count} arrays, not {len(arrays)}.")
    facts = zip(*(read(reader, column, count) for column in document["storages"]), arrays, strict=True)
    roots = [_storage(context, devices.find(place), dtype(kind), *rest) for place, kind, *rest in facts]
    made: list[Array] = []
    for window in read(reader, document["windows"], document["arrays"]):
        if type(window) is int:
            made.append(roots[window])
        elif len(window) > 2:
            root = roots[window[0]]
            with context.on(devices.find(storage.device_of(root))):
                made.append(_shown(root, *window[1:]))
        else:
            physical, within = made[window[0]], tuple(map(levels.__getitem__, window[1]))
            made.append(BatchedArray(physical, within, devices.find(storage.device_of(physical)).xp))
    return made, roots


def _storage(
    context: Context, device: Device, kind: Any, shape: tuple[int, ...], given: numpy.ndarray[Any, Any]
) -> Array:
    """A storage on its device; on the CPU the array that was given, if it has its memory for itself."""
    if given.nbytes != math.prod(shape) * kind.itemsize:
        raise ValueError(f"An array of {given.nbytes} bytes is not of {list(shape)} {kind.name}.")
    if not (given.flags.c_contiguous and (given.flags.writeable or device.name != "cpu")):
        given = given.copy()
    if given.dtype is not kind or given.shape != shape or given.strides != _steps(shape, kind.itemsize):
        given = given.reshape(-1).view(kind).reshape(shape)
    if device.name == "cpu":
        return given if given.base is None else _apart(given)
    with context.on(device):
        return device.from_host(given)


@functools.lru_cache(maxsize=1024)
def _steps(shape: tuple[int, ...], itemsize: int) -> tuple[int, ...]:
    """The strides of an array in row-major order as NumPy makes it; others may differ where a size is 1."""
    if 0 in shape:
        return numpy.empty(shape, f"V{itemsize}").strides
    return tuple(math.prod(shape[dim + 1 :]) * itemsize for dim in range(len(shape)))


def _apart(given: numpy.ndarray[Any, Any]) -> numpy.ndarray[Any, Any]:
    """The same memory as a storage of its own: it may be a part of an array, such as a whole file."""
    if not given.size:
        return numpy.empty(given.shape, given.dtype)
    memory = given.reshape(-1).view(numpy.uint8).data
    return numpy.frombuffer(memory, given.dtype).reshape(given.shape)


def _shown(
    root: Array, called: str, shape: Sequence[int], strides: Sequence[int], start: int, writeable: bool
) -> Array:
    """A window on a storage."""
    kind = dtype(called)
    memory = root.reshape(-1).view(numpy.uint8)
    if type(root) is not numpy.ndarray:
        return _strided(memory, kind, shape, strides, start)
    array: numpy.ndarray[Any, Any] = numpy.ndarray(shape, kind, memory, start, strides)
    array.flags.writeable = writeable
    return array


def _strided(memory: Array, kind: Any, shape: Sequence[int], strides: Sequence[int], start: int) -> Array:
    """A window on a storage of CUDA: elements of the dtype may begin at any byte."""
    xp = devices.find(storage.device_of(memory)).xp
    skipped = start % kind.itemsize
    whole = (len(memory) - skipped) // kind.itemsize * kind.itemsize
    elements = memory[skipped : skipped + whole].view(kind)
    return storage.strided(xp, elements, shape, [step // kind.itemsize for step in strides], start // kind.itemsize)
