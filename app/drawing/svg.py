"""The picture of a graph as SVG: text and shapes alone, with colours for light pages and for dark ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape

from app.drawing.grid import Link, Size
from app.drawing.layout import Layout, Point, layout
from app.drawing.picture import OPERATION, Box, Picture, Wire

ADVANCE = 0.61  # the width of a character of a monospaced font, in font sizes
TITLE_SIZE = 13
LINE_SIZE = 11
TITLE_HEIGHT = 18.0
LINE_HEIGHT = 15.0
PADDING = 10.0
MARGIN = 20.0
LABEL_GAP = 7.0
PORT_GAP = 20.0
ARROW = 7.0
STUB = 16.0  # how far a wire runs down from its box before it turns, for the label beside it
NAMED_USES = 4  # of a wire, at most
LABELLED_OUTPUTS = 6  # of one box, at most: more have no room beside each other

FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
LIGHT = {
    ".page": "fill: #ffffff; stroke: #d1d9e0",
    ".leaf rect": "fill: #ddf4ff; stroke: #0969da",
    ".operation rect": "fill: #f6f8fa; stroke: #818b98",
    ".result rect": "fill: #fff8c5; stroke: #9a6700",
    ".title": "fill: #1f2328",
    ".node": "fill: #59636e",
    ".tensor": "fill: #1f2328",
    ".saved": "fill: #8250df",
    ".gradient": "fill: #1a7f37",
    ".wire": "stroke: #818b98",
    ".arrow": "fill: #818b98",
    ".label": "fill: #59636e; stroke: #ffffff",
}
DARK = {
    ".page": "fill: #0d1117; stroke: #3d444d",
    ".leaf rect": "fill: #0c2d4f; stroke: #4493f8",
    ".operation rect": "fill: #212830; stroke: #9198a1",
    ".result rect": "fill: #3b2e0a; stroke: #d29922",
    ".title": "fill: #f0f6fc",
    ".node": "fill: #9198a1",
    ".tensor": "fill: #f0f6fc",
    ".saved": "fill: #ab7df8",
    ".gradient": "fill: #3fb950",
    ".wire": "stroke: #9198a1",
    ".arrow": "fill: #9198a1",
    ".label": "fill: #9198a1; stroke: #0d1117",
}
SHAPES = {
    "text": f"font: {LINE_SIZE}px {FONT}; text-anchor: middle",
    ".title": f"font-size: {TITLE_SIZE}px; font-weight: 600",
    "rect": "stroke-width: 1.2",
    ".wire": "fill: none; stroke-width: 1.4",
    ".label": "text-anchor: start; stroke-width: 4; stroke-linejoin: round; paint-order: stroke",
}


class Port(NamedTuple):
    """Where a wire leaves a box, from its middle, and the label beside it."""

    x: float
    label: str


def svg(picture: Picture, limit: int) -> str:
    """The picture as an SVG document; `limit-exceeded` where it has more boxes and pieces of wire than the limit."""
    inputs, ports, sizes = _measure(picture)
    links = [
        Link(wire.source, ports[number].x, [(box, inputs[box][entry]) for box, entry in wire.uses])
        for number, wire in enumerate(picture.wires)
    ]
    places = layout(sizes, links, limit)
    width, height = _whole(places.width + 2 * MARGIN), _whole(places.height + 2 * MARGIN)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="gradwire" role="img" width="{width}" height="{height}" '
            f'viewBox="{-MARGIN:g} {-MARGIN:g} {width} {height}">',
            "<title>Computation graph</title>",
            f"<desc>{escape(picture.summary)}</desc>",
            f"<style>{_style()}</style>",
            f'<rect class="page" x="{-MARGIN + 0.5:g}" y="{-MARGIN + 0.5:g}" width="{width - 1}" height="{height - 1}" '
            'rx="8"/>',
            *_wires(picture, places),
            *_boxes(picture.boxes, sizes, places.middles),
            *_labels(picture.wires, ports, sizes, places.middles),
            "</svg>\n",
        ]
    )


def _measure(picture: Picture) -> tuple[list[dict[int, float]], list[Port], list[Size]]:
    """Where the inputs of each box are, where wires leave, and how large boxes are."""
    entries: list[set[int]] = [set() for _ in picture.boxes]
    given: list[list[int]] = [[] for _ in picture.boxes]
    for number, wire in enumerate(picture.wires):
        given[wire.source].append(number)
        for taker, entry in wire.uses:
            entries[taker].add(entry)
    inputs: list[dict[int, float]] = []
    ports = [Port(0.0, "")] * len(picture.wires)
    sizes = []
    for box, taken, wires in zip(picture.boxes, entries, given, strict=True):
        labels = [picture.label(picture.wires[number]) if len(wires) <= LABELLED_OUTPUTS else "" for number in wires]
        slots = [PORT_GAP + (LABEL_GAP + _width(label) if label else 0.0) for label in labels]
        width = 2 * PADDING + max([_width(box.title, TITLE_SIZE), *(_width(line.text) for line in box.lines)])
        width = max(width, PORT_GAP * len(taken), sum(slots) if len(slots) > 1 else 0.0)
        x = -sum(slots) / 2 + PORT_GAP / 2
        for number, label, slot in zip(wires, labels, slots, strict=True):
            ports[number] = Port(x if len(wires) > 1 else 0.0, label)
            x += slot
        room = max(width, 2 * slots[0]) if len(slots) == 1 else width
        step = min(PORT_GAP * 1.5, width / (len(taken) + 1))
        inputs.append({entry: step * (place - (len(taken) - 1) / 2) for place, entry in enumerate(sorted(taken))})
        sizes.append(Size(width, 2 * PADDING + TITLE_HEIGHT + LINE_HEIGHT * len(box.lines) - 4, room))
    return inputs, ports, sizes


def _boxes(boxes: list[Box], sizes: list[Size], middles: list[Point]) -> Iterator[str]:
    for box, size, (x, y) in zip(boxes, sizes, middles, strict=True):
        left, top = x - size.width / 2, y - size.height / 2
        corner = 4 if box.kind == OPERATION else 14
        yield f'<g class="{box.kind}"><title>{escape(str(box))}</title>'
        yield f'<rect x="{left:.1f}" y="{top:.1f}" width="{size.width:.1f}" height="{size.height:.1f}" rx="{corner}"/>'
        baseline = top + PADDING + TITLE_SIZE - 2
        yield f'<text class="title" x="{x:.1f}" y="{baseline:.1f}">{escape(box.title)}</text>'
        baseline += TITLE_HEIGHT - 1
        for line in box.lines:
            yield f'<text class="{line.about}" x="{x:.1f}" y="{baseline:.1f}">{escape(line.text)}</text>'
            baseline += LINE_HEIGHT
        yield "</g>"


def _wires(picture: Picture, places: Layout) -> Iterator[str]:
    for wire, runs in zip(picture.wires, places.runs, strict=True):
        source = picture.boxes[wire.source].title
        takers = ", ".join(picture.boxes[box].title for box, _ in wire.uses[:NAMED_USES])
        takers += ", …" if len(wire.uses) > NAMED_USES else ""
        path = " ".join(_path(run) for run in runs)
        yield f'<path class="wire" d="{path}"><title>{escape(f"{source} → {takers}: {wire}")}</title></path>'
        ends = [run[-1] for run in runs]
        heads = "".join(f"M{x:.1f} {y:.1f}l{-ARROW / 2:g} {-ARROW:g}h{ARROW:g}z" for x, y in ends)
        yield f'<path class="arrow" d="{heads}"/>'


def _path(points: list[Point]) -> str:
    """A line through points that runs down at each of them, and at its end into an arrow."""
    *_, (end, tip) = points
    points = [*points[:-1], (end, tip - ARROW + 1)]
    (x, y), *rest = points
    text = f"M{x:.1f} {y:.1f}v{STUB:g}"
    y += STUB
    for to_x, to_y in rest:
        middle = (y + to_y) / 2
        straight = abs(to_x - x) < 0.05
        text += f"V{to_y:.1f}" if straight else f"C{x:.1f} {middle:.1f} {to_x:.1f} {middle:.1f} {to_x:.1f} {to_y:.1f}"
        x, y = to_x, to_y
    return text


def _labels(wires: list[Wire], ports: list[Port], sizes: list[Size], middles: list[Point]) -> Iterator[str]:
    for wire, port in zip(wires, ports, strict=True):
        if port.label:
            x, y = middles[wire.source]
            name = f'<tspan class="title">{escape(wire.name)}</tspan> ' if wire.name else ""
            place = f'x="{x + port.x + LABEL_GAP:.1f}" y="{y + sizes[wire.source].height / 2 + LINE_HEIGHT:.1f}"'
            yield f'<text class="label" {place}>{name}{escape(wire.text)}</text>'


def _style() -> str:
    light = " ".join(f".gradwire {what} {{ {how} }}" for what, how in [*SHAPES.items(), *LIGHT.items()])
    dark = " ".join(f".gradwire {what} {{ {how} }}" for what, how in DARK.items())
    return f"{light} @media (prefers-color-scheme: dark) {{ {dark} }}"


def _width(text: str, size: float = LINE_SIZE) -> float:
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return (len(text) + wide) * size * ADVANCE


def _whole(length: float) -> int:
    return int(length) + 1
