"""Requests: programs that are sent one at a time over HTTP, in the midst of which owners here may be asked."""

from __future__ import annotations

import builtins
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final
from uuid import uuid4

import numpy as np

from gradwire.errors import NotSentError
from gradwire.recording.exchange import Request, compose, receive
from gradwire.recording.failures import abandon, fail, interrupt, name_the_forward_line, restore, trace
from gradwire.recording.handle import Handle
from gradwire.recording.modes import DISABLED, ENABLED, INFERENCE, UNCHECKED
from gradwire.recording.origins import warn
from gradwire.recording.owners import Answers, Gone, Owner, Question, ask, disown
from gradwire.recording.recorder import Recorder
from gradwire.remote.calls import BAD, JSON, SAFETENSORS, Call, Conversation, Reply, problem_in, read
from gradwire.remote.programs import Programs

NO_PROGRAM: Final = "/problems/program-not-found"
SUSPENDED: Final = 202

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
        self._waiting: list[str] = []
        """Suspended passes that owners here are being asked about, each but the first begun inside the one before."""

    def exchange(self) -> Conversation[Any]:
        """Send what has gathered, and wait until all is carried out."""
        raise NotImplementedError

    def _ask(self, request: Request) -> Conversation[Brought]:
        """Send a request by itself, and wait for its answer; owners here may be asked in the midst of it."""
        recorder = self.recorder
        retired: dict[str, Owner] = {}
        if not recorder.asking:
            retired, recorder.retired = recorder.retired, retired
        try:
            reply = yield from self._post(request)
        except NotSentError:
            restore(recorder, request)
            recorder.retired = {**retired, **recorder.retired}
            raise
        except BaseException:
            abandon(recorder, [request])
            raise
        paused = reply.status == SUSPENDED and not self._is_own(reply)
        if paused:
            reply = yield from self._answer_questions(request, reply)
        if reply.status >= BAD:
            raise fail(recorder, request, problem_in(reply), paused)
        recorder.free_tags += retired
        return self._finish(request, *read(reply), paused)

    def _finish(
        self, request: Request, answer: dict[str, Any], arrays: dict[str, np.ndarray[Any, Any]], paused: bool = False
    ) -> Brought:
        """A request was carried out: the values that it brings, and infos by name."""
        self.programs.remember(request, answer)
        for warning in answer.get("warnings", ()):
            warn(warning["detail"], getattr(builtins, warning["category"], UserWarning))
        for tag in answer.get("released", ()):
            disown(self.recorder, tag)
        trace(self.recorder, request, answer)
        return receive(self.recorder, request, answer, arrays, paused), answer.get("info") or {}

    def _post(self, request: Request, answers: str = "") -> Conversation[Reply]:
        """Send a request to the session, or to the pass that waits there, with the answers that let it go on."""
        reply = yield from self.send(lambda: self._call(request, answers))
        if reply.status == 404 and problem_in(reply).get("type") == NO_PROGRAM:
            self.programs.forget()
            reply = yield self._call(request, answers)
        return reply

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

    def _answer_questions(self, request: Request, reply: Reply) -> Conversation[Reply]:
        """Ask the owners of functions and hooks, until the suspended request is answered."""
        recorder = self.recorder
        recorder.names.pause(request.names)
        base = recorder.base
        while reply.status == SUSPENDED and not self._is_own(reply):
            question = Question.read(read(reply)[0]["suspended"])
            path = f"{self.path}/suspensions/{question.id}"
            self._waiting.append(question.id)
            recorder.asking += 1
            kept = recorder.mode & ~(INFERENCE | DISABLED | UNCHECKED)
            recorder.base = kept | (ENABLED if question.create_graph else DISABLED)
            try:
                answers = ask(recorder, question)
                if recorder.drafts:
                    yield from self.exchange()
                inner = compose(recorder, known=[one for one in answers if isinstance(one, Handle)])
                recorder.values.clear()  # what was read meanwhile, the pass may add to
                reply = yield from self._resume(inner, answers, path)
            except BaseException as error:
                if question.facts and isinstance(error, Exception):
                    name_the_forward_line(error, recorder, request, question.facts)
                try:
                    with suppress(Exception):  # what was done before it went wrong, as in PyTorch
                        yield from self.exchange()
                    with suppress(Exception):  # a server that does not hear of it gives the pass up after a while
                        yield Call("DELETE", path)
                finally:
                    interrupt(recorder, request, question.pointer)
                raise
            finally:
                self._waiting.pop()
                recorder.asking -= 1
                recorder.base = base
            receive(recorder, inner, {}, {})
        recorder.ledger.settle_withheld()
        return reply

    def _resume(self, inner: Request, answers: Answers, path: str) -> Conversation[Reply]:
        """Let the pass that waits at this path go on with the answers, after what was recorded for them."""
        own = self.recorder.names.bound
        names = {one._n: inner.called(own[one._n]) for one in answers if isinstance(one, Handle)}
        try:
            reply = yield from self._post(inner, _fields(answers, names))
        except BaseException:
            abandon(self.recorder, [inner])
            raise
        if reply.status >= BAD:
            problem = problem_in(reply)
            if problem.get("type") == "/problems/wrong-gradients":
                problem.pop("origin", None)  # of the question, which is named with every failure to answer it
            over = problem.get("type") == "/problems/suspension-not-found"
            if over or (yield Call("GET", path)).status < BAD:  # else the pass went on, and failed later
                raise fail(self.recorder, inner, problem)
        return reply

    def key(self) -> dict[str, str]:
        """The header that makes one more request safe to repeat."""
        self._sent += 1
        return {"Idempotency-Key": f"{self._key}-{self._sent}"}

    def _call(self, request: Request, answers: str = "") -> Call:
        headers = {
            "Content-Type": SAFETENSORS if request.message.uploads else JSON,
            "Accept": JSON if request.few else SAFETENSORS,
            **self.key(),
        }
        path = f"{self.path}/suspensions/{self._waiting[-1]}" if self._waiting else self.programs_path
        return Call("POST", path, headers, self.programs.body(request, answers))


def _fields(answers: Answers, names: Mapping[int, str]) -> str:
    """Answers to a pass that waits, as the fields of a program that let it go on."""
    gradients = [names[one._n] if isinstance(one, Handle) else None for one in answers]
    gone = [place for place, one in enumerate(answers) if isinstance(one, Gone)]
    none = f'"none":{json.dumps(gone)},' if gone else ""
    return f'"gradients":{json.dumps(gradients)},{none}'
