"""One node of the graph as its JSON object."""

from __future__ import annotations

from typing import Any

import numpy

import engine
from app.answers import facts
from gradwire.wire import values


def describe(node: engine.Node | engine.Tensor) -> dict[str, Any]:
    """A node or leaf, with infos of what it has saved; attributes that JSON cannot say are left out."""
    document = engine.graph.details(node)
    saved, attributes = document["saved"], document["attributes"]
    document["saved"] = None if saved is None else {name: _facts(saved[name]) for name in sorted(saved)}
    document["attributes"] = {name: _written(value) for name, value in attributes.items() if _is_sayable(value)}
    return document


def _facts(value: Any) -> Any:
    if isinstance(value, list):
        return [_facts(entry) for entry in value]
    return None if value is None else facts(value)


def _is_sayable(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(map(_is_sayable, value))
    return value is None or isinstance(value, bool | int | float | complex | str | numpy.dtype)


def _written(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_written(entry) for entry in value]
    if isinstance(value, numpy.dtype):
        return engine.dtypes.name(value)
    return value if value is None or isinstance(value, str) else values.write(value)
