"""Arrays of more elements than 32 bits count, where a GPU has room for them; elsewhere the same of small ones."""

from __future__ import annotations

from collections.abc import Iterator

import numpy
import pytest

cupy = pytest.importorskip("cupy", reason="needs a GPU with CuPy, or PYTHONPATH=tests/stand_in")

from engine import devices, dtypes  # noqa: E402
from engine.cuda import kernels  # noqa: E402
from engine.cuda.elementwise import expression  # noqa: E402
from engine.cuda.fused import EACH, Fused, Slot, Step  # noqa: E402
from engine.cuda.philox import CudaGenerator  # noqa: E402

NEEDED = 48 << 30


@pytest.fixture(scope="module")
def count() -> Iterator[int]:
    """Elements, an odd multiple of 5: the last ones' numbers overflow 32 bits, with a sign or not."""
    free, _ = cupy.cuda.runtime.memGetInfo()
    yield (1 << 32) + 9 if free > NEEDED else 4105
    cupy.get_default_memory_pool().free_all_blocks()


@pytest.fixture(autouse=True)
def device() -> Iterator[devices.Device]:
    there = devices.find("cuda:0")
    with there.computing():
        yield there


def test_rows(count: int) -> None:
    """Four of five rows are equal; in the last one, a number has half of it."""
    length = count // 10
    x = cupy.zeros((5, length), "float32")
    x[-1, -1] = numpy.log(length - 1)
    along, across = kernels.softmax(x, 1), kernels.softmax(x, 0)
    numpy.testing.assert_allclose(along[-1, -1].get(), 0.5, 1e-3)
    numpy.testing.assert_allclose(along[::4, 0].get(), [1 / length, 0.5 / (length - 1)], 1e-3)
    numpy.testing.assert_allclose(across[:, -1].get(), numpy.array([1, 1, 1, 1, length - 1]) / (length + 3), 1e-3)
    numpy.testing.assert_allclose(across[:, -2].get(), [0.2] * 5, 1e-3)


def test_columns(count: int) -> None:
    x = cupy.ones((5, count // 10), "float32")
    x[-1, -1] = 3
    sums = kernels.product_sum(x, x, (0,))
    assert sums[0, -2:].tolist() == [5, 13]


def test_places(count: int) -> None:
    out = cupy.zeros(count, "int8")
    index = cupy.asarray([-1, 0, count - 1, count - 2])
    kernels.add_at(out, index, cupy.asarray([1, 2, 3, 4], "int8"), 0)
    assert [*out[:2].tolist(), *out[-3:].tolist()] == [2, 0, 0, 4, 4]


def test_indices(count: int) -> None:
    index = cupy.zeros(count, "int8")
    assert not bool(kernels.outside(index, 0, 1))
    index[-1] = 1
    assert bool(kernels.outside(index, 0, 1))


@pytest.mark.parametrize("steps", [EACH, ((5, 1), (1, 0)), ((1, 0), (-1, -1))], ids=["each", "row", "backwards"])
def test_fused(count: int, steps: tuple[tuple[int, int], ...]) -> None:
    """Each element times one that is found by steps; -1 stands for the number of elements."""
    given = tuple((count if size < 0 else size, step) for size, step in steps)
    given = ((5, 1), (count // 5, 0)) if steps[0] == (5, 1) else given
    x = cupy.full(count, 3, "int8")
    x[:5], x[-5:] = cupy.arange(1, 6), cupy.arange(6, 11)
    other = x[::-1] if steps[-1] == (-1, -1) else x
    product = expression(cupy.multiply, (numpy.dtype("int8"),) * 2, None, True)
    assert product is not None
    slots = [Slot("int8", EACH, True), Slot("int8", given, steps == EACH), Slot("int8", EACH, True)]
    run = Fused(count, slots, [Step(product, (0, 1), 2)], [0, 1], {2: (count,)}, frozenset({2}), frozenset())
    made = run(x, other)
    last = {EACH: [36, 49, 64, 81, 100], ((5, 1), (1, 0)): [6, 14, 24, 36, 50]}
    assert made[-5:].tolist() == last.get(steps, [30, 28, 24, 18, 10])


def test_draws(count: int, device: devices.Device) -> None:
    generator = CudaGenerator(device, 0)
    kept = generator.kept(count, dtypes.float32, 0.5, True)
    assert 1800 < int(kept[-4096:].sum()) < 2300
    assert not bool((kept[-4096:-2048] == kept[-2048:]).all())
