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

from starlette.types import Receive, Send

from app.errors import Problem
from app.store import SessionStore
from app.stream.frames import FAILED, NO_SESSION, TAKEN_OVER, TOO_BIG, Closing, Data, hello
from app.stream.streams import Stream
from app.workers import Rest

QUICK_SECONDS = 0.001  # that the event loop carries out frames at a stretch
TURN_SECONDS = 0.01  # after which others who wait have their turn
FIRST_LOOK = TURN_SECONDS / 4
TURN_BYTES = 1 << 20  # of answers, which are then sent first

log = logging.getLogger("gradwire")


class Connection:
    """A WebSocket of a stream.

    Frames wait here for a turn of the session, in which as many are carried out as its time allows. Answers are kept by
    the stream and sent from there in their order, so that whatever is sent again is the same.
    """

    def __init__(
        self, stream: Stream, received: int, store: SessionStore, receive: Receive, send: Send, request_id: str
    ) -> None:
        self.sent = received
        """The number of the last answer that was sent."""
        self._seen = stream.done
        """The last frame whose answer was sent to this client, or will be without being asked for again."""
        self._stream = stream
        self._store = store
        self._receive = receive
        self._send = send
        self._request_id = request_id
        self._frames: deque[Data] = deque()
        self._again: deque[Data] = deque()
        self._reports: deque[tuple[int, Data]] = deque(maxlen=stream.window)
        self._loop = asyncio.get_running_loop()
        self._closing: asyncio.Future[Closing | None] = self._loop.create_future()
        self._arrived = asyncio.Event()
        self._left = asyncio.Event()
        self._writing = asyncio.Lock()
        self._sender: asyncio.Task[None] | None = None

    async def serve(self) -> None:
        """Greet, read, carry out and answer, until one side ends it; what is being carried out comes to its end."""
        stream = self._stream
        if stream.connection is not None:
            stream.connection.close(TAKEN_OVER, "Another connection goes on with this stream.")
        stream.connection = self
        writing = asyncio.create_task(self._until_closed(self._write(hello(stream.done, stream.window))))
        reading = asyncio.create_task(self._until_closed(self._read()))
        working = asyncio.create_task(self._until_closed(self._work()))
        closing = await self._closing
        reading.cancel()
        self._arrived.set()
        if closing is not None:
            with contextlib.suppress(OSError):
                async with asyncio.timeout(self._store.settings.body_timeout):
                    await self._send({"type": "websocket.close", "code": closing.code, "reason": closing.reason})
        await asyncio.gather(writing, working)
        if stream.connection is self:
            stream.connection = None

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
        self._reports.append((id, progress))
        self.answered()

    def _begin_to_write(self) -> None:
        if self._sender is None or self._sender.done():
            self._sender = asyncio.create_task(self._until_closed(self._write()))

    async def _until_closed(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Closing as closing:
            self._close(closing)
        except Problem as problem:  # the session is gone
            self._close(Closing(NO_SESSION, problem.detail))
        except OSError:  # the client left, or reads no longer
            self._close(None)
        except Exception:
            log.exception("a stream failed")
            self._close(Closing(FAILED, "A bug in gradwire; the server's log has the details."))

    async def _read(self) -> None:
        stream, settings, frames = self._stream, self._store.settings, self._frames
        while True:
            while len(frames) + len(self._again) + stream.done - self.sent >= stream.window:
                self._left.clear()
                await self._left.wait()
            message = await self._receive()
            if message["type"] == "websocket.disconnect":
                self._close(None)
                return
            data = message.get("bytes")
            if data is None:
                data = message["text"]
                if len(data) > settings.json_bytes:
                    raise Closing(TOO_BIG, f"A text frame may have {settings.json_bytes} bytes: send a binary one.")
            frames.append(data)
            self._arrived.set()

    async def _work(self) -> None:
        session, store = self._stream.session, self._store
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            while self._frames:
                if self._closing.done():
                    return
                if session.is_silent:
                    await store.end_silence(session)
                await session.begin_turn()
                try:
                    store.check_open(session)
                    if (rest := self._begin()) is not None:
                        self._look_again(FIRST_LOOK)
                        try:
                            await store.compute(rest)
                        finally:
                            self._look.cancel()
                finally:
                    session.end_turn()
                await self._write()
                if self._frames:
                    await asyncio.sleep(0)  # others want the event loop, too
            if self._closing.done():
                return

    def _look_again(self, after: float) -> None:
        """Send during a turn what it has answered already: later ever more seldom, since a long frame ends the turn."""
        self._look = self._loop.call_later(after, self._look_at, after)

    def _look_at(self, after: float) -> None:
        if self._stream.done > self.sent or self._reports or self._again:
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
                size += len(stream.answers[number])
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
            self._again.append(self._stream.answers[number])
        current = self._stream.connection
        if current is not self and current is not None:  # taken over meanwhile
            current.answered()

    async def _write(self, first: Data | None = None) -> None:
        """Send what was not sent yet: answers in order, and before each the progress towards it."""
        stall, now = self._store.settings.body_timeout, self._loop.time
        async with self._writing, asyncio.timeout(stall) as patience:
            renewal = now() + stall / 2
            while (data := first if first is not None else self._next()) is not None:
                first = None
                await self._send({"type": "websocket.send", "text" if isinstance(data, str) else "bytes": data})
                self._left.set()
                if now() > renewal:
                    renewal = now() + stall / 2
                    patience.reschedule(now() + stall)

    def _next(self) -> Data | None:
        """What is to be sent next; None where there is nothing."""
        if self._again:
            return self._again.popleft()
        next = self.sent + 1
        while self._reports and self._reports[0][0] <= next:
            id, progress = self._reports.popleft()
            if id == next:
                return progress
        answer = self._stream.answers.get(next)
        if answer is not None:
            self.sent = next
        return answer
