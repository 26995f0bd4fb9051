"""How far results of kernels may be from exact ones: what rounding explains, operation by operation.

A sum of n numbers is off by about sqrt(n) roundings of the sum of their sizes, in whatever order it is made, where
roundings go up and down alike: N. Higham, T. Mary, A new approach to probabilistic rounding error analysis (2019).
What is computed from sums is as far off as its derivatives carry their errors, with a rounding or two for each step of
its own. Bounds are elementwise, in units of the dtype's eps, which is two roundings.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy

Array = Any
Axes = tuple[int, ...] | int | None


def _count(x: Array, axes: Axes) -> int:
    """How many elements a sum over axes has."""
    chosen = range(x.ndim) if axes is None else (axes,) if isinstance(axes, int) else axes
    return math.prod(x.shape[axis] for axis in chosen) if x.ndim else 1


def _total(x: Array, axes: Axes) -> Array:
    """The sum of sizes over axes."""
    return numpy.abs(x).sum(axes if x.ndim else None, keepdims=True)


def _sum(x: Array, axes: Axes) -> Array:
    """How far a sum over axes may be off."""
    return math.sqrt(_count(x, axes)) * _total(x, axes)


def _shares(x: Array, dim: int) -> Array:
    """How far the sum of exponentials may be off, as a share of it: exponents are rounded, once an element and once
    for each greater element that is met."""
    finite, axis = numpy.where(numpy.isfinite(x), x, 0), dim if x.ndim else None
    low, high = finite.min(axis, keepdims=True, initial=0), finite.max(axis, keepdims=True, initial=0)
    return 4 + math.sqrt(_count(x, dim)) + 2 * (high - low)


def _softmax(wanted: list[Array], x: Array, dim: int) -> list[Array]:
    return [wanted[0] * _shares(x, dim)]


def _log_softmax(wanted: list[Array], x: Array, dim: int) -> list[Array]:
    return [2 * numpy.abs(wanted[0]) + _shares(x, dim)]


def _softmax_back(wanted: list[Array], g: Array, y: Array, dim: int) -> list[Array]:
    return [numpy.abs(y) * (_sum(g * y, dim) + 2 * numpy.abs(g) + 2 * _total(g * y, dim))]


def _log_softmax_back(wanted: list[Array], g: Array, y: Array, dim: int) -> list[Array]:
    return [numpy.exp(y) * (_sum(g, dim) + 4 * _total(g, dim)) + 2 * numpy.abs(g)]


def _layer_norm(
    wanted: list[Array], x: Array, weight: Array | None, bias: Array | None, normalized_shape: Any, eps: float
) -> list[Array]:
    out, standard, mean, variance = wanted
    length, weight = x.shape[-1], 1 if weight is None else numpy.abs(weight)
    rows = x.reshape(mean.shape[0], length)
    of_mean = _sum(rows, 1) / max(1, length) + numpy.abs(mean)
    of_variance = (math.sqrt(length) + 4) * variance + numpy.finfo(numpy.float32).eps * of_mean**2
    scale = 1 / numpy.sqrt(variance + eps)
    of_standard = scale * of_mean + numpy.abs(standard) * (4 + of_variance * scale**2 / 2)
    of_out = (of_standard + numpy.abs(standard)).reshape(x.shape) * weight + numpy.abs(out)
    return [of_out, of_standard, of_mean, of_variance]


def _standardized(wanted: list[Array], g: Array, standard: Array, scale: Array, axes: Axes) -> list[Array]:
    count = _count(g, axes) or 1
    mean, share = _total(g, axes) / count, _total(g * standard, axes) / count
    sums = (_sum(g, axes) + numpy.abs(standard) * _sum(g * standard, axes)) / count
    return [numpy.abs(scale) * (sums + 4 * (numpy.abs(g) + numpy.abs(standard) * share + mean))]


def _product_sum(wanted: list[Array], x: Array, y: Array, axes: Axes) -> list[Array]:
    return [_sum(x * y, axes) + _total(x * y, axes)]


def _var(wanted: list[Array], x: Array, dim: Axes, keepdim: bool, correction: int) -> list[Array]:
    count = _count(x, dim)
    of_mean = _sum(x, dim).reshape(wanted[0].shape) / max(1, count)
    second = numpy.finfo(numpy.float32).eps * of_mean**2 * count / max(1, count - correction)
    return [(math.sqrt(count) + 4) * numpy.abs(wanted[0]) + second]


def _weights(target: Array, weight: Array | None, ignored: int, classes: int) -> Array:
    """Those of samples."""
    chosen = numpy.where(target == ignored, 0, target)
    return numpy.where(target == ignored, 0, numpy.ones(classes)[chosen] if weight is None else weight[chosen])


def _nll_loss(
    wanted: list[Array], x: Array, target: Array, weight: Array | None, ignore_index: int, reduction: str
) -> list[Array]:
    dim = 1 if x.ndim > 1 else 0
    shares = _weights(target, weight, ignore_index, x.shape[dim])
    chosen = numpy.expand_dims(numpy.where(target == ignore_index, 0, target), dim)
    losses = numpy.abs(numpy.take_along_axis(x, chosen, dim).squeeze(dim)) * shares
    if reduction == "none":
        return [losses]
    total = (reduction == "mean" and shares.sum()) or 1
    return [(2 * math.sqrt(target.size) + 4) * losses.sum() / total]


def _nll_gradient(
    wanted: list[Array], g: Array, target: Array, weight: Array | None, size: Any, ignore_index: int, reduction: str
) -> list[Array]:
    return [numpy.abs(wanted[0]) * (2 + (math.sqrt(target.size) if reduction == "mean" else 0))]


BOUNDS: dict[str, Callable[..., list[Array]]] = {
    "_softmax": _softmax,
    "_safe_softmax": _softmax,
    "_log_softmax": _log_softmax,
    "_softmax_backward_data": _softmax_back,
    "_log_softmax_backward_data": _log_softmax_back,
    "_layer_norm": _layer_norm,
    "_standardized": _standardized,
    "_product_sum": _product_sum,
    "var": _var,
    "nn.functional.nll_loss": _nll_loss,
    "_nll_loss_backward": _nll_gradient,
}
"""By operation: takes its exact results, then its arguments."""
