"""Values as JSON can say them. A list is a tuple; an object of one entry is anything else, its key says what."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from types import EllipsisType
from typing import Any

import numpy

from engine import dtypes
from engine.hooks import Slot
from engine.op import Op, Recipe, registry
from engine.tape import Entry, Outside, Result

Spelled = Any
BIG = 1 << 53
"""Integers from here on are spelled as texts: not all that reads JSON has them."""
ATOMS = frozenset({type(None), bool, str})
"""What JSON says as it is; so it does most numbers."""
TUPLES: dict[str, type] = {kind.__name__: kind for kind in (Slot, Result, Outside, Entry)}


class Unsaveable(Exception):
    """A context holds something that cannot be saved; the message says what."""


def spell(value: Any) -> Spelled:
    """A value that leads to no other object; `Unsaveable` where it is none."""
    kind: Any = type(value)
    return value if kind in ATOMS else _way(kind)(value)


@functools.cache
def _way(kind: Any) -> Callable[[Any], Spelled]:
    """How values of a type are spelled."""
    for base in (kind, str, numpy.dtype, numpy.generic):
        if issubclass(kind, base) and base in _SPELLED:
            return _SPELLED[base]
    raise Unsaveable(f"{kind.__module__}.{kind.__qualname__}")


def _integer(value: int) -> Spelled:
    return value if -BIG < value < BIG else {"int": str(value)}


def _real(value: float) -> Spelled:
    return value if math.isfinite(value) else {"float": numpy.float64(value).tobytes().hex()}


def _scalar(value: numpy.generic[Any]) -> Spelled:
    return {"scalar": [name(value.dtype), value.tobytes().hex()]}


def _read_scalar(spelled: Spelled) -> Any:
    kind, digits = spelled
    return numpy.frombuffer(bytes.fromhex(digits), dtype(kind))[0]


@functools.cache
def name(dtype: dtypes.Dtype) -> str:
    """The name of a dtype: NumPy makes it anew each time."""
    return dtype.name


def dtype(name: str) -> dtypes.Dtype:
    """The dtype of a name, also one that tensors cannot have: storages may be of these."""
    return dtypes.DTYPES.get(name) or numpy.dtype(name)


_SPELLED: dict[type, Callable[[Any], Spelled]] = {
    str: str,  # of a class of its own
    int: _integer,
    float: _real,
    complex: lambda value: {"complex": [_real(value.real), _real(value.imag)]},
    bytes: lambda value: {"bytes": value.hex()},
    EllipsisType: lambda value: {"...": None},
    numpy.dtype: lambda value: {"dtype": name(value)},
    numpy.generic: _scalar,
    Op: lambda value: {"op": value.name},
    Recipe: lambda value: {"recipe": [value.op.name, value.wanted]},
}


def _read_real(digits: str) -> float:
    return float(numpy.frombuffer(bytes.fromhex(digits), numpy.float64)[0])


def _read_complex(parts: Spelled) -> complex:
    return complex(*(_read_real(one["float"]) if isinstance(one, dict) else one for one in parts))


READERS: dict[str, Callable[[Spelled], Any]] = {
    "int": int,
    "float": _read_real,
    "complex": _read_complex,
    "bytes": bytes.fromhex,
    "...": lambda _: ...,
    "dtype": dtype,
    "scalar": _read_scalar,
    "op": registry.find,
    "recipe": lambda spelled: registry.find(spelled[0]).recipe(spelled[1]),
}
"""The way back, by the key that says what it is."""
