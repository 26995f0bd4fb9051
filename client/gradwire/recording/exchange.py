"""Exchange: what a recorder sends, and what it makes of the answer. No I/O here either."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from weakref import ref

import numpy as np

from gradwire.recording.boundaries import ENOUGH
from gradwire.recording.descriptions import UNKNOWN, Description
from gradwire.recording.drafts import Draft
from gradwire.recording.learning import learn, settle
from gradwire.recording.ledger import forget
from gradwire.recording.message import Message, Upload, write
from gradwire.recording.names import Assignment, Undo
from gradwire.recording.naming import Naming
from gradwire.recording.recorder import Recorder
from gradwire.wire import dtypes, safetensors

if TYPE_CHECKING:
    from gradwire.recording.handle import Handle

NONE: Final[list[int]] = []
MANY: Final = 2**20
"""Values; of each stream, and of requests, the server keeps 64 MiB of answers, so that they can be asked for again."""


class Program(NamedTuple):
    """What is to be done. A text is hashed once, and a message that is found again has the same one."""

    steps: str
    returns: tuple[str, ...]
    """Names whose values come back."""
    infos: tuple[str, ...]
    """Names whose infos come back."""

    @property
    def text(self) -> str:
        """The fields of the JSON program, apart from its tensors, without braces."""
        quoted = ",".join(f'"{name}"' for name in self.returns)
        infos = ",".join(f'"{name}"' for name in self.infos)
        text = f'"steps":[{self.steps}]'
        if quoted:
            text += f',"return":[{quoted}]'
        return f'{text},"info":[{infos}]' if infos else text


class Request(NamedTuple):
    """What is sent, and what is wanted back."""

    message: Message
    given: Assignment
    """The names that it gives, in the session."""
    names: dict[str, str]
    """What its program calls tensors, and what they are called in the session, where that differs."""
    called: dict[str, str]
    """The same the other way round."""
    program: Program
    steps: list[tuple[Any, ...]]
    uploads: list[Upload]
    drafts: list[Draft]
    dead: set[int]
    touched: list[ref[Handle]]
    before: Undo
    wanted: list[int]
    asked: list[ref[Handle]]
    few: bool
    """Whether the values are so few that they come as JSON."""
    alone: bool
    """Whether it is sent when all before it is answered, and not on the stream."""
    buried: list[int]
    """What was dead, `dead` or yet to be told to be so."""
    later: list[int]
    """Of these, what the server has not made yet, and cannot delete."""


def compose(
    recorder: Recorder,
    wanted: Sequence[Handle] = (),
    asked: Sequence[tuple[Handle, str]] = (),
    known: Sequence[Handle] = (),
    alone: bool = True,
    repeatable: bool = False,
) -> Request:
    """Take what has gathered, as the last of the requests under way, which brings the values of `wanted` and the infos
    of `asked`.

    Where it is `repeatable` nothing is deleted, so that it does no harm to ask once more. `known` are tensors that the
    request names besides. `asked` pairs a tensor with a suffix of its name, "" or ".grad".
    Names are from here on what they will be when it is carried out. Whoever is interrupted has taken either all or
    nothing.
    """
    depart(recorder)
    # counted from the first step to come; and what finalizers record meanwhile sends nothing
    recorder.bound = next(recorder.numbers) + 1 + ENOUGH
    if recorder.broken:
        _drop_broken(recorder)
    for tensor in (*wanted, *known):
        recorder.check(tensor)
    for tensor, _ in asked:
        recorder.check(tensor)
    names = recorder.names
    buried, later = [] if repeatable else recorder.dead[:], NONE
    dead = set(buried)
    if recorder.asking:  # what the server has not made yet cannot be deleted
        later = list(dead & names.awaited())
        dead.difference_update(later)
    steps, uploads, drafts = recorder.steps[:], recorder.uploads[:], recorder.drafts[:]
    infos: list[str] = []
    others: dict[str, str] = {}
    if drafts:
        naming = Naming(names, {draft.number: f"d{draft.number}" for draft in drafts if not draft.target})
        message = write(steps, uploads, dead, naming, recorder.base)
        given = message.names
        infos += [naming.names[draft.number] for draft in drafts]
    else:
        message, by, others = recorder.repertoire.write(steps, uploads, dead, names, recorder.base)
        given = message.names.moved(by, others)
    called = {own: name for name, own in others.items()}
    returns: list[str] = []
    if wanted or asked:
        bound = ChainMap({number: name for _, number, name in given.bound}, names.bound)
        returns = [called.get(name := bound[tensor._n], name) for tensor in wanted]
        infos += [called.get(name := bound[tensor._n], name) + suffix for tensor, suffix in asked]
    recorder.leaving = request = Request(
        message,
        given,
        others,
        called,
        Program(message.steps, tuple(returns), tuple(infos)),
        steps,
        uploads,
        drafts,
        dead,
        recorder.touched,
        names.before(dead),
        [tensor._n for tensor in wanted],
        [ref(tensor) for tensor, suffix in asked if not suffix],
        all(tensor._d.few and tensor._d is not UNKNOWN for tensor in wanted),
        alone,
        buried,
        later,
    )
    depart(recorder)
    return request


def are_many(tensors: Sequence[Handle]) -> bool:
    """Whether tensors may have more values than the server keeps answers of."""
    descriptions = [tensor._d for tensor in tensors]
    return UNKNOWN in descriptions or sum([one.shape.numel() for one in descriptions]) > MANY


def depart(recorder: Recorder) -> None:
    """Let the request that was composed be under way, with all that it takes. Whoever is interrupted does it again,
    which changes nothing."""
    request = recorder.leaving
    if request is None:
        return
    if recorder.dead[: len(request.buried)] == request.buried:
        recorder.dead[: len(request.buried)] = request.later
    for gathered, taken in (
        (recorder.steps, request.steps),
        (recorder.uploads, request.uploads),
        (recorder.drafts, request.drafts),
    ):
        if taken and gathered and gathered[0] is taken[0]:
            del gathered[: len(taken)]
    if recorder.touched is request.touched:
        recorder.touched = []
    recorder.upload_bytes = sum([upload.array.nbytes for upload in recorder.uploads]) if recorder.uploads else 0
    recorder.ledger.bury(request.dead)  # and with them their gradients, which nobody else may have
    _clean(recorder, request.dead)
    recorder.names.commit(request.given, request.before)
    if not recorder.sent or recorder.sent[-1] is not request:
        recorder.sent.append(request)
    recorder.leaving = None


def receive(
    recorder: Recorder, request: Request, answer: dict[str, Any], arrays: dict[str, np.ndarray[Any, Any]]
) -> list[np.ndarray[Any, Any]]:
    """The request was carried out: learn from its infos, and return the values wanted. To be told once more changes
    nothing."""
    recorder.names.resume(request.given)
    is_last = not recorder.steps and (not recorder.sent or recorder.sent[-1] is request)
    if request.program.infos:
        _learn(recorder, request, answer.get("info") or {}, is_last)
    values = []
    for number, name in zip(request.wanted, request.program.returns, strict=True):
        value = answer["values"][name]
        array = arrays.get(name)
        if array is None:
            array = np.array(value["data"], dtypes.DTYPES[value["dtype"]]).reshape(value["shape"])
        elif value.get("dtype") == "complex128":
            array = safetensors.complex_pairs(array)
        if is_last:
            recorder.values.keep(number, array)
        values.append(array)
    return values


def _learn(recorder: Recorder, request: Request, infos: dict[str, Any], is_last: bool) -> None:
    names = request.program.infos
    learnt: dict[int, Description] = {}
    for draft, name in zip(request.drafts, names, strict=False):
        learn(recorder, draft, name, infos, learnt)
    if not is_last:
        return
    for asked, name in zip(reversed(request.asked), reversed(names), strict=False):
        tensor = asked()
        if tensor is not None and infos.get(name) is not None:
            tensor._d = description = recorder.descriptions.read(infos[name])
            if not description.requires_grad:
                settle(tensor, description)


def _clean(recorder: Recorder, dead: set[int]) -> None:
    recorder.values.forget(dead)
    for kept in (recorder.made_by, recorder.keepers, recorder.broken, recorder.parts):
        if kept:
            forget(kept, dead)
    for number in recorder.families.keys() & dead if recorder.families else ():
        family = recorder.families.pop(number)
        family[:] = [member for member in family if member() is not None]


def _drop_broken(recorder: Recorder) -> None:
    kept = []
    broken = recorder.broken
    for step in recorder.steps:
        signature, tensors, _, number, _, _ = step
        lost = next((tensor for tensor in tensors if tensor in broken), None)
        if lost is None:
            kept.append(step)
            continue
        changed = tensors[:1] if signature.outs and not signature.count else ()
        for result in (*range(number, number + signature.count), *changed):
            broken[result] = broken[lost]
    recorder.steps[:] = kept
    recorder.drafts[:] = [draft for draft in recorder.drafts if draft.number not in broken]
