"""A network of eight layers with and without checkpoints: bytes held for backward, and the time of a step."""

from __future__ import annotations

import contextlib
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy
import torch
from torch.utils.checkpoint import checkpoint

import engine

from .run import Result, Run
from .timing import computed

LAYERS, ROWS, WIDTH = 8, 2048, 256
WORK = "eight layers with dropout, with a checkpoint each and without, forward and backward"


def results(run: Run) -> Iterator[Result]:
    """Of PyTorch and of the engine: forward and backward, without checkpoints and with one for each layer."""
    random = numpy.random.default_rng(0)
    arrays = [random.normal(size=(WIDTH, WIDTH)).astype(numpy.float32) / 16 for _ in range(LAYERS)]
    x = random.normal(size=(run.size(ROWS), WIDTH)).astype(numpy.float32)
    weights = [torch.from_numpy(array.copy()).requires_grad_() for array in arrays]
    theirs = {
        name: computed(partial(_theirs, torch.from_numpy(x), weights, again))
        for name, again in (("PyTorch", False), ("PyTorch, checkpoints", True))
    }
    yield Result(WORK, "PyTorch", run.compare(theirs, rounds=9))
    context = engine.Context(seed=0)
    with context.computing():
        leaves = [context.tensor(array, requires_grad=True) for array in arrays]
        ours = {}
        for name, again in (("engine", False), ("engine, checkpoints", True)):
            step = partial(_ours, context, context.tensor(x), leaves, again)
            held, peak = _memory(context, step)
            ours[f"{name}: {held} MB, peak {peak} MB"] = computed(lambda step=step: step())  # type: ignore[misc]
        yield Result(WORK, "engine", run.compare(ours, rounds=9))


def _theirs(x: Any, weights: list[Any], again: bool) -> None:
    def layer(x: Any, weight: Any) -> Any:
        functional = torch.nn.functional
        return torch.tanh(functional.dropout(functional.gelu(functional.linear(x, weight)), 0.1))

    for weight in weights:
        x = checkpoint(layer, x, weight, use_reentrant=False) if again else layer(x, weight)
    torch.autograd.grad(x.sum(), weights)


def _ours(
    context: engine.Context,
    x: engine.Tensor,
    weights: list[engine.Tensor],
    again: bool,
    look: Callable[[engine.Tensor], object] = lambda _: None,
) -> None:
    for weight in weights:
        with engine.checkpoint(context) if again else contextlib.nullcontext():
            x = context.call("nn.functional.linear", x, weight)
            x = context.call("nn.functional.gelu", x)
            x = context.call("nn.functional.dropout", x, 0.1)
            x = context.call("tanh", x)
    root = context.call("sum", x)
    look(root)
    engine.gradients(context, [root], weights)


def _memory(context: engine.Context, step: Callable[..., None]) -> tuple[int, int]:
    """Megabytes that the graph holds after forward, and the most that there were in a step."""
    held: list[int] = []
    tracemalloc.start()
    step(look=lambda root: held.append(engine.graph.size([root])[1]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held[0] >> 20, peak >> 20
