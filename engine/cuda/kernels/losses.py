"""The negative log likelihood of classes, and the way back."""

from __future__ import annotations

import math
from typing import Any

import cupy

from engine.cuda.kernels.rows import contiguous
from engine.cuda.kernels.sources import class_kernel

Array = Any
_MANY = 1 << 16  # samples, from which on one block would take long
_WHOLE = 1024
_BLOCK = 256
_BLOCKS = 1 << 20


def nll_loss(input: Array, target: Array, weight: Array | None, ignored: int, reduction: str) -> Array:
    """The loss of log probabilities along the second dimension, or the only one; classes are in range or ignored."""
    count, classes, inner = _sizes(input.shape)
    weight = _like(input, weight)
    given, sizes = (contiguous(input), contiguous(target), weight), (count, classes, inner, ignored)
    if reduction != "none" and count <= _MANY:
        out = cupy.empty((), input.dtype)
        _kernel("nll_loss", input, target)((1,), (_WHOLE,), (*given, out, *sizes, reduction == "mean"))
        return out
    losses = cupy.empty(target.shape, input.dtype)
    weights = cupy.empty(count, input.dtype) if reduction == "mean" else None
    if count:
        _kernel("nll_losses", input, target)(_grid(count), (_BLOCK,), (*given, losses, weights, *sizes))
    if reduction == "none":
        return losses
    return losses.sum() / weights.sum() if weights is not None else losses.sum()


def nll_gradient(
    g: Array, target: Array, weight: Array | None, shape: tuple[int, ...], ignored: int, reduction: str
) -> Array:
    """The gradient, in the shape of the log probabilities, from that of their loss."""
    count, classes, inner = _sizes(shape)
    weight, target = _like(g, weight), contiguous(target)
    total, out = None, cupy.empty(shape, g.dtype)
    if reduction == "mean":
        total = cupy.empty((), g.dtype)
        _kernel("nll_total", g, target)((1,), (_WHOLE,), (target, weight, total, count, classes, ignored))
    if out.size:
        _kernel("nll_gradient", g, target)(
            _grid(out.size),
            (_BLOCK,),
            (contiguous(g), target, weight, total, out, out.size, classes, inner, ignored, reduction == "none"),
        )
    return out


def _sizes(shape: tuple[int, ...]) -> tuple[int, int, int]:
    """How many samples and classes there are, and how far apart the classes of a sample lie."""
    dim = 1 if len(shape) > 1 else 0
    inner = math.prod(shape[dim + 1 :])
    return math.prod(shape[:dim]) * inner, shape[dim], inner


def _like(array: Array, weight: Array | None) -> Array | None:
    return None if weight is None else contiguous(weight.astype(array.dtype, copy=False))


def _kernel(name: str, array: Array, target: Array) -> Any:
    return class_kernel("losses.cu", name, array.dtype.name, target.dtype.name)


def _grid(size: int) -> tuple[int]:
    return (min(-(-size // _BLOCK), _BLOCKS),)
