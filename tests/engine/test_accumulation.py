"""Updates that are part of the product which is their gradient: plans that need not come to the same bits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy
import pytest

import engine
from engine import Context, Tensor, blas
from engine.plan import Plan, Rehearsal, accumulate

pytestmark = pytest.mark.cpu_only("NumPy's BLAS multiplies and adds on the host")
ROUNDS = 3
Tensors = dict[str, Tensor]
Program = Callable[[Context, Tensors], list[Tensor]]


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accumulate, "LEAST", 1)


def tensors(context: Context, dtype: str = "float32") -> Tensors:
    """A layer, its batch, what an optimizer keeps of it, and a learning rate."""
    random = numpy.random.default_rng(0)

    def one(*shape: int, requires_grad: bool = False) -> Tensor:
        array = random.normal(size=shape).astype(dtype)
        tensor = context.tensor(array, requires_grad=requires_grad)
        context.number(tensor)
        return tensor

    return {"x": one(6, 5), "w": one(4, 5, requires_grad=True), "buffer": one(4, 5), "lr": one()}


def training(**options: Any) -> Program:
    """Some steps of SGD."""

    def train(context: Context, given: Tensors) -> list[Tensor]:
        for _ in range(ROUNDS):
            given["w"].grad = None
            loss = context.call(
                "sum", context.call("tanh", context.call("nn.functional.linear", given["x"], given["w"]))
            )
            engine.backward(context, [loss])
            lists = {"params": [given["w"]], "grads": [given["w"].grad]}
            lists["momentum_buffer_list"] = [given["buffer"]] if "momentum" in options else []
            context.run("_fused_sgd_", [], {"lr": 0.1, **lists, **options})
        return [loss]

    return train


def made(
    program: Program, exact: bool, dtype: str = "float32", lr: float | None = None
) -> tuple[Plan, Context, Tensors, list[Tensor]]:
    """A plan, and what it leaves of other tensors of the same kinds, with another learning rate where one is given."""
    first, context = Context(seed=0, exact=exact), Context(seed=0, exact=exact)
    with context.computing():
        rehearsal = Rehearsal(first)
        mirrors = {name: rehearsal.take(one) for name, one in tensors(first, dtype).items()}
        found = Plan(rehearsal, program(rehearsal, mirrors))
        given = tensors(context, dtype)
        if lr is not None:
            given["lr"].data[...] = lr
        fitting = found.fit(context, list(given.values()))
        assert fitting is not None
        return found, context, given, found.run(context, fitting)


def accumulations(found: Plan) -> int:
    """How many calls of BLAS a plan makes that add to what is there."""
    function: Any = found._lowered.function
    return sum(type(one) is blas.Accumulation for one in function.__globals__.values())


def arrays(given: Tensors, left: list[Tensor]) -> list[Any]:
    return [one.data for one in (*given.values(), given["w"].grad, *left) if one is not None]


CASES: dict[str, dict[str, Any]] = {
    "plain": {},
    "maximize": {"maximize": True},
    "momentum": {"momentum": 0.9},
    "dampened": {"momentum": 0.9, "dampening": 0.5},
    "decay": {"weight_decay": 0.1},
    "decay and momentum": {"weight_decay": 0.1, "momentum": 0.9},
}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("options", CASES.values(), ids=CASES)
def test_updates_are_part_of_the_product(options: dict[str, Any], dtype: str) -> None:
    _, _, *exactly = made(training(**options), True, dtype)
    found, _, *roughly = made(training(**options), False, dtype)
    assert accumulations(found) == ROUNDS - 1  # the last gradient stays
    for one, other in zip(arrays(*roughly), arrays(*exactly), strict=True):
        numpy.testing.assert_allclose(one, other, rtol=64 * numpy.finfo(dtype).eps, atol=64 * numpy.finfo(dtype).eps)


def test_the_learning_rate_may_be_a_tensor() -> None:
    def train(context: Context, given: Tensors) -> list[Tensor]:
        return training(lr=given["lr"])(context, given)

    exactly, roughly = (made(train, exact, lr=0.3) for exact in (True, False))
    assert accumulations(roughly[0]) == ROUNDS - 1
    for one, other in zip(arrays(*roughly[2:]), arrays(*exactly[2:]), strict=True):
        numpy.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-5)


def test_nesterov_reads_the_gradient_twice() -> None:
    options = {"momentum": 0.9, "nesterov": True}
    exactly, roughly = (made(training(**options), exact) for exact in (True, False))
    assert accumulations(roughly[0]) == 0
    assert [one.tobytes() for one in arrays(*roughly[2:])] == [one.tobytes() for one in arrays(*exactly[2:])]


def test_gradients_that_gather_are_added_by_the_product() -> None:
    def gather(context: Context, given: Tensors) -> list[Tensor]:
        for number in range(ROUNDS):
            x = context.call("mul", given["x"], number + 1.0)
            loss = context.call("sum", context.call("tanh", context.call("nn.functional.linear", x, given["w"])))
            engine.backward(context, [loss])
        return [loss]

    exactly, roughly = (made(gather, exact) for exact in (True, False))
    assert accumulations(roughly[0]) == ROUNDS - 1
    numpy.testing.assert_allclose(roughly[2]["w"].grad.data, exactly[2]["w"].grad.data, rtol=1e-5)  # type: ignore[union-attr]


def test_a_product_is_not_made_after_its_operands_have_changed() -> None:
    def change(context: Context, given: Tensors) -> list[Tensor]:
        with context.mode(False, False):
            product = context.call("matmul", context.call("t", given["buffer"]), given["buffer"])
            context.call("mul_", given["buffer"], 2)
            total = context.call("matmul", context.call("t", given["x"]), given["x"])
            context.call("add_", total, product)
        return [total]

    exactly, roughly = (made(change, exact) for exact in (True, False))
    numpy.testing.assert_allclose(roughly[3][0].data, exactly[3][0].data, rtol=1e-6)


def test_another_library_than_openblas_computes_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blas, "_gemm", lambda char: None)
    exactly, roughly = (made(training(), exact) for exact in (True, False))
    assert accumulations(roughly[0]) == 0
    assert [one.tobytes() for one in arrays(*roughly[2:])] == [one.tobytes() for one in arrays(*exactly[2:])]


def test_a_plan_that_comes_to_other_numbers_is_made_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blas.Accumulation, "__call__", lambda *_: None)
    exactly, roughly = (made(training(), exact) for exact in (True, False))
    assert accumulations(roughly[0]) == 0
    assert [one.tobytes() for one in arrays(*roughly[2:])] == [one.tobytes() for one in arrays(*exactly[2:])]


def test_a_plan_is_for_contexts_as_exact_as_its_own() -> None:
    found, context, given, _ = made(training(), False)
    context.exact = True
    assert found.fit(context, list(given.values())) is None


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("turned", [(False, False), (True, False), (False, True), (True, True)])
@pytest.mark.parametrize(("rows", "inner", "columns"), [(3, 4, 5), (1, 4, 5), (3, 1, 5), (3, 4, 1), (1, 1, 1)])
def test_accumulation(dtype: str, turned: tuple[bool, bool], rows: int, inner: int, columns: int) -> None:
    random = numpy.random.default_rng(0)

    def one(turned: bool, *shape: int) -> Any:
        return numpy.asarray(random.normal(size=shape).astype(dtype), order="F" if turned else "C")

    first, second, total = one(turned[0], rows, inner), one(turned[1], inner, columns), one(False, rows, columns)
    expected = 0.5 * total - 0.2 * (first @ second)
    add = blas.accumulation(total, first, second)
    assert add is not None
    second.flags.writeable = False
    add(total, first, second, (0.1, numpy.asarray(-2.0, dtype)), numpy.asarray(0.5, dtype))
    numpy.testing.assert_allclose(total, expected, rtol=1e-5)


def test_accumulation_is_not_for_what_blas_cannot_read() -> None:
    square = numpy.ones((4, 4), "float32")
    for total, one, other in (
        (square.T[::2, ::2], square[:2], square[:, :2]),
        (square, square[:, ::-1], square),
        (square.astype("float64"), square, square),
        (*[square.astype("int32")] * 3,),
    ):
        assert blas.accumulation(total, one, other) is None
