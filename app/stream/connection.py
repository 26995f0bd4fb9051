"""A connection of a stream: frames are read, carried out in turns of the session, and answered."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from app.durable.errors import LogError
from app.errors import Problem, problem_of
from app.store import SessionStore
from app.stream.frames import (
    FAILED,
    TAKEN_OVER,
    TOO_BIG,
    Closing,
    Data,
    hello,
)
from app.stream.outbox import Outbox
from app.stream.protocol import DIRECT, StreamProtocol
from app.stream.stream import Stream
from app.workers import Rest

QUICK_SECONDS = 0.001  # that the event loop carries out frames at a stretch
TURN_SECONDS = 0.01  # after which others who wait have their turn
FIRST_LOOK = TURN_SECONDS / 4
TURN_BYTES = 1 << 20  # of answers, which are then sent first

log = logging.getLogger("gradwire")


class Connection:
    """A WebSocket of a stream.

    Frames that are known to be quick are carried out as they arrive, where nobody has the session. Others wait here for
    a turn of it, in which they are carried out one after the other as long as nobody else waits for it.
    """

    def __init__(
        self, stream: Stream, received: int, store: SessionStore, receive: Receive, send: Send, scope: Scope
    ) -> None:
        self._seen = stream.done
        """The last frame whose answer was sent to this client, or will be without being asked for again."""
        self._stream = stream
        self._store = store
        self._receive = receive
        self._send = send
        self._request_id: str = scope["request_id"]
        self._direct: StreamProtocol | None = scope.get("extensions", {}).get(DIRECT)
        self._outbox = Outbox(stream, received, send, self._direct, store.settings.body_timeout, self._make_room)
        self._frames: deque[Data] = deque()
        self._loop = asyncio.get_running_loop()
        self._closing: asyncio.Future[Closing | None] = self._loop.create_future()
        self._arrived = asyncio.Event()
        self._left = asyncio.Event()
        self._is_full = False
        self._is_at_work = False
        self._is_finishing = False
        self._begun: Callable[[], None] | None = None
        """What is left of a turn that was begun when frames arrived."""
        self._sender: asyncio.Task[None] | None = None

    async def serve(self) -> None:
        """Greet, read, carry out and answer, until one side ends it; what is being carried out comes to its end."""
        stream = self._stream
        if stream.connection is not None:
            stream.connection.close(TAKEN_OVER, "Another connection goes on with this stream.")
        stream.connection = self
        await self._until_closed(self._greet())
        working = asyncio.create_task(self._until_closed(self._work()))
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
        """Tell how far the stream has come, after which the client lets go of what it had sent."""
        await self._stream.session.history.until_settled()
        await self._outbox.write(hello(self._stream.done, self._stream.window))

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
        self._loop.call_soon_threadsafe(self._begin_to_write)

    def report(self, id: int, progress: Data) -> None:
        """Tell progress of the frame that is being carried out; from any thread."""
        self._outbox.report(id, progress)
        self.answered()

    def _begin_to_write(self) -> None:
        if not self._outbox.write_at_once() and (self._sender is None or self._sender.done()):
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
        while not self._closing.done():
            while self._is_full:
                self._left.clear()
                await self._left.wait()
            self.take(await self._receive())
            self._arrived.set()

    def take(self, message: Message) -> None:
        """Keep a frame until it has its turn."""
        if message["type"] == "websocket.disconnect":
            self._close(None)
            return
        if self._is_finishing:
            return
        data, most = message.get("bytes"), self._store.settings.json_bytes
        if data is None:
            data = message["text"]
            if len(data) > most:
                self._close(Closing(TOO_BIG, f"A text frame may have {most} bytes: send a binary one."))
                return
        self._frames.append(data)
        if self._unanswered >= self._stream.window and not self._is_full:
            self._is_full = True
            if self._direct is not None:
                self._direct.pause()

    @property
    def _unanswered(self) -> int:
        """How many frames have no answer yet, or one that is not yet sent."""
        return len(self._frames) + len(self._outbox)

    def arrived(self) -> None:
        """Carry out and answer what arrived at once, where that is quick and nobody has to be waited for."""
        session = self._stream.session
        is_in_the_way = self._is_at_work or session.suspensions or self._closing.done()
        if is_in_the_way or not self._frames or not session.take_turn():
            self._arrived.set()
        else:
            try:
                self._store.check_open(session)
                self._begun = self._begin()
            except Exception as error:  # noqa: BLE001 - whatever went wrong ends the connection
                self._fail(error)
            if self._begun is None:
                session.end_turn()
            if self._begun is not None or not self._outbox.write_at_once() or self._frames:
                self._arrived.set()

    async def _work(self) -> None:
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            self._is_at_work = True
            try:
                if self._begun is None:  # else the session waits, which must not wait for a slow reader
                    await self._outbox.write()
                while self._begun is not None or (self._frames and not self._closing.done()):
                    await self._turn()
                    await self._outbox.write()
                    if self._frames:
                        await asyncio.sleep(0)  # others want the event loop, too
                if self._is_finishing and self._direct is not None:
                    await self._stream.session.history.until_settled()
                    await self._outbox.write()
                    self._direct.end()
                if self._closing.done():
                    return
            finally:
                self._is_at_work = False

    async def _turn(self) -> None:
        """Carry out frames while the session is held."""
        session, store = self._stream.session, self._store
        if self._begun is None:
            if session.suspensions.are_overdue:
                await store.end_silence(session)
            await session.begin_turn()
        try:
            if self._begun is None:
                store.check_open(session)
                self._begun = self._begin()
            if self._begun is not None:
                self._look_again(FIRST_LOOK)
                try:
                    await store.compute(self._begun)
                finally:
                    self._look.cancel()
        finally:
            self._begun = None
            session.end_turn()

    def _look_again(self, after: float) -> None:
        """Send during a turn what it has answered already: later ever more seldom, since a long frame ends the turn."""
        self._look = self._loop.call_later(after, self._look_at, after)

    def _look_at(self, after: float) -> None:
        self._begin_to_write()
        if after < TURN_SECONDS:
            self._look_again(2 * after)

    def _begin(self) -> Callable[[], None] | None:
        """Carry out, on the event loop, frames that are known to be quick; what does the rest if others follow."""
        stream, limits = self._stream, self._store.limits
        late = time.monotonic() + QUICK_SECONDS
        while self._frames and not self._closing.done():
            number = stream.begin(self._frames[0], limits, self._request_id)
            if isinstance(number, Rest):
                return partial(self._carry_out, number.work)
            self._answered(number)
            if time.monotonic() > late:
                break
        return None

    def _carry_out(self, first: Callable[[], int]) -> None:
        """Carry out frames in a thread until others have waited long enough; what the first of them is was begun."""
        stream, frames, limits, store = self._stream, self._frames, self._store.limits, self._store
        late = time.monotonic() + TURN_SECONDS
        size = 0
        try:
            number = first()
            while True:
                self._answered(number)
                size += len(stream.answers[number].data)
                is_late = time.monotonic() > late
                if stream.connection is not self or size > TURN_BYTES or (is_late and store.is_awaited(stream.session)):
                    break
                if not frames or self._closing.done():
                    break
                if is_late:
                    self.answered()
                number = stream.take(frames[0], limits, self._request_id)
        except Closing as closing:
            self.close(closing.code, closing.reason)

    def _answered(self, number: int) -> None:
        """The first frame has its answer: whoever is connected now is to have it."""
        self._frames.popleft()
        if number > self._seen:
            self._seen = number
        else:
            self._outbox.repeat(number)
        current = self._stream.connection
        if current is not self and current is not None:  # taken over meanwhile
            current.answered()

    def finish(self) -> None:
        """Answer what was taken, and nothing else: the server stops."""
        self._is_finishing = True
        self._arrived.set()

    def _make_room(self) -> None:
        """Take further frames, now that an answer was sent."""
        if self._is_full and self._unanswered < self._stream.window:
            self._is_full = False
            self._left.set()
            if self._direct is not None:
                self._direct.resume()
