"""Upkeep: what is done to sessions that nobody asks for: snapshots, an end to silence, rest for those not in use."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import logging
import time
from typing import TYPE_CHECKING

from app.durable.errors import LogError
from app.sessions import Session
from app.snapshots import Snapshot
from engine.saving import Unsaveable

if TYPE_CHECKING:
    from app.store import SessionStore

PAUSE = 5.0
"""Seconds between looks at all sessions."""
FAILURES = (Unsaveable, LogError, MemoryError)
AT_THE_END = 3.0
"""Seconds for snapshots when the server ends."""
SOON, LATER = 1.0, 60.0
"""Seconds until a snapshot is tried again that could not be made."""

log = logging.getLogger("gradwire")


class Upkeep:
    """What is done to the sessions of a store now and then."""

    def __init__(self, store: SessionStore) -> None:
        self._store = store
        self._at_work: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Look after all sessions, for ever."""
        while True:
            await asyncio.sleep(PAUSE)
            for session in self._store.all():
                try:
                    await self._look_after(session)
                except Exception:  # the others are to be looked after all the same
                    log.exception("a session could not be looked after: %s", session.id)

    async def _look_after(self, session: Session) -> None:
        store = self._store
        if session.lock.locked():
            return
        await store.end_silence(session)
        if store.archive is None or session.idle < store.settings.idle_seconds or session.streams.are_connected:
            return
        if session.history.length.entries:
            await self.snapshot(session)
        async with session.server_turn():
            if not (session.history.length.entries or session.suspensions or session.is_awaited):
                store.put_away(session.id)
                log.info("%s leaves the memory until it is asked for", session.id)

    async def end(self) -> None:
        """Make snapshots for a while, as the server ends: the next one has less to do, and may be another version."""
        late = time.monotonic() + AT_THE_END
        for session in self._store.all():
            if time.monotonic() > late:
                return
            if session.history.length.entries and not session.lock.locked():
                await self.snapshot(session)

    def snapshot_now(self, id: str) -> None:
        """Make a snapshot of the session of that id in its turn, in which this is called."""
        session = self._store.known(id)
        if session is None or session.suspensions:
            return
        try:
            with contextlib.closing(Snapshot(session)) as snapshot:
                session.history.cut(snapshot)
        except FAILURES as error:
            log.warning("no snapshot of %s: %s", id, error)

    def snapshot_soon(self, id: str) -> None:
        """Begin to make a snapshot of the session of that id."""
        session = self._store.known(id)
        if session is not None:
            task = asyncio.create_task(self.snapshot(session))
            self._at_work.add(task)
            task.add_done_callback(self._at_work.discard)

    async def snapshot(self, session: Session) -> None:
        """Let a snapshot stand in the place of all that a session was asked, which goes on meanwhile."""
        history = session.history
        try:
            async with session.server_turn():
                if session.closed or session.suspensions:
                    history.rest(SOON)
                    return
                snapshot = await self._store.compute(functools.partial(Snapshot, session))
            try:
                await asyncio.to_thread(history.cut, snapshot)
            finally:
                snapshot.close()
        except FAILURES as error:
            history.rest(LATER)
            log.warning("no snapshot of %s: %s", session.id, error)
