"""Normalization to mean 0 and variance 1 within groups of elements: what all layers of that kind share.

A group is what `axes` of an array in the right shape span. `standardize` is the way there, `_standardized` that back.

J. L. Ba, J. R. Kiros, G. E. Hinton, Layer Normalization (2016); S. Ioffe, C. Szegedy, Batch Normalization (2015).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from engine import dtypes
from engine.blocks import blocks
from engine.errors import DtypeMismatch, ShapeMismatch
from engine.families import NETWORK, operation
from engine.libraries import block, kernels
from engine.op import PROMOTE
from engine.ops.reduction.product_sums import product_sum
from engine.ops.reduction.reductions import summed
from engine.parameters import Array, Integers, Ops, Xp

Shape = tuple[int, ...]
OUTPUTS = ("out", "standard", "mean", "variance")


def check_dtypes(op: str, input: Any, *parameters: Any) -> None:
    """Refuse integers and complex numbers, and parameters of another dtype: halves alone may have float32 ones."""
    given = {parameter.dtype for parameter in parameters if parameter is not None}
    if dtypes.CATEGORY[input.dtype] != dtypes.FLOATING:
        raise DtypeMismatch(f"{op} needs floating point numbers, not {input.dtype.name}: convert with to().", op=op)
    if given - {input.dtype} and not (input.dtype in dtypes.HALVES and given == {dtypes.float32}):
        names = sorted({input.dtype.name, *(dtype.name for dtype in given)})
        raise DtypeMismatch(
            f"{op} needs its input and parameters in one dtype, got {' and '.join(names)}: convert them with to().",
            op=op,
            dtypes=names,
        )


def check_shapes(op: str, shape: Shape, **parameters: Any) -> None:
    """Refuse parameters that have not the shape."""
    for name, parameter in parameters.items():
        if parameter is not None and tuple(parameter.shape) != shape:
            raise ShapeMismatch(
                f"{op}: {name} must be of {list(shape)}, not {list(parameter.shape)}.",
                op=op,
                shapes=[list(shape), list(parameter.shape)],
            )


def size_of(shape: Shape, axes: Shape) -> int:
    """How many elements are in a group."""
    return math.prod([shape[axis] for axis in axes])


def runs(xp: Xp, input: Any, axes: Shape) -> Iterator[slice]:
    """Runs along the first dimension, in which whole groups lie: all of it where groups reach across."""
    return iter([slice(None)]) if 0 in axes else blocks(input, block(xp))


def standardize(xp: Xp, input: Any, axes: Shape, eps: Any) -> tuple[Any, Any, Any]:
    """The input less its mean and divided by its standard deviation; the mean, and the variance."""
    if (own := kernels(xp)) and input.size and axes == (input.ndim - 1,) == (1,):
        return own.standardize(input, eps)  # type: ignore[no-any-return]
    count = size_of(input.shape, axes)
    standard = xp.empty(input.shape, input.dtype)
    shape = tuple([1 if axis in axes else size for axis, size in enumerate(input.shape)])
    mean, variance = xp.empty(shape, input.dtype), xp.empty(shape, input.dtype)
    for run in runs(xp, input, axes):
        mean[run] = summed(xp, input[run], axes, True) / (count or 1)
        some = xp.subtract(input[run], mean[run], standard[run])
        variance[run] = product_sum.function(xp, some, some, axes) / (count or math.nan)
        some *= 1 / xp.sqrt(variance[run] + eps)
    return standard, mean, variance


def affine(xp: Xp, standard: Any, weight: Any, bias: Any) -> Any:
    """standard * weight + bias in memory of its own; either, which is the same all along dimension 0, may be None."""
    if weight is None:
        return standard.copy() if bias is None else standard + bias
    if bias is None:
        return standard * weight
    out = xp.empty(standard.shape, standard.dtype)
    for run in blocks(standard, block(xp)):
        some = xp.multiply(standard[run], weight, out[run])
        some += bias
    return out


@operation(
    NETWORK,
    promotion=PROMOTE,
    shape=lambda input, standard, scale, axes: input,
    cases=({"input": (2, 3), "standard": (2, 3), "scale": (2, 1), "axes": (1,)},),
)
def _standardized(xp: Xp, input: Array, standard: Array, scale: Array, axes: Integers) -> Any:
    """The gradient input taken back through scale * standardize: less its mean, less its share along standard."""
    if (own := kernels(xp)) and input.size and axes == (input.ndim - 1,) == (1,):
        return own.standardize_gradient(input, standard, scale)
    count = size_of(input.shape, axes) or 1
    out = xp.empty(input.shape, input.dtype)
    for run in runs(xp, input, axes):
        some = out[run]
        xp.multiply(standard[run], product_sum.function(xp, input[run], standard[run], axes) / count, some)
        some += summed(xp, input[run], axes, True) / count
        xp.subtract(input[run], some, some)
        some *= scale[run]
    return out


def _back_to_standard(ops: Ops, g: Any, input: Any, standard: Any, scale: Any, axes: Shape) -> Any:
    mine, theirs = ops._product_sum(input, standard, axes), ops._product_sum(g, standard, axes)
    return (g * mine + input * theirs) * (scale / -(size_of(standard.shape, axes) or 1))


def _back_to_scale(ops: Ops, g: Any, input: Any, standard: Any, axes: Shape) -> Any:
    along = ops._product_sum(input, standard, axes) * ops._product_sum(g, standard, axes)
    sums = ops.sum(g, axes, True) * ops.sum(input, axes, True)
    return ops._product_sum(g, input, axes) - (sums + along) / (size_of(standard.shape, axes) or 1)


_standardized.gradient(
    input=lambda ops, g, standard, scale, axes: ops._standardized(g, standard, scale, axes),
    standard=_back_to_standard,
    scale=_back_to_scale,
)


def gradient_of_input(ops: Ops, g: Any, standard: Any, variance: Any, weight: Any, axes: Shape, eps: Any) -> Any:
    """The gradient of a normalized array from those of `OUTPUTS`, all in the shape of standard; weight is per group.

    Only where the rule itself is differentiated have outputs but the first a gradient.
    """
    out, own, mean, spread = g
    inverse, count = ops.rsqrt(variance + eps), size_of(standard.shape, axes) or 1
    parts = []
    if out is not None:
        parts.append(ops._standardized(out, standard, inverse if weight is None else inverse * weight, axes))
    if own is not None:
        parts.append(ops._standardized(own, standard, inverse, axes))
    if mean is not None:
        parts.append(ops.expand(mean / count, standard.shape))
    if spread is not None:
        parts.append(standard * (spread * (2 / count) / inverse))
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total
