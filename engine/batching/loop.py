"""What is done where a kernel or a gradient rule cannot compute for all examples at once as it was called."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

from engine.batching.array import BatchedArray, NotBatched, WrittenForAll
from engine.batching.broadcasting import full
from engine.batching.level import Levels


def again(module: Any, compute: Callable[..., Any], values: Sequence[Any], reason: NotBatched, what: str) -> Any:
    """compute(xp, *values), which failed for this reason with a batched module for `xp`, in another way.

    Where it wrote what differs into what all share, every example gets a copy of that. Else, and that is told, one
    example is computed after the other.
    """
    xp, levels = module.physical, module.levels
    if isinstance(reason, WrittenForAll):
        try:
            return compute(module, *[_for_each(value, levels, xp) for value in values])
        except NotBatched:
            pass
    levels[-1].looped(what)
    return one_by_one(xp, levels, lambda *plain: compute(xp, *plain), values)


def one_by_one(xp: Any, levels: Levels, compute: Callable[..., Any], values: Sequence[Any]) -> Any:
    """compute(*values) for each example, with plain arrays of the module `xp`; the results as batched arrays."""
    places = list(itertools.product(*(range(level.size) for level in levels)))
    results = [compute(*(_example(value, place, levels) for value in values)) for place in places]
    if not results:
        raise NotBatched("vmap over no example at all can only run what computes for all examples at once.")
    if not isinstance(results[0], tuple):
        return _joined(xp, results, levels)
    return tuple(_joined(xp, parts, levels) for parts in zip(*results, strict=True))


def refuse_different(parts: Sequence[Any]) -> None:
    """Refuse results of examples that have different shapes."""
    if len({part.shape for part in parts}) > 1:
        raise NotBatched(
            "vmap: examples gave results of different shapes, which cannot stand in one tensor: use an operation whose "
            "result has the same shape whatever the values are."
        )


def _for_each(value: Any, levels: Levels, xp: Any) -> Any:
    """A value with room for every example."""
    if isinstance(value, list | tuple):
        return type(value)(_for_each(one, levels, xp) for one in value)
    return BatchedArray(full(value, levels, xp), levels, xp) if type(value) is BatchedArray else value


def _example(value: Any, place: tuple[int, ...], levels: Levels) -> Any:
    if isinstance(value, list | tuple):
        return type(value)(_example(one, place, levels) for one in value)
    return value.example(place, levels) if type(value) is BatchedArray else value


def _joined(xp: Any, parts: Sequence[Any], levels: Levels) -> Any:
    if parts[0] is None:
        return None
    parts = [xp.asarray(part) for part in parts]
    refuse_different(parts)
    joined = xp.stack(parts)
    return BatchedArray(joined.reshape(tuple(level.size for level in levels) + parts[0].shape), levels, xp)
