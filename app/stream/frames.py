"""Frames of a stream: what comes as a program with a number, and how answers and problems go back under it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import orjson

from app.answers import Answer
from app.bodies import JSON, SAFETENSORS
from app.errors import Problem, invalid
from app.program.arguments import Upload
from app.program.call import read_file
from app.program.fields import Fields
from app.program.names import Name
from gradwire.wire import json
from gradwire.wire.errors import WireError

Data: TypeAlias = str | bytes
"""A text or a binary message of a WebSocket."""
TOO_BIG, FAILED, BAD_FRAME, NO_SESSION, TAKEN_OVER = 1009, 1011, 4400, 4404, 4409
LONGEST_REASON = 123  # bytes that a WebSocket's close frame carries
_METADATA = b'{"__metadata__":{"answer":"{'


class Closing(Exception):
    """The end of a connection: the code and reason that its client is told."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason.encode()[:LONGEST_REASON].decode(errors="ignore")


@dataclass(slots=True)
class StreamFrame:
    """A program of a stream, read as far as it can be without its session."""

    id: int
    document: dict[str, Any]
    uploads: Mapping[Name, Upload]
    media: str
    """The form of its answer unless it says `accept`."""


@dataclass(slots=True)
class Wish:
    """What a frame says besides its program."""

    clear: int | None
    suspension: str | None
    media: str


def read_frame(data: Data) -> StreamFrame:
    """A frame; one that cannot be read, or has no number to answer under, ends the connection."""
    uploads: Mapping[Name, Upload] = {}
    try:
        if isinstance(data, str):
            document = json.loads(data.encode())
        else:
            document, uploads = read_file(data)
    except (WireError, Problem) as error:
        raise Closing(BAD_FRAME, f"A frame cannot be read: {error.detail}") from error
    id = document.pop("id", None) if isinstance(document, dict) else None
    if type(id) is not int or id < 1:
        raise Closing(BAD_FRAME, "A frame is an object whose `id` is its number: 1, 2, 3, ….")
    return StreamFrame(id, document, uploads, JSON if isinstance(data, str) else SAFETENSORS)


def read_wish(frame: StreamFrame) -> Wish:
    """Take out of a frame's document what is not its program."""
    document = frame.document
    fields = Fields({key: document.pop(key) for key in ("clear", "suspension", "accept") if key in document}, "")
    media = fields.text("accept", frame.media)
    if media not in (JSON, SAFETENSORS):
        raise invalid(f"`accept` is {JSON} or {SAFETENSORS}.", "/accept")
    return Wish(fields.integer("clear", None), fields.text("suspension", None), media)


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


def refusal(problem: Problem, id: int, request_id: str) -> Data:
    """A problem as the answer to the frame of this number."""
    document = {"id": id, "problem": problem.document(request_id)}
    return orjson.dumps(document, default=str, option=orjson.OPT_SERIALIZE_NUMPY).decode()


def hello(done: int, window: int) -> Data:
    """The server's hello: the last frame that was carried out, and how many may be unanswered."""
    return orjson.dumps({"hello": {"done": done, "window": window}}).decode()
