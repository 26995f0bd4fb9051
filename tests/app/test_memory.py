"""Memory of large bodies: used again, and never while anything shows it."""

from __future__ import annotations

import gc
import platform
import subprocess
import sys
from typing import Any

import httpx
import numpy
import pytest

from app.memory import ROUND, Memory

RAW = {"content-type": "application/octet-stream", "tensor-dtype": "float32"}


def filled(memory: Memory, size: int, number: int) -> Any:
    """An array in memory that was taken, as an upload makes it."""
    view = memory.take(size)
    view[:] = bytes([number]) * size
    return numpy.frombuffer(view, numpy.uint8)


def address(array: Any) -> int:
    return array.__array_interface__["data"][0]  # type: ignore[no-any-return]


def test_a_block_returns_with_its_last_array() -> None:
    memory = Memory(8 * ROUND)
    array = filled(memory, 2 * ROUND, 1)
    place = address(array)
    del array
    assert memory.held == 2 * ROUND
    assert address(filled(memory, 2 * ROUND - 5, 2)) == place


@pytest.mark.parametrize(
    "outlive",
    [
        lambda array: array[5:],
        lambda array: array[5:][:1],
        lambda array: array[: ROUND // 4 * 4].view(numpy.float32).reshape(2, -1).T[1:],
        lambda array: numpy.lib.stride_tricks.as_strided(array, (3, 3), (1, 1)),
        lambda array: numpy.broadcast_to(array[:1], (4,)),
        lambda array: memoryview(array)[3:],
        lambda array: numpy.asarray(memoryview(array)),
        lambda array: numpy.flip(array),
    ],
)
def test_no_block_is_given_twice_while_a_view_lives(outlive: Any) -> None:
    memory = Memory(8 * ROUND)
    view = outlive(filled(memory, ROUND, 7))
    before = numpy.array(view)
    gc.collect()
    assert memory.held == 0
    others = [filled(memory, ROUND, number) for number in range(20)]
    assert numpy.array_equal(numpy.array(view), before)
    del view, others
    gc.collect()
    assert memory.held == 8 * ROUND


def test_what_is_kept_is_bounded() -> None:
    memory = Memory(3 * ROUND)
    arrays = [filled(memory, 2 * ROUND, number) for number in range(3)]
    del arrays
    assert memory.held == 2 * ROUND
    none = Memory(0)
    filled(none, ROUND, 1)
    assert none.held == 0


def test_a_small_body_takes_no_large_block() -> None:
    memory = Memory(100 * ROUND)
    filled(memory, 50 * ROUND, 1)
    array = filled(memory, 2 * ROUND, 2)
    assert memory.held == 50 * ROUND
    assert array.size == 2 * ROUND


def test_tensors_keep_their_elements(server: str) -> None:
    """Views, gradients' saved values and answers under way outlive the names of what was uploaded."""
    size = 500_000
    with httpx.Client(base_url=server, timeout=60) as http:
        session = http.post("/v1/sessions").headers["location"]

        def put(name: str, value: float, **query: Any) -> None:
            body = numpy.full(size, value, numpy.float32).tobytes()
            headers = RAW | {"tensor-shape": f"[{size}]"}
            answer = http.put(f"{session}/tensors/{name}", content=body, headers=headers, params=query)
            assert answer.status_code in (200, 201), answer.text

        def value(name: str) -> Any:
            answer = http.get(f"{session}/tensors/{name}", headers={"accept": "application/octet-stream"})
            return numpy.frombuffer(answer.content, numpy.float32)

        put("a", 3.0, requires_grad=True)
        steps = [
            {"op": "detach", "inputs": ["a"]},
            {"op": "narrow", "inputs": ["_"], "dim": 0, "start": 10, "length": 400_000, "out": "part"},
            {"op": "mul", "inputs": ["a", "a"], "out": "square"},
            {"bind": {"leaf": "a"}},
        ]
        assert http.post(f"{session}/programs", json={"steps": steps}).status_code == 200
        for number in range(5):
            put("a", float(number))
        assert (value("part") == 3.0).all()
        seeds = {"steps": [{"op": "sum", "inputs": ["square"]}, {"backward": {"tensors": ["_"]}}]}
        assert http.post(f"{session}/programs", json=seeds).status_code == 200
        assert (value("leaf.grad") == 6.0).all()
        assert (value("a") == 4.0).all()


FAULTS = """
import resource
import numpy
from app.memory import keep_freed
if {kept}:
    keep_freed({kept})
def work():
    for _ in range(20):
        numpy.full(1_000_000, 1.0, numpy.float32) + 1
work()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
work()
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is told to keep what was freed")
def test_arrays_get_memory_that_was_used_before() -> None:
    """In page faults of 20 sums of a million numbers: each array has 977 pages."""

    def faults(kept: int) -> int:
        program = FAULTS.format(kept=kept)
        return int(subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout)

    assert faults(256 << 20) < 977
    assert faults(0) > 20 * 977
