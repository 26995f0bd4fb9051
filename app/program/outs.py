"""`out`: the names that a step's results get."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.errors import invalid
from app.program.names import read_name
from app.program.steps import Out


def read_out(value: Any, pointer: str) -> Out:
    """What `out` names: nothing, one name, or one a result with null for those not wanted."""
    if isinstance(value, list):
        return tuple(None if entry is None else read_name(entry, at) for at, entry in _entries(value, pointer))
    return None if value is None else read_name(value, pointer)


def read_out_of_rows(value: Any, pointer: str) -> Out:
    """What `out` names where results come in rows: a list of lists."""
    if value is None:
        return None
    rows = value if isinstance(value, list) else [value]
    for at, row in _entries(rows, pointer):
        if not isinstance(row, list):
            raise invalid("Of a matrix of results `out` is a list of rows, which are lists of names.", at)
    return tuple(read_out(row, at) for at, row in _entries(rows, pointer))


def _entries(value: list[Any], pointer: str) -> Iterator[tuple[str, Any]]:
    return ((f"{pointer}/{number}", entry) for number, entry in enumerate(value))
