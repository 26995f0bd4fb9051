"""What an operation costs by itself in graphs from ten to a hundred thousand of them.

It runs as in a server: with its settings of Python's garbage collector, which PyTorch has the good of, too, and where
infinities arise silently from the start on.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator
from time import process_time
from typing import Any

import numpy
import torch

import engine
from app import collector

from .run import Result, Run
from .timing import Stopwatch

DEPTHS = (1_000, 10, 100, 10_000, 100_000)
"""The first is what the others are compared with: few operations bear the cost of starting, many that of memory."""
FLAT = 1 / 1.3
TIMED = 1_000
"""The fewest operations between two looks at the clock, which cost as much as some: small graphs come by the dozen."""


def results(run: Run) -> Iterator[Result]:
    """Recording a chain of x * 1.0 + 0.0 on 2x2, and the pass back, each for all depths; then PyTorch's beside them."""
    depths = list(dict.fromkeys(run.size(depth, least=2) for depth in DEPTHS))
    context = engine.Context(seed=0)
    chains: tuple[Any, ...] = (Ours(context), Theirs())
    with _as_in_a_server(), context.computing():
        for chain in chains:
            numpy.testing.assert_array_equal(chain.backward(chain.forward(max(depths))), numpy.ones((2, 2)))
        ours, theirs = chains
        for direction, stopwatch in (("forward", _forward), ("backward", _backward)):
            variants = {f"{depth:,} ops": stopwatch(ours, depth) for depth in depths}
            aims = dict.fromkeys(list(variants)[1:], FLAT)
            yield Result(f"cost per op, {direction}", "engine", run.compare(variants, aims, rounds=5))
            variants = {f"{depth:,} ops": stopwatch(theirs, depth) for depth in depths}
            yield Result(f"cost per op, {direction}", "PyTorch", run.compare(variants, rounds=5))


@contextlib.contextmanager
def _as_in_a_server() -> Iterator[None]:
    thresholds = gc.get_threshold()
    collector.settle()
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


def _forward(chain: Any, depth: int) -> Stopwatch:
    graphs = max(1, TIMED // depth)

    def stopwatch(times: int) -> float:
        seconds = 0.0
        for _ in range(times):
            started = process_time()
            roots = [chain.forward(depth) for _ in range(graphs)]
            seconds += process_time() - started
            while roots:
                chain.backward(roots.pop())
        return seconds / (graphs * depth)

    return stopwatch


def _backward(chain: Any, depth: int) -> Stopwatch:
    """The pass frees the graph, and that belongs to it."""
    graphs = max(1, TIMED // depth)

    def stopwatch(times: int) -> float:
        seconds = 0.0
        for _ in range(times):
            roots = [chain.forward(depth) for _ in range(graphs)]
            started = process_time()
            while roots:
                chain.backward(roots.pop())
            seconds += process_time() - started
        return seconds / (graphs * depth)

    return stopwatch


class Ours:
    """A chain in the engine."""

    def __init__(self, context: engine.Context) -> None:
        self._context = context
        self._x = context.tensor(numpy.ones((2, 2), numpy.float32), requires_grad=True)
        self._seed = context.tensor(numpy.ones((2, 2), numpy.float32))

    def forward(self, depth: int) -> Any:
        """The end of a chain of that many operations."""
        return _chain(self._x, depth)

    def backward(self, root: Any) -> Any:
        """The gradient at its beginning."""
        (found,) = engine.gradients(self._context, [root], [self._x], [self._seed])
        assert found is not None
        return found.numpy()


class Theirs:
    """A chain in PyTorch."""

    def __init__(self) -> None:
        self._x = torch.ones(2, 2, requires_grad=True)
        self._seed = torch.ones(2, 2)

    def forward(self, depth: int) -> Any:
        """The end of a chain of that many operations."""
        return _chain(self._x, depth)

    def backward(self, root: Any) -> Any:
        """The gradient at its beginning."""
        return torch.autograd.grad(root, self._x, self._seed)[0].numpy()


def _chain(x: Any, depth: int) -> Any:
    for _ in range(depth // 2):
        x = x * 1.0 + 0.0
    return x
