"""Contexts that are forked, and what they are changed by."""

from __future__ import annotations

from typing import Any

import numpy

import engine
from engine.saving import fork


def begun() -> tuple[engine.Context, dict[str, engine.Tensor]]:
    """A context with a leaf, views, a graph, and a gradient."""
    context = engine.Context(seed=0)
    w = context.tensor(numpy.arange(6.0, dtype=numpy.float32).reshape(2, 3), requires_grad=True)
    x = context.tensor(numpy.ones((3, 2), numpy.float32, order="F"))
    for one in (w, x):
        context.number(one)
    y = context.run("matmul", [w, x])
    loss = context.run("sum", [context.run("exp", [context.run("mul", [y, 0.1])])])
    engine.backward(context, [context.run("sum", [context.run("mul", [w, w])])])
    return context, {"w": w, "x": x, "y": y, "loss": loss, "view": context.run("view", [x.detach()], {"size": [3, 2]})}


def forked(context: engine.Context, variables: dict[str, engine.Tensor]) -> tuple[engine.Context, dict[str, Any]]:
    child = engine.Context(seed=1)
    return child, fork(context, variables, child)


def values(variables: dict[str, engine.Tensor]) -> dict[str, list[Any]]:
    return {name: tensor.numpy().tolist() for name, tensor in variables.items()}


def add(context: engine.Context, tensor: engine.Tensor, number: float) -> None:
    with context.recording_as(False):
        context.run("add_", [tensor, number])
