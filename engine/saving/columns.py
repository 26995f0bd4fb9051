"""Objects as tables: those of one class that have the same attributes are rows, each attribute is a column.

Most attributes are the same in many objects, so a column is written in one of three ways: one value for all rows, the
different values and which one each row has, or a value for each row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Spelled = Any


def compressed(column: Sequence[Any], write: Callable[[Any], Spelled] = lambda one: one) -> dict[str, Any]:
    """What `write` makes of a column, of whose values some may be one object."""
    numbers = list(map(id, column))
    different = dict(zip(numbers, column, strict=True))
    if 2 * len(different) > len(column) > 1:
        return {"values": list(map(write, column))}
    if len(different) == 1:
        return {"value": write(column[0])}
    places = {number: place for place, number in enumerate(different)}
    return {"values": list(map(write, different.values())), "which": [places[number] for number in numbers]}


def expanded(column: Mapping[str, Any], count: int, read: Callable[[Spelled], Any]) -> Iterable[Any]:
    """What `read` makes of a column, for each of so many rows."""
    if "value" in column:
        return [read(column["value"])] * count
    values = list(map(read, column["values"]))
    return map(values.__getitem__, column["which"]) if "which" in column else values
