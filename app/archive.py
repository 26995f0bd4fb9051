"""The archive: sessions as they outlive the process, in a log of what they were asked (DESIGN 7)."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from app.durable.commits import Commits
from app.durable.log import Log
from app.durable.records import Key
from app.durable.sessions import Opened
from app.history import History
from app.recovery import Recovery
from app.sessions import Session
from app.times import written

Fails = Callable[[str], None]
"""Takes the id of a session that could not be noted further."""


@dataclass(slots=True)
class Asleep:
    """A session that is in the archive alone; after a restart its idle time begins anew."""

    opened: Opened
    ttl: float
    used: float = field(default_factory=time.monotonic)

    @property
    def expired(self) -> bool:
        """Whether its idle time is over."""
        return time.monotonic() - self.used > self.ttl


class Archive:
    """The log of all sessions, and what comes back of it."""

    def __init__(self, log: Log, full: bool, recovery: Recovery) -> None:
        self.log = log
        self._writer = Commits(log) if full else None
        self._recovery = recovery

    def sleeping(self) -> dict[str, Asleep]:
        """The sessions of the process before, by their ids."""
        return {opened.id: Asleep(opened, opened.facts["ttl"]) for opened in self.log.sessions()}

    def openings(self) -> list[Key]:
        """The Idempotency-Keys that sessions were opened with."""
        return [opened.key for opened in self.log.sessions() if opened.key is not None]

    def begin(self, session: Session, key: Key | None, fails: Fails) -> None:
        """Keep a new session."""
        opened = Opened(session.number, session.id, facts_of(session), key, 0, 0)
        self.log.open(opened)
        session.history = self._history(session, opened, fails)

    def recover(self, session: Session, opened: Opened, fails: Fails) -> None:
        """Let a new session become what it was."""
        if self._writer is not None:
            self._writer.forget(opened.number)
        last = self._recovery.carry_out(session, self.log, opened)
        session.history = self._history(session, opened._replace(last=last), fails)

    def asleep(self, session: Session) -> Asleep:
        """A session as it is in the archive."""
        return Asleep(session.history.opened, session.ttl, session.used)

    def end(self, number: int) -> None:
        """Forget a session."""
        self.log.close_session(number)

    def close(self) -> None:
        """Write what is left to be written."""
        if self._writer is not None:
            self._writer.close()
        self.log.close()

    def _history(self, session: Session, opened: Opened, fails: Fails) -> History:
        failing = functools.partial(fails, session.id)  # a session in its own history would be a circle
        return History(self.log, self._writer, opened, session.streams.settled, failing)


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
    }
