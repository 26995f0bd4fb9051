"""Requests: programs that are sent one at a time over HTTP."""

from __future__ import annotations

import builtins
from math import inf
from time import monotonic
from typing import Any, Final

import numpy as np

from gradwire.errors import NotSentError, exception
from gradwire.recording.exchange import Request, receive
from gradwire.recording.failures import abandon, fail, trace
from gradwire.recording.origins import warn
from gradwire.recording.owners import disown
from gradwire.recording.recorder import Recorder
from gradwire.remote.attempt import Attempt
from gradwire.remote.calls import BAD, JSON, SAFETENSORS, Call, Conversation, Reply, once, problem_in, read
from gradwire.remote.programs import Programs

NO_PROGRAM: Final = "/problems/program-not-found"
NO_ROOM: Final = "/problems/storage-full"
NOT_KEPT: Final = "/problems/answer-not-kept"
SILENCE: Final = 50.0
"""Seconds after which the server may have given up a pass that nobody answered, and forgotten the request."""

Brought = tuple[list[np.ndarray[Any, Any]], dict[str, Any]]
"""What a request brings: values, and infos by name."""


class Requests:
    """One session's requests: its path, its recorder, the programs that the server remembers."""

    def __init__(self, session: str, recorder: Recorder) -> None:
        self.path = f"/v1/sessions/{session}"
        self.programs_path = f"{self.path}/programs"
        self.recorder = recorder
        self.programs = Programs()
        self._attempt: Attempt | None = None
        """What was sent last over HTTP."""
        self._waiting: list[str] = []
        """Suspended passes that owners here are being asked about, each but the first begun inside the one before."""
        self._is_hurried = False
        """Whether what is sent is sent once, and not waited for: somebody was interrupted, or has waited already."""

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

    def _settle(self, attempt: Attempt, reply: Reply) -> Conversation[Brought]:
        """What a request brings in which no pass asked anybody here."""
        problem = problem_in(reply) if reply.status >= BAD else {}
        if problem.get("type") == NO_ROOM:  # nothing of it was carried out: it is sent again with what follows
            self._attempt = None
            raise exception(problem)
        if problem.get("type") != NOT_KEPT:
            return self._conclude(attempt, reply)
        brought = yield from self._look_again(attempt)
        if brought.status >= BAD:
            self._lose()
            raise exception(problem)
        answer, arrays = read(brought)
        answer.pop("program", None)  # which is not the request's
        self._attempt = None
        return self._finish(attempt.request, answer, arrays)

    def _look_again(self, attempt: Attempt) -> Conversation[Reply]:
        """Ask by itself for what a request was to bring, that was carried out and whose answer is not kept."""
        request = attempt.request
        look = request._replace(
            program=request.program._replace(steps=""), message=request.message._replace(uploads={})
        )
        headers = {**attempt.call.headers, "Content-Type": JSON}
        reply: Reply | None = None
        while reply is None or (reply.status >= BAD and problem_in(reply).get("type") == NOT_KEPT):
            body = self.programs.body(look, "")
            reply = yield from self.send(once(Call("POST", self.programs_path, headers, body)))
        return reply

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
        before = attempt = self._attempt
        if attempt is None or attempt.request is not request:
            attempt = self._begin(request, answers)
        try:
            reply = yield from self.send(attempt.call)
        except NotSentError:
            self._attempt = before
            raise
        if reply.status == 404 and problem_in(reply).get("type") == NO_PROGRAM:
            self.programs.forget()
            reply = yield self._begin(request, answers).call
        return reply

    def _begin(self, request: Request, answers: str) -> Attempt:
        recorder = self.recorder
        headers = {
            "Content-Type": SAFETENSORS if request.message.uploads else JSON,
            "Accept": JSON if request.few else SAFETENSORS,
        }
        path = f"{self.path}/suspensions/{self._waiting[-1]}" if self._waiting else self.programs_path
        until = monotonic() + SILENCE if recorder.owners else inf
        call = once(Call("POST", path, headers, self.programs.body(request, answers), until=until))
        attempt = Attempt(request, call, [] if recorder.asking else list(recorder.retired))
        self._attempt = attempt
        return attempt

    def send(self, call: Call) -> Conversation[Reply]:
        """Send a call. Where a pass waits that nobody here is asked about, as its question was lost when the one who
        awaited it was interrupted, that pass is cancelled and the call sent again."""
        if self._is_hurried:
            call = call._replace(until=0.0)
        reply: Reply = yield call
        while reply.status == 409 and (lost := self._lost_question(problem_in(reply))) is not None:
            yield self.cancellation(lost)
            reply = yield call
        return reply

    def cancellation(self, id: str) -> Call:
        """The call that ends a pass which waits."""
        return once(Call("DELETE", f"{self.path}/suspensions/{id}", until=0.0 if self._is_hurried else inf))

    def _lost_question(self, problem: dict[str, Any]) -> str | None:
        id: str | None = problem.get("suspension") if problem.get("type") == "/problems/session-suspended" else None
        return None if id in self._waiting else id
