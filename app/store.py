"""The store: the sessions of one process, and the threads that compute for them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from typing import TypeVar

import engine
from app.errors import Problem
from app.program.parse import Limits
from app.program.plans import Counts
from app.sessions import Session
from app.settings import Settings
from app.workers import Workers

Result = TypeVar("Result")


class SessionStore:
    """The sessions of one process, and the threads that compute for them."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.limits = Limits(settings.program_steps, settings.loop_rounds, settings.json_elements)
        self.workers = Workers(settings.compute_threads)
        self.planned = Counts()
        """Of all sessions, those that are closed too, and of programs without one."""
        self.bounds = engine.Bounds(
            settings.cuda_bytes, settings.session_bytes, settings.pinned_bytes, self._give_up_plans
        )
        self._sessions: dict[str, Session] = {}
        self._opened = 0

    def __len__(self) -> int:
        return len(self._sessions)

    async def compute(self, work: Callable[[], Result]) -> Result:
        """Do work in a thread that computes."""
        return await self.workers.compute(work)

    def is_awaited(self, session: Session) -> bool:
        """Whether somebody waits for what a turn of a session holds: the session, or the thread that computes."""
        return session.is_awaited or self.workers.is_awaited

    def context(
        self,
        device: str | None,
        dtype: str | None,
        seed: int | None,
        exact: bool | None = None,
        lanes: engine.Lanes | None = None,
    ) -> engine.Context:
        """A new context, with lanes of its own unless others are given; `device-unavailable` where there is no such
        device."""
        settings, lanes = self.settings, lanes or engine.Lanes(self.bounds)
        return engine.Context(
            settings.device if device is None else device,
            dtype or "float32",
            seed,
            settings.tensor_bytes,
            exact is not False,
            lanes,
        )

    def open(
        self, device: str | None, dtype: str | None, seed: int | None, ttl: float | None, exact: bool | None = None
    ) -> Session:
        """A new session; `too-many-sessions` where the server has no room."""
        self.expire()
        if len(self._sessions) >= self.settings.max_sessions:
            detail = f"{len(self._sessions)} sessions are open, which is the limit: close one, or try again later."
            raise Problem("too-many-sessions", detail, headers={"Retry-After": "60"}, limit=self.settings.max_sessions)
        context = self.context(device, dtype, seed, exact)
        self._opened += 1
        id = f"s{self.settings.shard}-{secrets.token_hex(8)}"
        session = Session(id, self._opened, context, self.settings, ttl or self.settings.session_ttl, self.planned)
        self._sessions[id] = session
        return session

    def get(self, id: str) -> Session:
        """The session of that id, whose idle time begins anew; `session-not-found` where there is none."""
        session = self._sessions.get(id)
        if session is None or session.expired:
            if session is not None:
                self.close(session)
            raise self._missing(id)
        session.touch()
        return session

    def all(self) -> list[Session]:
        """The open sessions, the oldest first."""
        self.expire()
        return list(self._sessions.values())

    def close(self, session: Session) -> None:
        """Forget a session and all it holds."""
        session.closed = True
        session.streams.close("The session was closed, or expired.")
        session.suspensions.clear()
        session.variables.clear()
        session.plans.give_up()
        session.context.lanes.close()
        self._sessions.pop(session.id, None)

    def _give_up_plans(self) -> None:
        """Give up the plans of idle sessions, whose memory somebody needs, wherever that is."""
        for session in list(self._sessions.values()):
            if not session.lock.locked():
                session.plans.give_up()

    async def end_silence(self, session: Session) -> None:
        """Give up what waited for its client too long; in a thread that computes, since much may have to be undone."""
        if session.is_silent:
            async with session.server_turn():
                if session.is_silent:  # it may have been at work, and heard from since
                    await self.compute(lambda: session.cancel(session.suspensions[0]))

    def expire(self) -> None:
        """Close the sessions whose idle time is over."""
        for session in [session for session in self._sessions.values() if session.expired]:
            self.close(session)

    def check_open(self, session: Session) -> None:
        """Refuse a session that was closed while a request waited for it."""
        if session.closed:
            raise self._missing(session.id)

    def _missing(self, id: str) -> Problem:
        shard = re.match(r"s(\d+)-", id)
        if shard and int(shard[1]) != self.settings.shard:
            detail = f"This worker is shard {self.settings.shard}; the session belongs to shard {shard[1]}."
            return Problem("wrong-worker", detail, session=id)
        detail = "There is no such session, or no longer: open one with POST /v1/sessions."
        return Problem("session-not-found", detail, session=id)
