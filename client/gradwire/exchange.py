"""Exchange: what a recorder sends, and what it makes of the answer. No I/O here either.

compose     takes what has gathered, as a Request
receive     the request was carried out: names are bound, signatures learnt
fail        a step failed: what stood before it stands, what came after it was not run
restore     the request never left: it waits again
abandon     nobody knows: no answer came
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from weakref import ref

import numpy as np

from gradwire.descriptions import UNKNOWN, Description
from gradwire.errors import exception
from gradwire.message import Message, Upload, locate
from gradwire.ops import Signature
from gradwire.recorder import MAX_CACHED, MAX_KNOWN, MAX_STEPS, Draft, Pending, Recorder
from gradwire.wire import safetensors

if TYPE_CHECKING:
    from gradwire.handle import Handle

NOTHING_RAN: Final = -2


class Request(NamedTuple):
    """What is to be sent, and what is wanted back."""

    message: Message
    steps: list[tuple[Any, ...]]
    uploads: list[Upload]
    drafts: list[Draft]
    dead: set[int]
    wanted: list[int]
    returns: list[str]
    infos: list[str]
    asked: list[ref[Handle]]

    @property
    def program(self) -> str:
        """The fields of the JSON program, apart from its tensors, without braces."""
        quoted = ",".join(f'"{name}"' for name in self.returns)
        infos = ",".join(f'"{name}"' for name in self.infos)
        text = f'"steps":[{self.message.steps}]'
        if quoted:
            text += f',"return":[{quoted}]'
        return f'{text},"info":[{infos}]' if infos else text


def compose(recorder: Recorder, wanted: Sequence[Handle] = (), asked: Sequence[tuple[Handle, str]] = ()) -> Request:
    """Take what has gathered, as a request that brings the values of `wanted` and the infos of `asked`.

    `asked` pairs a tensor with a suffix of its name, "" or ".grad".
    """
    if recorder.broken:
        _drop_broken(recorder)
    for tensor in wanted:
        recorder.check(tensor)
    for tensor, _ in asked:
        recorder.check(tensor)
    dead = set(recorder.dead)
    del recorder.dead[: len(dead)]
    steps = recorder.steps[:]
    del recorder.steps[: len(steps)]
    uploads, recorder.uploads = recorder.uploads, []
    drafts, recorder.drafts = recorder.drafts, []
    recorder.upload_bytes = 0
    recorder.bound = next(recorder.numbers) + MAX_STEPS
    _clean(recorder, dead)
    reserved = {draft.number: f"d{draft.number}" for draft in drafts if not draft.target}
    message = recorder.names.compose(steps, uploads, dead, reserved)
    names = message.names
    infos = [names[draft.number] for draft in drafts]
    infos += [names[tensor._n] + suffix for tensor, suffix in asked]
    return Request(
        message,
        steps,
        uploads,
        drafts,
        dead,
        [tensor._n for tensor in wanted],
        [names[tensor._n] for tensor in wanted],
        infos,
        [ref(tensor) for tensor, suffix in asked if not suffix],
    )


def receive(
    recorder: Recorder, request: Request, answer: dict[str, Any], arrays: dict[str, np.ndarray[Any, Any]]
) -> list[np.ndarray[Any, Any]]:
    """The request was carried out: bind its names, learn from its infos, and return the values wanted."""
    recorder.names.commit(request.message, request.dead)
    recorder.touched.clear()
    infos = answer.get("info") or {}
    learnt: dict[int, Description] = {}
    for draft, name in zip(request.drafts, request.infos, strict=False):
        _learn(recorder, draft, name, infos, learnt)
    for asked, name in zip(reversed(request.asked), reversed(request.infos), strict=False):
        tensor = asked()
        if tensor is not None and infos.get(name) is not None:
            tensor._d = recorder.descriptions.read(infos[name])
    values = []
    for number, name in zip(request.wanted, request.returns, strict=True):
        array = arrays[name]
        if (answer["values"].get(name) or {}).get("dtype") == "complex128":
            array = safetensors.complex_pairs(array)
        if array.nbytes <= MAX_CACHED and not recorder.steps:
            recorder.values[number] = array
        values.append(array)
    return values


def fail(recorder: Recorder, request: Request, problem: dict[str, Any]) -> Exception:
    """The exception of a problem. Finished steps stand; what was to come after them is unusable and says so."""
    error = exception(problem)
    index = _failed(request, problem)
    _name_the_line(error, request.steps[index] if 0 <= index < len(request.steps) else None)
    numbers = recorder.names.commit_until(request.message, index, request.dead)
    detail = f"this tensor was never computed, because an earlier operation failed: {error}"
    recorder.broken.update(dict.fromkeys(numbers, detail))
    _forget(recorder, request)
    return error


def abandon(recorder: Recorder, request: Request) -> None:
    """No answer came: what the request was to make is lost, and may lie on the server unseen."""
    numbers = recorder.names.commit_until(request.message, NOTHING_RAN, request.dead)
    recorder.names.garbage = []
    detail = "it is not known whether this tensor was computed: the connection broke before the server answered"
    recorder.broken.update(dict.fromkeys(numbers, detail))
    _forget(recorder, request)


def restore(recorder: Recorder, request: Request) -> None:
    """The request never left: what it took waits again."""
    recorder.steps[:0] = request.steps
    recorder.uploads[:0] = request.uploads
    recorder.drafts[:0] = request.drafts
    recorder.dead[:0] = request.dead


def _learn(recorder: Recorder, draft: Draft, name: str, infos: dict[str, Any], learnt: dict[int, Description]) -> None:
    several = name not in infos
    found = [] if several else [infos[name]]
    while f"{name}.{len(found)}" in infos:
        found.append(infos[f"{name}.{len(found)}"])
    outs = tuple(recorder.descriptions.read(info) for info in found)
    first = draft.result() if draft.result is not None else None
    if not several:
        learnt[draft.number] = outs[0]
        if first is not None:
            first._d = outs[0]
            settle(first, outs[0])
    elif not draft.target:
        recorder.names.bound.pop(draft.number, None)
        parts = []
        for place, out in enumerate(outs):
            number = next(recorder.numbers)
            recorder.names.bound[number] = f"{name}.{place}"
            part = recorder.new_tensor(recorder, number, out)
            part._l = first._l if first is not None else part._l
            settle(part, out)
            parts.append(part)
        if recorder.waits:
            recorder.parts[draft.number] = parts
        else:
            detail = "an operation seen for the first time gave several tensors: now that it is known, call it again"
            recorder.broken[draft.number] = detail
    if draft.key is None:
        return
    key = tuple([learnt.get(part.number) if type(part) is Pending else part for part in draft.key])
    if None in [part for part, was in zip(key, draft.key, strict=True) if type(was) is Pending]:
        return
    if len(draft.table) > MAX_KNOWN:
        draft.table.clear()
    tail = "}"
    if not draft.target and outs:
        slots = ",".join(['"%s"'] * len(outs))
        tail = f',"out":[{slots}]}}' if several else f',"out":{slots}}}'
    old = draft.signature
    count = 0 if draft.target else len(outs)
    draft.table[key] = Signature(
        draft.base + tail, old.places, len(old.numeric), count, old.mode, outs, several=several
    )


def settle(tensor: Handle, description: Description) -> None:
    """Keep what leaves a tensor reaches in step with its description."""
    if not description.requires_grad:
        tensor._l = frozenset()
    elif description.is_leaf:
        tensor._l = frozenset((tensor._n,))


def _failed(request: Request, problem: dict[str, Any]) -> int:
    if not problem.get("finished"):
        return NOTHING_RAN
    parts = str(problem.get("pointer", "")).split("/")[1:]
    if parts[:1] in (["return"], ["info"]):
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


def _clean(recorder: Recorder, dead: set[int]) -> None:
    recorder.graded -= dead
    recorder.ungraded -= dead
    for number in dead:
        recorder.values.pop(number, None)
        recorder.gradients.pop(number, None)
        recorder.broken.pop(number, None)
        family = recorder.families.pop(number, None)
        if family is not None:
            family[:] = [member for member in family if member() is not None]


def _drop_broken(recorder: Recorder) -> None:
    kept = []
    broken = recorder.broken
    for step in recorder.steps:
        signature, arguments, number, _, _ = step
        lost = next((arguments[place] for place in signature.places if arguments[place] in broken), None)
        if lost is None:
            kept.append(step)
            continue
        changed = (arguments[signature.places[0]],) if signature.outs and not signature.count else ()
        for result in (*range(number, number + signature.count), *changed):
            broken[result] = broken[lost]
    recorder.steps[:] = kept
    recorder.drafts[:] = [draft for draft in recorder.drafts if draft.number not in broken]
