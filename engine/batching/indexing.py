"""Elements of batched arrays: an index for one example, carried out for all."""

from __future__ import annotations

import math
from typing import Any

import numpy

from engine.batching.array import BatchedArray, NotBatched, WrittenForAll, elements, levels_of
from engine.batching.broadcasting import aligned, full
from engine.batching.level import Levels, union

Array = Any


def get(array: BatchedArray, index: Any) -> BatchedArray:
    """array[index]."""
    entries = _entries(array, index)
    levels = union([array.levels, *(entry.levels for entry in entries if type(entry) is BatchedArray)])
    if any(type(entry) is BatchedArray and entry.levels for entry in entries):
        physical = full(array, levels, array.xp)
        found = physical[_with_batch(entries, levels, array.xp)]
        return BatchedArray(_settled(found, entries, levels), levels, array.xp)
    plain = tuple(map(elements, entries))
    hidden = len(array.levels)
    found = array.physical[(slice(None),) * hidden + plain]
    ahead = _ahead(plain)
    if hidden and ahead:  # the index arrays' dimensions came to the front of all
        found = array.xp.moveaxis(found, tuple(range(ahead, ahead + hidden)), tuple(range(hidden)))
    return array.like(found)


def put(array: BatchedArray, index: Any, value: Any) -> None:
    """array[index] = value."""
    entries = _entries(array, index, whole_masks=not getattr(value, "ndim", 0))
    xp = array.xp
    if len(entries) == 1 and _is_mask(entries[0]):
        _put_where(array, entries[0], value)
        return
    value = value if type(value) is BatchedArray else BatchedArray(xp.asarray(value), (), xp)
    levels = union([array.levels, value.levels, *(e.levels for e in entries if type(e) is BatchedArray)])
    if levels != array.levels:
        raise WrittenForAll("examples of their own are written into an array that all examples share")
    if any(type(entry) is BatchedArray and entry.levels for entry in entries):
        place = _with_batch(entries, levels, xp)
        shown = _settled(array.physical[place], entries, levels)
        spread = xp.broadcast_to(aligned([BatchedArray(shown, levels, xp), value])[0][1], shown.shape)
        array.physical[place] = _unsettled(spread, entries, levels)
        return
    plain = tuple(map(elements, entries))
    hidden, ahead = len(levels), _ahead(plain)
    place = (slice(None),) * hidden + plain
    if not hidden:
        array.physical[place] = value.physical
        return
    shown = array.physical[place]
    if ahead:
        shown = xp.moveaxis(shown, tuple(range(ahead, ahead + hidden)), tuple(range(hidden)))
    spread = aligned([BatchedArray(shown, levels, xp), value])[0][1]
    if ahead:
        spread = xp.broadcast_to(spread, shown.shape)
        spread = xp.moveaxis(spread, tuple(range(hidden)), tuple(range(ahead, ahead + hidden)))
    array.physical[place] = spread


def add(array: BatchedArray, index: Any, value: Any) -> None:
    """Add values to elements, as often as the index names them."""
    entries = _entries(array, index)
    xp = array.xp
    value = value if type(value) is BatchedArray else BatchedArray(xp.asarray(value), (), xp)
    levels = union([array.levels, value.levels, *(e.levels for e in entries if type(e) is BatchedArray)])
    if levels != array.levels:
        raise WrittenForAll("examples of their own are added to an array that all examples share")
    if not any(hasattr(entry, "dtype") for entry in entries):
        raise NotBatched("adding at an index without arrays")
    if not levels:
        xp.add.at(array.physical, tuple(map(elements, entries)), value.physical)
        return
    place = _with_batch(entries, levels, xp)
    shown = _settled(array.physical[place], entries, levels)
    spread = xp.broadcast_to(aligned([BatchedArray(shown, levels, xp), value])[0][1], shown.shape)
    xp.add.at(array.physical, place, _unsettled(spread, entries, levels))


def end_to_end(module: Any, flat: Array, positions: Array, values: Array) -> tuple[Any, Array, Array, Array]:
    """A flat array to be written to at positions, as plain arrays: those of all examples, one behind the other."""
    if not any(type(one) is BatchedArray for one in (flat, positions, values)):
        return module, flat, positions, values
    levels = union(map(levels_of, (flat, positions, values)))
    if levels_of(flat) != levels:
        raise WrittenForAll("examples of their own are written into an array that all examples share")
    xp = module.physical
    begins = xp.arange(math.prod(flat.batch_shape)).reshape((*flat.batch_shape, 1)) * flat.size
    positions, values = full(positions, levels, xp) + begins, full(values, levels, xp)
    return xp, flat.physical.reshape(-1), positions.reshape(-1), values.reshape(-1)


def put_back(flat: Array, plain: Array) -> None:
    """Let an array have what was written into it end to end, where that was a copy: its examples lie apart."""
    if type(flat) is BatchedArray and not flat.physical.flags.c_contiguous:
        flat.physical[...] = plain.reshape(flat.physical.shape)


def _put_where(array: BatchedArray, mask: BatchedArray, value: Any) -> None:
    """Write one number, or one per example, at all places of a mask."""
    (target, where, number), levels = aligned([array, mask, value])
    if levels != array.levels:
        raise WrittenForAll("examples of their own are written into an array that all examples share")
    array.physical[...] = array.xp.where(where, array.xp.asarray(number).astype(array.dtype), target)


def _entries(array: BatchedArray, index: Any, whole_masks: bool = False) -> list[Any]:
    """An index for all dimensions: the ellipsis written out, lists as arrays, masks as places where they are true."""
    given = list(index) if isinstance(index, tuple) else [index]
    given = [_entry(one, array.xp) for one in given]
    if whole_masks and len(given) == 1 and _is_mask(given[0]) and given[0].ndim == array.ndim:
        return given
    entries: list[Any] = []
    taken = sum(getattr(one, "ndim", 1) if _is_mask(one) else 1 for one in given if one is not None and one is not ...)
    if not any(one is ... for one in given):
        given.append(...)
    for one in given:
        if one is ...:
            entries += [slice(None)] * (array.ndim - taken)
        elif _is_mask(one):
            if type(one) is BatchedArray and one.levels:
                raise NotBatched("a mask chooses other elements in each example")
            if one.ndim == 0:
                raise NotBatched("a mask of no dimension")
            where = one.physical if type(one) is BatchedArray else one
            for place, (size, ours) in enumerate(zip(where.shape, array.shape[len(entries) :], strict=False)):
                if size != ours:
                    raise IndexError(f"mask has size {size} at dimension {place}, the array {ours}")
            entries += list(where.nonzero())
        else:
            entries.append(one)
    if taken > array.ndim:
        raise IndexError(f"too many indices for an array of {array.ndim} dimensions")
    return entries


def _entry(one: Any, xp: Any) -> Any:
    if type(one) is BatchedArray and not one.ndim and not one.levels and one.dtype.kind in "iu":
        return int(one.physical)
    if isinstance(one, list):
        return xp.asarray(one) if one else xp.zeros(0, int)
    return one


def _is_mask(one: Any) -> bool:
    return getattr(getattr(one, "dtype", None), "kind", "") == "b"


def _is_array(one: Any) -> bool:
    return hasattr(one, "dtype") or isinstance(one, int)


def _ahead(entries: Any) -> int:
    """How many dimensions of index arrays come before all others because the arrays are apart; 0 where they stay."""
    arrays = [one for one in entries if hasattr(one, "dtype")]
    places = [place for place, one in enumerate(entries) if _is_array(one)]
    if not arrays or places[-1] - places[0] + 1 == len(places):
        return 0
    return len(numpy.broadcast_shapes(*(one.shape for one in arrays)))


def _with_batch(entries: list[Any], levels: Levels, xp: Any) -> tuple[Any, ...]:
    """An index of physical arrays that chooses in each example by its own index arrays.

    The hidden dimensions and those of the index arrays come first in what it finds.
    """
    arrays = [entry for entry in entries if hasattr(entry, "dtype")]
    ndim = max(one.ndim for one in arrays)
    hidden = len(levels)
    rows = [
        xp.arange(level.size).reshape((1,) * place + (-1,) + (1,) * (hidden - 1 - place + ndim))
        for place, level in enumerate(levels)
    ]
    marker = BatchedArray(xp.zeros((1,) * (hidden + ndim), int), levels, xp)
    chosen: list[Any] = []
    for entry in entries:
        if hasattr(entry, "dtype"):
            value = entry if type(entry) is BatchedArray else BatchedArray(entry, (), xp)
            spread = aligned([marker, value])[0][1]
            chosen.append(spread.reshape((1,) * (hidden + ndim - spread.ndim) + spread.shape))
        elif isinstance(entry, int):
            chosen.append(xp.full((1,) * (hidden + ndim), entry))
        else:
            chosen.append(entry)
    if chosen and all(isinstance(one, slice) or one is None for one in chosen):
        raise NotBatched("an index without arrays")
    # an entry of None in front keeps the arrays apart, so that their dimensions come first in every case
    return (*rows, None, *chosen)


def _places(entries: list[Any], levels: Levels) -> tuple[int, int, int]:
    """Of what `_with_batch` finds: hidden dimensions, those of index arrays, and where these belong."""
    ndim = max(one.ndim for one in entries if hasattr(one, "dtype"))
    apart = _ahead([numpy.empty(one.shape, bool) if hasattr(one, "dtype") else one for one in entries])
    first = next(place for place, one in enumerate(entries) if _is_array(one))
    before = 0 if apart else sum(1 for one in entries[:first] if isinstance(one, slice) or one is None)
    return len(levels), ndim, before


def _settled(found: Array, entries: list[Any], levels: Levels) -> Array:
    """What `_with_batch` found, with the index arrays' dimensions where they belong in an example."""
    hidden, ndim, before = _places(entries, levels)
    front = hidden + ndim
    found = found.reshape(found.shape[:front] + found.shape[front + 1 :])  # the None
    if not before:
        return found
    order = [*range(hidden), *range(front, front + before), *range(hidden, front), *range(front + before, found.ndim)]
    return found.transpose(order)


def _unsettled(value: Array, entries: list[Any], levels: Levels) -> Array:
    """The way back of `_settled`."""
    hidden, ndim, before = _places(entries, levels)
    front = hidden + ndim
    if before:
        moved = hidden + before
        order = [*range(hidden), *range(moved, moved + ndim), *range(hidden, moved), *range(moved + ndim, value.ndim)]
        value = value.transpose(order)
    return value.reshape((*value.shape[:front], 1, *value.shape[front:]))
