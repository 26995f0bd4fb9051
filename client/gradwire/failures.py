"""Failures: what becomes of what was recorded when a request was not carried out, or not wholly."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final

from gradwire.descriptions import UNKNOWN
from gradwire.errors import exception
from gradwire.exchange import Request
from gradwire.message import locate
from gradwire.recorder import Recorder

NOTHING_RAN: Final = -2


def fail(recorder: Recorder, request: Request, problem: dict[str, Any]) -> Exception:
    """The exception of a problem. Finished steps stand; what was to come after them is unusable and says so."""
    error = exception(problem)
    index = _failed(request, problem)
    _name_the_line(error, request.steps[index] if 0 <= index < len(request.steps) else None)
    finished = index if problem.get("finished") else NOTHING_RAN
    numbers = recorder.names.commit_until(request.message.naming, finished, request.dead)
    detail = f"this tensor was never computed, because an earlier operation failed: {error}"
    recorder.broken.update(dict.fromkeys(numbers, detail))
    _forget(recorder, request)
    return error


def interrupt(recorder: Recorder, request: Request, pointer: str) -> None:
    """A pass was given up where it waited for its owner: what was to come of it, and after it, was never computed."""
    index = _failed(request, {"pointer": pointer})
    names = recorder.names
    lost = [number for at, number, _ in request.message.naming.bound if at >= index]
    for number in lost:
        names.bound.pop(number, None)
    names.resume(request.message.naming)
    detail = "this tensor was never computed, because a function or hook failed in the backward pass before"
    recorder.broken.update(dict.fromkeys(lost, detail))
    _forget(recorder, request)


def abandon(recorder: Recorder, request: Request) -> None:
    """No answer came: what the request was to make is lost, and may lie on the server unseen."""
    numbers = recorder.names.commit_until(request.message.naming, NOTHING_RAN, request.dead)
    recorder.names.garbage = []
    detail = (
        "it is not known whether this tensor was computed, since the connection broke before the server answered: "
        "make it again"
    )
    recorder.broken.update(dict.fromkeys(numbers, detail))
    _forget(recorder, request)


def restore(recorder: Recorder, request: Request) -> None:
    """The request never left: what it took waits again."""
    recorder.steps[:0] = request.steps
    recorder.uploads[:0] = request.uploads
    recorder.drafts[:0] = request.drafts
    recorder.dead[:0] = request.dead


def _failed(request: Request, problem: dict[str, Any]) -> int:
    """The step that failed, by the problem's pointer; behind all of them where they all ran."""
    parts = str(problem.get("pointer", "")).split("/")[1:]
    if parts[:1] in (["return"], ["info"], ["gradients"]):
        return len(request.steps) + 1
    if len(parts) < 2 or parts[0] != "steps" or not parts[1].isdigit():
        return NOTHING_RAN
    inner = int(parts[4]) if parts[2:4] == ["grad_mode", "steps"] and parts[4:5] else 0
    return locate(request.message, int(parts[1]), inner)


def _name_the_line(error: Exception, step: tuple[Any, ...] | None) -> None:
    """Say which line issued the operation, since the error rises only where a value was needed."""
    if step is None or step[3] is None:
        return
    code, place = step[3], step[4]
    line = next(islice(code.co_positions(), place // 2, None), (None,))[0] or code.co_firstlineno
    error.add_note(f'the operation was issued at File "{code.co_filename}", line {line}, in {code.co_name}')


def _forget(recorder: Recorder, request: Request) -> None:
    recorder.values.clear()
    recorder.gradients.clear()
    recorder.graded.clear()
    for touched in (*recorder.touched, *(draft.result for draft in request.drafts)):
        tensor = touched() if touched is not None else None
        if tensor is not None:
            tensor._d = UNKNOWN
    recorder.touched.clear()
