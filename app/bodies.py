"""Request bodies: what they hold by their headers, read once and within limits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Generator
from typing import Any, NamedTuple

from starlette.requests import ClientDisconnect
from starlette.types import Message

from app.errors import Problem, malformed
from app.memory import Memory
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
    if "content-encoding" in headers and headers["content-encoding"].lower() != "identity":
        raise Problem("unsupported-media-type", "Compressed bodies are not read: send the body as it is.")
    if media not in accepted:
        if optional and not media and not await read_bytes(request, settings.json_bytes):
            return Body(JSON, b"{}")
        said = f"{media[:80]!r} is not read here" if media else "the Content-Type is missing"
        detail = f"Say with Content-Type what the body is: {said}; {', '.join(accepted)} may be."
        raise Problem("unsupported-media-type", detail, accepted=list(accepted))
    limit = settings.json_bytes if media == JSON else settings.body_bytes
    begun = Begun(request.receive())  # a small body comes with its head: then there is nothing to wait for
    data = begun.whole(limit)
    if data is None:
        data = await read_bytes(request, limit, begun)
    return Body(media, b"{}" if optional and not data else data)


class Begun:
    """The first piece of a body, awaited at once: its `result`, unless it has to be waited for."""

    __slots__ = ("_steps", "_waiting", "result")

    def __init__(self, awaitable: Awaitable[Message]) -> None:
        self._steps = awaitable.__await__()
        self.result: Message | None = None
        try:
            self._waiting = next(self._steps)
        except StopIteration as end:
            self.result = end.value

    def whole(self, limit: int) -> bytes | memoryview | None:
        """The body, where it came in one piece."""
        if self.result is None or self.result.get("more_body"):
            return None
        first, _ = _piece(self.result)
        if len(first) > limit:
            raise _too_large(limit)
        return first

    def __await__(self) -> Generator[Any, Any, Message]:
        if self.result is None:
            yield self._waiting
            self.result = yield from self._steps
        return self.result


async def read_bytes(request: Request, limit: int, begun: Begun | None = None) -> bytes | memoryview:
    """The bytes of a body: as they came where that was one piece, else in memory of the announced size."""
    announced = request.headers.get("content-length")
    size = int(announced) if announced is not None and announced.isdecimal() else None
    if size is not None and size > limit:
        raise _too_large(limit)
    begun = begun or Begun(request.receive())
    whole = begun.whole(limit)
    if whole is not None:
        return whole
    seconds = request.app.state.settings.body_timeout
    try:
        async with asyncio.timeout(seconds) as patience:
            return await _read(request, limit, size, await begun, patience, seconds)
    except TimeoutError:
        detail = f"Nothing of the body came for {seconds:g} seconds: send the request again."
        raise Problem("request-timeout", detail, headers={"Connection": "close"}) from None


async def _read(
    request: Request, limit: int, size: int | None, message: Message, patience: asyncio.Timeout, seconds: float
) -> bytes | memoryview:
    now = asyncio.get_running_loop().time
    memory: Memory = request.app.state.memory
    into = None if size is None else memory.take(size)
    held: list[bytes] = []
    end = 0
    while True:
        piece, more = _piece(message)
        if end + len(piece) > limit:
            raise _too_large(limit)
        if into is None:
            held.append(piece)
        else:
            into[end : end + len(piece)] = piece
        end += len(piece)
        if not more:
            return memoryview(bytearray().join(held)) if into is None else into[:end]
        if now() - (patience.when() or 0.0) > -0.9 * seconds:  # not with each piece: there may be thousands
            patience.reschedule(now() + seconds)
        message = await request.receive()


def _piece(message: Message) -> tuple[bytes, bool]:
    """A piece of a body, and whether more will come."""
    if message["type"] == "http.disconnect":
        raise ClientDisconnect
    return message.get("body", b""), message.get("more_body", False)


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
