"""Openings: a new session, one that was exported, or one that begins as another is."""

from __future__ import annotations

from app import imports, schemas
from app.answers import Answer, json_answer
from app.bodies import JSON, SAFETENSORS, accept, read_body
from app.description import describe
from app.errors import invalid
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
        problems=(*BODY, *KEYED, *FORKED, *IMPORTED, "device-unavailable"),
        query=OPTIONS,
        headers=(KEY,),
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
            return await store(request).fork(wanted.fork, wanted.ttl, _opened, replay)
        session = _open(request, wanted)
        answer = _opened(session)
        await store(request).keep(session, key_of(replay, answer))
        return answer

    replays: Replays = request.app.state.replays
    return await replays.once(request, body.data, act)


async def _import(
    request: Request, data: bytes | memoryview, asked: schemas.SessionOptions, replay: Replay | None
) -> Answer:
    """A session that is filled in its turn, since lists show it already."""
    given = await store(request).compute(lambda: imports.read(data, asked))
    session = _open(request, given.wanted)

    def work() -> Answer:
        imports.fill(session, given)
        session.measure()
        return _opened(session)

    async with session.server_turn():
        try:
            answer = await store(request).compute(work)
        except BaseException:
            store(request).close(session)
            raise
        imported = asked.model_dump(exclude_none=True), data
        await store(request).keep(session, key_of(replay, answer), imported)
    return answer


def _open(request: Request, wanted: schemas.SessionOptions) -> Session:
    session = store(request).open(wanted.device, wanted.dtype, wanted.seed, wanted.ttl, wanted.exact)
    session.context.matmul_precision = wanted.matmul_precision or session.context.matmul_precision
    return session


@routes.post(
    **described(
        ONE + "/forks",
        body=schemas.ForkSession,
        body_required=False,
        answers={201: schemas.SessionInfo},
        answer_headers=("Location",),
        problems=(*BODY, *KEYED, *FORKED),
        headers=(KEY,),
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
        return await store(request).fork(request.path_params["session"], wanted.ttl, _opened, replay)

    replays: Replays = request.app.state.replays
    return await replays.once(request, body.data, act)


def _opened(session: Session) -> Answer:
    return json_answer(describe(session), 201, {"location": f"{PATH}/{session.id}"})
