"""One request to a session: its turn in order of arrival, its conditions, its work, and its answer's way out."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import re
from collections.abc import Callable, Mapping

from app.answers import Answer
from app.download import SLICE, Download
from app.errors import Problem, invalid, problem_of
from app.events import EVENTS
from app.history import INLINE
from app.no_history import Asked
from app.replays import HEADER, SUSPENDED, Replay, key_of
from app.request import Request
from app.sessions import Session
from app.store import SessionStore
from app.workers import Rest

ASKED = ("content-type", "accept", "tensor-dtype", "tensor-shape")
"""The headers that say what is asked."""


async def exchange(
    request: Request,
    work: Callable[[Session], Answer],
    body: bytes | memoryview = b"",
    while_suspended: bool = False,
    whole: bool = False,
    keyed: bool = True,
) -> Answer:
    """Do work on the session of a request, in its turn and in a thread, and answer; once for each Idempotency-Key,
    unless somebody else sees to that.

    Where a pass of the session waits for its client, only work that may be done `while_suspended` is. A `whole` answer
    is memory of its own, however large.
    """

    def begin(session: Session) -> Rest[Answer]:
        return Rest(lambda: work(session))

    return await exchange_at_once(request, begin, body, while_suspended, whole, keyed)


async def exchange_at_once(
    request: Request,
    work: Callable[[Session], Answer | Rest[Answer]],
    body: bytes | memoryview = b"",
    while_suspended: bool = False,
    whole: bool = False,
    keyed: bool = True,
) -> Answer:
    """As `exchange`, with work that begins on the event loop, and gives back as the `Rest` what may take long."""
    store: SessionStore = request.app.state.store
    act = functools.partial(_act, request, store, work, body, while_suspended, whole)
    if not keyed or request.method == "GET" or HEADER not in request.headers:
        return await act(None, None)
    id = request.path_params["session"]
    while True:
        session = store.known(id) or await store.find(id)
        await store.end_silence(session)
        with contextlib.suppress(PutAway):
            return await session.replays.once(request, body, functools.partial(act, session))


class PutAway(Exception):
    """The session whose answers were looked through left the memory, and is another object now."""


async def _act(
    request: Request,
    store: SessionStore,
    work: Callable[[Session], Answer | Rest[Answer]],
    body: bytes | memoryview,
    while_suspended: bool,
    whole: bool,
    looked_at: Session | None,
    replay: Replay | None,
) -> Answer:
    """Do work in the session's turn, and note it in the history; the answer leaves when that is durable."""
    session = await store.begin_turn(request.path_params["session"])
    end: Callable[[], None] | None = session.end_turn
    try:
        if looked_at not in (None, session):
            raise PutAway
        if not while_suspended:
            session.suspensions.expect_none()
        check_version(request, session)
        answer = await _do(request, store, session, work, body, replay)
        if replay is None and answer.size > SLICE and not whole:
            await session.history.until_settled()
            settings = store.settings
            download = Download(answer, session.end_turn, settings.reader_patience, settings.body_timeout)
            end = None
            return download
        answer.owned()
    except asyncio.CancelledError:  # the server stops, and a thread may still be at work on the session: nobody has it
        end = None
        raise
    finally:
        if end is not None:
            end()
            await session.history.until_settled()  # where steps stand, a problem is acknowledged as an answer is
    return answer


async def _do(
    request: Request,
    store: SessionStore,
    session: Session,
    work: Callable[[Session], Answer | Rest[Answer]],
    body: bytes | memoryview,
    replay: Replay | None,
) -> Answer:
    """Do work, and note what was asked where that moved the session."""
    history = session.history
    stored = await store.compute(lambda: history.store(body)) if len(body) > INLINE else history.store(body)
    before = session.begin_entry()
    try:
        begun = work(session)
        answer = await store.compute(begun.work) if isinstance(begun, Rest) else begun
    except Exception as error:
        if session.moment == before:
            session.leave_entry(stored)
        else:
            asked, key = asked_by(request) | {"failed": problem_of(error).slug}, key_of(replay, problem_of(error))
            await store.compute(lambda: session.end_entry(asked, stored, key))  # a snapshot may have to be made
        raise
    try:
        if replay is not None:
            answer.owned()
            if answer.status == SUSPENDED:
                session.suspensions[-1].change.keys.append(replay.key)
        if session.moment == before:
            session.leave_entry(stored)
        elif replay is not None and answer.size > SLICE:
            await store.compute(lambda: session.end_entry(asked_by(request), stored, key_of(replay, answer)))
        else:
            session.end_entry(asked_by(request), stored, key_of(replay, answer))
    except Exception as error:
        if session.moment != before:
            history.fail(error)
        raise
    return answer


def asked_by(request: Request) -> Asked:
    """What a request asks of its session, but for its body."""
    scope = request.scope
    path = scope["path"].removeprefix(f"/v1/sessions/{request.path_params['session']}").removeprefix("/")
    asked: Asked = {"method": request.method, "path": path, "headers": said(request.headers)}
    if scope["query_string"]:
        asked["query"] = scope["query_string"].decode("latin-1")
    return asked


def said(headers: Mapping[str, str]) -> dict[str, str]:
    """What headers say about what is asked; events are a way to be told, not another answer."""
    return {name: headers[name] for name in ASKED if name in headers and EVENTS not in headers[name].lower()}


def check_version(request: Request, session: Session) -> None:
    """Refuse a change whose If-Match names another version of the session."""
    header = request.headers.get("if-match")
    if header is None or header == "*" or request.method == "GET":
        return
    found = re.fullmatch(r'"?(\d{1,18})"?', header.strip())
    if found is None:
        raise invalid('If-Match is the version of the session, as in "16".', header="If-Match")
    if int(found[1]) != session.version:
        detail = f"The session is at version {session.version}, not {found[1]}."
        raise Problem("precondition-failed", detail, version=session.version)
