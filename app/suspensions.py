"""Suspensions: the changes of a session that wait for its client (API.md 10)."""

from __future__ import annotations

import time
from typing import Any

import engine
from app.changes import Change, Suspension
from app.errors import Problem
from engine import Question

DEEPEST = 32  # passes that wait inside one another: each costs all changes below it a look at its journal


class Suspensions(list[Suspension]):
    """The changes of a session that wait for its client, each but the first begun inside the one before.

    A client that is silent for too long has given them up.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.begun = 0
        """How many there were, which are numbered by it."""
        self._seconds = seconds
        self._heard = 0.0

    def follow(self, change: Change[Any]) -> Any:
        """Let a change go on to its result, or to a suspension where a pass asks the client.

        The result of one that resumes what waits is what comes of that.
        """
        for waiting in self:  # who asked them first was answered
            waiting.change.run.progress = change.run.progress
        try:
            outcome = change.go_on()
            while change.resumes and not isinstance(outcome, Question):
                suspension = self.pop()
                change, outcome = suspension.change, suspension.resume(outcome)
            return self._suspend(change, outcome) if isinstance(outcome, Question) else outcome
        finally:
            self._hear()

    def _suspend(self, change: Change[Any], question: Question) -> Suspension:
        if len(self) == DEEPEST:
            change.cancel()
            detail = f"At most {DEEPEST} passes wait inside one another: resume the last one before another begins."
            raise Problem("limit-exceeded", detail, limit=DEEPEST)
        self.begun += 1
        change.session.moves += 1
        suspension = Suspension(f"b{self.begun}", change, question)
        self.append(suspension)
        return suspension

    def _hear(self) -> None:
        """Begin the client's silence anew."""
        self._heard = time.monotonic()

    @property
    def patience(self) -> float:
        """Seconds of silence that are left until they are given up."""
        return self._heard + self._seconds - time.monotonic()

    @property
    def are_overdue(self) -> bool:
        """Whether there are any, and the client was silent for too long."""
        return bool(self) and self.patience <= 0

    def find(self, id: str) -> Suspension:
        """The suspension of that id; `suspension-not-found` where there is none."""
        for suspension in self:
            if suspension.id == id:
                self._hear()
                return suspension
        detail = "Nothing is suspended under this id, or no longer: it was resumed, cancelled, or silent for too long."
        raise Problem("suspension-not-found", detail, suspension=id)

    def find_innermost(self, id: str) -> Suspension:
        """The suspension of that id, if no other began inside it."""
        found, last = self.find(id), self[-1]
        if found is not last:
            detail = f"{id} waits for {last.id}, which began inside it: resume that one first."
            raise Problem("session-suspended", detail, suspension=last.id)
        return found

    def expect_none(self) -> None:
        """Refuse to go on while a pass waits for the client."""
        if self:
            detail = f"A backward pass waits for its client: resume or cancel it at suspensions/{self[-1].id}."
            raise Problem("session-suspended", detail, suspension=self[-1].id)

    def cancel(self, first: Suspension) -> None:
        """Give up a change, and those that began inside it."""
        first.change.session.moves += 1
        while first in self:
            self.pop().change.cancel()

    def begin_anew(self) -> None:
        """Give the client, and the changes, all their time once more."""
        self._hear()
        for suspension in self:
            suspension.change.give_time()

    def tensors(self) -> list[engine.Tensor]:
        """All tensors that have a name in them."""
        gradients = [tensor for suspension in self for tensor in suspension.locals.values()]
        return gradients + [tensor for one in self for tensor in one.change.run.scope.locals.values()]
