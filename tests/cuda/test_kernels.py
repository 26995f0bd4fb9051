"""Our kernels give what the same operations give on the CPU, for all shapes: the last bits of float32 apart."""

from __future__ import annotations

from typing import Any

import numpy
import pytest

from engine import devices
from engine.op import registry

pytest.importorskip("cupy", reason="needs a GPU with CuPy, or PYTHONPATH=tests/stand_in")
LENGTHS = (1, 2, 3, 7, 8, 16, 31, 64, 129, 200, 256, 1000, 1024, 2048, 2051, 5000)
SHAPES = [(5, length) for length in LENGTHS] + [(), (1,), (3, 0), (0, 3), (2, 3, 4), (3, 40, 5), (700, 2), (2, 2, 9000)]


@pytest.fixture(params=["float32", "float64"])
def rng(request: pytest.FixtureRequest) -> Any:
    """Random arrays of a dtype."""
    generator = numpy.random.default_rng(3)
    return lambda *shape: generator.standard_normal(shape).astype(request.param)


def both(name: str, *arrays: Any, **attributes: Any) -> tuple[Any, Any]:
    """What an operation makes of arrays on the CPU and on CUDA, as NumPy's arrays."""
    host, cuda = devices.find("cpu"), devices.find("cuda:0")
    op = registry.find(name)
    found = []
    for device in (host, cuda):
        with device.computing():
            given = [one if one is None else device.from_host(one) for one in arrays]
            result = op.call(device.xp, given, attributes)
        found.append([device.to_host(one) for one in (result if isinstance(result, tuple) else (result,))])
    return found[0], found[1]


def agree(name: str, *arrays: Any, scale: float = 0, **attributes: Any) -> None:
    """See that CUDA is as near to what float64 gives as the CPU, or at most twice as far, and of float64 alike.

    Beside that a few units of the last place are free, of the largest number or of `scale`.
    """
    host, given = both(name, *arrays, **attributes)
    wide = [one if one is None or one.dtype.kind != "f" else one.astype(numpy.float64) for one in arrays]
    exact = both(name, *wide, **attributes)[0]
    for one, other, wanted in zip(host, given, exact, strict=True):
        assert (one.shape, one.dtype) == (other.shape, other.dtype)
        there = numpy.isfinite(wanted)
        numpy.testing.assert_array_equal(numpy.where(there, 0, other), numpy.where(there, 0, wanted))
        unit = numpy.finfo(one.dtype).eps * max(scale, numpy.abs(wanted[there]).max(initial=0))
        apart = numpy.abs(one[there] - wanted[there]).max(initial=0)
        free = 16 if one.dtype == numpy.float32 else 4096
        assert numpy.abs(other[there] - wanted[there]).max(initial=0) <= max(2 * apart, free * unit)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_softmax(rng: Any, shape: tuple[int, ...]) -> None:
    for dim in range(-len(shape), len(shape)) if shape else (0,):
        x, g = rng(*shape), rng(*shape)
        for name in ("_softmax", "_safe_softmax", "_log_softmax"):
            agree(name, x, dim=dim)
            forward = both(name, x, dim=dim)[0][0]
            agree("_log_softmax_backward_data" if "log" in name else "_softmax_backward_data", g, forward, dim=dim)


@pytest.mark.parametrize("length", [1, 2, 40, 600])
def test_softmax_of_what_is_not_finite(rng: Any, length: int) -> None:
    x = numpy.concatenate([rng(3, length)] * 7)
    x[0], x[1], x[2, 0], x[3, -1], x[4, -1], x[5, 0], x[6, 0], x[6, -1] = (
        -numpy.inf, numpy.inf, -numpy.inf, numpy.inf, numpy.nan, numpy.nan, -numpy.inf, numpy.nan,
    )  # fmt: skip
    x[7], x[7, 0] = -numpy.inf, numpy.nan
    x[8], x[8, -1] = -numpy.inf, numpy.nan
    x[9], x[9, -1] = -numpy.inf, 0
    for name in ("_softmax", "_safe_softmax", "_log_softmax"):
        agree(name, x, dim=1)
        agree(name, x, dim=0)


@pytest.mark.parametrize("shape", [one for one in SHAPES if one], ids=str)
def test_layer_norm(rng: Any, shape: tuple[int, ...]) -> None:
    x, size = rng(*shape), shape[-1:]
    for weight in (None, rng(*size)):
        for bias in (None, rng(*size)):
            agree("_layer_norm", x, weight, bias, normalized_shape=size, eps=1e-5)


@pytest.mark.parametrize("shape", [(0, 3), *[one for one in SHAPES if len(one) == 2]], ids=str)
def test_the_way_back_through_a_norm(rng: Any, shape: tuple[int, ...]) -> None:
    agree("_standardized", rng(*shape), rng(*shape), rng(shape[0], 1), axes=(1,))


@pytest.mark.parametrize("shape", [*SHAPES, (1, 20000), (1, 16384), (5000, 33), (2, 3, 4, 5)], ids=str)
def test_sums_of_products(rng: Any, shape: tuple[int, ...]) -> None:
    for axes in {(), (0,)[: len(shape)], tuple(range(len(shape))), (len(shape) - 1,) * bool(shape), (0, 2), (1,)}:
        if max(axes, default=-1) < len(shape):
            x, y = rng(*shape), rng(*shape)
            agree("_product_sum", x, y, axes=axes, scale=numpy.abs(x * y).sum(axes).max(initial=0))
