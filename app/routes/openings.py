"""Openings: a new session, one that was exported, or one that begins as another is."""

from __future__ import annotations

from app import imports, schemas
from app.answers import Answer, json_answer
from app.bodies import JSON, SAFETENSORS, accept, read_body
from app.description import describe
from app.errors import invalid
from app.exchange import check_version
from app.openapi import BODY, KEYED, SESSION, described, router
from app.replays import Replay, Replays, key_of
from app.request import Request
from app.routes.requests import read_model, read_query, store
from app.routes.sessions import KEY, ONE, PATH
from app.sessions import Session

routes = router()
OPTIONS = {
    **{name: {"type": "string"} for name in ("device", "dtype", "seed", "matmul_precision")},
    "ttl": {"type": "number"},
    "exact": {"type": "boolean"},
}
"""What an import may be other than its file says."""
IMPORTED = "invalid-name", "not-differentiable", "wrong-gradients", "op-failed", "limit-exceeded"
FORKED = (*SESSION, "too-many-sessions", "session-suspended", "limit-exceeded", "out-of-memory", "storage-full")


@routes.post(
    **described(
        PATH,
        body=schemas.OpenSession,
        binary_body=(SAFETENSORS,),
        body_required=False,
        answers={201: schemas.SessionInfo},
        answer_headers=("Location",),
        problems=(*BODY, *KEYED, *FORKED, *IMPORTED, "precondition-failed", "device-unavailable"),
        query=OPTIONS,
        headers=("If-Match", KEY),
    ),
    summary="Open a session, or import one that was exported",
    tags=["sessions"],
)
async def open_session(request: Request) -> Answer:
    accept(request, (JSON,))
    body = await read_body(request, (JSON, SAFETENSORS), optional=True)
    query = read_query(request, *(OPTIONS if body.media == SAFETENSORS else ()))

    async def act(replay: Replay | None) -> Answer:
        if body.media == SAFETENSORS:
            return await _import(request, body.data, schemas.SessionOptions.model_validate_strings(query), replay)
        wanted = read_model(body, schemas.OpenSession)
        if wanted.fork is not None:
            for field in wanted.model_fields_set - {"fork", "ttl"}:
                raise invalid("A fork has what the other session has: leave this out, or change it later.", f"/{field}")
            return await _fork(request, wanted.fork, wanted.ttl, replay)
        async with store(request).opening(wanted) as session:
            answer = _opened(session)
            await store(request).keep(session, key_of(replay, answer))
        return answer

    replays: Replays = request.app.state.replays
    return await replays.once(request, body.data, act)


async def _import(
    request: Request, data: bytes | memoryview, asked: schemas.SessionOptions, replay: Replay | None
) -> Answer:
    """A session that has what a file holds."""
    given = await store(request).compute(lambda: imports.read(data, asked))
    async with store(request).opening(given.wanted) as session:

        def work() -> Answer:
            imports.fill(session, given)
            return _opened(session)

        answer = await store(request).compute(work)
        imported = asked.model_dump(exclude_none=True), data
        await store(request).keep(session, key_of(replay, answer), imported)
    return answer


@routes.post(
    **described(
        ONE + "/forks",
        body=schemas.ForkSession,
        body_required=False,
        answers={201: schemas.SessionInfo},
        answer_headers=("Location",),
        problems=(*BODY, *KEYED, *FORKED, "precondition-failed"),
        headers=("If-Match", KEY),
    ),
    summary="Open a session that begins as this one is",
    tags=["sessions"],
)
async def fork_session(request: Request) -> Answer:
    read_query(request)
    accept(request, (JSON,))
    body = await read_body(request, optional=True)

    async def act(replay: Replay | None) -> Answer:
        wanted = read_model(body, schemas.ForkSession)
        return await _fork(request, request.path_params["session"], wanted.ttl, replay)

    replays: Replays = request.app.state.replays
    return await replays.once(request, body.data, act)


async def _fork(request: Request, id: str, ttl: float | None, replay: Replay | None) -> Answer:
    """A session that begins as that of an id is."""
    parent = await store(request).begin_turn(id)
    with parent.turn():
        check_version(request, parent)
        parent.suspensions.expect_none()
        context = parent.context
        wanted = schemas.SessionOptions(device=context.device.name, seed=0, ttl=ttl or parent.ttl, exact=context.exact)
        async with store(request).opening(wanted) as session:
            await store(request).compute(lambda: parent.fork(session))
            answer = _opened(session)
            await store(request).keep(session, key_of(replay, answer), parent)
    return answer


def _opened(session: Session) -> Answer:
    return json_answer(describe(session), 201, {"location": f"{PATH}/{session.id}"})
