"""Fused kernels, and the plans that they are part of: every way through memory, and no more of it than is needed."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

import numpy
import pytest

cupy = pytest.importorskip("cupy", reason="needs a GPU with CuPy, or PYTHONPATH=tests/stand_in")

from engine import Context, devices  # noqa: E402
from engine.cuda import fused, fused_source  # noqa: E402
from engine.cuda.elementwise import Expression  # noqa: E402
from engine.plan import Plan, Rehearsal  # noqa: E402
from engine.plan.arrays import traced  # noqa: E402
from engine.plan.cuda import runs  # noqa: E402
from engine.plan.lower import lower  # noqa: E402
from engine.plan.module import TracedModule  # noqa: E402
from engine.plan.source import Mode  # noqa: E402
from engine.plan.trace import Trace  # noqa: E402

Array = Any
Function = Callable[..., Any]


def planned(program: Callable[..., list[Any]], *arrays: Array) -> tuple[Function, list[Array]]:
    """A program as the function of a plan, and what came of it when it was traced; its first parameter is a module."""
    xp = devices.find("cuda:0").xp
    trace = Trace(xp)
    given = [traced(trace, trace.input(array)) for array in arrays]
    left = [one.value for one in program(TracedModule(trace, xp), *given)]
    return lower(trace, left, Mode()).function, [value.array for value in left]


def kernels(function: Any) -> list[Any]:
    """The kernels of ours in a plan."""
    return [one for one in function.__globals__.values() if type(one) is fused.Fused]


def some(*shape: int, dtype: str = "float32", seed: int = 0) -> Array:
    """Random numbers."""
    return cupy.asarray(numpy.random.default_rng(seed).normal(size=shape).astype(dtype))


def same(found: Any, wanted: list[Array]) -> bool:
    """Whether results are the same to the bit."""
    return [one.get().tobytes() for one in found] == [one.get().tobytes() for one in wanted]


def test_an_update_is_one_kernel() -> None:
    def momentum(xp: Any, p: Any, v: Any, g: Any) -> list[Any]:
        v *= 0.9
        v += g + 0.01 * p
        p -= 0.1 * v
        return []

    given = some(33, 7), some(33, 7, seed=1), some(33, 7, seed=2)
    copies = [one.copy() for one in given]
    function, _ = planned(momentum, *given)
    function(*copies)
    assert same(copies, list(given))
    assert len(kernels(function)) == 1


def test_what_begins_elsewhere_is_gone_through_one_by_one() -> None:
    """Where an input begins is found out in each call: a plan fits all views of one shape."""
    whole, other = some(41), some(40, seed=1)
    function, _ = planned(lambda xp, x, y: [(x + y) * x], whole[:40], other)
    for start in (0, 1):
        x = whole[start : start + 40]
        assert same(function(x, other), [(x + other) * x])


@pytest.mark.parametrize("length", [1, 3, 4, 255, 1024, 1025])
def test_lengths(length: int) -> None:
    x, y = some(length), some(length, dtype="float64", seed=1)
    function, wanted = planned(lambda xp, x, y: [(x * 2 + x).astype("float64") - y, (x > 0) & (y > 0)], x, y)
    assert same(function(x, y), wanted)


@pytest.mark.parametrize("start", [2, 4])
def test_a_thread_may_have_more_of_a_row_than_is_loaded_at_once(start: int) -> None:
    """It has as many elements as the narrow result asks for, of a wide row that begins at any 16 bytes."""
    x, y = some(68, dtype="float64"), some(10, 1, dtype="float64", seed=1)
    function, wanted = planned(lambda xp, x, y: [(x[start : start + 64] > y) | (x[start : start + 64] == y)], x, y)
    assert same(function(x, y), wanted)
    assert len(kernels(function)) == 1


def test_a_kernel_has_so_many_calls_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "LONGEST", 4)

    def program(xp: Any, x: Any) -> list[Any]:
        for number in range(10):
            x *= number + 0.5
        return []

    x = some(33)
    copy = x.copy()
    function, _ = planned(program, x)
    function(copy)
    assert same([copy], [x])
    assert len(kernels(function)) == 3


def test_indices_of_64_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fused_source, "NARROW", 0)
    x, row = some(6, 8), some(8, seed=1)
    function, wanted = planned(lambda xp, x, row: [(x[::-1] + row) * x.T.reshape(6, 8)], x, row)
    assert same(function(x, row), wanted)


def test_what_is_needed_inside_alone_is_not_stored() -> None:
    x = some(64)
    function, _ = planned(lambda xp, x: [((x + 1) * x - 2) / x], x)
    (kernel,) = kernels(function)
    (result,) = function(x)
    assert len(kernel._made) == 1
    assert result.shape == (64,)


def test_numbers_are_parameters() -> None:
    """Plans that differ in numbers and sizes share a kernel."""
    first, _ = planned(lambda xp, x: [x * 2 + 1], some(64))
    second, _ = planned(lambda xp, x: [x * 0.5 + 7], some(256))
    assert kernels(first)[0]._launch.kernel is kernels(second)[0]._launch.kernel


def test_a_choice_casts_in_the_kernel() -> None:
    x = some(30, dtype="float16")
    function, wanted = planned(lambda xp, x: [xp.where(x > 0, x, -1)], x)
    assert same(function(x), wanted)
    assert kernels(function)


def test_a_row_that_changes_is_not_read_in_the_kernel_that_changes_it() -> None:
    def program(xp: Any, x: Any, y: Any) -> list[Any]:
        y += x
        return [y + y[0]]

    x, y = some(4, 4), some(4, 4, seed=1)
    before = y.copy()
    function, wanted = planned(program, x, y)
    assert same(function(x, before), wanted)
    assert same([before], [y])


def test_memory_is_let_go_when_it_was_used_last() -> None:
    """A chain that is no kernel needs room for two of its arrays at once, not for all."""
    pool = cupy.cuda.MemoryPool()
    with cupy.cuda.using_allocator(pool.malloc):
        x = cupy.zeros(1 << 18, "float32")

        def chain(xp: Any, x: Any) -> list[Any]:
            for _ in range(8):
                x = xp.concatenate([x[1:], x[:1]])
            return [x]

        function, wanted = planned(chain, x)
        del wanted
        gc.collect()  # a trace is made of cycles
        pool.free_all_blocks()
        pool.set_limit(size=pool.used_bytes() + (2 << 20))
        assert function(x)[0].shape == x.shape


def test_a_plan_that_comes_to_other_numbers_by_kernels_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fused, "expression", lambda *_: Expression(("float32", "float32"), "float32", "out0 = in0"))
    context = Context(seed=0, device="cuda:0")
    with context.computing():
        x, y = (context.tensor(numpy.full(3, number, numpy.float32)) for number in (1, 2))
        for one in (x, y):
            context.number(one)
        rehearsal = Rehearsal(context)
        total = rehearsal.call("add", rehearsal.take(x), rehearsal.take(y))
        plan = Plan(rehearsal, [rehearsal.call("mul", total, total)])
        fitting = plan.fit(context, [x, y])
        assert fitting is not None
        assert plan.run(context, fitting)[0].data.tolist() == [9, 9, 9]
