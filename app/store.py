"""The store: the sessions of one process, and the threads that compute for them."""

from __future__ import annotations

import contextlib
import functools
import re
import secrets
from collections.abc import AsyncIterator, Callable
from typing import TypeVar

import engine
from app.archive import Archive, Imported
from app.asleep import Asleep, Sleepers
from app.compaction import Compactions
from app.durable.records import Key
from app.errors import Problem, problem_of
from app.program.parse import Limits
from app.program.plans import Counts
from app.schemas import SessionOptions
from app.sessions import Session
from app.settings import Settings
from app.stream.frames import NO_SESSION, RESTARTING, Closing
from app.workers import Workers

Result = TypeVar("Result")
READ_AGAIN = Closing(RESTARTING, "The session is read from its log once more: connect again.")


class SessionStore:
    """The sessions of one process, and the threads that compute for them; an archive has those not in memory."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.limits = Limits(settings.program_steps, settings.loop_rounds, settings.json_elements)
        self.workers = Workers(settings.compute_threads)
        self.planned = Counts()
        """Of all sessions, those that are closed too, and of programs without one."""
        self.bounds = engine.Bounds(
            settings.cuda_bytes, settings.session_bytes, settings.pinned_bytes, self._give_up_plans
        )
        self.archive: Archive | None = None
        """Where sessions are kept; None where they are in memory alone."""
        self._sessions: dict[str, Session] = {}
        self._asleep = Sleepers(None, self._recover)
        self._opened = 0
        self.compactions = Compactions(self.compute)

    def __len__(self) -> int:
        return len(self._sessions) + len(self._asleep)

    def keep_in(self, archive: Archive) -> None:
        """Keep sessions in an archive, and have those that are there."""
        self.archive = archive
        self._asleep = Sleepers(archive, self._recover)
        self._opened = max((asleep.number for asleep in self._asleep), default=0)

    def begin(self) -> None:
        """Serve the event loop that is running."""
        if self.archive is not None:
            self.archive.serve()

    def end(self) -> None:
        """Write what is left to be written."""
        if self.archive is not None:
            self.archive.close()

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

    @contextlib.asynccontextmanager
    async def opening(self, wanted: SessionOptions) -> AsyncIterator[Session]:
        """A new session, held until it is filled and kept, since lists show it already; nothing of it stays where that
        fails. `too-many-sessions` where the server has no room."""
        self.expire()
        if len(self) >= self.settings.max_sessions:
            detail = f"{len(self)} sessions are open, which is the limit: close one, or try again later."
            raise Problem("too-many-sessions", detail, headers={"Retry-After": "60"}, limit=self.settings.max_sessions)
        context = self.context(wanted.device, wanted.dtype, wanted.seed, wanted.exact)
        context.matmul_precision = wanted.matmul_precision or context.matmul_precision
        self._opened += 1
        id = f"s{self.settings.shard}-{secrets.token_hex(8)}"
        ttl = wanted.ttl or self.settings.session_ttl
        session = self._sessions[id] = Session(id, self._opened, context, self.settings, ttl, self.planned)
        async with session.server_turn():
            try:
                yield session
            except BaseException:
                self.close(session)
                raise

    async def keep(self, session: Session, key: Key | None, origin: Imported | Session | None = None) -> None:
        """Let a new session outlive this process, where sessions do; its origin is what it was filled with."""
        if self.archive is not None:
            await self.compute(
                functools.partial(self.archive.begin, session, key, self.compactions.watch(session, self._fail), origin)
            )

    def known(self, id: str) -> Session | None:
        """The session of that id, whose idle time begins anew; None where it is not in memory."""
        session = self._sessions.get(id)
        if session is None or session.expired:
            return None
        session.touch()
        return session

    async def find(self, id: str) -> Session:
        """The session of that id, recovered where it is not in memory: `session-not-found` where there is none, Damaged
        where it cannot be read."""
        session = self.known(id)
        if session is None:
            session = await self.awake(id)
            if session is None:
                raise self._missing(id)
            session.touch()
        return session

    async def awake(self, id: str) -> Session | None:
        """As `find`, but for the idle time, which goes on; None where there is no such session."""
        self.expire()
        return self._sessions.get(id) or await self._asleep.wake(id)

    async def _recover(self, asleep: Asleep) -> Session:
        assert self.archive is not None
        facts = self.archive.facts(asleep.number)
        context = self.context(facts["device"], facts["dtype"], facts["seed"], facts["exact"])
        session = Session(asleep.id, asleep.number, context, self.settings, facts["ttl"], self.planned)
        watch = self.compactions.watch(session, self._fail)
        await self.compute(functools.partial(self.archive.recover, session, asleep.history, watch))
        session.used = asleep.used
        self._sessions[asleep.id] = session
        return session

    async def begin_turn(self, id: str) -> Session:
        """The session of that id, which is now this request's."""
        while True:
            session = self.known(id) or await self.find(id)
            if session.suspensions.are_overdue:
                await self.end_silence(session)
            await session.begin_turn()
            if not session.closed:
                return session
            session.end_turn()

    def all(self) -> list[Session]:
        """The sessions in memory, the oldest first."""
        self.expire()
        return list(self._sessions.values())

    def ids(self) -> list[tuple[int, str]]:
        """The numbers and ids of all sessions but those that are damaged, the oldest first."""
        self.expire()
        awake = [(one.number, one.id) for one in list(self._sessions.values())]
        return sorted(awake + [(one.number, one.id) for one in self._asleep if one.damage is None])

    def damaged(self) -> list[str]:
        """The ids of sessions that are known to be damaged, the oldest first."""
        return [id for _, id in sorted((one.number, one.id) for one in self._asleep if one.damage is not None)]

    def close(self, session: Session) -> None:
        """Forget a session and all it holds."""
        session.history.end()
        self._empty(session)

    def _empty(self, session: Session) -> None:
        self._let_go(session)
        session.streams.close(NO_SESSION, "The session was closed, or expired.")
        session.suspensions.clear()
        session.variables.clear()
        session.plans.give_up()
        session.context.lanes.close()

    def bury(self, id: str) -> None:
        """Forget a session that is damaged."""
        if not self._asleep.end_damaged(id):
            raise self._missing(id)

    def put_away(self, session: Session, closing: Closing = READ_AGAIN) -> None:
        """Let go of a session, which is recovered when it is asked for again; from any thread."""
        if self._sessions.get(session.id) is session:
            self._asleep.add(session)
            self._let_go(session)
            session.streams.close(closing.code, closing.reason)
            session.streams.forget()  # which know the session, and would keep it until the collector comes

    def _fail(self, session: Session, error: BaseException) -> None:
        """Put away a session that is ahead of what could be stored of it."""
        self.put_away(session, Closing.of(problem_of(error)))

    def _let_go(self, session: Session) -> None:
        session.closed = True
        if self._sessions.get(session.id) is session:
            del self._sessions[session.id]

    def _give_up_plans(self) -> None:
        """Give up the plans of idle sessions, whose memory somebody needs, wherever that is."""
        for session in list(self._sessions.values()):
            if not session.lock.locked():
                session.plans.give_up()

    async def end_silence(self, session: Session) -> None:
        """Give up what waited for its client too long; in a thread that computes, since much may have to be undone."""
        if not session.suspensions.are_overdue:
            return
        async with session.server_turn():
            if not session.closed and session.suspensions.are_overdue:  # it may have been heard from since
                await self.compute(session.end_silence)

    def expire(self) -> None:
        """Close the sessions whose idle time is over."""
        for session in list(self._sessions.values()):  # which other threads may close meanwhile
            if session.expired:
                self._empty(session)
                if self.archive is not None:
                    self.archive.end_soon(session.history.end)
        self._asleep.expire()

    def check_open(self, session: Session) -> None:
        """Refuse a session that was closed, or put away, while somebody waited for it."""
        if session.closed:
            if session.id in self._asleep or session.id in self._sessions:
                raise Problem("not-ready", "The session is read from its log once more: ask again.")
            raise self._missing(session.id)

    def _missing(self, id: str) -> Problem:
        shard = re.match(r"s(\d+)-", id)
        if shard and int(shard[1]) != self.settings.shard:
            detail = f"This worker is shard {self.settings.shard}; the session belongs to shard {shard[1]}."
            return Problem("wrong-worker", detail, session=id)
        detail = "There is no such session, or no longer: open one with POST /v1/sessions."
        return Problem("session-not-found", detail, session=id)
