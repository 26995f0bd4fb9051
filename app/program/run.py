"""Carrying out a program: the one interpreter behind every change of a session."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy

import engine
from app.errors import Problem, invalid, located
from app.program.arguments import Literal, mentions, resolve
from app.program.names import Name, Scope
from app.program.steps import (
    Backward,
    Bind,
    Block,
    Delete,
    Gradients,
    GradMode,
    If,
    Operation,
    Out,
    Program,
    Repeat,
    Step,
    Tally,
    While,
)

LAST = "_"


class Run:
    """One program at work in a context: its scope, its deadline, and what it has so far."""

    def __init__(self, context: engine.Context, variables: dict[str, engine.Tensor], seconds: float) -> None:
        self.context = context
        self.scope = Scope(context, variables)
        self.seconds = seconds
        self.deadline = time.monotonic() + seconds
        self.finished = 0
        self.bound: list[str] = []
        self.parts: dict[str, tuple[Name, ...]] = {}
        self.gradients: list[engine.Tensor | None] | None = None

    def bind_all(self, tensors: Mapping[Name, Any]) -> None:
        """Bind the tensors that came with the request, which are literals, names or tensors."""
        for name, value in tensors.items():
            try:
                tensor = value if isinstance(value, engine.Tensor) else resolve(value, self.scope)
                self.scope.bind(name, tensor)
            except Exception as error:
                raise located(error, f"/tensors/{name}") from error
            self.finished += 1

    def block(self, steps: Block) -> None:
        """Carry out steps in order; an error is told with the place of its step."""
        for step in steps:
            if time.monotonic() > self.deadline:
                detail = f"The program ran for {self.seconds:g} seconds, which is its time: it was stopped at a step."
                raise Problem("deadline-exceeded", detail, pointer=step.pointer)
            try:
                CARRY_OUT[type(step)](self, step)
            except Exception as error:
                if not isinstance(step, Operation):
                    raise located(error, step.pointer) from error
                if isinstance(error, engine.errors.EngineError):
                    error.facts.setdefault("op", step.name)
                raise located(error, _place(step, getattr(error, "facts", {}))) from error
            self.finished += 1

    def answers(self, program: Program) -> tuple[dict[str, engine.Tensor | None], dict[str, engine.Tensor | None]]:
        """The tensors that the program returns, and those whose infos it returns."""
        return self._look_up(program.returns, "/return"), self._look_up(
            tuple(map(Name, self.bound)) if program.info is None else program.info, "/info"
        )

    def _look_up(self, names: tuple[Name, ...], pointer: str) -> dict[str, engine.Tensor | None]:
        found = {}
        for number, name in enumerate(names):
            try:
                for part in self.parts.get(name, (name,)):
                    found[str(part)] = self.scope.peek(part)
            except Problem as error:
                raise located(error, f"{pointer}/{number}") from error
        return found

    def operation(self, step: Operation) -> None:
        """Run an operation of the engine and bind its results."""
        scope = self.scope
        inputs = [resolve(argument, scope) for argument in step.inputs]
        attributes = step.constants
        if step.named:
            attributes = {**attributes, **{key: resolve(value, scope) for key, value in step.named.items()}}
        self.name_results(self.context.run(step.name, inputs, attributes), step.out, f"{step.pointer}/out")

    def name_results(self, results: Any, out: Out, pointer: str) -> None:
        """Bind the results of a step to what `out` names, the first one to `_`."""
        several = isinstance(results, tuple | list)
        if results is None or (several and not results):
            pairs: list[tuple[Name | None, Any]] = []
            if out is not None:
                raise invalid("This step has no result to name with `out`.", pointer)
        elif isinstance(out, tuple):
            given = list(results) if several else [results]
            if len(given) != len(out):
                detail = (
                    f"`out` has {len(out)} names and the step {len(given)} results: write null for those not wanted."
                )
                raise invalid(detail, pointer)
            pairs = list(zip(out, given, strict=True))
        elif several:
            names = [None if out is None else Name(f"{out}.{number}") for number in range(len(results))]
            pairs = list(zip(names, results, strict=True))
            if out is not None:
                self.parts[out] = tuple(name for name in names if name is not None)
        else:
            pairs = [(out, results)]
        self.bound = []
        for name, tensor in pairs:
            if name is None:
                continue
            if tensor is None:
                self.scope.leave_unbound(name)
            else:
                self.scope.bind(name, tensor)
            self.bound.append(str(name))
        if pairs and isinstance(pairs[0][1], engine.Tensor):
            self.scope.locals[LAST] = pairs[0][1]

    def backward(self, step: Backward) -> None:
        """Walk back and accumulate."""
        roots = [self.scope.find(name) for name in step.tensors]
        inputs = None if step.inputs is None else [self.scope.find(name) for name in step.inputs]
        engine.backward(self.context, roots, self._seeds(roots, step), inputs=inputs, **step.options)

    def functional_gradients(self, step: Gradients) -> None:
        """Walk back and bind or keep the gradients."""
        roots = [self.scope.find(name) for name in step.tensors]
        inputs = [self.scope.find(name) for name in step.inputs]
        self.gradients = engine.gradients(self.context, roots, inputs, self._seeds(roots, step), **step.options)
        self.name_results(self.gradients, step.out, step.pointer)

    def _seeds(self, roots: list[engine.Tensor], step: Backward | Gradients) -> list[engine.Tensor | None] | None:
        if step.gradients is None:
            return None
        seeds: list[engine.Tensor | None] = []
        for number, entry in enumerate(step.gradients):
            if isinstance(entry, Literal):
                seeds.append(entry.tensor_like(roots[min(number, len(roots) - 1)]))
            else:
                seeds.append(None if entry is None else self.scope.find(entry))
        return seeds

    def grad_mode(self, step: GradMode) -> None:
        """Set the mode, for a block or from here on."""
        context = self.context
        before = context.grad_enabled, context.inference
        context.grad_enabled, context.inference = step.enabled, step.inference
        if step.steps is not None:
            try:
                self.block(step.steps)
            finally:
                context.grad_enabled, context.inference = before

    def bind(self, step: Bind) -> None:
        """Bind names, all at once, so that two can be exchanged."""
        pairs = [(name, resolve(value, self.scope)) for name, value in step.pairs]
        for name, tensor in pairs:
            self.scope.bind(name, tensor)

    def delete(self, step: Delete) -> None:
        """Forget names."""
        for name in step.names:
            self.scope.delete(name)

    def repeat(self, step: Repeat) -> None:
        """Carry out a block a number of times."""
        with self._counting(step.tally) as count:
            for done in range(step.times):
                self.block(step.steps)
                count(done + 1)

    def loop(self, step: While) -> None:
        """Carry out a block while a condition holds."""
        with self._counting(step.tally) as count:
            done = 0
            while True:
                self.block(step.test)
                if not self.scope.find(step.condition):
                    return
                if done == step.rounds:
                    detail = f"The condition still holds after {done} rounds, which is the loop's limit."
                    raise Problem("loop-limit", detail, limit=step.rounds)
                self.block(step.steps)
                done += 1
                count(done)

    @contextmanager
    def _counting(self, tally: Tally) -> Iterator[Callable[[int], None]]:
        collected: list[list[engine.Tensor]] = [[] for _ in tally.collect]

        def count(done: int) -> None:
            if tally.count is not None:
                self.scope.bind(tally.count, self.context.tensor(numpy.array(done, numpy.int64)))
            if done and done % tally.every == 0:
                for (_, source), values in zip(tally.collect, collected, strict=True):
                    values.append(self.context.run("clone", [self.scope.find(source).detach()]))

        count(0)
        yield count
        for (name, _), values in zip(tally.collect, collected, strict=True):
            empty = numpy.empty(0, self.context.dtype)
            self.scope.bind(name, self.context.run("stack", [values]) if values else self.context.tensor(empty))

    def choose(self, step: If) -> None:
        """Carry out one of two blocks."""
        self.block(step.then if self.scope.find(step.condition) else step.otherwise)


def _place(step: Operation, facts: dict[str, Any]) -> str:
    """The place of the argument that an error is about, else of the operation."""
    if facts.get("argument") in step.places:
        return step.places[facts["argument"]]
    if "name" in facts:
        for number, argument in enumerate(step.inputs):
            if mentions(argument, facts["name"]):
                return f"{step.pointer}/inputs/{number}"
        for key, argument in step.named.items():
            if mentions(argument, facts["name"]):
                return step.places[key]
    return step.pointer


CARRY_OUT: dict[type[Step], Callable[[Run, Any], None]] = {
    Operation: Run.operation,
    Backward: Run.backward,
    Gradients: Run.functional_gradients,
    GradMode: Run.grad_mode,
    Bind: Run.bind,
    Delete: Run.delete,
    Repeat: Run.repeat,
    While: Run.loop,
    If: Run.choose,
}
