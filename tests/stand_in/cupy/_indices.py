"""Indices: CuPy lets those out of range begin anew, and says nothing. Here nobody may rely on that."""

from __future__ import annotations

import operator
from typing import Any

import numpy

from cupy import _streams


class OutOfRange(AssertionError):
    """An index that CuPy would take for another one."""


def getitem(array: Any, index: Any) -> Any:
    """The elements at an index, a view where CuPy gives one."""
    return operator.getitem(array, in_range(array, index))


def setitem(array: Any, index: Any, value: Any) -> None:
    """Write elements at an index."""
    operator.setitem(array, in_range(array, index), value)


def add_at(array: Any, index: Any, value: Any) -> None:
    """Add to elements at an index."""
    numpy.add.at(array, in_range(array, index), value)


def subtract_at(array: Any, index: Any, value: Any) -> None:
    """Subtract from elements at an index."""
    numpy.subtract.at(array, in_range(array, index), value)


def maximum_at(array: Any, index: Any, value: Any) -> None:
    """The larger ones of elements at an index and values."""
    numpy.maximum.at(array, in_range(array, index), value)


def minimum_at(array: Any, index: Any, value: Any) -> None:
    """The smaller ones of elements at an index and values."""
    numpy.minimum.at(array, in_range(array, index), value)


def take(a: Any, indices: Any, axis: Any = None, out: Any = None) -> Any:
    """The elements at indices along an axis."""
    size = a.size if axis is None else a.shape[axis]
    return numpy.take(a, checked(numpy.asarray(indices), size), axis, out)


def take_along_axis(a: Any, indices: Any, axis: Any) -> Any:
    """The elements at indices along an axis, others in every place of the other axes."""
    return numpy.take_along_axis(a, checked(indices, a.size if axis is None else a.shape[axis]), axis)


def in_range(array: Any, index: Any) -> Any:
    """An index into an array, checked."""
    entries = index if type(index) is tuple else (index,)
    taken = sum(map(_width, entries))
    done, place = [], 0
    for one in entries:
        if one is Ellipsis:
            place += array.ndim - taken
        elif isinstance(one, list | numpy.ndarray) and place < array.ndim:
            found = numpy.asarray(one)
            one = checked(found, array.shape[place]) if found.dtype.kind in "iu" else one
        done.append(one)
        place += _width(one)
    return tuple(done) if type(index) is tuple else done[0]


def _width(one: Any) -> int:
    """How many dimensions an entry of an index is about."""
    if one is None or one is Ellipsis or isinstance(one, bool):
        return 0
    return one.ndim if isinstance(one, numpy.ndarray) and one.dtype == bool else 1


def checked(index: Any, size: int) -> Any:
    """An index into a dimension of some size; what a stream captures has no true numbers yet."""
    if size == 0 and index.size:
        raise IndexError("cannot do a non-empty take from an empty axes.")
    if index.size and _streams.capture() is None and (index.min() < -size or index.max() >= size):
        raise OutOfRange(f"CuPy would not tell that {index} is out of range for {size}")
    return index % size if size else index


FUNCTIONS = {"take": take, "take_along_axis": take_along_axis}
"""NumPy's functions that take indices, with these checked."""
