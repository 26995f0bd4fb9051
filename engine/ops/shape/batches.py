"""Into vmap and out of it: a dimension that becomes hidden, and a hidden one that is shown again.

https://docs.pytorch.org/docs/stable/generated/torch.func.vmap.html
"""

from __future__ import annotations

from typing import Any

from engine.batching.array import BatchedArray
from engine.batching.broadcasting import batch, full
from engine.batching.level import union
from engine.batching.module import BatchedModule
from engine.families import operation, view
from engine.parameters import Array, Integer, OfLevel, Xp


@view(moves=True, adjoint=True, variants=())
def _batch(xp: Xp, input: Array, *, dim: Integer, level: OfLevel) -> Any:
    """input with a dimension hidden: one example of it."""
    array = _seen(xp, input)
    hidden = len(array.levels)
    levels = union([array.levels, (level,)])
    physical = array.xp.moveaxis(array.physical, hidden + dim % array.ndim, levels.index(level))
    return BatchedArray(physical, levels, array.xp)


@view(moves=True, adjoint=True, variants=())
def _unbatch(xp: Xp, input: Array, *, dim: Integer, level: OfLevel) -> Any:
    """input with the dimension of a level shown; a tensor that all examples share is repeated for each."""
    array = _seen(xp, input)
    levels = tuple(one for one in array.levels if one is not level)
    within = union([array.levels, (level,)])
    physical = full(array, within, array.xp) if level not in array.levels else array.physical
    physical = array.xp.moveaxis(physical, within.index(level), len(levels) + dim % (array.ndim + 1))
    return BatchedArray(physical, levels, array.xp) if levels else physical


@operation("shape", moves=True, adjoint=True, variants=())
def _sum_levels(xp: Xp, input: Array, *, levels: OfLevel) -> Any:
    """The sum over the examples of levels."""
    array = input
    places = tuple(place for place, level in enumerate(array.levels) if level in levels)
    left = tuple(level for level in array.levels if level not in levels)
    physical = array.xp.sum(array.physical, places)
    return BatchedArray(physical, left, array.xp) if left else array.xp.asarray(physical)


def _seen(module: Xp, input: Array) -> BatchedArray:
    """An array as a batched one, of no levels where it is none."""
    return batch(input, module.physical if isinstance(module, BatchedModule) else module)


_batch.gradient(input=lambda ops, g, dim, level: ops._unbatch(g, dim=dim, level=level))
_unbatch.gradient(input=lambda ops, g, dim, level: ops._batch(g, dim=dim, level=level))
_sum_levels.gradient(input=lambda ops, g: g)
