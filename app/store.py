"""The store: the sessions of one process, and the threads that compute for them."""

from __future__ import annotations

import asyncio
import functools
import re
import secrets
from collections.abc import Callable
from typing import TypeVar

import engine
from app.answers import Answer
from app.archive import Archive, Asleep, Imported
from app.durable.records import Key
from app.errors import Problem, problem_of
from app.history import Watch
from app.program.parse import Limits
from app.program.plans import Counts
from app.replays import Replay, key_of
from app.sessions import Session
from app.settings import Settings
from app.stream.frames import NO_SESSION, RESTARTING, Closing
from app.upkeep import Upkeep
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
        self._asleep: dict[str, Asleep] = {}
        """Those that are in the archive alone."""
        self._returning: dict[str, asyncio.Task[Session]] = {}
        """Those that are being recovered."""
        self._opened = 0
        self.upkeep = Upkeep(self)

    def __len__(self) -> int:
        return len(self._sessions) + len(self._asleep)

    def keep_in(self, archive: Archive) -> None:
        """Keep sessions in an archive, and have those that are there."""
        self.archive = archive
        self._asleep = archive.sleeping()
        self._opened = max((asleep.opened.number for asleep in self._asleep.values()), default=0)

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

    def open(
        self, device: str | None, dtype: str | None, seed: int | None, ttl: float | None, exact: bool | None = None
    ) -> Session:
        """A new session; `too-many-sessions` where the server has no room."""
        self.expire()
        if len(self) >= self.settings.max_sessions:
            detail = f"{len(self)} sessions are open, which is the limit: close one, or try again later."
            raise Problem("too-many-sessions", detail, headers={"Retry-After": "60"}, limit=self.settings.max_sessions)
        context = self.context(device, dtype, seed, exact)
        self._opened += 1
        id = f"s{self.settings.shard}-{secrets.token_hex(8)}"
        session = Session(id, self._opened, context, self.settings, ttl or self.settings.session_ttl, self.planned)
        self._sessions[id] = session
        return session

    async def keep(self, session: Session, key: Key | None, imported: Imported | None = None) -> None:
        """Let a new session outlive this process, where sessions do."""
        if self.archive is not None:
            try:
                begin = functools.partial(self.archive.begin, session, key, self._watch(session), imported)
                await self.compute(begin)
            except BaseException:
                self._let_go(session)
                raise

    async def fork(
        self, id: str, ttl: float | None, answer: Callable[[Session], Answer], replay: Replay | None
    ) -> Answer:
        """A new session that begins as the one of that id is, and the answer about it."""
        parent = await self.begin_turn(id)
        try:
            parent.suspensions.expect_none()
            context = parent.context
            session = self.open(context.device.name, None, 0, ttl or parent.ttl, context.exact)
            try:
                await self.compute(functools.partial(parent.fork, session))
                told = answer(session)
                if self.archive is not None:
                    keep = functools.partial(self.archive.fork, parent, session, key_of(replay, told))
                    await self.compute(functools.partial(keep, self._watch(session)))
            except BaseException:
                self._let_go(session)
                raise
        finally:
            parent.end_turn()
        return told

    def known(self, id: str) -> Session | None:
        """The session of that id, whose idle time begins anew; None where it is not in memory."""
        session = self._sessions.get(id)
        if session is None:
            return None
        if session.expired:
            self.close(session)
            return None
        session.touch()
        return session

    async def find(self, id: str) -> Session:
        """The session of that id, recovered where it is not in memory; `session-not-found` where there is none."""
        session = self.known(id)
        if session is not None:
            return session
        self.expire()
        if id not in self._asleep:
            raise self._missing(id)
        if id not in self._returning:
            self._returning[id] = asyncio.create_task(self._recover(id))
        return await asyncio.shield(self._returning[id])  # somebody else may wait for it, too

    async def _recover(self, id: str) -> Session:
        """Bring a session back into memory."""
        assert self.archive is not None
        opened = self._asleep[id].opened
        try:
            facts = opened.facts
            context = self.context(facts["device"], facts["dtype"], facts["seed"], facts["exact"])
            session = Session(id, opened.number, context, self.settings, facts["ttl"], self.planned)
            await self.compute(functools.partial(self.archive.recover, session, opened, self._watch(session)))
            if self._asleep.pop(id, None) is not None:
                self._sessions[id] = session
            return session
        finally:
            del self._returning[id]

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
        """The numbers and ids of all sessions, the oldest first."""
        self.expire()
        awake = [(session.number, session.id) for session in self._sessions.values()]
        return sorted(awake + [(asleep.opened.number, id) for id, asleep in self._asleep.items()])

    def close(self, session: Session) -> None:
        """Forget a session and all it holds."""
        session.history.end()
        self._let_go(session)
        session.streams.close(NO_SESSION, "The session was closed, or expired.")
        session.suspensions.clear()
        session.variables.clear()
        session.plans.give_up()
        session.context.lanes.close()

    def put_away(self, id: str, closing: Closing = READ_AGAIN) -> None:
        """Let go of a session, which is recovered when it is asked for again; from any thread."""
        assert self.archive is not None
        session = self._sessions.get(id)
        if session is None:
            return
        self._asleep[id] = self.archive.asleep(session)
        self._let_go(session)
        session.streams.close(closing.code, closing.reason)

    def _watch(self, session: Session) -> Watch:
        """Who is told of a session's history; a session in its own history would be a circle."""
        loop, id = asyncio.get_running_loop(), session.id

        def grown() -> None:
            loop.call_soon_threadsafe(self.upkeep.snapshot_soon, id)

        def failed(error: BaseException) -> None:
            self.put_away(id, Closing.of(problem_of(error)))

        return Watch(session.streams.settled, failed, grown, lambda: self.upkeep.snapshot_now(id))

    def _let_go(self, session: Session) -> None:
        session.closed = True
        self._sessions.pop(session.id, None)

    def _give_up_plans(self) -> None:
        """Give up the plans of idle sessions, whose memory somebody needs, wherever that is."""
        for session in list(self._sessions.values()):
            if not session.lock.locked():
                session.plans.give_up()

    async def end_silence(self, session: Session) -> None:
        """Give up what waited for its client too long; in a thread that computes, since much may have to be undone."""
        if session.suspensions.are_overdue:
            async with session.server_turn():
                if session.suspensions.are_overdue:  # it may have been at work, and heard from since
                    await self.compute(session.end_silence)

    def expire(self) -> None:
        """Close the sessions whose idle time is over."""
        for session in [session for session in self._sessions.values() if session.expired]:
            self.close(session)
        for id, asleep in [(id, asleep) for id, asleep in self._asleep.items() if asleep.expired]:
            if self.archive is not None and id not in self._returning:
                self.archive.end(asleep)
                del self._asleep[id]

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
