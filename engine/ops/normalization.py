"""Normalization of layers and of groups of channels: mean 0 and variance 1 within each, then scaled and moved.

All are one computation on arrays seen as groups (`_standard`), whose gradient is one computation as well (`_standardized`).

https://docs.pytorch.org/docs/stable/nn.functional.html#normalization-functions
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch, OpFailed, ShapeMismatch
from engine.families import composite, operation
from engine.op import PROMOTE
from engine.ops.losses import FAMILY, FUNCTION
from engine.parameters import Array, Integer, Integers, Number, Ops, Xp

Shape = tuple[int, ...]
OUTPUTS = ("out", "standard", "mean", "variance")


def floats(op: str, input: Any, *others: Any) -> None:
    """Refuse integers and complex numbers, and parameters of another dtype: halves alone may have float32 ones."""
    given = {other.dtype for other in others if other is not None}
    if dtypes.CATEGORY[input.dtype] != dtypes.FLOATING:
        raise DtypeMismatch(f"{op} needs floating point numbers, not {input.dtype.name}: convert with to().", op=op)
    if given - {input.dtype} and not (input.dtype in dtypes.HALVES and given == {dtypes.float32}):
        raise DtypeMismatch(
            f"{op}: the input is {input.dtype.name}, its parameters are {' and '.join(sorted(map(str, given)))}: convert "
            "them with to().",
            op=op,
            dtypes=sorted({input.dtype.name, *map(str, given)}),
        )


def shapes_fit(op: str, shape: Shape, **parameters: Any) -> None:
    """Refuse parameters that have not the shape."""
    for name, parameter in parameters.items():
        if parameter is not None and tuple(parameter.shape) != shape:
            raise ShapeMismatch(
                f"{op}: {name} must be of {list(shape)}, not {list(parameter.shape)}.",
                op=op,
                shapes=[list(shape), list(parameter.shape)],
            )


@operation("reduction", promotion=PROMOTE, cases=({"input": (2, 3), "other": (2, 3), "axes": (0,)},))
def _product_sum(xp: Xp, input: Array, other: Array, axes: Integers) -> Any:
    """The sum of input * other over axes, which keep the size 1; no product is kept."""
    letters = list(range(input.ndim))
    out = xp.einsum(input, letters, other, letters, [axis for axis in letters if axis not in axes])
    return out.reshape([1 if axis in axes else size for axis, size in enumerate(input.shape)])


_product_sum.gradient(input=lambda ops, g, other: g * other, other=lambda ops, g, input: g * input)


def size_of(shape: Shape, axes: Shape) -> int:
    """How many elements are together."""
    return math.prod([shape[axis] for axis in axes])


def _standard(xp: Xp, input: Any, axes: Shape, eps: Any) -> tuple[Any, Any, Any]:
    """The input less its mean over axes and divided by its standard deviation; mean and variance."""
    count = size_of(input.shape, axes)
    mean = xp.sum(input, axes, None, None, True) / (count or 1)
    standard = input - mean
    variance = _product_sum.function(xp, standard, standard, axes) / (count or math.nan)
    standard *= 1 / xp.sqrt(variance + eps)
    return standard, mean, variance


@operation(
    FAMILY,
    promotion=PROMOTE,
    shape=lambda g, standard, scale, axes: g,
    cases=({"g": (2, 3), "standard": (2, 3), "scale": (2, 1), "axes": (1,)},),
)
def _standardized(xp: Xp, g: Array, standard: Array, scale: Array, axes: Integers) -> Any:
    """What comes of g through scale * standard, where standard has mean 0 and variance 1 over axes."""
    count = size_of(g.shape, axes) or 1
    out = standard * (_product_sum.function(xp, g, standard, axes) / count)
    out += xp.sum(g, axes, None, None, True) / count
    xp.subtract(g, out, out)
    out *= scale
    return out


def _standardized_standard(ops: Ops, g: Any, own: Any, standard: Any, scale: Any, axes: Shape) -> Any:
    count = size_of(standard.shape, axes) or 1
    one, other = ops._product_sum(own, standard, axes), ops._product_sum(g, standard, axes)
    return (g * one + own * other) * (scale / -count)


def _standardized_scale(ops: Ops, g: Any, own: Any, standard: Any, axes: Shape) -> Any:
    count = size_of(standard.shape, axes) or 1
    along = ops._product_sum(own, standard, axes) * ops._product_sum(g, standard, axes)
    return ops._product_sum(g, own, axes) - (ops.sum(g, axes, True) * ops.sum(own, axes, True) + along) / count


_standardized.gradient(
    g=lambda ops, g, standard, scale, axes: ops._standardized(g, standard, scale, axes),
    standard=lambda ops, g, standard, scale, axes, **own: None,
)
