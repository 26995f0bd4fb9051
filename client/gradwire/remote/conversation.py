"""Conversations with a server: what is asked, and what is made of the replies.

A conversation is a generator: it yields a `Call` and is resumed with the `Reply`, or with the error that sending
raised. So a plain and an asynchronous transport carry it on alike. The plain one can open a stream as well, which is
given frames and asked for their answers.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Sequence
from typing import Any

import numpy as np

from gradwire.errors import ServerUnreachableError
from gradwire.recording.descriptions import Description
from gradwire.recording.exchange import Request, compose
from gradwire.recording.failures import abandon, fail
from gradwire.recording.handle import Handle
from gradwire.recording.owners import FORGOTTEN
from gradwire.recording.recorder import MAX_UPLOAD, Recorder
from gradwire.remote.calls import JSON, SAFETENSORS, Call, Conversation, Frame, OpenStream, parsed
from gradwire.remote.requests import NO_PROGRAM, Brought, Requests
from gradwire.remote.stream import Stream


class Correspondent(Requests):
    """One session's side of the conversations: its id, its recorder, the programs that the server remembers.

    What nobody here can be asked about goes by the stream, if there is one, and is not waited for unless something is
    wanted; what was sent and not answered yet is kept. All else is sent when all before it is answered.
    """

    def __init__(self, session: str, recorder: Recorder, streams: bool = True) -> None:
        super().__init__(session, recorder)
        self._stream: Stream | None = None
        self._may_stream = streams
        """Whether a stream may be opened, which was not tried yet."""
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
        if self._may_stream:
            self._stream = yield OpenStream(self.path)
            self._may_stream = False
        stream = self._stream if self._is_plain() else None
        request = compose(recorder, wanted, asked)
        if stream is not None:
            self._say(request, stream)
            values, infos = yield from self._hear(wait=True)
        else:
            yield from self._hear(wait=True, unsent=[request])
            values, infos = yield from self._ask(request)
        names = request.program.infos[len(request.drafts) :]
        return values, [infos.get(name) for name in names]

    def post(self) -> Conversation[None]:
        """Send what has gathered; what comes of it is heard later."""
        if self._stream is None or self.recorder.drafts or not self._is_plain():
            yield from self.exchange()
            return
        self._say(compose(self.recorder), self._stream)
        yield from self._hear(wait=False)

    # the stream

    def _is_plain(self) -> bool:
        """Whether what has gathered can go by the stream: nobody here is asked in the midst of it, and it is not too
        large."""
        recorder = self.recorder
        asks = recorder.owners or recorder.retired or recorder.asking
        return not asks and recorder.upload_bytes <= MAX_UPLOAD

    def _say(self, request: Request, stream: Stream) -> None:
        self._last += 1
        self._unanswered.append((self._last, request))
        clear = "" if self._failed is None else f'"clear":{self._failed},'
        frame = self._frame(self._last, request, clear)
        self._failed = None
        try:
            stream.send(frame)
        except ServerUnreachableError:
            self._abandon()
            raise
        except (Exception, KeyboardInterrupt):  # in the midst of it, perhaps
            stream.send(frame)
            raise

    def _hear(self, wait: bool, unsent: Sequence[Request] = ()) -> Conversation[Brought]:
        """Hear the answers to what was said, without waiting those that are there; what the last one brings.

        If something failed, nothing of what followed was carried out, and the `unsent` will not be.
        """
        brought: Brought = [], {}
        while self._unanswered:
            stream = self._stream
            assert stream is not None
            number, request = self._unanswered[0]
            try:
                answer = stream.hear(number, wait)
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
                self._unanswered.popleft()
                brought = self._finish(request, answer.content, answer.arrays)
                continue
            self._failed = number
            if answer.is_last:
                self._leave_stream()
            elif (yield from self._repaired(problem)):
                requests = [request for _, request in self._unanswered]
                self._unanswered.clear()
                for request in requests:
                    self._say(request, stream)
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
            self.programs.forget()
        return lost is not None or problem.get("type") == NO_PROGRAM

    def _abandon(self, unsent: Sequence[Request] = ()) -> None:
        requests = [*(request for _, request in self._unanswered), *unsent]
        self._unanswered.clear()
        self._leave_stream()
        abandon(self.recorder, requests)

    def _leave_stream(self) -> None:
        self._stream, self._may_stream, self._last, self._failed = None, True, 0, None

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
            (yield from self.send(lambda: Call("PATCH", self.path, {"Content-Type": JSON}, [body])))
        )
        return info

    def devices(self) -> Conversation[list[dict[str, Any]]]:
        """Ask which devices the server has."""
        items: list[dict[str, Any]] = parsed((yield Call("GET", "/v1/devices")))["items"]
        return items

    def close(self) -> Conversation[None]:
        """Close the session; one that is gone already is closed."""
        yield Call("DELETE", self.path)

    def _frame(self, number: int, request: Request, clear: str) -> Frame:
        is_text = not request.message.uploads
        form = f'"accept":"{JSON if request.few else SAFETENSORS}",' if is_text is not request.few else ""
        return Frame(number, b"".join(self.programs.body(request, f'"id":{number},{clear}{form}')), is_text)


def open_session(options: dict[str, Any]) -> Conversation[dict[str, Any]]:
    """Open a session."""
    body = json.dumps(options).encode()
    info: dict[str, Any] = parsed((yield Call("POST", "/v1/sessions", {"Content-Type": JSON}, [body])))
    return info
