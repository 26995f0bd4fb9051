"""A trace: the calls of array functions that a program makes, in order, with what each reads, writes and gives.

A program is traced while it runs, on arrays that compute and take note (see `arrays`). What it does with the *values*
of arrays in Python is no call and would not be there in a replay: so it is `Untraceable`, but for a choice between two
ways, which a replay checks: there it is a `Call` of `bool` that has to come out the same.
"""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy

from engine.storage import address, storage
from engine.windows import MOVING

Array = Any
PASSING = frozenset({"asarray", "ascontiguousarray", "astype", "_real"})
"""Functions that may give back an argument as it is; others that do have written into it."""


class Untraceable(BaseException):
    """What a program did that no replay of array calls would do; no error, and nothing in an operation may catch it."""


class Storage:
    """Memory that arrays of a trace share: views and what they show have one."""

    def __init__(self, number: int, root: Any, origin: str) -> None:
        self.number = number
        self.root = root
        """What has the memory: an array that is no view, or a generator."""
        self.origin = origin
        """`input`, `computed`, or `generator`."""
        self.varies = origin != "computed"
        """Whether its contents depend on what a replay is given."""

    def __repr__(self) -> str:
        return f"<{self.origin} storage {self.number}>"


class Value:
    """An array of a trace: where it came from, and what it held when the program was traced."""

    def __init__(self, number: int, array: Array, memory: Storage, offset: int = 0) -> None:
        self.number = number
        self.array = array
        self.memory = memory
        self.offset = offset
        """Bytes from the beginning of the memory to the first element."""
        self.moves = False
        """Whether it shows another part of its memory in each replay."""
        self.seen_as: weakref.ref[Any] | None = None
        """The traced array that stands for it."""

    def __repr__(self) -> str:
        return f"<v{self.number}: {getattr(self.array, 'dtype', '')} {list(getattr(self.array, 'shape', ()))}>"


class Call:
    """One call of an array function: `function(*args, **options)`, with values for arrays, however deep."""

    def __init__(
        self,
        function: Callable[..., Any],
        args: tuple[Any, ...],
        options: Mapping[str, Any],
        written: Sequence[Value] = (),
    ) -> None:
        self.function = function
        self.args = args
        self.options = options
        self.written = tuple(written)
        self.results: tuple[Value, ...] = ()
        self.gives: Any = None
        """The results as they came: one, or a tuple or list of them."""
        self.expected: bool | None = None
        """Of a choice: how it came out."""

    def __repr__(self) -> str:
        name = getattr(self.function, "__name__", repr(self.function))
        return f"<{name}({', '.join(map(repr, self.args))}) -> {self.gives!r}>"

    @functools.cached_property
    def values(self) -> tuple[Value, ...]:
        """The values among the arguments."""
        return (*values_in(self.args), *values_in(tuple(self.options.values())))

    @functools.cached_property
    def is_view(self) -> bool:
        """Whether what it gives shows memory of an argument."""
        memories = {value.memory for value in self.values}
        return bool(self.results) and all(result.memory in memories for result in self.results)


class Trace:
    """The calls of one program so far."""

    def __init__(self, xp: Any) -> None:
        self.xp = xp
        self.array_type: type = xp.ndarray
        self.calls: list[Call] = []
        self.values: list[Value] = []
        self.inputs: list[Value] = []
        self._memories: dict[int, Storage] = {}

    def input(self, array: Array) -> Value:
        """A value that every replay is given anew."""
        value = self._value(array, "input")
        self.inputs.append(value)
        return value

    def constant(self, array: Array) -> Value:
        """A value that is the same in every replay."""
        return self.call(given, (array,), {})  # type: ignore[no-any-return]

    def source(self, state: Any) -> Value:
        """Something with a state of its own that calls change, a generator: each replay is given its own."""
        memory = self._memories[id(state)] = Storage(len(self._memories), state, "generator")
        value = self._new(state, memory)
        self.inputs.append(value)
        return value

    def call(
        self,
        function: Callable[..., Any],
        args: tuple[Any, ...],
        options: Mapping[str, Any],
        written: Sequence[Value] = (),
    ) -> Any:
        """Make a call and note it; what it gives, as values in the place of arrays."""
        call = Call(function, args, options, written)
        result = function(*plain(args), **{name: plain(option) for name, option in options.items()})
        known = {id(value.array): value for value in call.values}
        gives = self._taken(result, known)
        same = isinstance(gives, Value) and gives in known.values()
        if same and not written and getattr(function, "__name__", "") not in PASSING:
            call.written = (gives,)
        if call.written or not same:
            call.gives = gives
            call.results = tuple(one for one in values_in(gives) if one not in known.values())
            self.calls.append(call)
            if function in MOVING or any(value.moves for value in known.values()):
                for value in call.results if call.is_view else ():
                    value.moves = True
            if any(value.memory.varies for value in known.values()):
                for value in (*call.results, *call.written):
                    value.memory.varies = True
        return gives

    def choose(self, value: Value) -> bool:
        """Whether a value is true, which every replay has to come to as well."""
        chosen = bool(value.array)
        if not value.memory.varies:
            return chosen
        call = Call(bool, (value,), {})
        call.expected = chosen
        self.calls.append(call)
        return chosen

    def _taken(self, result: Any, known: Mapping[int, Value]) -> Any:
        if isinstance(result, self.array_type):
            value = known.get(id(result))
            return self._value(result, "computed") if value is None else value
        if isinstance(result, numpy.generic | int):  # LAPACK tells by a number how it went
            return self._value(numpy.asarray(result), "computed")
        if isinstance(result, tuple | list):
            parts = [self._taken(one, known) for one in result]
            return type(result)(*parts) if hasattr(result, "_fields") else type(result)(parts)
        if result is None:
            return None
        raise Untraceable(f"a call gave {type(result).__name__}, which may depend on values")

    def _value(self, array: Array, origin: str) -> Value:
        root = storage(array)
        memory = self._memories.get(id(root))
        if memory is None:
            memory = self._memories[id(root)] = Storage(len(self._memories), root, origin)
        return self._new(array, memory, 0 if array is root else address(array) - address(root))

    def _new(self, array: Any, memory: Storage, offset: int = 0) -> Value:
        value = Value(len(self.values), array, memory, offset)
        self.values.append(value)
        return value


def given(array: Array) -> Array:
    """An array that the program itself has, for one replay."""
    return array.copy("K")


def values_in(args: Any) -> Iterator[Value]:
    """The values in arguments, however deep."""
    if type(args) is Value:
        yield args
    elif isinstance(args, tuple | list):
        for one in args:
            yield from values_in(one)
    elif type(args) is slice:
        yield from values_in((args.start, args.stop, args.step))


def touched(calls: Sequence[Call]) -> Iterator[Value]:
    """The values that calls read, write or give."""
    for call in calls:
        yield from call.values
        yield from call.results
        yield from call.written


def plain(args: Any) -> Any:
    """Arguments with arrays in the place of values."""
    if type(args) is Value:
        return args.array
    if isinstance(args, tuple | list):
        return type(args)(map(plain, args))
    return args
