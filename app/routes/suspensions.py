"""Suspended backward passes: a look, the client's answers, an end (API.md 10)."""

from __future__ import annotations

from typing import Any

from app import schemas
from app.answers import Answer, run_answer
from app.bodies import SAFETENSORS, accept, read_body
from app.changes import Suspension
from app.errors import invalid, located
from app.exchange import exchange
from app.openapi import BODY, CHANGE, KEYED, SESSION, STEPS, described, router
from app.program import requests
from app.program.arguments import Literal
from app.program.call import read_call, read_program
from app.program.fields import Fields
from app.program.forms import read_seeds
from app.program.run import Run
from app.request import Request
from app.routes.programs import FORMATS, HEADERS, elements
from app.routes.requests import limits, read_query
from app.routes.sessions import ONE
from app.sessions import Session
from app.suspended import describe, suspended_answer, told
from engine import Tensor
from engine.hooks import GONE, Answers, Gone

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
        answer = suspended_answer(session.suspension(_id(request)), media)
        answer.status = 200
        return answer

    return await exchange(request, work, while_suspended=True)


@routes.post(
    **described(
        PATH,
        body=requests.Resumption,
        answers={200: schemas.ResumedAnswer, 202: schemas.Suspended},
        problems=(*CHANGE, *BODY, *KEYED, *STEPS, MISSING, "program-not-found"),
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

    def work(session: Session) -> Answer:
        document, uploads = read_program(body)
        fields = Fields({key: document.pop(key) for key in ("gradients", "none") if key in document}, "")
        gradients = read_seeds(fields, limits(request).elements)
        gone = fields.places("none", 0 if gradients is None else len(gradients))
        if gradients is not None and any(gradients[place] is not None for place in gone):
            raise invalid("`none` has places of `gradients` that are null.", "/none")
        call = read_call(document, session.programs, limits(request))
        if gradients is not None and (call.program.returns or call.program.info):
            detail = "`return` and `info` are answered while the pass waits: leave them out, or `gradients`."
            raise invalid(detail, "/gradients")

        def answer(run: Run, suspension: Suspension) -> Any:
            if gradients is not None:
                return _answers(run, suspension, gradients, gone)
            head: dict[str, Any] = {"suspended": describe(suspension)}
            return run_answer(run, call.program, media, head, elements(session), None, 202)

        outcome = session.run_inside(_id(request), call, answer, uploads, gradients is not None)
        return told(outcome, media)

    return await exchange(request, work, body.data, while_suspended=True)


@routes.delete(
    **described(PATH, answers={204: None}, problems=(*SESSION, MISSING, "precondition-failed"), headers=("If-Match",)),
    summary="Cancel a suspended pass, and undo its request",
    tags=["gradients"],
)
async def cancel_suspension(request: Request) -> Answer:
    read_query(request)

    def work(session: Session) -> Answer:
        session.cancel(session.suspension(_id(request)))
        return Answer(204)

    return await exchange(request, work, while_suspended=True)


def _id(request: Request) -> str:
    id: str = request.path_params["suspension"]
    return id


def _answers(run: Run, suspension: Suspension, given: tuple[Any, ...], gone: tuple[int, ...]) -> Answers:
    """The gradients of a resuming body, checked: names, or literals in the dtype that is asked for."""
    slots = suspension.question.slots
    answers: list[Tensor | Gone | None] = []
    try:
        for place, entry in enumerate(given):
            slot = slots[place] if place < len(slots) else None
            if place in gone:
                answers.append(GONE)
            elif isinstance(entry, Literal):
                dtype = (slot.dtype if slot is not None else run.context.dtype).name
                answers.append(entry.tensor_of(run.context, dtype))
            else:
                answers.append(None if entry is None else run.scope.find(entry))
        suspension.question.check(answers)
    except Exception as error:
        raise located(error, "/gradients") from error
    return answers
