"""Compaction: a snapshot comes to stand in the place of a session's history."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import weakref
from collections.abc import Awaitable, Callable
from typing import Any

from app.durable.errors import LogError
from app.history import Watch
from app.sessions import Session
from app.snapshots import Snapshot
from engine.saving import Unsaveable

FAILURES = (Unsaveable, LogError, MemoryError)
SOON, LATER = 1.0, 60.0
"""Seconds until a snapshot is tried again that could not be made."""

log = logging.getLogger("gradwire")


def compact(session: Session) -> None:
    """Write a snapshot of a session, in its turn and in a thread."""
    with contextlib.closing(Snapshot(session)) as snapshot:
        session.history.cut(snapshot)


class Compactions:
    """Snapshots that are written while their sessions go on."""

    def __init__(self, compute: Callable[[Callable[[], Snapshot]], Awaitable[Snapshot]]) -> None:
        self._compute = compute
        self._under_way: set[asyncio.Task[Any]] = set()

    def watch(self, session: Session, failed: Callable[[Session, BaseException], None]) -> Watch:
        """Who is told of a session's history, which makes snapshots where they are due."""
        loop = asyncio.get_running_loop()
        watched = weakref.ref(session)  # which its own history would keep, as a circle

        def told(act: Callable[[Session], object]) -> None:
            if session := watched():
                act(session)

        return Watch(
            lambda: told(lambda session: session.streams.settled()),
            lambda error: told(lambda session: failed(session, error)),
            lambda: told(lambda session: loop.call_soon_threadsafe(self.begin, session)),
            lambda: told(compact),
        )

    def begin(self, session: Session) -> None:
        """Begin to write one."""
        task = asyncio.create_task(self.make(session))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def make(self, session: Session) -> None:
        """Write one, for which the session waits no longer than until its state is noted."""
        history = session.history
        try:
            async with session.server_turn():
                if session.closed or session.suspensions:
                    history.rest(SOON)
                    return
                snapshot = await self._compute(functools.partial(Snapshot, session))
            try:
                await asyncio.to_thread(history.cut, snapshot)
            finally:
                snapshot.close()
        except FAILURES as error:
            history.rest(LATER)
            log.warning("no snapshot of %s: %s", session.id, error)
        except Exception:
            history.rest(LATER)
            log.exception("no snapshot of %s", session.id)
