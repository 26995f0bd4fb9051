"""Writing: how values are spelled that lead to others, and objects by their numbers."""

from __future__ import annotations

import functools
import itertools
import weakref
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy

from engine import devices
from engine.batching.array import BatchedArray
from engine.batching.level import Level
from engine.checkpoints import KERNELS
from engine.devices import Device
from engine.node import UNSHARED
from engine.saving.arrays import Arrays
from engine.saving.columns import Column, written
from engine.saving.objects import OBJECTS
from engine.saving.values import TUPLES, Spelled, Unsaveable, spell
from engine.tape import Entry

if TYPE_CHECKING:
    from engine.context import Context
    from engine.saving.walk import Table, Walk

Array = numpy.ndarray[Any, Any]


class Owned(NamedTuple):
    """Stands for what a client gave with a function or a hook."""

    owner: Any


class Writer:
    """Writes down values; of objects the numbers that they have in the tables of a walk, one table after the other."""

    def __init__(self, context: Context, owner: Callable[[Any], Any], walk: Walk) -> None:
        self._context = context
        self._owner = owner
        self._entries = walk.entries
        objects = itertools.chain([UNSHARED], *(table.objects for table in walk.tables.values()))
        self._objects = dict(zip(map(id, objects), itertools.count()))
        self.arrays = Arrays()
        self._generators: dict[int, tuple[Any, Any]] = {}
        """Generators and their states, by the id of these."""
        self._weak: list[tuple[dict[str, Any], Any]] = []
        """References to arrays, which count where the array is met besides."""

    def table(self, table: Table) -> Spelled:
        """The objects of a table, with a column for each attribute."""
        columns = {name: written(self, self._attribute(table.objects, name)) for name in table.names}
        return {"class": table.kind.__name__, "count": len(table.objects), "columns": columns}

    def _attribute(self, objects: Sequence[Any], name: str) -> Sequence[Any]:
        values = list(map(attrgetter(name), objects))
        return list(map(Owned, values)) if name == "owner" else values

    def rest(self) -> tuple[dict[str, Any], list[Array]]:
        """What was met besides objects, and the contents of storages."""
        generators = [[one.device, self.write(state)] for one, state in self._generators.values()]
        for reference, array in self._weak:
            number = self.arrays.find(array)
            reference["weak"] = None if number is None else {"a": number}
        levels = [[one.number, one.size, one.randomness, one.name] for one in self.arrays.levels.values()]
        contents = self.arrays.contents(self._context)
        return {"generators": generators, "arrays": self.arrays.document(self, contents), "levels": levels}, contents

    def numbers(self, kind: type, values: Sequence[Any]) -> Column | None:
        """Values of a type that have numbers."""
        if kind in OBJECTS:
            return {"o": list(map(self._objects.__getitem__, map(id, values)))}
        if kind in _array_types():
            return {"a": list(map(self.arrays.number, values))}
        return None

    def write(self, value: Any) -> Spelled:
        """A value by itself."""
        kind = type(value)
        way = _WAYS.get(kind)
        if way is not None:
            return way(self, value)
        if kind in OBJECTS:
            return {"o": self._objects[id(value)]}
        if kind in _array_types():
            return {"a": self.arrays.number(value)}
        if isinstance(value, Device):
            return {"device": [value.name, self._tuple(value.levels)]}
        if value is self._context:
            return {"context": None}
        if any(value is one for one in self._context._generators.values()):
            return self._generator(value)
        return spell(value)

    def _tuple(self, value: Iterable[Any]) -> Spelled:
        return list(map(self.write, value))

    def _pairs(self, value: Mapping[Any, Any]) -> Spelled:
        return [self.write(one) for pair in value.items() for one in pair]

    def _named_tuple(self, value: Any) -> Spelled:
        return {type(value).__name__: self._tuple(value)}

    def _entry(self, value: Entry) -> Spelled:
        return self._named_tuple(self._entries.get(id(value), value))

    def _reference(self, value: weakref.ref[Any]) -> Spelled:
        target = value()
        if target is None or type(target) in OBJECTS:
            number = self._objects.get(id(target))
            return {"weak": None if number is None else {"o": number}}
        self._weak.append(({"weak": None}, target))
        return self._weak[-1][0]

    def _weak_set(self, value: weakref.WeakSet[Any]) -> Spelled:
        return {"weak set": [self._objects[id(one)] for one in value if id(one) in self._objects]}

    def _level(self, value: Level) -> Spelled:
        return {"level": self.arrays.level(value)}

    def _generator(self, value: Any) -> Spelled:
        if id(value) not in self._generators:
            with self._context.on(*value.where):
                self._generators[id(value)] = value, value.snapshot()
        return {"generator": list(self._generators).index(id(value))}

    def _kernel(self, value: functools.partial[Any]) -> Spelled:
        name = value.func.__name__
        if KERNELS.get(name) is not value.func or value.keywords:
            raise Unsaveable(f"the function {name}")
        return {"kernel": [name, self._tuple(value.args)]}

    def _owned(self, value: Owned) -> Spelled:
        return {"owner": self._owner(value.owner)}


@functools.cache
def _array_types() -> frozenset[type]:
    """The types of all arrays that tensors may have; to ask which devices there are takes time."""
    return frozenset({BatchedArray, *(device.array_type for device in devices.available())})


_WAYS: dict[type, Callable[[Writer, Any], Spelled]] = {
    tuple: Writer._tuple,
    list: lambda writer, value: {"list": writer._tuple(value)},
    set: lambda writer, value: {"set": writer._tuple(sorted(value))},
    slice: lambda writer, value: {"slice": writer._tuple((value.start, value.stop, value.step))},
    dict: lambda writer, value: {"dict": writer._pairs(value)},
    MappingProxyType: lambda writer, value: {"view": writer._pairs(value)},
    weakref.ref: Writer._reference,
    weakref.WeakSet: Writer._weak_set,
    functools.partial: Writer._kernel,
    Owned: Writer._owned,
    Level: Writer._level,
    **dict.fromkeys(TUPLES.values(), Writer._named_tuple),
    Entry: Writer._entry,
}
"""How values of a type are spelled that may lead to others."""
