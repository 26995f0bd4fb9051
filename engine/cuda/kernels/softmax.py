"""Softmax along an axis, its logarithm, and the way back."""

from __future__ import annotations

from typing import Any

import cupy

from engine.cuda.kernels.rows import contiguous, launch

Array = Any
_FILE = "softmax.cu"


def softmax(input: Array, axis: int | None, safe: bool = False) -> Array:
    """exp(input) over its sum along an axis, None for a 0-dim input; `safe` gives 0 where all are -inf."""
    return _along(axis, "softmax", input, more=(safe,))


def log_softmax(input: Array, axis: int | None) -> Array:
    """The logarithm of softmax."""
    return _along(axis, "log_softmax", input)


def softmax_gradient(g: Array, output: Array, axis: int | None) -> Array:
    """output * (g - the sum of output * g along the axis)."""
    return _along(axis, "softmax_gradient", g, output)


def log_softmax_gradient(g: Array, output: Array, axis: int | None) -> Array:
    """g - exp(output) * the sum of g along the axis."""
    return _along(axis, "log_softmax_gradient", g, output)


def _along(axis: int | None, name: str, *given: Array, more: tuple[Any, ...] = ()) -> Array:
    out = cupy.empty(given[0].shape, given[0].dtype)
    if out.size:
        lined = [contiguous(one) for one in given]
        launch(_FILE, name, axis or 0, lined, [out], *more)
    return out
