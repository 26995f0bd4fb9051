"""Nodes of the graph by their ids."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import engine
from app.errors import Problem, invalid

_ID = re.compile(r"n[1-9]\d{0,17}")


def read_node(value: Any, pointer: str) -> str:
    """A value as the id of a node."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise invalid("`node` is the id of a node, such as n5: GET .../graph lists them.", pointer)
    return value


def find_node(tensors: Iterable[engine.Tensor], id: str) -> engine.Node | engine.Tensor:
    """The node or leaf of that id, which is alive behind one of the tensors; `not-found` where there is none."""
    found = engine.graph.find(tensors, int(id[1:])) if _ID.fullmatch(id) else None
    if found is None:
        detail = f"No tensor's graph has the node {id[:60]}: GET .../graph lists those there are."
        raise Problem("not-found", detail, node=id[:60])
    return found
