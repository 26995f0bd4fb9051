"""Our kernels give what the same operations give on the CPU, for all shapes: the last bits of float32 apart."""

from __future__ import annotations

from typing import Any

import numpy
import pytest

from engine import devices, dtypes, libraries
from engine.errors import IndexOutOfRange
from engine.libraries import kernels
from engine.op import registry
from tests.cuda.bounds import BOUNDS

pytest.importorskip("cupy", reason="needs a GPU with CuPy, or PYTHONPATH=tests/stand_in")
LENGTHS = (1, 2, 3, 7, 8, 16, 31, 64, 129, 200, 256, 1000, 1024, 2048, 2051, 5000)
SHAPES = [(5, length) for length in LENGTHS] + [
    (),
    (1,),
    (3, 0),
    (0, 3),
    (2, 3, 4),
    (3, 40, 5),
    (700, 2),
    (2, 2, 9000),
    (3, 17000),
]


@pytest.fixture(params=["float32", "float64"])
def rng(request: pytest.FixtureRequest) -> Any:
    """Random arrays of a dtype."""
    generator = numpy.random.default_rng(3)
    return lambda *shape: generator.standard_normal(shape).astype(request.param)


def on(device: str, name: str, *arrays: Any, **attributes: Any) -> list[Any]:
    """What an operation makes of arrays there, as NumPy's arrays."""
    there = devices.find(device)
    with there.computing():
        result = registry.find(name).call(there.xp, [_there(there, one) for one in arrays], attributes)
    return [there.to_host(one) for one in (result if isinstance(result, tuple) else (result,))]


def both(name: str, *arrays: Any, **attributes: Any) -> tuple[list[Any], list[Any]]:
    """The same on the CPU and on CUDA."""
    return on("cpu", name, *arrays, **attributes), on("cuda:0", name, *arrays, **attributes)


def _there(device: Any, value: Any) -> Any:
    if isinstance(value, list):
        return [_there(device, one) for one in value]
    return value if value is None else device.from_host(value)


def agree(name: str, *arrays: Any, **attributes: Any) -> None:
    """See that CUDA is as near to what more digits than float64's give as rounding explains."""
    given = on("cuda:0", name, *arrays, **attributes)
    wide = [one if one is None or one.dtype.kind != "f" else one.astype(numpy.longdouble) for one in arrays]
    exact = on("cpu", name, *wide, **attributes)
    eps = numpy.finfo(given[0].dtype).eps
    for found, wanted, bound in zip(given, exact, BOUNDS[name](exact, *wide, **attributes), strict=True):
        assert (found.shape, found.dtype) == (wanted.shape, arrays[0].dtype)
        finite = numpy.isfinite(wanted)
        numpy.testing.assert_array_equal(numpy.where(finite, 0, found), numpy.where(finite, 0, wanted))
        apart, allowed = (
            numpy.abs(found[finite] - wanted[finite]),
            eps * numpy.broadcast_to(bound, wanted.shape)[finite],
        )
        assert not (apart > allowed).any(), f"{name} is off by {(apart / allowed).max():.3g} times what it may be"


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_softmax(rng: Any, shape: tuple[int, ...]) -> None:
    for dim in range(-len(shape), len(shape)) if shape else (0,):
        x, g = rng(*shape), rng(*shape)
        for name in ("_softmax", "_safe_softmax", "_log_softmax"):
            agree(name, x, dim=dim)
            forward = on("cpu", name, x, dim=dim)[0]
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
            agree("_product_sum", x, y, axes=axes)


@pytest.mark.parametrize("shape", [*SHAPES, (2, 20000), (2, 3, 4, 5)], ids=str)
def test_variances(rng: Any, shape: tuple[int, ...]) -> None:
    for dim in {None, (0,)[: len(shape)] or None, (-1,)[: len(shape)] or None}:
        for keepdim in (False, True):
            agree("var", rng(*shape), dim=dim, keepdim=keepdim, correction=0 if shape in ((), (1,)) else 1)


DTYPES = ("bool", "int8", "uint8", "int16", "int32", "int64", "float16", "bfloat16", "float32", "float64", "complex64")


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("count", [0, 1, 40, 700, 5000])
def test_what_is_added_at_one_place_is_added_in_order(dtype: str, count: int) -> None:
    generator = numpy.random.default_rng(count)
    kind = dtypes.find(dtype)
    out, values = ((generator.standard_normal(shape) * 9).astype(kind) for shape in ((2, 9, 3), (2, count, 3)))
    index = generator.integers(-9, 9, count)
    given = both("_index_put", out, [index], values, dims=(1,), accumulate=True)
    if dtype in ("float16", "bfloat16"):  # rounded once on CUDA, at each step on the CPU
        wide = [one.astype(numpy.float32) for one in (out, values)]
        wanted = on("cpu", "_index_put", wide[0], [index], wide[1], dims=(1,), accumulate=True)[0].astype(kind)
    else:
        wanted = given[0][0]
    assert given[1][0].tobytes() == wanted.tobytes()


@pytest.mark.parametrize("count", [12, 5000])
def test_what_is_out_of_range_is_added_nowhere(count: int) -> None:
    there = devices.find("cuda:0")
    out, index, values = map(there.from_host, (numpy.zeros(3), numpy.arange(count) - 5, numpy.ones(count)))
    with there.computing():
        kernels(there.xp).add_at(out, index, values, 0)
    assert there.to_host(out).tolist() == [2, 2, 2]


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "int32", "int64"])
def test_indices_out_of_range(dtype: str) -> None:
    own: Any = libraries.kernels(devices.find("cuda:0").xp)
    put = devices.find("cuda:0").from_host
    for size in (0, 1, 255, 300000):
        index = numpy.full(size, 3, dtype)
        assert not bool(own.outside(put(index), 0, 4))
        for place in {0, size // 2, size - 1} if size else ():
            for wrong in (-1, 4, 100) if dtype != "uint8" else (4, 255):
                index[place] = wrong
                assert bool(own.outside(put(index), 0, 4))
                assert not bool(own.outside(put(index), 0, 4, wrong))
                index[place] = 3
    assert bool(own.outside(put(numpy.zeros(1, dtype)), 0, 0))


@pytest.mark.parametrize("shape", [(5,), (1, 4), (0, 3), (64, 10), (3, 7, 4), (2, 5, 3, 2), (70000, 3)], ids=str)
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_nll_loss(rng: Any, shape: tuple[int, ...], weighted: bool, reduction: str) -> None:
    dim = 1 if len(shape) > 1 else 0
    targets = numpy.random.default_rng(5).integers(0, shape[dim], (*shape[:dim], *shape[dim + 1 :]))
    targets = numpy.where(targets == 1, -100, targets) if targets.size > 8 else targets
    weight = numpy.abs(rng(shape[dim])) if weighted else None
    agree("nn.functional.nll_loss", rng(*shape), targets, weight, ignore_index=-100, reduction=reduction)
    g = rng(*targets.shape) if reduction == "none" else rng()
    agree("_nll_loss_backward", g, targets, weight, size=shape, ignore_index=-100, reduction=reduction)


@pytest.mark.parametrize("wrong", [-1, 10, 1 << 40])
def test_classes_out_of_range(wrong: int) -> None:
    for target in ([0, wrong, -100], [wrong]):
        x = numpy.zeros((len(target), 10), numpy.float32)
        with pytest.raises(IndexOutOfRange):
            on("cuda:0", "nn.functional.nll_loss", x, numpy.array(target), None, ignore_index=-100, reduction="mean")


@pytest.mark.parametrize("length", [64, 4096])
def test_views_that_begin_anywhere(rng: Any, length: int) -> None:
    """Packs are read where they are aligned alone, and nothing is read or written beside the rows."""
    own: Any = libraries.kernels(devices.find("cuda:0").xp)
    cuda = devices.find("cuda:0")
    x = rng(5 * length)
    wanted = cuda.to_host(own.softmax(cuda.from_host(x).reshape(5, length), 1))
    for begin in (1, 2, 4):
        around = numpy.full(x.size + 8, numpy.nan, x.dtype)
        around[begin : begin + x.size] = x
        shown = cuda.from_host(around)[begin : begin + x.size].reshape(5, length)
        assert cuda.to_host(own.softmax(shown, 1)).tobytes() == wanted.tobytes()


def test_weights_are_counted_in_the_order_of_indices() -> None:
    weights = numpy.array([1, 1, 1e16, -1e16])
    host, given = both("_bincount", numpy.array([1, 0, 0, 0]), weights, size=3)
    assert given[0].tolist() == host[0].tolist() == [0, 1, 0]
