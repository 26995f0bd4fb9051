"""Random programs, most of whose steps can be carried out: each is tried in a context of its own as it is made."""

from __future__ import annotations

import random
from typing import Any

import numpy

import engine
from app.errors import Problem
from app.program.parse import Limits, Parser
from app.program.run import Run
from tests.app.random_steps import UNARY, Step, Steps
from tests.app.steps import op

LIMITS = Limits(10_000, 1_000_000, 100_000)
SHAPES = [(), (3,), (2, 3), (3, 2), (3, 3), (1, 3), (4,), (2, 1, 3), (0, 3)]


class Programs(Steps):
    """Makes programs for a session that has some tensors."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.context = engine.Context(seed=0, max_bytes=1 << 16)
        self.variables: dict[str, engine.Tensor] = {}
        self.run = Run(self.context, self.variables, 60, {"version": 1})
        self.parser = Parser(LIMITS)
        self.errors = 0.0
        """How likely a step stays that cannot be carried out."""

    def bind(self, tensors: dict[str, Any]) -> None:
        for name, literal in tensors.items():
            error = self.attempt({"bind": {name: literal}})
            assert error is None, error

    def program(self, length: int, tensors: dict[str, Any]) -> list[Step]:
        """The steps of a program that comes with tensors."""
        self.begun = False
        self.run.scope.locals.clear()
        self.bind(tensors)
        found = []
        for _ in range(length):
            step = self.step()
            if step is not None:
                found.append(step)
                self.begun = self.begun or "op" in step
        return found

    def step(self, depth: int = 0) -> Step | None:
        """A step that can be carried out now, and was; now and then one that cannot."""
        for _ in range(8):
            step = self.propose(depth)
            if step is None:
                continue
            error = self.attempt(step)
            if error is None or (self.random.random() < self.errors and not isinstance(error, KeyError)):
                return step
        return None

    def attempt(self, step: Step) -> Exception | None:
        """Carry out a step, or say why that cannot be: then all is as before."""
        journal = self.context.begin()
        before = dict(self.variables), dict(self.run.scope.locals)
        try:
            program = self.parser.program([step], None, None)
            with self.context.computing():
                for question in self.run.block(program.steps):
                    raise KeyError(str(question))
        except (engine.EngineError, Problem, KeyError, ArithmeticError) as error:
            journal.rollback()
            self.variables.clear()
            self.variables.update(before[0])
            self.run.scope.locals = before[1]
            return error
        journal.commit()
        return None

    def propose(self, depth: int) -> Step | None:
        pick = self.random
        makers = [
            (16, self.unary), (16, self.binary), (8, self.reduction), (9, self.in_place), (9, self.view),
            (4, self.random_op), (3, self.index), (3, self.put), (7, self.backward), (4, self.gradients),
            (3, self.bind_step), (4, self.delete), (5, self.layer), (3, self.optimizer), (2, self.cast),
            (2, self.several), (2, self.flag), (2, self.write), (1, self.linear_algebra),
        ]  # fmt: skip
        if depth < 2:
            makers += [(3, self.grad_mode), (3, self.repeat), (2, self.vmap), (2, self.checkpoint), (2, self.choice)]
        (maker,) = pick.choices([one for _, one in makers], [weight for weight, _ in makers])
        return (
            maker(depth) if maker in (self.grad_mode, self.repeat, self.vmap, self.checkpoint, self.choice) else maker()
        )

    # Blocks

    def block(self, depth: int, most: int = 4) -> list[Step]:
        found = [self.step(depth + 1) for _ in range(self.random.randint(1, most))]
        return [step for step in found if step is not None]

    def grad_mode(self, depth: int) -> Step:
        pick = self.random
        mode: dict[str, Any] = pick.choice(
            [
                {"enabled": False},
                {"enabled": False},
                {"enabled": True},
                {"inference": True, "enabled": False},
                {"anomaly": True},
            ]
        )
        context = self.context
        before = context.grad_enabled, context.inference
        context.grad_enabled, context.inference = mode.get("enabled", True), mode.get("inference", False)
        steps = self.rehearsed(depth)
        context.grad_enabled, context.inference = before
        return {"grad_mode": {**mode, "steps": steps}}

    def rehearsed(self, depth: int, most: int = 4) -> list[Step]:
        """A block that can be carried out; what it did is put back, since it will be carried out."""
        journal = self.context.begin()
        before = dict(self.variables), dict(self.run.scope.locals)
        try:
            return self.block(depth, most)
        finally:
            journal.rollback()
            self.variables.clear()
            self.variables.update(before[0])
            self.run.scope.locals = before[1]

    def repeat(self, depth: int) -> Step:
        pick = self.random
        loop: dict[str, Any] = {"times": pick.choice([2, 3, 4, 6, 10]), "steps": self.rehearsed(depth, 5)}
        if pick.random() < 0.4:
            loop["collect"] = {"losses": self.name()}
            if pick.random() < 0.5:
                loop["every"] = 2
        if pick.random() < 0.2:
            loop["count"] = "n"
        return {"repeat": loop}

    def vmap(self, depth: int) -> Step:
        pick = self.random
        example, made = pick.sample("xywb", 2) if pick.random() < 0.3 else "ef"  # those of variables hide them
        steps = [
            op(pick.choice(UNARY[:8]), example, out=made),
            op(pick.choice(["mul", "add"]), made, self.name(), out=made),
        ]
        if pick.random() < 0.3:
            steps.append(op("sum", made, out=made))
        if pick.random() < 0.15:
            steps.append({"backward": {"tensors": [made]}})
        return {
            "vmap": {
                "inputs": {example: self.name()},
                "outputs": {self.out(): made},
                "steps": steps,
                "randomness": "different",
            }
        }

    def checkpoint(self, depth: int) -> Step:
        return {"checkpoint": {"steps": self.rehearsed(2, 3)}}

    def choice(self, depth: int) -> Step:
        return {
            "if": {"condition": self.name("any"), "then": self.rehearsed(depth, 2), "else": self.rehearsed(depth, 2)}
        }


def tensors(pick: random.Random) -> dict[str, Any]:
    """Literals of many kinds, by name."""

    def literal(shape: tuple[int, ...], dtype: str = "float32", **fields: Any) -> dict[str, Any]:
        count = int(numpy.prod(shape))
        if dtype == "int64":
            data: Any = [pick.randrange(3) for _ in range(count)]
        elif dtype == "bool":
            data = [pick.random() < 0.5 for _ in range(count)]
        elif dtype.startswith("complex"):
            data = {part: [round(pick.uniform(-2, 2), 3) for _ in range(count)] for part in ("real", "imag")}
        else:
            data = [round(pick.uniform(-2, 2), 3) for _ in range(count)]
        if not shape:
            data = {part: value[0] for part, value in data.items()} if isinstance(data, dict) else data[0]
        return {"shape": list(shape), "dtype": dtype, "data": data, **fields}

    floating = pick.choices(["float32", "float64", "float16", "bfloat16", "complex64"], [12, 3, 1, 1, 1])[0]
    shape = pick.choice(SHAPES)
    return {
        "x": literal(shape, floating),
        "y": literal(pick.choice([shape, (3,)]), floating),
        "w": literal(pick.choice([shape, (3,), (3, 3)]), floating, requires_grad=True),
        "b": literal(pick.choice([(), (3,), (1,)]), floating, requires_grad=True),
        "i": literal((3,), "int64"),
        "m": literal((3,), "bool"),
        "_l": literal(pick.choice([shape, (3,)]), floating),
        "_m": literal((3,), floating, requires_grad=True),
        "lr": literal((), "float32"),
        "rm": literal((3,)),
        "rv": literal((3,)),
    }


def with_other_values(pick: random.Random, literal: dict[str, Any]) -> dict[str, Any]:
    """A literal of the same shape and dtype."""

    def turned(data: Any) -> Any:
        if isinstance(data, list):
            return [turned(one) for one in data]
        if isinstance(data, dict):
            return {part: turned(value) for part, value in data.items()}
        if literal["dtype"] == "bool":
            return pick.random() < 0.5
        return pick.randrange(3) if literal["dtype"] == "int64" else round(pick.uniform(-2, 2), 3)

    return literal | {"data": turned(literal["data"])}
