"""What a program leaves: tensors, the nodes of their graph, and changes of its inputs, to be made after a replay.

It is read off a rehearsal as Python statements: objects of the same classes, with the same attributes, but for arrays,
which the replay gives, and numbers, which count on from where the context is.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from enum import Enum
from types import MappingProxyType
from typing import Any

import numpy

from engine.devices import Device
from engine.node import UNSHARED, Node, Version
from engine.op import Op, Recipe
from engine.op_node import OpNode
from engine.plan.arrays import TracedArray
from engine.plan.rehearsal import Rehearsal, TracedDevice
from engine.plan.trace import Untraceable, Value
from engine.tensor import Tensor

PLAIN = (
    bool,
    int,
    float,
    complex,
    str,
    bytes,
    type(None),
    type(...),
    slice,
    numpy.dtype,
    numpy.generic,
    Op,
    Recipe,
    Enum,
)
NUMBERED = {"id": "tensors", "_storage": "tensors", "age": "nodes"}
"""Attributes that are numbers which a context gives, and what it counts there."""


class Outcome:
    """The outcome of a rehearsal whose tensors `wanted` stay."""

    def __init__(self, rehearsal: Rehearsal, wanted: Sequence[Tensor]) -> None:
        self._rehearsal = rehearsal
        self._counts = {"tensors": rehearsal.real.tensors, "nodes": rehearsal.real.nodes}
        self._inputs = {id(mirror): f"t{place}" for place, (_, mirror, _) in enumerate(rehearsal.mirrors.values())}
        self._versions = {
            id(mirror._version): f"t{place}.shared_version()"
            for place, (_, mirror, _) in enumerate(rehearsal.mirrors.values())
            if mirror._version is not None
        }
        self._numbers = {
            number: f"t{place}.{attribute}"
            for place, (_, mirror, _) in enumerate(rehearsal.mirrors.values())
            for attribute, number in (("storage_id", mirror.storage_id), ("id", mirror.id))
        }
        """By the number of an input, or of its storage: whence a replay has it."""
        self._names: dict[int, str] = {}
        self._alive: list[Any] = []
        self._bodies: list[str] = []
        self._bases: list[Tensor] = []
        self._objects: dict[str, Any] = {"UNSHARED": UNSHARED, "WeakSet": weakref.WeakSet}
        self.arrays: list[Value] = []
        """The values that stay, in the order in which the function takes their arrays."""
        self.leave = self._function(wanted)

    def _function(self, wanted: Sequence[Tensor]) -> Callable[..., list[Tensor]]:
        """`leave(context, inputs, arrays)`: make it so, and give the tensors that were wanted."""
        results = ", ".join(self._text(tensor) for tensor in wanted)
        self.places = [self._place(tensor) for tensor in wanted]
        changes = [line for place in range(len(self._inputs)) for line in self._changes(place)]
        made = [line for name in self._names.values() for line in (f"{name} = new(k_{name})",)]
        rehearsal = self._rehearsal
        lines = [
            *([f"[{', '.join(self._inputs.values())}] = inputs"] if self._inputs else []),
            *([f"[{', '.join(f'a{place}' for place in range(len(self.arrays)))}] = arrays"] if self.arrays else []),
            "device = context.device",
            *(f"{one} = context.{one}" for one in self._counts),
            *self._first_numbers(),
            *self._touches(),
            *made,
            *self._bodies,
            *changes,
            *self._views(),
            *(f"context.{one} = {one} + {getattr(rehearsal, one) - before}" for one, before in self._counts.items()),
            f"return [{results}]",
        ]
        scope = {**self._objects, "new": object.__new__}
        text = "def leave(context, inputs, arrays):\n" + "".join(f"    {line}\n" for line in lines)
        exec(compile(text, "<plan leave>", "exec"), scope)
        function: Callable[..., list[Tensor]] = scope["leave"]
        return function

    def _place(self, tensor: Tensor) -> int | None:
        """Where the array of a tensor is among those that stay; None for an input."""
        data: Any = tensor.data
        value = data.value if type(data) is TracedArray else None
        return self.arrays.index(value) if value in self.arrays else None

    def _views(self) -> list[str]:
        """The views that their bases know of, as far as they stay."""
        lines = []
        for base in self._bases:
            views = [self._names[id(view)] for view in base.views or () if id(view) in self._names]
            owner = self._inputs.get(id(base)) or self._names[id(base)]
            lines.append(f"{owner}.views = WeakSet(({''.join(f'{view}, ' for view in views)}))")
        return lines

    def _first_numbers(self) -> list[str]:
        """The numbers of inputs that had none, before anything asks for them."""
        return [
            line
            for place, (_, mirror, before) in enumerate(self._rehearsal.mirrors.values())
            if mirror.id != before["id"]
            for line in (f"context.keep(t{place})", f"t{place}.id = {self._number('tensors', mirror.id)}")
        ]

    def _touches(self) -> list[str]:
        """What is added to the versions of inputs that were written into."""
        lines: dict[int, str] = {}
        for place, (tensor, mirror, _) in enumerate(self._rehearsal.mirrors.values()):
            before = 0 if tensor._version is None else tensor._version.value
            version = mirror._version
            if version is not None and version.value != before:
                lines[id(version)] = f"t{place}.advance({version.value - before})"
        return list(lines.values())

    def _changes(self, place: int) -> list[str]:
        """What becomes of the attributes of an input."""
        _, mirror, before = list(self._rehearsal.mirrors.values())[place]
        lines = []
        for name, value in mirror.__dict__.items():
            if name in ("_version", "context", "data", "device", "id"):
                if name == "data" and value is not before["data"]:
                    raise Untraceable("an input that takes over other memory")
                continue
            if name == "views":
                self._bases.append(mirror)
            elif name not in before or value is not before[name]:
                lines.append(f"t{place}.{name} = {self._attribute(name, value)}")
        if before.keys() - mirror.__dict__.keys():
            raise Untraceable("an attribute that was deleted")
        return [f"context.keep(t{place})", *lines] if lines else []

    # Expressions

    def _attribute(self, name: str, value: Any) -> str:
        counted = NUMBERED.get(name)
        return self._text(value) if counted is None else self._number(counted, value)

    def _number(self, counted: str, value: int) -> str:
        before = self._counts[counted]
        if value > before:
            return f"{counted} + {value - before}"
        known = "0" if not value else self._numbers.get(value) if counted == "tensors" else None
        if known is None:
            raise Untraceable("the number of something that is no input")
        return known

    def _text(self, value: Any) -> str:
        kind = type(value)
        if kind is Tensor or isinstance(value, Node | Version):
            return self._object(value)
        if kind is TracedArray:
            return self._array(value.value)
        if value is self._rehearsal:
            return "context"
        if kind is TracedDevice or value is self._rehearsal.real.device:
            return "device"
        if kind is tuple or kind is list:
            inner = ", ".join(map(self._text, value))
            return f"[{inner}]" if kind is list else f"({inner}{',' if len(value) == 1 else ''})"
        if kind is dict:
            return "{" + ", ".join(f"{self._text(key)}: {self._text(one)}" for key, one in value.items()) + "}"
        if kind is MappingProxyType and not value:
            return self._constant(value)
        if isinstance(value, PLAIN) and not isinstance(value, Device):
            return self._constant(value)
        raise Untraceable(f"{kind.__name__} in what a program leaves")

    def _constant(self, value: Any) -> str:
        if value is None or type(value) in (bool, int):
            return repr(value)
        name = f"c{len(self._objects)}"
        self._objects[name] = value
        return name

    def _array(self, value: Value) -> str:
        if value not in self.arrays:
            self.arrays.append(value)
        return f"a{self.arrays.index(value)}"

    def _object(self, value: Any) -> str:
        """The name of an object that stays."""
        known = self._inputs.get(id(value)) or self._versions.get(id(value)) or self._names.get(id(value))
        if known is not None:
            return known
        if value is UNSHARED:
            return "UNSHARED"
        name = self._names[id(value)] = f"o{len(self._names)}"
        self._alive.append(value)
        self._objects[f"k_{name}"] = type(value)
        attributes = value.snapshot()
        if type(value) is Tensor and attributes.pop("views", None):
            self._bases.append(value)
        if getattr(value, "retained", None):
            raise Untraceable("a result that retains its gradient")
        if getattr(value, "origin", None):
            raise Untraceable("a node that tells its origin")
        fields = {key: self._field(value, key, one) for key, one in attributes.items()}
        if isinstance(value, Node):  # which has slots
            self._bodies += [f"{name}.{key} = {text}" for key, text in fields.items()]
        else:
            inner = ", ".join(f"{key!r}: {text}" for key, text in fields.items())
            self._bodies.append(f"{name}.__dict__ = {{{inner}}}")
        return name

    def _field(self, owner: Any, key: str, value: Any) -> str:
        if key == "outputs" and isinstance(owner, Node):
            return self._constant(value)  # one object in every replay
        if key == "made" and isinstance(owner, Node):
            numbers = [self._number("tensors", one) for one in owner.numbers]
            return numbers[0] if isinstance(value, int) else f"({', '.join(numbers)},)"
        if key == "versions" and isinstance(owner, OpNode) and owner.saved is not None:
            saved = [*owner.saved, *owner.saved_outputs]
            versions = [self._version(one, number) for one, number in zip(saved, value, strict=True)]
            return f"({''.join(f'{version}, ' for version in versions)})"
        if key == "_view_version" and owner._version is not None:
            return self._relative(owner._version, value)
        return self._attribute(key, value)

    def _version(self, saved: Any, number: Any) -> str:
        """The version that a saved value had: that of an input counts on from where it is."""
        if isinstance(saved, list):
            return f"[{', '.join(self._version(one, part) for one, part in zip(saved, number, strict=True))}]"
        version = getattr(saved, "_version", None)
        return repr(number) if version is None else self._relative(version, number)

    def _relative(self, version: Version, number: int) -> str:
        known = self._versions.get(id(version))
        return repr(number) if known is None else f"{known}.value + {number - version.value}"
