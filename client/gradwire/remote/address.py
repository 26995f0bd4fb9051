"""Address: where requests go and what they all carry, and what comes of an attempt to send one.

httpx is used below its client, whose redirects, cookies and merged URLs cost more than the request itself.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any, Final
from urllib.request import getproxies, proxy_bypass

import httpx

from gradwire.errors import moved, unreachable
from gradwire.recording.state import state
from gradwire.remote.absence import Absence
from gradwire.remote.calls import PROBLEM, Call, Reply, problem_in
from gradwire.remote.stream import PROTOCOL, Stream
from gradwire.remote.websocket import WebSocket

JOINED: Final = 2**16
SLICE: Final = 2**20
GATEWAY: Final = (502, 503, 504)
NOT_READY: Final = 503
CONFLICT: Final = 409
IN_FLIGHT: Final = "/problems/idempotency-key-in-flight"


class NotReadyError(httpx.TransportError):
    """The server, or a gateway before it, says that it cannot answer now; it may have begun to."""

    def __init__(self, message: str, after: float) -> None:
        super().__init__(message)
        self.after = after
        """Seconds after which it may be asked again."""


class InFlightError(httpx.TransportError):
    """The same request was sent before, and the server is still at work on it."""


AWAY: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError)
"""Errors of requests that never came to the server."""


class Address:
    """Where requests go, and what they all carry.

    `timeout` is for one answer; a server that was there before, and is not, is waited for `patience` seconds.
    """

    def __init__(self, url: str, token: str | None, timeout: float, patience: float) -> None:
        self.url = url
        # parsing a URL costs httpx as much as sending it
        self._urls: dict[str, httpx.URL] = {}
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._timeout = {"connect": min(timeout, 10.0), "read": timeout, "write": timeout, "pool": timeout}
        self._patience = patience

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

    def stream(self, path: str) -> Stream:
        """The stream of the session at this path."""
        url, timeout = f"{self.url}{path}/stream", self._timeout["read"]
        return Stream(lambda: WebSocket(url, PROTOCOL, self._headers, timeout), Absence(self.url, self._patience))

    def reply(self, call: Call, response: httpx.Response, body: bytes) -> Reply:
        """The reply; of a gateway that did not reach the server, or of a server that is elsewhere, there is none."""
        status, kind = response.status_code, media(response)
        if status in GATEWAY and kind != PROBLEM:
            raise NotReadyError(f"a gateway before the server answers with status {status}", _retry_after(response))
        if response.has_redirect_location:
            there = httpx.URL(self.url + call.path).join(response.headers["Location"])
            raise moved(self.url, str(there).removesuffix(call.path))
        state.answered.add(self.url)
        return self.final(Reply(status, kind, body), _retry_after(response))

    def final(self, reply: Reply, after: float = 0.0) -> Reply:
        """A reply, unless it says to ask again, `after` so many seconds."""
        if reply.status == NOT_READY:
            raise NotReadyError(str(problem_in(reply).get("detail")), after)
        if reply.status == CONFLICT and problem_in(reply).get("type") == IN_FLIGHT:
            raise InFlightError(str(problem_in(reply).get("detail")))
        return reply

    def absence(self, call: Call) -> Absence:
        """The absence of a server that does not answer a call: one that never did is not waited for."""
        return Absence(self.url, self._patience if self.url in state.answered else 0.0, call.until)

    def pause(self, absence: Absence, error: httpx.TransportError) -> float:
        """Seconds until a call is sent again; raises what the error means where it is not."""
        if isinstance(error, InFlightError):
            return absence.await_the_first(error, self._timeout["read"])
        if isinstance(error, NotReadyError):
            return absence.pause(error, arrived=True, after=error.after)
        if isinstance(error, AWAY):
            return absence.pause(error)
        if isinstance(error, httpx.TimeoutException):
            raise unreachable(self.url, error, sent=True) from None
        return absence.pause(error, lost=True)


def media(response: httpx.Response) -> str:
    """The format of a response."""
    kind: str = response.headers.get("content-type", "").partition(";")[0].strip()
    return kind


def _retry_after(response: httpx.Response) -> float:
    """The seconds after which it may be asked again; a date, which nobody here sends, is none."""
    said = response.headers.get("retry-after", "")
    return float(said) if said.isascii() and said.isdigit() else 0.0


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
