"""The archive: sessions as they outlive the process, in a log of what they were asked (DESIGN 7)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from app.compaction import compact
from app.durable.errors import LogError
from app.durable.log import Log
from app.durable.records import Key
from app.durable.sessions import Opened
from app.history import History, Watch
from app.length import Length
from app.no_history import NoHistory
from app.recovery import Recovery
from app.sessions import Session
from app.settings import Settings
from app.settling import Settling
from app.times import written
from engine.fingerprint import fingerprint

LONG = 0.5
"""Seconds of a recovery after which a snapshot is made: a server that is killed again soon is to have got further."""

log = logging.getLogger("gradwire")

Imported = tuple[dict[str, Any], bytes | memoryview]
"""What a session was filled with: the options that were asked for besides, and a file."""


class Archive:
    """The log of all sessions, what comes back of it, and the snapshots that keep it short."""

    def __init__(self, log: Log, settings: Settings, recovery: Recovery) -> None:
        self.log = log
        self._settling = Settling(log)
        self._most = Length(settings.snapshot_entries, settings.snapshot_bytes, settings.snapshot_seconds)
        self._recovery = recovery
        self._endings = ThreadPoolExecutor(1, "endings")

    def serve(self) -> None:
        """Serve the event loop that is running."""
        self._settling.begin()

    def openings(self) -> list[Key]:
        """The Idempotency-Keys that sessions were opened with."""
        return [opened.key for opened in self.log.sessions() if opened.key is not None]

    def begin(self, session: Session, key: Key | None, watch: Watch, origin: Imported | Session | None) -> None:
        """Keep a new session, and what it was filled with: a file, or what another session is, whose turn this is."""
        opened = Opened(session.number, session.id, facts_of(session), key)
        if isinstance(origin, Session) and origin.history.last:
            if origin.history.length.entries:
                compact(origin)
            opened = origin.history.fork(opened._replace(facts=opened.facts | {"forked": True}))
        elif isinstance(origin, tuple):
            asked, body = origin
            self.log.open(opened, {"import": asked, "moment": session.moment}, body)
            opened = opened._replace(last=1)
        else:
            self.log.open(opened)
        session.history = History(self.log, self._settling, opened, watch, self._most)
        if isinstance(origin, tuple):
            session.history.total.add(len(body), 0.0)

    def facts(self, number: int) -> dict[str, Any]:
        """What the session of a number is opened with once more."""
        return self.log.opened(number).facts

    def recover(self, session: Session, before: NoHistory, watch: Watch) -> None:
        """Let a new session become what it was, when it had the history `before`."""
        before.stop()  # a snapshot of it may still be on its way
        self._settling.forget(session.number)
        opened = self.log.opened(session.number)
        length, last = self._recovery.carry_out(session, self.log, opened)
        session.history = History(self.log, self._settling, opened._replace(last=last), watch, self._most)
        session.history.total = length
        if length.seconds > LONG:
            watch.grown()

    def end(self, number: int) -> None:
        """Forget a session that is not in memory."""
        self.log.close_session(number)
        self._settling.forget(number)

    def end_soon(self, end: Callable[[], None]) -> None:
        """End a session that has expired, beside all else; where that fails it is there again after a restart."""
        self._endings.submit(_try, end)

    def close(self) -> None:
        """Write what is left to be written."""
        self._endings.shutdown()
        self._settling.close()
        self.log.close()


def _try(end: Callable[[], None]) -> None:
    try:
        end()
    except LogError as error:
        log.warning("a session that has expired could not be forgotten: %s", error.detail)


def facts_of(session: Session) -> dict[str, object]:
    """What a session is opened with once more."""
    context = session.context
    return {
        "device": str(context.device),
        "dtype": context.dtype.name,
        "seed": context.seed,
        "exact": context.exact,
        "matmul_precision": context.matmul_precision,
        "ttl": session.ttl,
        "created_at": written(session.created_at),
        "fingerprint": fingerprint(),
    }
