"""What a session has in the memory of GPUs, and its work there."""

from __future__ import annotations

from app import schemas
from app.answers import Answer, json_answer
from app.bodies import JSON, accept, read_body
from app.exchange import exchange
from app.openapi import BODY, KEYED, SESSION, described, router
from app.request import Request
from app.routes.requests import read_model, read_query
from app.sessions import Session

routes = router()
PATH = "/v1/sessions/{session}/memory"


@routes.get(
    **described(PATH, answers={200: schemas.MemoryAnswer}, problems=SESSION),
    summary="Its memory on GPUs",
    tags=["sessions"],
)
async def get_memory(request: Request) -> Answer:
    read_query(request)
    accept(request, (JSON,))
    return await exchange(request, _told, while_suspended=True)


@routes.post(
    **described(
        PATH,
        body=schemas.ChangeMemory,
        answers={200: schemas.MemoryAnswer},
        problems=(*SESSION, *BODY, *KEYED, "precondition-failed"),
        headers=("If-Match", "Idempotency-Key"),
    ),
    summary="Begin its peaks anew, or give back what it keeps",
    tags=["sessions"],
)
async def change_memory(request: Request) -> Answer:
    read_query(request)
    accept(request, (JSON,))
    body = await read_body(request)
    wanted = read_model(body, schemas.ChangeMemory)

    def work(session: Session) -> Answer:
        for lane in session.context.lanes.all:
            if wanted.device in (None, lane.device.name):
                if wanted.release:
                    lane.trim()
                if wanted.reset_peak:
                    lane.reset_peaks()
        return _told(session)

    return await exchange(request, work, body.data, while_suspended=True)


@routes.post(
    **described(
        "/v1/sessions/{session}/synchronize",
        answers={204: None},
        problems=(*SESSION, *KEYED, "precondition-failed"),
        headers=("If-Match", "Idempotency-Key"),
    ),
    summary="Wait until all its work on GPUs is done",
    tags=["sessions"],
)
async def synchronize_session(request: Request) -> Answer:
    read_query(request)

    def work(session: Session) -> Answer:
        for lane in session.context.lanes.all:
            lane.synchronize()
        return Answer(204)

    return await exchange(request, work, while_suspended=True)


def _told(session: Session) -> Answer:
    return json_answer({"items": [lane.describe() for lane in session.context.lanes.all]})
