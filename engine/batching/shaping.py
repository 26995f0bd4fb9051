"""The shapes of batched arrays: seen otherwise, repeated, joined and taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy

from engine.batching.array import BatchedArray, NotBatched
from engine.batching.broadcasting import batch, together
from engine.batching.functions import dim_of, dims_of, offered

Array = Any


@offered()
def reshape(xp: Any, array: Any, *shape: Any, **options: Any) -> Any:
    """The elements in another shape."""
    return batch(array, xp).reshape(*shape)


@offered()
def transpose(xp: Any, array: Any, axes: Any = None) -> Any:
    """The dimensions in another order."""
    array = batch(array, xp)
    return array.transpose() if axes is None else array.transpose(tuple(axes))


@offered()
def swapaxes(xp: Any, array: Any, first: int, second: int) -> Any:
    """Two dimensions exchanged."""
    array = batch(array, xp)
    hidden = len(array.levels)
    return array.like(array.physical.swapaxes(dim_of(first, array.ndim, hidden), dim_of(second, array.ndim, hidden)))


@offered()
def moveaxis(xp: Any, array: Any, source: Any, destination: Any) -> Any:
    """Dimensions moved to other places."""
    array = batch(array, xp)
    hidden = len(array.levels)
    dims = dims_of(source, array.ndim, hidden), dims_of(destination, array.ndim, hidden)
    return array.like(xp.moveaxis(array.physical, *dims))


@offered()
def expand_dims(xp: Any, array: Any, axis: Any) -> Any:
    """New dimensions of size 1."""
    array = batch(array, xp)
    count = len(axis) if isinstance(axis, Sequence) else 1
    return array.like(xp.expand_dims(array.physical, dims_of(axis, array.ndim + count, len(array.levels))))


@offered()
def squeeze(xp: Any, array: Any, axis: Any = None) -> Any:
    """Dimensions of size 1 taken away."""
    array = batch(array, xp)
    axis = tuple(dim for dim, size in enumerate(array.shape) if size == 1) if axis is None else axis
    return array.like(xp.squeeze(array.physical, dims_of(axis, array.ndim, len(array.levels))))


@offered()
def broadcast_to(xp: Any, array: Any, shape: Any) -> Any:
    """An array shown in a larger shape."""
    array = batch(array, xp)
    shape = (shape,) if isinstance(shape, int) else tuple(shape)
    ones = (1,) * (len(shape) - array.ndim)
    return array.like(
        xp.broadcast_to(array.physical.reshape(array.batch_shape + ones + array.shape), array.batch_shape + shape)
    )


@offered()
def broadcast_arrays(xp: Any, *arrays: Any) -> Any:
    """Arrays shown in the shape that all fit."""
    shape = numpy.broadcast_shapes(*(getattr(array, "shape", ()) for array in arrays))
    return [broadcast_to(xp, array, shape) for array in arrays]


@offered()
def broadcast(xp: Any, *arrays: Any) -> Any:
    """Something of the shape that all fit."""
    shape = numpy.broadcast_shapes(*(getattr(array, "shape", ()) for array in arrays))
    return numpy.broadcast_to(numpy.empty((), bool), shape)


@offered()
def diagonal(xp: Any, array: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Any:
    """Diagonals, as the last dimension."""
    array = batch(array, xp)
    hidden = len(array.levels)
    return array.like(
        xp.diagonal(array.physical, offset, dim_of(axis1, array.ndim, hidden), dim_of(axis2, array.ndim, hidden))
    )


@offered()
def tril(xp: Any, array: Any, k: int = 0) -> Any:
    """The lower triangle."""
    array = batch(array, xp)
    return array.like(xp.tril(array.physical, k))


@offered()
def triu(xp: Any, array: Any, k: int = 0) -> Any:
    """The upper triangle."""
    array = batch(array, xp)
    return array.like(xp.triu(array.physical, k))


@offered()
def flip(xp: Any, array: Any, axis: Any = None) -> Any:
    """Dimensions backwards."""
    array = batch(array, xp)
    return array.like(xp.flip(array.physical, dims_of(axis, array.ndim, len(array.levels))))


@offered()
def rot90(xp: Any, array: Any, k: int = 1, axes: Any = (0, 1)) -> Any:
    """Two dimensions turned by quarters."""
    array = batch(array, xp)
    return array.like(xp.rot90(array.physical, k, dims_of(tuple(axes), array.ndim, len(array.levels))))


@offered("lib.stride_tricks.as_strided")
def as_strided(xp: Any, array: Any, shape: Any, strides: Any) -> Any:
    """The same memory with other strides."""
    array = batch(array, xp)
    hidden = array.physical.strides[: len(array.levels)]
    shown = xp.lib.stride_tricks.as_strided(array.physical, (*array.batch_shape, *shape), (*hidden, *strides))
    return array.like(shown)


@offered()
def roll(xp: Any, array: Any, shift: Any, axis: Any = None) -> Any:
    """Elements moved around."""
    array = batch(array, xp)
    if axis is None:
        return roll(xp, array.reshape(-1), shift, 0).reshape(array.shape)
    return array.like(xp.roll(array.physical, shift, dims_of(axis, array.ndim, len(array.levels))))


@offered()
def tile(xp: Any, array: Any, reps: Any) -> Any:
    """An array repeated along its dimensions."""
    array = batch(array, xp)
    reps = (reps,) if isinstance(reps, int) else tuple(reps)
    array = array.reshape((1,) * (len(reps) - array.ndim) + array.shape)
    reps = (1,) * (array.ndim - len(reps)) + reps
    return array.like(xp.tile(array.physical, (1,) * len(array.levels) + reps))


@offered()
def repeat(xp: Any, array: Any, repeats: Any, axis: Any = None) -> Any:
    """Each element a number of times."""
    array = batch(array, xp)
    if axis is None:
        array, axis = array.reshape(-1), 0
    repeats = batch(repeats, xp) if hasattr(repeats, "dtype") else repeats
    if type(repeats) is BatchedArray:
        if repeats.levels:
            raise NotBatched("how often elements are repeated differs from example to example")
        repeats = repeats.physical
    return array.like(xp.repeat(array.physical, repeats, dim_of(axis, array.ndim, len(array.levels))))


@offered()
def concatenate(xp: Any, arrays: Any, axis: Any = 0, **options: Any) -> Any:
    """Arrays joined along a dimension."""
    parts, levels = together(xp, arrays)
    if axis is None:
        parts, axis = [part.reshape((*part.shape[: len(levels)], -1)) for part in parts], 0
    dim = dim_of(axis, parts[0].ndim - len(levels), len(levels))
    return BatchedArray(xp.concatenate(parts, dim, **options), levels, xp)


@offered()
def stack(xp: Any, arrays: Any, axis: int = 0) -> Any:
    """Arrays joined along a new dimension."""
    parts, levels = together(xp, arrays)
    return BatchedArray(xp.stack(parts, dim_of(axis, parts[0].ndim - len(levels) + 1, len(levels))), levels, xp)


@offered("split", "array_split")
def split(xp: Any, array: Any, sections: Any, axis: int = 0) -> Any:
    """An array taken apart along a dimension."""
    array = batch(array, xp)
    parts = xp.split(array.physical, sections, dim_of(axis, array.ndim, len(array.levels)))
    return [array.like(part) for part in parts]
