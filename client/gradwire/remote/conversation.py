"""Conversations with a server: what is asked, and what is made of the replies. Generators, so that nothing here sends.

A conversation yields a `Call` and is resumed with the `Reply`, or with the error that sending raised. It is carried on
by a plain or by an asynchronous transport alike.
"""

from __future__ import annotations

import builtins
import json
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final
from uuid import uuid4

import numpy as np

from gradwire.errors import NotSentError, ServerUnreachableError
from gradwire.recording.descriptions import Description
from gradwire.recording.exchange import Program, Request, compose, receive
from gradwire.recording.failures import abandon, fail, interrupt, name_the_forward_line, restore, trace
from gradwire.recording.handle import Handle
from gradwire.recording.modes import DISABLED, ENABLED, INFERENCE, UNCHECKED
from gradwire.recording.origins import warn
from gradwire.recording.owners import FORGOTTEN, Answers, Gone, Owner, Question, ask, disown
from gradwire.recording.recorder import MAX_UPLOAD, Recorder
from gradwire.remote.calls import (
    BAD,
    JSON,
    SAFETENSORS,
    Answer,
    Call,
    Conversation,
    Frame,
    Hear,
    OpenStream,
    Reply,
    parsed,
    problem_in,
    read,
)
from gradwire.wire import safetensors

NO_PROGRAM: Final = "/problems/program-not-found"
MAX_PROGRAMS: Final = 256
MAX_REMEMBERED: Final = 2**16
SUSPENDED: Final = 202


class Correspondent:
    """One session's side of the conversations: its id, its recorder, the programs that the server remembers.

    What nobody here can be asked about goes by the stream, if there is one, and is not waited for unless something is
    wanted; what was sent and not answered yet is kept. All else is sent when all before it is answered.
    """

    def __init__(self, session: str, recorder: Recorder, streams: bool = True) -> None:
        self.path = f"/v1/sessions/{session}"
        self.recorder = recorder
        self._programs: dict[Program, str] = {}
        self._key = uuid4().hex
        self._sent = 0
        self._waiting: list[str] = []
        """Suspended passes that owners here are being asked about, each but the first begun inside the one before."""
        self._streams: bool | None = None if streams else False
        """Whether there is a stream; None before it was tried."""
        self._last = 0
        """The number of the last frame that was sent on it."""
        self._unanswered: deque[tuple[int, Request]] = deque()
        self._failed: int | None = None
        """The frame that failed last, until one is sent that says so: before, the server skips them all."""

    def exchange(
        self, wanted: Sequence[Handle] = (), asked: Sequence[tuple[Handle, str]] = ()
    ) -> Conversation[tuple[list[np.ndarray[Any, Any]], list[dict[str, Any] | None]]]:
        """Send what has gathered, wait until all is carried out, and bring back values and infos."""
        recorder = self.recorder
        if not (wanted or asked or recorder.steps or recorder.uploads):
            yield from self._hear(wait=True)
            return [], []
        if self._streams is None:
            self._streams = yield OpenStream(self.path)
        plain = self._is_plain()
        request = compose(recorder, wanted, asked)
        if self._streams and plain:
            yield from self._say(request)
            values, infos = yield from self._hear(wait=True)
        else:
            yield from self._hear(wait=True, unsent=[request])
            values, infos = yield from self._request(request)
        names = request.infos[len(request.infos) - len(asked) :]
        return values, [infos.get(name) for name in names]

    def post(self) -> Conversation[None]:
        """Send what has gathered; what comes of it is heard later."""
        if not self._streams or self.recorder.drafts or not self._is_plain():
            yield from self.exchange()
            return
        yield from self._say(compose(self.recorder))
        yield from self._hear(wait=False)

    # the stream

    def _is_plain(self) -> bool:
        """Whether what has gathered can go by the stream: nobody here is asked in the midst of it, and it is not too
        large."""
        recorder = self.recorder
        asks = recorder.owners or recorder.retired or recorder.asking
        return not asks and recorder.upload_bytes <= MAX_UPLOAD

    def _say(self, request: Request) -> Conversation[None]:
        self._sent += 1
        self._last += 1
        self._unanswered.append((self._last, request))
        clear = "" if self._failed is None else f'"clear":{self._failed},'
        try:
            yield self._frame(self._last, request, clear)
        except ServerUnreachableError:
            self._abandon()
            raise
        self._failed = None

    def _hear(
        self, wait: bool, unsent: Sequence[Request] = ()
    ) -> Conversation[tuple[list[np.ndarray[Any, Any]], dict[str, Any]]]:
        """Hear the answers to what was said; without waiting, those that are there. What the last one brings is returned.

        If something failed, what was to follow is not sent any more.
        """
        brought: tuple[list[np.ndarray[Any, Any]], dict[str, Any]] = [], {}
        while self._unanswered:
            number, request = self._unanswered[0]
            try:
                answer: Answer | None = yield Hear(number, wait)
            except ServerUnreachableError:
                self._abandon(unsent)
                raise
            if answer is None:
                break
            problem = answer.content.get("problem")
            if problem is None and "suspended" in answer.content:
                yield Call("DELETE", f"{self.path}/suspensions/{answer.content['suspended']['id']}")
                problem = {"detail": FORGOTTEN, "exception": "RuntimeError"}
            if problem is None:
                brought = self._finish(request, answer.content, answer.arrays)
                self._unanswered.popleft()
                continue
            self._failed = number
            if answer.is_last:
                self._streams, self._last, self._failed = None, 0, None
            elif (yield from self._repaired(problem)):
                requests = [request for _, request in self._unanswered]
                self._unanswered.clear()
                for request in requests:
                    yield from self._say(request)
                continue
            skipped = [request for _, request in self._unanswered][1:]
            self._unanswered.clear()
            raise fail(self.recorder, request, problem, skipped=[*skipped, *unsent])
        return brought

    def _repaired(self, problem: dict[str, Any]) -> Conversation[bool]:
        """Whether a problem is none any more, so that everything from there on can be said again."""
        lost = self._lost_question(problem)
        if lost is not None:
            yield Call("DELETE", f"{self.path}/suspensions/{lost}")
        elif problem.get("type") == NO_PROGRAM:
            self._programs.clear()
        return lost is not None or problem.get("type") == NO_PROGRAM

    def _abandon(self, unsent: Sequence[Request] = ()) -> None:
        requests = [*(request for _, request in self._unanswered), *unsent]
        self._unanswered.clear()
        self._streams, self._last, self._failed = None, 0, None
        abandon(self.recorder, requests)

    # single requests

    def _request(self, request: Request) -> Conversation[tuple[list[np.ndarray[Any, Any]], dict[str, Any]]]:
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
    ) -> tuple[list[np.ndarray[Any, Any]], dict[str, Any]]:
        """A request was carried out: the values that it brings, and infos by name."""
        self._remember(request, answer)
        for warning in answer.get("warnings", ()):
            warn(warning["detail"], getattr(builtins, warning["category"], UserWarning))
        for tag in answer.get("released", ()):
            disown(self.recorder, tag)
        trace(self.recorder, request, answer)
        return receive(self.recorder, request, answer, arrays, paused), answer.get("info") or {}

    def _post(self, request: Request, answers: str = "") -> Conversation[Reply]:
        """Send a request to the session, or to the pass that waits there, with the answers that let it go on."""
        reply = yield from self._send(lambda: self._call(request, answers))
        if reply.status == 404 and problem_in(reply).get("type") == NO_PROGRAM:
            self._programs.clear()
            reply = yield self._call(request, answers)
        return reply

    def _send(self, call: Callable[[], Call]) -> Conversation[Reply]:
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
        recorder.names.pause(request.message.names)
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
        names = self.recorder.names.bound
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

    def look(self, tensors: Sequence[Handle]) -> Conversation[list[dict[str, Any] | None]]:
        """Ask for infos; None for tensors that do not exist."""
        _, infos = yield from self.exchange(asked=[(tensor, "") for tensor in tensors])
        for tensor, info in zip(tensors, infos, strict=True):
            if info is None:
                self.recorder.names.bound.pop(tensor._n, None)
        return infos

    def look_at_gradients(self, tensors: Sequence[Handle]) -> Conversation[list[Description | None]]:
        """Ask for the descriptions of gradients; None for those that do not exist."""
        _, infos = yield from self.exchange(asked=[(tensor, ".grad") for tensor in tensors])
        return [None if info is None else self.recorder.descriptions.read(info) for info in infos]

    def node(self, id: str) -> Conversation[dict[str, Any]]:
        """Ask about a node of the graph."""
        yield from self.exchange()
        details: dict[str, Any] = parsed((yield Call("GET", f"{self.path}/nodes/{id}")))
        return details

    def patch(self, fields: dict[str, Any]) -> Conversation[dict[str, Any]]:
        """Change the session's own settings."""
        yield from self.exchange()
        body = json.dumps(fields).encode()
        info: dict[str, Any] = parsed(
            (yield from self._send(lambda: Call("PATCH", self.path, {"Content-Type": JSON}, [body])))
        )
        return info

    def devices(self) -> Conversation[list[dict[str, Any]]]:
        """Ask which devices the server has."""
        items: list[dict[str, Any]] = parsed((yield Call("GET", "/v1/devices")))["items"]
        return items

    def close(self) -> Conversation[None]:
        """Close the session; one that is gone already is closed."""
        yield Call("DELETE", self.path)

    def _call(self, request: Request, answers: str = "") -> Call:
        self._sent += 1
        headers = {
            "Content-Type": SAFETENSORS if request.message.uploads else JSON,
            "Accept": SAFETENSORS if request.returns else JSON,
            "Idempotency-Key": f"{self._key}-{self._sent}",
        }
        path = f"{self.path}/suspensions/{self._waiting[-1]}" if self._waiting else f"{self.path}/programs"
        return Call("POST", path, headers, self._body(request, answers))

    def _frame(self, number: int, request: Request, clear: str) -> Frame:
        is_text = not request.message.uploads
        form = f'"accept":"{SAFETENSORS if request.returns else JSON}",' if is_text == bool(request.returns) else ""
        return Frame(number, b"".join(self._body(request, f'"id":{number},{clear}{form}')), is_text)

    def _body(self, request: Request, fields: str) -> list[bytes | memoryview]:
        """The body of a request, which begins with these fields."""
        known = self._programs.get(request.program)
        fields += f'"program":"{known}"' if known is not None else request.text
        uploads = {name: request.uploads[place] for name, place in request.message.uploads.items()}
        if not uploads:
            return [f'{{"atomic":false,{fields}}}'.encode()]
        options = json.dumps({name: upload.options for name, upload in uploads.items() if upload.options})
        text = f'{{"atomic":false,"tensors":{options},{fields}}}'
        return safetensors.encode({name: upload.array for name, upload in uploads.items()}, {"program": text})

    def _remember(self, request: Request, answer: dict[str, Any]) -> None:
        program = request.program
        if request.drafts or len(request.message.steps) > MAX_REMEMBERED or "program" not in answer:
            return
        self._programs.pop(program, None)
        if len(self._programs) >= MAX_PROGRAMS:
            del self._programs[next(iter(self._programs))]
        self._programs[program] = answer["program"]


def _fields(answers: Answers, names: Mapping[int, str]) -> str:
    """Answers to a pass that waits, as the fields of a program that let it go on."""
    gradients = [names[one._n] if isinstance(one, Handle) else None for one in answers]
    gone = [place for place, one in enumerate(answers) if isinstance(one, Gone)]
    none = f'"none":{json.dumps(gone)},' if gone else ""
    return f'"gradients":{json.dumps(gradients)},{none}'


def open_session(options: dict[str, Any]) -> Conversation[dict[str, Any]]:
    """Open a session."""
    body = json.dumps(options).encode()
    info: dict[str, Any] = parsed((yield Call("POST", "/v1/sessions", {"Content-Type": JSON}, [body])))
    return info
