"""Message: recorded steps written as one program."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import CodeType
from typing import Any, Final, NamedTuple

import numpy as np

from gradwire.recording.modes import LEVEL, levels, looks_for_nan, regions
from gradwire.recording.names import Assignment
from gradwire.recording.naming import Naming
from gradwire.recording.ops import number_text

MODES: Final = ('"enabled":true', '"enabled":false', '"inference":true', '"inference":true')
"""What a grad mode is called in a step, by its first two flags."""


class Upload(NamedTuple):
    """A tensor made from data here, by its number."""

    number: int
    array: np.ndarray[Any, Any]
    options: dict[str, Any]
    code: CodeType
    place: int


class Message(NamedTuple):
    """A program's parts."""

    steps: str
    uploads: dict[str, int]
    """By name, which of the recorder's uploads it is."""
    names: Assignment
    groups: list[int]
    """For each entry of `steps`, the index of its first recorded step."""
    looks_for_nan: bool
    """Whether a pass may have to name one of its lines."""


class Trace(NamedTuple):
    """The lines that issued a message's steps, and which step each of its groups begins with."""

    groups: list[int]
    places: list[tuple[CodeType, int]]


def write(
    steps: Sequence[tuple[Any, ...]], uploads: Iterable[Upload], dead: set[int], naming: Naming, base: int = 0
) -> Message:
    """The message of these steps, whose results get their names from `naming`; those of the dead are released.

    `base` is the grad mode that the server is in.
    """
    reserved = naming.reserved
    bound = naming.names.before
    last = _last_uses(steps) if dead else {}
    for number in sorted([number for number in dead if number in bound and number not in last]):  # a set has no order
        naming.release(bound[number], naming.early)
    sent: dict[str, int] = {}
    for place, upload in enumerate(uploads):
        number = upload.number
        if number not in dead:
            sent[naming.slot(-1, number)] = place
        elif number in last:
            name = naming.names[number] = naming.local()
            sent[name] = place

    names, spare = naming.names, naming.spare
    texts: list[str] = []
    groups: list[int] = []
    block: list[str] = []
    mode = base
    for index, (signature, tensors, scalars, number, _, _) in enumerate(steps):
        if signature.mode != mode:
            _close(texts, block, mode, base)
            block, mode = [], signature.mode
            if mode != base:
                groups.append(index)
        values = [names[tensor] for tensor in tensors]
        if not signature.plain:
            called, written = iter(values), map(number_text, scalars)
            values = [next(called if is_tensor else written) for is_tensor in signature.kinds]
        if dead:
            for tensor in tensors:
                if tensor in dead and last[tensor] == index:
                    last[tensor] = -1
                    name = names[tensor]
                    if name[0] == "_":
                        spare.append(name)
                    else:
                        naming.release(name, naming.late)
        count = signature.count
        if count == 1 and number in dead and number not in reserved:
            # the most frequent case, spelled out: an intermediate result
            name = names[number] = spare.pop() if spare else naming.local()
            values.append(name)
            if signature.outs_first:
                values.reverse()
            if number not in last:
                spare.append(name)
        elif count:
            outs = [naming.result(index, result, result in dead) for result in range(number, number + count)]
            values = outs + values if signature.outs_first else values + outs
            for result in range(number, number + count):
                if result in dead and result not in last:
                    naming.release(names[result], naming.late)
        text = signature.text % tuple(values)
        if mode != base:
            block.append(text)
        else:
            groups.append(index)
            texts.append(text)
    _close(texts, block, mode, base)
    if naming.early:
        texts.insert(0, _delete(naming.early))
        groups.insert(0, -1)
    if naming.late:
        texts.append(_delete(naming.late))
        groups.append(len(steps))
    modes = {step[0].mode for step in steps}
    return Message(",".join(texts), sent, naming.assignment(), groups, any(map(looks_for_nan, modes)))


def _last_uses(steps: Sequence[tuple[Any, ...]]) -> dict[int, int]:
    last: dict[int, int] = {}
    for index, (_, tensors, *_) in enumerate(steps):
        for tensor in tensors:
            last[tensor] = index
    return last


def locate(groups: Sequence[int], top: int, inner: int) -> int:
    """The index of the recorded step that stands at this place of the program, whose message has these groups."""
    return groups[top] + inner if top < len(groups) else groups[-1]


def _close(texts: list[str], block: list[str], mode: int, base: int) -> None:
    if not block:
        return
    text = ",".join(block)
    if (mode ^ base) % LEVEL:
        anomaly = ',"anomaly":true' if looks_for_nan(mode) else ""
        text = f'{{"grad_mode":{{{MODES[mode & 3]}{anomaly},"steps":[{text}]}}}}'
    for region in reversed(range(regions(mode))):
        text = f'{{"checkpoint":{{"region":"c{region}","continues":true,"steps":[{text}]}}}}'
    for level in reversed(range(levels(mode))):
        text = f'{{"vmap":{{"level":"v{level}","steps":[{text}]}}}}'
    texts.append(text)


def _delete(names: Iterable[str]) -> str:
    return '{"delete":[' + ",".join(f'"{name}"' for name in names) + "]}"
