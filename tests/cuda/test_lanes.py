"""Each context has a stream and memory of its own on a GPU, which are current where it works, and nowhere else."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from typing import Any

import numpy
import pytest

cupy = pytest.importorskip("cupy", reason="needs a GPU, or PYTHONPATH=tests/stand_in")

import engine  # noqa: E402
from engine import devices, errors  # noqa: E402

UNIT = 512
Session = Callable[..., engine.Context]


def stream() -> int:
    """The stream that is current."""
    return int(cupy.cuda.get_current_stream().ptr)


def own(context: engine.Context) -> int:
    """The stream of a context."""
    return int(context.lanes.of(devices.find("cuda:0")).stream.ptr)


def allocated(context: engine.Context) -> int:
    """Bytes that a context has on the GPU."""
    return int(context.lanes.of(devices.find("cuda:0")).allocated)


@pytest.fixture
def context() -> engine.Context:
    return engine.Context("cuda:0", seed=0)


def ones(context: engine.Context, *shape: int, **options: Any) -> engine.Tensor:
    return context.tensor(numpy.ones(shape, numpy.float32), device="cuda:0", **options)


def test_a_stream_is_current_while_its_context_computes(context: engine.Context) -> None:
    other, before = engine.Context("cuda:0"), stream()
    assert before not in (own(context), own(other))
    assert own(context) != own(other)
    with context.computing():
        assert stream() == own(context)
        with context.computing():
            assert stream() == own(context)
        assert stream() == own(context)
        with other.computing():
            assert stream() == own(other)
        assert stream() == own(context)
    with pytest.raises(errors.ShapeMismatch), context.computing():
        context.call("add", ones(context, 2), ones(context, 3))
    assert stream() == before
    assert cupy.cuda.get_allocator() == cupy.get_default_memory_pool().malloc


def test_threads_have_streams_current_of_their_own(context: engine.Context) -> None:
    seen: list[int] = []
    with context.computing():
        thread = threading.Thread(target=lambda: seen.append(stream()))
        thread.start()
        thread.join()
        assert seen[0] != own(context) == stream()


def test_what_runs_beside_computing_is_on_the_stream_too(context: engine.Context) -> None:
    x = ones(context, 3, requires_grad=True)
    engine.backward(context, [context.call("sum", x * x)])
    assert x.grad is not None
    assert x.grad.numpy().tolist() == [2.0] * 3
    assert allocated(context) > 0
    assert context.current is None


def test_a_context_of_the_cpu_works_on_a_gpu(context: engine.Context) -> None:
    mixed, before = engine.Context("cpu", seed=0), stream()
    with mixed.computing():
        x = mixed.tensor(numpy.arange(6.0, dtype=numpy.float32).reshape(2, 3), requires_grad=True)
        there = mixed.call("to", x, device=devices.find("cuda:0"))
        assert stream() == before
        with mixed.on(there.device):
            assert stream() == own(mixed)
        result = mixed.call("sum", there * there)
        engine.backward(mixed, [result])
        assert (result.device.name, result.item()) == ("cuda:0", 55.0)
        assert x.grad is not None
        assert x.grad.device.name == "cpu"
        assert x.grad.numpy().tolist() == [[0, 2, 4], [6, 8, 10]]
        made = mixed.call("zeros", (2, 3), device=there.device)
        mixed.call("add_", made, there.detach())
        journal = mixed.begin()
        mixed.call("mul_", made, 2.0)
        journal.rollback()
        assert made.numpy().tolist() == x.detach().numpy().tolist()
    assert stream() == before
    with mixed.computing():  # from now on it is expected to
        assert stream() == own(mixed)


def test_bytes_are_counted_as_they_live(context: engine.Context) -> None:
    device: Any = devices.find("cuda:0")
    with context.computing():
        before = device.describe()["allocated"]
        x = ones(context, 1000, requires_grad=True)
        y = context.call("exp", x)
        loss = context.call("sum", y * y)
        engine.backward(context, [loss])
        _, held = engine.graph.size_by_device([x, y, loss])
        parts = [x.data, y.data, loss.data, x.grad.data]  # type: ignore[union-attr]
        assert allocated(context) == sum(-(-one.nbytes // UNIT) * UNIT for one in parts)
        assert held == {"cuda:0": sum(one.nbytes for one in parts)}
        assert device.describe()["allocated"] - before == allocated(context)
        del loss, y, parts
        assert allocated(context) == 2 * 4096
    told = context.lanes.of(device).describe()
    assert told["peak"] > told["allocated"]
    assert told["reserved"] >= told["peak"]
    context.lanes.of(device).reset_peaks()
    assert context.lanes.of(device).describe()["peak"] == told["allocated"]


def test_a_lane_serves_the_next_session(context: engine.Context) -> None:
    taken = [engine.Context("cuda:0") for _ in devices.find("cuda:0").memory.lanes]
    assert len({own(one) for one in taken}) == len(taken)  # so that none is left of other tests
    with context.computing():
        kept = ones(context, 1000)
    first = own(context)
    del kept
    context.lanes.close()
    following = engine.Context("cuda:0")
    assert own(following) == first
    assert following.lanes.of(following.device).describe() | {"limit": None} == {
        "device": "cuda:0", "allocated": 0, "peak": 0, "reserved": 0, "reserved_peak": 0, "limit": None
    }  # fmt: skip
    second = own(engine.Context("cuda:0"))
    gc.collect()
    assert own(engine.Context("cuda:0")) == second  # nobody has it any more


def test_transforms_of_two_contexts_share_no_memory(context: engine.Context) -> None:
    other = engine.Context("cuda:0")
    for each in (context, other, context):
        with each.computing():
            found = each.call("fft.fft", ones(each, 4))
            assert found.numpy().tolist() == [4, 0, 0, 0]


def test_what_is_kept_is_given_back(context: engine.Context) -> None:
    lane = context.lanes.of(context.device)
    with context.computing():
        ones(context, 10_000)
    assert lane.describe()["reserved"] > lane.allocated == 0
    lane.trim()
    assert lane.describe()["reserved"] == 0
