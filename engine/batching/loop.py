"""One example after the other: what is done where a kernel cannot compute for all at once."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

from engine.batching.array import BatchedArray, NotBatched
from engine.batching.level import Levels


def one_by_one(xp: Any, levels: Levels, compute: Callable[..., Any], values: Sequence[Any]) -> Any:
    """compute(*values) for each example, with plain arrays of the module `xp`; the results as batched arrays."""
    places = list(itertools.product(*(range(level.size) for level in levels)))
    results = [compute(*(_example(value, place, levels) for value in values)) for place in places]
    if not results:
        raise NotBatched("vmap over no example at all can only run what computes for all examples at once.")
    if not isinstance(results[0], tuple):
        return _joined(xp, results, levels)
    return tuple(_joined(xp, parts, levels) for parts in zip(*results, strict=True))


def _example(value: Any, place: tuple[int, ...], levels: Levels) -> Any:
    if isinstance(value, list):
        return [_example(one, place, levels) for one in value]
    return value.example(place, levels) if type(value) is BatchedArray else value


def _joined(xp: Any, parts: Sequence[Any], levels: Levels) -> Any:
    if parts[0] is None:
        return None
    parts = [xp.asarray(part) for part in parts]
    if len({part.shape for part in parts}) > 1:
        raise NotBatched(
            "vmap: examples gave results of different shapes, which cannot stand in one tensor: use an operation whose "
            "result has the same shape whatever the values are."
        )
    joined = xp.stack(parts)
    return BatchedArray(joined.reshape(tuple(level.size for level in levels) + parts[0].shape), levels, xp)
