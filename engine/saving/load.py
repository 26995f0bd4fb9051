"""Loading: a context and its variables made again of what was saved."""

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
from engine.hooks import Hook
from engine.node import Node, Version, one_output
from engine.saving import arrays, values
from engine.saving.columns import expanded
from engine.saving.objects import CLASSES
from engine.saving.values import TUPLES, Spelled
from engine.tensor import Tensor

if TYPE_CHECKING:
    from engine.context import Context
    from engine.devices import Device


def load(
    context: Context,
    document: Mapping[str, Any],
    given: Sequence[numpy.ndarray[Any, Any]],
    owner: Callable[[Any], Any],
) -> dict[str, Tensor]:
    """Let a new context be as the saved one was, and give its variables.

    `given` are the arrays that go with the document: those of the CPU become the context's own. `owner` makes what was
    given with functions and hooks of what was written of it.
    """
    with context.computing():
        reader = _Reader(context, document, given, owner)
        try:
            return reader.variables()
        finally:
            vars(reader).clear()  # it is full of circles, in which all would stay


class _Reader:
    """Makes all objects first, which refer to each other in circles, and then lets them have their attributes."""

    def __init__(
        self,
        context: Context,
        document: Mapping[str, Any],
        given: Sequence[numpy.ndarray[Any, Any]],
        owner: Callable[[Any], Any],
    ) -> None:
        self._context = context
        self._document = document
        self._owner = owner
        self._levels = {
            number: Level(number, size, randomness, name, context.warn_slow)
            for number, size, randomness, name in document["levels"]
        }
        self._arrays = arrays.read(context, document["arrays"], given, self._levels)
        self._objects: list[Any] = [None] * document["count"]
        self._generators: list[Any] = []
        self._readers: dict[str, Callable[[Spelled], Any]] = {
            **values.READERS,
            "o": self._objects.__getitem__,
            "a": self._arrays.__getitem__,
            "context": lambda _: context,
            "list": lambda spelled: list(self._tuple(spelled)),
            "set": lambda spelled: set(self._tuple(spelled)),
            "slice": lambda spelled: slice(*self._tuple(spelled)),
            "dict": self._dict,
            "view": lambda spelled: MappingProxyType(self._dict(spelled)),
            "weak": lambda spelled: weakref.ref(self._read(spelled[0]) if spelled else Version(0)),
            "weak set": lambda spelled: weakref.WeakSet(self._tuple(spelled)),
            "kernel": self._kernel,
            "owner": owner,
            "level": self._levels.__getitem__,
            "device": self._device,
            "generator": self._generators.__getitem__,
            **{name: functools.partial(self._named_tuple, kind) for name, kind in TUPLES.items()},
        }

    def variables(self) -> dict[str, Tensor]:
        """The variables, once all is there that they lead to."""
        context, document = self._context, self._document
        for table in document["objects"]:
            kind = CLASSES[table["class"]]
            for number in table["numbers"]:
                self._objects[number] = object.__new__(kind)
        self._generators += itertools.starmap(self._generator, document["generators"])
        for table in document["objects"]:
            self._fill(CLASSES[table["class"]], table)
        own = document["context"]
        for name, spelled in own["modes"].items():
            setattr(context, name, self._read(spelled))
        context.hooks.known = self._read(own["hooks"])
        context.released += map(self._owner, own["released"])
        for hook in self._objects:
            if type(hook) is Hook:
                hook.watch(hook.edges())
                hook.end_if_nowhere()
        return {name: self._read(spelled) for name, spelled in document["variables"].items()}

    def _fill(self, kind: type, table: Mapping[str, Any]) -> None:
        """Let objects have their attributes."""
        objects = [self._objects[number] for number in table["numbers"]]
        for name, column in table["columns"].items():
            found = expanded(column, len(objects), self._read)
            if name == "outputs" and issubclass(kind, Node):
                found = [one_output(*one[0]) if len(one) == 1 else one for one in found]
            for one, value in zip(objects, found, strict=True):
                setattr(one, name, value)

    def _read(self, spelled: Spelled) -> Any:
        kind = type(spelled)
        if kind is list:
            return self._tuple(spelled)
        if kind is dict:
            ((key, of),) = spelled.items()
            return self._readers[key](of)
        return spelled

    def _tuple(self, spelled: list[Spelled]) -> tuple[Any, ...]:
        return tuple(map(self._read, spelled))

    def _dict(self, spelled: list[Spelled]) -> dict[Any, Any]:
        found = map(self._read, spelled)
        return dict(zip(found, found, strict=True))

    def _named_tuple(self, kind: Callable[..., Any], spelled: list[Spelled]) -> Any:
        return kind(*map(self._read, spelled))

    def _kernel(self, spelled: Spelled) -> Callable[..., Any]:
        name, given = spelled
        return functools.partial(KERNELS[name], *self._tuple(given))

    def _device(self, spelled: Spelled) -> Device:
        name, levels = spelled
        return batched(devices.find(name), self._tuple(levels))

    def _generator(self, name: str, state: Spelled) -> Any:
        device = devices.find(name)
        with self._context.on(device):
            generator = device.generator(0)
            generator.restore(self._read(state))
        return generator
