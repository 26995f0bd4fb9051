"""A context saved and loaded, and two contexts compared in every detail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy
import orjson

import engine
from engine import Context, Tensor
from engine.errors import EngineError
from engine.saving import load, save
from engine.saving.objects import MODES
from tests.app.likeness import difference

Variables = dict[str, Tensor]
Step = Callable[[Context, Variables], Any]


def loaded(context: Context, variables: Variables) -> tuple[Context, dict[str, Tensor]]:
    """Another context of what was saved of one, by way of JSON text, with its variables.

    Owners are texts.
    """
    with save(context, variables, str.upper) as saved:
        text = orjson.dumps(saved.document)
        arrays = [saved.take(place) for place in range(len(saved.arrays))]
    other = Context(context.device.name, "float32", 0, context.max_bytes)
    return other, load(other, orjson.loads(text), arrays, str.lower)


def state(context: Context, variables: Variables) -> dict[str, Any]:
    """All that a context and its variables are."""
    with context.computing():
        graph = repr(engine.graph.describe(variables.values()))
        size = engine.graph.size(variables.values())
    return {
        "variables": dict(variables),
        "modes": {name: getattr(context, name) for name in MODES if name != "functions"},
        "functions": sorted(node.age for node in context.functions or ()),
        "hooks": list(context.hooks.known.items()),
        "released": context.released,
        "graph": graph,
        "size": size,
    }


def alike(one: Context, variables: Variables, other: Context, others: Variables) -> None:
    """Fail where two contexts differ."""
    with one.computing():
        found = difference(state(one, variables), state(other, others))
    assert found is None, found


def same(begin: Step, *steps: Step, context: Context | None = None) -> tuple[Context, Variables]:
    """Fail where a context is another one after it was saved and loaded, between any two steps.

    A step may fail, and must then do so in both. The last context is given, which was loaded most often.
    """
    context, variables = context or Context(seed=0), Variables()
    with context.computing():
        begin(context, variables)
    other, others = loaded(context, variables)
    alike(context, variables, other, others)
    for step in steps:
        assert done(step, other, others) == done(step, context, variables)
        alike(context, variables, other, others)
        other, others = loaded(other, others)
        alike(context, variables, other, others)
    return other, others


def done(step: Step, context: Context, variables: dict[str, Tensor]) -> Any:
    """What a step gives, or how it fails."""
    with context.computing():
        try:
            return step(context, variables)
        except EngineError as error:
            return type(error), str(error), error.facts


def leaf(context: Context, data: Any = ((1.0, 2.0, 3.0), (4.0, 5.0, 6.0)), requires_grad: bool = True) -> Tensor:
    return context.tensor(numpy.array(data, numpy.float32), requires_grad=requires_grad)


def run(op: str, out: str, *inputs: Any, **attributes: Any) -> Step:
    """A step that runs an operation on variables and numbers."""

    def step(context: Context, variables: Variables) -> None:
        given = [variables[one] if isinstance(one, str) else one for one in inputs]
        variables[out] = context.run(op, given, attributes)

    return step


def backward(*roots: str, **options: Any) -> Step:
    """A step that walks back from the sums of variables."""

    def step(context: Context, variables: Variables) -> None:
        engine.backward(context, [context.run("sum", [variables[name]]) for name in roots], **options)

    return step


def steps(*parts: Step) -> Step:
    """Several steps as one."""

    def step(context: Context, variables: Variables) -> Any:
        return [part(context, variables) for part in parts][-1]

    return step


def begin(context: Context, variables: Variables) -> None:
    variables["x"] = leaf(context)
    variables["w"] = leaf(context, [0.5, 2.0, -1.0])


FORWARD = steps(begin, run("mul", "y", "x", "w"), run("sin", "z", "y"))
"""Steps that make a small graph."""

CHANGED = steps(
    begin,
    run("mul", "b", "x", 1.5),
    run("select", "row", "b", dim=0, index=1),
    run("transpose", "turned", "b", dim0=0, dim1=1),
    run("narrow", "part", "turned", dim=0, start=1, length=2),
)
"""Steps that make views."""
