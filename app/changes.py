"""A change of a session: one request's program, carried out to its end, or suspended where a pass asks the client."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

from app.errors import Problem, noted
from app.program.arguments import Upload
from app.program.asking import Asking
from app.program.names import Name
from app.program.run import Run
from app.program.steps import Call
from engine import Question, Tensor
from engine.hooks import Answers

if TYPE_CHECKING:
    from app.progress import Progress
    from app.sessions import Session

Result = TypeVar("Result")
GIVEN_UP = "The pass was cancelled, or its client was silent for too long; the steps before it stand."
Uploads = Mapping[Name, Upload]


class Change(Generic[Result]):
    """A program at work in a session; if it fails, all is as before unless the call is not atomic.

    A program at a suspension runs `inside` the change that is suspended, and becomes part of it; its result may be the
    answers with which that one `resumes`.
    """

    def __init__(
        self,
        session: Session,
        call: Call,
        answer: Callable[[Run], Result],
        uploads: Uploads | None = None,
        inside: Suspension | None = None,
        resumes: bool = False,
        progress: Progress | None = None,
    ) -> None:
        context = session.context
        seconds = math.inf if session.is_recovering else call.seconds(session.settings.program_seconds)
        self.session = session
        self.call = call
        self.inside = inside
        self.resumes = resumes
        self.modes = context.grad_enabled, context.inference, context.anomaly
        """The session's, as long as it waits."""
        self.keys: list[str] = []
        """The Idempotency-Keys of requests that it was part of, to be free again when it fails or is cancelled."""
        plans = session.plans if inside is None else None
        place = {"version": session.version + 1}
        remembers = call.atomic or inside is not None
        self.run = Run(context, session.variables, seconds, place, plans, remembers, call.names, session.decisions)
        self.run.progress = progress
        if inside is not None:
            self.run.place["suspension"] = inside.id
            self.run.scope.locals.update(inside.locals)
        self._answer = answer
        self._journal = context.begin() if call.atomic else None
        self._uploads = uploads
        self._steps: Asking | None = None
        """What is left to be carried out, once it was begun."""

    def _carry_out(self) -> Asking:
        self._bind()
        yield from self.run.program(self.call.program)

    def _bind(self) -> None:
        if self._uploads:
            self.run.bind_all(self._uploads)
        if self.call.tensors:
            self.run.bind_all(self.call.tensors)

    def go_on(self, answers: Answers | None = None) -> Result | Question:
        """Carry on to the end, which is answered, or to the next question, with the answers to the last one."""
        if self._steps is None:
            self._steps = self._carry_out()
        try:
            with self.session.context.computing():
                try:
                    return next(self._steps) if answers is None else self._steps.send(answers)
                except StopIteration:
                    result = self._answer(self.run)
                finally:
                    if self.run.progress is not None:
                        self.run.progress.end()
        except BaseException as error:
            self._undo()
            if isinstance(error, Exception) and not self.call.atomic:  # what was finished stands
                raise noted(error, finished=self.run.finished) from error
            raise
        return self._end(result)

    def begin(self) -> Result | None:
        """Carry it out as far as that is known to be quick: to the end, which is answered; None where more is left."""
        program = self.call.program
        try:
            with self.session.context.computing():
                self._bind()
                if not self.run.carries_out_quickly(program):
                    self._steps = self.run.program(program)
                    return None
                result = self._answer(self.run)
        except BaseException as error:
            self._undo()
            if isinstance(error, Exception) and not self.call.atomic:  # what was finished stands
                raise noted(error, finished=self.run.finished) from error
            raise
        return self._end(result)

    def finish(self) -> Result:
        """Carry on to the end of a program in which nobody is asked."""
        result = self.go_on()
        assert not isinstance(result, Question)
        return result

    def _end(self, result: Result) -> Result:
        if self._journal is not None:
            self._journal.commit()
        self._stand()
        return result

    def give_time(self) -> None:
        """Let it have all its time once more."""
        self.run.give_time(self.call.seconds(self.session.settings.program_seconds))

    def cancel(self) -> None:
        """Give it up where it waits."""
        if self._steps is not None:
            self._steps.close()
        self._undo()

    def _undo(self) -> None:
        """Put all back as it was; or let finished steps stand, where that was asked for."""
        if self._journal is not None:
            with self.session.context.computing():
                self._journal.rollback()
            self.run.scope.rollback()
        elif self.run.finished:
            self._stand()
            self.session.replays.spend(self.keys, Problem("suspension-not-found", GIVEN_UP, finished=self.run.finished))
            return
        self.session.replays.forget(self.keys)

    def _stand(self) -> None:
        self.session.moves += 1
        if self.inside is None:
            self.session.version = self.run.place["version"]
        else:
            self.inside.change.run.scope.take_over(self.run.scope)
            self.inside.change.keys += self.keys


class Suspension:
    """A change that waits for its client: the question, and its gradients under local names."""

    def __init__(self, id: str, change: Change[object], question: Question) -> None:
        self.id = id
        self.change = change
        self.question = question
        self.gradients = [None if one is None else f"_g{place}" for place, one in enumerate(question.gradients)]
        self.outputs = [None if one is None else f"_o{place}" for place, one in enumerate(question.outputs)]
        self.saved = [f"_s{place}" for place in range(len(question.saved))]
        self.locals: dict[str, Tensor] = {
            name: tensor
            for names, tensors in (
                (self.gradients, question.gradients),
                (self.outputs, question.outputs),
                (self.saved, question.saved),
            )
            for name, tensor in zip(names, tensors, strict=True)
            if name is not None and tensor is not None
        }
        self._since = time.monotonic()

    def resume(self, answers: Answers) -> object:
        """Let the change go on with the answers; its deadline is put off by the time it waited."""
        self.change.run.deadline += time.monotonic() - self._since
        return self.change.go_on(answers)
