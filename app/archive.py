"""The archive: sessions as they outlive the process, in a log of what they were asked (DESIGN 7)."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, field
from typing import Any

from app.durable.commits import Commits
from app.durable.log import Log
from app.durable.records import Key
from app.durable.sessions import Opened
from app.history import History, Length, Watch
from app.recovery import Recovery
from app.sessions import Session
from app.settings import Settings
from app.snapshots import Snapshot
from app.times import written
from engine.fingerprint import fingerprint

Imported = tuple[dict[str, Any], bytes | memoryview]
"""What a session was filled with: the options that were asked for besides, and a file."""


@dataclass(slots=True)
class Asleep:
    """A session that is in the archive alone; after a restart its idle time begins anew."""

    opened: Opened
    ttl: float
    used: float = field(default_factory=time.monotonic)

    @property
    def expired(self) -> bool:
        """Whether its idle time is over; it is not for what somebody may want to put right."""
        return time.monotonic() - self.used > self.ttl and not self.is_damaged

    @property
    def is_damaged(self) -> bool:
        """Whether it is known that it cannot be read."""
        return self.opened.damage is not None


class Archive:
    """The log of all sessions, what comes back of it, and the snapshots that keep it short."""

    def __init__(self, log: Log, settings: Settings, recovery: Recovery) -> None:
        self.log = log
        self._writer = Commits(log) if settings.durability == "full" else None
        self._most = Length(settings.snapshot_entries, settings.snapshot_bytes, settings.snapshot_seconds)
        self._recovery = recovery

    def sleeping(self) -> dict[str, Asleep]:
        """The sessions of the process before, by their ids."""
        return {opened.id: Asleep(opened, opened.facts.get("ttl", 0.0)) for opened in self.log.sessions()}

    def openings(self) -> list[Key]:
        """The Idempotency-Keys that sessions were opened with."""
        return [opened.key for opened in self.log.sessions() if opened.key is not None]

    def begin(self, session: Session, key: Key | None, watch: Watch, imported: Imported | None = None) -> None:
        """Keep a new session, and what it was filled with."""
        opened = Opened(session.number, session.id, facts_of(session), key)
        if imported is None:
            self.log.open(opened)
        else:
            asked, body = imported
            self.log.open(opened, {"import": asked, "moment": session.moment}, body)
            opened = opened._replace(last=1)
        session.history = History(self.log, self._writer, opened, watch, self._most)
        if imported is not None:
            session.history.count(len(body))

    def fork(self, parent: Session, session: Session, key: Key | None, watch: Watch) -> None:
        """Keep a new session that begins as its parent is, in whose turn this is called."""
        if not parent.history.last:
            self.begin(session, key, watch)
            return
        if parent.history.length.entries:
            with contextlib.closing(Snapshot(parent)) as snapshot:
                parent.history.cut(snapshot)
        facts = facts_of(session) | {"forked": True}
        base = parent.history.fork(Opened(session.number, session.id, facts, key))
        session.history = History(self.log, self._writer, base, watch, self._most)

    def recover(self, session: Session, opened: Opened, watch: Watch) -> None:
        """Let a new session become what it was."""
        if self._writer is not None:
            self._writer.forget(opened.number)
        length, last = self._recovery.carry_out(session, self.log, opened)
        session.history = History(self.log, self._writer, opened._replace(last=last), watch, self._most)
        session.history.length = length

    def asleep(self, session: Session) -> Asleep:
        """A session as it is in the archive."""
        return Asleep(session.history.opened, session.ttl, session.used)

    def end(self, asleep: Asleep) -> None:
        """Forget a session that is not in memory."""
        self.log.close_session(asleep.opened.number)

    def close(self) -> None:
        """Write what is left to be written."""
        if self._writer is not None:
            self._writer.close()
        self.log.close()


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
