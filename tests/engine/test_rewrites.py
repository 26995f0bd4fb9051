"""Plans whose calls were rewritten come to the same as their operations one by one, to the bit."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy
import pytest

from engine import Context, Tensor
from engine.plan import Plan, Rehearsal
from engine.plan.host import blocks

Program = Callable[[Context, Tensor, Tensor], list[Tensor]]


def tensors(context: Context, seed: int) -> list[Tensor]:
    random = numpy.random.default_rng(seed)
    made = [context.tensor(random.normal(size=(8, 6)).astype("float32")) for _ in range(2)]
    for one in made:
        context.number(one)
    return made


def planned(program: Program) -> Plan:
    """The plan of a program, which was seen to do as its operations do."""
    first, context, stepped = (Context(seed=0) for _ in range(3))
    with context.computing():
        rehearsal = Rehearsal(first)
        plan = Plan(rehearsal, program(rehearsal, *map(rehearsal.take, tensors(first, 0))))
        given, expected = tensors(context, 1), tensors(stepped, 1)
        fitting = plan.fit(context, given)
        assert fitting is not None
        found = [*plan.run(context, fitting), *given]
        wanted = [*program(stepped, *expected), *expected]
    assert [(one.data.tobytes(), one.version) for one in found] == [(one.data.tobytes(), one.version) for one in wanted]
    return plan


def is_on_host() -> bool:
    """Whether tensors are on the CPU."""
    return Context().device.name == "cpu"


def copies(plan: Plan) -> bool:
    """Whether a plan copies something into an array."""
    function: Any = plan._lowered.function
    return any(one is operator.setitem for one in function.__globals__.values())


def subtract(context: Context, x: Tensor, y: Tensor) -> list[Tensor]:
    context.call("sub_", x, y, alpha=0.1)
    return []


def twice(context: Context, x: Tensor, y: Tensor) -> list[Tensor]:
    context.call("mul_", x, x)
    context.call("add_", x, 1)
    return []


def row(context: Context, x: Tensor, y: Tensor) -> list[Tensor]:
    context.call("add_", x, context.call("select", y, 0, 2))
    return []


def largest(context: Context, x: Tensor, y: Tensor) -> list[Tensor]:
    context.call("clamp_", x, min=0)
    return []


def read_in_between(context: Context, x: Tensor, y: Tensor) -> list[Tensor]:
    total = context.call("add", x, y)
    before = context.call("exp", x)
    context.call("copy_", x, total)
    return [before]


def operand_that_changes(context: Context, x: Tensor, y: Tensor) -> list[Tensor]:
    total = context.call("add", x, y)
    context.call("mul_", y, 2)
    context.call("copy_", x, total)
    return []


def kept(context: Context, x: Tensor, y: Tensor) -> list[Tensor]:
    total = context.call("add", x, y)
    context.call("copy_", x, total)
    return [total]


def shifted(context: Context, x: Tensor, y: Tensor) -> list[Tensor]:
    upper, lower = context.call("narrow", x, 0, 1, 7), context.call("narrow", x, 0, 0, 7)
    context.call("copy_", upper, context.call("add", lower, 1))
    return []


@pytest.fixture(autouse=True, params=[8, blocks.BLOCK])
def _blocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Loops over blocks of two numbers, and none."""
    monkeypatch.setattr(blocks, "BLOCK", request.param)
    monkeypatch.setattr(blocks, "LEAST", 4)


@pytest.mark.parametrize("program", [subtract, twice, row, largest, read_in_between], ids=lambda one: one.__name__)
def test_results_are_computed_where_they_are_copied_to(program: Program) -> None:
    plan = planned(program)
    assert not (is_on_host() and copies(plan))


@pytest.mark.parametrize("program", [operand_that_changes, kept, shifted], ids=lambda one: one.__name__)
def test_results_are_copied_where_that_makes_a_difference(program: Program) -> None:
    plan = planned(program)
    assert not is_on_host() or copies(plan)  # on CUDA copies are part of kernels


@pytest.mark.parametrize("rounds", [1, 5])
def test_loops_share_the_memory_that_they_need_while_they_run(rounds: int) -> None:
    def program(context: Context, x: Tensor, y: Tensor) -> list[Tensor]:
        for _ in range(rounds):
            context.call("add_", x, context.call("exp", context.call("mul", x, y)))
            context.call("mul_", y, context.call("sum", x))
        return []

    plan = planned(program)
    assert plan.steps == 5 * rounds
    assert plan.buffers == (2 if is_on_host() else 0)  # what is added, in blocks or whole, and the sum
