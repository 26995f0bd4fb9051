"""Calls: requests to a server, their replies, and what can be read from a reply whatever was asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from math import inf
from typing import Any, Final, NamedTuple, TypeVar
from uuid import uuid4

import numpy as np

from gradwire.errors import exception
from gradwire.wire import safetensors

JSON: Final = "application/json"
SAFETENSORS: Final = "application/vnd.safetensors"
PROBLEM: Final = "application/problem+json"
EVENTS: Final = "text/event-stream"
BAD: Final = 400


class Call(NamedTuple):
    """A request to be sent."""

    method: str
    path: str
    headers: dict[str, str] = {}  # noqa: RUF012
    body: list[bytes | memoryview] = []  # noqa: RUF012
    tell: Callable[[dict[str, Any]], None] | None = None
    """Who is told of progress, where the reply comes as events."""
    until: float = inf
    """The moment, by `time.monotonic`, after which it is not sent again."""


def once(call: Call) -> Call:
    """A call that changes something, and is carried out once however often it is sent, under a key of its own.

    So who sends it again, since a connection broke, the server was not ready or somebody was interrupted, sends this
    very call. Another body, or the same to be done once more, is another call.
    """
    return call._replace(headers={**call.headers, "Idempotency-Key": uuid4().hex})


class Reply(NamedTuple):
    """What came back."""

    status: int
    media: str
    body: bytes


class OpenStream(NamedTuple):
    """The wish for a stream to the session at this path; the reply is the stream, or None where there can be none."""

    path: str


class Frame(NamedTuple):
    """A program to be sent on the stream under its number."""

    number: int
    data: bytes
    is_text: bool


class Answer(NamedTuple):
    """The answer to the frame of that number, and the arrays that came with it."""

    number: int
    content: dict[str, Any]
    arrays: dict[str, np.ndarray[Any, Any]]
    is_last: bool = False
    """The stream has ended."""


Result = TypeVar("Result")
Conversation = Generator[Call | OpenStream, Any, Result]


def read(reply: Reply) -> tuple[dict[str, Any], dict[str, np.ndarray[Any, Any]]]:
    """The answer, and the arrays that came with it."""
    if reply.media == SAFETENSORS:
        arrays, metadata = safetensors.decode(reply.body)
        return json.loads(metadata["answer"]), arrays
    return json.loads(reply.body), {}


def content(reply: Reply) -> bytes:
    """The body of a reply; raises the exception of a problem."""
    if reply.status >= BAD:
        raise exception(problem_in(reply))
    return reply.body


def parsed(reply: Reply) -> Any:
    """The JSON of a reply; raises the exception of a problem."""
    return json.loads(content(reply))


def problem_in(reply: Reply) -> dict[str, Any]:
    """The problem that a reply tells of."""
    try:
        problem = json.loads(reply.body)
    except ValueError:
        problem = None
    if not isinstance(problem, dict):
        return {"detail": f"the server answered with status {reply.status} and no problem that can be read"}
    return problem
