"""What a program leaves: tensors, the nodes of their graph, and changes of its inputs, to be made after a replay.

It is read off a rehearsal as Python statements: objects of the same classes, with the same attributes, but for arrays,
which the replay gives, and numbers, which count on from where the context is.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any

from engine.devices import Device
from engine.node import UNSHARED, Node, Version
from engine.op_node import OpNode
from engine.plan.arrays import TracedArray
from engine.plan.likeness import PLAIN
from engine.plan.rehearsal import Input, Rehearsal, TracedDevice
from engine.plan.trace import Untraceable, Value
from engine.tensor import Tensor

NUMBERED = {"id": "tensors", "_storage": "tensors", "age": "nodes"}
"""Attributes that are numbers which a context gives, and what it counts there."""


class Outcome:
    """The outcome of a rehearsal whose tensors `wanted` stay."""

    def __init__(self, rehearsal: Rehearsal, wanted: Sequence[Tensor]) -> None:
        self._rehearsal = rehearsal
        self._counts = {"tensors": rehearsal.real.tensors, "nodes": rehearsal.real.nodes}
        inputs = {f"t{place}": one for place, one in enumerate(rehearsal.inputs)}
        self._inputs = {id(one.mirror): name for name, one in inputs.items()}
        tensors = {name: one.mirror for name, one in inputs.items() if one.is_tensor}
        self._versions = {
            id(mirror._version): f"{name}.shared_version()"
            for name, mirror in tensors.items()
            if mirror._version is not None
        }
        self._numbers = {
            number: f"{name}.{attribute}"
            for name, mirror in tensors.items()
            for attribute, number in (("storage_id", mirror.storage_id), ("id", mirror.id))
        }
        """By the number of an input, or of its storage: whence a replay has it."""
        self._names: dict[int, str] = {}
        self._alive: list[Any] = []
        self._unsaid: list[tuple[str, Any]] = []
        """Objects that have names, of which nothing is said yet: a graph may be deeper than calls nest."""
        self._bodies: list[str] = []
        self._bases: list[Tensor] = []
        self._objects: dict[str, Any] = {"UNSHARED": UNSHARED, "WeakSet": weakref.WeakSet}
        self.arrays: list[Value] = []
        """The values that stay, in the order in which the function takes their arrays."""
        self.leave = self._function(wanted)

    def _function(self, wanted: Sequence[Tensor]) -> Callable[..., list[Tensor]]:
        """`leave(context, inputs, arrays)`: make it so, and give the tensors that were wanted."""
        results = ", ".join(self._text(tensor) for tensor in wanted)
        rehearsal = self._rehearsal
        changes = [line for place, one in enumerate(rehearsal.inputs) for line in self._changes(f"t{place}", one)]
        while self._unsaid:
            self._describe(*self._unsaid.pop())
        self.places = [self._place(tensor) for tensor in wanted]
        made = [f"{name} = new(k_{name})" for name in self._names.values()]
        given = ", ".join(f"t{place}" for place in range(len(rehearsal.inputs)))
        lines = [
            *([f"[{given}] = inputs"] if given else []),
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
        function: Callable[..., list[Tensor]] = scope.pop("leave")  # which it would hold in a circle, with all arrays
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
            made = weakref.WeakSet.__iter__(base.views)  # type: ignore[arg-type]
            views = "".join(f"{self._names[id(view)]}, " for view in made if id(view) in self._names)
            if views:
                owner = self._object(base)
                lines += [f"{owner}.views = {owner}.views or WeakSet()", f"{owner}.views.update(({views}))"]
        return lines

    def _first_numbers(self) -> list[str]:
        """The numbers of inputs that had none, before anything asks for them."""
        return [
            line
            for place, one in enumerate(self._rehearsal.inputs)
            if one.mirror.id != one.before.get("id", 0)
            for line in (f"context.keep(t{place})", f"t{place}.id = {self._number('tensors', one.mirror.id)}")
        ]

    def _touches(self) -> list[str]:
        """What is added to the versions of inputs that were written into."""
        lines: dict[int, str] = {}
        for place, one in enumerate(self._rehearsal.inputs):
            if not one.is_tensor:
                continue
            before, version = one.real.version, one.mirror._version
            if version is not None and version.value != before:
                lines[id(version)] = f"t{place}.advance({version.value - before})"
        return list(lines.values())

    def _changes(self, name: str, one: Input) -> list[str]:
        """What becomes of the attributes of an input."""
        mirror, before = one.mirror, one.before
        state = mirror.snapshot() if before else {}
        lines = []
        for key, value in state.items():
            if key in ("_version", "context", "data", "device", "id"):
                if key == "data" and value is not before["data"]:
                    raise Untraceable("an input that takes over other memory")
            elif key == "views":
                self._bases.append(mirror)
            elif key not in before or value is not before[key]:
                lines.append(f"{name}.{key} = {self._field(mirror, key, value)}")
        if before.keys() - state.keys():
            raise Untraceable("an attribute that was deleted")
        return [f"context.keep({name})", *lines] if lines else []

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
        self._unsaid.append((name, value))
        return name

    def _describe(self, name: str, value: Any) -> None:
        """Say what an object that stays has for attributes."""
        attributes = value.snapshot()
        if type(value) is Tensor and attributes.pop("views", None):
            self._bases.append(value)
        if getattr(value, "retained", None):
            raise Untraceable("a result that retains its gradient")
        if getattr(value, "origin", None):
            raise Untraceable("a node that tells its origin")
        fields = {key: self._field(value, key, one) for key, one in attributes.items()}
        if isinstance(value, Node):  # it has slots
            self._bodies += [f"{name}.{key} = {text}" for key, text in fields.items()]
        else:
            inner = ", ".join(f"{key!r}: {text}" for key, text in fields.items())
            self._bodies.append(f"{name}.__dict__ = {{{inner}}}")

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
        if id(saved) in self._inputs:
            return f"{self._inputs[id(saved)]}.version + {number - saved.version}"
        version = getattr(saved, "_version", None)
        return repr(number) if version is None else self._relative(version, number)

    def _relative(self, version: Version, number: int) -> str:
        known = self._versions.get(id(version))
        return repr(number) if known is None else f"{known}.value + {number - version.value}"
