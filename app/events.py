"""Server-sent events: an answer that begins at once, tells progress, and ends as it would have begun."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from app.answers import Answer, Buffer
from app.errors import problem_of
from app.template import dump

EVENTS = "text/event-stream"
HEADERS = [
    (b"content-type", EVENTS.encode()),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # nginx would gather them
]
ALIVE = 15.0  # seconds after which a line without meaning keeps proxies from giving up
KEPT = 64  # events for a client that reads too slowly

Tell = Callable[[dict[str, Any]], None]


class Events:
    """The ASGI application that answers with events while `act` is at work.

    It tells progress by calling what it is given, from any thread. A client that leaves does not stop it.
    """

    def __init__(self, act: Callable[[Tell], Awaitable[Answer]]) -> None:
        self._act = act

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        loop = asyncio.get_running_loop()
        told: deque[bytes] = deque(maxlen=KEPT)
        news = asyncio.Event()

        def tell(progress: dict[str, Any]) -> None:
            told.append(_event("progress", dump(progress)))
            with contextlib.suppress(RuntimeError):  # of a loop that has ended, which work that was given up outlives
                loop.call_soon_threadsafe(news.set)

        async def act() -> bytes:
            try:
                answer = await self._act(tell)
                return _event("answer", *answer.body)
            except Exception as error:  # noqa: BLE001 - whatever went wrong is an event
                return _event("problem", problem_of(error).dump(scope["request_id"]))

        acting = asyncio.create_task(act())
        acting.add_done_callback(lambda _: news.set())
        with contextlib.suppress(OSError):
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            await send(_piece(b""))
            while not acting.done():
                try:
                    async with asyncio.timeout(ALIVE):
                        await news.wait()
                except TimeoutError:
                    await send(_piece(b":\n\n"))
                news.clear()
                while told:
                    await send(_piece(told.popleft()))
            await send(_piece(await acting, more=False))
        await acting


def _piece(body: bytes, more: bool = True) -> Message:
    return {"type": "http.response.body", "body": body, "more_body": more}


def _event(name: str, *data: Buffer) -> bytes:
    """An event; its data is JSON, which has no line breaks."""
    return b"".join((b"event: ", name.encode(), b"\ndata: ", *data, b"\n\n"))
