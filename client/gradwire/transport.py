"""Sending: the only file that talks to the network, twice the same, once to be awaited."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any, TypeVar

import httpx

from gradwire.conversation import Call, Conversation, Reply
from gradwire.errors import unreachable

Result = TypeVar("Result")

JOINED = 2**16
SLICE = 2**20
ATTEMPTS = 2
"""A request whose connection broke is sent once more: its Idempotency-Key makes that safe."""


def _options(token: str | None, timeout: float) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return {"headers": headers, "timeout": httpx.Timeout(timeout, connect=min(timeout, 10))}


def _content(call: Call) -> dict[str, Any]:
    """Small bodies joined, large ones piece by piece, so that no array is copied."""
    size = sum(len(part) for part in call.body)
    if size <= JOINED:
        return {"content": b"".join(call.body) or None, "headers": call.headers}
    return {"content": _Pieces(call.body), "headers": {**call.headers, "Content-Length": str(size)}}


class _Pieces:
    def __init__(self, pieces: list[bytes | memoryview]) -> None:
        self._pieces = pieces

    def __iter__(self) -> Iterator[bytes | memoryview]:
        for piece in self._pieces:
            view = memoryview(piece)
            for start in range(0, len(view), SLICE):
                yield view[start : start + SLICE]

    async def __aiter__(self) -> AsyncIterator[bytes | memoryview]:
        for piece in self:
            yield piece


def _consider(error: httpx.TransportError, url: str, attempt: int) -> None:
    """Raise what an error of sending means, unless the request should be sent once more."""
    reason = str(error) or type(error).__name__
    if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout)):
        raise unreachable(url, reason, sent=attempt > 1) from None
    if attempt == ATTEMPTS or isinstance(error, httpx.TimeoutException):
        raise unreachable(url, reason, sent=True) from None


def _reply(response: httpx.Response) -> Reply:
    media = response.headers.get("content-type", "").partition(";")[0].strip()
    return Reply(response.status_code, media, response.content)


class Transport:
    """Carries conversations on with a server."""

    def __init__(self, url: str, token: str | None, timeout: float) -> None:
        self.url = url
        self._client = httpx.Client(base_url=url, **_options(token, timeout))

    def carry(self, conversation: Conversation[Result]) -> Result:
        """Carry a conversation to its end."""
        try:
            call = next(conversation)
            while True:
                try:
                    reply = self._send(call)
                except BaseException as error:  # noqa: BLE001
                    call = conversation.throw(error)
                else:
                    call = conversation.send(reply)
        except StopIteration as end:
            result: Result = end.value
            return result

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _send(self, call: Call) -> Reply:
        attempt = 0
        while True:
            attempt += 1
            try:
                return _reply(self._client.request(call.method, call.path, **_content(call)))
            except httpx.TransportError as error:
                _consider(error, self.url, attempt)


class AsyncTransport:
    """Carries conversations on with a server, awaiting the replies."""

    def __init__(self, url: str, token: str | None, timeout: float) -> None:
        self.url = url
        self._client = httpx.AsyncClient(base_url=url, **_options(token, timeout))

    async def carry(self, conversation: Conversation[Result]) -> Result:
        """Carry a conversation to its end."""
        try:
            call = next(conversation)
            while True:
                try:
                    reply = await self._send(call)
                except BaseException as error:  # noqa: BLE001
                    call = conversation.throw(error)
                else:
                    call = conversation.send(reply)
        except StopIteration as end:
            result: Result = end.value
            return result

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _send(self, call: Call) -> Reply:
        attempt = 0
        while True:
            attempt += 1
            try:
                return _reply(await self._client.request(call.method, call.path, **_content(call)))
            except httpx.TransportError as error:
                _consider(error, self.url, attempt)
