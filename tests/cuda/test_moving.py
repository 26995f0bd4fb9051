"""Arrays move whole, whatever their layout, and devices mix as in PyTorch."""

from __future__ import annotations

from typing import Any

import ml_dtypes
import numpy
import pytest

cupy = pytest.importorskip("cupy", reason="needs a GPU, or PYTHONPATH=tests/stand_in")

import engine  # noqa: E402
from engine import devices, errors  # noqa: E402
from engine.cuda import moving  # noqa: E402

MANY = moving.PIECE // 4 * 5 + 17  # float32 that fill more than five buffers, and not the last
LAYOUTS: dict[str, Any] = {
    "small": numpy.arange(7.0),
    "number": numpy.array(3.5, numpy.float32),
    "empty": numpy.empty((0, 3), numpy.float32),
    "large": numpy.arange(MANY, dtype=numpy.float32),
    "columns": numpy.arange(MANY // 17 * 17, dtype=numpy.float32).reshape(17, -1).T,
    "every other": numpy.arange(2 * MANY, dtype=numpy.float32)[::2],
    "halves": (numpy.arange(2 * MANY) % 251).astype(ml_dtypes.bfloat16),
    "truths": numpy.arange(5 * MANY) % 3 == 0,
    "pairs": numpy.arange(MANY, dtype=numpy.float32) * (1 + 2j),
}


@pytest.fixture(params=["cuda:0", "cpu"])
def context(request: pytest.FixtureRequest) -> engine.Context:
    """A context of the GPU, or one that uses it beside the CPU."""
    return engine.Context(request.param, seed=0)


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("buffers", [0, 64 << 20])
def test_there_and_back(name: str, buffers: int) -> None:
    array = LAYOUTS[name]
    context = engine.Context("cuda:0", lanes=engine.Lanes(engine.Bounds(pinned=buffers)))
    with context.computing():
        there = context.tensor(array.copy("K"), dtype=array.dtype)
        assert isinstance(there.data, cupy.ndarray)
        assert there.shape == array.shape
        numpy.testing.assert_array_equal(there.numpy(), array)
        numpy.testing.assert_array_equal(context.call("clone", there).numpy(), array)
        if array.ndim:
            numpy.testing.assert_array_equal(there.data[::3].get(), array[::3])
            part = engine.Tensor(context, there.data[::3], there.device)
            numpy.testing.assert_array_equal(part.numpy(), array[::3])


def test_a_buffer_that_cannot_be_had_is_had_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any) -> Any:
        raise cupy.cuda.runtime.CUDARuntimeError(2)

    buffers = moving.Buffers(2 * moving.PIECE)
    with monkeypatch.context() as patch:
        patch.setattr(moving.cupyx, "empty_pinned", fail)
        for _ in range(3):
            with pytest.raises(cupy.cuda.runtime.CUDARuntimeError):
                buffers.take_another()
    assert [buffers.take_another() is None for _ in range(3)] == [False, False, True]


def test_memory_that_was_uploaded_may_change_at_once() -> None:
    context, array = engine.Context("cuda:0"), numpy.arange(MANY, dtype=numpy.float32)
    with context.computing():
        there = context.tensor(array)
        array[:] = -1
        assert there.numpy()[[0, 1, -1]].tolist() == [0, 1, MANY - 1]


def test_a_number_of_the_cpu_mixes_and_gets_its_gradient_there(context: engine.Context) -> None:
    with context.computing():
        number = context.tensor(numpy.array(3.0, numpy.float32), device="cpu", requires_grad=True)
        there = context.tensor(numpy.ones((2, 3), numpy.float32), device="cuda:0", requires_grad=True)
        for create_graph in (False, True):
            result = context.call("sum", number * there * number)
            assert result.device.name == "cuda:0"
            one, other = engine.gradients(context, [result], [number, there], create_graph=create_graph)
            assert one is not None
            assert other is not None
            assert (one.device.name, one.item()) == ("cpu", 36.0)
            assert (other.device.name, other.numpy().tolist()) == ("cuda:0", [[9.0] * 3] * 2)
        (second,) = engine.gradients(context, [one], [number])
        assert second is not None
        assert (second.device.name, second.item()) == ("cpu", 12.0)
        engine.backward(context, [context.call("sum", number * there)])
        assert number.grad is not None
        assert (number.grad.device.name, number.grad.item()) == ("cpu", 6.0)


@pytest.mark.parametrize("where", [("cuda:0", "cpu"), ("cpu", "cuda:0")])
def test_gradients_and_tangents_must_be_where_their_tensors_are(
    context: engine.Context, where: tuple[str, str]
) -> None:
    there, elsewhere = where

    def fail() -> Any:
        text = f"is on {elsewhere}, and must be on {there}"
        return pytest.raises(errors.WrongGradients, match=text)

    with context.computing():
        x = context.tensor(numpy.ones(3, numpy.float32), device=there, requires_grad=True)
        for dtype in (numpy.float32, numpy.int64):
            given = context.tensor(numpy.ones(3, dtype), device=elsewhere)
            for root in (x, x * 2.0):
                with fail() as told:
                    engine.backward(context, [root], [given])
                assert told.value.facts["devices"] == {"tensor": there, "given": elsewhere}
                with fail():
                    engine.gradients(context, [root], [x], [given])
        rows = context.tensor(numpy.ones((2, 3), numpy.float32), device=elsewhere)
        with fail():
            engine.gradients(context, [x * 2.0], [x], [rows], is_grads_batched=True)
        for product in (engine.jvp_pass, engine.hvp_pass):
            with fail():
                next(product(context, [context.call("sum", x * x)], [x], [given]))
    assert x.grad is None


@pytest.mark.parametrize("create_graph", [False, True])
def test_a_gradient_that_is_a_number_is_moved(context: engine.Context, create_graph: bool) -> None:
    with context.computing():
        x = context.tensor(numpy.array(2.0, numpy.float32), device="cuda:0", requires_grad=True)
        given = context.tensor(numpy.array(3), device="cpu")
        engine.backward(context, [x * x], [given], create_graph=create_graph)
        assert x.grad is not None
        assert (x.grad.device.name, x.grad.dtype, x.grad.item()) == ("cuda:0", x.dtype, 12.0)
        rows = context.tensor(numpy.array([1.0, 2.0], numpy.float32), device="cpu")
        with pytest.raises(errors.WrongGradients, match="is on cpu"):
            engine.gradients(context, [x * x], [x], [rows], is_grads_batched=True)


@pytest.mark.parametrize("op", ["add", "matmul", "cat", "where", "gather", "embedding", "add_", "index_put_"])
def test_tensors_of_two_devices_are_refused(context: engine.Context, op: str) -> None:
    with context.computing():
        here = context.tensor(numpy.ones((2, 2), numpy.float32), device="cpu")
        there = context.tensor(numpy.ones((2, 2), numpy.float32), device="cuda:0")
        places = context.tensor(numpy.zeros((2, 2), numpy.int64), device="cpu")
        row = context.tensor(numpy.zeros(2, numpy.int64), device="cuda:0")
        calls: dict[str, tuple[Any, ...]] = {
            "cat": ([here, there],),
            "where": (context.tensor(numpy.ones((2, 2), bool), device="cpu"), there, there),
            "gather": (there, 1, places),
            "embedding": (there, places),
            "index_put_": (there, [row], here),
        }
        name = "nn.functional.embedding" if op == "embedding" else op
        given = calls.get(op, (here, there))
        if op == "embedding":
            given = (places, there)
        with pytest.raises(errors.DeviceMismatch, match=" needs all tensors to be on the same device, but ") as told:
            context.call(name, *given)
        if op == "index_put_":
            places = context.tensor(numpy.zeros(2, numpy.int64), device="cpu")
            with pytest.raises(errors.DeviceMismatch, match="but input is on cuda:0, values is on cpu"):
                context.call(name, there, [places], here)
        assert told.value.exception == "RuntimeError"
        assert told.value.detail.startswith(f"{name} needs")
        assert set(told.value.facts["devices"].values()) == {"cpu", "cuda:0"}


def test_a_number_of_the_gpu_does_not_mix(context: engine.Context) -> None:
    with context.computing():
        here = context.tensor(numpy.ones(2, numpy.float32), device="cpu")
        number = context.tensor(numpy.array(1.0, numpy.float32), device="cuda:0")
        with pytest.raises(errors.DeviceMismatch, match="the same device"):
            here + number
        with pytest.raises(errors.DeviceMismatch, match="cannot be written into a tensor on cpu"):
            context.call("add_", context.tensor(numpy.array(1.0, numpy.float32), device="cpu"), number)


def test_indices_and_copies_come_from_anywhere(context: engine.Context) -> None:
    with context.computing():
        places = context.tensor(numpy.array([2, 0]), device="cpu")
        there = context.tensor(numpy.arange(3.0, dtype=numpy.float32), device="cuda:0")
        assert context.call("getitem", there, (places,)).numpy().tolist() == [2, 0]
        here = context.tensor(numpy.full(3, 7.0, numpy.float32), device="cpu", requires_grad=True)
        copy = context.call("zeros", (3,), device=there.device)
        context.call("copy_", copy, here)
        engine.backward(context, [context.call("sum", copy * there)])
        assert here.grad is not None
        assert (here.grad.device.name, here.grad.numpy().tolist()) == ("cpu", [0, 1, 2])
        back = context.call("zeros", (3,), device=devices.find("cpu"))
        context.call("copy_", back, there)
        assert back.numpy().tolist() == [0, 1, 2]
        context.call("setitem", there, context.tensor(numpy.array(5.0, numpy.float32), device="cpu"), (places,))
        assert there.numpy().tolist() == [5, 1, 5]


def test_an_index_of_the_gpu_goes_into_no_tensor_of_the_cpu(context: engine.Context) -> None:
    with context.computing():
        here = context.tensor(numpy.arange(3.0, dtype=numpy.float32), device="cpu")
        there = context.tensor(numpy.array([2, 0]), device="cuda:0")
        mask = context.tensor(numpy.array([True, False, True]), device="cuda:0")
        values = context.tensor(numpy.ones(2, numpy.float32), device="cpu")
        for index in (there, mask):
            for op, given in (("getitem", ()), ("setitem", (values,))):
                with pytest.raises(errors.DeviceMismatch, match="An index on cuda:0 goes into no tensor on cpu"):
                    context.call(op, here, *given, (index,))
            with pytest.raises(errors.DeviceMismatch, match="An index on cuda:0"):
                context.call("index_put_", here, [index], values)
        number = context.tensor(numpy.array(1), device="cuda:0")
        assert context.call("getitem", here, (number,)).item() == 1.0


def test_indices_and_numbers_of_the_cpu_write_into_a_tensor_of_the_gpu(context: engine.Context) -> None:
    with context.computing():
        there = context.tensor(numpy.arange(3.0, dtype=numpy.float32), device="cuda:0")
        places = context.tensor(numpy.array([2, 0]), device="cpu")
        context.call("index_put_", there, [places], context.tensor(numpy.ones(2, numpy.float32), device="cuda:0"))
        assert there.numpy().tolist() == [1, 1, 1]
        context.call("index_put_", there, [places], context.tensor(numpy.array(4.0, numpy.float32), device="cpu"))
        assert there.numpy().tolist() == [4, 1, 4]
        here = context.tensor(numpy.zeros(3, numpy.float32), device="cpu")
        context.call("setitem", here, context.tensor(numpy.array(5.0, numpy.float32), device="cuda:0"), (places,))
        assert here.numpy().tolist() == [5, 0, 5]


@pytest.mark.skipif(len(devices.available()) < 3, reason="needs two GPUs, or PYTHONPATH=tests/stand_in")
def test_from_one_gpu_to_another(context: engine.Context) -> None:
    first, second = devices.find("cuda:0"), devices.find("cuda:1")
    with context.computing():
        x = context.tensor(numpy.arange(6.0, dtype=numpy.float32).reshape(2, 3), device="cuda:0", requires_grad=True)
        there = context.call(
            "to", context.call("getitem", context.call("t", x * 2.0), (slice(1, None),)), device=second
        )
        assert there.data.device.id == 1
        weight = context.tensor(numpy.array(3.0, numpy.float32), device="cpu", requires_grad=True)
        squares = there * there * weight
        assert squares.data.device.id == 1
        with pytest.raises(errors.DeviceMismatch, match="input is on cuda:1, other is on cuda:0"):
            squares + x
        loss = context.call("sum", context.call("to", squares, device=first)) + context.call("sum", x)
        assert (loss.device.name, loss.item()) == ("cuda:0", 3 * 4 * (1 + 4 + 16 + 25) + 15)
        engine.backward(context, [loss])
        assert x.grad is not None
        assert x.grad.data.device.id == 0
        assert x.grad.numpy().tolist() == [[1, 25, 49], [1, 97, 121]]
        assert weight.grad is not None
        assert (weight.grad.device.name, weight.grad.item()) == ("cpu", 4 * 46.0)
        made = context.call("ones", (3,), device=second)
        journal = context.begin()
        context.call("mul_", made, 4.0)
        assert made.data.device.id == 1
        assert made.numpy().tolist() == [4] * 3
        journal.rollback()
        assert made.numpy().tolist() == [1] * 3
        assert {name: held > 0 for name, held in engine.graph.size_by_device([made, loss])[1].items()} == {
            "cpu": True, "cuda:0": True, "cuda:1": True
        }  # fmt: skip
