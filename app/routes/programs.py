"""Changes: one operation, a backward pass, gradients, and programs, with a session or without."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from app import schemas
from app.answers import Answer, info, tensors_answer
from app.bodies import JSON, SAFETENSORS, Body, accept, read_body, read_json
from app.errors import invalid
from app.exchange import exchange, respond
from app.openapi import BODY, CHANGE, KEYED, STEPS, described, router
from app.program import schemas as language
from app.program.arguments import Upload
from app.program.call import read_call, read_file
from app.program.names import Name
from app.program.parse import Parser
from app.program.run import Run
from app.program.steps import Call, Program
from app.routes.requests import limits, read_query, store
from app.routes.sessions import KEY, ONE
from app.sessions import Session

routes = router()
FORMATS = (JSON, SAFETENSORS)
PROBLEMS = (*CHANGE, *BODY, *KEYED, *STEPS)
HEADERS = ("If-Match", KEY)


def _answer(run: Run, program: Program, media: str, head: dict[str, Any], elements: int, kind: str = "") -> Answer:
    returned, told = run.answers(program)
    document = head | {
        "values": {},
        "info": {name: None if tensor is None else info(name, tensor) for name, tensor in told.items()},
    }
    gradients = run.gradients if kind == "gradients" and not run.bound else None
    return tensors_answer(document, returned, gradients, media, elements)


async def _single(request: Request, kind: str) -> Response:
    read_query(request)
    media = accept(request, FORMATS)
    body = await read_body(request)

    def work(session: Session) -> Answer:
        program = Parser(limits(request)).single(kind, read_json(body))

        def answer(run: Run) -> Answer:
            return _answer(run, program, media, {"version": session.version}, session.settings.json_elements, kind)

        return session.change(Call(program), answer)

    return await exchange(request, work, body.data)


@routes.post(
    **described(
        ONE + "/ops",
        body=language.OperationRequest,
        answers={200: schemas.Answer},
        problems=PROBLEMS,
        binary_answer=(SAFETENSORS,),
        headers=HEADERS,
    ),
    summary="Carry out one operation",
    tags=["changes"],
)
async def post_operation(request: Request) -> Response:
    return await _single(request, "op")


@routes.post(
    **described(
        ONE + "/programs",
        body=language.Call,
        answers={200: schemas.ProgramAnswer},
        problems=(*PROBLEMS, "program-not-found"),
        binary_body=(SAFETENSORS,),
        binary_answer=(SAFETENSORS,),
        headers=HEADERS,
    ),
    summary="Carry out a program",
    tags=["changes"],
)
async def post_program(request: Request) -> Response:
    read_query(request)
    body = await read_body(request, FORMATS)
    media = accept(request, FORMATS, body.media)

    def work(session: Session) -> Answer:
        document, uploads = _read(body)
        call = read_call(document, session.programs, limits(request))
        program = call.program

        def answer(run: Run) -> Answer:
            head = {"version": session.version, "program": program.id}
            return _answer(run, program, media, head, session.settings.json_elements)

        return session.change(call, answer, uploads)

    return await exchange(request, work, body.data)


@routes.post(
    **described(
        ONE + "/backward",
        body=language.BackwardRequest,
        answers={200: schemas.Answer},
        problems=PROBLEMS,
        binary_answer=(SAFETENSORS,),
        headers=HEADERS,
    ),
    summary="Walk back and accumulate gradients",
    tags=["gradients"],
)
async def post_backward(request: Request) -> Response:
    return await _single(request, "backward")


@routes.post(
    **described(
        ONE + "/gradients",
        body=language.GradientsRequest,
        answers={200: schemas.GradientsAnswer},
        problems=PROBLEMS,
        binary_answer=(SAFETENSORS,),
        headers=HEADERS,
    ),
    summary="Compute gradients without accumulating",
    tags=["gradients"],
)
async def post_gradients(request: Request) -> Response:
    return await _single(request, "gradients")


@routes.post(
    **described(
        "/v1/programs",
        body=language.StatelessCall,
        answers={200: schemas.StatelessAnswer},
        problems=(*PROBLEMS, "program-not-found"),
        binary_body=(SAFETENSORS,),
        binary_answer=(SAFETENSORS,),
        headers=(KEY,),
    ),
    summary="Carry out a program without a session",
    tags=["changes"],
)
async def post_stateless_program(request: Request) -> Response:
    read_query(request)
    body = await read_body(request, FORMATS)
    media = accept(request, FORMATS, body.media)
    settings = store(request).settings

    def work() -> Answer:
        document, uploads = _read(body)
        options = {key: document.pop(key) for key in ("device", "dtype", "seed") if key in document}
        wanted = schemas.OpenSession.model_validate(options)
        context = store(request).context(wanted.device, wanted.dtype, wanted.seed)
        call = read_call(document, request.app.state.programs, limits(request))
        run = Run(context, {}, min(call.timeout or float("inf"), settings.program_seconds))
        with context.computing():
            run.bind_all(uploads)
            run.bind_all(call.tensors)
            run.block(call.program.steps)
            return _answer(run, call.program, media, {"program": call.program.id}, settings.json_elements)

    async def act() -> Response:
        return respond(await store(request).compute(work))

    response: Response = await request.app.state.replays.once(request, body.data, act)
    return response


def _read(body: Body) -> tuple[dict[str, Any], Mapping[Name, Upload]]:
    if body.media == SAFETENSORS:
        return read_file(body.data)
    document = read_json(body)
    if not isinstance(document, dict):
        raise invalid("The program is an object.")
    return document, {}
