"""From a program's JSON to its answer in a session: anew (API.md 8), or at a suspension (API.md 10)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from app.answers import Answer, run_answer
from app.changes import Change, Suspension, Uploads
from app.errors import invalid, located
from app.prepared import Prepared, prepare
from app.program.arguments import Literal
from app.program.call import Reading
from app.program.fields import Fields
from app.program.forms import read_seeds
from app.program.run import Run
from app.program.steps import Call
from app.progress import Progress
from app.replays import SUSPENDED
from app.suspended import describe, told
from app.workers import Rest
from engine import Tensor
from engine.hooks import GONE, Answers, Gone

if TYPE_CHECKING:
    from app.sessions import Session


RESUMING = ("gradients", "none")
"""The fields of a program at a suspension that no other has."""


def carry_out(session: Session, call: Call, uploads: Uploads, media: str, progress: Progress | None = None) -> Answer:
    """Carry out a program, and answer; or tell what a pass asks."""
    change = Change(session, call, _answer(session, call, media), uploads, progress=progress)
    return told(session.suspensions.follow(change), media)


def begin(session: Session, reading: Reading, uploads: Uploads, media: str) -> Answer | Rest[Answer]:
    """As `carry_out`, on the event loop as far as that is known to be quick."""
    prepared = answer_prepared(session, reading, uploads, media)
    if prepared is not None:
        return prepared
    call = reading.call
    change = Change(session, call, _answer(session, call, media), uploads)
    answer = change.begin()
    if answer is None:
        return Rest(lambda: told(session.suspensions.follow(change), media))
    reading.prepared = prepare(change.run, reading)
    return answer


def answer_prepared(session: Session, reading: Reading, uploads: Uploads, media: str) -> Answer | None:
    """The answer of a request that is prepared; None where its program has to be carried out."""
    prepared: Prepared | None = reading.prepared
    if prepared is None or not prepared.suits(session.context):
        return None
    version = session.version + 1
    answer = prepared.answer(session.plans, uploads, media, session.settings.json_elements, version)
    if answer is None:
        reading.prepared = None
    else:
        session.version = version
        prepared.count(session.context)
    return answer


def _answer(session: Session, call: Call, media: str) -> Callable[[Run], Answer]:
    def answer(run: Run) -> Answer:
        head: dict[str, Any] = {"version": run.place["version"], "program": call.program.id}
        return run_answer(run, call.program, media, head, session.settings.json_elements)

    return answer


def resume(
    session: Session,
    id: str,
    call: Call,
    uploads: Uploads,
    resuming: Mapping[str, Any],
    media: str,
    progress: Progress | None = None,
) -> Answer:
    """Carry out a program at a suspension; with `gradients` the pass goes on, and its answer is this one's."""
    fields = Fields(dict(resuming), "")
    gradients = read_seeds(fields, session.settings.json_elements)
    gone = fields.places("none", 0 if gradients is None else len(gradients))
    if gradients is not None and any(gradients[place] is not None for place in gone):
        raise invalid("`none` has places of `gradients` that are null.", "/none")
    if gradients is not None and (call.program.returns or call.program.info):
        detail = "`return` and `info` are answered while the pass waits: leave them out, or `gradients`."
        raise invalid(detail, "/gradients")
    suspension = session.suspensions.find_innermost(id)

    def answer(run: Run) -> Any:
        if gradients is not None:
            return _answers(run, suspension, gradients, gone)
        head: dict[str, Any] = {"suspended": describe(suspension)}
        return run_answer(run, call.program, media, head, session.settings.json_elements, None, SUSPENDED)

    change = Change(session, call, answer, uploads, suspension, gradients is not None, progress)
    return told(session.suspensions.follow(change), media)


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
