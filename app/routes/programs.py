"""Changes: one operation, a backward pass, gradients, and programs, with a session or without."""

from __future__ import annotations

from app import schemas
from app.answering import begin, carry_out
from app.answers import Answer, run_answer
from app.bodies import JSON, SAFETENSORS, accept, read_body, read_json
from app.changes import Change
from app.download import SLICE, Download
from app.events import EVENTS, Events, Tell
from app.exchange import exchange, exchange_at_once
from app.openapi import BODY, CHANGE, STEPS, described, router
from app.program import requests
from app.program.call import read_request, read_uploads, split
from app.program.parse import Parser
from app.program.run import Run
from app.program.steps import Call
from app.progress import Progress
from app.replays import HEADER
from app.request import Request
from app.routes.requests import limits, read_query, store
from app.routes.sessions import KEY, ONE
from app.sessions import Session
from app.state import State
from app.stateless import Stateless
from app.suspended import told
from app.workers import Rest

routes = router()
FORMATS = (JSON, SAFETENSORS)
PROBLEMS = (*CHANGE, *BODY, *STEPS)
HEADERS = ("If-Match", KEY)


async def _single(request: Request, kind: str) -> Answer:
    read_query(request)
    media = accept(request, FORMATS)
    body = await read_body(request)

    def work(session: Session) -> Answer:
        program = Parser(limits(request)).single(kind, read_json(body))

        def answer(run: Run) -> Answer:
            gradients = run.gradients if kind == "gradients" and not run.bound else None
            return run_answer(run, program, media, {"version": run.place["version"]}, elements(session), gradients)

        return told(session.suspensions.follow(Change(session, Call(program), answer)), media)

    return await exchange(request, work, body.data)


@routes.post(
    **described(
        ONE + "/ops",
        body=requests.OperationRequest,
        answers={200: schemas.Answer, 202: schemas.Suspended},
        problems=PROBLEMS,
        binary_answer=(SAFETENSORS,),
        headers=HEADERS,
    ),
    summary="Carry out one operation",
    tags=["changes"],
)
async def run_operation(request: Request) -> Answer:
    return await _single(request, "op")


@routes.post(
    **described(
        ONE + "/programs",
        body=requests.Program,
        answers={200: schemas.ProgramAnswer, 202: schemas.Suspended},
        problems=(*PROBLEMS, "program-not-found"),
        binary_body=(SAFETENSORS,),
        binary_answer=(SAFETENSORS,),
        text_answer=(EVENTS,),
        headers=HEADERS,
    ),
    summary="Carry out a program",
    tags=["changes"],
)
async def run_program(request: Request) -> Answer | Events:
    read_query(request)
    body = await read_body(request, FORMATS)
    media = accept(request, (*FORMATS, EVENTS), body.media)
    text = split(body)

    def work(session: Session) -> Answer | Rest[Answer]:
        reading = session.programs.recall(text) if len(body.data) <= SLICE else None
        if reading is None:
            return Rest(lambda: finish(session, media))
        return begin(session, reading, read_uploads(reading, text), media)

    def finish(session: Session, media: str, progress: Progress | None = None) -> Answer:
        programs = session.programs
        reading = programs.recall(text) or read_request(text, programs, limits(request))
        return carry_out(session, reading.call, read_uploads(reading, text), media, progress)

    if media != EVENTS:
        return await exchange_at_once(request, work, body.data)
    await store(request).find(request.path_params["session"])

    async def act(tell: Tell) -> Answer:
        progress = Progress(tell, store(request).settings.json_elements)
        return await exchange(request, lambda session: finish(session, JSON, progress), body.data, whole=True)

    return Events(act)


@routes.post(
    **described(
        ONE + "/backward",
        body=requests.BackwardRequest,
        answers={200: schemas.Answer, 202: schemas.Suspended},
        problems=PROBLEMS,
        binary_answer=(SAFETENSORS,),
        headers=HEADERS,
    ),
    summary="Walk back and accumulate gradients",
    tags=["gradients"],
)
async def run_backward(request: Request) -> Answer:
    return await _single(request, "backward")


@routes.post(
    **described(
        ONE + "/gradients",
        body=requests.GradientsRequest,
        answers={200: schemas.GradientsAnswer, 202: schemas.Suspended},
        problems=PROBLEMS,
        binary_answer=(SAFETENSORS,),
        headers=HEADERS,
    ),
    summary="Compute gradients without accumulating",
    tags=["gradients"],
)
async def compute_gradients(request: Request) -> Answer:
    return await _single(request, "gradients")


@routes.post(
    **described(
        "/v1/programs",
        body=requests.StatelessProgram,
        answers={200: schemas.StatelessAnswer},
        problems=(*PROBLEMS, "program-not-found"),
        binary_body=(SAFETENSORS,),
        binary_answer=(SAFETENSORS,),
        text_answer=(EVENTS,),
        headers=(KEY,),
    ),
    summary="Carry out a program without a session",
    tags=["changes"],
)
async def run_stateless_program(request: Request) -> Answer | Events:
    read_query(request)
    body = await read_body(request, FORMATS)
    accepted = accept(request, (*FORMATS, EVENTS), body.media)
    media = JSON if accepted == EVENTS else accepted
    text = split(body)
    state: State = request.app.state
    settings = state.settings
    key = request.headers.get(HEADER)

    async def act(progress: Progress | None = None) -> Answer:
        begun = Stateless(state, text, media, progress).begin()
        found = await state.store.compute(begun.work) if isinstance(begun, Rest) else begun
        if key is None and found.size > SLICE and progress is None:
            return Download(found, None, settings.reader_patience, settings.body_timeout)
        return found.owned()

    async def once(progress: Progress | None = None) -> Answer:
        return await state.replays.once(request, body.data, lambda _: act(progress))

    if accepted != EVENTS:
        return await (act() if key is None else once())
    return Events(lambda tell: once(Progress(tell, settings.json_elements)))


def elements(session: Session) -> int:
    """How many elements of a tensor JSON carries."""
    return session.settings.json_elements
