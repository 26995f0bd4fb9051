"""uvicorn's HTTP/1.1 without two of its copies of a body, and with a short way in and out for small requests."""

from __future__ import annotations

import asyncio
import functools
import random
from collections.abc import Callable
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from app.answers import AT_ONCE, Buffer, Write
from app.busy_poll import BusyPoll
from app.errors import MEDIA_TYPE, Problem

LARGEST = 1 << 16  # bytes that are copied faster than they are written apart
LINGER = 30.0  # seconds in which the rest of a body may come after its answer


class Discarding(asyncio.Protocol):
    """Takes the rest of a body that nobody wants, for a while."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._patience = loop.call_later(LINGER, transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        self._patience.cancel()


class Ending:
    """The transport of a request whose body has not come in full.

    A connection that is closed while the other side sends is reset, and the answer may be lost on the way. So it says
    that no more comes, and waits for the other side to close.
    """

    def __init__(self, protocol: Protocol, cycle: RequestResponseCycle) -> None:
        self._protocol = protocol
        self._cycle = cycle
        self.write = protocol.transport.write
        self.is_closing = protocol.transport.is_closing

    def close(self) -> None:
        transport = self._protocol.transport
        if self._cycle.more_body and not transport.is_closing():
            self._protocol.leave(Discarding(transport, self._protocol.loop))
            self._cycle.on_response = _nothing  # no other request is waited for
            transport.write_eof()
        else:
            transport.close()


class Protocol(HttpToolsProtocol):
    """uvicorn's protocol, which hands a piece of a body on as it came, and takes an answer in one piece.

    A request whose body comes with its head is first offered to the application's frame, and gets no task
    where that has an answer.
    """

    def __init__(self, config: Config, *args: Any, **kwargs: Any) -> None:
        super().__init__(config, *args, **kwargs)
        application: Any = config.app
        self._offer: Callable[[Any, Any, Write], bool] = application.frame.answer_at_once
        self._busy_poll: BusyPoll = application.state.busy_poll
        self._is_receiving = False
        self._begun: tuple[RequestResponseCycle, Any] | None = None
        """The request whose body may be in what is being received."""

    def data_received(self, data: bytes) -> None:
        self._busy_poll.received()
        self._is_receiving = True
        super().data_received(data)
        self._is_receiving = False
        if self._begun is not None:
            begun, self._begun = self._begun, None
            self._start_asgi_task(*begun)

    def on_body(self, body: bytes) -> None:
        # uvicorn adds pieces to a bytearray and makes bytes of it; added to no bytes, a piece is itself the sum
        if not self.cycle.body:
            self.cycle.body = b""  # type: ignore[assignment]
        super().on_body(body)

    def on_message_complete(self) -> None:
        super().on_message_complete()
        if self._begun is not None and self._begun[0] is self.cycle and _is_plain(self.cycle):
            begun, self._begun = self._begun, None
            self._unset_keepalive_if_required()  # which an answer at once before it may have set
            if not self._offer(self.cycle.scope, self.cycle.body, functools.partial(_write, self.cycle)):
                self._begun = begun

    def handle_websocket_upgrade(self) -> None:
        self._unset_keepalive_if_required()
        super().handle_websocket_upgrade()

    def send_400_response(self, msg: str) -> None:
        problem = Problem("malformed-request", f"This is not HTTP/1.1 as it is read here: {msg}")
        body = problem.dump(new_id := f"{random.getrandbits(64):016x}")
        head = b"content-type: %b\r\ncontent-length: %d\r\nx-request-id: %b\r\nconnection: close\r\n\r\n"
        self.transport.write(STATUS_LINE[400] + head % (MEDIA_TYPE.encode(), len(body), new_id.encode()) + body)
        self.transport.close()

    def leave(self, successor: asyncio.Protocol) -> None:
        """Let somebody else have what is yet to come."""
        self.connections.discard(self)
        self.flow.resume_reading()
        self.transport.set_protocol(successor)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._busy_poll.answered(self.loop)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        if self._is_receiving:
            self._begun = cycle, app
            return
        self._unset_keepalive_if_required()  # which an answer at once before it may have set
        extensions: dict[str, Any] = {AT_ONCE: functools.partial(_write_at_once, cycle)}
        cycle.scope["extensions"] = extensions
        if cycle.more_body:
            cycle.transport = Ending(self, cycle)  # type: ignore[assignment]
        super()._start_asgi_task(cycle, app)


def _nothing() -> None:
    pass


def _write_at_once(cycle: RequestResponseCycle, status: int, lines: bytes, body: Buffer) -> bool:
    """Write head and body at once, where nothing about them is special; else nothing is done."""
    if len(body) > LARGEST or not _is_plain(cycle) or cycle.scope["method"] == "HEAD":
        return False
    _write(cycle, status, lines, body)
    return True


def _is_plain(cycle: RequestResponseCycle) -> bool:
    """Whether an answer has nothing to wait for, and leaves the connection as it is."""
    if not cycle.keep_alive or cycle.access_log:
        return False
    return not (cycle.disconnected or cycle.response_started or cycle.flow.write_paused)


def _write(cycle: RequestResponseCycle, status: int, lines: bytes, body: Buffer) -> None:
    """Write a whole answer, unless the client has left by now."""
    if cycle.disconnected or cycle.transport.is_closing():
        return
    defaults = [b"%b: %b\r\n" % header for header in cycle.default_headers]
    if not cycle.keep_alive:  # the server has begun to stop
        defaults.append(b"connection: close\r\n")
    cycle.response_started = cycle.response_complete = True
    cycle.waiting_for_100_continue = False
    cycle.transport.write(b"".join((STATUS_LINE[status], *defaults, lines, b"\r\n", body)))
    cycle.message_event.set()
    if not cycle.keep_alive:
        cycle.transport.close()
    cycle.on_response()
