"""Matrix products by cuBLAS: NumPy's rules, whatever the layout, at once or captured."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import ml_dtypes
import numpy
import pytest

cupy = pytest.importorskip("cupy", reason="needs a GPU, or PYTHONPATH=tests/stand_in")

import engine  # noqa: E402
from engine import precision  # noqa: E402
from engine.cuda import cublas  # noqa: E402
from engine.cuda.cublas import matmul  # noqa: E402
from engine.plan import Plan, Rehearsal  # noqa: E402

DTYPES = ("float32", "float64", "complex64", "complex128", "float16", ml_dtypes.bfloat16)
SHAPES = (
    ((3,), (3,)), ((2, 3), (3,)), ((3,), (3, 4)), ((2, 3), (3, 4)), ((5, 2, 3), (3, 4)), ((2, 3), (5, 3, 4)),
    ((5, 2, 3), (5, 3, 4)), ((2, 1, 2, 3), (5, 3, 4)), ((5, 1, 2, 3), (1, 4, 3, 2)), ((0, 3), (3, 2)), ((2, 0), (0, 3)),
    ((0, 2, 3), (3, 4)), ((1, 1), (1, 1)), ((1, 7), (7, 1)), ((7, 1), (1, 7)), ((3,), (2, 3, 4)), ((2, 4, 3), (3,)),
)  # fmt: skip
Layout = Callable[[Any], Any]
LAYOUTS: dict[str, Layout] = {
    "rows": lambda array: array,
    "columns": lambda array: array.swapaxes(-1, -2).copy("C").swapaxes(-1, -2) if array.ndim > 1 else array,
    "every other": lambda array: cupy.repeat(array, 2, -1)[..., ::2],
    "part": lambda array: cupy.concatenate((array, array), -1)[..., : array.shape[-1]],
    "column of parts": lambda array: cupy.stack((array, array), -1)[..., 1],
    "batch last": lambda array: cupy.moveaxis(cupy.moveaxis(array, 0, -1).copy("C"), -1, 0),
    "backwards": lambda array: array[::-1].copy("C")[::-1],
}


def some(shape: tuple[int, ...], dtype: Any, seed: int) -> Any:
    draw = numpy.random.default_rng(seed).standard_normal
    kind = numpy.dtype(dtype).kind
    return (draw(shape) + 1j * draw(shape) if kind == "c" else draw(shape)).astype(dtype)


def exact(array: Any) -> Any:
    """An array of more digits than it has."""
    return array.astype("complex128" if array.dtype.kind == "c" else "float64")


@pytest.mark.parametrize("dtype", DTYPES, ids=lambda dtype: numpy.dtype(dtype).name)
@pytest.mark.parametrize(("left", "right"), SHAPES, ids=str)
def test_products_are_numpys(left: tuple[int, ...], right: tuple[int, ...], dtype: Any) -> None:
    a, b = some(left, dtype, 0), some(right, dtype, 1)
    expected = numpy.matmul(exact(a), exact(b))
    margin = 1e-2 if numpy.dtype(dtype).itemsize == 2 else 1e-4
    for one, other in itertools.product(LAYOUTS.values(), repeat=2):
        found = matmul(one(cupy.asarray(a)), other(cupy.asarray(b)))
        assert (found.shape, found.dtype) == (expected.shape, numpy.dtype(dtype))
        numpy.testing.assert_allclose(exact(cupy.asnumpy(found)), expected, margin, margin)


def test_a_matrix_is_not_copied_where_it_can_be_taken_as_it_is() -> None:
    whole = cupy.asarray(some((6, 8), "float32", 0))
    batch = cupy.asarray(some((4, 6, 8), "float32", 0))
    for array in (whole, whole.T, whole[1:, :5], whole[:, 3:4], whole[2:3, ::2][:, :1], whole[2][None], batch[::2]):
        taken = cublas._matrices(array, array.shape[:-2])
        assert taken.array is array
    spread = cublas._matrices(whole, (7,))
    assert spread.array is whole
    assert spread[1:] == (cublas.NORMAL, 8, 0)
    assert cublas._matrices(batch.transpose(0, 2, 1), (2, 4))[1:] == (cublas.NORMAL, 6, 48), "no one step leads on"


def test_dtypes_promote_and_integers_multiply() -> None:
    a, b = some((2, 3), "float32", 0), some((3, 2), "complex128", 1)
    numpy.testing.assert_allclose(cupy.asnumpy(matmul(cupy.asarray(a), cupy.asarray(b))), a @ b, 1e-6)
    whole = numpy.arange(6).reshape(2, 3)
    assert cupy.asnumpy(matmul(cupy.asarray(whole), cupy.asarray(whole.T))).tolist() == (whole @ whole.T).tolist()


def test_out_is_written_whatever_its_layout() -> None:
    a, b = some((2, 3), "float32", 0), some((3, 4), "float32", 1)
    for make in (lambda: cupy.empty((2, 4), "float32"), lambda: cupy.empty((4, 2), "float32").T):
        out = make()
        assert matmul(cupy.asarray(a), cupy.asarray(b), out) is out
        numpy.testing.assert_allclose(cupy.asnumpy(out), a @ b, 1e-5)
    with pytest.raises(ValueError, match="out has shape"):
        matmul(cupy.asarray(a), cupy.asarray(b), cupy.empty((4, 2), "float32"))


def test_shapes_that_do_not_go_together_are_refused() -> None:
    for left, right in (((2, 3), (2, 3)), ((2, 2, 3), (3, 3, 2)), ((3,), (2,))):
        with pytest.raises(ValueError, match=r"together|broadcast"):
            matmul(cupy.zeros(left, "float32"), cupy.zeros(right, "float32"))


def test_tf32_is_for_those_who_allow_it() -> None:
    a, b = (cupy.asarray(some((64, 64), "float32", seed)) for seed in (0, 1))
    expected = cupy.asnumpy(a).astype(float) @ cupy.asnumpy(b).astype(float)
    assert abs(cupy.asnumpy(matmul(a, b)) - expected).max() < 1e-4
    with precision.matmul("high"):
        assert abs(cupy.asnumpy(matmul(a, b)) - expected).max() > 1e-4
        double = cupy.asnumpy(matmul(a.astype("float64"), b.astype("float64")))
    assert abs(double - expected).max() < 1e-12


def test_products_are_captured() -> None:
    a, b = some((2, 3), "float32", 0), some((3, 4), "float32", 1)
    with cupy.cuda.Stream(non_blocking=True) as stream:
        left, right = cupy.asarray(a), cupy.asarray(b)
        once = matmul(left, right)
        stream.begin_capture()
        twice = matmul(matmul(left, right), right.T)
        graph = stream.end_capture()
        left[...] = -left
        graph.launch()
        numpy.testing.assert_allclose(cupy.asnumpy(twice), -(a @ b) @ b.T, 1e-5)
        numpy.testing.assert_allclose(cupy.asnumpy(once), a @ b, 1e-5)


def test_what_cublas_refuses_is_an_error() -> None:
    one = cupy.ones((2, 2), "float32")
    library, handle = cublas._library(), cublas.prepare()
    kind = cublas.KINDS["float32"]
    place = one.data.ptr
    given = [handle, 0, 0, 2, 2, 2, kind.one, place, 0, 2, place, 0, 2, kind.zero, place, 0, 2, 68, -1]
    assert library.cublasGemmEx_64(*given) == 0
    given[9] = 1  # the distance between lines, of two elements each
    with pytest.raises(cublas.CublasError, match="CUBLAS_STATUS_INVALID_VALUE"):
        cublas._check(library.cublasGemmEx_64(*given))


def test_a_context_says_how_precise_its_products_are() -> None:
    context = engine.Context("cuda:0", seed=0)
    factors = [context.place(some((64, 64), "float32", seed)) for seed in (0, 1)]

    def product() -> Any:
        with context.computing():
            return context.ops.matmul(*factors).numpy()

    before = product()
    context.matmul_precision = "high"
    assert abs(product() - before).max() > 1e-4
    rehearsal = Rehearsal(context)
    with context.computing():
        plan = Plan(rehearsal, [rehearsal.ops.matmul(*map(rehearsal.take, factors))])
    assert plan.suits(context)
    context.matmul_precision = "highest"
    assert not plan.suits(context)
    assert (product() == before).all()
