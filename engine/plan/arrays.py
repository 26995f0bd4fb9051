"""Traced arrays: they compute as arrays do, and their trace notes each call."""

from __future__ import annotations

import operator
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import numpy

from engine.operator_functions import BINARY, COMPARING, UNARY
from engine.plan.trace import Trace, Untraceable, Value

Array = Any

METHODS = frozenset(
    {
        "all", "any", "argmax", "argmin", "argsort", "astype", "clip", "conj", "conjugate", "copy", "cumprod",
        "cumsum", "diagonal", "dot", "max", "mean", "min", "prod", "ravel", "repeat", "reshape", "round",
        "searchsorted", "squeeze", "std", "sum", "swapaxes", "take", "trace", "transpose", "var", "view",
    }
)  # fmt: skip
"""Methods whose results have shapes that follow from shapes, and that change nothing."""


class TracedArray:
    """An array and its value in a trace. What is asked of values in Python is `Untraceable`, but for their truth."""

    __slots__ = ("__weakref__", "trace", "value")
    __array_ufunc__ = None  # so that NumPy's arrays leave their operators to this class
    __array_priority__ = 50
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, trace: Trace, value: Value) -> None:
        self.trace = trace
        self.value = value

    @property
    def physical(self) -> Array:
        """The array, as it is while the program is traced: to ask for its place in memory, not for its elements."""
        return self.value.array

    def __getattr__(self, name: str) -> Any:
        if name in METHODS:
            return _Method(getattr(type(self.value.array), name), self)
        if name in ("item", "tolist"):
            return getattr(self.fixed(name), name)
        if name.startswith("__"):
            raise AttributeError(name)
        raise Untraceable(f"{name} of an array")

    def __bool__(self) -> bool:
        return self.trace.choose(self.value)

    def __index__(self) -> int:
        if self.ndim:  # NumPy asks before it takes an index for an array
            raise TypeError("only an integer without dimensions is an index")
        return operator.index(self.fixed("an index"))

    def __int__(self) -> int:
        return int(self.fixed("an integer"))

    def __float__(self) -> float:
        return float(self.fixed("a number"))

    def __complex__(self) -> complex:
        return complex(self.fixed("a number"))

    def __array__(self, *args: Any, **options: Any) -> Any:
        raise Untraceable("a traced array as a plain one")

    def fixed(self, use: str) -> Array:
        """The array, where it is the same in every replay."""
        if self.value.memory.varies:
            raise Untraceable(f"the value of an array as {use}")
        return self.value.array

    def __len__(self) -> int:
        return len(self.value.array)

    def __iter__(self) -> Iterator[Any]:
        return (self[number] for number in range(len(self)))

    def __getitem__(self, index: Any) -> Any:
        for one in _entries(index):
            if type(one) is TracedArray and one.dtype.kind == "b":
                one.fixed("a mask")
        return call(self.trace, operator.getitem, (self, index), {})

    def __setitem__(self, index: Any, value: Any) -> None:
        call(self.trace, operator.setitem, (self, index, value), {}, written=(self,))

    def fill(self, value: Any) -> None:
        """Set all elements."""
        self[...] = value

    @property
    def T(self) -> Any:  # noqa: N802
        """The transposed array."""
        return self.transpose()

    @property
    def mT(self) -> Any:  # noqa: N802
        """The array with its last two dimensions exchanged."""
        return self.swapaxes(-1, -2)

    @property
    def real(self) -> Any:
        """The real part: a view."""
        return call(self.trace, _real, (self,), {})

    @real.setter
    def real(self, value: Any) -> None:
        self.real[...] = value

    @property
    def imag(self) -> Any:
        """The imaginary part: a view."""
        return call(self.trace, _imag, (self,), {})

    @imag.setter
    def imag(self, value: Any) -> None:
        self.imag[...] = value


class _Method:
    """A method of a traced array."""

    def __init__(self, function: Callable[..., Any], array: TracedArray) -> None:
        self._function, self._array = function, array

    def __call__(self, *args: Any, **options: Any) -> Any:
        written = [options["out"]] if options.get("out") is not None else []
        return call(self._array.trace, self._function, (self._array, *args), options, written)


def call(
    trace: Trace, function: Callable[..., Any], args: tuple[Any, ...], options: dict[str, Any], written: Any = ()
) -> Any:
    """A call of an array function on traced arrays, which gives traced arrays."""
    values = tuple(map(_value, args))
    named = {name: _value(option) for name, option in options.items()}
    return _traced(trace, trace.call(function, values, named, [_value(one) for one in written]))


def traced(trace: Trace, value: Value) -> TracedArray:
    """The traced array of a value: one object as long as somebody has it."""
    known = value.seen_as() if value.seen_as is not None else None
    if known is None:
        known = TracedArray(trace, value)
        value.seen_as = weakref.ref(known)
    return known


def _traced(trace: Trace, given: Any) -> Any:
    if type(given) is Value:
        return traced(trace, given)
    if isinstance(given, tuple | list):
        parts = [_traced(trace, one) for one in given]
        return type(given)(*parts) if hasattr(given, "_fields") else type(given)(parts)
    return given


def _value(argument: Any) -> Any:
    """An argument with values for traced arrays; others are of unknown origin, and may depend on values."""
    kind = type(argument)
    if kind is TracedArray:
        return argument.value
    if kind is tuple or kind is list:
        return kind(map(_value, argument))
    if kind is slice:
        ends = (argument.start, argument.stop, argument.step)
        return slice(*(operator.index(one) if type(one) is TracedArray else one for one in ends))
    if isinstance(argument, numpy.ndarray) or hasattr(argument, "__cuda_array_interface__"):
        raise Untraceable("an array of unknown origin")
    return argument


def _entries(index: Any) -> tuple[Any, ...]:
    return index if type(index) is tuple else (index,)


def _real(array: Array) -> Array:
    return array.real


def _imag(array: Array) -> Array:
    return array.imag


def _facts() -> None:
    """What an array is like, answered by the array itself."""

    def fact(name: str) -> property:
        return property(lambda self: getattr(self.value.array, name))

    for name in ("shape", "ndim", "size", "dtype", "itemsize", "nbytes", "strides", "flags", "base"):
        setattr(TracedArray, name, fact(name))


def _operators() -> None:
    """The operators of arrays, as calls of the functions that they stand for."""

    def binary(name: str) -> tuple[Any, Any, Any]:
        def operate(self: TracedArray, other: Any) -> Any:
            return call(self.trace, getattr(self.trace.xp, name), (self, other), {})

        def reflected(self: TracedArray, other: Any) -> Any:
            return call(self.trace, getattr(self.trace.xp, name), (other, self), {})

        def in_place(self: TracedArray, other: Any) -> TracedArray:
            call(self.trace, getattr(self.trace.xp, name), (self, other, self), {}, written=(self,))
            return self

        return operate, reflected, in_place

    for name, function in {**BINARY, "matmul": "matmul"}.items():
        operate, reflected, in_place = binary(function)
        setattr(TracedArray, f"__{name}__", operate)
        setattr(TracedArray, f"__r{name}__", reflected)
        setattr(TracedArray, f"__i{name}__", in_place)
    for name, function in COMPARING.items():
        setattr(TracedArray, f"__{name}__", binary(function)[0])
    for name, function in UNARY.items():
        setattr(TracedArray, f"__{name}__", _unary(function))


def _unary(name: str) -> Callable[[TracedArray], Any]:
    return lambda self: call(self.trace, getattr(self.trace.xp, name), (self,), {})


def _power(self: TracedArray, other: Any) -> Any:  # the operator squares and takes roots by other functions than power
    return call(self.trace, operator.pow, (self, other), {})


def _reflected_power(self: TracedArray, other: Any) -> Any:
    return call(self.trace, operator.pow, (other, self), {})


def _power_in_place(self: TracedArray, other: Any) -> Any:
    return call(self.trace, operator.ipow, (self, other), {}, written=(self,))


setattr(TracedArray, "__pow__", _power)  # noqa: B010 - as the operators above
setattr(TracedArray, "__rpow__", _reflected_power)  # noqa: B010
setattr(TracedArray, "__ipow__", _power_in_place)  # noqa: B010


_facts()
_operators()
