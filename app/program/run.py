"""Carrying out a program: the one interpreter behind every change of a session.

A backward pass may ask the client (see engine.hooks), so a program is carried out by a generator: it yields questions
and is sent the answers.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import engine
from app.errors import Problem, located
from app.program import control, differentiation, mapping, operations
from app.program.arguments import resolve
from app.program.asking import Asking
from app.program.decisions import Decisions
from app.program.names import NO_NAMES, Name, Scope
from app.program.planned import PlannedBlock, is_small
from app.program.plans import Place, Plans
from app.program.steps import (
    AddHook,
    Backward,
    Bind,
    Block,
    Checkpoint,
    Delete,
    Function,
    Gradients,
    GradMode,
    If,
    Operation,
    Program,
    RemoveHook,
    Repeat,
    Saved,
    Step,
    VMap,
    While,
)
from engine.plan import Rehearsal

if TYPE_CHECKING:
    from app.progress import Progress

NO_PLANS = Plans(0)


class Run:
    """One program at work in a context: its scope, its deadline, and what it has so far."""

    def __init__(
        self,
        context: engine.Context,
        variables: dict[str, engine.Tensor],
        seconds: float,
        place: dict[str, Any] | None = None,
        plans: Plans | None = None,
        remembers: bool = False,
        names: Mapping[str, str] = NO_NAMES,
        decisions: Decisions | None = None,
    ) -> None:
        self.context = context
        self.decisions = decisions or Decisions()
        self.plans = NO_PLANS if plans is None or self.decisions.are_given else plans
        self.place = place or {}
        """Where steps stand but for their pointers: the `version` that a session gets by this; empty without one."""
        self.scope = Scope(context, variables, remembers, names)
        self.give_time(seconds)
        self.progress: Progress | None = None
        """Who is told what loops collect."""
        self.finished = 0
        self.id: str | None = None
        """That of the program, where it may be sent again."""
        self.planned: PlannedBlock | None = None
        """The plan that carried it out quickly."""
        self.told: list[engine.Tensor] = []
        """What a plan says that it returns."""
        self.before = context.tensors, context.nodes
        """How many there were when it began."""
        self.pointer = ""
        """The step at work."""
        self.bound: list[str] = []
        self.parts: dict[str, tuple[str, ...]] = {}
        self.gradients: Any = None
        """What the last step of gradients gave: a list, or rows of them."""

    @property
    def has_owner(self) -> bool:
        """Whether there is somebody to ask about functions and hooks: the client of a session."""
        return "version" in self.place

    def give_time(self, seconds: float) -> None:
        """Have that many seconds from now on."""
        self.seconds = seconds
        self.deadline = time.monotonic() + seconds

    def bind_all(self, tensors: Mapping[Name, Any]) -> None:
        """Bind the tensors that came with the request, which are literals, names or tensors."""
        scope = self.scope
        for name, value in tensors.items():
            try:
                tensor = value if isinstance(value, engine.Tensor) else resolve(value, scope)
                self.context.number(tensor)  # locals, too: a plan takes only what has a number
                scope.bind(name, tensor)
            except Exception as error:
                raise located(error, f"/tensors/{name}") from error
            self.finished += 1

    def rehearsing(self, rehearsal: Rehearsal) -> Run:
        """The run of a rehearsal, which goes on from where this one is."""
        run = Run(rehearsal, {}, max(self.left, 0))
        run.bound, run.gradients = self.bound, self.gradients
        return run

    def program(self, program: Program) -> Asking:
        """Carry out a program: by its plan if there is one that fits, else step by step."""
        self.id = program.id
        if program.steps:
            self.check_deadline(program.steps[0].pointer)
        if self.progress is not None:
            yield from self.block(program.steps)
        elif program.stretches and self.has_owner and self.plans.size:
            for stretch in program.stretches:
                yield from control.stretch(self, stretch)
        elif not self.plans.carry_out(self, (program.id, None, 1), program.steps, program=program):
            yield from self.block(program.steps)

    def carries_out_quickly(self, program: Program) -> bool:
        """Carry out a program, if it and its answer are known to take no time; else nothing is done."""
        if not program.steps:
            return is_small(map(self.scope.known, program.returns))
        self.planned = self.plans.carry_out_quickly(self, (program.id, None, 1))
        return self.planned is not None

    def rounds(self, place: Place, block: Block, several: int) -> int:
        """Carry out a round, or several at once where that pays, by a plan that fits; how many were carried out."""
        if block:
            self.check_deadline(block[0].pointer)
        for together in dict.fromkeys((several, 1)):
            if self.plans.carry_out(self, (*place, together), block, together):
                return together
        return 0

    @property
    def left(self) -> float:
        """Seconds until the deadline."""
        return self.deadline - time.monotonic()

    def check_deadline(self, pointer: str) -> None:
        """Stop at a step when the time is over."""
        if self.left < 0:
            detail = f"The program ran for {self.seconds:g} seconds, which is its time: it was stopped at a step."
            raise Problem("deadline-exceeded", detail, pointer=pointer)

    def block(self, steps: Block) -> Asking:
        """Carry out steps in order; an error is told with the place of its step."""
        for step in steps:
            self.check_deadline(step.pointer)
            self.context.origin = {**self.place, "pointer": step.pointer} if self.context.anomaly else None
            self.pointer = step.pointer
            try:
                asking = CARRY_OUT[type(step)](self, step)
                if asking is not None:
                    yield from asking
            except Exception as error:
                if not isinstance(step, Operation):
                    raise located(error, step.pointer) from error
                if isinstance(error, engine.errors.EngineError):
                    error.facts.setdefault("op", step.name)
                raise located(error, operations.place(step, getattr(error, "facts", {}))) from error
            self.finished += 1

    def answers(self, program: Program) -> tuple[dict[str, engine.Tensor | None], dict[str, engine.Tensor | None]]:
        """The tensors that the program returns, and those whose infos it returns."""
        told = self.bound if program.info is None else program.info
        return self._look_up(program.returns, "/return"), self._look_up(told, "/info")

    def _look_up(self, names: Sequence[str], pointer: str) -> dict[str, engine.Tensor | None]:
        found: dict[str, engine.Tensor | None] = {}
        try:
            for name in names:
                for part in self.parts.get(name, (name,)):
                    found[str(part)] = self.scope.peek(part)
        except Problem as error:
            raise located(error, f"{pointer}/{names.index(name)}") from error
        return found


CARRY_OUT: dict[type[Step], Callable[[Run, Any], Asking | None]] = {
    Operation: operations.operation,
    Bind: operations.bind,
    Delete: operations.delete,
    GradMode: control.grad_mode,
    VMap: mapping.vmap,
    Checkpoint: control.checkpoint,
    Repeat: control.repeat,
    While: control.loop,
    If: control.choose,
    Backward: differentiation.backward,
    Gradients: differentiation.gradients,
    Function: differentiation.function,
    AddHook: differentiation.add_hook,
    RemoveHook: differentiation.remove_hook,
    Saved: differentiation.saved,
}
