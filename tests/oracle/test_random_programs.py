"""Random programs of functions, hooks, interrupted passes and changes in place come to the same as in PyTorch."""

from __future__ import annotations

import random
import warnings
from typing import Any

import pytest

import gradwire

torch = pytest.importorskip("torch")

STEPS = 40
ACTIONS = (
    *("multiply", "average", "apply", "apply", "hook", "unhook", "backward", "backward", "interrupted", "interrupted"),
    *("show", "forget", "change", "gradients", "clear", "seen"),
)


class Interrupted(Exception):
    """Raised inside a backward or a hook."""


class Program:
    """Two leaves, a pool of tensors made of them, a function and a hook, with either module."""

    def __init__(self, module: Any) -> None:
        self.module = module
        self.leaves = [module.full((2,), value, requires_grad=True) for value in (1.0, 2.0)]
        self.pool = [module.full((2,), value) for value in (1.0, 2.0)]
        self.handles: list[Any] = []
        self.seen: list[Any] = []
        self.fails = False
        program = self

        class Scaled(module.autograd.Function):  # type: ignore[misc]
            @staticmethod
            def forward(ctx: Any, x: Any, factor: float) -> Any:
                ctx.factor = factor
                ctx.save_for_backward(x)
                return x * factor * x

            @staticmethod
            def backward(ctx: Any, grad: Any) -> Any:
                program.stumble()
                (x,) = ctx.saved_tensors
                return grad * 2 * x * ctx.factor, None

        self.function = Scaled.apply

    def stumble(self) -> None:
        """Raise if the pass at hand is to be interrupted."""
        if self.fails:
            raise Interrupted

    def hook(self, grad: Any) -> Any:
        """Keep a few of the gradients that come by, and double them."""
        self.stumble()
        self.seen = [*self.seen[-3:], grad * 3]
        return grad * 2

    def walk_back(self, root: Any, fails: bool) -> Any:
        """A backward pass, and what the leaves have then."""
        if not root.requires_grad:
            return None
        self.fails = fails
        try:
            root.sum().backward(retain_graph=True)
        finally:
            self.fails = False
        return self.gradients()

    def gradients(self) -> Any:
        return [None if leaf.grad is None else leaf.grad.tolist() for leaf in self.leaves]

    def step(self, action: str, a: Any, b: Any, place: int) -> Any:
        """Do one thing; what there is to see of it."""
        module = self.module
        if action == "multiply":
            self.pool.append((a * b).clamp(-3, 3))
        elif action == "average":
            self.pool.append((a + b) / 2)
        elif action == "apply":
            self.pool.append(self.function(a, 0.5).clamp(-5, 5))
        elif action == "hook" and a.requires_grad:
            self.handles.append(a.register_hook(self.hook))
        elif action == "unhook" and self.handles:
            self.handles.pop(place % len(self.handles)).remove()
        elif action in ("backward", "interrupted"):
            return self.walk_back(a, action == "interrupted")
        elif action == "gradients" and a.requires_grad:
            found = module.autograd.grad(a.sum(), self.leaves, retain_graph=True, allow_unused=True)
            return [None if gradient is None else gradient.tolist() for gradient in found]
        elif action == "show":
            return repr(a)
        elif action == "seen":
            return [one.tolist() for one in self.seen]
        elif action == "clear":
            for leaf in self.leaves:
                leaf.grad = None
        elif action == "forget" and len(self.pool) > 2:
            self.pool.pop(place % len(self.pool))
        elif action == "change":
            with module.no_grad():
                self.leaves[place % 2].add_(0.25)
        return None

    def run(self, actions: list[tuple[str, int, int]]) -> list[Any]:
        """All that there was to see, and everything's values in the end."""
        shown: list[Any] = []
        for action, one, other in actions:
            there = self.pool + self.leaves
            try:
                shown.append(self.step(action, there[one % len(there)], there[other % len(there)], one))
            except (Interrupted, RuntimeError):
                # which of a changed value and the interruption a pass meets first is not compared
                shown.append("stopped")
            del self.pool[2 : 5 if len(self.pool) > 8 else 2]
        return [*shown, [one.tolist() for one in self.pool + self.leaves], self.gradients()]


@pytest.mark.parametrize("seed", range(60))
def test_it_comes_to_the_same(server: str, seed: int) -> None:
    chosen = random.Random(seed)
    actions = [(chosen.choice(ACTIONS), chosen.randrange(100), chosen.randrange(100)) for _ in range(STEPS)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = Program(torch).run(actions)
        with gradwire.Session(server):
            assert Program(gradwire).run(actions) == theirs
