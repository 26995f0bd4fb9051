"""The order in which random numbers fill memory: PyTorch's, along the smallest stride first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.batching import levels_of
from engine.batching.level import Levels


def arranged(xp: Any, numbers: Any, like: Any) -> Any:
    """Numbers in one dimension as an array of the shape of another, filled in the order of that one's memory.

    The result is dense and keeps the order of the dimensions. Under vmap the hidden dimensions count as well.
    """
    levels = levels_of(numbers)
    if not levels:
        return _arranged(xp.asarray(numbers), like.shape, _strides(like, ()))
    return numbers.like(_arranged(numbers.physical, numbers.batch_shape + like.shape, _strides(like, levels)))


def in_rows(like: Any, levels: Levels) -> bool:
    """Whether what `arranged` gives is contiguous."""
    shape = (*(level.size for level in levels), *like.shape)
    order = [dim for dim in _order(shape, _strides(like, levels)) if shape[dim] != 1]
    return order == sorted(order) or 0 in shape


def _arranged(numbers: Any, shape: tuple[int, ...], strides: tuple[int, ...]) -> Any:
    order = _order(shape, strides)
    if order == sorted(order):
        return numbers.reshape(shape)
    back = sorted(range(len(order)), key=order.__getitem__)
    return numbers.reshape([shape[dim] for dim in order]).transpose(back)


def _strides(like: Any, levels: Levels) -> tuple[int, ...]:
    """The strides of an array, first those of the hidden dimensions of `levels`: 0 for those that it lacks."""
    if not levels:
        return like.strides  # type: ignore[no-any-return]
    hidden = dict(zip(like.levels, like.physical.strides, strict=False)) if levels_of(like) else {}
    return (*(hidden.get(level, 0) for level in levels), *like.strides)


def _order(shape: Sequence[int], strides: Sequence[int]) -> list[int]:
    """The dimensions from the outermost in memory to the innermost, as PyTorch's loops go through them.

    They are sorted by insertion, since a dimension of stride 0 compares with none: it stays where it is.
    """
    order = list(range(len(shape)))
    for start in reversed(range(len(order) - 1)):
        place = start
        for inner in range(start + 1, len(order)):
            here, there = order[place], order[inner]
            step, other = abs(strides[here]), abs(strides[there])
            if not (step and other) or (step == other and shape[here] >= shape[there]):
                continue
            if step > other:
                break
            order[place], order[inner] = there, here
            place = inner
    return order
