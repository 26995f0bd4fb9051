"""Requests: programs that are sent one at a time over HTTP, in the midst of which owners here may be asked."""

from __future__ import annotations

import builtins
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from time import monotonic
from typing import Any, Final
from uuid import uuid4

import numpy as np

from gradwire.errors import NotSentError
from gradwire.recording.exchange import Request, compose, receive
from gradwire.recording.failures import abandon, fail, interrupt, name_the_forward_line, trace
from gradwire.recording.handle import Handle
from gradwire.recording.modes import DISABLED, ENABLED, INFERENCE, UNCHECKED
from gradwire.recording.origins import warn
from gradwire.recording.owners import Answers, Gone, Question, ask, disown
from gradwire.recording.recorder import Recorder
from gradwire.remote.attempt import Attempt
from gradwire.remote.calls import BAD, JSON, SAFETENSORS, Call, Conversation, Reply, problem_in, read
from gradwire.remote.programs import Programs

NO_PROGRAM: Final = "/problems/program-not-found"
SUSPENDED: Final = 202

IN_FLIGHT: Final = "/problems/idempotency-key-in-flight"

Brought = tuple[list[np.ndarray[Any, Any]], dict[str, Any]]
"""What a request brings: values, and infos by name."""


class Requests:
    """One session's requests: its path, its recorder, the programs that the server remembers."""

    def __init__(self, session: str, recorder: Recorder) -> None:
        self.path = f"/v1/sessions/{session}"
        self.programs_path = f"{self.path}/programs"
        self.recorder = recorder
        self.programs = Programs()
        self._key = uuid4().hex
        self._sent = 0
        self._attempt: Attempt | None = None
        """What was sent last over HTTP."""
        self._waiting: list[str] = []
        """Suspended passes that owners here are being asked about, each but the first begun inside the one before."""

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
            return self._conclude(attempt, reply)
        question = Question.read(read(reply)[0]["suspended"])
        if before is None:
            return (yield from self._answer_questions(attempt, question))
        recorder.names.pause(request.given)  # the pass has lost the one who awaited it
        interrupt(recorder, request, question.pointer)
        recorder.sent.clear()
        yield Call("DELETE", f"{self.path}/suspensions/{question.id}")
        return [], {}

    def _lose(self) -> Brought:
        """It cannot be known what became of the requests under way."""
        if self.recorder.sent:
            abandon(self.recorder, self.recorder.sent)
            self.recorder.sent.clear()
        self._attempt = None
        return [], {}

    def _conclude(self, attempt: Attempt, reply: Reply, paused: bool = False) -> Brought:
        """What a request brings that came to its end. Whoever is interrupted does it again."""
        recorder, request = self.recorder, attempt.request
        if reply.status >= BAD:
            error = fail(recorder, request, problem_in(reply), paused)
            for tag in attempt.retired:
                recorder.retired.pop(tag, None)
            recorder.sent.clear()
            self._attempt = None
            try:
                raise error
            finally:
                del error  # its traceback holds this
        for tag in attempt.retired:
            if recorder.retired.pop(tag, None) is not None:
                recorder.free_tags.append(tag)
        brought = self._finish(request, *read(reply))
        self._attempt = None
        return brought

    def _finish(self, request: Request, answer: dict[str, Any], arrays: dict[str, np.ndarray[Any, Any]]) -> Brought:
        """A request was carried out: the values that it brings, and infos by name."""
        recorder = self.recorder
        self.programs.remember(request, answer)
        for tag in answer.get("released", ()):
            disown(recorder, tag)
        trace(recorder, request, answer)
        values = receive(recorder, request, answer, arrays)
        if recorder.sent and recorder.sent[0] is request:
            recorder.sent.popleft()
        for warning in answer.get("warnings", ()):
            warn(warning["detail"], getattr(builtins, warning["category"], UserWarning))
        return values, answer.get("info") or {}

    def _post(self, request: Request, answers: str = "") -> Conversation[Reply]:
        """Send a request to the session, or to the pass that waits there, with the answers that let it go on."""
        before = self._attempt
        if before is None or before.request is not request:
            self._begin(request, answers)
        try:
            reply = yield from self.send(self._call)
        except NotSentError:
            self._attempt = before
            raise
        while reply.status == 409 and problem_in(reply).get("type") == IN_FLIGHT:
            yield Call("GET", self.path)
            reply = yield self._call()
        if reply.status == 404 and problem_in(reply).get("type") == NO_PROGRAM:
            self.programs.forget()
            self._begin(request, answers)
            reply = yield self._call()
        return reply

    def _begin(self, request: Request, answers: str) -> None:
        recorder = self.recorder
        headers = {
            "Content-Type": SAFETENSORS if request.message.uploads else JSON,
            "Accept": JSON if request.few else SAFETENSORS,
            **self.key(),
        }
        path = f"{self.path}/suspensions/{self._waiting[-1]}" if self._waiting else self.programs_path
        call = Call("POST", path, headers, self.programs.body(request, answers))
        retired = [] if recorder.asking else list(recorder.retired)
        self._attempt = Attempt(request, call, bool(recorder.owners), retired, monotonic())

    def _call(self) -> Call:
        assert self._attempt is not None
        return self._attempt.call

    def send(self, call: Callable[[], Call]) -> Conversation[Reply]:
        """Send a call. Where a pass waits that nobody here is asked about, as its question was lost when the one who
        awaited it was interrupted, that pass is cancelled and the call sent again."""
        reply: Reply = yield call()
        while reply.status == 409 and (lost := self._lost_question(problem_in(reply))) is not None:
            yield Call("DELETE", f"{self.path}/suspensions/{lost}")
            reply = yield call()
        return reply

    def _lost_question(self, problem: dict[str, Any]) -> str | None:
        id: str | None = problem.get("suspension") if problem.get("type") == "/problems/session-suspended" else None
        return None if id in self._waiting else id

    def _is_own(self, reply: Reply) -> bool:
        """Whether it is the answer of the pass that is being asked about already, which still waits."""
        return bool(self._waiting) and read(reply)[0]["suspended"]["id"] == self._waiting[-1]

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
        try:
            if len(self._waiting) > depth and not isinstance(error, GeneratorExit):
                with suppress(Exception):  # what was done before it went wrong, as in PyTorch
                    yield from self.exchange()
                with suppress(Exception):  # a server that does not hear of it gives the pass up after a while
                    yield Call("DELETE", f"{self.path}/suspensions/{question.id}")
        finally:
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

    def key(self) -> dict[str, str]:
        """The header that makes one more request safe to repeat."""
        self._sent += 1
        return {"Idempotency-Key": f"{self._key}-{self._sent}"}


def _fields(answers: Answers, names: Mapping[int, str]) -> str:
    """Answers to a pass that waits, as the fields of a program that let it go on."""
    gradients = [names[one._n] if isinstance(one, Handle) else None for one in answers]
    gone = [place for place, one in enumerate(answers) if isinstance(one, Gone)]
    none = f'"none":{json.dumps(gone)},' if gone else ""
    return f'"gradients":{json.dumps(gradients)},{none}'
