"""Storages: the array that owns the memory which a tensor, and all views of it, show."""

from __future__ import annotations

from typing import Any


def storage(array: Any) -> Any:
    """The array at the bottom of a view of a view."""
    while type(array.base) is type(array):
        array = array.base
    return array
