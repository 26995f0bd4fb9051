"""Every operation on the GPU and on the CPU in all dtypes, for odd numbers and for none: results, gradients, errors."""

from __future__ import annotations

import warnings
from typing import Any

import numpy
import pytest

import engine
from engine import Context, Op, Tensor, dtypes
from engine.errors import EngineError
from tests.engine import cases

pytestmark = pytest.mark.gpu
TOLERANCES = {
    "bfloat16": 2e-2,
    "float16": 2e-3,
    "float32": 2e-5,
    "complex64": 2e-5,
    "float64": 1e-12,
    "complex128": 1e-12,
}
"""How far results may be from each other, as a share of their size, and of 1 where they are smaller."""
DTYPES = ["float32", "bfloat16", "float16", "float64", "complex64", "int64", "int8", "uint8", "bool"]
PUBLIC = [(op, number) for op, number in cases.CASES if not op.name.startswith("_")]
ODD = [numpy.nan, -0.0, numpy.nan, numpy.inf, -numpy.inf, 0.0, 1e30, -2.5, 1e-30, 3.0, -1.0]
SEVERAL_ANSWERS = ("eig", "svd", "lobpcg", "pca_lowrank", "empty", "householder", "ormqr")
"""Parts of the names of operations whose results are defined but for a sign or a phase, or hold anything."""


@pytest.fixture
def device(pytestconfig: pytest.Config) -> str:
    return str(pytestconfig.getoption("--device"))


def outcome(device: str, op: Op, number: int, values: dict[str, Any], dtype: str) -> Any:
    """The results of a case and their gradients, as tensors; or the class of the error."""
    context = Context(device, seed=0)
    with context.computing(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            leaves = {name: _leaf(context, op, name, value, dtype) for name, value in values.items()}
            out = cases.parts(cases.run(context, op, leaves, cases.attributes(op, number)))
            out = [one for one in out if isinstance(one, Tensor)]
            wanted = [one for one in cases.flat(leaves) if one.requires_grad]
            given = [one for one in out if one.requires_grad]
            if given and wanted:
                ones = [context.ops.ones_like(one) for one in given]
                found = engine.gradients(context, given, wanted, ones, allow_unused=True)
                out += [one for one in found if one is not None]
            return [(dtypes.name(one.dtype), one.device.to_host(one.data)) for one in out]
        except Exception as error:
            if isinstance(error, EngineError) or op.name.startswith("_"):
                return type(error).__name__
            raise


def _leaf(context: Context, op: Op, name: str, value: Any, dtype: str) -> Any:
    if isinstance(value, list):
        return [_leaf(context, op, name, one, dtype) for one in value]
    if not isinstance(value, numpy.ndarray):
        return value
    wanted = dtypes.find(dtype)
    if value.dtype.kind == "f":
        if wanted.kind in "iub":
            value = numpy.nan_to_num(value, nan=1, posinf=7, neginf=2).clip(0, 9).round()
        value = value.astype(wanted)
    tensor = context.tensor(value)
    tensor.requires_grad = wanted.kind not in "iub" and value.dtype == wanted and not cases.is_constant(op, name)
    return tensor


def assert_alike(op: Op, one: Any, other: Any) -> None:
    if isinstance(one, str) or isinstance(other, str):
        assert one == other
        return
    assert [(dtype, array.shape) for dtype, array in one] == [(dtype, array.shape) for dtype, array in other]
    if any(part in op.name for part in SEVERAL_ANSWERS):
        return
    for (dtype, first), (_, second) in zip(one, other, strict=True):
        close = TOLERANCES.get(dtype, 0)
        kind = numpy.complex128 if first.dtype.kind == "c" else numpy.float64 if close else first.dtype
        first, second = first.astype(kind), second.astype(kind)
        numpy.testing.assert_allclose(second, first, rtol=close, atol=close, equal_nan=True)


def altered(values: dict[str, Any], change: Any) -> dict[str, Any]:
    """The arguments with each array of numbers changed."""

    def alter(value: Any) -> Any:
        if isinstance(value, list):
            return list(map(alter, value))
        return change(value) if isinstance(value, numpy.ndarray) and value.dtype.kind == "f" else value

    return {name: alter(value) for name, value in values.items()}


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(("op", "number"), cases.CASES, ids=cases.NAMES)
def test_both_devices_give_the_same(op: Op, number: int, dtype: str, device: str) -> None:
    if op.name.startswith("_") and "float" not in dtype:
        pytest.skip("operations that are part of others may take these for granted")
    values = cases.arrays(op, number)
    assert_alike(op, outcome("cpu", op, number, values, dtype), outcome(device, op, number, values, dtype))


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
@pytest.mark.parametrize(("op", "number"), cases.CASES, ids=cases.NAMES)
def test_both_devices_give_the_same_for_odd_numbers(op: Op, number: int, dtype: str, device: str) -> None:
    values = altered(cases.arrays(op, number), lambda array: numpy.resize(ODD, array.shape))
    assert_alike(op, outcome("cpu", op, number, values, dtype), outcome(device, op, number, values, dtype))


@pytest.mark.parametrize(("op", "number"), PUBLIC, ids=[f"{op.name}-{number}" for op, number in PUBLIC])
def test_both_devices_give_the_same_for_nothing(op: Op, number: int, device: str) -> None:
    values = altered(cases.arrays(op, number), lambda array: array[:0] if array.ndim else array)
    assert_alike(op, *[outcome(place, op, number, values, "float32") for place in ("cpu", device)])
