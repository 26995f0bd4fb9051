"""The frame around every request: its id, its limits, its counters, and a problem for what nobody foresaw."""

from __future__ import annotations

import asyncio
import logging
import random
import re
import time
from collections.abc import Awaitable, Mapping
from itertools import chain

from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send

from app.access import Access
from app.answers import Answer, Buffer, Write
from app.at_once import AtOnce
from app.counters import Counters
from app.dispatch import Dispatch
from app.errors import MEDIA_TYPE, Problem, problem_of
from app.request import read_headers
from app.settings import Settings

log = logging.getLogger("gradwire")
HEADED = ("http.response.start", "websocket.http.response.start", "websocket.accept")
SWITCHED = 101
HEALTH = "/health/"
"""Where probes ask, which name the server by whatever address they know."""
REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Frame:
    """ASGI middleware: nothing leaves without a request id, and no error without a problem."""

    def __init__(
        self, dispatch: Dispatch, at_once: AtOnce, settings: Settings, access: Access, counters: Counters
    ) -> None:
        self.dispatch = dispatch
        self.at_once = at_once
        self.access = access
        self.settings = settings
        self.counters = counters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.dispatch.app(scope, receive, send)
            return
        started = time.perf_counter()
        headers = read_headers(scope)
        scope["request_id"] = request_id = _request_id(headers)
        method = scope.get("method", "GET")  # of a WebSocket, none
        inner = {**scope, "method": "GET"} if method == "HEAD" else scope  # the server leaves the body away
        status = 0

        def send_framed(message: Message) -> Awaitable[None]:
            nonlocal status
            if message["type"] in HEADED:
                status = message.get("status", SWITCHED)
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            return send(message)

        try:
            if refusal := self._refuse(scope, headers):
                await refusal.response(request_id)(scope, receive, send_framed)
            else:
                answering = self.dispatch(inner, receive)
                answer = self.dispatch.app if answering is None else await answering
                if type(answer) is Answer:  # the many that are whole, and say their request's id
                    status = answer.status
                    await answer(inner, receive, send)
                else:
                    await answer(inner, receive, send_framed)
        except ClientDisconnect:
            log.info("%s %s: the client left before its body was here", method, scope["path"])
        except asyncio.CancelledError:
            if not status:
                detail = "The server stops, and this took longer than it may: ask again soon."
                await Problem("not-ready", detail).response(request_id)(scope, receive, send_framed)
        except Exception as error:  # noqa: BLE001 - the last place where an error can become an answer
            response = problem_of(error).response(request_id)
            if not status:
                await response(scope, receive, send_framed)
        finally:
            self.counters.requests[method, status] += 1
            if scope["type"] == "http":  # a stream lasts as long as its client likes
                self.counters.seconds += time.perf_counter() - started

    def answer_at_once(self, scope: Scope, body: Buffer, write: Write) -> bool:
        """Answer a request, where that can be done before anybody waits; whether it is.

        The answer is written when it may leave.
        """
        place = self.at_once.find(scope)
        if place is None:
            return False
        started = time.perf_counter()
        headers = read_headers(scope)
        try:
            found = None if self._refuse(scope, headers) else self.at_once.answer(place, headers, body)
        except Exception:  # the usual way has a problem for it
            log.exception("a request could not be answered at once")
            return False
        if found is None:
            return False
        answer, history = found
        answer.owned()

        def settled(error: Exception | None) -> None:
            request_id, sent = _request_id(headers), answer
            if error is not None:
                problem = problem_of(error)
                sent = Answer(problem.status, MEDIA_TYPE, [problem.dump(request_id)])
            self.counters.requests[scope["method"], sent.status] += 1
            self.counters.seconds += time.perf_counter() - started
            write(sent.status, sent.lines(request_id), sent.body[0])

        history.tell(settled)
        return True

    def _refuse(self, scope: Scope, headers: Mapping[str, str]) -> Problem | None:
        settings = self.settings
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > settings.uri_bytes:
            detail = f"Path and query may have {settings.uri_bytes} bytes."
            return Problem("uri-too-long", detail, limit=settings.uri_bytes)
        if len(b"".join(chain.from_iterable(scope["headers"]))) > settings.header_bytes:
            detail = f"All headers together may have {settings.header_bytes} bytes."
            return Problem("headers-too-large", detail, limit=settings.header_bytes)
        if "upgrade" in headers and "upgrade" in headers.get("connection", "").lower() and _has_body(headers):
            detail = (
                "This server speaks HTTP/1.1, and the body of a request that asks for another protocol is lost: leave "
                "out `Upgrade` (in Java, HttpClient.Version.HTTP_1_1)."
            )
            return Problem("malformed-request", detail)
        if settings.allowed_hosts and not scope["path"].startswith(HEALTH):
            host = re.sub(r":\d+$", "", headers.get("host", "")).lower()
            if host not in settings.allowed_hosts:
                return Problem("malformed-request", "The Host header names no host that this server answers for.")
        # a stream is closed with the code for it, since web pages are not told why no WebSocket was opened
        return self.access.refuse(scope, headers) if scope["type"] == "http" else None


def _request_id(headers: Mapping[str, str]) -> str:
    """The id that the client gave its request, or a new one."""
    given = headers.get("x-request-id")
    return given if given is not None and REQUEST_ID.fullmatch(given) else f"{random.getrandbits(64):016x}"


def _has_body(headers: Mapping[str, str]) -> bool:
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
