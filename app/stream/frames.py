"""Frames of a stream: what comes as a program with a number, and how answers and problems go back under it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from app.answering import RESUMING
from app.answers import Answer
from app.bodies import JSON, SAFETENSORS, Body
from app.errors import Problem, invalid
from app.program.call import Text, split
from app.program.fields import Fields
from app.template import dump
from gradwire.wire import json
from gradwire.wire.errors import WireError

Data: TypeAlias = str | bytes
"""A text or a binary message of a WebSocket."""
TOO_BIG, FAILED, RESTARTING, TRY_LATER = 1009, 1011, 1012, 1013
BAD_FRAME, NO_TOKEN, NO_SESSION, TAKEN_OVER, DAMAGED = 4400, 4401, 4404, 4409, 4410
BY_PROBLEM = {
    "session-not-found": NO_SESSION,
    "session-damaged": DAMAGED,
    "storage-full": TRY_LATER,
    "out-of-memory": TRY_LATER,
    "not-ready": RESTARTING,
}
"""The codes for problems that end a connection."""
LONGEST_REASON = 123  # bytes that a WebSocket's close frame carries
OWN = ("clear", "suspension", "progress", "accept", *RESUMING)
"""Fields of a frame beside its program's."""
_NUMBER = re.compile(rb'\{"id": ?([1-9]\d{0,15})(?:, ?(?=")|(?=\}))')
_NUMBER_IN_FILE = re.compile(rb'(\{"__metadata__": ?\{"program": ?"\{)\\"id\\": ?([1-9]\d{0,15})(?:, ?(?=\\")|(?=\}))')
_METADATA = b'{"__metadata__":{"answer":"{'


class Closing(Exception):
    """The end of a connection: the code and reason that its client is told."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason.encode()[:LONGEST_REASON].decode(errors="ignore")

    @classmethod
    def of(cls, problem: Problem) -> Closing:
        """The end because of a problem."""
        return cls(BY_PROBLEM.get(problem.slug, FAILED), problem.detail)


class StreamFrame(NamedTuple):
    """A program of a stream, not yet read: its text is without its number, so that equal ones are known again."""

    id: int
    text: Text


class Wish(NamedTuple):
    """What a frame says besides its program."""

    media: str
    clear: int | None = None
    suspension: str | None = None
    progress: bool = False
    resuming: Mapping[str, Any] = MappingProxyType({})
    """What only a program at a suspension has."""


def read_frame(data: Data) -> StreamFrame:
    """A frame; one whose number cannot be read ends the connection."""
    try:
        if isinstance(data, str):
            id, said = _cut(data.encode())
            return StreamFrame(id, Text(JSON, said, b""))
        text = split(Body(SAFETENSORS, data))
        id, said = _cut_file(text.said)
        return StreamFrame(id, Text(SAFETENSORS, said, text.data))
    except (WireError, Problem) as error:
        raise Closing(BAD_FRAME, f"A frame cannot be read: {error.detail}") from error


def _cut(text: bytes) -> tuple[int, bytes]:
    """The number of a program, and the program without it."""
    if found := _NUMBER.match(text):
        return int(found[1]), b"{" + text[found.end() :]
    document = json.loads(text)
    id = document.pop("id", None) if isinstance(document, dict) else None
    if type(id) is not int or id < 1:
        raise Closing(BAD_FRAME, "A frame is an object whose `id` is its number: 1, 2, 3, ….")
    return id, dump(document)


def _cut_file(header: bytes) -> tuple[int, bytes]:
    if found := _NUMBER_IN_FILE.match(header):
        return int(found[2]), found[1] + header[found.end() :].rstrip(b" ")
    fields = json.loads(header)
    try:
        id, program = _cut(fields["__metadata__"]["program"].encode())
    except (KeyError, TypeError, AttributeError):
        raise Closing(BAD_FRAME, "A binary frame has its program as text in `__metadata__`.") from None
    fields["__metadata__"]["program"] = program.decode()
    return id, dump(fields)


def read_wish(came_as: str, said: Mapping[str, Any]) -> Wish:
    """What a frame of a media type says besides its program."""
    fields = Fields(said, "")
    media = fields.text("accept", came_as)
    if media not in (JSON, SAFETENSORS):
        raise invalid(f"`accept` is {JSON} or {SAFETENSORS}.", "/accept")
    clear, suspension = fields.integer("clear", None), fields.text("suspension", None)
    progress = bool(fields.boolean("progress", False))
    resuming = fields.rest()
    if suspension is None:
        for field in resuming:
            raise invalid(f"`{field}` belongs to a frame that names its `suspension`.", f"/{field}")
    return Wish(media, clear, suspension, progress, resuming)


def read_clear(frame: StreamFrame) -> Any:
    """What a frame says to `clear` whose program cannot be read or carried out."""
    try:
        text = frame.text.said
        if frame.text.media == SAFETENSORS:
            text = json.loads(text)["__metadata__"]["program"].encode()
        return json.loads(text)["clear"]
    except (WireError, KeyError, TypeError, AttributeError):
        return None


def numbered(answer: Answer, id: int) -> Data:
    """An answer as a frame of this number."""
    if answer.media == JSON:
        return f'{{"id":{id},{b"".join(answer.body)[1:].decode()}'
    header, *arrays = answer.body
    text = bytes(header[8:])
    assert text.startswith(_METADATA)
    text = _METADATA + rf"\"id\":{id},".encode() + text[len(_METADATA) :].rstrip(b" ")
    text += b" " * (-len(text) % 8)
    return b"".join((len(text).to_bytes(8, "little"), text, *arrays))


def report(progress: dict[str, Any], id: int) -> Data:
    """Progress of the frame of this number."""
    return dump({"id": id, "progress": progress}).decode()


def refusal(problem: Problem, id: int, request_id: str) -> Data:
    """A problem as the answer to the frame of this number."""
    return f'{{"id":{id},"problem":{problem.dump(request_id).decode()}}}'


def hello(done: int, window: int) -> Data:
    """The server's hello: the last frame that was carried out, and how many may be unanswered."""
    return dump({"hello": {"done": done, "window": window}}).decode()
