"""What a session has in the memory of GPUs, and its work there."""

from __future__ import annotations

from typing import Any

import engine
from app import schemas
from app.answers import Answer, json_answer
from app.bodies import JSON, accept, read_body
from app.errors import invalid
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
        problems=(*SESSION, *BODY, *KEYED, "precondition-failed", "device-unavailable"),
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
        for lane in lanes(session, wanted.device):
            if wanted.release:
                lane.trim()
            if wanted.reset_peak:
                lane.reset_peaks()
        return _told(session)

    return await exchange(request, work, body.data, while_suspended=True)


@routes.post(
    **described(
        "/v1/sessions/{session}/synchronize",
        body=schemas.Synchronize,
        body_required=False,
        answers={204: None},
        problems=(*SESSION, *BODY, *KEYED, "precondition-failed", "device-unavailable"),
        headers=("If-Match", "Idempotency-Key"),
    ),
    summary="Wait until all its work on GPUs is done",
    tags=["sessions"],
)
async def synchronize_session(request: Request) -> Answer:
    read_query(request)
    body = await read_body(request, optional=True)
    wanted = read_model(body, schemas.Synchronize)

    def work(session: Session) -> Answer:
        for lane in lanes(session, wanted.device):
            lane.synchronize()
        return Answer(204)

    return await exchange(request, work, body.data, while_suspended=True)


def lanes(session: Session, name: str | None) -> list[Any]:
    """The lanes of a session, or that on a GPU alone, if it has been used."""
    known = session.context.lanes.all
    if name is None:
        return known
    device = engine.devices.find(name)
    if not device.guards:
        raise invalid("Only GPUs have memory and work of the session's own: name one, or leave it out.", "/device")
    return [lane for lane in known if lane.device is device]


def _told(session: Session) -> Answer:
    return json_answer({"items": [lane.describe() for lane in session.context.lanes.all]})
