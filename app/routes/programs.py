"""Changes: one operation, a backward pass, gradients, and programs, with a session or without."""

from __future__ import annotations

from collections.abc import Callable

from app import schemas
from app.answers import Answer, run_answer
from app.bodies import JSON, SAFETENSORS, accept, read_body, read_json
from app.exchange import SLICE, Download, exchange, exchange_at_once
from app.openapi import BODY, CHANGE, KEYED, STEPS, described, router
from app.program import requests
from app.program.asking import Working
from app.program.call import Programs, Reading, read_request, read_uploads
from app.program.parse import Parser
from app.program.plans import Plans
from app.program.run import Run
from app.program.steps import Call, Program
from app.replays import HEADER, Replays
from app.request import Request
from app.routes.requests import limits, read_query, store
from app.routes.sessions import KEY, ONE
from app.sessions import Session
from app.suspended import told
from app.workers import Rest

routes = router()
FORMATS = (JSON, SAFETENSORS)
PROBLEMS = (*CHANGE, *BODY, *KEYED, *STEPS)
HEADERS = ("If-Match", KEY)
OPTIONS = ("device", "dtype", "seed")


async def _single(request: Request, kind: str) -> Answer:
    read_query(request)
    media = accept(request, FORMATS)
    body = await read_body(request)

    def work(session: Session) -> Answer:
        program = Parser(limits(request)).single(kind, read_json(body))

        def answer(run: Run) -> Answer:
            gradients = run.gradients if kind == "gradients" and not run.bound else None
            return run_answer(run, program, media, {"version": run.place["version"]}, elements(session), gradients)

        return told(session.carry_out(Call(program), answer), media)

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
        headers=HEADERS,
    ),
    summary="Carry out a program",
    tags=["changes"],
)
async def run_program(request: Request) -> Answer:
    read_query(request)
    body = await read_body(request, FORMATS)
    media = accept(request, FORMATS, body.media)

    def work(session: Session) -> Answer | Rest[Answer]:
        reading = session.programs.recall(body) if len(body.data) <= SLICE else None
        if reading is None:
            return Rest(lambda: carry_out(session))
        outcome = session.begin(reading.call, answer(session, reading.call), read_uploads(reading, body))
        if isinstance(outcome, Rest):
            return Rest(lambda: told(outcome.work(), media))
        return told(outcome, media)

    def carry_out(session: Session) -> Answer:
        programs = session.programs
        reading = programs.recall(body) or read_request(body, programs, limits(request))
        uploads = read_uploads(reading, body)
        return told(session.carry_out(reading.call, answer(session, reading.call), uploads), media)

    def answer(session: Session, call: Call) -> Callable[[Run], Answer]:
        def tell(run: Run) -> Answer:
            head = {"version": run.place["version"], "program": call.program.id}
            return run_answer(run, call.program, media, head, elements(session))

        return tell

    return await exchange_at_once(request, work, body.data)


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
        headers=(KEY,),
    ),
    summary="Carry out a program without a session",
    tags=["changes"],
)
async def run_stateless_program(request: Request) -> Answer:
    read_query(request)
    body = await read_body(request, FORMATS)
    media = accept(request, FORMATS, body.media)
    settings = store(request).settings
    programs: Programs = request.app.state.programs
    plans: Plans = request.app.state.plans

    def work() -> Answer | Rest[Answer]:
        reading = programs.recall(body) if len(body.data) <= SLICE else None
        return Rest(carry_out) if reading is None else begin(reading)

    def carry_out() -> Answer:
        outcome = begin(programs.recall(body) or read_request(body, programs, limits(request), OPTIONS))
        return outcome.work() if isinstance(outcome, Rest) else outcome

    def begin(reading: Reading) -> Answer | Rest[Answer]:
        wanted = schemas.OpenSession.model_validate(reading.fields)
        context = store(request).context(wanted.device, wanted.dtype, wanted.seed)
        call = reading.call
        seconds = min(call.timeout or float("inf"), settings.program_seconds)
        run = Run(context, {}, seconds, plans=plans)
        with context.computing():
            run.bind_all(read_uploads(reading, body))
            run.bind_all(call.tensors)
            working = run.program(call.program, here=True)
            if next(working, None) is None:
                return answer(run, call.program)
        return Rest(lambda: finish(run, call.program, working))

    def finish(run: Run, program: Program, working: Working) -> Answer:
        with run.context.computing():
            for question in working:
                raise AssertionError(question)  # without an owner no step puts a function or hook into a graph
            return answer(run, program)

    def answer(run: Run, program: Program) -> Answer:
        return run_answer(run, program, media, {"program": program.id}, settings.json_elements)

    key = request.headers.get(HEADER)

    async def act() -> Answer:
        found = await store(request).begin(work)
        if key is None and found.size > SLICE:
            return Download(found, None, settings.reader_patience, settings.body_timeout)
        return found.owned()

    replays: Replays = request.app.state.replays
    return await act() if key is None else await replays.once(request, body.data, act)


def elements(session: Session) -> int:
    """How many elements of a tensor JSON carries."""
    return session.settings.json_elements
