"""Prepared requests that are ordinary in all other respects: they are answered before anybody waits for anything.

Whatever is out of the ordinary, and every mistake, is left to the endpoints: nothing has happened by then.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.types import Scope

from app import answering, stateless
from app.answers import Answer, Buffer
from app.bodies import JSON, SAFETENSORS, Body
from app.durable.errors import LogError
from app.errors import Problem
from app.exchange import said
from app.history import INLINE
from app.no_history import NoHistory
from app.program.call import Text, read_uploads, split
from app.state import State

SMALL = 1 << 18
"""Bytes of a body that may come with its head."""
MEDIA = (JSON, SAFETENSORS)
UNUSUAL = frozenset(("if-match", "idempotency-key", "content-encoding", "origin"))
NOTHING = NoHistory()
_PATH = re.compile(r"/v1/(?:sessions/([^/]+)/)?programs")


class AtOnce:
    """Answers requests to carry out programs, in a session or without one, as far as they are prepared."""

    def __init__(self, state: State) -> None:
        self._state = state

    @staticmethod
    def find(scope: Scope) -> re.Match[str] | None:
        """Where a request asks for a program; None where it asks for something else."""
        return _PATH.fullmatch(scope["path"]) if scope["method"] == "POST" and not scope["query_string"] else None

    def answer(self, place: re.Match[str], headers: Mapping[str, str], body: Buffer) -> tuple[Answer, NoHistory] | None:
        """The answer, and the history that has to be durable before it leaves; None where the request has to go the
        usual way."""
        if not UNUSUAL.isdisjoint(headers):
            return None
        media = headers.get("content-type", "")
        if media not in MEDIA or headers.get("accept", "*/*") not in ("*/*", media) or len(body) > SMALL:
            return None
        try:
            text = split(Body(media, body))
            if place[1] is None:
                answer = self._stateless(text, media)
                return None if answer is None else (answer, NOTHING)
            return self._in_session(place[1], text, media, headers, body)
        except (Problem, LogError):
            return None

    def _stateless(self, text: Text, media: str) -> Answer | None:
        state = self._state
        reading = state.programs.recall(text, stateless.OPTIONS)
        return None if reading is None else stateless.answer_prepared(state, reading, text, media)

    def _in_session(
        self, id: str, text: Text, media: str, headers: Mapping[str, str], body: Buffer
    ) -> tuple[Answer, NoHistory] | None:
        session = self._state.store.known(id)
        if session is None:
            return None
        reading = session.programs.recall(text)
        if reading is None or reading.prepared is None or session.suspensions:
            return None
        if session.lock.locked() or session.is_awaited or (session.history.waits and len(body) > INLINE):
            return None  # who has the session may be at work in a thread; nobody can take it while this is answered
        stored = session.history.store(body)
        session.begin_entry()
        answer = answering.answer_prepared(session, reading, read_uploads(reading, text), media)
        if answer is None:
            session.history.discard(stored)
            return None
        session.end_entry({"method": "POST", "path": "programs", "headers": said(headers)}, stored)
        return answer, session.history
