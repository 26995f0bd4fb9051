"""Functions of arrays that go by CUDA graphs: the same results to the bit, whatever moves, or as they were."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy
import pytest

cupy = pytest.importorskip("cupy", reason="needs a GPU, or PYTHONPATH=tests/stand_in")

from engine.cuda import capture, cublas  # noqa: E402
from engine.cuda.capture import RUNS, Captured  # noqa: E402
from engine.cuda.device import arrays  # noqa: E402
from engine.plan.source import Deviation, ask  # noqa: E402

Function = Callable[..., Sequence[Any]]
CALLS = 20


@pytest.fixture(autouse=True)
def stream() -> Iterator[Any]:
    with cupy.cuda.Stream(non_blocking=True) as stream:
        yield stream


def captured(function: Function, *written: int, calls: int = CALLS) -> Captured:
    return Captured(arrays(), function, written, calls)


def some(*shape: int, seed: int = 0) -> Any:
    return cupy.asarray(numpy.random.default_rng(seed).standard_normal(shape).astype(numpy.float32))


def graphs(one: Captured) -> int:
    return len(one._graphs)


def train(x: Any, y: Any, w: Any) -> Sequence[Any]:
    """A step of least squares, which changes w."""
    error = cublas.matmul(x, w) - y
    w -= cublas.matmul(x.T, error) * numpy.float32(0.1)
    return (cupy.sum(error * error),)


def test_a_loop_over_batches_comes_to_the_same() -> None:
    step = captured(train, 2)
    w, plain = some(3, 1, seed=1), some(3, 1, seed=1)
    kept = []
    for seed in range(12):
        x, y = some(4, 3, seed=seed), some(4, 1, seed=seed + 100)
        (loss,), (expected,) = step(x, y, w), train(x, y, plain)
        kept.append((loss, cupy.asnumpy(loss)))
        assert cupy.asnumpy(loss) == cupy.asnumpy(expected)
        assert (cupy.asnumpy(w) == cupy.asnumpy(plain)).all()
    assert graphs(step) == 1
    assert all(cupy.asnumpy(loss) == number for loss, number in kept), "a later launch changed a result"


def test_it_runs_plainly_until_it_is_known_what_moves() -> None:
    seen = []
    step = captured(lambda x: seen.append(0) or (x + 1,))
    x = some(3)
    for count in range(1, RUNS + 2):
        step(x)
        assert (len(seen), graphs(step)) == (count, int(count > RUNS))
    step(x)
    assert len(seen) == RUNS + 1


def test_what_stays_where_it_is_is_not_copied() -> None:
    step = captured(lambda x, y: (x + y,))
    x = some(3)
    batches = [some(3, seed=seed) for seed in range(RUNS + 1)]
    for y in batches:
        step(x, y)
    (graph,) = step._graphs.values()
    assert list(graph._fed) == [1]
    x *= 2
    assert (cupy.asnumpy(step(x, y)[0]) == cupy.asnumpy(x + y)).all()


def test_what_moves_late_is_fed_from_then_on() -> None:
    step = captured(lambda x, y: (x + y,))
    x, y = some(3), some(3, seed=1)
    for _ in range(RUNS + 1):
        step(x, y)
    for seed in range(5):
        x = some(3, seed=seed)
        assert (cupy.asnumpy(step(x, y)[0]) == cupy.asnumpy(x + y)).all()
    assert (graphs(step), step._moving) == (1, {0})


def test_what_is_written_into_has_a_graph_for_each_address() -> None:
    def count(total: Any) -> Sequence[Any]:
        total += 1
        return (total * 2,)

    step = captured(count, 0)
    totals = [cupy.zeros(3) for _ in range(capture.GRAPHS)]
    for total in totals * (RUNS + 2):
        step(total)
    assert graphs(step) == capture.GRAPHS
    assert [cupy.asnumpy(total).tolist() for total in totals] == [[RUNS + 2] * 3] * capture.GRAPHS
    many = [cupy.zeros(3) for _ in range(capture.CAPTURES + 3)]
    for total in many * 2:
        assert cupy.asnumpy(step(total)[0]).tolist() == (cupy.asnumpy(total) * 2).tolist()
    assert graphs(step) == capture.GRAPHS
    assert {cupy.asnumpy(total)[0].item() for total in many} == {2.0}


def test_views_of_what_is_written_into_see_the_changes() -> None:
    def change(whole: Any, part: Any, other: Any) -> Sequence[Any]:
        whole += 1
        return part * other, part

    step = captured(change, 0)
    for seed in range(RUNS + 3):
        whole = cupy.zeros((2, 3))
        found, part = step(whole, whole[1], some(3, seed=seed) * 0 + 2)
        assert cupy.asnumpy(found).tolist() == [2, 2, 2]
        whole[...] = 7
        assert cupy.asnumpy(part).tolist() == [7, 7, 7]
    assert graphs(step)


def test_one_array_may_be_given_twice() -> None:
    step = captured(lambda x, y: (x - y, x * y))
    for seed in range(RUNS + 3):
        x = some(3, seed=seed)
        difference, product = step(x, x)
        assert not cupy.asnumpy(difference).any()
        assert (cupy.asnumpy(product) == cupy.asnumpy(x * x)).all()


def test_results_may_be_arguments_and_views_of_these_and_of_each_other() -> None:
    def shown(x: Any, w: Any) -> Sequence[Any]:
        w += 1
        made = x * 2
        return x, x.T, w[1:], made, made[0], w

    step = captured(shown, 1)
    w = cupy.zeros(4)
    for seed in range(RUNS + 3):
        whole = some(3, 4, seed=seed)
        x = whole[1:]
        same, turned, part, made, row, own = step(x, w)
        assert same is x
        assert own is w
        assert turned.base is whole
        assert part.base is w
        assert row.base is made
        assert made.base is None
        assert (cupy.asnumpy(turned) == cupy.asnumpy(x).T).all()
        made[0] = 5
        assert cupy.asnumpy(row).tolist() == [5] * 4
        w[1:] = 9
        assert cupy.asnumpy(part).tolist() == [9] * 3
    (graph,) = step._graphs.values()
    assert graph.copies == 2


def test_what_is_fed_is_as_well_aligned_as_ever() -> None:
    seen = []

    def note(x: Any) -> Sequence[Any]:
        seen.append(x.data.ptr % 16)
        return (x + 1,)

    step = captured(note)
    whole = some(40)
    places = [0, 4, 1, 8, 0, 5, 3, 1]
    for place in places:
        x = whole[place : place + 8]
        assert (cupy.asnumpy(step(x)[0]) == cupy.asnumpy(x + 1)).all()
    assert graphs(step) == len({place % 4 for place in places[RUNS:]})
    assert [one // 4 for one in seen[RUNS:]] == [0, 1, 3]


def test_layouts_stay() -> None:
    step = captured(lambda x, y: (x * 2, y + 1))
    for seed in range(RUNS + 3):
        x, y = some(4, 6, seed=seed)[::2, ::3], some(2, 3, seed=seed).T
        found = step(x, y)
        expected = x * 2, y + 1
        assert [one.strides for one in found] == [one.strides for one in expected]
        for one, other in zip(found, expected, strict=True):
            assert (cupy.asnumpy(one) == cupy.asnumpy(other)).all()
    assert graphs(step)


@pytest.mark.parametrize(
    "refused",
    [
        lambda x: (x + 1,) if x[0] > -100 else (x,),
        lambda x: (x + cupy.asarray(cupy.asnumpy(x)),),
        lambda x: (cupy.linalg.inv(x[None] * cupy.eye(3, dtype="float32") + 2),),
        lambda x: (x, numpy.zeros(3)),
    ],
    ids=["a choice", "a copy", "another library", "no array"],
)
def test_what_cannot_be_captured_goes_on_as_it_is(refused: Function, stream: Any) -> None:
    step = captured(refused)
    for seed in range(RUNS + 3):
        x = some(3, seed=seed)
        for one, other in zip(step(x), refused(x), strict=True):
            assert numpy.array_equal(cupy.asnumpy(one), cupy.asnumpy(other))
        assert not stream.is_capturing()
    assert (graphs(step), step.nbytes, step._left) == (0, 0, 0)


def test_transforms_are_not_captured() -> None:
    xp: Any = arrays()
    step = captured(lambda x: (xp.fft.irfft(xp.fft.rfft(x)),))
    for seed in range(2 * RUNS):
        x = some(8, seed=seed)
        assert numpy.allclose(cupy.asnumpy(step(x)[0]), cupy.asnumpy(x), atol=1e-6)
        cupy.fft.config.get_plan_cache().clear()  # as where the thread works for another session
    assert graphs(step) == 0


def test_an_error_is_raised_as_ever() -> None:
    def fail(x: Any) -> Sequence[Any]:
        raise ArithmeticError

    step = captured(fail)
    for _ in range(RUNS + 2):
        with pytest.raises(ArithmeticError):
            step(some(3))


def test_copies_must_not_cost_more_than_launches() -> None:
    large = cupy.zeros(3 * capture.COPIED // 8)
    for function, x, calls, is_captured in (
        (lambda x: (x + 1,), large, 3, True),
        (lambda x: (x + 1,), large, 2, False),
        (lambda x: (x + 1, x + 2, x + 3), cupy.zeros(3), 4, True),
        (lambda x: (x + 1, x + 2, x + 3), cupy.zeros(3), 3, False),
    ):
        step = captured(function, calls=calls)
        for _ in range(RUNS + 2):
            step(x)
        assert bool(graphs(step)) is is_captured


def test_what_others_do_meanwhile_is_not_captured(stream: Any) -> None:
    x, others = some(3), cupy.zeros(3)

    def disturbed(x: Any) -> Sequence[Any]:
        made = x + 1
        with stream:  # as another thread would
            others[...] = others + 1
        return (made * 2,)

    step = captured(disturbed)
    for _ in range(RUNS + 5):
        step(x)
    assert graphs(step) == 1
    assert cupy.asnumpy(others).tolist() == [RUNS + 1] * 3


def test_another_stream_begins_anew() -> None:
    step = captured(train, 2)
    batch = some(4, 3), some(4, 1, seed=1), some(3, 1, seed=2)
    for _ in range(RUNS + 1):
        step(*batch)
    assert graphs(step) == 1
    with cupy.cuda.Stream(non_blocking=True):
        step(*batch)
        assert graphs(step) == 0


def test_memory_is_counted_and_given_back() -> None:
    pool = cupy.cuda.MemoryPool()
    with cupy.cuda.using_allocator(pool.malloc):
        step = captured(lambda x: (((x + 1) * 2).sum(),))
        x = cupy.zeros(1000)
        for _ in range(RUNS):
            step(x)
        pool.free_all_blocks()
        before = pool.total_bytes()
        step(x)
        assert step.nbytes >= 8000
        assert pool.used_bytes() >= before + step.nbytes
        del step
        pool.free_all_blocks()
        assert pool.total_bytes() == before


def test_products_have_the_memory_of_the_stream_that_a_graph_is_launched_on(stream: Any) -> None:
    rooms = cublas._workspaces(cupy.cuda.get_device_id())
    seen = []

    def product(x: Any) -> Sequence[Any]:
        made = cublas.matmul(x, x)
        seen.append((cupy.cuda.get_current_stream() == stream, rooms[cupy.cuda.get_current_stream()]))
        return (made,)

    step = captured(product)
    x = some(3, 3)
    for _ in range(RUNS + 2):
        step(x)
    assert [here for here, _ in seen] == [True] * RUNS + [False]
    assert all(room is rooms[stream] for _, room in seen)


def test_a_graph_keeps_what_its_products_work_in(stream: Any) -> None:
    step = captured(lambda x: (cublas.matmul(x, x),))
    x = some(3, 3)
    for _ in range(RUNS + 1):
        step(x)
    kept = weakref.ref(cublas.workspace(stream))
    cublas.release(cupy.cuda.get_device_id(), stream)
    assert cublas.workspace(stream) is None
    assert kept() is not None
    del step
    assert kept() is None


def test_where_results_find_no_memory_a_graph_makes_room() -> None:
    step = captured(lambda x: (x + 1,))
    pool = cupy.cuda.MemoryPool()
    pool.set_limit(9 << 18)
    with cupy.cuda.using_allocator(pool.malloc):
        x = cupy.zeros(1 << 16)  # half a mebibyte
        for _ in range(RUNS + 1):
            (kept,) = step(x)
        assert graphs(step) == 1
        found = [kept, *step(x), *step(x)]
    assert (graphs(step), [cupy.asnumpy(one)[0].item() for one in found]) == (0, [1.0] * 3)


def test_a_graph_keeps_the_memory_that_it_works_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def grow(x: Any) -> Sequence[Any]:
        total = (x + cupy.ones(1000)).sum()
        return ((cupy.ones(3000) * total).sum(),)

    step = captured(grow)
    x = cupy.zeros(1)
    for _ in range(RUNS):
        step(x)
    monkeypatch.setenv("CUPY_GPU_MEMORY_LIMIT", "50000")
    (found,) = step(x)
    assert (graphs(step), float(found)) == (1, 3e6)
    assert step.nbytes > 50_000


def test_a_failed_capture_gives_its_memory_back() -> None:
    def fail(x: Any, y: Any) -> Sequence[Any]:
        made = x * 2
        return (made + cupy.asarray(cupy.asnumpy(y)),)

    pool = cupy.cuda.MemoryPool()
    with cupy.cuda.using_allocator(pool.malloc):
        step = captured(fail)
        x = cupy.zeros(1000)
        for _ in range(RUNS + 2):
            kept = step(x, cupy.zeros(1000))
        del kept
        assert step._left == 0
        pool.free_all_blocks()
        assert pool.total_bytes() == pool.used_bytes() == 8192


def test_where_there_is_no_memory_for_a_graph_it_goes_on_as_it_is(stream: Any) -> None:
    step = captured(lambda x: (x + 1,))
    pool = cupy.cuda.MemoryPool()
    pool.set_limit(1 << 20)
    with cupy.cuda.using_allocator(pool.malloc):
        x = cupy.zeros(50_000)
        for _ in range(RUNS):
            step(x)
        (kept,) = step(x)  # and there is no room for a second one
        assert not stream.is_capturing()
        del kept
        (found,) = step(x)
    assert (graphs(step), cupy.asnumpy(found)[0].item()) == (0, 1.0)


def test_choices_are_asked_before_a_launch_changes_anything() -> None:
    def add(x: Any, total: Any, choose: Any = ask) -> Sequence[Any]:
        choose((x > 100).any(), False)
        choose((x < -100).any(), False)
        total += x
        return (total * 2,)

    step = Captured(arrays(), add, (1,), CALLS, choices=2)
    total = cupy.zeros(3)
    for count in range(RUNS + 3):
        x = cupy.ones(3)
        assert cupy.asnumpy(step(x, total)[0]).tolist() == [2 * count + 2] * 3
    assert graphs(step) == 1
    for number in (101, -101):
        with pytest.raises(Deviation):
            step(x * number, total)
    assert cupy.asnumpy(total).tolist() == [RUNS + 3] * 3
    late = Captured(arrays(), add, (1,), CALLS, choices=None)
    for _ in range(RUNS + 2):
        late(x, total)
    assert graphs(late) == 0
