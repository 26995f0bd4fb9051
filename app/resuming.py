"""Programs at a suspension: steps while a pass waits, and the answers with which it goes on (API.md 10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.answers import Answer, run_answer
from app.changes import Suspension
from app.errors import invalid, located
from app.program.arguments import Literal, Upload
from app.program.call import read_call
from app.program.fields import Fields
from app.program.forms import read_seeds
from app.program.names import Name
from app.program.parse import Limits
from app.program.run import Run
from app.suspended import SUSPENDED, describe, told
from engine import Tensor
from engine.hooks import GONE, Answers, Gone

if TYPE_CHECKING:
    from app.sessions import Session


def resume(
    session: Session,
    id: str,
    document: dict[str, Any],
    uploads: Mapping[Name, Upload],
    limits: Limits,
    media: str,
) -> Answer:
    """Carry out a program at a suspension; with `gradients` the pass goes on, and its answer is this one's."""
    fields = Fields({key: document.pop(key) for key in ("gradients", "none") if key in document}, "")
    gradients = read_seeds(fields, limits.elements)
    gone = fields.places("none", 0 if gradients is None else len(gradients))
    if gradients is not None and any(gradients[place] is not None for place in gone):
        raise invalid("`none` has places of `gradients` that are null.", "/none")
    call = read_call(document, session.programs, limits)
    if gradients is not None and (call.program.returns or call.program.info):
        detail = "`return` and `info` are answered while the pass waits: leave them out, or `gradients`."
        raise invalid(detail, "/gradients")

    def answer(run: Run, suspension: Suspension) -> Any:
        if gradients is not None:
            return _answers(run, suspension, gradients, gone)
        head: dict[str, Any] = {"suspended": describe(suspension)}
        return run_answer(run, call.program, media, head, session.settings.json_elements, None, SUSPENDED)

    return told(session.run_inside(id, call, answer, uploads, gradients is not None), media)


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
