"""Sessions that are asleep: they are in the archive alone, until somebody asks for them."""

from __future__ import annotations

import asyncio
import functools
import logging
import time
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from typing import Any

from app.archive import Archive
from app.durable.errors import Damaged
from app.no_history import NoHistory
from app.sessions import Session

log = logging.getLogger("gradwire")


@dataclass(slots=True)
class Asleep:
    """A session that is in the archive alone; after a restart its idle time begins anew."""

    number: int
    id: str
    ttl: float
    used: float
    damage: str | None
    """Why it cannot be read, as far as that is known."""
    history: NoHistory
    """That of the session when it was in memory."""
    returning: asyncio.Task[Session] | None = None
    """Its recovery, while somebody waits for it."""

    @property
    def expired(self) -> bool:
        """Whether its idle time is over; it is not for what is awaited, or somebody may want to put right."""
        return time.monotonic() - self.used > self.ttl and self.returning is None and self.damage is None


class Sleepers:
    """The sessions that are in the archive alone; none, where sessions are not kept."""

    def __init__(self, archive: Archive | None, recover: Callable[[Asleep], Coroutine[Any, Any, Session]]) -> None:
        self._archive = archive
        self._recover = recover
        self._known: dict[str, Asleep] = {}
        if archive is not None:
            for one in archive.log.sessions():
                ttl = one.facts.get("ttl", 0.0)
                self._known[one.id] = Asleep(one.number, one.id, ttl, time.monotonic(), one.damage, NoHistory())

    def __len__(self) -> int:
        return len(self._known)

    def __iter__(self) -> Iterator[Asleep]:
        return iter(list(self._known.values()))  # other threads may add one meanwhile

    def __contains__(self, id: str) -> bool:
        return id in self._known

    def add(self, session: Session) -> None:
        """Know a session that is to leave the memory; from any thread."""
        known = Asleep(session.number, session.id, session.ttl, session.used, None, session.history)
        self._known[session.id] = known

    async def wake(self, id: str) -> Session | None:
        """Bring a session back into memory: None where there is none, Damaged where it cannot be read."""
        asleep = self._known.get(id)
        if asleep is None:
            return None
        if asleep.damage is not None:
            raise Damaged(asleep.damage)
        if asleep.returning is None:
            asleep.returning = asyncio.create_task(self._wake(asleep))
        return await asyncio.shield(asleep.returning)  # somebody else may wait for it, too

    async def _wake(self, asleep: Asleep) -> Session:
        try:
            session = await self._recover(asleep)
        except Damaged as error:
            log.error("%s is damaged: %s", asleep.id, error.detail)
            asleep.damage = error.detail
            raise
        finally:
            asleep.returning = None
        del self._known[asleep.id]
        return session

    def end(self, asleep: Asleep) -> None:
        """Forget a session, of which nothing is left: StorageFailed."""
        if self._archive is not None:
            self._archive.end(asleep.number)
        del self._known[asleep.id]

    def end_damaged(self, id: str) -> bool:
        """Forget a session that cannot be read; whether there was one."""
        asleep = self._known.get(id)
        if asleep is not None:
            self.end(asleep)
        return asleep is not None

    def expire(self) -> None:
        """Forget the sessions whose idle time is over."""
        for one in self:
            if one.expired and self._archive is not None:
                del self._known[one.id]
                self._archive.end_soon(functools.partial(self._archive.end, one.number))
