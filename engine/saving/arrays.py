"""Arrays as windows on storages: what they show, in bytes; one that is a whole storage is only its number.

A storage is saved with its dimensions in the order in which they lie in memory, so that it is in row-major order.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy

from engine import devices, storage
from engine.batching.array import BatchedArray
from engine.saving.columns import compressed, expanded
from engine.saving.values import dtype, name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.batching.level import Level
    from engine.context import Context
    from engine.devices import Device

Array = Any
Window = tuple[str, tuple[int, ...], tuple[int, ...], int, bool]
"""What an array shows of a storage: dtype, shape, strides and offset in bytes, and whether it may be written to."""


class Arrays:
    """The arrays of a context, numbered as they are met, and their storages."""

    def __init__(self) -> None:
        self.roots: list[Array] = []
        """The storages themselves."""
        self._storages: dict[int, int] = {}
        self._numbers: dict[int, int] = {}
        self._kept: list[Array] = []  # so that no other array has the id of one that was numbered
        self._spelled: list[Any] = []

    def number(self, array: Array) -> int:
        """The number of an array."""
        known = self._numbers.get(id(array))
        if known is None:
            spelled = self._batched(array) if type(array) is BatchedArray else self._window(array)
            known = self._numbers[id(array)] = len(self._spelled)
            self._spelled.append(spelled)
            self._kept.append(array)
        return known

    def find(self, array: Array) -> int | None:
        """The number of an array that has one."""
        return self._numbers.get(id(array))

    def _window(self, array: Array) -> Any:
        root = storage.storage(array)
        place = self._storages.get(id(root))
        if place is None:
            place = self._storages[id(root)] = len(self.roots)
            self.roots.append(root)
        writeable = getattr(array.flags, "writeable", True)
        if array is root and array.flags.c_contiguous and writeable:
            return place
        start = 0 if array is root else storage.address(array) - storage.address(root)
        return [place, name(array.dtype), list(array.shape), list(array.strides), start, writeable]

    def _batched(self, array: BatchedArray) -> Any:
        return {"physical": self.number(array.physical), "levels": [level.number for level in array.levels]}

    def document(self) -> dict[str, Any]:
        """All arrays and storages as plain data."""
        known: dict[Any, Any] = {}  # one object for what is equal, so that columns have it once
        facts = [(storage.device_of(root), root.dtype, storage.in_rows(root).shape) for root in self.roots]
        columns = [[known.setdefault(one, one) for one in column] for column in zip(*facts, strict=True)] or [[]] * 3
        ways: dict[str, Any] = {"device": str, "dtype": name, "shape": list}
        return {
            "count": len(facts),
            "storages": {
                key: compressed(column, write) for (key, write), column in zip(ways.items(), columns, strict=True)
            },
            "windows": self._spelled,
        }

    def contents(self, context: Context) -> list[numpy.ndarray[Any, Any]]:
        """The storages as the host has them: those of the CPU themselves, of others copies."""
        return [_on_host(context, devices.find(storage.device_of(root)), storage.in_rows(root)) for root in self.roots]


def _on_host(context: Context, device: Device, array: Array) -> numpy.ndarray[Any, Any]:
    with context.on(device):
        return device.to_host(array)


def read(
    context: Context,
    document: Mapping[str, Any],
    arrays: Sequence[numpy.ndarray[Any, Any]],
    levels: Mapping[int, Level],
) -> list[Array]:
    """The arrays of a document, by number, of what the host has of their storages."""
    count, columns = document["count"], document["storages"]
    if len(arrays) != count:
        raise ValueError(f"The document is of {count} arrays, not {len(arrays)}.")
    places = expanded(columns["device"], count, devices.find)
    kinds = expanded(columns["dtype"], count, dtype)
    shapes = expanded(columns["shape"], count, tuple)
    roots = [_storage(context, *facts) for facts in zip(places, kinds, shapes, arrays, strict=True)]
    made: list[Array] = []
    for spelled in document["windows"]:
        if type(spelled) is int:
            made.append(roots[spelled])
        elif type(spelled) is list:
            made.append(_shown(roots[spelled[0]], *spelled[1:]))
        else:
            physical = made[spelled["physical"]]
            within = tuple(levels[number] for number in spelled["levels"])
            made.append(BatchedArray(physical, within, devices.find(storage.device_of(physical)).xp))
    return made


def _storage(
    context: Context, device: Device, kind: Any, shape: tuple[int, ...], given: numpy.ndarray[Any, Any]
) -> Array:
    """A storage on its device; on the CPU the array that was given, if it has its memory for itself."""
    if given.nbytes != math.prod(shape) * kind.itemsize:
        raise ValueError(f"An array of {given.nbytes} bytes is not of {list(shape)} {kind.name}.")
    if not (given.flags.c_contiguous and (given.flags.writeable or device.name != "cpu")):
        given = given.copy()
    if given.dtype is not kind or given.shape != shape:
        given = given.reshape(-1).view(kind).reshape(shape)
    if device.name == "cpu":
        return given if given.base is None else _apart(given)
    with context.on(device):
        return device.from_host(given)


def _apart(given: numpy.ndarray[Any, Any]) -> numpy.ndarray[Any, Any]:
    """The same memory as a storage of its own: it may be a part of an array, such as a whole file."""
    if not given.size:
        return numpy.empty(given.shape, given.dtype)
    memory = given.reshape(-1).view(numpy.uint8).data
    return numpy.frombuffer(memory, given.dtype).reshape(given.shape)


def _shown(root: Array, called: str, shape: list[int], strides: list[int], start: int, writeable: bool) -> Array:
    """A window on a storage."""
    kind = dtype(called)
    memory = root.reshape(-1).view(numpy.uint8)
    if type(root) is not numpy.ndarray:
        return _strided(memory, kind, shape, strides, start)
    array: numpy.ndarray[Any, Any] = numpy.ndarray(shape, kind, memory, start, strides)
    array.flags.writeable = writeable
    return array


def _strided(memory: Array, kind: Any, shape: list[int], strides: list[int], start: int) -> Array:
    """A window on a storage of CUDA: elements of the dtype may begin at any byte."""
    xp = devices.find(storage.device_of(memory)).xp
    skipped = start % kind.itemsize
    whole = (len(memory) - skipped) // kind.itemsize * kind.itemsize
    elements = memory[skipped : skipped + whole].view(kind)
    return storage.strided(xp, elements, shape, [step // kind.itemsize for step in strides], start // kind.itemsize)
