"""What is large takes other ways than what is small, to the same results."""

from __future__ import annotations

import math
from typing import Any

import numpy
import pytest

import engine
from engine import Context
from engine.errors import OpFailed, SingularMatrix

RANDOM = numpy.random.default_rng(0)


@pytest.fixture
def context() -> Context:
    return Context(seed=0)


def run(context: Context, name: str, *arguments: Any, **attributes: Any) -> Any:
    given = [context.tensor(one) if isinstance(one, numpy.ndarray) else one for one in arguments]
    with context.computing():
        return there(context.call(name, *given, **attributes))


def there(found: Any) -> Any:
    """What tensors hold, on the host."""
    return tuple(map(there, found)) if isinstance(found, tuple) else found.device.to_host(found.data)


def gradient(context: Context, name: str, array: Any, *arguments: Any) -> Any:
    leaf = context.tensor(array.copy(), requires_grad=True)
    with context.computing():
        out = context.call(
            name, leaf, *[context.tensor(one) if isinstance(one, numpy.ndarray) else one for one in arguments]
        )
        out = out[0] if isinstance(out, tuple) else out
        return there(engine.gradients(context, [out], [leaf], [context.tensor(numpy.ones(out.shape, array.dtype))])[0])


@pytest.mark.parametrize("rows", [7, 8, 64, 65])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_linear_layer_of_a_few_examples(context: Context, rows: int, dtype: str) -> None:
    input, weight = (RANDOM.normal(size=shape).astype(dtype) for shape in ((rows, 300), (500, 300)))
    found = run(context, "nn.functional.linear", input, weight)
    assert found.flags.c_contiguous
    numpy.testing.assert_allclose(found, input.astype("float64") @ weight.T, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("shape", [(5000,), (40, 300), (3, 2000), (1024 * 4,)])
@pytest.mark.parametrize("name", ["sum", "mean"])
def test_sums_are_exact_to_their_dtype(context: Context, name: str, shape: tuple[int, ...]) -> None:
    numbers = RANDOM.uniform(0.1, 0.9, shape).astype("float32")
    exact = numbers.astype("float64")
    for keepdim in (False, True):
        out = run(context, name, numbers, (-1,), keepdim)
        numpy.testing.assert_allclose(out, getattr(exact, name)(-1, keepdims=keepdim), rtol=3e-7)
    numpy.testing.assert_allclose(run(context, name, numbers), getattr(exact, name)(), rtol=3e-7)


def test_products_of_many(context: Context) -> None:
    numbers = numpy.exp(RANDOM.normal(0, 0.01, 20_000))
    assert run(context, "prod", numbers).item() == pytest.approx(numpy.prod(numbers), rel=1e-12)
    back = gradient(context, "prod", numbers)
    numpy.testing.assert_allclose(back, numpy.prod(numbers) / numbers, rtol=1e-12)
    numbers[7] = 0
    back = gradient(context, "prod", numbers)
    assert numpy.flatnonzero(back).tolist() == [7]
    assert back[7] == pytest.approx(numpy.prod(numpy.delete(numbers, 7)), rel=1e-12)


def test_gelu_in_float32_is_exact_to_three_units_in_the_last_place(context: Context) -> None:
    numbers = numpy.concatenate([numpy.linspace(-9, 9, 20_001), [1e-30, 30.0, 1e20, math.inf]]).astype("float32")
    out = run(context, "nn.functional.gelu", numbers)
    exact = numpy.array([x * 0.5 * math.erfc(-x / math.sqrt(2)) for x in numbers.tolist()])
    positive = numbers > 0
    away = numpy.abs(out[positive][:-1] - exact[positive][:-1])
    assert (away <= 3 * numpy.spacing(out[positive][:-1])).all()
    assert out[-1] == math.inf
    assert numpy.abs(out[~positive] - exact[~positive]).max() < 6e-7
    assert (out[numbers < -6] == 0).all()


@pytest.mark.parametrize("largest", [True, False])
def test_few_of_many_are_those_of_the_order(context: Context, largest: bool) -> None:
    numbers = RANDOM.normal(size=(4, 100)).astype("float32")
    numbers[1, 5], numbers[2, 7] = math.nan, math.inf
    values, indices = run(context, "topk", numbers, 3, -1, largest)
    ordered, order = run(context, "sort", numbers, -1, largest)
    assert numpy.array_equal(indices, order[:, :3])
    assert numpy.array_equal(values, ordered[:, :3], equal_nan=True)


@pytest.mark.parametrize("dim", [0, 1])
def test_long_parts_are_added_as_often_as_they_are_named(context: Context, dim: int) -> None:
    index = RANDOM.integers(0, 5, 12)
    shape = (5, 2000) if dim == 0 else (40, 5, 50)
    given = (12, 2000) if dim == 0 else (40, 12, 50)
    start, source = RANDOM.normal(size=shape).astype("float32"), RANDOM.normal(size=given).astype("float32")
    out = run(context, "index_add", start, dim, index, source)
    expected = numpy.moveaxis(start.copy(), dim, 0)
    numpy.add.at(expected, index, numpy.moveaxis(source, dim, 0))
    assert numpy.array_equal(numpy.moveaxis(out, dim, 0), expected)
    back = gradient(context, "index_select", start, dim, index)
    assert numpy.array_equal(numpy.moveaxis(back, dim, 0).reshape(5, -1)[:, 0], numpy.bincount(index, minlength=5))


def test_one_sequence_is_searched_as_several_are(context: Context) -> None:
    values = numpy.array([-1.0, 0.5, 2.0, 2.5, math.nan, math.inf])
    for sequence in ([0.0, 1.0, 2.0, 2.0, 3.0], [1.0], [0.0, 1.0, math.nan, math.nan], [3.0, 1.0, 2.0]):
        for right in (False, True):
            found = run(context, "searchsorted", numpy.array(sequence), values, right=right)
            twice = run(context, "searchsorted", numpy.array([sequence] * 2), numpy.array([values] * 2), right=right)
            assert numpy.array_equal(numpy.array([found] * 2), twice)


@pytest.mark.parametrize("dtype", ["float32", "float64", "complex64", "complex128"])
def test_single_matrices(context: Context, dtype: str) -> None:
    matrix = RANDOM.normal(size=(6, 6)).astype(dtype)
    other = RANDOM.normal(size=(6, 3)).astype(dtype)
    if dtype.startswith("complex"):
        matrix, other = matrix + 1j * matrix.T[::-1], other - 1j * other[::-1]
    close = 1e-3 if dtype in ("float32", "complex64") else 1e-10
    unit = numpy.eye(6)
    numpy.testing.assert_allclose(matrix @ run(context, "linalg.solve", matrix, other), other, atol=close)
    numpy.testing.assert_allclose(matrix @ run(context, "linalg.inv", matrix), unit, atol=close)
    numpy.testing.assert_allclose(run(context, "linalg.det", matrix), numpy.linalg.det(matrix), rtol=close)
    definite = (matrix @ matrix.conj().T + 6 * unit).astype(dtype)
    for upper in (False, True):
        factor = run(context, "linalg.cholesky", definite, upper=upper)
        joined = factor.conj().T @ factor if upper else factor @ factor.conj().T
        numpy.testing.assert_allclose(joined, definite, rtol=close, atol=close)
        triangle = (numpy.triu if upper else numpy.tril)(matrix) + 3 * unit.astype(dtype)
        for unitriangular in (False, True):
            found = run(context, "linalg.solve_triangular", triangle, other, upper=upper, unitriangular=unitriangular)
            used = triangle - numpy.diag(numpy.diag(triangle)) + unit if unitriangular else triangle
            numpy.testing.assert_allclose(used @ found, other, atol=close)


def test_single_matrices_that_are_singular(context: Context) -> None:
    matrix = numpy.ones((6, 6))
    assert run(context, "linalg.det", matrix).item() == 0
    for name in ("linalg.inv", "linalg.cholesky"):
        with pytest.raises(SingularMatrix):
            run(context, name, matrix)
    found = run(context, "linalg.solve_triangular", numpy.zeros((6, 6)), numpy.ones((6, 1)), upper=True)
    assert found[-1, 0] == math.inf


def test_samples_are_those_of_their_weights(context: Context) -> None:
    weights = numpy.zeros((50, 20), "float32")
    weights[numpy.arange(50), numpy.arange(50) % 20] = 2
    found = run(context, "multinomial", weights, 4, True)
    assert numpy.array_equal(found, numpy.repeat(numpy.arange(50) % 20, 4).reshape(50, 4))
    for wrong in (-1.0, math.nan, math.inf):
        weights[3, 3] = wrong
        with pytest.raises(OpFailed, match="weights must be finite"):
            run(context, "multinomial", weights, 4, True)


@pytest.mark.cpu_only("asks NumPy whose memory arrays share")
def test_gradients_share_no_memory(context: Context) -> None:
    with context.computing():
        one, two = (context.tensor(numpy.ones((4, 3), "float32"), requires_grad=True) for _ in range(2))
        g = context.tensor(numpy.ones((3, 4), "float32"))
        ops = context.ops
        for out in (ops.transpose(one + two, 0, 1), ops.reshape(ops.exp(one) + two, (3, 4))):
            found = engine.gradients(context, [out], [one, two], [g])
            arrays = [g.data, *[gradient.data for gradient in found]]
            for place, array in enumerate(arrays):
                assert array.base is None or array.base.size == array.size
                assert not any(numpy.shares_memory(array, other) for other in arrays[:place])


def test_long_parts_added_at_one_place_by_two_numbers(context: Context) -> None:
    values = RANDOM.integers(0, 9, (3, 10000)).astype("float32")
    places = [context.tensor(numpy.array([-1, 2, -1]))]
    found = run(context, "_index_put", values * 0, places, values, dims=(0,), accumulate=True)
    assert found[2].tolist() == values.sum(0).tolist()
