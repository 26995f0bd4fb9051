"""Arguments: what a Python value given for a parameter becomes before it is recorded."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from gradwire import dtypes
from gradwire.devices import device, placed
from gradwire.dtypes import dtype
from gradwire.generators import Generator
from gradwire.recording.handle import Handle
from gradwire.recording.ops import NUMBER, NUMBERS, TENSOR, TENSORS, Op, Parameter
from gradwire.recording.state import state

_ORDERS: Final = frozenset({"p", "ord"})
"""Numbers that may be a name: the order of a norm, such as "fro"."""
NUMERIC: Final = frozenset({TENSOR, NUMBER})
_EXACT: Final[dict[str, Any]] = {
    "integer": (int,),
    "integers": (int, tuple),
    "numbers": (int, float, tuple),
    "boolean": (bool,),
    "text": (str,),
    "dtype": (dtype,),
}


def is_dynamic(op: Op, parameter: Parameter, value: Any) -> bool:
    """Whether a value is a number that is sent along, and no part of the signature."""
    numeric = type(value) in NUMBERS and parameter.kind in NUMERIC and not op.by_value
    return numeric and (value != parameter.default or type(value) is not type(parameter.default))


def normal(op: Op, place: int, value: Any) -> Any:
    """The value as the parameter's kind has it; TypeError for one that it cannot be."""
    parameter = op.parameters[place]
    kind = parameter.kind
    cls = type(value)
    if (
        value is None
        or isinstance(value, Handle)
        or cls in _EXACT.get(kind, ())
        or (cls in NUMBERS and kind in NUMERIC)
    ):
        if kind == "integers" and cls is tuple and not all(map(_is_normal, value)):
            return _integers(op, parameter.name, value)
        if isinstance(value, Handle) and kind in ("integer", "integers", "boolean"):
            return _constant(kind, value)
        return value
    if kind in NUMERIC:
        if isinstance(value, str) and parameter.name in _ORDERS:
            return value
        if isinstance(value, np.generic):
            return value.item()
        if isinstance(value, np.ndarray) and kind == TENSOR:
            return state.recorder().upload(value.copy(), None, False)
    elif kind == TENSORS and isinstance(value, (list, tuple)):
        if cls is tuple and all(isinstance(item, Handle) or _stands(parameter, item) for item in value):
            return value
        return tuple([_normal_item(op, parameter, item) for item in value])
    elif kind == TENSORS and _stands(parameter, value):
        return value
    elif kind == "integers":
        if isinstance(value, (list, tuple)):
            return _integers(op, parameter.name, value)
        if isinstance(value, str):
            return value  # the padding of a convolution
        return _integer(op, parameter.name, value)
    elif kind == "numbers" and isinstance(value, (list, tuple)):
        return tuple([item.item() if isinstance(item, (Handle, np.generic)) else item for item in value])
    elif kind == "integer":
        return _integer(op, parameter.name, value)
    elif isinstance(value, Generator) and kind == "text":
        return value.name
    elif kind == "dtype":
        return dtypes.as_dtype(value)
    elif kind == "device" and isinstance(value, (str, int, device)):
        return placed(value)
    raise TypeError(f"{op.name}(): argument '{parameter.name}' must be {_WORDS.get(kind, kind)}, not {cls.__name__}")


_WORDS: Final = {
    TENSOR: "Tensor",
    TENSORS: "tuple of Tensors",
    NUMBER: "Number",
    "integer": "int",
    "integers": "tuple of ints",
    "numbers": "tuple of numbers",
    "boolean": "bool",
    "text": "str",
    "dtype": "torch.dtype",
    "device": "torch.device",
}


def _stands(parameter: Parameter, value: Any) -> bool:
    """Whether a value is a number that may stand where tensors do."""
    return parameter.numbers and type(value) in NUMBERS


def _normal_item(op: Op, parameter: Parameter, item: Any) -> Any:
    if isinstance(item, Handle) or _stands(parameter, item):
        return item
    raise TypeError(
        f"{op.name}(): argument '{parameter.name}' must be tuple of Tensors, not tuple of {type(item).__name__}"
    )


def _is_normal(item: Any) -> bool:
    return type(item) is int or item is None or (type(item) is tuple and all(map(_is_normal, item)))


def _integers(op: Op, name: str, values: Any) -> Any:
    """A list of integers as a tuple; None stands for what is there already, a list within for itself."""
    return tuple(
        [
            item
            if item is None
            else _integers(op, name, item)
            if isinstance(item, (list, tuple))
            else _integer(op, name, item)
            for item in values
        ]
    )


def _constant(kind: str, tensor: Any) -> Any:
    """A tensor's value where only a constant fits."""
    if kind == "boolean":
        return bool(tensor)
    if kind == "integers" and tensor.ndim:
        return tuple(tensor.tolist())
    return int(tensor.__index__())


def _integer(op: Op, name: str, value: Any) -> int:
    if isinstance(value, (bool, float)) or not hasattr(value, "__index__"):
        raise TypeError(f"{op.name}(): argument '{name}' must be int, not {type(value).__name__}")
    return int(value.__index__())
