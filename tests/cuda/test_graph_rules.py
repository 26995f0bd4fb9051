"""What may happen while a graph is made, runs, or goes: CUDA's rules, which only a GPU can confirm."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

cupy = pytest.importorskip("cupy", reason="needs a GPU, or PYTHONPATH=tests/stand_in")

from engine.cuda.capture import RUNS, Captured  # noqa: E402
from engine.cuda.device import arrays  # noqa: E402

CALLS = 20
SIZE = 1 << 16


@pytest.fixture(autouse=True)
def stream() -> Iterator[Any]:
    with cupy.cuda.Stream(non_blocking=True) as stream:
        yield stream


def launched(function: Callable[..., Sequence[Any]]) -> tuple[Captured, Any]:
    """A function of one array that goes by a graph, and its result for ones."""
    step = Captured(arrays(), function, (), CALLS)
    x = cupy.ones(SIZE)
    for _ in range(RUNS + 2):
        (found,) = step(x)
    assert len(step._graphs) == 1
    return step, found


def test_memory_is_given_back_during_a_capture() -> None:
    pool = cupy.cuda.MemoryPool()

    def freeing(x: Any) -> Sequence[Any]:
        made = x + 1
        with cupy.cuda.using_allocator(pool.malloc):
            del made, x
            cupy.empty(1 << 20)
        pool.free_all_blocks()
        assert pool.total_bytes() == 0
        return (cupy.ones(3) * 2,)

    _, found = launched(freeing)
    assert cupy.asnumpy(found).tolist() == [2.0] * 3


def test_other_threads_move_memory_and_wait_during_a_capture() -> None:
    seen = []

    def beside() -> None:
        with cupy.cuda.Stream(non_blocking=True) as own:
            made = cupy.asarray([1.0, 2.0]) + 1
            own.synchronize()
            seen.append(cupy.asnumpy(made).tolist())

    def disturbed(x: Any) -> Sequence[Any]:
        made = x + 1
        thread = threading.Thread(target=beside)
        thread.start()
        thread.join()
        return (made * 2,)

    _, found = launched(disturbed)
    assert (cupy.asnumpy(found) == 4).all()
    assert seen == [[2.0, 3.0]] * (RUNS + 1)


def test_a_graph_goes_while_it_runs() -> None:
    def long(x: Any) -> Sequence[Any]:
        for _ in range(200):
            x = x + 1
        return (x,)

    step, found = launched(long)
    del step
    others = [cupy.zeros(SIZE) for _ in range(300)]  # where the memory of the graph was
    assert (cupy.asnumpy(found) == 201).all()
    assert not any(cupy.asnumpy(one).any() for one in others)


def test_a_process_ends_with_graphs_in_silence() -> None:
    code = (
        "import cupy\n"
        "from engine import Context\n"
        "from engine.cuda.capture import RUNS, Captured\n"
        "from engine.cuda.device import arrays\n"
        "context = Context('cuda:0', seed=0)\n"
        "with context.computing():\n"
        "    kept = context.ops.rand((3,))\n"
        "    step = Captured(arrays(), lambda x: (x + 1,), (), 20)\n"
        "    for _ in range(RUNS + 2):\n"
        "        step(kept.data)\n"
        "    assert len(step._graphs) == 1\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    ended = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert (ended.returncode, ended.stderr) == (0, "")
