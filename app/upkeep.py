"""Upkeep: what is done to sessions that nobody asks for: an end to silence, rest for those not in use."""

from __future__ import annotations

import asyncio
import logging
import time

from app.sessions import Session
from app.store import SessionStore

PAUSE = 5.0
"""Seconds between looks at all sessions."""
AT_THE_END = 3.0
"""Seconds for snapshots when the server ends."""

log = logging.getLogger("gradwire")


async def look_after_all(store: SessionStore) -> None:
    """Look after the sessions of a store now and then, for ever."""
    while True:
        await asyncio.sleep(PAUSE)
        try:
            sessions = store.all()
        except Exception:
            log.exception("sessions that have expired could not be closed")
            continue
        for session in sessions:
            try:
                await _look_after(session, store)
            except Exception:  # the others are to be looked after all the same
                log.exception("a session could not be looked after: %s", session.id)


async def _look_after(session: Session, store: SessionStore) -> None:
    if session.lock.locked():
        return
    await store.end_silence(session)
    if store.archive is None or session.idle < store.settings.idle_seconds or session.streams.are_connected:
        return
    if session.history.length.entries:
        await store.compactions.make(session)
    async with session.server_turn():
        is_used = session.suspensions or session.is_awaited or session.streams.are_connected
        if not (is_used or session.history.length.entries):
            store.put_away(session)
            log.info("%s leaves the memory until it is asked for", session.id)


async def compact_all(store: SessionStore) -> None:
    """Make snapshots for a while, as the server ends: the next one has less to do, and may be another version."""
    late = time.monotonic() + AT_THE_END
    for session in store.all():
        if time.monotonic() > late:
            return
        if session.history.length.entries and not session.lock.locked():
            await store.compactions.make(session)
