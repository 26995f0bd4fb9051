"""`out`: the names that a step's results get."""

from __future__ import annotations

from typing import Any

from app.program.names import read_name
from app.program.steps import Out


def read_out(value: Any, pointer: str) -> Out:
    """What `out` names: nothing, one name, or one a result with null for those not wanted."""
    if value is None:
        return None
    if isinstance(value, list):
        return tuple(
            None if entry is None else read_name(entry, f"{pointer}/{number}") for number, entry in enumerate(value)
        )
    return read_name(value, pointer)
