"""Runs: programs in the server's own words, on tensors of a session."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from gradwire.recording.descriptions import UNKNOWN
from gradwire.recording.forms import record
from gradwire.recording.handle import Handle
from gradwire.recording.learning import settle
from gradwire.recording.owners import FORGOTTEN
from gradwire.recording.recorder import Recorder
from gradwire.remote.calls import BAD, EVENTS, JSON, SAFETENSORS, Call, Conversation, once, parsed, read
from gradwire.remote.conversation import Correspondent
from gradwire.wire import safetensors, values

Step = Mapping[str, Any]
Tell = Callable[[dict[str, Any]], None]
Values = dict[str, np.ndarray[Any, Any] | None]

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*")
_OURS: Final = re.compile(r'"([sd][0-9]+)[".]')
"""Names that the SDK gives."""


def run(
    line: Correspondent,
    steps: Sequence[Step],
    tensors: Mapping[str, Handle],
    returns: Iterable[str],
    tell: Tell | None,
) -> Conversation[Values]:
    """Run steps in which tensors are called by these names, after what has gathered, and bring back values by name.

    With `tell` it is told how far loops are. If it fails, everything is as it was before.
    """
    recorder = line.recorder
    text = json.dumps(steps)
    check(tensors, text)
    bind(recorder, tensors)
    yield from line.exchange()
    own = [recorder.names.bound[tensor._n] for tensor in tensors.values()]
    wishes = f'"return":{json.dumps(list(returns))},"info":{json.dumps(own)}'
    body = f'{{"steps":{text},{wishes}}}'.encode()
    headers = {"Content-Type": JSON, "Accept": SAFETENSORS if tell is None else EVENTS}
    infos: dict[str, Any] = {}
    try:
        reply = yield from line.send(once(Call("POST", line.programs_path, headers, [body], tell)))
        answer, arrays = read(reply) if reply.status < BAD else parsed(reply)
        if "suspended" in answer:
            yield line.cancellation(answer["suspended"]["id"])
            raise RuntimeError(FORGOTTEN)
        infos = answer["info"]
    finally:
        if tensors:
            bind(recorder, tensors)  # which the program may have deleted
            record(recorder, f'{{"delete":{json.dumps(list(tensors))}}}', [])
        forget(recorder, list(tensors.values()), [infos.get(name) for name in own], "create_graph" in text)
    return {name: _value(name, value, arrays) for name, value in answer["values"].items()}


def bind(recorder: Recorder, tensors: Mapping[str, Handle]) -> None:
    """Call tensors by these names."""
    if tensors:
        slots = ",".join([f'"{name}":"%s"' for name in tensors])
        record(recorder, f'{{"bind":{{{slots}}}}}', list(tensors.values()))


def check(tensors: Mapping[str, Handle], text: str = "") -> None:
    """Refuse what are no names of tensors; also those that the SDK gives, in a text as well."""
    for name, tensor in tensors.items():
        if not isinstance(tensor, Handle):
            raise TypeError(f"names are given to tensors: {name!r} is a {type(tensor).__name__}")
    check_names(tensors, text)


def check_names(names: Iterable[str], text: str = "") -> None:
    """Refuse names that tensors cannot have, and those that the SDK gives, in a text as well."""
    for name in names:
        if _NAME.fullmatch(name) is None:
            raise ValueError(f"{name!r} is no name: a letter, then letters, digits, _ and -, in parts joined by dots")
    ours = _OURS.search(f"{json.dumps(list(names))}{text}")
    if ours is not None:
        raise ValueError(f"{ours[1]!r} and its like are the SDK's own names on the server: take another")


def forget(
    recorder: Recorder,
    tensors: Sequence[Handle],
    infos: Sequence[dict[str, Any] | None],
    may_have_graphs: bool,
) -> None:
    """Believe of tensors what is told of them, and nothing of values, gradients and graphs: any may have changed."""
    ledger = recorder.ledger
    ledger.walked = ledger.freed = next(recorder.numbers)
    ledger.clear()
    ledger.disturbed = True
    leaves = ledger.leaves(tensors)
    if may_have_graphs:
        ledger.ungraded |= leaves
    recorder.values.clear()
    recorder.made_by.clear()
    for tensor, info in zip(tensors, infos, strict=True):
        description = UNKNOWN if info is None else recorder.descriptions.read(info)
        recorder.changed(tensor, description, leaves)
        if description is not UNKNOWN:
            tensor._l = leaves
            settle(tensor, description)


def _value(name: str, value: Any, arrays: dict[str, np.ndarray[Any, Any]]) -> np.ndarray[Any, Any] | None:
    if value is None:
        return None
    if name not in arrays:
        return values.decode(value, max_elements=2**63)
    array = arrays[name]
    return (safetensors.complex_pairs(array) if value["dtype"] == "complex128" else array).copy()
