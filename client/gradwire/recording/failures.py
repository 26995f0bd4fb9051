"""Failures: what becomes of what was recorded when a request was not carried out, or not wholly."""

from __future__ import annotations

from collections.abc import Sequence
from types import CodeType
from typing import Any, Final

from gradwire.errors import exception
from gradwire.recording.descriptions import UNKNOWN
from gradwire.recording.exchange import Request
from gradwire.recording.message import Trace, locate
from gradwire.recording.origins import is_at_work, text, warn
from gradwire.recording.recorder import Recorder

NOTHING_RAN: Final = -2
MAX_TRACED: Final = 256


def fail(
    recorder: Recorder,
    request: Request,
    problem: dict[str, Any],
    paused: bool = False,
    skipped: Sequence[Request] = (),
) -> Exception:
    """The exception of a problem. Finished steps stand; what was to come after them is unusable and says so.

    It may have been `paused`, since a pass in it asked. Those that were `skipped` were sent after it.
    """
    error = exception(problem)
    detail = f"this tensor was never computed, because an earlier operation failed: {error}"
    index = _failed(request, problem)
    place = _issued(request, problem, index)
    if place is not None:
        line = text(*place)
        detail += f"\n{line}"
        if not is_at_work(*place):
            error.add_note(f"the operation was issued before, and its error comes late:\n{line}")
    if "origin" in problem:
        name_the_forward_line(error, recorder, request, problem)
    finished = index if problem.get("finished") else NOTHING_RAN
    names, given = recorder.names, request.given
    if paused:
        numbers = names.give_up(given, finished)
    else:
        numbers = _take_back(recorder, skipped)
        for one in reversed(skipped):
            if one.uploads and not any(upload is one.uploads[0] for upload in recorder.uploads):
                recorder.uploads[:0] = one.uploads  # data is here still
        recorder.upload_bytes = sum([upload.array.nbytes for upload in recorder.uploads])
        names.take_back(given, request.before)
        numbers += names.commit_until(given, finished, request.dead)
    recorder.broken.update(dict.fromkeys(numbers, detail))
    for one in (request, *skipped):
        _forget(recorder, one)
    return error


def _take_back(recorder: Recorder, skipped: Sequence[Request]) -> list[int]:
    """The last requests that were sent were not carried out. Returns the numbers of what their steps were to make."""
    for request in reversed(skipped):
        recorder.names.take_back(request.given, request.before)
        recorder.dead[:0] = request.dead
    return [number for request in skipped for at, number, _ in request.given.bound if at >= 0]


def trace(recorder: Recorder, request: Request, answer: dict[str, Any]) -> None:
    """Remember the lines of a request that was carried out in anomaly mode: a later pass may have to name one."""
    if "version" not in answer:  # a pass waits, and the whole has no version yet
        return
    if request.message.looks_for_nan:
        traced = recorder.traced
        if len(traced) >= MAX_TRACED:
            del traced[next(iter(traced))]
        traced[answer["version"]] = Trace(request.message.groups, [step[-2:] for step in request.steps])


def interrupt(recorder: Recorder, request: Request, pointer: str) -> None:
    """A pass was given up where it waited for its owner: what was to come of it, and after it, was never computed."""
    lost = recorder.names.give_up(request.given, _failed(request, {"pointer": pointer}))
    detail = "this tensor was never computed, because a function or hook failed in the backward pass before"
    recorder.broken.update(dict.fromkeys(lost, detail))
    _forget(recorder, request)


def abandon(recorder: Recorder, requests: Sequence[Request]) -> None:
    """No answers came: what the last requests were to make is lost, and may lie on the server unseen."""
    first, *others = requests
    numbers = _take_back(recorder, others)
    numbers += [upload.number for request in others for upload in request.uploads]
    recorder.names.take_back(first.given, first.before)
    numbers += recorder.names.commit_until(first.given, NOTHING_RAN, first.dead)
    recorder.names.lose_garbage()
    detail = (
        "it is not known whether this tensor was computed, since the connection broke before the server answered: "
        "make it again"
    )
    recorder.broken.update(dict.fromkeys(numbers, detail))
    for request in requests:
        _forget(recorder, request)


class _Everything(dict[int, str]):
    """The same text for every number."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __bool__(self) -> bool:
        return True

    def __contains__(self, number: object) -> bool:
        return True

    def __getitem__(self, number: int) -> str:
        return self._text


def forbid(recorder: Recorder, detail: str) -> None:
    """None of the tensors can be used any more, as each will say."""
    recorder.values.clear()
    recorder.broken = _Everything(detail)


def _failed(request: Request, problem: dict[str, Any]) -> int:
    """The step that failed, by the problem's pointer; behind all of them where they all ran."""
    pointer = str(problem.get("pointer", ""))
    if pointer.startswith(("/return", "/info", "/gradients")):
        return len(request.steps) + 1
    return _place(request.message.groups, pointer)


def _place(groups: Sequence[int], pointer: str) -> int:
    """The recorded step that stands at a place of a message of these groups."""
    parts = pointer.split("/")[1:]
    if len(parts) < 2 or parts[0] != "steps" or not parts[1].isdigit():
        return NOTHING_RAN
    inner, rest = 0, parts[2:]
    while rest[:1] in (["vmap"], ["checkpoint"], ["grad_mode"]) and rest[1:2] == ["steps"] and rest[2:3]:
        inner, rest = int(rest[2]), rest[3:]
    return locate(groups, int(parts[1]), inner)


def _issued(request: Request, problem: dict[str, Any], index: int) -> tuple[CodeType, int] | None:
    """The user's line that issued what failed."""
    if 0 <= index < len(request.steps):
        return request.steps[index][-2:]
    parts = str(problem.get("pointer", "")).split("/")[1:]
    place = request.message.uploads.get(parts[1]) if parts[:1] == ["tensors"] and parts[1:] else None
    return None if place is None else request.uploads[place][-2:]


def name_the_forward_line(error: Exception, recorder: Recorder, request: Request, problem: dict[str, Any]) -> None:
    """In anomaly mode, warn which line ran the operation whose gradient failed."""
    detail = "anomaly mode was not on in the forward pass, so that its line is not known"
    origin = problem.get("origin")
    if origin is not None:
        detail = "its line is forgotten, as the forward pass was many requests ago"
        trace = recorder.traced.get(origin["version"])
        if trace is None and origin["version"] > max(recorder.traced, default=0):  # it is in the request that failed
            trace = Trace(request.message.groups, [step[-2:] for step in request.steps])
        index = NOTHING_RAN if trace is None else _place(trace.groups, origin["pointer"])
        if trace is not None and 0 <= index < len(trace.places):
            detail = f"the operation whose gradient failed was issued here:\n{text(*trace.places[index])}"
            error.add_note(detail)
    warn(f"Error detected in {problem['grad_fn']}: {detail}")


def _forget(recorder: Recorder, request: Request) -> None:
    recorder.values.clear()
    recorder.ledger.clear()
    for touched in (*request.touched, *recorder.touched, *(draft.result for draft in request.drafts)):
        tensor = touched() if touched is not None else None
        if tensor is not None:
            tensor._d = UNKNOWN
            tensor._l &= {tensor._n}
    recorder.touched.clear()
