"""Columns: many values of one kind together, which is quicker and smaller than one by one.

A column says what its rows have, in one of these ways:

    value           all the same
    which, of       one of these different ones; what was one object in several rows is one again
    kinds, of       a value of one of these columns, each of values of one type
    tuple           a tuple each, all of one length: a column for each place
    lengths, of     a tuple each, whose values are one after the other in a column
    as              itself: numbers, texts
    o, a            an object, an array, by its number
    each            a value as `values` spells it
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from engine.saving.values import BIG

if TYPE_CHECKING:
    from engine.saving.reading import Reader
    from engine.saving.writing import Writer

Column = dict[str, Any]


def written(writer: Writer, values: Sequence[Any]) -> Column:
    """A column of values."""
    if not values:
        return {"as": []}
    numbers = list(map(id, values))
    different = dict(zip(numbers, values, strict=True))
    if len(different) == 1:
        return {"value": writer.write(values[0])}
    if 2 * len(different) <= len(values):
        places = dict(zip(different, itertools.count()))
        return {"which": list(map(places.__getitem__, numbers)), "of": written(writer, list(different.values()))}
    kinds: list[type] = list(map(type, values))
    parts: dict[type, list[Any]] = {kind: [] for kind in kinds}
    if len(parts) > 1:
        for kind, value in zip(kinds, values, strict=True):
            parts[kind].append(value)
        order = list(parts)
        return {"kinds": list(map(order.index, kinds)), "of": [written(writer, part) for part in parts.values()]}
    return _of_one_kind(writer, kinds[0], values)


def _of_one_kind(writer: Writer, kind: type, values: Sequence[Any]) -> Column:
    if kind is tuple:
        lengths = list(map(len, values))
        if min(lengths) == max(lengths):
            return {"tuple": [written(writer, part) for part in zip(*values, strict=True)]}
        return {"lengths": written(writer, lengths), "of": written(writer, list(itertools.chain(*values)))}
    is_itself = (
        kind in (bool, str)
        or (kind is int and min(values) > -BIG and max(values) < BIG)
        or (kind is float and all(map(math.isfinite, values)))
    )
    if is_itself:
        return {"as": list(values)}
    return writer.numbers(kind, values) or {"each": list(map(writer.write, values))}


def read(reader: Reader, column: Column, count: int) -> Iterable[Any]:
    """The values of a column of so many rows."""
    if "which" in column:
        which = column["which"]
        different = list(read(reader, column["of"], max(which) + 1))
        return map(different.__getitem__, which)
    if "kinds" in column:
        kinds = column["kinds"]
        parts = [iter(read(reader, part, kinds.count(place))) for place, part in enumerate(column["of"])]
        return map(next, map(parts.__getitem__, kinds))
    if "lengths" in column:
        lengths = list(read(reader, column["lengths"], count))
        values = iter(read(reader, column["of"], sum(lengths)))
        return (tuple(itertools.islice(values, length)) for length in lengths)
    ((key, found),) = column.items()
    if key == "value":
        return itertools.repeat(reader.read(found), count)
    if key == "tuple":
        return zip(*(read(reader, part, count) for part in found), strict=True)
    if key == "as":
        return found  # type: ignore[no-any-return]
    return map(reader.read if key == "each" else reader.readers[key], found)
