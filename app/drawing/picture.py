"""What is drawn of a recorded graph: boxes are leaves, operations and results, wires are the tensors between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy

import engine

LEAF, OPERATION, RESULT = "leaf", "operation", "result"
NAME_LENGTH = 40
SAVED_LINES = 4
SHOWN_ELEMENTS = 6

Names = Mapping[int, Sequence[str]]  # by the number of a tensor


@dataclass
class Line:
    """A line of a box below its title, and what it speaks of: "node", "tensor", "saved" or "gradient"."""

    about: str
    text: str


@dataclass
class Box:
    """A leaf, an operation or a result."""

    id: str
    kind: str
    title: str
    lines: list[Line]

    def __str__(self) -> str:
        return "; ".join([f"{self.id}: {self.title}", *(line.text for line in self.lines)])


@dataclass
class Wire:
    """A tensor: the box that gives it, by which output, and the boxes that take it, as which input."""

    source: int
    output: int
    name: str
    text: str
    uses: list[tuple[int, int]] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.name} {self.text}".lstrip()


@dataclass
class Picture:
    """Boxes, each after those that it takes tensors from, and the wires."""

    boxes: list[Box]
    wires: list[Wire]

    def label(self, wire: Wire) -> str:
        """What stands beside a wire: nothing where one of its ends says it already."""
        told = self.boxes[wire.source].kind == LEAF or all(self.boxes[box].kind == RESULT for box, _ in wire.uses)
        return "" if told else str(wire)

    @property
    def summary(self) -> str:
        """What there is to see, in a sentence."""
        kinds = [box.kind for box in self.boxes]
        results = " and ".join(box.title for box in self.boxes if box.kind == RESULT)
        leads = f" that lead to {results}" if results else ""
        return f"{_count(kinds.count(LEAF), LEAF)} and {_count(kinds.count(OPERATION), OPERATION)}{leads}."


def picture(roots: Iterable[engine.Tensor], names: Names) -> Picture:
    """The picture of the graph behind tensors."""
    tensors = list(roots)
    nodes, leaves = engine.graph.parts(tensors)
    boxes: list[Box] = []
    wires: dict[tuple[int, int], Wire] = {}  # by the age of a node or leaf, and an output
    everything: list[engine.Node | engine.Tensor] = [*nodes, *leaves]
    for part in sorted(everything, key=lambda part: part.age):
        place = len(boxes)
        boxes.append(_leaf(part, names) if isinstance(part, engine.Tensor) else _operation(part, names))
        for output, (number, (shape, dtype)) in enumerate(zip(part.numbers, part.outputs, strict=True)):
            wires[part.age, output] = Wire(place, output, _name(names, number), f"{dtype.name} {list(shape)}")
        if isinstance(part, engine.Node):
            for number, edge in enumerate(part.next_edges()):
                if edge is not None:
                    wires[edge[0].age, edge[1]].uses.append((place, number))
    for tensor in {tensor.id: tensor for tensor in tensors if tensor.requires_grad}.values():
        part, output = tensor.last_edge()
        wire = wires[part.age, output]
        if not wire.uses and not isinstance(part, engine.Tensor):
            wire.uses.append((len(boxes), 0))
            boxes.append(_result(tensor, names))
    if not boxes:
        boxes.append(Box("nothing", RESULT, "nothing recorded", [Line("node", "no tensor here requires grad")]))
    return Picture(boxes, [wire for wire in wires.values() if wire.uses])


def _leaf(leaf: engine.Tensor, names: Names) -> Box:
    lines = [Line("node", "AccumulateGrad"), Line("tensor", _outline(leaf)), _gradient(leaf)]
    return Box(f"n{leaf.age}", LEAF, _name(names, leaf.id) or "leaf", lines)


def _operation(node: engine.Node, names: Names) -> Box:
    lines = [Line("node", node.op.name)] if node.op else []
    saved = node.saved_values()
    if saved is None:
        lines.append(Line("saved", "saved values freed"))
    else:
        kept = [f"saved {name} = {_value(value, names)}" for name, value in saved.items() if value is not None]
        if len(kept) > SAVED_LINES:
            kept[SAVED_LINES - 1 :] = [f"and {len(kept) - SAVED_LINES + 1} more saved"]
        lines += [Line("saved", text) for text in kept]
    for reference in node.retained.values():
        tensor = reference()
        if tensor is not None:
            lines.append(_gradient(tensor, _name(names, tensor.id)))
    return Box(f"n{node.age}", OPERATION, node.name, lines)


def _result(tensor: engine.Tensor, names: Names) -> Box:
    return Box(
        f"t{tensor.id}",
        RESULT,
        _name(names, tensor.id) or "result",
        [Line("node", "root"), Line("tensor", _outline(tensor))],
    )


def _gradient(tensor: engine.Tensor, name: str = "") -> Line:
    gradient = tensor.grad
    head = f"grad of {name}" if name else "grad"
    if gradient is None:
        return Line("node", f"no {head}")
    if gradient.data.size > SHOWN_ELEMENTS:
        return Line("gradient", f"{head} {_outline(gradient)}")
    return Line("gradient", f"{head} {_elements(gradient.numpy())}")


def _elements(array: numpy.ndarray[Any, Any]) -> str:
    """The elements of a small array, in one line."""
    wide = array.astype(numpy.complex128 if array.dtype.kind == "c" else numpy.float64)
    text = numpy.array2string(wide, separator=", ", formatter={"all": "{:.4g}".format}, max_line_width=1000)
    return re.sub(r"\s+", " ", text)


def _value(value: Any, names: Names) -> str:
    if isinstance(value, engine.Tensor | engine.Recomputed):
        return f"{_name(names, value.id)} {list(value.shape)}".lstrip()
    if isinstance(value, list):
        return f"[{', '.join(_value(item, names) for item in value[:3])}{', …' if len(value) > 3 else ''}]"
    return _shown(str(value))


def _outline(tensor: engine.Tensor) -> str:
    return f"{tensor.dtype.name} {list(tensor.shape)}"


def _name(names: Names, number: int) -> str:
    return _shown(", ".join(names.get(number, ()))) if number else ""


def _shown(text: str) -> str:
    """A text from elsewhere: not too long, and nothing in it that no font has."""
    text = "".join(character if character.isprintable() else "�" for character in text)
    return text if len(text) <= NAME_LENGTH else f"{text[: NAME_LENGTH - 1]}…"


def _count(number: int, noun: str) -> str:
    plural = {LEAF: "leaves"}.get(noun, f"{noun}s")
    return f"{number} {noun if number == 1 else plural}"
