"""One request to a session: its turn in order of arrival, its conditions, its work, and its answer's way out."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.answers import Answer, Buffer
from app.errors import Problem, invalid
from app.sessions import Session
from app.store import SessionStore
from app.suspended import SUSPENDED

SLICE = 1 << 20

log = logging.getLogger("gradwire")


async def exchange(
    request: Request,
    work: Callable[[Session], Answer],
    body: bytes | memoryview = b"",
    while_suspended: bool = False,
) -> Response:
    """Do work on the session of a request, in its turn, and answer; once for each Idempotency-Key.

    Where a pass of the session waits for its client, only work that may be done `while_suspended` is.
    """
    store: SessionStore = request.app.state.store
    settings = store.settings
    session = store.get(request.path_params["session"])
    await store.end_silence(session)
    keyed = request.method in ("POST", "PATCH")

    async def act() -> Response:
        turn = Turn(store, session)
        async with turn:
            if not while_suspended:
                session.expect_no_suspension()
            check_version(request, session)
            answer = await store.compute(lambda: work(session))
            if answer.status == SUSPENDED and keyed:
                session.suspensions[-1].change.keys += request.headers.getlist("idempotency-key")
            if answer.size > SLICE and not (keyed and "idempotency-key" in request.headers):
                return Download(answer, turn.keep(), settings.reader_patience, settings.body_timeout)
            return respond(answer)

    return await session.replays.once(request, body, act) if keyed else await act()


def respond(answer: Answer) -> Response:
    """An answer as a response of its own memory."""
    media = answer.media if answer.body else None
    return Response(b"".join(answer.body), answer.status, answer.headers, media)


class Turn:
    """A request's time with a session, which it has alone."""

    def __init__(self, store: SessionStore, session: Session) -> None:
        self._store = store
        self._session = session
        self._kept = False

    async def __aenter__(self) -> None:
        await self._session.lock.acquire()
        try:
            self._store.check_open(self._session)
        except Problem:
            self._session.lock.release()
            raise

    async def __aexit__(self, *_: object) -> None:
        if not self._kept:
            self._end()

    def keep(self) -> Callable[[], None]:
        """Let the turn last until the function returned here is called."""
        self._kept = True
        return self._end

    def _end(self) -> None:
        self._session.touch()
        self._session.lock.release()


class Download(Response):
    """A large answer, sent in slices from the tensors' own memory while the session waits, though not long.

    Transports keep references to what they could not send yet, the last 64 kB by uvicorn's mark, so the session goes on
    only after slices of our own were handed over behind the tensors' memory.
    """

    def __init__(self, answer: Answer, release: Callable[[], None], patience: float, stall: float) -> None:
        self.slices: list[Buffer] = [
            memoryview(piece)[start : start + SLICE] for piece in answer.body for start in range(0, len(piece), SLICE)
        ]
        self.release: Callable[[], None] | None = release
        self.patience = patience
        self.stall = stall
        super().__init__(None, answer.status, {**answer.headers, "content-length": str(answer.size)}, answer.media)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        late = time.monotonic() + self.patience
        own = self._own_the_end()
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            for number, piece in enumerate(self.slices):
                async with asyncio.timeout(self.stall):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                if number > own:
                    self._let_go()
                elif number < own and time.monotonic() > late:
                    own = number + 1
                    self.slices[own:] = map(bytes, self.slices[own:])
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except TimeoutError:
            log.warning("a reader took nothing for %g seconds: its download was cut off", self.stall)
        finally:
            self._let_go()

    def _own_the_end(self) -> int:
        """Copy slices at the end until they outgrow what a transport buffers; the place of the first of them."""
        place, owned = len(self.slices), 0
        while place and owned < SLICE:
            place -= 1
            owned += len(self.slices[place])
            self.slices[place] = bytes(self.slices[place])
        return place

    def _let_go(self) -> None:
        if self.release is not None:
            self.release()
            self.release = None


def check_version(request: Request, session: Session) -> None:
    """Refuse a change whose If-Match names another version of the session."""
    header = request.headers.get("if-match")
    if header in (None, "*") or request.method == "GET":
        return
    found = re.fullmatch(r'"?(\d{1,18})"?', header.strip())
    if found is None:
        raise invalid('If-Match is the version of the session, as in "16".', header="If-Match")
    if int(found[1]) != session.version:
        detail = f"The session is at version {session.version}, not {found[1]}."
        raise Problem("precondition-failed", detail, version=session.version)
