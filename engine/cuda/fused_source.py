"""The text of one kernel for several elementwise functions: an element is loaded once, and stays in a register."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy

from engine.cuda.elementwise import TYPES, Expression

WIDEST = 16
"""Bytes that a thread loads or stores at once."""
MOST = 8
"""Elements of a thread."""
NARROW = (1 << 31) - (1 << 16)
"""Elements up to which 32 bits count them, those of the last block's idle threads included."""
EACH = ((0, 1),)
"""The steps of an array that is gone through as it lies in memory; of what size is all the same."""


class Slot(NamedTuple):
    """An array, by its elements' type and the steps between these, innermost first: how many, and how far apart."""

    dtype: str
    steps: tuple[tuple[int, int], ...]
    is_aligned: bool
    """Whether it begins where `WIDEST` bytes can be loaded at once."""


class Step(NamedTuple):
    """A function of slots, by their numbers, and of numbers; into which slot."""

    expression: Expression
    operands: tuple[int | numpy.generic, ...]
    out: int


class Text:
    """The text of a kernel, which does not depend on sizes and numbers: these are parameters, with `values`."""

    def __init__(
        self, size: int, slots: Sequence[Slot], steps: Sequence[Step], pointers: Sequence[int], stored: frozenset[int]
    ) -> None:
        self._slots = slots
        self._steps = steps
        self._pointers = pointers
        self._stored = stored
        reach = max(sum(abs(size * step) for size, step in slots[slot].steps) for slot in pointers)
        narrow = max(size, reach) < NARROW
        self._index: Any = numpy.uint32 if narrow else numpy.uint64
        self._step: Any = numpy.int32 if narrow else numpy.int64
        self.width = self._elements()
        self._has_rest = size % self.width > 0
        self.values: list[Any] = []
        self._parameters: list[str] = []
        self._size = self._value(self._index(size), "size")

    def _elements(self) -> int:
        """How many elements a thread does."""
        whole = [slot for slot in map(self._slots.__getitem__, self._pointers) if slot.steps == EACH]
        if not all(slot.is_aligned for slot in whole):
            return 1
        return max(1, min(MOST, WIDEST // max(numpy.dtype(slot.dtype).itemsize for slot in whole)))

    def _value(self, value: numpy.generic, name: str) -> str:
        """The name of a parameter."""
        self._parameters.append(f"const {TYPES[value.dtype.name]} {name}")
        self.values.append(value)
        return name

    def code(self) -> str:
        """CUDA C++ with one kernel, `fused`."""
        functions: dict[Expression, str] = {}
        lines = []
        last = {step.out: place for place, step in enumerate(self._steps)}
        known: set[int] = set()
        for place, step in enumerate(self._steps):
            name = functions.setdefault(step.expression, f"f{len(functions)}")
            for operand in step.operands:
                if isinstance(operand, int) and operand not in known:
                    known.add(operand)
                    lines += self._load(operand)
            if step.out not in known:
                known.add(step.out)
                lines.append(f"Some<{self._type(step.out)}> x{step.out};")
            lines += self._call(name, step, place)
            if step.out in self._stored and last[step.out] == place:
                lines.append(f"store(p{step.out}, x{step.out}, first, count);")
        pointers = [f"{'' if slot in self._stored else 'const '}{self._type(slot)}* p{slot}" for slot in self._pointers]
        dtypes = {slot.dtype for slot in self._slots}.union(*((*one.inputs, one.output) for one in functions))
        halves = [f"#include <cupy/{one}.cuh>" for one in ("float16", "bfloat16") if one in dtypes]
        body = "\n    ".join(lines)
        return "\n".join(
            [
                "#include <cupy/carray.cuh>",
                "#include <cupy/math_constants.h>",
                *halves,
                *(_function(name, one) for one, name in functions.items()),
                f"typedef {TYPES[numpy.dtype(self._index).name]} Index;",
                f"typedef {TYPES[numpy.dtype(self._step).name]} Step;",
                f"const int WIDTH = {self.width};",
                f"const int WIDEST = {WIDEST};",
                f"const bool WHOLE = {'false' if self._has_rest else 'true'};",
                _ACCESS,
                f'extern "C" __global__ void fused({", ".join([*pointers, *self._parameters])}) {{',
                "    const Index first = (Index(blockIdx.x) * blockDim.x + threadIdx.x) * WIDTH;",
                f"    if (first >= {self._size}) return;",
                f"    const int count = {self._size} - first < WIDTH ? int({self._size} - first) : WIDTH;",
                f"    {body}",
                "}",
                "",
            ]
        )

    def _type(self, slot: int) -> str:
        return TYPES[self._slots[slot].dtype]

    def _call(self, name: str, step: Step, place: int) -> list[str]:
        """The lines of a step."""
        given = []
        for number, (operand, dtype) in enumerate(zip(step.operands, step.expression.inputs, strict=True)):
            if isinstance(operand, int):
                given.append(_cast(self._slots[operand].dtype, dtype, f"x{operand}.at[k]", f"{name}::in{number}_type"))
            else:
                value = self._value(operand, f"c{place}_{number}")
                given.append(_cast(operand.dtype.name, dtype, value, f"{name}::in{number}_type"))
        result = _cast(step.expression.output, self._slots[step.out].dtype, f"{name}::call({', '.join(given)})", "")
        return ["#pragma unroll", f"for (int k = 0; k < WIDTH; k++) x{step.out}.at[k] = {result};"]

    def _load(self, slot: int) -> list[str]:
        """The lines that load a thread's elements of an array."""
        kind, steps = self._type(slot), self._slots[slot].steps
        if steps == EACH:
            return [f"Some<{kind}> x{slot} = load(p{slot}, first, count);"]
        if all(step == 0 for _, step in steps):
            return [f"const Some<{kind}> x{slot} = spread(p{slot}[0]);"]
        inner = steps[0][0] % self.width == 0  # a thread's elements are in one innermost run
        if inner and steps[0][1] == 0:
            return [*self._place(slot, "first"), f"const Some<{kind}> x{slot} = spread(p{slot}[at{slot}]);"]
        even = steps[0][1] == 1 and all(step % self.width == 0 for _, step in steps[1:])
        if inner and even and self._slots[slot].is_aligned:
            whole = f"const Some<{kind}> x{slot} = load(p{slot} + at{slot}, 0, WIDTH);"
            return [*self._place(slot, "first"), whole]
        return [
            f"Some<{kind}> x{slot};",
            "#pragma unroll",
            "for (int k = 0; k < WIDTH; k++) {",
            *(f"    {line}" for line in self._place(slot, "(k < count ? first + k : first)")),
            f"    x{slot}.at[k] = p{slot}[at{slot}];",
            "}",
        ]

    def _place(self, slot: int, index: str) -> list[str]:
        """The lines that find where an element of an array is."""
        lines = [f"Index rest{slot} = {index};", f"Step at{slot} = 0;"]
        steps = self._slots[slot].steps
        for number, (size, step) in enumerate(steps):
            if number == len(steps) - 1:
                place = f"rest{slot}"
            else:
                sizes = self._sizes(slot, number, size)
                place = f"(rest{slot} % {sizes})"
            if step:
                far = "" if step == 1 else f" * {self._far(slot, number, step)}"
                lines.append(f"at{slot} += Step{place if place[0] == '(' else f'({place})'}{far};")
            if number < len(steps) - 1:
                lines.append(f"rest{slot} /= {sizes};")
        return lines

    def _sizes(self, slot: int, number: int, size: int) -> str:
        return self._value(self._index(size), f"n{slot}_{number}")

    def _far(self, slot: int, number: int, step: int) -> str:
        return self._value(self._step(step), f"s{slot}_{number}")


_ACCESS = """\
template <typename T> struct alignas(WIDTH * sizeof(T) < WIDEST ? WIDTH * sizeof(T) : WIDEST) Some { T at[WIDTH]; };
template <typename T> __device__ __forceinline__ Some<T> load(const T* from, Index first, int count) {
    Some<T> some;
    if (WHOLE || count == WIDTH) some = *reinterpret_cast<const Some<T>*>(from + first);
    else for (int k = 0; k < WIDTH; k++) some.at[k] = from[k < count ? first + k : first];
    return some;
}
template <typename T> __device__ __forceinline__ void store(T* to, const Some<T>& some, Index first, int count) {
    if (WHOLE || count == WIDTH) *reinterpret_cast<Some<T>*>(to + first) = some;
    else for (int k = 0; k < count; k++) to[first + k] = some.at[k];
}
template <typename T> __device__ __forceinline__ Some<T> spread(T value) {
    Some<T> some;
    for (int k = 0; k < WIDTH; k++) some.at[k] = value;
    return some;
}"""


def _function(name: str, expression: Expression) -> str:
    """A function of an expression in a namespace of its own, with the names of types that CuPy gives its text."""
    inputs = [(f"in{number}", dtype) for number, dtype in enumerate(expression.inputs)]
    types = [f"typedef {TYPES[dtype]} {one}_type;" for one, dtype in (*inputs, ("out0", expression.output))]
    parameters = ", ".join(f"const {one}_type {one}" for one, _ in inputs)
    return "\n".join(
        [
            f"namespace {name} {{",
            *types,
            *([expression.preamble] if expression.preamble else []),
            f"__device__ __forceinline__ out0_type call({parameters}) {{",
            f"    out0_type out0; {expression.text}; return out0;",
            "}",
            "}",
        ]
    )


def _cast(source: str, target: str, text: str, kind: str) -> str:
    """An element as one of another dtype, in the way that CuPy's kernels go."""
    if source == "bool" and target != "bool":
        text = f"(({text}) ? 1 : 0)"
    return f"{kind}({text})" if kind else text


def steps_of(shape: Sequence[int], strides: Sequence[int], itemsize: int) -> tuple[tuple[int, int], ...] | None:
    """The steps through an array that is broadcast to a shape; None where these are no whole elements."""
    if any(stride % itemsize for stride in strides):
        return None
    steps: list[tuple[int, int]] = []
    for size, stride in zip(reversed(shape), reversed(strides), strict=True):
        if size == 1:
            continue
        step = stride // itemsize
        if steps and step == steps[-1][0] * steps[-1][1]:
            steps[-1] = steps[-1][0] * size, steps[-1][1]
        else:
            steps.append((size, step))
    if math.prod(shape) == 1 or (len(steps) == 1 and steps[0][1] == 1):
        return EACH
    return tuple(steps)
