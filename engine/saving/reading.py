"""Reading: values of how they are spelled, and objects of the tables of their attributes."""

from __future__ import annotations

import functools
import itertools
import weakref
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy

from engine import devices
from engine.batching.device import batched
from engine.batching.level import Level
from engine.checkpoints import KERNELS
from engine.node import NONE_RETAINED, UNSHARED, Node, Version, one_output
from engine.saving import columns, values
from engine.saving.arrays import loaded
from engine.saving.objects import CLASSES
from engine.saving.values import TUPLES, Spelled

if TYPE_CHECKING:
    from engine.context import Context
    from engine.devices import Device

Array = numpy.ndarray[Any, Any]


class Reader:
    """Makes all objects first, which refer to each other in circles, and then lets them have their attributes."""

    def __init__(
        self, context: Context, document: Mapping[str, Any], arrays: Sequence[Array], owner: Callable[[Any], Any]
    ) -> None:
        self._context = context
        self.readers: dict[str, Callable[[Spelled], Any]] = {
            **values.READERS,
            "context": lambda _: context,
            "owner": owner,
            "list": lambda spelled: list(map(self.read, spelled)),
            "set": set,
            "slice": lambda spelled: slice(*map(self.read, spelled)),
            "dict": self._dict,
            "view": lambda spelled: MappingProxyType(self._dict(spelled)) if spelled else NONE_RETAINED,
            "weak": lambda spelled: weakref.ref(Version(0) if spelled is None else self.read(spelled)),
            "weak set": lambda spelled: weakref.WeakSet(map(self._objects.__getitem__, spelled)),
            "kernel": self._kernel,
            "device": self._device,
            **{name: functools.partial(self._named_tuple, kind) for name, kind in TUPLES.items()},
        }
        levels = {
            number: Level(number, size, randomness, name, context.warn_slow)
            for number, size, randomness, name in document["levels"]
        }
        self.readers["level"] = levels.__getitem__
        made, self.storages = loaded(context, self, document["arrays"], arrays, levels)
        self.readers["a"] = made.__getitem__
        self._objects: list[Any] = [UNSHARED]
        for table in document["objects"]:
            kind = CLASSES[table["class"]]
            self._objects += [object.__new__(kind) for _ in range(table["count"])]
        self.readers["o"] = self._objects.__getitem__
        self.readers["generator"] = [self._generator(*one) for one in document["generators"]].__getitem__

    def objects(self, tables: Sequence[Mapping[str, Any]]) -> Sequence[Any]:
        """All objects, with their attributes."""
        filled = iter(self._objects[1:])
        for table in tables:
            self._fill(list(itertools.islice(filled, table["count"])), table)
        return self._objects

    def _fill(self, objects: Sequence[Any], table: Mapping[str, Any]) -> None:
        """Let objects have their attributes."""
        is_node = issubclass(CLASSES[table["class"]], Node)
        for name, column in table["columns"].items():
            found = columns.read(self, column, len(objects))
            if name == "outputs" and is_node:
                found = [one_output(*one[0]) if len(one) == 1 else one for one in found]
            for one, value in zip(objects, found, strict=True):
                setattr(one, name, value)

    def read(self, spelled: Spelled) -> Any:
        """A value."""
        kind = type(spelled)
        if kind is list:
            return tuple(map(self.read, spelled))
        if kind is dict:
            ((key, of),) = spelled.items()
            return self.readers[key](of)
        return spelled

    def _dict(self, spelled: list[Spelled]) -> dict[Any, Any]:
        found = map(self.read, spelled)
        return dict(zip(found, found, strict=True))

    def _named_tuple(self, kind: Callable[..., Any], spelled: list[Spelled]) -> Any:
        return kind(*map(self.read, spelled))

    def _kernel(self, spelled: Spelled) -> Callable[..., Any]:
        name, given = spelled
        return functools.partial(KERNELS[name], *map(self.read, given))

    def _device(self, spelled: Spelled) -> Device:
        name, levels = spelled
        return batched(devices.find(name), tuple(map(self.read, levels)))

    def _generator(self, name: str, state: Spelled) -> Any:
        device = devices.find(name)
        with self._context.on(device):
            generator = device.generator(0)
            generator.restore(self.read(state))
        return generator
