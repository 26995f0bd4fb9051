"""Copies in parts are the same copies, and made where they pay."""

from __future__ import annotations

from typing import Any

import numpy
import pytest

from engine import Context, Tensor
from engine.plan import Plan, Rehearsal
from engine.plan.host.copies import parts


def numbers(*shape: int) -> Any:
    return numpy.arange(numpy.prod(shape), dtype="float32").reshape(shape)


IN_PARTS = {
    "a matrix": (numpy.empty((64, 256), "f"), numbers(256, 64).T),
    "one whose rows are long": (numpy.empty((1000, 600), "f"), numbers(600, 1000).T),
    "channels that come first": (numpy.empty((32, 32, 8, 8), "f"), numbers(32, 8, 8, 32).transpose(3, 0, 1, 2)),
    "a target that is turned": (numpy.empty((32, 32, 8, 8), "f").transpose(1, 2, 3, 0), numbers(32, 8, 8, 32)),
    "other numbers": (numpy.empty((64, 256), "i"), numbers(256, 64).T),
}
AT_ONCE = {
    "the same layout": (numpy.empty((64, 256), "f"), numbers(64, 256)),
    "few numbers": (numpy.empty((8, 100), "f"), numbers(100, 8).T),
    "short rows": (numpy.empty((4096, 8), "f"), numbers(8, 4096).T),
    "rows that are neighbours": (numpy.empty((8, 128, 12, 64), "f"), numbers(8, 12, 128, 64).transpose(0, 2, 1, 3)),
    "one row for all": (numpy.empty((256, 256), "f"), numpy.broadcast_to(numbers(256, 1), (256, 256))),
    "another shape": (numpy.empty((256, 256), "f"), numbers(256)),
    "a target that goes backwards": (numpy.empty((64, 256), "f")[:, ::-1], numbers(256, 64).T),
    "one number": (numpy.empty((), "f"), numbers(1)[0]),
}


@pytest.mark.parametrize("case", IN_PARTS)
def test_parts_are_all_of_a_copy(case: str) -> None:
    target, source = IN_PARTS[case]
    times = numpy.zeros(target.shape, int)
    found = parts(target, source)
    for part in found:
        numpy.copyto(target[part], source[part], "unsafe")
        times[part] += 1
    assert len(found) > 1
    assert (times == 1).all()
    assert (target == source).all()


@pytest.mark.parametrize("case", AT_ONCE)
def test_others_are_copied_at_once(case: str) -> None:
    assert parts(*AT_ONCE[case]) == []


def contiguous(context: Context, x: Tensor) -> list[Tensor]:
    return [context.call("exp", context.call("contiguous", context.call("t", x)))]


def overwritten(context: Context, x: Tensor) -> list[Tensor]:
    total = context.call("zeros", (256, 256))
    context.call("copy_", total, context.call("t", x))
    context.call("mul_", total, 2)
    return [total]


@pytest.mark.cpu_only("parts are as large as a processor's cache, and CUDA has copies whole")
@pytest.mark.parametrize("program", [contiguous, overwritten])
def test_plans_copy_in_parts(program: Any) -> None:
    def given(context: Context) -> Tensor:
        made = context.tensor(numbers(256, 256) / 65536)
        context.number(made)
        return made

    first, context, stepped = (Context(seed=0) for _ in range(3))
    with context.computing():
        rehearsal = Rehearsal(first)
        plan = Plan(rehearsal, program(rehearsal, rehearsal.take(given(first))))
        x, y = given(context), given(stepped)
        fitting = plan.fit(context, [x])
        assert fitting is not None
        found, wanted = plan.run(context, fitting), program(stepped, y)
    assert [one.data.tobytes() for one in found] == [one.data.tobytes() for one in wanted]
    function: Any = plan._lowered.function
    assert "part" in function.__code__.co_varnames
