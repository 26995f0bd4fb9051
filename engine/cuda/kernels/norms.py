"""Rows brought to mean 0 and variance 1, and the way back."""

from __future__ import annotations

from typing import Any

import cupy

from engine.cuda.kernels.rows import contiguous, launch

Array = Any
_FILE = "norms.cu"


def standardize(input: Array, eps: float) -> tuple[Array, Array, Array]:
    """The rows of a matrix less their means and divided by their standard deviations; the means, the variances."""
    return _standardize(input, None, None, eps, False)[1:]


def layer_norm(input: Array, weight: Array | None, bias: Array | None, eps: float) -> tuple[Array, Array, Array, Array]:
    """The rows of a matrix standardized, times weight plus bias; the same before that; the means, the variances."""
    return _standardize(input, weight, bias, eps, True)


def _standardize(
    input: Array, weight: Array | None, bias: Array | None, eps: float, scaled: bool
) -> tuple[Array, Array, Array, Array]:
    count, _ = input.shape
    out = cupy.empty(input.shape, input.dtype) if scaled else None
    standard = cupy.empty(input.shape, input.dtype)
    mean, variance = (cupy.empty((count, 1), input.dtype) for _ in range(2))
    launch(
        _FILE, "standardize", -1,
        [contiguous(input), *(None if one is None else contiguous(one) for one in (weight, bias))],
        [out, standard, mean, variance],
        float(eps),
    )  # fmt: skip
    return out, standard, mean, variance


def standardize_gradient(g: Array, standard: Array, scales: Array) -> Array:
    """The gradient of the rows of a matrix taken back through scales * standardize."""
    out = cupy.empty(g.shape, g.dtype)
    launch(_FILE, "standardize_gradient", -1, [contiguous(one) for one in (g, standard, scales)], [out])
    return out
