"""Elements of batched arrays by conditions, places and values."""

from __future__ import annotations

from typing import Any

from engine.batching import indexing
from engine.batching.array import BatchedArray, NotBatched
from engine.batching.broadcasting import batch, elementwise, together, wrapped
from engine.batching.functions import as_array, dim_of, offered
from engine.batching.shaping import stack

Array = Any


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


@offered()
def take(xp: Any, array: Any, indices: Any, axis: Any = None, **options: Any) -> Any:
    """Elements by their places along a dimension."""
    array, indices = batch(array, xp), batch(indices, xp)
    if axis is None:
        array, axis = array.reshape(-1), 0
    dim = dim_of(axis, array.ndim, 0)
    if indices.levels:
        return array[(slice(None),) * dim + (indices,)]
    return array.like(xp.take(array.physical, indices.physical, len(array.levels) + dim, **options))


@offered()
def take_along_axis(xp: Any, array: Any, indices: Any, axis: Any) -> Any:
    """Elements by their places along a dimension, which differ from row to row."""
    parts, levels = together(xp, (array, indices))
    return BatchedArray(xp.take_along_axis(*parts, dim_of(axis, parts[0].ndim - len(levels), len(levels))), levels, xp)


@offered()
def searchsorted(xp: Any, array: Any, values: Any, side: str = "left", sorter: Any = None) -> Any:
    """Where values belong in a sorted row; by bisection where each example has a row of its own."""
    row, values = batch(array, xp), batch(values, xp)
    if sorter is not None:
        raise NotBatched("a row that is sorted by its sorter")
    if not row.levels:
        return values.like(as_array(xp, xp.searchsorted(row.physical, values.physical, side)))
    (rows, sought), levels = together(xp, (row, values.reshape(-1)))
    low = xp.zeros(sought.shape, "int64")
    high = low + row.size
    for _ in range(row.size.bit_length()):
        middle = (low + high) // 2
        found = xp.take_along_axis(rows, xp.minimum(middle, row.size - 1), -1)
        # NaN compares with nothing, so it comes after all
        before = (low < high) & ~(found > sought if side == "right" else found >= sought)
        low, high = xp.where(before, middle + 1, low), xp.where(before, high, xp.minimum(middle, high))
    return BatchedArray(low, levels, xp).reshape(values.shape)


@offered()
def isin(xp: Any, array: Any, elements: Any, assume_unique: bool = False, invert: bool = False) -> Any:
    """Which elements are among some."""
    array, elements = batch(array, xp), batch(elements, xp)
    if not elements.levels:
        return array.like(xp.isin(array.physical, elements.physical, assume_unique, invert))
    ordered = elements.reshape(-1)
    ordered = ordered.like(xp.sort(ordered.physical, -1))
    if not ordered.size:
        return array != array if not invert else array == array
    places = searchsorted(xp, ordered, array)
    found = take(xp, ordered, elementwise(xp.minimum, xp, places, ordered.size - 1), 0)
    return found != array if invert else found == array


@offered()
def bincount(xp: Any, array: Any, weights: Any = None, minlength: int = 0) -> Any:
    """How often each number comes, or the sum of the weights there: the examples' numbers follow each other."""
    array = batch(array, xp)
    parts, levels = together(xp, [array] if weights is None else [array, weights])
    flat = parts[0].reshape(-1, array.size)
    if not flat.size:
        return BatchedArray(xp.zeros((*parts[0].shape[:-1], minlength), "int64"), levels, xp)
    if int(flat.min()) < 0:
        raise ValueError("bincount: a number is negative")
    longest = xp.amax(flat, 1)
    count = max(int(longest.max()) + 1, minlength)
    if minlength < count and int(longest.min()) < count - 1:
        raise NotBatched("the largest number differs from example to example")
    numbers = flat + count * xp.arange(len(flat))[:, None]
    found = xp.bincount(numbers.reshape(-1), None if weights is None else parts[1].reshape(-1), count * len(flat))
    return BatchedArray(found.reshape((*parts[0].shape[:-1], count)), levels, xp)


@offered()
def add_at(xp: Any, array: Any, index: Any, value: Any) -> None:
    """Add to elements, as often as the index names them: the examples' arrays lie behind each other in one."""
    indexing.add(array, index, value)
