"""Steps that hold other steps: a grad mode for a block, loops, a choice."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy

import engine
from app.errors import Problem, noted
from app.program.asking import Asking
from app.program.decisions import OPEN
from app.program.plans import weight
from app.program.steps import Block, Checkpoint, GradMode, If, Repeat, Stretch, While
from app.program.stretches import SHORTEST

if TYPE_CHECKING:
    from app.program.run import Run

TOGETHER = 100
"""Steps of a loop's rounds that are planned together."""
ROUND = "/steps"
"""Where plans of a stretch's rounds stand: these keep locals, as a program of the same steps does not."""


def grad_mode(run: Run, step: GradMode) -> Asking:
    """Set the modes, for a block or from here on."""
    context = run.context
    before = context.grad_enabled, context.inference, context.anomaly
    if step.enabled is not None:
        context.grad_enabled, context.inference = step.enabled, step.inference
    if step.anomaly is not None:
        context.anomaly = step.anomaly
    if step.steps is not None:
        try:
            yield from run.block(step.steps)
        finally:
            context.grad_enabled, context.inference, context.anomaly = before


def checkpoint(run: Run, step: Checkpoint) -> Asking:
    """Carry out a block whose results are computed again for backward."""
    with engine.checkpoint(run.context, step.region, step.continues):
        yield from run.block(step.steps)


def repeat(run: Run, step: Repeat) -> Asking:
    """Carry out a block a number of times."""
    several = _several(step)
    planned = run.progress is None or not _counts(step.steps)  # what a plan does within is not told
    with _Counting(run, step) as count:
        done = 0
        while done < step.times:
            together = several if several <= step.times - done and done % several == 0 else 1
            by_plan = run.rounds((run.id, step.pointer), step.steps, together) if planned else 0
            if not by_plan:
                yield from run.block(step.steps)
            done += by_plan or 1
            count(done)


def stretch(run: Run, rounds: Stretch) -> Asking:
    """Carry out the rounds of a stretch of a program."""
    several = rounds.times // -(-rounds.times // _most(rounds.size))
    done = 0
    while done < rounds.times:
        block = rounds.round(done)
        together = several if several <= rounds.times - done else 1
        by_plan = run.rounds((rounds.id, ROUND), block, together) if rounds.size >= SHORTEST else 0
        if not by_plan:
            yield from run.block(block)
        done += by_plan or 1


def _several(step: Repeat) -> int:
    """How many rounds of a loop are planned together: as many as come between looks at them."""
    most = _most(weight(step.steps))
    if step.tally.count is not None:
        return 1
    if not step.tally.collect:
        return most
    return max(rounds for rounds in range(1, most + 1) if step.tally.every % rounds == 0)


def _most(size: int) -> int:
    """How many rounds of so many steps may be planned together."""
    return max(TOGETHER // max(size, 1), 1)


def _counts(block: Block) -> bool:
    """Whether a loop in a block counts or collects."""
    for step in block:
        if isinstance(step, Repeat | While) and (step.tally.collect or step.tally.count is not None):
            return True
        if any(_counts(getattr(step, inner, None) or ()) for inner in ("steps", "test", "then", "otherwise")):
            return True
    return False


def loop(run: Run, step: While) -> Asking:
    """Carry out a block while a condition holds."""
    decision = run.decisions.begin()
    with _Counting(run, step) as count:
        done = 0
        while True:
            yield from run.block(step.test)
            if not (run.scope.find(step.condition) if decision.given == OPEN else done < decision.given):
                decision.end(done)
                return
            if done == step.rounds:
                detail = f"The condition still holds after {done} rounds, which is the loop's limit."
                raise Problem("loop-limit", detail, limit=step.rounds)
            yield from run.block(step.steps)
            done += 1
            count(done)


def choose(run: Run, step: If) -> Asking:
    """Carry out one of two blocks."""
    decision = run.decisions.begin()
    holds = bool(run.scope.find(step.condition)) if decision.given == OPEN else decision.given == 1
    decision.end(int(holds))
    return run.block(step.then if holds else step.otherwise)


class _Counting:
    """What a loop keeps of its rounds: told the number of each, it binds the count and collects values.

    What goes wrong in a round says in which. No generator does this: from Python 3.12 on an error that is thrown into
    one, and raised as another, holds itself by its traceback (see app/errors.py).
    """

    def __init__(self, run: Run, step: Repeat | While) -> None:
        tally = step.tally
        self._run = run
        self._step = step
        self._progress = run.progress if tally.collect or tally.count is not None else None
        self._collected: list[list[engine.Tensor]] = [[] for _ in tally.collect]
        self._finished = 0

    def __enter__(self) -> Callable[[int], None]:
        self._count(0)
        return self._finish

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if isinstance(error, Exception):
            raise noted(error, round=self._finished) from error
        if error is None:
            self._bind()

    def _finish(self, done: int) -> None:
        self._count(done)
        self._finished = done

    def _count(self, done: int) -> None:
        context, scope, tally = self._run.context, self._run.scope, self._step.tally
        if tally.count is not None:
            scope.bind(tally.count, context.tensor(numpy.array(done, numpy.int64)))
        if done and done % tally.every == 0:
            for (_, source), values in zip(tally.collect, self._collected, strict=True):
                values.append(context.run("clone", [scope.find(source).detach()]))
            if self._progress is not None:
                pairs = zip(tally.collect, self._collected, strict=True)
                last = {str(source): values[-1] for (_, source), values in pairs}
                self._progress.collect(self._step.pointer, done, last)

    def _bind(self) -> None:
        context, scope = self._run.context, self._run.scope
        for (name, _), values in zip(self._step.tally.collect, self._collected, strict=True):
            empty = numpy.empty(0, context.dtype)
            scope.bind(name, context.run("stack", [values]) if values else context.tensor(empty))
