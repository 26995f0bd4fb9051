"""The work of a connection: its frames, carried out in turns of the session."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.store import SessionStore
from app.stream.frames import Closing, Data
from app.stream.stream import Stream
from app.workers import Rest

if TYPE_CHECKING:
    from app.stream.connection import Connection

QUICK_SECONDS = 0.001  # that the event loop carries out frames at a stretch
TURN_SECONDS = 0.01  # after which others who wait have their turn
FIRST_LOOK = TURN_SECONDS / 4
TURN_BYTES = 1 << 20  # of answers, which are then sent first


class Work:
    """Carries out the frames of a connection, one after the other as long as nobody else waits for the session.

    Those that are known to be quick are carried out on the event loop, up to the first that is not.
    """

    def __init__(
        self, connection: Connection, stream: Stream, frames: deque[Data], store: SessionStore, request_id: str
    ) -> None:
        self._connection = connection
        self._stream = stream
        self._frames = frames
        self._store = store
        self._request_id = request_id
        self._loop = asyncio.get_running_loop()
        self._seen = stream.done
        """The last frame whose answer was sent to this client, or will be without being asked for again."""
        self._rest: Callable[[], None] | None = None
        """What is left of a turn that was begun on the event loop."""

    @property
    def is_begun(self) -> bool:
        """Whether a turn has begun and waits to go on."""
        return self._rest is not None

    def begin_at_once(self) -> bool:
        """Begin a turn unless somebody has to be waited for; whether that could be."""
        session = self._stream.session
        if session.suspensions or not session.take_turn():
            return False
        try:
            self._begin()
        finally:
            if self._rest is None:
                session.end_turn()
        return True

    async def turn(self) -> None:
        """Carry out frames while the session is held; or go on with a turn that has begun."""
        session, store = self._stream.session, self._store
        if self._rest is None:
            await store.end_silence(session)
            await session.begin_turn()
        with session.turn():
            try:
                if self._rest is None:
                    self._begin()
                if self._rest is not None:
                    await self._go_on(self._rest)
            finally:
                self._rest = None

    async def _go_on(self, rest: Callable[[], None]) -> None:
        self._look_again(FIRST_LOOK)
        try:
            await self._store.compute(rest)
        finally:
            self._look.cancel()

    def _look_again(self, after: float) -> None:
        """Send during a turn what it has answered already: later ever more seldom, since a long frame ends the turn."""
        self._look = self._loop.call_later(after, self._look_at, after)

    def _look_at(self, after: float) -> None:
        self._connection.write()
        if after < TURN_SECONDS:
            self._look_again(2 * after)

    def _begin(self) -> None:
        """Carry out, on the event loop, frames that are known to be quick; others behind them are the rest."""
        stream, limits = self._stream, self._store.limits
        self._store.check_open(stream.session)
        late = time.monotonic() + QUICK_SECONDS
        while self._frames and not self._connection.is_closing:
            number = stream.begin(self._frames[0], limits, self._request_id)
            if isinstance(number, Rest):
                self._rest = partial(self._carry_out, number.work)
                break
            self._answered(number)
            if time.monotonic() > late:
                break

    def _carry_out(self, first: Callable[[], int]) -> None:
        """Carry out frames in a thread until others have waited long enough; what the first of them is was begun."""
        stream, frames, limits, store = self._stream, self._frames, self._store.limits, self._store
        connection = self._connection
        late = time.monotonic() + TURN_SECONDS
        size = 0
        try:
            number = first()
            while True:
                self._answered(number)
                size += len(stream.answers[number].data)
                is_late = time.monotonic() > late
                if size > TURN_BYTES or (is_late and store.is_awaited(stream.session)):
                    break
                if not frames or connection.is_closing or stream.connection is not connection:
                    break
                if is_late:
                    connection.answered()
                number = stream.take(frames[0], limits, self._request_id)
        except Closing as closing:
            connection.close(closing.code, closing.reason)

    def _answered(self, number: int) -> None:
        """The first frame has its answer: whoever is connected now is to have it."""
        self._frames.popleft()
        if number > self._seen:
            self._seen = number
        else:
            self._connection.repeat(number)
        current = self._stream.connection
        if current is not self._connection and current is not None:  # taken over meanwhile
            current.answered()
