"""Whether two sessions are the same: all that their names lead to, by itself and in how it hangs together."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Iterator, Mapping
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType
from typing import Any

import numpy

from engine.context import Context
from engine.devices import Device, available
from engine.generator import Generator
from engine.op import Op, Recipe
from engine.storage import address, storage

ATOMS = (
    bool, int, float, complex, str, bytes, type(None), type(...), slice, numpy.dtype, numpy.generic, Op, Recipe, Device,
    type, ModuleType, CodeType, BuiltinFunctionType, numpy.ufunc,
)  # fmt: skip
ARRAYS = tuple({device.array_type for device in available()})
DERIVED = {"views", "context", "devices", "_numbers", "number"}
"""Attributes that are not compared: looks from the other side, where all belongs, what is found again, and numbers of
levels, which only say which is within which."""


def difference(one: Any, other: Any) -> str | None:
    """Where two things differ, as a path; None where they are the same."""
    return next(_Comparison().differences(one, other), None)


class _Comparison:
    """Two graphs of objects, walked together: what is one object here has to be one object there."""

    def __init__(self) -> None:
        self.pairs: dict[int, tuple[Any, Any]] = {}
        self.back: dict[int, Any] = {}
        self._parts: dict[tuple[int, int], Any] = {}
        self._memories: dict[int, tuple[Any, _Memory]] = {}

    def differences(self, one: Any, other: Any) -> Iterator[str]:
        waiting = [("", one, other)]
        while waiting:
            path, one, other = waiting.pop()
            if {type(one), type(other)} == {FunctionType, functools.partial}:
                continue  # what a tape has of a new tensor: how it is made, or, where that was saved, what it is
            if type(one) is not type(other):
                yield f"{path}: {type(one).__name__} {one!r:.200} and {type(other).__name__} {other!r:.200}"
            elif isinstance(one, ATOMS):
                if one is not other and repr(one) != repr(other):
                    yield f"{path}: {one!r} and {other!r}"
            elif isinstance(one, Mapping | tuple | list) and (id(one), id(other)) in self._parts:
                continue
            elif isinstance(one, Mapping):
                self._parts[id(one), id(other)] = one, other
                if list(one) != list(other) and set(one) != set(other):
                    yield f"{path}: {sorted(map(str, one))} and {sorted(map(str, other))}"
                waiting += [(f"{path}[{key}]", value, other[key]) for key, value in one.items() if key in other]
            elif isinstance(one, tuple | list):
                self._parts[id(one), id(other)] = one, other
                if len(one) != len(other):
                    yield f"{path}: {len(one)} and {len(other)} entries"
                waiting += [(f"{path}[{place}]", *pair) for place, pair in enumerate(zip(one, other, strict=False))]
            elif isinstance(one, Context):
                continue
            elif isinstance(one, FunctionType):
                closures = [[cell.cell_contents for cell in function.__closure__ or ()] for function in (one, other)]
                waiting += [(path, one.__code__, other.__code__), (f"{path}()", *closures)]
            elif isinstance(one, functools.partial):
                waiting.append((path, [one.func, one.args, one.keywords], [other.func, other.args, other.keywords]))
            elif isinstance(one, weakref.ref):
                waiting.append((path, one(), other()))
            elif isinstance(one, ARRAYS):  # which of several objects shows some memory makes no difference
                yield from self._arrays(path, one, other)
                waiting.append((f"{path}.storage", self._memory(one), self._memory(other)))
            else:
                known = self.pairs.get(id(one))
                if known is not None or id(other) in self.back:
                    if known is None or known[1] is not other:
                        yield f"{path}: not the same object in both"
                    continue
                self.pairs[id(one)], self.back[id(other)] = (one, other), one
                if isinstance(one, Generator):
                    waiting.append((path, one.state().tobytes(), other.state().tobytes()))
                else:
                    waiting += self._objects(path, one, other)

    def _memory(self, array: Any) -> _Memory:
        root = storage(array)
        return self._memories.setdefault(id(root), (root, _Memory()))[1]

    def _arrays(self, path: str, one: Any, other: Any) -> Iterator[str]:
        facts = [
            (array.dtype, array.shape, array.strides, address(array) - address(storage(array)))
            for array in (one, other)
        ]
        if facts[0] != facts[1]:
            yield f"{path}: {facts[0]} and {facts[1]}"
        if storage(one).nbytes != storage(other).nbytes:
            yield f"{path}: a storage of {storage(one).nbytes} and one of {storage(other).nbytes} bytes"
        if one.tobytes() != other.tobytes():
            yield f"{path}: {one} and {other}"

    def _objects(self, path: str, one: Any, other: Any) -> Iterator[tuple[str, Any, Any]]:
        for name in {**_attributes(one), **_attributes(other)}:
            if name == "versions" and one.saved is None:
                continue  # of what was freed
            if name not in DERIVED:
                values = getattr(one, name, None), getattr(other, name, None)
                if name != "_version" or not self._are_unused(one, *values):
                    yield f"{path}.{name}", *values

    def _are_unused(self, tensor: Any, *versions: Any) -> bool:
        """Whether one has no version yet, and the other one that nothing has counted."""
        made = [version for version in versions if version is not None]
        return len(made) == 1 and (made[0].value, made[0].id) == (0, tensor.id)


class _Memory:
    """Stands for the memory of arrays."""


def _attributes(thing: Any) -> dict[str, Any]:
    found = dict(getattr(thing, "__dict__", {}))
    for one in type(thing).__mro__:
        for name in getattr(one, "__slots__", ()):
            if name != "__weakref__" and hasattr(thing, name):
                found[name] = getattr(thing, name)
    return found
