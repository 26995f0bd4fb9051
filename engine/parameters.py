"""The parameters of an operation, read from its Python signature, which is PyTorch's.

An annotation gives the kind of a parameter; order, names, defaults and the keyword-only mark are the signature's own.
"""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Union

import numpy

from engine import devices, dtypes
from engine.batching.level import Level
from engine.errors import InvalidArgument, OpFailed

Xp = Any
Ops = Any

Array = Annotated[Any, "tensor"]
Plain = Annotated[Any, "tensor", "plain"]  # takes no part in dtype promotion: conditions, indices
Arrays = Annotated[Sequence[Any], "tensors"]
Operands = Annotated[Sequence[Any], "tensors", "variadic"]
ArraysOrNumber = Annotated[Any, "tensors", "single"]  # a lone number stays one
Number = Annotated[Any, "number"]
Rate = Annotated[Any, "number", "array"]  # a tensor of one number stays a tensor: its value is not looked at
Seed = Annotated[Any, "number", "whole"]  # likewise, of one integer
Order = Annotated[Any, "number", "text"]  # of a norm: 2, or "fro"
Numbers = Annotated[Any, "numbers"]  # one for all dimensions, or one each
Integer = Annotated[int, "integer"]
Integers = Annotated[tuple[int, ...], "integers"]
PerDim = Annotated[Any, "integers"]  # one for all dimensions, or one each
Sizes = Annotated[Any, "integers", "gaps"]  # None stands for the size that is there
Padding = Annotated[Any, "integers", "text"]  # of a convolution: integers, or "same"
Split = Annotated[Any, "integers", "single"]  # a lone integer means another thing than a list of one
Pairs = Annotated[Any, "integers", "single", "nested"]  # a number, or a list of two lists
Size = Annotated[tuple[int, ...], "integers", "variadic"]
Boolean = Annotated[bool, "boolean"]
Text = Annotated[str, "text"]
Dtype = Annotated[dtypes.Dtype, "dtype"]
Device = Annotated[devices.Device, "device"]
Index = Annotated[Any, "index"]
OfLevel = Annotated[Any, "level"]  # one of vmap, or several

REQUIRED = object()


@dataclass(frozen=True)
class Parameter:
    """One parameter of an operation: PyTorch's name, its kind, and its default."""

    name: str
    kind: str
    default: Any = REQUIRED
    keyword_only: bool = False
    variadic: bool = False
    plain: bool = False
    single: bool = False
    text: bool = False
    gaps: bool = False
    array: str = ""
    """Of which kinds of dtype a tensor of one number stays a tensor."""
    nested: bool = False

    @property
    def required(self) -> bool:
        """Whether a call must give it."""
        return self.default is REQUIRED

    @property
    def is_tensor(self) -> bool:
        """Whether it stands among the `inputs` of a step."""
        return self.kind in ("tensor", "tensors")


def read_parameters(function: Callable[..., Any]) -> tuple[Parameter, ...]:
    """The parameters of an operation's function: all with an annotation of the kinds above."""
    hints = typing.get_type_hints(function, include_extras=True)
    parameters = []
    for name, parameter in inspect.signature(function).parameters.items():
        kind, *marks = _kind(hints.get(name))
        if kind is None:
            continue
        parameters.append(
            Parameter(
                name=name,
                kind=kind,
                default=REQUIRED if parameter.default is parameter.empty else parameter.default,
                keyword_only=parameter.kind is parameter.KEYWORD_ONLY,
                variadic="variadic" in marks,
                plain="plain" in marks,
                single="single" in marks,
                text="text" in marks,
                gaps="gaps" in marks,
                array="f" if "array" in marks else "i" if "whole" in marks else "",
                nested="nested" in marks,
            )
        )
    return tuple(parameters)


def _kind(hint: Any) -> tuple[Any, ...]:
    if typing.get_origin(hint) in (Union, types.UnionType):
        hint = next((part for part in typing.get_args(hint) if typing.get_origin(part) is Annotated), None)
    if typing.get_origin(hint) is Annotated:
        return tuple(hint.__metadata__)
    return (None,)


def bind(
    op: str, parameters: tuple[Parameter, ...], inputs: Sequence[Any], attributes: Mapping[str, Any]
) -> tuple[list[Any], dict[str, Any]]:
    """Arguments as an operation takes them: one input per tensor parameter, attributes converted and complete in kind.

    `inputs` are the positional tensor arguments, `attributes` everything given by name, tensors included.
    """
    tensors = [parameter for parameter in parameters if parameter.is_tensor]
    remaining = dict(attributes)
    if tensors and tensors[-1].variadic and tensors[-1].name not in remaining:
        fixed = len(tensors) - 1
        inputs = [*inputs[:fixed], list(inputs[fixed:])]
    if len(inputs) > len(tensors):
        raise InvalidArgument(
            f"{op} takes at most {len(tensors)} inputs ({_names(tensors)}), {len(inputs)} were given.", op=op
        )
    bound: list[Any] = []
    for position, parameter in enumerate(tensors):
        if position < len(inputs):
            if parameter.name in remaining:
                raise InvalidArgument(
                    f"{op}: {parameter.name} is given twice, in inputs and by name.", op=op, argument=parameter.name
                )
            value = inputs[position]
        else:
            value = remaining.pop(parameter.name, parameter.default)
        if value is REQUIRED or (value is None and parameter.required):
            raise InvalidArgument(f"{op} needs {parameter.name}, which is missing.", op=op, argument=parameter.name)
        bound.append(_tensors(op, parameter, value) if parameter.kind == "tensors" else value)
    converted: dict[str, Any] = {}
    for parameter in parameters:
        if parameter.is_tensor:
            continue
        if parameter.name in remaining:
            converted[parameter.name] = convert(op, parameter, remaining.pop(parameter.name))
        elif parameter.required:
            raise InvalidArgument(f"{op} needs {parameter.name}, which is missing.", op=op, argument=parameter.name)
    if remaining:
        raise InvalidArgument(
            f"{op} has no argument {', '.join(sorted(remaining))}: it takes {_names(parameters)}.",
            op=op,
            argument=min(remaining),
        )
    return bound, converted


def arrange(
    op: str, parameters: tuple[Parameter, ...], args: Sequence[Any], kwargs: Mapping[str, Any]
) -> tuple[list[Any], dict[str, Any]]:
    """A call in PyTorch's positional order as `bind` takes it: tensors apart from attributes."""
    if len(args) > len(parameters):
        raise InvalidArgument(f"{op} takes at most {len(parameters)} arguments, {len(args)} were given.", op=op)
    given = dict(kwargs)
    for parameter, value in zip(parameters, args, strict=False):
        given[parameter.name] = value
    inputs = [given.pop(parameter.name, parameter.default) for parameter in parameters if parameter.is_tensor]
    if REQUIRED in inputs:
        raise InvalidArgument(f"{op} needs its tensor arguments: {_names(parameters)}.", op=op)
    return inputs, given


def convert(op: str, parameter: Parameter, value: Any) -> Any:
    """The value of an attribute as its kind: lists become tuples, names of dtypes and devices these themselves."""
    if value is None:
        if parameter.default is None:
            return None
        raise InvalidArgument(f"{op}: {parameter.name} must not be null.", op=op, argument=parameter.name)
    if hasattr(value, "item") and parameter.kind in ("number", "integer", "boolean"):
        if value.data.size == 1 and value.dtype.kind in parameter.array:
            return value
        value = value.item()
    if parameter.single and hasattr(value, "numpy"):
        value = _integers_of(op, parameter, value)
    if parameter.kind == "integers" and hasattr(value, "tolist"):
        value = value.tolist()
    if parameter.kind == "integers" and _is_integer(value):
        if parameter.single:
            return value
        value = [value]
    if parameter.nested and isinstance(value, list | tuple) and all(map(_FITS["integers"], value)):
        return tuple(map(tuple, value))
    gaps = parameter.gaps and isinstance(value, list | tuple)
    known = [item for item in value if item is not None] if gaps else value
    if not (_FITS[parameter.kind](known) or (parameter.text and isinstance(value, str))):
        raise InvalidArgument(
            f"{op}: {parameter.name} must be {_WORDS[parameter.kind]}, got {value!r:.80}.",
            op=op,
            argument=parameter.name,
        )
    if isinstance(value, list) and parameter.kind in ("integers", "numbers"):
        return tuple(value)
    if parameter.kind == "dtype":
        return dtypes.find(value)
    if parameter.kind == "device" and isinstance(value, str):
        return devices.find(value)
    return value


def _integers_of(op: str, parameter: Parameter, tensor: Any) -> Any:
    """The integers of a tensor that stands for one of them or a list, as PyTorch allows for sections."""
    if tensor.dtype != dtypes.int64 or len(tensor.shape) > 1:
        raise OpFailed(
            f"{op}: {parameter.name} as a tensor must be of int64 and have at most one dimension.",
            op=op,
            argument=parameter.name,
        )
    return tensor.numpy().tolist()


def _tensors(op: str, parameter: Parameter, value: Any) -> Any:
    if value is None or (parameter.single and isinstance(value, int | float)):
        return value
    if not isinstance(value, list | tuple):
        raise InvalidArgument(
            f"{op}: {parameter.name} must be a list of tensors, as in [[...]].", op=op, argument=parameter.name
        )
    return list(value)


def _names(parameters: Sequence[Parameter]) -> str:
    return ", ".join(parameter.name for parameter in parameters) or "none"


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -(1 << 63) <= value < 1 << 63


def _listed(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else (value,)


_FITS: dict[str, Callable[[Any], bool]] = {
    "number": lambda value: isinstance(value, int | float | complex),
    "numbers": lambda value: all(isinstance(item, int | float) for item in _listed(value)),
    "integer": _is_integer,
    "integers": lambda value: isinstance(value, list | tuple) and all(map(_is_integer, value)),
    "boolean": lambda value: isinstance(value, bool),
    "text": lambda value: isinstance(value, str),
    "dtype": lambda value: isinstance(value, str | numpy.dtype),
    "device": lambda value: isinstance(value, str | devices.Device),
    "index": lambda value: isinstance(value, list | tuple),
    "level": lambda value: isinstance(value, Level | tuple),
}
_WORDS = {
    "number": "a number",
    "numbers": "a number or a list of numbers",
    "integer": "an integer of at most 64 bits",
    "integers": "a list of integers of at most 64 bits",
    "boolean": "true or false",
    "text": "a text",
    "dtype": "the name of a dtype",
    "device": "the name of a device",
    "index": "a list with an entry per dimension",
    "level": "a level of vmap",
}
