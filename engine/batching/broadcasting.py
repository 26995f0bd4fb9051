"""Arrays of several levels brought together: hidden dimensions broadcast as those of examples do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.batching.array import BatchedArray, NotBatched
from engine.batching.level import Levels, union

Array = Any


def batch(value: Any, xp: Any) -> BatchedArray:
    """A value as a batched array, of no levels where it is none."""
    return value if type(value) is BatchedArray else BatchedArray(xp.asarray(value), (), xp)


def aligned(values: Any) -> tuple[list[Any], Levels]:
    """Arrays that broadcast against each other as their examples do, hidden dimensions included; and all levels."""
    levels = union(value.levels for value in values if type(value) is BatchedArray)
    if not levels:
        return [value.physical if type(value) is BatchedArray else value for value in values], ()
    ndim = max(getattr(value, "ndim", 0) for value in values)
    return [_spread(value, levels, ndim) if type(value) is BatchedArray else value for value in values], levels


def _spread(value: BatchedArray, levels: Levels, ndim: int) -> Array:
    """A physical array with dimensions of size 1 for the levels that it lacks, and before its own up to `ndim`."""
    physical = value.physical
    if not value.levels or (value.levels == levels and value.ndim == ndim):
        return physical  # of no level: it broadcasts from the right as it is
    sizes = dict(zip(value.levels, physical.shape, strict=False))
    front = tuple(sizes.get(level, 1) for level in levels)
    return physical.reshape(front + (1,) * (ndim - value.ndim) + value.shape)


def full(value: Any, levels: Levels, xp: Any) -> Array:
    """The physical array of a value with all of `levels`, broadcast over those that it lacks."""
    if type(value) is not BatchedArray:
        value = BatchedArray(xp.asarray(value), (), xp)
    if value.levels == levels:
        return value.physical
    sizes = dict(zip(value.levels, value.physical.shape, strict=False))
    spread = value.physical.reshape(tuple(sizes.get(level, 1) for level in levels) + value.shape)
    return xp.broadcast_to(spread, tuple(level.size for level in levels) + value.shape)


def together(xp: Any, arrays: Any) -> tuple[list[Array], Levels]:
    """Physical arrays that have all levels."""
    parts = [batch(array, xp) for array in arrays]
    levels = union(part.levels for part in parts)
    return [full(part, levels, xp) for part in parts], levels


def wrapped(result: Any, levels: Levels, xp: Any) -> Any:
    """What a function of an array module gave for physical arrays, as batched arrays."""
    if isinstance(result, tuple):
        parts = [wrapped(part, levels, xp) for part in result]
        return result._make(parts) if hasattr(result, "_make") else tuple(parts)
    if isinstance(result, list):
        return [wrapped(part, levels, xp) for part in result]
    if hasattr(result, "dtype"):
        return BatchedArray(result if isinstance(result, xp.ndarray) else xp.asarray(result), levels, xp)
    return result


def elementwise(function: Callable[..., Any], xp: Any, *values: Any, **options: Any) -> Any:
    """A function that works on each element by itself, or on rows of elements at the end of each dimension list."""
    names = [name for name in ("out", "where") if type(options.get(name)) is BatchedArray]
    inputs, levels = aligned([*values, *(options[name] for name in names)])
    for name, value in zip(names, inputs[len(values) :], strict=True):
        if name == "out" and options[name].levels != levels:
            raise NotBatched("a result that fewer examples have room for")
        options = {**options, name: value}
    return wrapped(function(*inputs[: len(values)], **options), levels, xp)
