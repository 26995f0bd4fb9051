"""Recovery: a session carries out once more what it was asked, by the same endpoints, and is what it was."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from app.dispatch import Endpoint
from app.download import Download
from app.durable.errors import Damaged
from app.durable.log import Log
from app.durable.records import Entry
from app.durable.sessions import Opened
from app.errors import problem_of
from app.history import UNSURE
from app.imports import fill, read
from app.length import Length
from app.program.parse import Limits
from app.request import Request
from app.schemas import SessionOptions
from app.sessions import Session
from app.settings import LARGEST, Settings
from app.snapshots import load
from engine.fingerprint import fingerprint

Endpoints = Callable[[str], dict[str, tuple[Endpoint, dict[str, Any]]]]
"""The endpoints at a path by method, each with what the path says."""
LIMITS = (
    "json_bytes", "json_elements", "body_bytes", "tensor_bytes", "program_steps", "loop_rounds", "session_programs",
    "session_streams", "drawing_pieces",
)  # fmt: skip
"""Settings that refuse what is too large, and may have become smaller since it was asked for."""

log = logging.getLogger("gradwire")


class Recovery:
    """The way back of sessions by the entries of their log."""

    def __init__(self, endpoints: Endpoints, settings: Settings) -> None:
        self._endpoints = endpoints
        self._boundless = settings.model_copy(update=dict.fromkeys(LIMITS, LARGEST))

    def carry_out(self, session: Session, entries: Log, opened: Opened) -> tuple[Length, int]:
        """Bring a new session to where its log ends: by how long a way, and the number of the last entry.

        Raises `Damaged` where that cannot be.
        """
        bounded = session.settings, session.context.max_bytes
        session.settings, session.context.max_bytes, session.is_recovering = self._boundless, LARGEST, True
        session.programs.resize(LARGEST)
        session.created_at = datetime.fromisoformat(opened.facts["created_at"])
        session.context.matmul_precision = opened.facts["matmul_precision"]
        session.replays.restore(entries.keys(opened.number))
        if (path := entries.snapshot(opened.number)) is not None:
            _load(session, path)
            if opened.facts.get("forked"):
                session.begin_as_fork()
        is_same = opened.facts["fingerprint"] == fingerprint() and opened.facts["device"] == "cpu"
        length, last = self._carry_out(session, entries, opened, is_same)
        (session.settings, session.context.max_bytes), session.is_recovering = bounded, False
        session.programs.resize(session.settings.session_programs)
        session.given = None
        session.suspensions.begin_anew()
        how = "to the bit" if is_same else "on other libraries or another processor, so equal to rounding"
        log.info("%s is back, %s: %s were carried out again", session.id, how, length)
        return length, last

    def _carry_out(self, session: Session, entries: Log, opened: Opened, is_same: bool) -> tuple[Length, int]:
        """Carry out the entries; where values may come out otherwise, with the decisions of the first time."""
        again, length, last = Again(session, self._endpoints), Length(), opened.base
        for entry in entries.entries(opened.number):
            if entry.number == opened.last and entry.facts.get("failed") in UNSURE:
                self._take_back(session, entries, opened, entry)
                break
            started = time.monotonic()
            body = entry.body if isinstance(entry.body, bytes) else entries.load(opened.number, entry.body)
            session.given = None if is_same and session.context.exact else entry.facts.get("decisions")
            again.carry_out(entry, body)
            length.add(len(body), time.monotonic() - started)
            last = entry.number
        return length, last

    def _take_back(self, session: Session, entries: Log, opened: Opened, entry: Entry) -> None:
        """Leave out what nobody was told of, since the snapshot is missing that stands for it."""
        entries.take_back(opened.number)
        if entry.key is not None:
            session.replays.forget([entry.key.text])
        log.info("%s: the last thing that it was asked was not answered, and is left out", session.id)


def _load(session: Session, path: Path) -> None:
    """Let a session be as it was when a snapshot was written, whose bytes have not changed since."""
    try:
        load(session, path)
    except MemoryError:
        raise
    except Exception as error:
        raise Damaged(f"The snapshot of this session is of another version: {path.name} ({error!r}).") from error


class Again:
    """A session that is asked once more what it was asked before; the application and the store that requests see."""

    def __init__(self, session: Session, endpoints: Endpoints) -> None:
        self.session = session
        self.settings = settings = session.settings
        self.limits = Limits(settings.program_steps, settings.loop_rounds, settings.json_elements)
        self.state = self.store = self
        self._endpoints = endpoints

    def known(self, id: str) -> Session:
        """The session."""
        return self.session

    async def begin_turn(self, id: str) -> Session:
        """The session, which nobody else has."""
        await self.session.begin_turn()
        return self.session

    async def compute(self, work: Callable[[], Any]) -> Any:
        """Do work in this thread."""
        return work()

    def carry_out(self, entry: Entry, body: bytes | memoryview) -> None:
        """Ask the session what it was asked; `Damaged` where that leads elsewhere than the first time."""
        session, asked = self.session, entry.facts
        failed = None
        try:
            if "import" in asked:
                fill(session, read(body, SessionOptions(**asked["import"])))
            elif "stream" in asked:
                session.streams.carry_out_again(asked, bytes(body), self.limits)
            else:
                self._request(asked, body)
        except Exception as error:  # as the first time, it may be
            failed = problem_of(error).slug
            if isinstance(error, MemoryError) and failed != asked.get("failed"):
                raise
        if entry.key is not None:
            session.replays.restore([entry.key])
            if session.suspensions and session.replays.is_suspended(entry.key.text):
                session.suspensions[-1].change.keys.append(entry.key.text)
        if (failed != asked.get("failed") and "stream" not in asked) or session.moment != tuple(asked["moment"]):
            raise Damaged(f"What was asked as number {entry.number} of its log leads elsewhere than it did.")

    def _request(self, asked: dict[str, Any], body: bytes | memoryview) -> None:
        path = f"/v1/sessions/{self.session.id}/{asked['path']}".rstrip("/")
        endpoint, parameters = self._endpoints(path)[asked["method"]]
        headers = [(name.encode(), value.encode("latin-1")) for name, value in asked["headers"].items()]
        scope = {
            "type": "http",
            "method": asked["method"],
            "path": path,
            "query_string": asked.get("query", "").encode("latin-1"),
            "headers": headers,
            "app": self,
        }

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body}

        answer = finished(endpoint(Request(scope, receive, parameters)))
        if isinstance(answer, Download):
            answer.let_go()


def finished(work: Awaitable[Any]) -> Any:
    """What comes of work that has nothing to wait for."""
    try:
        next(work.__await__())
    except StopIteration as end:
        return end.value
    raise AssertionError("an endpoint waits for something")
