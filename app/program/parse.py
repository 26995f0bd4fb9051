"""From JSON to steps: everything that can be wrong without looking at a session is found here, with its place."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

import engine
from app.errors import Problem, invalid, located
from app.program.arguments import needs_lookup, read_argument, read_value
from app.program.fields import Fields, place
from app.program.forms import READERS
from app.program.names import GRAD, Name, read_name
from app.program.outs import read_out
from app.program.steps import Block, Operation, Program, Step

DEEPEST = 8


@dataclass(frozen=True)
class Limits:
    """How large a program, its loops and its literals may be."""

    steps: int
    rounds: int
    elements: int


BOUNDLESS = Limits(*[sys.maxsize] * 3)
"""For what was within its limits before."""


class Parser:
    """Reads steps and counts them."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._steps = 0
        self._depth = 0

    def program(self, steps: Any, returns: Any, info: Any, pointer: str = "") -> Program:
        """A program of many steps."""
        fields = Fields({"steps": steps, "return": returns, "info": info}, pointer)
        block = self.block(fields.take("steps"), fields.place("steps"))
        return Program(block, fields.names("return"), fields.names("info"))

    def single(self, kind: str, value: Any) -> Program:
        """A program of one step, given as the body of that kind's endpoint, `return` and `info` in it."""
        fields = Fields(value, "")
        named = "info" in fields or kind != "op"
        returns, info = fields.names("return"), fields.names("info")
        body = fields.rest()
        step = self._operation(body, "") if kind == "op" else READERS[kind](self, body, "", "")
        return Program((step,), returns, info if named else None)

    def block(self, value: Any, pointer: str) -> Block:
        """A list of steps; null is an empty one."""
        value = [] if value is None else value
        if not isinstance(value, list):
            raise invalid("Steps are a list.", pointer)
        self._steps += len(value)
        if self._steps > self.limits.steps:
            raise Problem(
                "limit-exceeded",
                f"A program has at most {self.limits.steps} steps here: send it in parts, or use a loop.",
                pointer=pointer,
                limit=self.limits.steps,
            )
        if self._depth > DEEPEST:
            raise Problem("limit-exceeded", f"Blocks nest at most {DEEPEST} deep.", pointer=pointer, limit=DEEPEST)
        self._depth += 1
        try:
            return tuple([self._step(entry, f"{pointer}/{number}") for number, entry in enumerate(value)])
        finally:
            self._depth -= 1

    def _step(self, value: Any, pointer: str) -> Step:
        if isinstance(value, dict):
            if "op" in value:
                return self._operation(value, pointer)
            kind = next(iter(value)) if len(value) == 1 else None
            if kind in READERS:
                return READERS[kind](self, value[kind], pointer, place(pointer, kind))
        known = ", ".join(("op", *READERS))
        raise invalid(f"A step is an object with `op`, or with one key of what is done: {known}.", pointer)

    def _operation(self, value: dict[str, Any], pointer: str) -> Operation:
        fields = Fields(value, pointer)
        name = fields.need("op")
        if not isinstance(name, str):
            raise invalid("`op` is the name of an operation.", fields.place("op"))
        try:
            op = engine.find(name)
            if op.hidden:
                raise engine.errors.UnknownOp(f"There is no operation {name!r}: see /v1/ops.", op=name)
        except engine.errors.EngineError as error:
            raise located(error, fields.place("op")) from error
        inputs = fields.array("inputs")
        out = read_out(fields.take("out"), fields.place("out"))
        read: list[Any] = []
        places: dict[str, str] = {}
        tensors = [parameter for parameter in op.parameters if parameter.kind in ("tensor", "tensors")]
        if len(inputs) > len(tensors) and not (tensors and tensors[-1].variadic):
            names = ", ".join(parameter.name for parameter in tensors) or "none"
            detail = f"{name} takes at most {len(tensors)} inputs ({names}), {len(inputs)} were given."
            raise invalid(detail, fields.place("inputs"), op=name, exception="TypeError")
        for number, entry in enumerate(inputs):
            parameter = tensors[min(number, len(tensors) - 1)]
            at = f"{fields.place('inputs')}/{number}"
            places.setdefault(parameter.name, at)
            kind = "tensor" if parameter.variadic else parameter.kind
            read.append(read_argument(entry, kind, at, self.limits.elements))
        parameters = {parameter.name: parameter for parameter in op.parameters}
        constants: dict[str, Any] = {}
        named: dict[str, Any] = {}
        for key, entry in fields.rest().items():
            if key not in parameters:
                names = ", ".join(parameters) or "none"
                detail = f"{name} has no argument {key[:60]!r}; its arguments are {names}."
                raise invalid(detail, place(pointer, key), op=name, exception="TypeError")
            places[key] = place(pointer, key)
            parameter = parameters[key]
            argument = read_argument(entry, parameter.kind, places[key], self.limits.elements, parameter.text)
            (named if needs_lookup(argument) else constants)[key] = argument
        return Operation(pointer, name, tuple(read), constants, named, out, places)


def read_tensors(value: Any, elements: int) -> dict[Name, Any]:
    """The `tensors` of a program: literals by name."""
    fields = Fields({} if value is None else value, "/tensors")
    return {
        read_name(key, fields.place(key)): read_value(entry, fields.place(key), elements)
        for key, entry in fields.rest().items()
    }


def read_names(value: Any) -> dict[str, str]:
    """The `names` of a request: what its program calls variables, and what the session calls them.

    They are exchanged: what the session calls like one of these, and the program does not, gets a name that is left.
    """
    fields = Fields({} if value is None else value, "/names")
    read: dict[str, str] = {}
    called: dict[str, str] = {}
    for key, entry in fields.rest().items():
        at = fields.place(key)
        name, own = read_name(key, at), read_name(entry, at)
        for one in (name, own):
            if one[0] == "_" or one.endswith(GRAD):
                raise invalid(f"{one} is no variable: `names` gives a session's variables other names.", at)
        if own in called:
            raise invalid(f"{own} has two names: give it one.", at)
        read[name], called[own] = own, name
    for last in called.keys() - read.keys():
        first = last
        while first in called:
            first = called[first]
        read[last] = first
    return read
