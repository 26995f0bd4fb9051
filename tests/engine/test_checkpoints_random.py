"""Checkpoints in programs drawn at random: whatever is a block, values, gradients and random numbers stay the same."""

from __future__ import annotations

import contextlib
import random
from typing import Any

import numpy

import engine
from engine import Context, Tensor
from engine.errors import EngineError, SavedValueModified

PROGRAMS = 120
DEEPEST = 3
UNARY = ("sin", "exp", "sigmoid", "tanh", "relu", "square", "clone", "detach", "t", "nn.functional.dropout")
BINARY = ("add", "mul", "matmul", "sub")
IN_PLACE = ("sigmoid_", "relu_", "zero_", "normal_", "add_", "mul_")


class Program:
    """A program on 3×3 matrices that the seed determines; blocks are checkpoints, or are not."""

    def __init__(self, seed: int, checkpoints: bool) -> None:
        self.draw = random.Random(seed)
        self.checkpoints = checkpoints
        self.context = Context(seed=1, dtype="float64")
        numbers = numpy.random.default_rng(seed)
        self.leaves = [
            self.context.tensor(numbers.uniform(0.2, 1.2, (3, 3)), requires_grad=place < 2) for place in range(3)
        ]
        for one in self.leaves:
            self.context.number(one)
        self.values = list(self.leaves)

    def run(self) -> list[Any]:
        """All values, first and second derivatives, and the next random numbers."""
        context = self.context
        for _ in range(3):
            self.steps(0)
        leaves = self.leaves[:2]
        roots = self.sums(self.values[-6:])
        first = engine.gradients(context, roots, leaves, allow_unused=True, create_graph=True) if roots else []
        again = engine.gradients(context, roots, leaves, allow_unused=True, retain_graph=True) if roots else []
        seconds = self.sums([context.run("square", [one]) for one in first if one is not None])
        second = engine.gradients(context, seconds, leaves, allow_unused=True) if seconds else []
        assert context.recomputed == []
        found = [*self.values, *first, *again, *second, context.run("rand", (), {"size": (2,)})]
        return [None if one is None else one.numpy().copy() for one in found]

    def sums(self, tensors: list[Tensor]) -> list[Tensor]:
        return [self.context.run("sum", [one]) for one in tensors if one.requires_grad]

    def steps(self, depth: int) -> None:
        for _ in range(self.draw.randint(2, 6)):
            self.step(depth)

    def step(self, depth: int) -> None:
        kind = self.draw.choice(
            ("unary", "unary", "unary", "binary", "binary", "in place", "view", "new", "block", "undone")
        )
        if kind == "unary":
            self.values.append(self.context.run(self.draw.choice(UNARY), [self.some()]))
        elif kind == "binary":
            self.values.append(self.context.run(self.draw.choice(BINARY), [self.some(), self.some()]))
        elif kind == "in place":
            self.change(self.some())
        elif kind == "view":
            view = self.context.run("select", [self.some()], {"dim": 0, "index": self.draw.randrange(3)})
            self.change(view)
            self.values.append(self.context.run("mul", [self.some(), view]))
        elif kind == "new":
            self.values.append(self.context.run("rand", (), {"size": (3, 3)}))
        elif kind == "block" and depth < DEEPEST:
            name, continues = self.draw.choice((None, "a", "b")), self.draw.random() < 0.5
            region = engine.checkpoint(self.context, name, continues) if self.checkpoints else contextlib.nullcontext()
            with region:
                self.steps(depth + 1)
        elif kind == "undone" and depth < DEEPEST:
            journal, known = self.context.begin(), len(self.values)
            self.steps(depth + 1)
            journal.rollback()
            del self.values[known:]

    def some(self) -> Tensor:
        return self.draw.choice(self.values[-7:])

    def change(self, target: Tensor) -> None:
        """Change a tensor in place, unless it is a leaf that records or a view of one."""
        name = self.draw.choice(IN_PLACE)
        owner = target if target.base is None else target.base
        if not (owner.requires_grad and owner.is_leaf):
            other = [self.some()] if name in ("add_", "mul_") and target.shape == (3, 3) else []
            self.context.run(name if other or name not in ("add_", "mul_") else "sin_", [target, *other])


def compared(seed: int) -> bool:
    """Whether a program can be compared: it comes to an end with checkpoints and without."""
    plain, recomputed = Program(seed, checkpoints=False), Program(seed, checkpoints=True)
    with plain.context.computing():
        try:
            expected = plain.run()
        except EngineError:  # it changes in place what it needs
            return False
        try:
            found = recomputed.run()
        except SavedValueModified as error:
            if "which a checkpoint needs" not in error.detail:
                raise
            return False  # it changes in place what a block began with
    for one, other in zip(found, expected, strict=True):
        assert (one is None) == (other is None)
        if one is not None:
            numpy.testing.assert_array_equal(one, other)
    return True


def test_blocks_change_nothing() -> None:
    assert sum(map(compared, range(PROGRAMS))) > PROGRAMS / 2
