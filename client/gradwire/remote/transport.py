"""Sending: the only file that talks to the network, twice the same, once to be awaited.

httpx is used below its client, whose redirects, cookies and merged URLs cost more than the request itself.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import aclosing, closing
from functools import partial
from inspect import GEN_CLOSED, getgeneratorstate
from typing import Any, TypeVar
from urllib.request import getproxies, proxy_bypass

import httpx

from gradwire.errors import FORKED, moved, unreachable
from gradwire.remote.calls import EVENTS, PROBLEM, Call, Conversation, Reply
from gradwire.remote.events import Events
from gradwire.remote.stream import PROTOCOL, Stream
from gradwire.remote.websocket import RefusedError, WebSocket

Result = TypeVar("Result")

JOINED = 2**16
SLICE = 2**20
GATEWAY = (502, 503, 504)
ATTEMPTS = 2
"""A request whose connection broke is sent once more: its Idempotency-Key makes that safe."""


class _Address:
    """Where requests go, and what they all carry."""

    def __init__(self, url: str, token: str | None, timeout: float) -> None:
        self.url = url
        # parsing a URL costs httpx as much as sending it
        self._urls: dict[str, httpx.URL] = {}
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._timeout = {"connect": min(timeout, 10.0), "read": timeout, "write": timeout, "pool": timeout}

    def request(self, call: Call) -> httpx.Request:
        """The request of a call: small bodies joined, large ones piece by piece, so that no array is copied."""
        size = sum(len(part) for part in call.body)
        content: Any = b"".join(call.body) if size <= JOINED else _Pieces(call.body)
        headers = {"Content-Length": str(size), **call.headers, **self._headers}
        extensions = {"timeout": self._timeout}
        url = self._urls.get(call.path)
        if url is None:
            url = httpx.URL(self.url + call.path)
            if call.method == "POST":
                self._urls[call.path] = url
        return httpx.Request(call.method, url, headers=headers, content=content, extensions=extensions)

    def options(self) -> dict[str, Any]:
        """What a transport needs to get there: a proxy, where the environment names one, and who vouches for servers.

        Without TLS nobody does, and reading all authorities' certificates would take longer than opening a session.
        """
        proxy = self.proxy()
        if proxy:
            return {"proxy": proxy}
        return {} if httpx.URL(self.url).scheme == "https" else {"verify": False}

    def proxy(self) -> str | None:
        """The proxy that the environment names for this address."""
        url = httpx.URL(self.url)
        return None if proxy_bypass(url.host) else getproxies().get(url.scheme)

    def websocket(self, path: str) -> WebSocket:
        """A WebSocket to this path."""
        return WebSocket(self.url + path, PROTOCOL, self._headers, self._timeout["read"])

    def reply(self, call: Call, response: httpx.Response, body: bytes) -> Reply:
        """The reply; of a gateway that did not reach the server, or of a server that is elsewhere, there is none."""
        media = _media(response)
        if response.status_code in GATEWAY and media != PROBLEM:
            raise httpx.ProxyError(f"a gateway before the server answers with status {response.status_code}")
        if response.has_redirect_location:
            there = httpx.URL(self.url + call.path).join(response.headers["Location"])
            raise moved(self.url, str(there).removesuffix(call.path))
        return Reply(response.status_code, media, body)

    def consider(self, error: httpx.TransportError, attempt: int) -> None:
        """Raise what an error of sending means, unless the request should be sent once more."""
        if isinstance(error, (httpx.ConnectError, httpx.ConnectTimeout)):
            raise unreachable(self.url, error, sent=attempt > 1) from None
        if attempt == ATTEMPTS or isinstance(error, httpx.TimeoutException):
            raise unreachable(self.url, error, sent=True) from None


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


def _media(response: httpx.Response) -> str:
    media: str = response.headers.get("content-type", "").partition(";")[0].strip()
    return media


class Transport:
    """Carries conversations on with a server."""

    def __init__(self, url: str, token: str | None, timeout: float) -> None:
        self._address = _Address(url, token, timeout)
        self._transport = httpx.HTTPTransport(**self._address.options())
        self._stream: Stream | None = None
        self._is_left = False

    def carry(self, conversation: Conversation[Result]) -> Result:
        """Carry a conversation to its end."""
        given: Any = None
        go_on: Callable[[Any], Any] = conversation.send
        try:
            while True:
                try:
                    call = go_on(given)
                    if self._is_left:  # by a fork in the midst of a pass
                        raise RuntimeError(FORKED)
                    given = self._send(call) if isinstance(call, Call) else self._open_stream(call.path)
                    go_on = conversation.send
                except StopIteration as end:
                    result: Result = end.value
                    return result
                except BaseException as error:
                    if getgeneratorstate(conversation) == GEN_CLOSED:
                        raise
                    go_on, given = conversation.throw, error
        finally:  # whoever is interrupted outside the conversation ends it now, and not whenever it is forgotten
            given = None
            conversation.close()

    def close(self) -> None:
        """Close the connections."""
        if self._stream is not None:
            self._stream.close()
        self._transport.close()

    def leave(self) -> None:
        """Let go of the connections, which are another process's, too, and send nothing more."""
        self._is_left = True
        if self._stream is not None:
            self._stream.leave()
        self._transport.close()

    def _open_stream(self, path: str) -> Stream | None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None
        if self._address.proxy() is None:
            try:
                self._stream = Stream(self._address.url, partial(self._address.websocket, f"{path}/stream"))
            except RefusedError:
                pass
            except OSError as error:
                raise unreachable(self._address.url, error, sent=False) from None
        return self._stream

    def _send(self, call: Call) -> Reply:
        attempt = 0
        while True:
            attempt += 1
            try:
                response = self._transport.handle_request(self._address.request(call))
                if call.tell is None or _media(response) != EVENTS:
                    return self._address.reply(call, response, response.read())
                with closing(response):
                    events = Events(call.tell)
                    for reply in map(events.take, response.iter_lines()):
                        if reply is not None:
                            return reply
                    raise httpx.RemoteProtocolError("the events ended without an answer")
            except httpx.TransportError as error:
                self._address.consider(error, attempt)


class AsyncTransport:
    """Carries conversations on with a server, awaiting the replies."""

    def __init__(self, url: str, token: str | None, timeout: float) -> None:
        self._address = _Address(url, token, timeout)
        self._transport = httpx.AsyncHTTPTransport(**self._address.options())

    async def carry(self, conversation: Conversation[Result]) -> Result:
        """Carry a conversation to its end."""
        given: Any = None
        go_on: Callable[[Any], Any] = conversation.send
        try:
            while True:
                try:
                    call = go_on(given)
                    assert isinstance(call, Call)  # its correspondent opens no stream
                    given = await self._send(call)
                    go_on = conversation.send
                except StopIteration as end:
                    result: Result = end.value
                    return result
                except BaseException as error:
                    if getgeneratorstate(conversation) == GEN_CLOSED:
                        raise
                    go_on, given = conversation.throw, error
        finally:  # whoever is interrupted outside the conversation ends it now, and not whenever it is forgotten
            given = None
            conversation.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._transport.aclose()

    async def _send(self, call: Call) -> Reply:
        attempt = 0
        while True:
            attempt += 1
            try:
                response = await self._transport.handle_async_request(self._address.request(call))
                if call.tell is None or _media(response) != EVENTS:
                    return self._address.reply(call, response, await response.aread())
                async with aclosing(response):
                    events = Events(call.tell)
                    async for line in response.aiter_lines():
                        reply = events.take(line)
                        if reply is not None:
                            return reply
                    raise httpx.RemoteProtocolError("the events ended without an answer")
            except httpx.TransportError as error:
                self._address.consider(error, attempt)
