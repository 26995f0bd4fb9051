"""uvicorn's WebSocket, with a short way in and out for the messages of a stream."""

from __future__ import annotations

import asyncio
import struct
from typing import Any, Protocol

from starlette.types import Message
from uvicorn.config import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Opcode
from websockets.http11 import Request
from websockets.protocol import State

from app.busy_poll import BusyPoll
from app.stream.frames import Data

LARGE = 2**16
"""A message of more bytes goes to the socket beside its frame's header."""
LARGE_HEADER = struct.Struct("!BBQ")
FINAL, LENGTH_FOLLOWS = 0x80, 127
DIRECT = "gradwire.direct"
"""The extension of ASGI that is the protocol behind a WebSocket."""


class Reader(Protocol):
    """Who takes messages as they come."""

    def take(self, message: Message) -> None:
        """Take a message of ASGI."""

    def arrived(self) -> None:
        """All that came together was taken."""

    def finish(self) -> None:
        """Answer what was taken, and then let the protocol end."""


class Queue(asyncio.Queue[Any]):
    """uvicorn's queue of messages, past which they go once they have a reader."""

    reader: Reader | None = None

    def put_nowait(self, item: Message) -> None:
        if self.reader is None:
            super().put_nowait(item)
        else:
            self.reader.take(item)


class StreamProtocol(WebSocketsSansIOProtocol):
    """uvicorn's protocol, which can do without the tasks that wait for messages and send them."""

    queue: Queue

    def __init__(self, config: Config, *args: Any, **kwargs: Any) -> None:
        super().__init__(config, *args, **kwargs)
        self.queue = Queue()
        self.conn.debug = False  # it would log headers, and tokens with them
        application: Any = config.app
        self._busy_poll: BusyPoll = application.state.busy_poll

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if self.response.status_code == 101:
            self.scope["extensions"][DIRECT] = self  # type: ignore[assignment]

    def hand_to(self, reader: Reader) -> None:
        """Give messages from now on to a reader, in place of `receive`."""
        self.queue.reader = reader
        while not self.queue.empty():
            reader.take(self.queue.get_nowait())
        if not self.read_paused:
            self.read_paused = True  # by name only: so uvicorn does not stop to read after each message
        else:
            self.resume()
        self._hand_over()

    def pause(self) -> None:
        """Read nothing more for a while."""
        self.transport.pause_reading()

    def resume(self) -> None:
        """Read on."""
        if not self.transport.is_closing():
            self.transport.resume_reading()

    @property
    def is_writable(self) -> bool:
        """Whether a message would be sent at once."""
        return self.writable.is_set() and self.conn.state is State.OPEN and not (self.disconnected or self.close_sent)

    def write(self, data: Data) -> None:
        """Send a message, where that can be done at once."""
        if len(data) > LARGE and isinstance(data, bytes):  # which is not copied behind its header
            self.transport.writelines((LARGE_HEADER.pack(FINAL | Opcode.BINARY, LENGTH_FOLLOWS, len(data)), data))
        else:
            if isinstance(data, str):
                self.conn.send_text(data.encode())
            else:
                self.conn.send_binary(data)
            self.transport.write(b"".join(self.conn.data_to_send()))
        self._busy_poll.answered(self.loop)

    def data_received(self, data: bytes) -> None:
        self._busy_poll.received()
        super().data_received(data)
        self._hand_over()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._hand_over()

    def shutdown(self) -> None:
        if self.queue.reader is None:
            self.end()
        else:
            self.queue.reader.finish()

    def end(self) -> None:
        """Close, since the server stops."""
        super().shutdown()
        self._hand_over()

    def _hand_over(self) -> None:
        if self.queue.reader is not None:
            self.queue.reader.arrived()
