"""The picture of a graph in DOT, the language of Graphviz."""

from __future__ import annotations

from app.drawing.picture import LEAF, OPERATION, RESULT, Picture

STYLES = {
    LEAF: 'style="rounded,filled", fillcolor="#ddf4ff", color="#0969da"',
    OPERATION: 'style=filled, fillcolor="#f6f8fa", color="#818b98"',
    RESULT: 'style="rounded,filled", fillcolor="#fff8c5", color="#9a6700"',
}


def dot(picture: Picture) -> str:
    """The picture as a DOT document."""
    boxes = [
        f"  {box.id} [label={_quoted([box.title, *(line.text for line in box.lines)])}, {STYLES[box.kind]}]"
        for box in picture.boxes
    ]
    edges = [
        f"  {picture.boxes[wire.source].id} -> {picture.boxes[box].id} [label={_quoted([picture.label(wire)])}]"
        for wire in picture.wires
        for box, _ in wire.uses
    ]
    head = [
        "digraph {",
        '  graph [rankdir=TB, label="Computation graph"]',
        '  node [shape=box, fontname="monospace", fontsize=11]',
        '  edge [fontname="monospace", fontsize=10, color="#818b98"]',
    ]
    return "\n".join([*head, *boxes, *edges, "}\n"])


def _quoted(lines: list[str]) -> str:
    escaped = (line.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(escaped) + '"'
