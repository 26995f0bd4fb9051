"""A plan as straight-line Python: one statement for each call, with local variables for what each replay makes anew."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from engine.plan.simplify import Aliases
from engine.plan.trace import Call, Value
from engine.storage import beginning


class Deviation(Exception):
    """A replay comes to a choice that came out otherwise when the program was traced."""


def ask(value: Any, expected: bool) -> None:
    """Go on where a value decides as it did when the program was traced; where it does not, that is a `Deviation`."""
    if bool(value) is not expected:
        raise Deviation


class Source:
    """The text of a function, and the objects that it names."""

    def __init__(self, arrays: Mapping[Value, Any], aliases: Aliases) -> None:
        self.arrays = arrays
        """Of values that the plan owns."""
        self._aliases = aliases
        self.lines: list[str] = []
        self.objects: dict[str, Any] = {"Deviation": Deviation}
        self._names: dict[int, str] = {}
        self._locals: dict[Value, str] = {}
        self._addresses: dict[Value, str] = {}
        self.inside: Mapping[Value, str] = {}
        """In a loop: the names of its values' blocks."""

    def object(self, thing: Any) -> str:
        """The name of an object that is there before the function runs."""
        name = self._names.get(id(thing))
        if name is None:
            name = self._names[id(thing)] = f"k{len(self.objects)}"
            self.objects[name] = thing
        return name

    def local(self, value: Value) -> str:
        """The name of what a replay makes for a value."""
        value = self._aliases.value(value)
        return self._locals.setdefault(value, f"v{value.number}")

    def forget(self, values: Iterable[Value]) -> None:
        """Let go of what a replay has made for values."""
        names = [self._locals[value] for value in values if value in self._locals]
        if names:
            self.lines.append(f"del {', '.join(names)}")

    def address(self, value: Value) -> str:
        """The name of the address of what a replay has made for a value, which it asks for once."""
        value = self._aliases.value(value)
        if value not in self._addresses:
            name = self._addresses[value] = f"p{value.number}"
            self.lines.append(f"{name} = {self.object(beginning)}({self.local(value)})")
        return self._addresses[value]

    def target(self, gives: Any) -> str:
        """What the results of a call are assigned to."""
        if type(gives) is Value:
            return self.local(gives)
        inner = ", ".join(map(self.target, gives))
        return f"({inner}{',' if len(gives) == 1 else ''})"

    def text(self, argument: Any) -> str:
        """An argument as an expression."""
        kind = type(argument)
        if kind is Value:
            value = self._aliases.value(argument)
            if value in self.inside:
                return self.inside[value]
            array = self.arrays.get(value)
            return self.local(argument) if array is None else self.object(array)
        if argument is None or kind is bool or kind is int or (kind is float and math.isfinite(argument)):
            return repr(argument)
        if kind is list or kind is tuple:
            inner = ", ".join(map(self.text, argument))
            return f"[{inner}]" if kind is list else f"({inner}{',' if len(argument) == 1 else ''})"
        return self.object(argument)

    def call(self, function: Any, args: Sequence[Any], options: dict[str, Any]) -> str:
        """A call as an expression."""
        given = [*map(self.text, args), *(f"{name}={self.text(value)}" for name, value in options.items())]
        return f"{self.object(function)}({', '.join(given)})"

    def function(self, name: str, parameters: Sequence[str], result: str) -> Callable[..., Any]:
        """The function of the lines so far."""
        body = "".join(f"    {line}\n" for line in (*self.lines, f"return {result}"))
        text = f"def {name}({', '.join(parameters)}):\n{body}"
        scope = dict(self.objects)
        exec(compile(text, f"<plan {name}>", "exec"), scope)
        made: Callable[..., Any] = scope.pop(name)  # which it would hold in a circle, with all arrays
        return made


class Mode(NamedTuple):
    """How calls may be done."""

    exact: bool = True
    """To the bit."""
    fused: bool = True
    """Several by one kernel, where there are kernels."""


class Written(NamedTuple):
    """Calls as lines of Python: those that a replay makes, in the order in which it makes them."""

    source: Source
    calls: Sequence[Call]
    buffers: int
    nbytes: int
    """Of the memory that the plan keeps for itself, in so many pieces."""
