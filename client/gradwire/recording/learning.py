"""Learning: what an answer tells about operations that were seen for the first time."""

from __future__ import annotations

from typing import Any

from gradwire.recording.descriptions import Description
from gradwire.recording.drafts import Draft, Pending
from gradwire.recording.handle import Handle
from gradwire.recording.ops import Signature
from gradwire.recording.recorder import MAX_KNOWN, NOBODY, Recorder


def learn(recorder: Recorder, draft: Draft, name: str, infos: dict[str, Any], learnt: dict[int, Description]) -> None:
    several = name not in infos
    found = [] if several else [infos[name]]
    while f"{name}.{len(found)}" in infos:
        found.append(infos[f"{name}.{len(found)}"])
    outs = tuple([None if info is None else recorder.descriptions.read(info) for info in found])
    first = draft.result() if draft.result is not None else None
    if not several and outs[0] is not None:
        learnt[draft.number] = outs[0]
        if first is not None:
            first._d = outs[0]
            settle(first, outs[0], draft.view)
    elif not draft.target:
        recorder.names.drop(draft.number, name)
        parts = recorder.parts.get(draft.number)
        if parts is None:
            parts = [None if out is None else _part(recorder, draft, first, out) for out in outs]
        if recorder.waits and first is not None:
            recorder.parts[draft.number] = parts
        numbers = {part._n: f"{name}.{place}" for place, part in enumerate(parts) if part is not None}
        recorder.names.learn(numbers)
        if not recorder.waits:
            detail = "an operation seen for the first time gave several tensors: now that it is known, call it again"
            recorder.broken[draft.number] = detail
    if draft.key is None:
        return
    key = tuple([learnt.get(part.number) if type(part) is Pending else part for part in draft.key])
    if None in [part for part, was in zip(key, draft.key, strict=True) if type(was) is Pending]:
        return
    tail = "}"
    if not draft.target and outs:
        slots = ",".join(["null" if out is None else '"%s"' for out in outs])
        tail = f',"out":[{slots}]}}' if several else f',"out":{slots}}}'
    old = draft.signature
    count = 0 if draft.target else len(outs) - outs.count(None)
    signature = Signature(draft.base + tail, old.kinds, count, old.mode, outs, several=several)
    remember(draft.table, key, signature)


def _part(recorder: Recorder, draft: Draft, first: Handle | None, description: Description) -> Handle:
    part = recorder.new_tensor(recorder, next(recorder.numbers), description)
    part._l = first._l if first is not None else part._l
    settle(part, description, draft.view)
    return part


def remember(table: dict[Any, Signature], key: tuple[Any, ...], signature: Signature) -> None:
    """Keep what is known of an operation on tensors of certain descriptions."""
    if len(table) > MAX_KNOWN:
        table.clear()
    table[key] = signature


def settle(tensor: Handle, description: Description, view: bool = False) -> None:
    """Keep what leaves a tensor reaches in step with its description.

    A view that is a leaf requires grad for its base's sake: nothing is accumulated in it.
    """
    if not description.requires_grad or (view and description.is_leaf):
        if tensor._n in tensor._l:
            tensor._r.ledger.frozen.add(tensor._n)
        tensor._l = NOBODY
    elif description.is_leaf:
        tensor._l = frozenset((tensor._n,))
        tensor._r.ledger.frozen.discard(tensor._n)
