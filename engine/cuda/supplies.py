"""What CuPy lacks of NumPy and SciPy, or computes otherwise: supplied once, so that kernels need not know."""

from __future__ import annotations

import functools
from collections.abc import Callable
from types import ModuleType
from typing import Any

import cupy
import numpy

from engine.cuda import cublas
from engine.cuda.kernels.scatter import add_at
from engine.dtypes import bfloat16

Array = Any
TRANSFORMS = ("fft", "ifft", "rfft", "irfft", "fftn", "ifftn", "rfftn", "irfftn")


class Supplied:
    """CuPy's module `own`, with `host`'s functions under the names that it lacks: these compute on the host."""

    def __init__(self, own: Any, host: Any) -> None:
        self._own = own
        self._host = host

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._own, name, None)
        if found is None:
            found = on_host(getattr(self._host, name))
        elif isinstance(found, ModuleType) and hasattr(self._host, name):
            found = Supplied(found, getattr(self._host, name))
        setattr(self, name, found)
        return found


def on_host(function: Callable[..., Any]) -> Callable[..., Any]:
    """NumPy's or SciPy's function for CuPy's arrays."""

    def there(value: Any) -> Any:
        if isinstance(value, list | tuple):
            return tuple(map(there, value))
        return cupy.asnumpy(value) if isinstance(value, cupy.ndarray) else value

    def back(value: Any) -> Any:
        if isinstance(value, list | tuple):
            return tuple(map(back, value))
        return cupy.asarray(value) if isinstance(value, numpy.ndarray | numpy.generic) else value

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        return back(function(*map(there, args), **{name: there(value) for name, value in kwargs.items()}))

    return call


def arrays() -> Any:
    """NumPy's names for CuPy's arrays."""
    xp: Any = Supplied(cupy, numpy)
    xp.lib.stride_tricks.as_strided = as_strided
    xp.linalg.solve = solve
    products = cublas.matmul, cublas.dot
    ours = where, sinc, argmax, argmin, partition, argpartition, remainder, floor_divide, bincount
    for function in (*ours, *products):
        setattr(xp, function.__name__, function)
    for name in TRANSFORMS:
        setattr(xp.fft, name, uncaptured(getattr(xp.fft, name)))
    return xp


def uncaptured(transform: Callable[..., Array]) -> Callable[..., Array]:
    """A transform that refuses to be captured, as CuPy's functions of other libraries do.

    CuPy computes it by a plan that it keeps for the thread, with memory, and lets go of: a graph would use that on.
    """

    @functools.wraps(transform)
    def call(*args: Any, **kwargs: Any) -> Array:
        if cupy.cuda.get_current_stream().is_capturing():
            raise NotImplementedError("a graph cannot have a Fourier transform, whose memory does not stay its own")
        return transform(*args, **kwargs)

    return call


def special(own: Any, host: Any) -> Any:
    """The names of `host`, scipy.special, for CuPy's arrays; `own` are CuPy's functions."""
    functions: Any = Supplied(own, host)
    functions.xlog1py = functools.partial(xlog1py, own.xlog1py)
    for name in ("i0e", "i1e"):  # CuPy's own overflow, since they scale what is too large by then
        setattr(functions, name, on_host(getattr(host, name)))
    return functions


def as_strided(array: Array, shape: tuple[int, ...], strides: tuple[int, ...]) -> Array:
    """CuPy's own forgets whose memory the view shows: it has no base."""
    view = array.view()
    view._set_shape_and_strides(shape, strides, True, True)
    return view


def solve(a: Array, b: Array) -> Array:
    """CuPy's own broadcasts no batches."""
    if b.ndim > 1 and a.shape[:-2] != b.shape[:-2]:
        batch = numpy.broadcast_shapes(a.shape[:-2], b.shape[:-2])
        a, b = (cupy.broadcast_to(one, batch + one.shape[-2:]) for one in (a, b))
    return cupy.linalg.solve(a, b)


def where(condition: Array, one: Any, other: Any) -> Array:
    """CuPy's own makes float32 of bfloat16."""
    chosen = cupy.where(condition, one, other)
    given = {value.dtype for value in (one, other) if hasattr(value, "dtype")}
    return chosen.astype(bfloat16) if given == {bfloat16} else chosen


def sinc(array: Array) -> Array:
    """CuPy's own makes 1 of NaN."""
    return cupy.where(array == array, cupy.sinc(array), array)


def argmax(array: Array, axis: int | None = None) -> Array:
    """CuPy's own gives the place of any NaN, not of the first."""
    return _first_nan(array, axis, cupy.argmax(array, axis))


def argmin(array: Array, axis: int | None = None) -> Array:
    """CuPy's own gives the place of any NaN, not of the first."""
    return _first_nan(array, axis, cupy.argmin(array, axis))


def _first_nan(array: Array, axis: int | None, found: Array) -> Array:
    if array.dtype.kind in "biu":
        return found
    nan = array != array
    return cupy.where(cupy.any(nan, axis), cupy.argmax(nan, axis), found)


def partition(array: Array, kth: int, axis: int = -1) -> Array:
    """CuPy's own takes NaN for equal to everything, and leaves it where it is."""
    return cupy.sort(array, axis)


def argpartition(array: Array, kth: int, axis: int) -> Array:
    """CuPy's own takes NaN for equal to everything, and leaves it where it is."""
    return cupy.argsort(array, axis)


def bincount(array: Array, weights: Array | None = None, minlength: int = 0) -> Array:
    """CuPy's own adds weights in any order."""
    counts = cupy.bincount(array, None, minlength)
    if weights is None:
        return counts
    return add_at(cupy.zeros(counts.size, numpy.float64), array, weights.astype(numpy.float64), 0)


def remainder(one: Any, other: Any) -> Array:
    """CuPy's own, one - floor(one / other) * other, loses digits, and all of them where other is infinite."""
    if _are_whole(one, other):
        return cupy.remainder(one, other)
    left = cupy.fmod(one, other)
    return cupy.where(_is_beyond(left, other), left + other, left)


def floor_divide(one: Any, other: Any) -> Array:
    """CuPy's own, floor(one / other), is too large where the quotient is rounded up to a whole number."""
    if _are_whole(one, other):
        return cupy.floor_divide(one, other)
    left = cupy.fmod(one, other)
    one, other = cupy.asarray(one, left.dtype), cupy.asarray(other, left.dtype)
    exact = (one - left) / other - _is_beyond(left, other)
    down = cupy.floor(exact)
    down += exact - down > 0.5
    down = cupy.where(exact == 0, cupy.copysign(exact, one / other), down)
    return cupy.where(other == 0, one / other, down)


def _are_whole(*values: Any) -> bool:
    """Whether all are integers."""
    return all(value.dtype.kind in "biu" if hasattr(value, "dtype") else isinstance(value, int) for value in values)


def _is_beyond(left: Array, other: Any) -> Array:
    """Where what is left of rounding towards zero has not the sign of the divisor."""
    return (left != 0) & ((other < 0) != (left < 0))


def xlog1py(own: Callable[..., Array], one: Any, other: Any) -> Array:
    """CuPy's own is 0 where one is 0, even if other is NaN."""
    product = own(one, other)
    other = cupy.asarray(other, product.dtype)
    return cupy.where(other == other, product, other)
