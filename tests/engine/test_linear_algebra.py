"""Linear algebra where matrices are singular, empty or not finite, and what is refused."""
# ruff: noqa: N806 - the names of the field

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy
import pytest

import engine
from engine import Context, errors

SINGULAR = [[1.0, 2.0], [2.0, 4.0]]


@pytest.fixture
def context() -> Iterator[Context]:
    context = Context(dtype="float64", seed=0, max_bytes=1 << 20)
    with context.computing():
        yield context


def matrix(context: Context, values: Any, requires_grad: bool = False) -> engine.Tensor:
    return context.tensor(numpy.array(values, numpy.float64), requires_grad=requires_grad)


@pytest.mark.parametrize(
    ("name", "others"),
    [("linalg.inv", ()), ("inverse", ()), ("linalg.solve", ([1.0, 2.0],)), ("linalg.matrix_power", (-1,))],
)
def test_singular_matrices_are_refused(context: Context, name: str, others: tuple[Any, ...]) -> None:
    given = [matrix(context, one) if isinstance(one, list) else one for one in others]
    with pytest.raises(errors.SingularMatrix, match="singular") as raised:
        context.call(name, matrix(context, SINGULAR), *given)
    assert raised.value.exception == "LinAlgError"


def test_info_tells_which_matrix_is_singular(context: Context) -> None:
    inverse, info = context.call("linalg.inv_ex", matrix(context, [numpy.eye(2), SINGULAR]))
    assert info.numpy().tolist() == [0, 2]
    assert inverse.numpy()[0].tolist() == [[1, 0], [0, 1]]
    assert not numpy.isfinite(inverse.numpy()[1]).any()


@pytest.mark.parametrize("values", [[[-1.0, 0.0], [0.0, 1.0]], [[numpy.nan, 0.0], [0.0, 1.0]]])
def test_cholesky_refuses_what_is_not_positive_definite(context: Context, values: Any) -> None:
    with pytest.raises(errors.SingularMatrix, match="order 1"):
        context.call("linalg.cholesky", matrix(context, values))


def test_svd_refuses_nan(context: Context) -> None:
    with pytest.raises(errors.SingularMatrix):
        context.call("linalg.svd", matrix(context, [[numpy.nan, 1.0]]))


@pytest.mark.parametrize(
    ("values", "first", "second"),
    [
        (SINGULAR, [[4, -2], [-2, 1]], [[0, 0], [0, 1]]),
        ([[0.0, 0.0], [0.0, 0.0]], [[0, 0], [0, 0]], [[0, 0], [0, 1]]),
    ],
)
def test_determinants_have_gradients_where_they_are_zero(
    context: Context, values: Any, first: Any, second: Any
) -> None:
    A = matrix(context, values, requires_grad=True)
    found = engine.gradients(context, [context.call("linalg.det", A)], [A], create_graph=True)[0]
    assert found is not None
    numpy.testing.assert_allclose(found.numpy(), first, atol=1e-7)
    corner = context.ops.select(context.ops.select(found, 0, 0), 0, 0)
    again = engine.gradients(context, [corner], [A])[0]
    assert again is not None
    numpy.testing.assert_allclose(again.numpy(), second, atol=1e-7)


def test_a_zero_on_the_diagonal_gives_infinities(context: Context) -> None:
    X = context.call("linalg.solve_triangular", matrix(context, [[2.0]]) * 0, matrix(context, [[1.0]]), upper=True)
    assert X.numpy().tolist() == [[numpy.inf]]


@pytest.mark.parametrize("upper", [False, True])
@pytest.mark.parametrize("left", [False, True])
def test_large_triangular_systems_are_solved_block_by_block(context: Context, upper: bool, left: bool) -> None:
    random = numpy.random.default_rng(0)
    A, B = random.standard_normal((100, 100)) / 100 + numpy.eye(100), random.standard_normal((3, 100, 100))
    X = context.call("linalg.solve_triangular", matrix(context, A), matrix(context, B), upper=upper, left=left).numpy()
    A = numpy.triu(A) if upper else numpy.tril(A)
    numpy.testing.assert_allclose(A @ X if left else X @ A, B, rtol=1e-9, atol=1e-9)


def test_some_outputs_have_no_gradient(context: Context) -> None:
    P, L, U = context.call("linalg.lu", matrix(context, [[1.0, 2.0], [3.0, 4.0]], requires_grad=True))
    assert (P.requires_grad, L.requires_grad, U.requires_grad) == (False, True, True)


def test_a_composite_is_named_in_its_errors(context: Context) -> None:
    with pytest.raises(errors.ShapeMismatch) as raised:
        context.call("linalg.matrix_power", matrix(context, [[1.0, 2.0]]), 2)
    assert raised.value.detail.startswith("linalg.matrix_power: ")
    assert raised.value.facts["op"] == "linalg.matrix_power"


def test_einsum_refuses_large_products_before_it_computes(context: Context) -> None:
    vector = context.tensor(numpy.ones(3000))
    made = context.tensors
    with pytest.raises(errors.LimitExceeded):
        context.call("einsum", "a,b,c->abc", [vector, vector, vector])
    assert context.tensors == made
