"""The array module's functions for batched arrays, by name: `FUNCTIONS["sum"](xp, array, axis=0)`.

`xp` is the module of the physical arrays. What is not here is not offered for batched arrays: `NotBatched`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import numpy

from engine.batching.array import BatchedArray, NotBatched, elementwise, full, wrapped
from engine.batching.level import Levels, union

Array = Any
FUNCTIONS: dict[str, Callable[..., Any]] = {}

ELEMENTWISE = (
    "abs absolute add angle arccos arccosh arcsin arcsinh arctan arctan2 arctanh bitwise_and bitwise_not bitwise_or "
    "bitwise_xor cbrt ceil clip conj conjugate copysign cos cosh deg2rad divide equal exp exp2 expm1 fabs float_power "
    "floor floor_divide fmax fmin fmod frexp gcd greater greater_equal heaviside hypot i0 imag invert isclose isfinite "
    "isinf isnan isneginf isposinf lcm ldexp left_shift less less_equal log log10 log1p log2 logaddexp logaddexp2 "
    "logical_and logical_not logical_or logical_xor maximum minimum modf multiply nan_to_num negative nextafter "
    "not_equal positive power rad2deg real reciprocal remainder right_shift rint round sign signbit sin sinc sinh "
    "spacing sqrt square subtract tan tanh true_divide trunc"
)
REDUCING = "sum prod amax amin max min any all mean std var nansum nanmean count_nonzero nanmax nanmin median nanmedian"
"""Over dimensions named by `axis`, None for all."""
ALONG = "argmax argmin cumsum cumprod nanargmax nanargmin"
"""Along one dimension named by `axis`, None for all elements in a row."""
ALONG_LAST = "sort argsort diff partition argpartition"
"""Along one dimension, the last by default."""
NUMBERED = ("diff", "partition", "argpartition")  # those that take a number before the dimension


def offered(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Offer a function under its own name, or these."""

    def offer(function: Callable[..., Any]) -> Callable[..., Any]:
        for name in names or (function.__name__,):
            FUNCTIONS[name] = function
        return function

    return offer


def batch(value: Any, xp: Any) -> BatchedArray:
    """A value as a batched array, of no levels where it is none."""
    return value if type(value) is BatchedArray else BatchedArray(xp.asarray(value), (), xp)


def _dims(axis: Any, ndim: int, hidden: int) -> Any:
    """Dimensions of an example as those of the physical array."""
    if axis is None:
        return tuple(range(hidden, hidden + ndim))
    if isinstance(axis, Sequence):
        return tuple(_dim(int(one), ndim, hidden) for one in axis)
    return _dim(int(axis), ndim, hidden)


def _dim(axis: int, ndim: int, hidden: int) -> int:
    if not -ndim <= axis < ndim:
        raise IndexError(f"dimension {axis} of an array of {ndim}")
    return hidden + axis % ndim


def _elementwise(name: str) -> Callable[..., Any]:
    def function(xp: Any, *values: Any, **options: Any) -> Any:
        return elementwise(getattr(xp, name), xp, *values, **options)

    return function


def _reducing(name: str) -> Callable[..., Any]:
    def function(xp: Any, array: Any, axis: Any = None, *args: Any, **options: Any) -> Any:
        array = batch(array, xp)
        if any(type(one) is BatchedArray for one in (*args, *options.values())):
            raise NotBatched(f"{name} with a mask or a place for its result")
        dims = _dims(axis, array.ndim, len(array.levels))
        return array.like(_arrays(xp, getattr(xp, name)(array.physical, dims, *args, **options)))

    return function


def _along(name: str, every: bool) -> Callable[..., Any]:
    """A function along one dimension; without one, along all elements in a row if it takes `every` array so."""

    def function(xp: Any, array: Any, *args: Any, **options: Any) -> Any:
        array = batch(array, xp)
        before, after = args[: name in NUMBERED], args[name in NUMBERED :]
        axis = after[0] if after else options.pop("axis", None if every else -1)
        if axis is None:
            if any(options.values()) or any(after[1:]):
                raise NotBatched(f"{name} over all dimensions")
            array, axis = array.reshape(-1), 0
        scalar = not array.ndim
        if scalar:
            array = array.reshape(1)
        dim = _dim(int(axis), array.ndim, len(array.levels))
        result = array.like(_arrays(xp, getattr(xp, name)(array.physical, *before, dim, *after[1:], **options)))
        return result.reshape(()) if scalar else result

    return function


def _arrays(xp: Any, value: Any) -> Array:
    return value if isinstance(value, xp.ndarray) else xp.asarray(value)


FUNCTIONS |= {name: _elementwise(name) for name in ELEMENTWISE.split()}
FUNCTIONS |= {name: _reducing(name) for name in REDUCING.split()}
FUNCTIONS |= {name: _along(name, every=True) for name in ALONG.split()}
FUNCTIONS |= {name: _along(name, every=False) for name in ALONG_LAST.split()}


@offered()
def where(xp: Any, condition: Any, *values: Any) -> Any:
    """One of two values by a condition; without values the places where it is true differ from example to example."""
    if not values:
        return nonzero(xp, condition)
    return elementwise(xp.where, xp, condition, *values)


@offered()
def nonzero(xp: Any, array: Any) -> Any:
    """The places of what is not zero, of what all examples share."""
    array = batch(array, xp)
    if array.levels:
        raise NotBatched("how many elements are not zero differs from example to example")
    return wrapped(tuple(array.physical.nonzero()), (), xp)


@offered("asarray", "array", "asanyarray")
def asarray(xp: Any, value: Any, dtype: Any = None, **options: Any) -> Any:
    """A value as an array."""
    if isinstance(value, list | tuple) and any(type(one) is BatchedArray for one in value):
        value = stack(xp, value)
    if type(value) is not BatchedArray:
        return BatchedArray(xp.asarray(value, dtype), (), xp)
    return value if dtype is None or value.dtype == dtype else value.astype(dtype)


@offered()
def ascontiguousarray(xp: Any, array: Any, dtype: Any = None) -> Any:
    """An array whose elements lie in order."""
    array = batch(array, xp)
    return array.like(xp.ascontiguousarray(array.physical, dtype))


# Shapes


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
    return array.like(array.physical.swapaxes(_dim(first, array.ndim, hidden), _dim(second, array.ndim, hidden)))


@offered()
def moveaxis(xp: Any, array: Any, source: Any, destination: Any) -> Any:
    """Dimensions moved to other places."""
    array = batch(array, xp)
    hidden = len(array.levels)
    dims = _dims(source, array.ndim, hidden), _dims(destination, array.ndim, hidden)
    return array.like(xp.moveaxis(array.physical, *dims))


@offered()
def expand_dims(xp: Any, array: Any, axis: Any) -> Any:
    """New dimensions of size 1."""
    array = batch(array, xp)
    count = len(axis) if isinstance(axis, Sequence) else 1
    return array.like(xp.expand_dims(array.physical, _dims(axis, array.ndim + count, len(array.levels))))


@offered()
def squeeze(xp: Any, array: Any, axis: Any = None) -> Any:
    """Dimensions of size 1 taken away."""
    array = batch(array, xp)
    axis = tuple(dim for dim, size in enumerate(array.shape) if size == 1) if axis is None else axis
    return array.like(xp.squeeze(array.physical, _dims(axis, array.ndim, len(array.levels))))


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
        xp.diagonal(array.physical, offset, _dim(axis1, array.ndim, hidden), _dim(axis2, array.ndim, hidden))
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
    return array.like(xp.flip(array.physical, _dims(axis, array.ndim, len(array.levels))))


@offered()
def roll(xp: Any, array: Any, shift: Any, axis: Any = None) -> Any:
    """Elements moved around."""
    array = batch(array, xp)
    if axis is None:
        return roll(xp, array.reshape(-1), shift, 0).reshape(array.shape)
    return array.like(xp.roll(array.physical, shift, _dims(axis, array.ndim, len(array.levels))))


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
    return array.like(xp.repeat(array.physical, repeats, _dim(axis, array.ndim, len(array.levels))))


# Several arrays


def together(xp: Any, arrays: Any) -> tuple[list[Array], Levels]:
    """Physical arrays that have all levels."""
    parts = [batch(array, xp) for array in arrays]
    levels = union(part.levels for part in parts)
    return [full(part, levels, xp) for part in parts], levels


@offered()
def concatenate(xp: Any, arrays: Any, axis: Any = 0, **options: Any) -> Any:
    """Arrays joined along a dimension."""
    parts, levels = together(xp, arrays)
    if axis is None:
        parts, axis = [part.reshape((*part.shape[: len(levels)], -1)) for part in parts], 0
    dim = _dim(axis, parts[0].ndim - len(levels), len(levels))
    return BatchedArray(xp.concatenate(parts, dim, **options), levels, xp)


@offered()
def stack(xp: Any, arrays: Any, axis: int = 0) -> Any:
    """Arrays joined along a new dimension."""
    parts, levels = together(xp, arrays)
    return BatchedArray(xp.stack(parts, _dim(axis, parts[0].ndim - len(levels) + 1, len(levels))), levels, xp)


@offered("split", "array_split")
def split(xp: Any, array: Any, sections: Any, axis: int = 0) -> Any:
    """An array taken apart along a dimension."""
    array = batch(array, xp)
    parts = xp.split(array.physical, sections, _dim(axis, array.ndim, len(array.levels)))
    return [array.like(part) for part in parts]


# Elements


@offered()
def take(xp: Any, array: Any, indices: Any, axis: Any = None, **options: Any) -> Any:
    """Elements by their places along a dimension."""
    array, indices = batch(array, xp), batch(indices, xp)
    if axis is None:
        array, axis = array.reshape(-1), 0
    dim = _dim(axis, array.ndim, 0)
    if indices.levels:
        return array[(slice(None),) * dim + (indices,)]
    return array.like(xp.take(array.physical, indices.physical, len(array.levels) + dim, **options))


@offered()
def take_along_axis(xp: Any, array: Any, indices: Any, axis: Any) -> Any:
    """Elements by their places along a dimension, which differ from row to row."""
    parts, levels = together(xp, (array, indices))
    return BatchedArray(xp.take_along_axis(*parts, _dim(axis, parts[0].ndim - len(levels), len(levels))), levels, xp)


@offered()
def searchsorted(xp: Any, array: Any, values: Any, side: str = "left", sorter: Any = None) -> Any:
    """Where values belong in a sorted row that all examples share."""
    array = batch(array, xp)
    if array.levels or sorter is not None:
        raise NotBatched("each example has a sorted row of its own")
    values = batch(values, xp)
    return values.like(_arrays(xp, xp.searchsorted(array.physical, values.physical, side)))


@offered()
def isin(xp: Any, array: Any, elements: Any, *args: Any, **options: Any) -> Any:
    """Which elements are among some that all examples share."""
    array, elements = batch(array, xp), batch(elements, xp)
    if elements.levels:
        raise NotBatched("each example has its own elements to look for")
    return array.like(xp.isin(array.physical, elements.physical, *args, **options))


@offered()
def add_at(xp: Any, array: Any, index: Any, value: Any) -> None:
    """Add to elements, as often as the index names them: the examples' arrays lie behind each other in one."""
    from engine.batching.indexing import add

    add(array, index, value)


@functools.cache
def function(name: str) -> Callable[..., Any] | None:
    """The function of a dotted name, or None."""
    from engine.batching import linear  # noqa: F401 - which offers its own

    return FUNCTIONS.get(name)
