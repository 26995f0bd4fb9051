"""What was saved stays true while its context goes on, whatever is written in place, and by whatever thread."""

from __future__ import annotations

import contextlib
import threading
from typing import Any

import numpy
import pytest

import engine
from engine import Context, Op, Tensor
from engine.errors import EngineError
from engine.plan import Plan, Rehearsal
from engine.saving import Unsaveable, load, save
from tests.engine import cases
from tests.engine.saved import CHANGED, Variables, backward, leaf, run

IN_PLACE = [(op, number) for op, number in cases.CASES if op.in_place or op.overwrites or op.family == "optimizer"]


def contents(variables: Variables) -> dict[str, bytes]:
    return {name: one.data.tobytes() for name, one in variables.items()}


@pytest.mark.parametrize(("op", "number"), IN_PLACE, ids=[f"{op.name}-{number}" for op, number in IN_PLACE])
@pytest.mark.cpu_only("arrays of other devices are copied when they are saved")
def test_whatever_is_written_to_was_kept(op: Op, number: int) -> None:
    context = Context(seed=0)
    with context.computing(), context.recording_as(False):
        leaves = cases.leaves(context, op, number, cases.arrays(op, number))
        variables = {f"{place}": one for place, one in enumerate(cases.flat(leaves))}
        before = contents(variables)
        with save(context, variables, str) as saved:
            with contextlib.suppress(EngineError):  # not all can be in place
                cases.run(context, op, leaves, cases.attributes(op, number), in_place=op.in_place)
            other = Context(seed=0)
            arrays = [saved.take(place) for place in range(len(saved.arrays))]
            assert contents(load(other, saved.document, arrays, str)) == before


def taken(saved: Any) -> dict[str, bytes]:
    arrays = [saved.take(place) for place in range(len(saved.arrays))]
    return contents(load(Context(seed=0), saved.document, arrays, str))


def test_several_that_are_saved_at_once() -> None:
    context, variables = Context(seed=0), Variables()
    CHANGED(context, variables)
    variables["x"].grad = leaf(context, requires_grad=False)
    variables["g"] = variables["x"].grad
    first = contents(variables)
    with save(context, variables, str) as one:
        run("mul_", "row", "row", 2)(context, variables)
        second = contents(variables)
        with save(context, variables, str) as other:
            run("mul_", "b", "b", 2)(context, variables)
            backward("turned")(context, variables)
            assert taken(other) == second
        journal = context.begin()
        run("mul_", "b", "b", 2)(context, variables)
        journal.rollback()
        assert taken(one) == first
    assert not context.saves
    assert contents(variables) != second


def test_a_plan_writes_into_what_was_kept() -> None:
    context = Context(seed=0)
    weight = leaf(context, requires_grad=False)
    context.number(weight)
    rehearsal = Rehearsal(context)
    plan = Plan(rehearsal, [rehearsal.run("add_", [rehearsal.take(weight), 1.0])])
    fitting = plan.fit(context, [weight])
    assert fitting is not None
    with save(context, {"w": weight}, str) as saved:
        plan.run(context, fitting)
        assert weight.data[0, 0] == 2
        (array,) = (saved.take(place) for place in range(len(saved.arrays)))
        assert array[0, 0] == 1


@pytest.mark.cpu_only("arrays of other devices are copied when they are saved")
def test_nothing_is_copied_twice_nor_after_it_was_taken() -> None:
    context = Context(seed=0)
    x = leaf(context, requires_grad=False)
    with save(context, {"x": x}, str) as saved:
        assert saved.arrays[0] is x.data
        context.run("mul_", [x, 2])
        kept = saved.arrays[0]
        context.run("mul_", [x, 2])
        assert saved.arrays[0] is kept
        assert saved.take(0) is kept
        context.run("mul_", [x, 2])
        assert saved.arrays[0] is None
    with save(context, {"x": x}, str) as saved:
        array = saved.take(0)
        context.run("mul_", [x, 2])
        assert array[0, 0] == 8


@pytest.mark.cpu_only("arrays of other devices are copied when they are saved")
def test_where_there_is_no_memory_for_a_copy() -> None:
    """The session goes on, and what was saved is none any more."""

    class Full(numpy.ndarray[Any, Any]):
        def copy(self, order: Any = "C") -> Any:
            raise MemoryError

    context = Context(seed=0)
    x = leaf(context, requires_grad=False)
    with save(context, {"x": x}, str) as saved:
        saved.arrays[0] = x.data.view(Full)
        context.run("mul_", [x, 2])
        with pytest.raises(Unsaveable, match="no memory"):
            saved.take(0)


@pytest.mark.cpu_only("arrays of other devices are copied when they are saved")
def test_a_thread_takes_what_another_one_writes_into() -> None:
    """Each array is of one moment, the one when all was saved."""
    context = Context(seed=0)
    weights = [context.tensor(numpy.zeros(1 << 14, numpy.float32)) for _ in range(60)]
    variables: Variables = {f"{place}": one for place, one in enumerate(weights)}
    wrong: list[Any] = []

    def store(saved: Any, expected: float) -> None:
        with saved:
            for place in reversed(range(len(saved.arrays))):
                array = saved.take(place)
                if not (array == expected).all():
                    wrong.append((expected, array.min(), array.max()))

    threads = []
    with context.computing():
        for turn in range(40):
            threads.append(threading.Thread(target=store, args=(save(context, variables, str), float(turn))))
            threads[-1].start()
            for weight in weights:
                context.run("add_", [weight, 1.0])
    for thread in threads:
        thread.join()
    assert wrong == []
    assert not context.saves


@pytest.mark.parametrize("seed", range(10))
def test_of_a_program_whatever_it_is(seed: int) -> None:
    """Programs drawn at random go on while what was saved of them is not taken yet."""
    from tests.engine.test_checkpoints_random import Program

    program = Program(seed, checkpoints=True)
    with program.context.computing():
        program.steps(0)
        variables: dict[str, Tensor] = {f"{place}": one for place, one in enumerate(program.values)}
        before = contents(variables)
        with save(program.context, variables, str) as saved:
            with contextlib.suppress(EngineError):
                program.steps(0)
                program.steps(0)
                roots = program.sums(program.values)
                engine.gradients(program.context, roots, program.leaves[:2], allow_unused=True)
            assert taken(saved) == before
