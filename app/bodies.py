"""Request bodies: what they hold by their headers, read once and within limits."""

from __future__ import annotations

import asyncio
import types
from collections.abc import Generator
from typing import Any, NamedTuple

import numpy
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive

from app.errors import Problem, malformed
from app.request import Request
from gradwire.wire import json
from gradwire.wire.errors import WireError

JSON = "application/json"
NPY = "application/x-npy"
OCTETS = "application/octet-stream"
SAFETENSORS = "application/vnd.safetensors"


class Body(NamedTuple):
    """A body as bytes and its media type; `data` is the memory that tensors may take over."""

    media: str
    data: bytes | memoryview


async def read_body(request: Request, accepted: tuple[str, ...] = (JSON,), *, optional: bool = False) -> Body:
    """The body of a request, of one of the media types; an optional one may be missing, and is then `{}`."""
    headers = request.headers
    settings = request.app.state.settings
    media = headers.get("content-type", "")
    if media not in accepted:
        media = media.split(";")[0].strip().lower()
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise Problem("unsupported-media-type", "Compressed bodies are not read: send the body as it is.")
    if media not in accepted:
        if optional and not media and not await read_bytes(request, settings.json_bytes):
            return Body(JSON, b"{}")
        said = f"{media[:80]!r} is not read here" if media else "the Content-Type is missing"
        detail = f"Say with Content-Type what the body is: {said}; {', '.join(accepted)} may be."
        raise Problem("unsupported-media-type", detail, accepted=list(accepted))
    data = await read_bytes(request, settings.json_bytes if media == JSON else settings.body_bytes)
    return Body(media, b"{}" if optional and not data else data)


async def read_bytes(request: Request, limit: int) -> bytes | memoryview:
    """The bytes of a body: as they came where that was one piece, else in memory of the announced size."""
    announced = request.headers.get("content-length")
    size = int(announced) if announced is not None and announced.isdecimal() else None
    if size is not None and size > limit:
        raise _too_large(limit)
    receive, patience = request.receive, request.app.state.settings.body_timeout
    first, more = await _next(receive, patience)
    if len(first) > limit:
        raise _too_large(limit)
    if not more:
        return first
    if size is None:
        held, room = [first], limit - len(first)
        while more:
            piece, more = await _next(receive, patience)
            held.append(piece)
            room -= len(piece)
            if room < 0:
                raise _too_large(limit)
        return memoryview(bytearray().join(held))
    memory = numpy.empty(size, numpy.uint8).data
    memory[: len(first)] = first
    end = len(first)
    while more:
        piece, more = await _next(receive, patience)
        memory[end : end + len(piece)] = piece
        end += len(piece)
    return memory[:end]


async def _next(receive: Receive, patience: float) -> tuple[bytes, bool]:
    """The next piece of a body, and whether more will come; `request-timeout` if it takes too long."""
    coming = receive().__await__()
    try:
        waiting = next(coming)
    except StopIteration as here:  # as a rule a small body comes with its head: then there is nothing to time
        message = here.value
    else:
        try:
            async with asyncio.timeout(patience):
                message = await _rest(coming, waiting)
        except TimeoutError:
            detail = f"Nothing of the body came for {patience:g} seconds: send the request again."
            raise Problem("request-timeout", detail, headers={"Connection": "close"}) from None
    if message["type"] == "http.disconnect":
        raise ClientDisconnect
    return message.get("body", b""), message.get("more_body", False)


@types.coroutine
def _rest(begun: Generator[Any, Any, Message], waiting: Any) -> Generator[Any, Any, Message]:
    """Await what has begun, and waits for something."""
    try:
        yield waiting
        return (yield from begun)
    finally:
        begun.close()


def _too_large(limit: int) -> Problem:
    detail = f"The body may have {limit} bytes. Large tensors travel one by one, as .npy or safetensors."
    return Problem("body-too-large", detail, limit=limit, headers={"Connection": "close"})


def read_json(body: Body) -> Any:
    """The JSON of a body."""
    try:
        return json.loads(body.data)
    except WireError as error:
        raise malformed(error) from error


def accept(request: Request, offered: tuple[str, ...], default: str = JSON) -> str:
    """The media type of the answer: the default unless Accept prefers another of those offered."""
    header = request.headers.get("accept")
    if not header or header == "*/*":
        return default
    best, choice = 0.0, None
    ordered = sorted(offered, key=lambda media: media != default)
    for entry in header.lower().split(","):
        wanted, *parameters = (part.strip() for part in entry.split(";"))
        weight = _weight(parameters)
        for media in ordered:
            if weight > best and _fits(media, wanted):
                best, choice = weight, media
    if choice is None:
        detail = f"No format of Accept is offered here; these are: {', '.join(offered)}."
        raise Problem("not-acceptable", detail, offered=list(offered))
    return choice


def _fits(media: str, wanted: str) -> bool:
    return wanted in (media, "*/*") or (wanted.endswith("/*") and media.startswith(wanted[:-1]))


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return float(parameter[2:])
            except ValueError:
                return 0.0
    return 1.0
