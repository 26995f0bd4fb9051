"""Saving: a context, and all that its variables lead to, written down once each."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from engine import devices
from engine.batching.array import BatchedArray
from engine.batching.device import BatchedDevice
from engine.batching.level import Level
from engine.checkpoints import KERNELS, known
from engine.devices import Device
from engine.functions import FunctionNode
from engine.generator import Generator
from engine.hooks import Hook
from engine.node import Node
from engine.saving.arrays import Arrays
from engine.saving.columns import compressed
from engine.saving.objects import CLASSES, MODES
from engine.saving.saved import Saved
from engine.saving.values import ATOMS, BIG, CONSTANTS, TUPLES, Spelled, Unsaveable, spell
from engine.tape import Entry, run
from engine.tensor import Tensor

if TYPE_CHECKING:
    from engine.context import Context

Owners = Callable[[Any], Any]


class Owned(NamedTuple):
    """Stands for what a client gave with a function or a hook."""

    owner: Any


def save(context: Context, variables: Mapping[str, Tensor], owner: Owners) -> Saved:
    """All that a context has, and its variables; to be closed when it is stored.

    `owner` says as plain data what was given with functions and hooks. Nothing may compute in the context meanwhile.
    Raises `Unsaveable` where a program or a pass is at work, or something is no data.
    """
    at_work = context.journal, context.levels, context.regions, context.recomputed
    if any(at_work) or context.journal is not None:
        raise Unsaveable("a program or a pass that is at work")
    writer = _Writer(context, owner)
    try:
        with context.computing():
            return writer.saved(variables)
    finally:
        vars(writer).clear()  # it is full of circles, in which all would stay


class _Writer:
    """Writes down each object that it meets, after those that led to it: a graph may be deeper than calls nest."""

    def __init__(self, context: Context, owner: Owners) -> None:
        self._context = context
        self._owner = owner
        self._arrays = Arrays()
        self._known: dict[int, Spelled] = {id(one): {"constant": name} for name, one in CONSTANTS.items()}
        """What was spelled already, by the id of the value, which stays alive meanwhile."""
        self._known[id(context)] = {"context": None}
        self._waiting: list[Any] = []
        self._count = 0
        self._tables: dict[tuple[type, tuple[str, ...]], tuple[list[int], list[list[Spelled]]]] = {}
        self._levels: list[Spelled] = []
        self._generators: list[Spelled] = []
        self._weak: list[tuple[list[Spelled], list[Any]]] = []
        """Lists of references to what has to be met otherwise, too, and what they are of."""
        self._alive: list[Any] = []
        """What was made to be written down."""
        self._ways: dict[type, Callable[[Any], Spelled]] = {
            tuple: self._tuple,
            list: lambda value: {"list": self._tuple(value)},
            set: lambda value: {"set": self._tuple(sorted(value))},
            slice: lambda value: {"slice": self._tuple((value.start, value.stop, value.step))},
            dict: lambda value: {"dict": self._pairs(value)},
            MappingProxyType: lambda value: {"view": self._pairs(value)},
            weakref.ref: self._reference,
            weakref.WeakSet: self._weak_set,
            functools.partial: self._kernel,
            Owned: lambda value: {"owner": self._owner(value.owner)},
            Level: self._level,
            Device: self._device,
            BatchedDevice: self._device,
            Generator: self._generator,
            BatchedArray: lambda value: {"a": self._arrays.number(value)},
            **dict.fromkeys(CLASSES.values(), self._object),
            **dict.fromkeys(TUPLES.values(), self._named_tuple),
            Entry: self._entry,
        }
        for device in devices.available():
            self._ways[type(device)] = self._device
            self._ways[device.array_type] = lambda value: {"a": self._arrays.number(value)}

    def saved(self, variables: Mapping[str, Tensor]) -> Saved:
        """The document and its arrays."""
        context = self._context
        modes = {name: self._write(value) for name, value in vars(context).items() if name in MODES}
        own = {
            "modes": modes,
            "hooks": self._write(context.hooks.known),
            "released": [self._owner(owner) for owner in context.released],
        }
        named = {name: self._write(tensor) for name, tensor in variables.items()}
        while self._waiting:
            self._describe(self._waiting.pop())
        for places, targets in self._weak:
            places += [self._known[id(target)] for target in targets if id(target) in self._known]
        document = {
            "context": own,
            "variables": named,
            "levels": self._levels,
            "generators": self._generators,
            "arrays": self._arrays.document(),
            "count": self._count,
            "objects": [self._table(kind, names, *rows) for (kind, names), rows in self._tables.items()],
        }
        return Saved(context, document, self._arrays.contents(context), self._arrays.roots)

    def _write(self, value: Any) -> Spelled:
        """A value, which leads to others."""
        kind = type(value)
        if kind in ATOMS or (kind is int and -BIG < value < BIG):
            return value
        spelled = self._known.get(id(value))
        if spelled is None:
            way = self._ways.get(kind)
            if way is None:
                return spell(value)
            spelled = self._known[id(value)] = way(value)
        return spelled

    def _tuple(self, value: Iterable[Any]) -> list[Spelled]:
        known, write = self._known, self._write  # what is met most often is seen here
        return [
            one
            if (kind := type(one)) in ATOMS or (kind is int and -BIG < one < BIG)
            else known.get(id(one)) or write(one)
            for one in value
        ]

    def _pairs(self, value: Mapping[Any, Any]) -> list[Spelled]:
        return [self._write(one) for pair in value.items() for one in pair]

    def _named_tuple(self, value: Any) -> Spelled:
        return {type(value).__name__: self._tuple(value)}

    def _object(self, value: Any) -> Spelled:
        self._waiting.append(value)
        self._count += 1
        return {"o": self._count - 1}

    def _describe(self, value: Any) -> None:
        """Write down the attributes of an object, as a row of the table of those like it."""
        attributes = value.snapshot() if isinstance(value, Node) else vars(value)
        if type(value) in (FunctionNode, Hook):
            attributes = attributes | {"owner": Owned(value.owner)}
            self._alive.append(attributes)
        key = type(value), tuple(attributes)
        table = self._tables.get(key)
        if table is None:
            table = self._tables[key] = [], []
        table[0].append(self._known[id(value)]["o"])
        table[1].append(self._tuple(attributes.values()))

    def _table(self, kind: type, names: tuple[str, ...], numbers: list[int], rows: list[list[Spelled]]) -> Spelled:
        columns = {name: compressed(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)}
        return {"class": kind.__name__, "numbers": numbers, "columns": columns}

    def _reference(self, value: weakref.ref[Any]) -> Spelled:
        places: list[Spelled] = []
        target = value()
        self._weak.append((places, [] if target is None else [target]))
        return {"weak": places}

    def _weak_set(self, value: weakref.WeakSet[Any]) -> Spelled:
        places: list[Spelled] = []
        self._weak.append((places, list(value)))
        return {"weak set": places}

    def _level(self, value: Level) -> Spelled:
        self._levels.append([value.number, value.size, value.randomness, value.name])
        return {"level": value.number}

    def _device(self, value: Device) -> Spelled:
        return {"device": [value.name, self._tuple(value.levels)]}

    def _generator(self, value: Any) -> Spelled:
        with self._context.on(*value.where):
            state = value.snapshot()
        self._alive.append(state)
        self._generators.append([value.device, self._write(state)])
        return {"generator": len(self._generators) - 1}

    def _kernel(self, value: functools.partial[Any]) -> Spelled:
        name = value.func.__name__
        if KERNELS.get(name) is not value.func or value.keywords:
            raise Unsaveable(f"the function {name}")
        return {"kernel": [name, self._tuple(value.args)]}

    def _entry(self, value: Entry) -> Spelled:
        """A kernel that ran in a checkpoint; of one that is no data, which makes a new tensor, what it makes."""
        if type(value.kernel) is not functools.partial:
            if value.inputs or len(value.results) != 1:
                raise Unsaveable("a kernel that is no data")
            (made,) = run(self._context, [value], set(value.results), {}).values()
            value = value._replace(kernel=functools.partial(known, self._context, made))
            self._alive.append(value)
        return self._named_tuple(value)
