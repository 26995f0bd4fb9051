"""Compiled loops: the calls of a loop as machine code, once a plan has run some times and where LLVM is installed.

Only functions with exact results are compiled. The others (exp, tanh) stay calls of NumPy's between pieces of machine
code, block by block, so a loop comes to the same, to the bit, whether it is compiled or not.
"""

from __future__ import annotations

import ctypes
import importlib.util
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any

import numpy

from engine.plan.host.arithmetic import OPERATIONS, TYPES
from engine.plan.host.blocks import COLUMN, EACH
from engine.plan.host.forms import Form
from engine.plan.host.machine import Slot, Step, function
from engine.plan.host.trials import Piece, agrees
from engine.plan.simplify import Aliases
from engine.plan.source import Source
from engine.plan.trace import Call, Storage, Value
from engine.storage import address

Array = Any
Elementwise = tuple[Form, Value]
"""A call, and where it writes."""

RUNS = 8
"""How often a loop runs before it is compiled, which takes as long as it does a few hundred times."""
THREAD = "compile"
_ONE = threading.Lock()
"""Held by the thread that compiles: a plan may have dozens of loops, and the others wait."""


class Compiled:
    """The functions of a loop, compiled in a thread when the loop has run some times."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self._runs = 0
        self.functions: Sequence[Callable[..., None]] = ()

    def is_ready(self) -> bool:
        """Whether there are functions; to be asked once in each run."""
        self._runs += 1
        if self._runs == RUNS:
            threading.Thread(target=self._compile, name=THREAD).start()
        return bool(self.functions)

    def _compile(self) -> None:
        try:
            with _ONE:
                functions = [function(*piece) for piece in self.pieces]
        except Exception:  # noqa: BLE001  # whatever LLVM objects to: the loop goes on as it is
            return
        if all(map(agrees, functions, self.pieces)):
            self.functions = functions


def settle() -> None:
    """Wait until all that is being compiled is."""
    for thread in threading.enumerate():
        if thread.name == THREAD:
            thread.join()


@cache
def is_installed() -> bool:
    """Whether there is a compiler."""
    return importlib.util.find_spec("llvmlite") is not None


def is_compiled(xp: Any) -> bool:
    """Whether loops over arrays of a module are."""
    return xp is numpy and is_installed()


class Slots:
    """The memory that a loop works on: numbers of its parts, and the addresses at which functions find them."""

    def __init__(
        self, aliases: Aliases, kinds: Mapping[Value, str], width: int, rooms: Mapping[Storage, Array]
    ) -> None:
        self._aliases = aliases
        self._kinds = kinds
        self.width = width
        self._rooms = rooms
        """Memory of one block, which several results may have one after the other."""
        self._numbers: dict[tuple[Storage, int, str, int], int] = {}
        self._places: dict[int, int] = {}
        self.places: list[int] = []
        self.sizes: list[int] = []
        self.values: list[Value] = []
        """By place: what is there first."""

    def slot(self, value: Value) -> Slot:
        """The slot that a value is in."""
        kind = self._kinds[self._aliases.value(value)]
        memory, offset = self._aliases.place(value)
        key = memory, offset, kind, value.array.itemsize
        if key not in self._numbers:
            self._numbers[key] = len(self.places)
            room = self._rooms.get(memory)
            place = len(self.values) if room is None else self._places.setdefault(id(room), len(self.values))
            if place == len(self.values):
                self.values.append(value)
                self.sizes.append(0 if room is not None else value.array.itemsize * self._steps(kind))
            self.places.append(place)
        return Slot(self._numbers[key], value.array.dtype.name, kind)

    def _steps(self, kind: str) -> int:
        """How many elements further an array is one row, or element, later."""
        return max(self.width, 1) if kind == EACH else int(kind == COLUMN)

    def table(self, source: Source) -> tuple[str, list[str]]:
        """The name of the table of addresses, and the lines that fill in those that each replay has anew."""
        table = (ctypes.c_void_p * len(self.values))()
        name = source.object(table)
        lines = []
        for place, value in enumerate(self.values):
            array = self._rooms.get(self._aliases.memory(value))
            if array is None:
                array = source.arrays.get(self._aliases.value(value))
            if array is None:
                lines.append(f"{name}[{place}] = {source.address(value)}")
            else:
                source.object(array)  # which keeps it
                table[place] = address(array)
        return name, lines


def divide(calls: Sequence[Elementwise], slots: Slots, is_inner: Callable[[Value], bool]) -> list[Piece | Elementwise]:
    """The calls of a loop, in pieces where they can be compiled; of inner results these store what others need.

    One alone stays NumPy's where that is as fast.
    """
    steps = [_step(form, out, slots.slot) for form, out in calls]
    needed = {slots.slot(out).number for _, out in calls if not is_inner(out)}
    divided: list[Piece | Elementwise] = []
    for is_exact, run in groupby(reversed(range(len(calls))), lambda place: steps[place] is not None):
        places = [*run][::-1]
        if is_exact and (len(places) > 1 or _pays_alone(*calls[places[0]])):
            piece = [one for one in steps[places[0] : places[-1] + 1] if one is not None]
            written = frozenset(one.out.number for one in piece)
            divided.append(Piece(piece, slots.places, slots.sizes, written & needed, slots.width))
        else:
            divided += [calls[place] for place in reversed(places)]
        needed |= {slots.slot(value).number for place in places for value in calls[place][0].values}
    return divided[::-1]


def pays_alone(call: Call) -> bool:
    """Whether a call by itself is faster when it is compiled: NumPy spreads rows and casts in other loops."""
    return _pays_alone(Form(call.function, call.args), (call.results or call.written)[0])


def _pays_alone(form: Form, out: Value) -> bool:
    arrays = [value.array for value in form.values if value.array.size > 1]
    return any(array.shape != out.array.shape or array.dtype != out.array.dtype for array in arrays)


def _step(form: Form, out: Value, slot: Callable[[Value], Slot]) -> Step | None:
    """A call as a step; None where it has no exact result or no plain dtypes."""
    name = getattr(form.function, "__name__", "")
    if name not in OPERATIONS or form.function is not getattr(numpy, name) or form.options:
        return None
    operands = form.after[:1] if name == "copyto" else form.before
    given = [_dtype(one) for one in operands]
    try:
        *dtypes, result = (*given, *given) if name == "copyto" else form.function.resolve_dtypes((*given, None))
        with numpy.errstate(over="ignore"):
            taken = [_operand(one, dtype, slot) for one, dtype in zip(operands, dtypes, strict=True)]
    except (TypeError, OverflowError):
        return None
    pairs = zip([*given, result], [*dtypes, out.array.dtype], strict=True)
    if len(set(dtypes)) != 1 or dtypes[0].kind not in OPERATIONS[name] or not all(_casts(*pair) for pair in pairs):
        return None
    return Step(name, [dtype.name for dtype in dtypes], taken, slot(out))


def _dtype(operand: Any) -> Any:
    return getattr(operand.array if type(operand) is Value else operand, "dtype", type(operand))


def _operand(operand: Any, dtype: Any, slot: Callable[[Value], Slot]) -> Slot | float:
    if type(operand) is Value:
        return slot(operand)
    return numpy.asarray(operand, dtype).item()  # type: ignore[no-any-return]


def _casts(dtype: Any, other: Any) -> bool:
    """Whether numbers of one dtype, or of a Python type, have an exactly defined cast to another."""
    if other.name not in TYPES or not other.isnative:
        return False
    if isinstance(dtype, type):
        return True
    return dtype.name in TYPES and dtype.isnative and not (dtype.kind == "f" and other.kind in "iu")
