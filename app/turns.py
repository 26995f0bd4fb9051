"""Turns: requests to one session are carried out one at a time, in the order of their arrival."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Iterator


class Turns:
    """Who has a session, who waits for it, and since when nobody asked for it."""

    def __init__(self, ttl: float) -> None:
        self.ttl = ttl
        """Seconds without a request until it expires."""
        self.lock = asyncio.Lock()
        self.used = time.monotonic()
        self._waiting = 0

    def touch(self) -> None:
        """Begin the idle time anew."""
        self.used = time.monotonic()

    async def begin_turn(self) -> None:
        """Wait until the session is this request's."""
        self._waiting += 1
        try:
            await self.lock.acquire()
        finally:
            self._waiting -= 1

    @property
    def is_awaited(self) -> bool:
        """Whether somebody waits for a turn."""
        return self._waiting > 0

    def take_turn(self) -> bool:
        """Have the session, unless somebody else has it or waits for it; whether that could be."""
        turn = self.lock.acquire()
        try:
            turn.send(None)
        except StopIteration:
            return True
        turn.close()
        return False

    def end_turn(self) -> None:
        """Let the next request have the session."""
        self.touch()
        self.lock.release()

    @contextlib.asynccontextmanager
    async def server_turn(self) -> AsyncIterator[None]:
        """A turn of the server's own, in which the client's idle time goes on."""
        await self.begin_turn()
        with self._released(self.lock.release):
            yield

    def turn(self) -> contextlib.AbstractContextManager[None]:
        """The turn that has begun, which ends with this."""
        return self._released(self.end_turn)

    @contextlib.contextmanager
    def _released(self, release: Callable[[], None]) -> Iterator[None]:
        try:
            yield
        except asyncio.CancelledError:  # the server stops, and a thread may still be at work on the session
            raise
        except BaseException:
            release()
            raise
        release()

    @property
    def idle(self) -> float:
        """Seconds since it was used last; a session that is at work, or about to be, is not idle."""
        return 0.0 if self.lock.locked() or self.is_awaited else time.monotonic() - self.used

    @property
    def expired(self) -> bool:
        """Whether its idle time is over."""
        return self.idle > self.ttl
