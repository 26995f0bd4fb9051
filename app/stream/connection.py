"""A connection of a stream: frames are read, carried out and answered until one side ends it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Coroutine
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from app.durable.errors import LogError
from app.errors import Problem, problem_of
from app.store import SessionStore
from app.stream.frames import FAILED, TAKEN_OVER, Closing, Data, hello
from app.stream.inbox import Inbox
from app.stream.outbox import Outbox
from app.stream.protocol import DIRECT, StreamProtocol
from app.stream.stream import Stream
from app.stream.work import Work

log = logging.getLogger("gradwire")


class Connection:
    """A WebSocket of a stream.

    Frames are carried out as they arrive, where nobody has the session and they are known to be quick. Others wait in
    the inbox for a turn of it, and their answers in the outbox until they can be sent.
    """

    def __init__(
        self, stream: Stream, received: int, store: SessionStore, receive: Receive, send: Send, scope: Scope
    ) -> None:
        self._stream = stream
        self._store = store
        self._receive = receive
        self._send = send
        self._direct: StreamProtocol | None = scope.get("extensions", {}).get(DIRECT)
        settings = store.settings
        self._outbox = Outbox(stream, received, send, self._direct, settings.body_timeout, self._make_room)
        self._inbox = Inbox(stream.window, settings.json_bytes, self._outbox, self._direct)
        self._work = Work(self, stream, self._inbox.frames, store, scope["request_id"])
        self._loop = asyncio.get_running_loop()
        self._closing: asyncio.Future[Closing | None] = self._loop.create_future()
        self._arrived = asyncio.Event()
        self._has_greeted = False
        self._is_at_work = False
        self._is_finishing = False
        self._sender: asyncio.Task[None] | None = None

    async def serve(self) -> None:
        """Greet, read, carry out and answer, until one side ends it; what is being carried out comes to its end."""
        stream = self._stream
        if stream.connection is not None:
            stream.connection.close(TAKEN_OVER, "Another connection goes on with this stream.")
        stream.connection = self
        await self._until_closed(self._greet())
        working = asyncio.create_task(self._until_closed(self._carry_out()))
        if self._direct is not None:
            self._direct.hand_to(self)
            try:
                closing = await self._closing
            except asyncio.CancelledError:  # the server stops, and waits no longer
                self._direct.end()
                raise
        else:
            reading = asyncio.create_task(self._until_closed(self._read()))
            closing = await self._closing
            reading.cancel()
        self._arrived.set()
        if closing is not None:
            with contextlib.suppress(OSError):
                async with asyncio.timeout(self._store.settings.body_timeout):
                    await self._send({"type": "websocket.close", "code": closing.code, "reason": closing.reason})
        await working
        if stream.connection is self:
            stream.connection = None

    async def _greet(self) -> None:
        """Tell how far the stream has come, after which the client lets go of what it had sent; before any answer."""
        done = self._stream.done  # who had the stream before may still go on
        await self._stream.until_settled()
        await self._outbox.write(hello(done, self._stream.window))
        self._has_greeted = True
        self.write()

    @property
    def is_closing(self) -> bool:
        """Whether one side has ended it."""
        return self._closing.done()

    @property
    def sent(self) -> int:
        """The number of the last answer that was sent."""
        return self._outbox.sent

    def close(self, code: int, reason: str) -> None:
        """End it from any thread."""
        self._loop.call_soon_threadsafe(self._close, Closing(code, reason))

    def _close(self, closing: Closing | None) -> None:
        if not self._closing.done():
            self._closing.set_result(closing)

    def answered(self) -> None:
        """Send what was answered while a turn goes on; from any thread."""
        self._loop.call_soon_threadsafe(self.write)

    def repeat(self, id: int) -> None:
        """Send an answer once more."""
        self._outbox.repeat(id)

    def report(self, id: int, progress: Data) -> None:
        """Tell progress of the frame that is being carried out; from any thread."""
        self._outbox.report(id, progress)
        self.answered()

    def write(self) -> None:
        """Send what was answered, as far as that is not under way."""
        if self._has_greeted and not self._outbox.write_at_once() and (self._sender is None or self._sender.done()):
            self._sender = asyncio.create_task(self._until_closed(self._outbox.write()))

    async def _until_closed(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 - whatever went wrong ends the connection
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        """End it because of an error."""
        if isinstance(error, Closing):
            self._close(error)
        elif isinstance(error, Problem | LogError):  # the session is gone, or read from its log once more
            self._close(Closing.of(problem_of(error)))
        elif isinstance(error, OSError):  # the client left, or reads no longer
            self._close(None)
        else:
            log.error("a stream failed", exc_info=error)
            self._close(Closing(FAILED, "A bug in gradwire; the server's log has the details."))

    async def _read(self) -> None:
        while not self.is_closing:
            await self._inbox.until_room()
            self.take(await self._receive())
            self._arrived.set()

    def take(self, message: Message) -> None:
        """Keep a frame until it has its turn."""
        if message["type"] == "websocket.disconnect":
            self._close(None)
        elif not self._is_finishing:
            try:
                self._inbox.take(message)
            except Closing as closing:
                self._close(closing)

    def arrived(self) -> None:
        """Carry out and answer what arrived at once, where that is quick and nobody has to be waited for."""
        is_at_once = False
        if not self._is_at_work and not self.is_closing and self._inbox.frames:
            try:
                is_at_once = self._work.begin_at_once()
            except Exception as error:  # noqa: BLE001 - whatever went wrong ends the connection
                self._fail(error)
        if not is_at_once or self._work.is_begun or not self._outbox.write_at_once() or self._inbox.frames:
            self._arrived.set()

    async def _carry_out(self) -> None:
        work, frames = self._work, self._inbox.frames
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            self._is_at_work = True
            try:
                if not work.is_begun:  # else the session waits, which must not wait for a slow reader
                    await self._outbox.write()
                while work.is_begun or (frames and not self.is_closing):
                    await work.turn()
                    await self._outbox.write()
                    self._inbox.make_room()  # an answer may have been sent before its frame was seen to be done
                    if frames:
                        await asyncio.sleep(0)  # others want the event loop, too
                if self._is_finishing and self._direct is not None:
                    await self._stream.until_settled()
                    await self._outbox.write()
                    self._direct.end()
                if self.is_closing:
                    return
            finally:
                self._is_at_work = False

    def finish(self) -> None:
        """Answer what was taken, and nothing else: the server stops."""
        self._is_finishing = True
        self._arrived.set()

    def _make_room(self) -> None:
        self._inbox.make_room()
