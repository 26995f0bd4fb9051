"""Values that CuPy 14 computes otherwise than NumPy and SciPy, on purpose or not: by the names of functions."""

from __future__ import annotations

from typing import Any

import numpy
import scipy.special


def _sinc(x: Any) -> Any:
    return numpy.where(x == x, numpy.sinc(x), numpy.ones_like(x))


def _floor_divide(x: Any, y: Any) -> Any:
    return numpy.floor(x / y) if x.dtype.kind not in "biu" else numpy.floor_divide(x, y)


def _remainder(x: Any, y: Any) -> Any:
    return x - numpy.floor(x / y) * y if x.dtype.kind not in "biu" else numpy.remainder(x, y)


def _power(x: Any, y: Any) -> Any:
    if x.dtype.kind not in "iu":
        return numpy.power(x, y)
    units = numpy.where(x == -1, numpy.where(y & 1, -1, 1), x == 1)
    return numpy.where(y < 0, units, numpy.power(x, numpy.where(y < 0, 0, y)))


def _xlog1py(x: Any, y: Any) -> Any:
    return numpy.where(x == 0, numpy.zeros_like(y), scipy.special.xlog1py(x, y))


def _scaled(of: Any) -> Any:
    return lambda x: numpy.exp(-numpy.abs(x)) * of(x)


def _last_nan(own: Any) -> Any:
    def find(a: Any, axis: Any = None, out: Any = None, keepdims: bool = False) -> Any:
        nan = a != a
        if axis is None or not nan.any():
            return own(a, axis)
        last = a.shape[axis] - 1 - numpy.argmax(numpy.flip(nan, axis), axis)
        return numpy.where(nan.any(axis), last, own(a, axis))

    return find


def _bincount(x: Any, weights: Any = None, minlength: Any = None) -> Any:
    """Weights are added in any order: here the last one first."""
    return numpy.bincount(x[::-1], None if weights is None else weights[::-1], minlength or 0)


COMPUTED = {
    "bincount": _bincount,
    "sinc": _sinc,
    "floor_divide": _floor_divide,
    "remainder": _remainder,
    "power": _power,
    "xlog1py": _xlog1py,
    "i0e": _scaled(scipy.special.i0),
    "i1e": _scaled(scipy.special.i1),
    "argmax": _last_nan(numpy.argmax),
    "argmin": _last_nan(numpy.argmin),
}
"""What CuPy computes, of arrays of NumPy's."""
