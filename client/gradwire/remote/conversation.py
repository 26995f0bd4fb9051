"""Conversations with a server: what is asked, and what is made of the replies.

A conversation is a generator: it yields a `Call` and is resumed with the `Reply`, or with the error that sending
raised. So a plain and an asynchronous transport carry it on alike. The plain one can open a stream as well, which is
given frames and asked for their answers.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from gradwire.errors import ServerUnreachableError
from gradwire.recording.descriptions import Description
from gradwire.recording.exchange import are_many, compose, depart
from gradwire.recording.failures import abandon, fail
from gradwire.recording.handle import Handle
from gradwire.recording.owners import FORGOTTEN
from gradwire.recording.recorder import MAX_UPLOAD, Recorder
from gradwire.remote.calls import JSON, Call, Conversation, OpenStream, once, parsed
from gradwire.remote.channel import Channel
from gradwire.remote.questions import Questions
from gradwire.remote.requests import NO_PROGRAM, Brought


class Correspondent(Questions):
    """One session's side of the conversations: its id, its recorder, the programs that the server remembers.

    What nobody here can be asked about goes by the stream, if there is one, and is not waited for unless something is
    wanted; what was sent and not answered yet is kept. All else is sent when all before it is answered.
    """

    def __init__(self, session: str, recorder: Recorder, streams: bool = True) -> None:
        super().__init__(session, recorder)
        self._channel: Channel | None = None
        """The stream, if there is one."""
        self._may_stream = streams
        """Whether a stream may be opened, which was not tried yet."""

    def exchange(
        self, wanted: Sequence[Handle] = (), asked: Sequence[tuple[Handle, str]] = (), buries: bool = False
    ) -> Conversation[tuple[list[np.ndarray[Any, Any]], list[dict[str, Any] | None]]]:
        """Send what has gathered, wait until all is carried out, and bring back values and infos.

        Many values are asked for by themselves: such an answer the server may not keep, and what is asked for once more
        it would do twice.
        `buries`: also if nothing has gathered but tensors that are no more.
        """
        recorder = self.recorder
        is_heavy = are_many(wanted)
        if is_heavy and (recorder.steps or recorder.uploads):
            yield from self.exchange()
        if is_heavy or self._is_behind():
            yield from self._hear(wait=True)
        if not (wanted or asked or recorder.steps or recorder.uploads or (buries and recorder.dead)):
            yield from self._hear(wait=True)
            return [], []
        if self._may_stream:
            stream = yield OpenStream(self.path)
            self._channel = None if stream is None else Channel(stream, self.programs)
            self._may_stream = False
        alone = self._channel is None or not self._is_plain()
        request = compose(recorder, wanted, asked, alone=alone, repeatable=is_heavy)
        values, infos = yield from self._hear(wait=True)
        names = request.program.infos[len(request.drafts) :]
        return values, [infos.get(name) for name in names]

    def post(self) -> Conversation[None]:
        """Send what has gathered; what comes of it is heard later."""
        if self._channel is None or self.recorder.drafts or not self._is_plain():
            yield from self.exchange()
            return
        if self._is_behind():
            yield from self._hear(wait=True)
        compose(self.recorder, alone=False)
        yield from self._hear(wait=False)

    def _is_plain(self) -> bool:
        """Whether what has gathered can go by the stream: nobody here is asked in the midst of it, and it is not too
        large."""
        recorder = self.recorder
        asks = recorder.owners or recorder.retired or recorder.asking
        return not asks and recorder.upload_bytes <= MAX_UPLOAD

    def _is_behind(self) -> bool:
        """Whether somebody was interrupted so that, before more is composed, something has to be heard: what goes
        alone, and what operations give that were never seen before."""
        depart(self.recorder)
        sent = self.recorder.sent
        return bool(sent) and bool(sent[-1].alone or sent[-1].drafts)

    def _hear(self, wait: bool) -> Conversation[Brought]:
        """Send what was composed and not sent, and hear the answers, without waiting those that are there; what the
        last one brings.

        If something failed, nothing of what followed was carried out, or will be. Whoever is interrupted finds each
        request either done or where it was.
        """
        recorder, channel = self.recorder, self._channel
        brought: Brought = [], {}
        while recorder.sent:
            if channel is None or recorder.sent[0].alone:
                brought = yield from self._ask(recorder.sent[0])
                continue
            try:
                channel.say(recorder.sent)
                answer = channel.hear(wait)
            except ServerUnreachableError:
                abandon(recorder, recorder.sent)
                recorder.sent.clear()
                self._leave_stream()
                raise
            if answer is None:
                break
            request, problem = recorder.sent[0], answer.content.get("problem")
            if problem is None and "suspended" in answer.content:
                yield self.cancellation(answer.content["suspended"]["id"])
                problem = {"detail": FORGOTTEN, "exception": "RuntimeError"}
            if problem is None:
                brought = self._finish(request, answer.content, answer.arrays)
                continue
            channel.clear()
            if not answer.is_last and (yield from self._repaired(problem)):
                channel.say_again()
                continue
            _, *skipped = recorder.sent
            error = fail(recorder, request, problem, skipped=skipped)
            recorder.sent.clear()
            if answer.is_last:
                self._leave_stream()
            try:
                raise error
            finally:
                del error  # its traceback holds this
        return brought

    def _repaired(self, problem: dict[str, Any]) -> Conversation[bool]:
        """Whether a problem is none any more, so that everything from there on can be said again."""
        lost = self._lost_question(problem)
        if lost is not None:
            yield self.cancellation(lost)
        elif problem.get("type") == NO_PROGRAM:
            self.programs.forget()
        return lost is not None or problem.get("type") == NO_PROGRAM

    def _leave_stream(self) -> None:
        self._may_stream, self._channel = True, None

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
        call = once(Call("PATCH", self.path, {"Content-Type": JSON}, [body]))
        info: dict[str, Any] = parsed((yield from self.send(call)))
        return info

    def devices(self) -> Conversation[list[dict[str, Any]]]:
        """Ask which devices the server has."""
        items: list[dict[str, Any]] = parsed((yield Call("GET", "/v1/devices")))["items"]
        return items

    def synchronize(self) -> Conversation[None]:
        """Send what has gathered, and wait until GPUs have carried it out."""
        yield from self.exchange(buries=True)
        yield once(Call("POST", f"{self.path}/synchronize"))

    def memory(self, change: dict[str, Any] | None = None) -> Conversation[list[dict[str, Any]]]:
        """Ask how many bytes the session has on each GPU that it has used, after a change if one is given."""
        yield from self.exchange(buries=True)
        path = f"{self.path}/memory"
        call = (
            Call("GET", path)
            if change is None
            else once(Call("POST", path, {"Content-Type": JSON}, [json.dumps(change).encode()]))
        )
        items: list[dict[str, Any]] = parsed((yield call))["items"]
        return items

    def close(self) -> Conversation[None]:
        """Close the session; one that is gone already is closed, and one that hears nothing of it expires."""
        yield once(Call("DELETE", self.path, until=0.0))


def open_session(options: dict[str, Any]) -> Conversation[dict[str, Any]]:
    """Open a session."""
    body = json.dumps(options).encode()
    info: dict[str, Any] = parsed((yield once(Call("POST", "/v1/sessions", {"Content-Type": JSON}, [body]))))
    return info
