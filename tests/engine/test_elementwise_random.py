"""Random elementwise calls, lowered, come to the same as one by one, to the bit: on the CPU in loops, on CUDA fused."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import numpy
import pytest

from engine import Context
from engine.dtypes import bfloat16
from engine.plan.arrays import traced
from engine.plan.host import blocks
from engine.plan.lower import Lowered, lower
from engine.plan.module import TracedModule
from engine.plan.source import Mode
from engine.plan.trace import Trace

Array = Any
FLOATS = ("float32", "float32", "float64", "float16", bfloat16)
DTYPES = (*FLOATS, "bool", "int8", "uint8", "int32", "int64")
SHAPES = ((6, 8), (5, 7), (3, 4, 5), (2, 3, 4, 4), (24,), (1,), ())
BINARY = ("add", "subtract", "multiply", "divide", "maximum", "minimum")
COMPARING = ("less", "less_equal", "greater", "greater_equal", "equal", "not_equal")
UNARY = ("negative", "absolute", "square", "sqrt", "floor", "ceil", "trunc", "rint", "sign")
TESTING = ("isnan", "isinf", "isfinite", "signbit", "logical_not")
STEPS = 14


def numbers(random: numpy.random.Generator, shape: tuple[int, ...], dtype: Any) -> numpy.ndarray[Any, Any]:
    """Numbers of a dtype, those that go wrong among them."""
    kind = numpy.dtype(dtype).kind
    if kind in "biu":
        return random.integers(0, 2 if kind == "b" else 100, shape).astype(dtype)
    special = random.choice([0.0, -0.0, 1.0, -1.0, 1e-30, numpy.inf, -numpy.inf, numpy.nan], shape)
    usual = random.normal(size=shape) * 10.0 ** random.integers(-2, 3, shape)
    with numpy.errstate(all="ignore"):
        return numpy.where(random.integers(0, 5, shape) == 0, special, usual).astype(dtype)


class Program:
    """A random program: what it did to the traced arrays of `given`, and what it leaves."""

    def __init__(self, xp: Any, seed: int) -> None:
        self._random = numpy.random.default_rng(seed)
        self.trace = Trace(xp)
        self._module = TracedModule(self.trace, xp)
        self._shape = SHAPES[seed % len(SHAPES)]
        self.given: list[Array] = []
        self._known = [self._input(shape) for shape in self._shapes()]
        self.before = [array.copy("K") for array in self.given]
        for _ in range(STEPS):
            self._step()
        some = self._random.choice(len(self._known), 3)
        self.left = [self._known[place].value for place in some if self._known[place].size]

    def _input(self, shape: tuple[int, ...]) -> Any:
        xp = self.trace.xp
        array = xp.asarray(numbers(self._random, shape, DTYPES[self._random.integers(len(DTYPES))]))
        self.given.append(array)
        return traced(self.trace, self.trace.input(array))

    def _shapes(self) -> list[tuple[int, ...]]:
        """The shape itself, and such as are broadcast to it: rows, columns, what lies between, turned round."""
        shape = self._shape
        some = [tuple(size if self._random.integers(2) else 1 for size in shape) for _ in range(2)]
        return [shape, shape, *some, shape[1:], shape[::-1], (*shape[:-1], 2 * shape[-1]) if shape else ()]

    def _operand(self, number: bool = True) -> Any:
        """An array that is broadcast to the shape, in some layout, or a number."""
        if number and not self._random.integers(6):
            return (0.1, 3, 2.5, True)[self._random.integers(4)]
        for place in self._random.permutation(len(self._known)):
            array = self._known[place]
            if array.ndim == len(self._shape) > 0 and array.shape[-1] == 2 * self._shape[-1]:
                array = array[..., ::2]
            if array.shape[::-1] == self._shape and self._random.integers(2):
                array = array.T
            if array.ndim and self._random.integers(8) == 0:
                array = array[::-1]
            fits = array.ndim <= len(self._shape) and all(
                one in (1, size) for one, size in zip(array.shape[::-1], self._shape[::-1], strict=False)
            )
            if fits:
                return array
        raise AssertionError("the shape itself fits")

    def _step(self) -> None:
        """Do something, if these dtypes can."""
        try:
            with numpy.errstate(all="ignore"):
                made = self._choice()()
        except TypeError:
            return
        if made is not None:
            self._known.append(made)

    def _choice(self) -> Callable[[], Any]:
        module, one, other = self._module, self._operand(False), self._operand()
        name = lambda names: getattr(module, names[self._random.integers(len(names))])  # noqa: E731
        target = next(array for array in self._known[::-1] if array.shape == self._shape)
        choices: list[Callable[[], Any]] = [
            lambda: name(BINARY)(one, other),
            lambda: name(BINARY)(other, one),
            lambda: name(UNARY)(one),
            lambda: name(COMPARING)(one, other),
            lambda: name(TESTING)(one),
            lambda: module.where(one.astype("bool"), self._operand(False), other),
            lambda: one.astype(FLOATS[self._random.integers(len(FLOATS))]),
            lambda: one.copy(),
            lambda: one**2,
            lambda: self._write(module.add, target, one),
            lambda: self._write(module.multiply, target, other),
            lambda: self._set(target, one),
            lambda: target.reshape(-1).reshape(self._shape),
        ]
        return choices[self._random.integers(len(choices))]

    def _write(self, function: Any, target: Any, other: Any) -> None:
        function(target, other, target)

    def _set(self, target: Any, one: Any) -> None:
        if one.dtype.kind not in "fV" or target.dtype.kind in "fV":  # else undefined for what is too large
            target[...] = one


def bits(array: Array) -> Any:
    """All that tells an array from others, but for what NaN consists of."""
    host = array if isinstance(array, numpy.ndarray) else array.get()
    if host.dtype.kind in "fV" or host.dtype == bfloat16:
        host = numpy.where(host != host, numpy.asarray(numpy.nan, host.dtype), host)
    return host.dtype, host.shape, array.strides, host.tobytes()


def fused(lowered: Lowered) -> list[Any]:
    """The kernels of a plan."""
    function: Any = lowered.function
    return [one for one in function.__globals__.values() if type(one).__name__ == "Fused"]


@pytest.mark.parametrize("seed", range(int(os.environ.get("GRADWIRE_RANDOM_ELEMENTWISE", "60"))))
def test_calls_come_to_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "BLOCK", 16)
    monkeypatch.setattr(blocks, "LEAST", 1)
    device = Context().device
    with device.computing():
        program = Program(device.xp, seed)
        lowered = lower(program.trace, program.left, Mode())
        made = lowered.function(*program.before)
        assert [bits(one) for one in made] == [bits(value.array) for value in program.left]
        assert list(map(bits, program.before)) == list(map(bits, program.given))


@pytest.mark.skipif(Context().device.name == "cpu", reason="kernels are what a GPU has")
def test_most_programs_have_kernels() -> None:
    device = Context().device
    with device.computing():
        programs = [Program(device.xp, seed) for seed in range(20)]
        lowered = [lower(program.trace, program.left, Mode()) for program in programs]
    assert sum(bool(fused(one)) for one in lowered) > 10
