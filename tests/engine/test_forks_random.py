"""Forks in programs drawn at random: each is to be like a deep copy, whoever writes, and whatever is put back.

`GRADWIRE_RANDOM_FORKS=2000 pytest tests/engine/test_forks_random.py` tries more of them.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from typing import Any

import numpy
import pytest

import engine
from engine import Context, Tensor
from engine.checkpoints import checkpoint
from engine.errors import EngineError
from engine.hooks import add_hook
from engine.saving import fork, load, save
from engine.storage import storage

LIVES = int(os.environ.get("GRADWIRE_RANDOM_FORKS", "60"))
LENGTH = 150
MOST = 3
STEPS = {
    "write": 8,
    "record": 3,
    "view": 2,
    "assign": 3,
    "differentiate": 3,
    "block": 1,
    "begin": 2,
    "wait": 2,
    "end": 3,
}
Variables = dict[str, Tensor]
Fork = Callable[[Context, Variables, Context], Variables]


def copied(context: Context, variables: Variables, into: Context) -> Variables:
    """What `fork` is to be like."""
    with save(context, variables, lambda owner: owner) as saved:
        arrays = [saved.take(place).copy() for place in range(len(saved.arrays))]
        return load(into, saved.document, arrays, lambda owner: owner)


class Session:
    """A context with its variables; programs that are not at their end can be put back, some wait in a pass."""

    def __init__(self, context: Context, variables: Variables) -> None:
        self.context = context
        self.variables = variables
        self.open: list[tuple[Any, Variables, Any]] = []

    def step(self, draw: random.Random) -> Any:
        """Do something; what became of it."""
        (kind,) = draw.choices(list(STEPS), list(STEPS.values()))
        try:
            getattr(self, kind)(draw)
        except EngineError as error:
            return str(error)
        return None

    def some(self, draw: random.Random) -> Tensor:
        return self.variables[draw.choice(sorted(self.variables))]

    def write(self, draw: random.Random) -> None:
        tensor = self.some(draw)
        if tensor.grad is not None and draw.random() < 0.3:
            tensor = tensor.grad
        with self.context.recording_as(draw.random() < 0.2):
            other = draw.choice([draw.randint(-3, 3), self.some(draw)])
            self.context.run(draw.choice(["add_", "copy_", "mul_"]), [tensor, other])

    def record(self, draw: random.Random) -> None:
        made = self.context.run(draw.choice(["add", "mul", "sub"]), [self.some(draw), self.some(draw)])
        self.variables[f"v{draw.randint(0, 5)}"] = self.context.run("sin", [made])

    def view(self, draw: random.Random) -> None:
        tensor, kind = self.some(draw), draw.randint(0, 3)
        if kind == 0:
            made = tensor.detach()
        elif kind == 1:
            made = tensor.variable_data()
        else:
            with self.context.recording_as(draw.random() < 0.7):
                made = self.context.run("t", [tensor])
        self.variables[f"v{draw.randint(0, 5)}"] = made

    def assign(self, draw: random.Random) -> None:
        tensor, kind = self.some(draw), draw.randint(0, 4)
        if kind == 0:
            tensor.set_data(self.some(draw).detach())
        elif kind == 1:
            tensor.set_grad(self.some(draw).detach() if draw.random() < 0.7 else None)
        elif kind == 2:
            tensor.requires_grad_(draw.random() < 0.8)
        elif kind == 3:
            tensor.retain_grad()
        else:
            self.variables.pop(f"v{draw.randint(0, 5)}", None)

    def passing(self, draw: random.Random) -> Any:
        recorded = [name for name, one in sorted(self.variables.items()) if one.requires_grad] or ["x"]
        roots = [self.variables[draw.choice(recorded)] for _ in range(draw.randint(1, 3))]
        seeds = [self.some(draw) for _ in roots]
        seeds = [one.grad if one.grad is not None and draw.random() < 0.3 else one for one in seeds]
        return engine.backward_pass(self.context, roots, seeds, retain_graph=draw.random() < 0.7)

    def differentiate(self, draw: random.Random) -> None:
        steps = self.passing(draw)
        try:
            question = next(steps)
            while True:
                question = steps.send([None] * len(question.slots))
        except StopIteration:
            return

    def block(self, draw: random.Random) -> None:
        with checkpoint(self.context, "block", continues=draw.random() < 0.7):
            for _ in range(draw.randint(1, 4)):
                draw.choice([self.record, self.write])(draw)

    def begin(self, draw: random.Random) -> None:
        if len(self.open) < 3:
            self.open.append((self.context.begin(), dict(self.variables), None))

    def wait(self, draw: random.Random) -> None:
        """Begin a pass that asks, in a program of its own, and leave it there."""
        if len(self.open) == 3:
            return
        journal, before = self.context.begin(), dict(self.variables)
        steps = None
        try:
            add_hook(self.context, f"h{draw.random()}", "gradient", [self.some(draw)])
            steps = self.passing(draw)
            next(steps)
        except (EngineError, StopIteration):
            steps = None
        self.context.grad_enabled = True
        self.open.append((journal, before, steps))

    def end(self, draw: random.Random) -> None:
        """Let the innermost program come to its end, or put all back."""
        if not self.open:
            return
        journal, before, steps = self.open.pop()
        fails = draw.random() < 0.7
        if steps is not None:
            try:
                while not fails:
                    steps.send([None])
            except StopIteration:
                pass
            except EngineError:
                fails = True
            steps.close()
        if fails:
            journal.rollback()
            self.variables = before
        else:
            journal.commit()

    def found(self) -> Any:
        """All that can be seen of it: values, gradients, versions, and who has the same memory."""
        seen: list[Any] = []
        roots: dict[int, int] = {}
        for name, tensor in sorted(self.variables.items()):
            for one in (tensor, tensor.grad):
                if one is not None:
                    place = roots.setdefault(id(storage(one.data)), len(roots))
                    seen.append((name, one.numpy().tobytes(), one.data.strides, one.version, one.requires_grad, place))
        return seen, self.context.tensors, self.context.nodes


def begun() -> Session:
    context = Context(seed=0, dtype="float64")
    numbers = numpy.random.default_rng(0)
    variables = {name: context.tensor(numbers.uniform(0.2, 1, (2, 2)), requires_grad=name == "w") for name in "wxyz"}
    for one in variables.values():
        context.number(one)
    return Session(context, variables)


def lives(seed: int, forks: Fork) -> list[Any]:
    """What is seen of all sessions after each step."""
    draw = random.Random(seed)
    sessions = [begun()]
    one = sessions[0]
    seen: list[Any] = []
    with sessions[0].context.computing():
        for _ in range(LENGTH):
            place, kind, stays, step = draw.randrange(12), draw.random(), draw.random(), random.Random(draw.random())
            if not (one in sessions and one.open and stays < 0.6):
                one = sessions[place % len(sessions)]
            said = None
            if kind < 0.12 and not one.open:
                child = Context(seed=1)
                sessions.append(Session(child, forks(one.context, one.variables, child)))
                del sessions[: len(sessions) - MOST]
            else:
                said = one.step(step)
            seen.append((said, [each.found() for each in sessions]))
    return seen


@pytest.mark.cpu_only("memory of GPUs is copied")
@pytest.mark.parametrize("seed", range(LIVES))
def test_a_fork_is_like_a_deep_copy(seed: int) -> None:
    for number, (shared, apart) in enumerate(zip(lives(seed, fork), lives(seed, copied), strict=True)):
        assert shared == apart, f"step {number}"
