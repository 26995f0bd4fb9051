"""uvicorn's HTTP/1.1 without two of its copies of a body, and with a short way out for small answers."""

from __future__ import annotations

import functools
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from app.answers import AT_ONCE, Buffer

LARGEST = 1 << 16  # bytes that are copied faster than they are written apart


class Protocol(HttpToolsProtocol):
    """uvicorn's protocol, which hands a piece of a body on as it came, and takes an answer in one piece."""

    def on_body(self, body: bytes) -> None:
        # uvicorn adds pieces to a bytearray and makes bytes of it; added to no bytes, a piece is itself the sum
        if not self.cycle.body:
            self.cycle.body = b""  # type: ignore[assignment]
        super().on_body(body)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        extensions: dict[str, Any] = {AT_ONCE: functools.partial(_answer_at_once, cycle)}
        cycle.scope["extensions"] = extensions
        super()._start_asgi_task(cycle, app)


def _answer_at_once(cycle: RequestResponseCycle, start: dict[str, Any], body: Buffer) -> bool:
    """Write head and body at once, where nothing about them is special; else nothing is done."""
    if len(body) > LARGEST or not cycle.keep_alive or cycle.scope["method"] == "HEAD" or cycle.access_log:
        return False
    if cycle.disconnected or cycle.response_started or cycle.flow.write_paused:
        return False
    pieces: list[Buffer] = [STATUS_LINE[start["status"]]]
    for headers in (cycle.default_headers, start["headers"]):
        for name, value in headers:
            pieces += name, b": ", value, b"\r\n"
    pieces += b"\r\n", body
    cycle.response_started = cycle.response_complete = True
    cycle.waiting_for_100_continue = False
    cycle.transport.write(b"".join(pieces))
    cycle.message_event.set()
    cycle.on_response()
    return True
