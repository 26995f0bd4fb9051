"""Suspended backward passes: a look, the client's answers, an end (API.md 10)."""

from __future__ import annotations

from app import schemas
from app.answering import RESUMING, resume
from app.answers import Answer
from app.bodies import SAFETENSORS, accept, read_body
from app.exchange import exchange
from app.openapi import BODY, CHANGE, SESSION, STEPS, described, router
from app.program import requests
from app.program.call import read_request, read_uploads, split
from app.request import Request
from app.routes.programs import FORMATS, HEADERS
from app.routes.requests import limits, read_query
from app.routes.sessions import ONE
from app.sessions import Session
from app.suspended import suspended_answer

routes = router()
PATH = ONE + "/suspensions/{suspension}"
MISSING = "suspension-not-found"


@routes.get(
    **described(PATH, answers={200: schemas.Suspended}, problems=(*SESSION, MISSING), binary_answer=(SAFETENSORS,)),
    summary="Look at a suspended pass",
    tags=["gradients"],
)
async def get_suspension(request: Request) -> Answer:
    read_query(request)
    media = accept(request, FORMATS)

    def work(session: Session) -> Answer:
        answer = suspended_answer(session.suspensions.find(_id(request)), media)
        answer.status = 200
        return answer

    return await exchange(request, work, while_suspended=True)


@routes.post(
    **described(
        PATH,
        body=requests.Resumption,
        answers={200: schemas.ResumedAnswer, 202: schemas.Suspended},
        problems=(*CHANGE, *BODY, *STEPS, MISSING, "program-not-found"),
        binary_body=(SAFETENSORS,),
        binary_answer=(SAFETENSORS,),
        headers=HEADERS,
    ),
    summary="Carry out steps while a pass waits, or let it go on",
    tags=["gradients"],
)
async def resume_suspension(request: Request) -> Answer:
    read_query(request)
    body = await read_body(request, FORMATS)
    media = accept(request, FORMATS, body.media)
    text = split(body)

    def work(session: Session) -> Answer:
        read = read_request(text, session.programs, limits(request), RESUMING)
        return resume(session, _id(request), read.call, read_uploads(read, text), read.fields, media)

    return await exchange(request, work, body.data, while_suspended=True)


@routes.delete(
    **described(PATH, answers={204: None}, problems=(*CHANGE, MISSING), headers=HEADERS),
    summary="Cancel a suspended pass, and undo its request",
    tags=["gradients"],
)
async def cancel_suspension(request: Request) -> Answer:
    read_query(request)

    def work(session: Session) -> Answer:
        session.suspensions.cancel(session.suspensions.find(_id(request)))
        return Answer(204)

    return await exchange(request, work, while_suspended=True)


def _id(request: Request) -> str:
    id: str = request.path_params["suspension"]
    return id
