"""Sessions: list, look, export, change, close; and their grad mode."""

from __future__ import annotations

from typing import Any

from app import schemas
from app.answers import Answer, json_answer
from app.bodies import JSON, SAFETENSORS, accept, read_body
from app.changes import Change
from app.description import describe, grad_mode
from app.durable.errors import Damaged
from app.errors import invalid
from app.exchange import exchange
from app.exports import export
from app.openapi import BODY, CHANGE, SESSION, described, router
from app.program.forms import read_grad_mode
from app.program.names import read_name
from app.program.parse import Parser
from app.program.run import Run
from app.program.steps import Call, Program
from app.replays import Replay, Replays
from app.request import Request
from app.routes.requests import document, limits, read_model, read_page, read_query, store
from app.sessions import Session

routes = router()
PATH = "/v1/sessions"
ONE = PATH + "/{session}"
PAGING: dict[str, dict[str, Any]] = {
    "limit": {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100},
    "after": {"type": "string"},
}
KEY = "Idempotency-Key"


@routes.get(
    **described(PATH, answers={200: schemas.SessionPage}, problems=("invalid-request",), query=PAGING),
    summary="List the sessions",
    tags=["sessions"],
)
async def list_sessions(request: Request) -> Answer:
    accept(request, (JSON,))
    limit, after = read_page(read_query(request, "limit", "after"))
    if after is not None and not (after.isdecimal() and len(after) < 19):
        raise invalid("after is the `next` of the page before.", parameter="after")
    found = [one for one in store(request).ids() if one[0] > int(after or 0)]
    items = []
    for _, id in found[:limit]:
        try:
            session = await store(request).awake(id)
        except Damaged:  # which is told below
            continue
        if session is None:
            continue
        if not session.lock.locked():
            async with session.server_turn():
                await store(request).compute(session.look)
        items.append(describe(session))
        await session.history.until_settled()
    page = document(items, str(found[limit - 1][0]) if len(found) > limit else None)
    return json_answer(page | {"damaged": store(request).damaged()})


@routes.get(
    **described(
        ONE,
        answers={200: schemas.SessionInfo},
        binary_answer=(SAFETENSORS,),
        problems=(*SESSION, "tensor-not-found", "invalid-name", "op-failed", "limit-exceeded", "out-of-memory"),
        query={"under": {"type": "string", "description": "Of an export: what names to begin with, before a dot."}},
        answer_headers=("ETag",),
    ),
    summary="Look at a session, or export it",
    tags=["sessions"],
)
async def get_session(request: Request) -> Answer:
    media = accept(request, (JSON, SAFETENSORS))
    query = read_query(request, *(("under",) if media == SAFETENSORS else ()))
    if media == JSON:
        return await exchange(request, _described, while_suspended=True)
    under = read_name(query["under"]) if "under" in query else None
    return await exchange(request, lambda session: export(session, under))


@routes.patch(
    **described(
        ONE,
        body=schemas.ChangeSession,
        answers={200: schemas.SessionInfo},
        problems=(*CHANGE, *BODY),
        headers=("If-Match", KEY),
    ),
    summary="Change a session's dtype, seed, ttl, exactness or precision",
    tags=["sessions"],
)
async def change_session(request: Request) -> Answer:
    read_query(request)
    accept(request, (JSON,))
    body = await read_body(request)
    wanted = read_model(body, schemas.ChangeSession)

    def work(session: Session) -> Answer:
        session.configure(wanted.dtype, wanted.seed, wanted.ttl, wanted.exact, wanted.matmul_precision)
        return _described(session)

    return await exchange(request, work, body.data)


@routes.delete(
    **described(ONE, answers={204: None}, problems=CHANGE, headers=("If-Match", KEY)),
    summary="Close a session",
    tags=["sessions"],
)
async def close_session(request: Request) -> Answer:
    read_query(request)

    def work(session: Session) -> Answer:
        store(request).close(session)
        return Answer(204)

    async def act(_: Replay | None) -> Answer:
        try:
            return await exchange(request, work, while_suspended=True, keyed=False)
        except Damaged:
            store(request).bury(request.path_params["session"])
            return Answer(204)

    replays: Replays = request.app.state.replays  # the session's own go with it
    return await replays.once(request, b"", act)


@routes.get(
    **described(ONE + "/plans", answers={200: schemas.PlansAnswer}, problems=SESSION),
    summary="What runs by plans, and why the rest does not",
    tags=["sessions"],
)
async def list_plans(request: Request) -> Answer:
    read_query(request)
    accept(request, (JSON,))
    return await exchange(request, lambda session: json_answer(session.plans.describe()), while_suspended=True)


@routes.get(
    **described(ONE + "/grad-mode", answers={200: schemas.GradMode}, problems=SESSION),
    summary="Whether operations are recorded",
    tags=["gradients"],
)
async def get_grad_mode(request: Request) -> Answer:
    read_query(request)
    accept(request, (JSON,))
    return await exchange(request, lambda session: json_answer(grad_mode(session)))


@routes.put(
    **described(
        ONE + "/grad-mode",
        body=schemas.GradModeRequest,
        answers={200: schemas.GradMode},
        problems=(*CHANGE, *BODY),
        headers=("If-Match", KEY),
    ),
    summary="Record operations, or not, from now on",
    tags=["gradients"],
)
async def put_grad_mode(request: Request) -> Answer:
    read_query(request)
    accept(request, (JSON,))
    body = await read_body(request)
    wanted = read_model(body, schemas.GradModeRequest)
    step = read_grad_mode(Parser(limits(request)), wanted.model_dump(), "", "")

    def work(session: Session) -> Answer:
        def answer(_: Run) -> Answer:
            return json_answer(grad_mode(session))

        return Change(session, Call(Program((step,))), answer).finish()

    return await exchange(request, work, body.data)


def _described(session: Session) -> Answer:
    session.measure()
    return json_answer(describe(session), headers={"etag": f'"{session.version}"'})
