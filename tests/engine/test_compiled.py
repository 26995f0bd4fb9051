"""Compiled loops: they come to what NumPy comes to, to the bit, or are not used."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import numpy
import pytest

import engine
from engine import Context, Op, Tensor
from engine.plan import Plan, Rehearsal
from engine.plan.host import arithmetic, blocks, compiled
from engine.plan.host.blocks import EACH
from engine.plan.host.compiled import Compiled
from engine.plan.host.machine import Slot, Step, function
from tests.engine import cases
from tests.engine.test_plans import bits, leaves, program, rehearse, tensors, turned

pytestmark = pytest.mark.skipif(
    not compiled.is_installed(), reason="llvmlite, of the extra `compiler`, is not installed"
)

CASES = [
    (op, number)
    for op, number in cases.CASES
    if f"{op.name}-{number}" in {
        "_layer_norm-0", "_lstm_layer-0", "_share_below-0", "_softmax_backward_data-0", "addcdiv-0", "addcmul-0",
        "clamp-0", "copysign-0", "frac-0", "linalg.vector_norm-6", "native_batch_norm-0",
        "nn.functional.binary_cross_entropy_with_logits-0", "nn.functional.cross_entropy-0", "nn.functional.gelu-0",
        "nn.functional.group_norm-0", "nn.functional.huber_loss-0", "nn.functional.layer_norm-0", "prelu-1", "relu-0",
        "sigmoid-0", "std_mean-0", "var-0",
    }
]  # fmt: skip
"""Those whose loops have pieces of machine code, some with rows and columns."""

SPECIAL = numpy.array([0.0, -0.0, 1.0, -1.0, 2.5, -2.5, 1e-40, numpy.inf, -numpy.inf, numpy.nan, 3e38])
WHOLE = numpy.array([0, 1, -1, 2, 3, -7, 127, -128, 1 << 30, -(1 << 31), 1 << 62])


@pytest.fixture
def used(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Loops over blocks of two numbers, compiled after their first run; for each later run whether it was compiled."""
    monkeypatch.setattr(blocks, "BLOCK", 8)
    monkeypatch.setattr(blocks, "LEAST", 1)
    monkeypatch.setattr(compiled, "RUNS", 1)
    found: list[bool] = []
    own = Compiled.is_ready

    def is_ready(loop: Compiled) -> bool:
        found.append(own(loop))
        return found[-1]

    monkeypatch.setattr(Compiled, "is_ready", is_ready)
    return found


@pytest.mark.parametrize(("op", "number"), CASES, ids=[f"{op.name}-{number}" for op, number in CASES])
def test_a_compiled_plan_comes_to_the_same(op: Op, number: int, used: list[bool]) -> None:
    """The cases of some operations, on other values than they were traced with."""
    values = cases.arrays(op, number)
    other = turned(values)
    first, context, stepped = (Context(seed=0) for _ in range(3))
    with context.computing():
        given, expected_given = leaves(context, op, number, other), leaves(stepped, op, number, other)
        expected = program(stepped, op, number, expected_given)
        plan = rehearse(first, op, number, leaves(first, op, number, values))
        compiled.settle()
        used.clear()
        fitting = plan.fit(context, list(dict.fromkeys(tensors(given))))
        assert fitting is not None
        found = plan.run(context, fitting)
        assert used
        assert all(used)
        assert list(map(bits, found)) == list(map(bits, expected))
        assert list(map(bits, tensors(given))) == list(map(bits, tensors(expected_given)))


def spread(ops: Any, x: Any, row: Any, column: Any) -> Any:
    """A chain with a row for all, a number for each row, one for all, masks, casts, and functions that stay NumPy's."""
    y = ops.relu((x + row) * column)
    y = ops.exp(-ops.abs(y) / 2) + ops.where(y > row, y, column * 2)
    return ops.clamp(y * y - row, -3.0, 2.0) / (column * column + 1)


def replay(forward: Callable[..., Any]) -> tuple[list[Tensor], list[Tensor]]:
    """What a chain comes to, with its gradients: operation by operation, and as a plan that had time to be compiled."""
    random = numpy.random.default_rng(0)
    context = Context(seed=0)
    shapes = (6, 5, 4), (5, 4), (6, 1, 1)
    leaves = [context.tensor(random.normal(size=shape).astype("float32"), requires_grad=True) for shape in shapes]
    for leaf in leaves:
        context.number(leaf)

    def run(context: Context, leaves: list[Tensor]) -> list[Tensor]:
        out = forward(context.ops, *leaves)
        found = engine.gradients(context, [context.ops.sum(out)], leaves)
        return [out.detach(), *(one for one in found if one is not None)]

    with context.computing():
        expected = run(context, leaves)
        rehearsal = Rehearsal(context)
        plan = Plan(rehearsal, run(rehearsal, [rehearsal.take(leaf) for leaf in leaves]))
        compiled.settle()
        fitting = plan.fit(context, leaves)
        assert fitting is not None
        return expected, plan.run(context, fitting)


def test_rows_and_columns(used: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    """Broadcast operands are part of loops, over blocks of two rows."""
    monkeypatch.setattr(blocks, "BLOCK", 160)
    expected, found = replay(spread)
    assert [one.data.tobytes() for one in found] == [one.data.tobytes() for one in expected]
    assert used[-1]


@pytest.mark.parametrize(
    ("forward", "is_compiled"),
    [
        (lambda ops, x, row, column: x + row, True),
        (lambda ops, x, row, column: x * column, True),
        (lambda ops, x, row, column: ops.to(x, "float64"), True),
        (lambda ops, x, row, column: ops.neg(x), False),
    ],
)
def test_one_call_alone(
    forward: Callable[..., Any], is_compiled: bool, used: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is a loop where operands are spread or cast."""
    monkeypatch.setattr(blocks, "BLOCK", 160)
    context = Context(seed=0)
    leaves = [context.tensor(numpy.ones(shape, "float32")) for shape in ((6, 5, 4), (5, 4), (6, 1, 1))]
    for leaf in leaves:
        context.number(leaf)
    with context.computing():
        rehearsal = Rehearsal(context)
        plan = Plan(rehearsal, [forward(rehearsal.ops, *map(rehearsal.take, leaves))])
        compiled.settle()
        (found,) = plan.run(context, plan.fit(context, leaves) or [])
        assert found.data.tobytes() == forward(context.ops, *leaves).data.tobytes()
    assert used == [False, True] * is_compiled


def test_what_comes_to_other_numbers_is_not_used(used: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong instruction is found when the function is tried, and the loop goes on as it is."""
    monkeypatch.setitem(arithmetic.FLOATS, "multiply", "fadd")
    expected, found = replay(lambda ops, x, row, column: (x * x + row) * x + column)
    assert used
    assert not any(used)
    assert [one.data.tobytes() for one in found] == [one.data.tobytes() for one in expected]


def test_what_cannot_be_compiled_is_not_used(used: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    """LLVM refuses, and nobody notices."""
    monkeypatch.setitem(arithmetic.FLOATS, "multiply", "icmp_signed")
    expected, found = replay(lambda ops, x, row, column: (x * x + row) * x + column)
    assert used
    assert not any(used)
    assert [one.data.tobytes() for one in found] == [one.data.tobytes() for one in expected]


KINDS = {"b": ("bool",), "i": ("int8", "int32", "int64"), "u": ("uint8",), "f": ("float32", "float64")}


@pytest.mark.parametrize("name", sorted(set(arithmetic.OPERATIONS) - {"copyto"}))
def test_an_operation_is_numpys(name: str) -> None:
    """On every pair of special numbers, of every dtype that it takes."""
    own = getattr(numpy, name)
    for dtype in (dtype for kind in arithmetic.OPERATIONS[name] for dtype in KINDS[kind]):
        with numpy.errstate(all="ignore"):
            numbers = (SPECIAL if dtype.startswith("float") else WHOLE).astype(dtype)
            operands = [one.reshape(-1).copy() for one in numpy.meshgrid(numbers, numbers)][: own.nin]
            expected = own(*operands)
        found = numpy.empty_like(expected)
        slots = [Slot(place, one.dtype.name, EACH) for place, one in enumerate((*operands, found))]
        step = Step(name, [dtype] * own.nin, slots[:-1], slots[-1])
        sizes = [one.itemsize for one in (*operands, found)]
        compiled = function([step], range(len(slots)), sizes, {slots[-1].number}, 0)
        compiled((ctypes.c_void_p * len(slots))(*[one.ctypes.data for one in (*operands, found)]), 0, len(found))
        assert (numpy.isnan(found) == numpy.isnan(expected)).all()
        there = ~numpy.isnan(expected)
        assert found[there].tobytes() == expected[there].tobytes()


CASTS = [
    (source, target)
    for source in sorted(arithmetic.TYPES)
    for target in sorted(arithmetic.TYPES)
    if not (source.startswith("float") and "int" in target)
]
"""All but those of floats to integers, which are not exactly defined."""


@pytest.mark.parametrize(("source", "target"), CASTS)
def test_a_cast_is_numpys(source: str, target: str) -> None:
    """On special numbers, from every dtype to every other."""
    with numpy.errstate(all="ignore"):
        given = (SPECIAL if source.startswith("float") else WHOLE).astype(source)
        expected = given.astype(target)
    found = numpy.empty_like(expected)
    slots = [Slot(0, source, EACH), Slot(1, target, EACH)]
    cast = function([Step("copyto", [source], slots[:1], slots[1])], [0, 1], [given.itemsize, found.itemsize], {1}, 0)
    cast((ctypes.c_void_p * 2)(given.ctypes.data, found.ctypes.data), 0, len(given))
    numpy.testing.assert_array_equal(found, expected)
