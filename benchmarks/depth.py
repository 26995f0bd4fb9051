"""What an operation costs by itself in graphs from ten to a hundred thousand of them."""

from __future__ import annotations

from collections.abc import Iterator
from time import process_time
from typing import Any

import numpy
import torch

import engine

from .run import Result, Run
from .timing import Stopwatch

DEPTHS = (1_000, 10, 100, 10_000, 100_000)
"""The first is what the others are compared with: few operations bear the cost of starting, many that of memory."""
FLAT = 1 / 1.3


def results(run: Run) -> Iterator[Result]:
    """Recording a chain of x * 1.0 + 0.0 on 2x2, and the pass back, each for all depths; then PyTorch's beside them."""
    depths = list(dict.fromkeys(run.size(depth, least=2) for depth in DEPTHS))
    chains: tuple[Any, ...] = (Ours(), Theirs())
    for chain in chains:
        numpy.testing.assert_array_equal(chain.backward(chain.forward(max(depths))), numpy.ones((2, 2)))
    ours, theirs = chains
    for direction, stopwatch in (("forward", _forward), ("backward", _backward)):
        variants = {f"{depth:,} ops": stopwatch(ours, depth) for depth in depths}
        aims = dict.fromkeys(list(variants)[1:], FLAT)
        yield Result(f"cost per op, {direction}", "engine", run.compare(variants, aims, rounds=5))
        variants = {f"{depth:,} ops": stopwatch(theirs, depth) for depth in depths}
        yield Result(f"cost per op, {direction}", "PyTorch", run.compare(variants, rounds=5))


def _forward(chain: Any, depth: int) -> Stopwatch:
    def stopwatch(times: int) -> float:
        seconds = 0.0
        for _ in range(times):
            started = process_time()
            root = chain.forward(depth)
            seconds += process_time() - started
            chain.backward(root)
        return seconds / depth

    return stopwatch


def _backward(chain: Any, depth: int) -> Stopwatch:
    """The pass frees the graph, and that belongs to it."""

    def stopwatch(times: int) -> float:
        seconds = 0.0
        for _ in range(times):
            root = chain.forward(depth)
            started = process_time()
            chain.backward(root)
            del root
            seconds += process_time() - started
        return seconds / depth

    return stopwatch


class Ours:
    """A chain in the engine."""

    def __init__(self) -> None:
        self._context = engine.Context(seed=0)
        self._x = self._context.tensor(numpy.ones((2, 2), numpy.float32), requires_grad=True)
        self._seed = self._context.tensor(numpy.ones((2, 2), numpy.float32))

    def forward(self, depth: int) -> Any:
        """The end of a chain of that many operations."""
        with self._context.computing():
            return _chain(self._x, depth)

    def backward(self, root: Any) -> Any:
        """The gradient at its beginning."""
        with self._context.computing():
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
