"""Drawings of the recorded graph, which the server makes: what `tensor.graph()` gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

from gradwire.recording.handle import Handle


class Graph:
    """The recorded graph behind a tensor as it was when it was asked for; a notebook draws it, and it prints as text.

    `dot` is the drawing in the language of Graphviz.
    """

    def __init__(self, svg: str | None, dot: str, data: dict[str, Any]) -> None:
        self._svg = svg
        self.dot = dot
        self._data = data

    @property
    def svg(self) -> str:
        """The drawing as SVG. Raises RuntimeError where the graph is too large to be laid out."""
        if self._svg is None:
            raise RuntimeError(
                f"this graph of {len(self._data['nodes'])} nodes is too large to be laid out as SVG: draw a tensor "
                "nearer to the leaves, take `dot`, which Graphviz lays out, or print it as text"
            )
        return self._svg

    def save(self, path: str | Path) -> None:
        """Write the drawing to a file, whose name ends in .svg, .dot or .gv. Raises ValueError for another name."""
        ending = Path(path).suffix.lower()
        if ending not in (".svg", ".dot", ".gv"):
            raise ValueError(f"a graph is saved as .svg, .dot or .gv, not as {ending or 'a file without an ending'}")
        Path(path).write_text(self.svg if ending == ".svg" else self.dot, encoding="utf-8")

    def _repr_svg_(self) -> str | None:
        return self._svg

    def __repr__(self) -> str:
        return "\n".join(self._lines()) or "nothing recorded"

    def _lines(self) -> Iterator[str]:
        """A line for each node, the leaves first: where it takes from, and the tensors that it makes."""
        data = self._data
        taken: dict[str, list[str]] = {}
        for edge in data["edges"]:
            taken.setdefault(edge["from"], []).append(edge["to"])
        tensors = {tensor["id"]: tensor for tensor in data["tensors"]}
        for node in data["nodes"]:
            made = ", ".join(_outline(tensors[one]) for one in node["outputs"] if one in tensors)
            yield f"{node['id']} {node['name']}({', '.join(taken.get(node['id'], ()))}) -> {made}"


def _outline(tensor: Mapping[str, Any]) -> str:
    names = ", ".join(tensor["names"])
    return f"{names or tensor['id']} {tensor['dtype']} {tensor['shape']}"


def variables(frame: FrameType) -> dict[str, Handle]:
    """The variables of a frame that are tensors, apart from those that begin with an underscore."""
    visible = {**frame.f_globals, **frame.f_locals}
    return {name: value for name, value in visible.items() if isinstance(value, Handle) and not name.startswith("_")}
