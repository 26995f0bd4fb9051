"""PyTorch's dtypes and promotion rules, on NumPy dtypes.

Source: https://docs.pytorch.org/docs/stable/tensor_attributes.html#type-promotion-doc
"""

from __future__ import annotations

import builtins
import functools
from typing import Any

import ml_dtypes
import numpy

from engine.errors import UnknownDtype

Dtype = numpy.dtype[Any]

float32 = numpy.dtype("float32")
float64 = numpy.dtype("float64")
float16 = numpy.dtype("float16")
bfloat16 = numpy.dtype(ml_dtypes.bfloat16)
complex64 = numpy.dtype("complex64")
complex128 = numpy.dtype("complex128")
int8 = numpy.dtype("int8")
int16 = numpy.dtype("int16")
int32 = numpy.dtype("int32")
int64 = numpy.dtype("int64")
uint8 = numpy.dtype("uint8")
bool = numpy.dtype("bool")

DTYPES: dict[str, Dtype] = {
    dtype.name: dtype
    for dtype in (
        float32, float64, float16, bfloat16, complex64, complex128, int8, int16, int32, int64, uint8, bool,
    )
}  # fmt: skip

BOOLEAN, INTEGRAL, FLOATING, COMPLEX = range(4)
CATEGORY: dict[Dtype, int] = {
    dtype: BOOLEAN if dtype == bool else {"i": INTEGRAL, "u": INTEGRAL, "c": COMPLEX}.get(dtype.kind, FLOATING)
    for dtype in DTYPES.values()
}
NUMBER_CATEGORY: dict[type, int] = {builtins.bool: BOOLEAN, int: INTEGRAL, float: FLOATING, complex: COMPLEX}

HALVES = frozenset({float16, bfloat16})
_RANK = (bool, uint8, int8, int16, int32, int64, float16, bfloat16, float32, float64, complex64, complex128)
_COMPLEX_OF: dict[Dtype, Dtype] = {float16: complex64, bfloat16: complex64, float32: complex64, float64: complex128}
_REAL_OF: dict[Dtype, Dtype] = {complex64: float32, complex128: float64}


def find(name: str | Dtype) -> Dtype:
    """The dtype of that name; `UnknownDtype` lists the names there are."""
    if isinstance(name, numpy.dtype):
        return name
    try:
        return DTYPES[name.removeprefix("torch.")]
    except (KeyError, AttributeError):
        raise UnknownDtype(f"There is no dtype {name!r}: use one of {', '.join(DTYPES)}.", dtype=str(name)) from None


def name(dtype: Dtype) -> str:
    """PyTorch's name of a dtype, without `torch.`."""
    return dtype.name


def is_differentiable(dtype: Dtype) -> builtins.bool:
    """Whether tensors of this dtype can have gradients: floating point and complex."""
    return CATEGORY[dtype] >= FLOATING


def complex_of(dtype: Dtype) -> Dtype:
    """The complex dtype whose parts are `dtype`; a complex dtype is its own."""
    return _COMPLEX_OF.get(dtype, dtype)


def real_of(dtype: Dtype) -> Dtype:
    """The dtype of the parts of a complex one; a real dtype is its own."""
    return _REAL_OF.get(dtype, dtype)


@functools.cache
def promote(left: Dtype, right: Dtype) -> Dtype:
    """The smallest dtype that holds both, by PyTorch's lattice (float16 with bfloat16 gives float32)."""
    if left == right:
        return left
    low, high = sorted((left, right), key=_RANK.index)
    if low == uint8 and high == int8:
        return int16
    if low == float16 and high == bfloat16:
        return float32
    if CATEGORY[low] == FLOATING and CATEGORY[high] == COMPLEX:
        return promote(complex_of(low), high)
    return high


def number_dtype(number: complex, default: Dtype) -> Dtype:
    """The dtype that a Python number has when nothing else decides: bool, int64, `default`, or its complex."""
    category = NUMBER_CATEGORY[type(number)]
    return (bool, int64, default, complex_of(default))[category]


@functools.cache
def result_type(dimensioned: frozenset[Dtype], zero_dim: frozenset[Dtype], numbers: frozenset[Dtype]) -> Dtype:
    """What operands compute in together: tensors with dimensions come before 0-dim ones, those before numbers."""
    weaker = _prefer(_promote_all(zero_dim), _promote_all(numbers))
    result = _prefer(_promote_all(dimensioned), weaker)
    assert result is not None
    return result


def _promote_all(dtypes: frozenset[Dtype]) -> Dtype | None:
    return functools.reduce(promote, dtypes) if dtypes else None


def _prefer(strong: Dtype | None, weak: Dtype | None) -> Dtype | None:
    if strong is None or weak is None:
        return weak if strong is None else strong
    if CATEGORY[weak] <= CATEGORY[strong]:
        return strong
    if CATEGORY[strong] == FLOATING:
        return complex_of(strong)
    return weak
