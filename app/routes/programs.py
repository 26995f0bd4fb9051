"""Changes: one operation, a backward pass, gradients, and programs, with a session or without."""

from __future__ import annotations

from app import schemas
from app.answering import begin, carry_out
from app.answers import Answer, run_answer
from app.bodies import JSON, SAFETENSORS, accept, read_body, read_json
from app.events import EVENTS, Events, Tell
from app.exchange import SLICE, Download, exchange, exchange_at_once
from app.openapi import BODY, CHANGE, KEYED, STEPS, described, router
from app.program import requests
from app.program.asking import Working
from app.program.call import Programs, Reading, read_request, read_uploads, split
from app.program.parse import Parser
from app.program.plans import Plans
from app.program.run import Run
from app.program.steps import Call, Program
from app.progress import Progress
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
OPTIONS = ("device", "dtype", "seed", "exact")


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
        return begin(session, reading.call, read_uploads(reading, text), media)

    def finish(session: Session, media: str, progress: Progress | None = None) -> Answer:
        programs = session.programs
        reading = programs.recall(text) or read_request(text, programs, limits(request))
        return carry_out(session, reading.call, read_uploads(reading, text), media, progress)

    if media != EVENTS:
        return await exchange_at_once(request, work, body.data)
    store(request).get(request.path_params["session"])

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
    settings = store(request).settings
    programs: Programs = request.app.state.programs
    plans: Plans = request.app.state.plans

    def work(progress: Progress | None) -> Answer | Rest[Answer]:
        reading = programs.recall(text, OPTIONS) if len(body.data) <= SLICE else None
        return Rest(lambda: carry_out(progress)) if reading is None else begin(reading, progress)

    def carry_out(progress: Progress | None) -> Answer:
        reading = programs.recall(text, OPTIONS) or read_request(text, programs, limits(request), OPTIONS)
        outcome = begin(reading, progress)
        return outcome.work() if isinstance(outcome, Rest) else outcome

    def begin(reading: Reading, progress: Progress | None) -> Answer | Rest[Answer]:
        wanted = schemas.OpenSession.model_validate(reading.fields)
        context = store(request).context(wanted.device, wanted.dtype, wanted.seed, wanted.exact)
        call = reading.call
        seconds = min(call.timeout or float("inf"), settings.program_seconds)
        run = Run(context, {}, seconds, plans=plans)
        run.progress = progress
        with context.computing():
            run.bind_all(read_uploads(reading, text))
            run.bind_all(call.tensors)
            working = run.program(call.program, here=True)
            if next(working, None) is None:
                return answer(run, call.program)
        return Rest(lambda: finish(run, call.program, working))

    def finish(run: Run, program: Program, working: Working) -> Answer:
        with run.context.computing():
            try:
                for question in working:
                    raise AssertionError(question)  # without an owner no step puts a function or hook into a graph
            finally:
                if run.progress is not None:
                    run.progress.end()
            return answer(run, program)

    def answer(run: Run, program: Program) -> Answer:
        return run_answer(run, program, media, {"program": program.id}, settings.json_elements)

    key = request.headers.get(HEADER)
    replays: Replays = request.app.state.replays

    async def act(progress: Progress | None = None) -> Answer:
        async def compute() -> Answer:
            found = await store(request).begin(lambda: work(progress))
            if key is None and found.size > SLICE and progress is None:
                return Download(found, None, settings.reader_patience, settings.body_timeout)
            return found.owned()

        return await compute() if key is None else await replays.once(request, body.data, compute)

    if accepted != EVENTS:
        return await act()
    return Events(lambda tell: act(Progress(tell, settings.json_elements)))


def elements(session: Session) -> int:
    """How many elements of a tensor JSON carries."""
    return session.settings.json_elements
