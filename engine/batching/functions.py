"""The array module's functions for batched arrays, by name: `FUNCTIONS["sum"](xp, array, axis=0)`.

`xp` is the module of the physical arrays. What is not here is not offered for batched arrays: `NotBatched`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine.batching.array import BatchedArray, NotBatched
from engine.batching.broadcasting import batch, elementwise

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


def dims_of(axis: Any, ndim: int, hidden: int) -> Any:
    """Dimensions of an example, None for all, as those of the physical array."""
    if axis is None:
        return tuple(range(hidden, hidden + ndim))
    if isinstance(axis, Sequence):
        return tuple(dim_of(int(one), ndim, hidden) for one in axis)
    return dim_of(int(axis), ndim, hidden)


def dim_of(axis: int, ndim: int, hidden: int) -> int:
    """A dimension of an example as one of the physical array."""
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
        dims = dims_of(axis, array.ndim, len(array.levels))
        return array.like(as_array(xp, getattr(xp, name)(array.physical, dims, *args, **options)))

    return function


def _along(name: str, every: bool) -> Callable[..., Any]:
    """A function along one dimension; without one, along all elements in a row if it takes `every` array so."""

    def function(xp: Any, array: Any, *args: Any, **options: Any) -> Any:
        array = batch(array, xp)
        before, after = args[: name in NUMBERED], args[name in NUMBERED :]
        axis = after[0] if after else options.pop("axis", None if every else -1)
        if axis is None:
            if options.get("keepdims"):
                raise NotBatched(f"{name} over all dimensions, which are kept")
            array, axis = array.reshape(-1), 0
        scalar = not array.ndim
        if scalar:
            array = array.reshape(1)
        dim = dim_of(int(axis), array.ndim, len(array.levels))
        result = array.like(as_array(xp, getattr(xp, name)(array.physical, *before, dim, *after[1:], **options)))
        return result.reshape(()) if scalar else result

    return function


def as_array(xp: Any, value: Any) -> Array:
    """What a function of the array module gave, which may be a scalar, as an array."""
    return value if isinstance(value, xp.ndarray) else xp.asarray(value)


FUNCTIONS |= {name: _elementwise(name) for name in ELEMENTWISE.split()}
FUNCTIONS |= {name: _reducing(name) for name in REDUCING.split()}
FUNCTIONS |= {name: _along(name, every=True) for name in ALONG.split()}
FUNCTIONS |= {name: _along(name, every=False) for name in ALONG_LAST.split()}
