"""Questions: what the owners of functions and hooks here are asked in the midst of a request."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from gradwire.errors import NotSentError, ServerUnreachableError
from gradwire.recording.exchange import Request, compose, receive
from gradwire.recording.failures import fail, interrupt, name_the_forward_line
from gradwire.recording.handle import Handle
from gradwire.recording.modes import DISABLED, ENABLED, INFERENCE, UNCHECKED
from gradwire.recording.owners import Answers, Gone, Question, ask
from gradwire.remote.attempt import Attempt
from gradwire.remote.calls import BAD, Call, Conversation, Reply, problem_in, read
from gradwire.remote.requests import Brought, Requests

SUSPENDED: Final = 202


class Questions(Requests):
    """One session's requests, and the passes in them that wait for their owners here."""

    def exchange(self) -> Conversation[Any]:
        """Send what has gathered, and wait until all is carried out."""
        raise NotImplementedError

    def _ask(self, request: Request) -> Conversation[Brought]:
        """Send the first request under way by itself, and wait for its answer; owners here may be asked in the midst of
        it. Where somebody was interrupted who waited for the answer, it is asked for again."""
        recorder = self.recorder
        before = self._attempt if self._attempt is not None and self._attempt.request is request else None
        try:
            if before is not None and not before.may_repeat:
                return self._lose()
            reply = yield from self._post(request)
        except NotSentError:
            raise
        except Exception:
            self._lose()
            raise
        attempt = self._attempt
        assert attempt is not None
        if reply.status != SUSPENDED or self._is_own(reply):
            return (yield from self._settle(attempt, reply))
        question = Question.read(read(reply)[0]["suspended"])
        if before is None:
            return (yield from self._answer_questions(attempt, question))
        recorder.names.pause(request.given)  # the pass has lost the one who awaited it
        interrupt(recorder, request, question.pointer)
        recorder.sent.clear()
        yield self.cancellation(question.id)
        return [], {}

    def _answer_questions(self, attempt: Attempt, question: Question) -> Conversation[Brought]:
        """Ask the owners of functions and hooks, until the suspended request is answered; what it brings."""
        recorder, request = self.recorder, attempt.request
        depth, base = len(self._waiting), recorder.base
        end: Reply | None = None
        try:
            recorder.names.pause(request.given)
            recorder.sent.clear()
            while end is None:
                self._wait(question, depth)
                answers = ask(recorder, question)
                if recorder.drafts or recorder.sent or recorder.leaving is not None:
                    yield from self.exchange()
                inner = compose(recorder, known=[one for one in answers if isinstance(one, Handle)])
                recorder.values.clear()  # what was read meanwhile, the pass may add to
                reply = yield from self._resume(inner, answers, f"{self.path}/suspensions/{question.id}")
                self._go_on(depth, base)
                if reply.status != SUSPENDED or self._is_own(reply):
                    end = reply
                receive(recorder, inner, {}, {})
                recorder.sent.clear()
                if end is None:
                    question = Question.read(read(reply)[0]["suspended"])
            recorder.ledger.settle_withheld()
            return self._conclude(attempt, end, paused=True)
        except BaseException as error:
            if end is None:
                yield from self._break_off(attempt, question, error, depth)
            elif not isinstance(error, Exception):
                recorder.sent.clear()
                with suppress(Exception):
                    self._conclude(attempt, end, paused=True)
            raise
        finally:
            self._go_on(depth, base)

    def _break_off(self, attempt: Attempt, question: Question, error: BaseException, depth: int) -> Conversation[None]:
        """A pass is given up where it waits for its owner."""
        recorder, request = self.recorder, attempt.request
        if question.facts and isinstance(error, Exception):
            name_the_forward_line(error, recorder, request, question.facts)
        self._is_hurried = isinstance(error, ServerUnreachableError) or not isinstance(error, Exception)
        try:
            if len(self._waiting) > depth and not isinstance(error, GeneratorExit):
                with suppress(Exception):  # what was done before it went wrong, as in PyTorch
                    yield from self.exchange()
                with suppress(Exception):  # a server that does not hear of it gives the pass up after a while
                    yield self.cancellation(question.id)
        finally:
            self._is_hurried = False
            if recorder.names.is_paused(request.given):
                if request not in recorder.sent:
                    self._lose()
                interrupt(recorder, request, question.pointer)
                recorder.sent.clear()

    def _wait(self, question: Question, depth: int) -> None:
        """A pass waits, inside as many others."""
        recorder = self.recorder
        self._waiting[depth:] = [question.id]
        recorder.asking = depth + 1
        kept = recorder.mode & ~(INFERENCE | DISABLED | UNCHECKED)
        recorder.base = kept | (ENABLED if question.create_graph else DISABLED)

    def _go_on(self, depth: int, base: int) -> None:
        """A pass goes on, so that as many wait as before."""
        del self._waiting[depth:]
        self.recorder.asking = depth
        self.recorder.base = base

    def _resume(self, inner: Request, answers: Answers, path: str) -> Conversation[Reply]:
        """Let the pass that waits at this path go on with the answers, after what was recorded for them."""
        own = self.recorder.names.bound
        names = {one._n: inner.called.get(own[one._n], own[one._n]) for one in answers if isinstance(one, Handle)}
        try:
            reply = yield from self._post(inner, _fields(answers, names))
        except BaseException:
            self._lose()
            raise
        if reply.status >= BAD:
            problem = problem_in(reply)
            if problem.get("type") == "/problems/wrong-gradients":
                problem.pop("origin", None)  # of the question, which is named with every failure to answer it
            over = problem.get("type") == "/problems/suspension-not-found"
            if over or (yield Call("GET", path)).status < BAD:  # else the pass went on, and failed later
                error = fail(self.recorder, inner, problem)
                self.recorder.sent.clear()  # what came of it is known: it is not sent again
                try:
                    raise error
                finally:
                    del error  # its traceback holds this
        return reply

    def _is_own(self, reply: Reply) -> bool:
        """Whether it is the answer of the pass that is being asked about already, which still waits."""
        return bool(self._waiting) and read(reply)[0]["suspended"]["id"] == self._waiting[-1]


def _fields(answers: Answers, names: Mapping[int, str]) -> str:
    """Answers to a pass that waits, as the fields of a program that let it go on."""
    gradients = [names[one._n] if isinstance(one, Handle) else None for one in answers]
    gone = [place for place, one in enumerate(answers) if isinstance(one, Gone)]
    none = f'"none":{json.dumps(gone)},' if gone else ""
    return f'"gradients":{json.dumps(gradients)},{none}'
