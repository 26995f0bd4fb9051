"""Failures: what becomes of what was recorded when a request was not carried out, or not wholly."""

from __future__ import annotations

from types import CodeType
from typing import Any, Final

from gradwire.errors import exception
from gradwire.recording.descriptions import UNKNOWN
from gradwire.recording.exchange import Request
from gradwire.recording.message import Message, locate
from gradwire.recording.modes import looks_for_nan
from gradwire.recording.origins import is_at_work, text, warn
from gradwire.recording.recorder import Recorder

NOTHING_RAN: Final = -2


def fail(recorder: Recorder, request: Request, problem: dict[str, Any]) -> Exception:
    """The exception of a problem. Finished steps stand; what was to come after them is unusable and says so."""
    error = exception(problem)
    detail = f"this tensor was never computed, because an earlier operation failed: {error}"
    index = _failed(request, problem)
    place = _issued(request, problem, index)
    if place is not None:
        line = text(*place)
        detail += f"\n{line}"
        if not is_at_work(*place):
            error.add_note(f"the operation was issued before, and its error comes late:\n{line}")
    if problem.get("type") == "/problems/not-a-number":
        _name_the_forward_line(error, recorder, request, problem)
    finished = index if problem.get("finished") else NOTHING_RAN
    numbers = recorder.names.commit_until(request.message.naming, finished, request.dead)
    recorder.broken.update(dict.fromkeys(numbers, detail))
    _forget(recorder, request)
    return error


def trace(recorder: Recorder, request: Request, answer: dict[str, Any]) -> None:
    """Remember a request that was carried out in anomaly mode, whose lines a later pass may have to name."""
    if "version" not in answer:  # a pass waits, and the whole has no version yet
        return
    if any(looks_for_nan(step[0].mode) for step in request.steps):
        recorder.traced[answer["version"]] = request.message, request.steps
    elif recorder.traced and not looks_for_nan(recorder.mode):
        recorder.traced.clear()


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
    pointer = str(problem.get("pointer", ""))
    if pointer.startswith(("/return", "/info", "/gradients")):
        return len(request.steps) + 1
    return _place(request.message, pointer)


def _place(message: Message, pointer: str) -> int:
    """The recorded step that stands at a place of a message."""
    parts = pointer.split("/")[1:]
    if len(parts) < 2 or parts[0] != "steps" or not parts[1].isdigit():
        return NOTHING_RAN
    inner = int(parts[4]) if parts[2:4] == ["grad_mode", "steps"] and parts[4:5] else 0
    return locate(message, int(parts[1]), inner)


def _issued(request: Request, problem: dict[str, Any], index: int) -> tuple[CodeType, int] | None:
    """The user's line that issued what failed."""
    if 0 <= index < len(request.steps):
        _, _, _, code, place = request.steps[index]
        return code, place
    parts = str(problem.get("pointer", "")).split("/")[1:]
    upload = request.message.uploads.get(parts[1]) if parts[:1] == ["tensors"] and parts[1:] else None
    return None if upload is None else (upload.code, upload.place)


def _name_the_forward_line(error: Exception, recorder: Recorder, request: Request, problem: dict[str, Any]) -> None:
    """In anomaly mode, warn which line ran the operation whose gradient became NaN."""
    detail = "anomaly mode was not on in the forward pass, so that its line is not known"
    origin = problem.get("origin")
    if origin is not None:
        message, steps = recorder.traced.get(origin["version"], (request.message, request.steps))
        index = _place(message, origin["pointer"])
        if 0 <= index < len(steps):
            detail = f"the operation whose gradient became NaN was issued here:\n{text(*steps[index][3:])}"
            error.add_note(detail)
    warn(f"Error detected in {problem['grad_fn']}: {detail}")


def _forget(recorder: Recorder, request: Request) -> None:
    recorder.values.clear()
    recorder.gradients.clear()
    recorder.graded.clear()
    for touched in (*recorder.touched, *(draft.result for draft in request.drafts)):
        tensor = touched() if touched is not None else None
        if tensor is not None:
            tensor._d = UNKNOWN
            tensor._l &= {tensor._n}
    recorder.touched.clear()
