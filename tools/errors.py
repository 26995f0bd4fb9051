"""What operations raise: each is run with a mistake, and the class of its error noted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy

from engine import Context, Op
from engine.errors import EngineError
from engine.examples import example_tensor

ODD = (5, 7)
"""A shape that fits no example's."""


def raises(op: Op) -> dict[str, str]:
    """The errors of an operation: what was wrong, and the class of PyTorch's exception."""
    context = Context(seed=0)
    found: dict[str, str] = {}
    with context.computing():
        for wrong, arguments in _mistakes(context, op):
            try:
                context.run(op, (), arguments)
            except EngineError as error:
                found[wrong] = error.exception
    return found


def _mistakes(context: Context, op: Op) -> Iterator[tuple[str, dict[str, Any]]]:
    """Arguments that are wrong in one thing."""
    case = next((case for case in op.cases if "dim" in case), op.cases[0] if op.cases else {})
    tensors = {p.name: example_tensor(context, op, p, case[p.name]) for p in op.tensors if p.name in case}
    given = {**case, **tensors}
    if any((parameter.name, parameter.kind) == ("dim", "integer") for parameter in op.parameters):
        yield "dim is out of range", {**given, "dim": 99}
    single = [name for name, value in tensors.items() if hasattr(value, "dtype") and value.dtype.kind == "f"]
    if len(single) > 1:
        yield "shapes do not fit", {**given, single[-1]: context.tensor(numpy.ones(ODD, numpy.float32))}
        yield "dtypes differ", {**given, single[-1]: context.run("to", [given[single[-1]]], {"dtype": "float64"})}
