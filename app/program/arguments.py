"""Arguments of steps: what a JSON value means where a tensor, a number or an index is expected (API.md 5)."""

from __future__ import annotations

import re
from typing import Any

import numpy

import engine
from app.errors import invalid
from app.program.names import Name, Scope, read_name
from gradwire.wire import dtypes, safetensors, values

_SLICE = re.compile(r" *(-?\d+)? *: *(-?\d+)? *(?:: *(-?\d+)? *)?")


class Literal:
    """A tensor written out in a request; each use makes a tensor of its own."""

    def __init__(self, value: Any, pointer: str, elements: int) -> None:
        self.pointer = pointer
        self.elements = elements
        self.value = value
        options = value if isinstance(value, dict) else {}
        self.requires_grad = options.get("requires_grad") or False
        self.inference = options.get("inference") or False
        self.device = options.get("device")
        for key in ("requires_grad", "inference"):
            if not isinstance(getattr(self, key), bool):
                raise invalid(f"`{key}` is true or false.", f"{pointer}/{key}")
        if not isinstance(self.device, str | None):
            raise invalid("`device` is a text.", f"{pointer}/device")
        self._decoded: tuple[str, numpy.ndarray[Any, Any]] = "float32", self._decode(value, "float32")

    def tensor(self, context: engine.Context) -> engine.Tensor:
        """A new tensor of these elements, where the context's dtype is the default."""
        return _placed(self, self.array(context).copy(), None, context)

    def array(self, context: engine.Context) -> numpy.ndarray[Any, Any]:
        """These elements, where the context's dtype is the default, to be read only."""
        default = dtypes.name(context.dtype)  # NumPy puts its own names together anew each time
        if self._decoded[0] != default:
            self._decoded = default, self._decode(self.value, default)
        return self._decoded[1]

    def tensor_like(self, other: engine.Tensor) -> engine.Tensor:
        """A new tensor of these elements, in another's dtype and device unless they name their own."""
        return self.tensor_of(other.context, other.dtype.name, str(other.device))

    def tensor_of(self, context: engine.Context, dtype: str, device: str | None = None) -> engine.Tensor:
        """A new tensor of these elements, in a dtype and on a device unless they name their own."""
        value = self.value if isinstance(self.value, dict) and "data" in self.value else {"data": self.value}
        array = self._decode({"dtype": dtype, **value}, "float32")
        where = device if self.device is None else self.device
        return context.tensor(array, device=where, requires_grad=self.requires_grad)

    def _decode(self, value: Any, default: str) -> numpy.ndarray[Any, Any]:
        return values.decode(value, default, max_elements=self.elements, pointer=self.pointer)


class Upload:
    """A tensor that came as bytes, and what it shall be."""

    def __init__(
        self,
        array: numpy.ndarray[Any, Any],
        dtype: str | None = None,
        device: str | None = None,
        requires_grad: bool = False,
        inference: bool = False,
    ) -> None:
        if dtype == "complex128" and array.dtype == numpy.float64 and array.shape[-1:] == (2,):
            array, dtype = safetensors.complex_pairs(array), None
        self.array = array
        self.dtype = dtype
        self.device = device
        self.requires_grad = requires_grad
        self.inference = inference

    def tensor(self, context: engine.Context) -> engine.Tensor:
        """A tensor of this array, which it takes over where dtype and device allow."""
        return _placed(self, self.array, self.dtype, context)


def _placed(
    given: Literal | Upload, array: numpy.ndarray[Any, Any], dtype: str | None, context: engine.Context
) -> engine.Tensor:
    """A tensor of an array as it was given."""
    if given.inference and not context.inference:
        with context.mode(context.grad_enabled, True):
            return context.tensor(array, dtype=dtype, device=given.device, requires_grad=given.requires_grad)
    return context.tensor(array, dtype=dtype, device=given.device, requires_grad=given.requires_grad)


class NumberOf:
    """A tensor of one element, named where only a number fits."""

    def __init__(self, name: Name) -> None:
        self.name = name


def read_argument(value: Any, kind: str, pointer: str, elements: int, text: bool = False) -> Any:
    """What a value stands for as an argument of that kind: a constant, or something that `resolve` looks up.

    With `text` a string is that text, as the order of a norm may be, and no name.
    """
    if kind == "tensor":
        return read_tensor(value, pointer, elements)
    if kind == "tensors" and isinstance(value, list):
        return [read_tensor(entry, f"{pointer}/{place}", elements) for place, entry in enumerate(value)]
    if kind == "number":
        number = read_number(value, pointer)
        return NumberOf(read_name(number, pointer)) if isinstance(number, str) and not text else number
    if kind in ("integer", "numbers") and not isinstance(value, list):
        return read_number(value, pointer)
    if kind in ("integers", "numbers") and isinstance(value, list):
        return [read_number(entry, pointer) for entry in value]
    if kind == "index":
        return read_index(value, pointer)
    return value


def read_tensor(value: Any, pointer: str, elements: int) -> Any:
    """A value where a tensor may stand: a name, a number, None or a literal."""
    value = read_number(value, pointer)
    if value is None or isinstance(value, bool | int | float | complex):
        return value
    if isinstance(value, str):
        return read_name(value, pointer)
    return Literal(value, pointer, elements)


def read_operand(value: Any, pointer: str, elements: int) -> Name | Literal:
    """A value where only a tensor may stand: a name, or a literal, which a number is too."""
    value = read_tensor(value, pointer, elements)
    if isinstance(value, Name | Literal):
        return value
    if value is None:
        raise invalid("null is no tensor: give a name, a number or a list.", pointer)
    return Literal(values.write(value), pointer, elements)


def read_value(value: Any, pointer: str, elements: int) -> Literal:
    """A value where only a literal may stand."""
    value = read_operand(value, pointer, elements)
    if isinstance(value, Name):
        raise invalid("A value is a list, a number or an object with `data`; `bind` gives tensors names.", pointer)
    return value


def read_number(value: Any, pointer: str = "") -> Any:
    """The number that a value writes, or the value itself where it is none."""
    if isinstance(value, str):
        return values.number(value) if values.is_number(value) else value
    if isinstance(value, dict) and value.keys() == {"real", "imag"} and not isinstance(value["real"], list):
        return values.number(value, pointer)
    return value


def read_index(value: Any, pointer: str) -> tuple[Any, ...]:
    """An index, one entry a dimension, as Python's objects, with names in it."""
    if not isinstance(value, list):
        raise invalid("`index` is a list with one entry a dimension.", pointer)
    return tuple(_read_entry(entry, f"{pointer}/{place}") for place, entry in enumerate(value))


def _read_entry(entry: Any, pointer: str) -> Any:
    entry = read_number(entry, pointer)
    if entry is None or isinstance(entry, bool | int | list):
        return entry
    if entry == "...":
        return Ellipsis
    if isinstance(entry, str) and ":" in entry:
        found = _SLICE.fullmatch(entry)
        if found is None:
            raise invalid(f"{entry[:40]!r} is not a slice such as '1:3', ':' or '::2'.", pointer)
        return slice(*(None if part is None else int(part) for part in found.groups()))
    if isinstance(entry, str):
        return read_name(entry, pointer)
    raise invalid("An entry of an index is an integer, null, '...', a slice, true, false, a name or a list.", pointer)


def needs_lookup(argument: Any) -> bool:
    """Whether an argument is more than a constant."""
    return isinstance(argument, Name | Literal | NumberOf | list | tuple)


def mentions(argument: Any, name: str) -> bool:
    """Whether an argument looks this name up."""
    if isinstance(argument, list | tuple):
        return any(mentions(entry, name) for entry in argument)
    if isinstance(argument, NumberOf):
        return argument.name == name
    return isinstance(argument, Name) and argument == name


def resolve(argument: Any, scope: Scope) -> Any:
    """The argument as the engine takes it: names are looked up, literals made."""
    kind = type(argument)
    if kind is Name:
        return scope.find(argument)
    if kind is Literal or kind is Upload:
        return argument.tensor(scope.context)
    if kind is NumberOf:
        return scope.find(argument.name)  # the engine takes its number, where it needs one
    if kind is list:
        return [resolve(entry, scope) for entry in argument]
    if kind is tuple:
        return tuple([scope.find(entry) if type(entry) is Name else entry for entry in argument])
    return argument
