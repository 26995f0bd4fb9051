"""Message: recorded steps composed into one program, with names for the tensors in it.

A name is a slot. Results still alive in Python get slots, s0, s1, …, the lowest free one each; results already dead
get local names, _0, _1, …, which are given again after their last use. So equal iterations are equal bytes, the
server frees what Python freed, by rebinding or by a delete step that rides along, and no message is sent for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush
from typing import Any, Final, NamedTuple

import numpy as np

from gradwire.ops import Signature, number_text

MODES: Final = ('"enabled":true', '"enabled":false', '"inference":true')


class Step(NamedTuple):
    """A recorded step, for reading; the recorder appends plain tuples of this form."""

    signature: Signature
    arguments: tuple[Any, ...]
    number: int


class Upload(NamedTuple):
    """A tensor made from data here, by its number."""

    number: int
    array: np.ndarray[Any, Any]
    options: dict[str, Any]


class Message(NamedTuple):
    """A program's parts, and what becomes of the names when it is carried out."""

    steps: str
    uploads: dict[str, Upload]
    names: dict[int, str]  # of all tensors in it
    bound: list[tuple[int, int, str]]  # index of the step, or -1 for uploads; number; name
    released: list[str]  # names whose tensors are dead
    deleted: frozenset[str]  # by the first step
    free: list[int]
    slots: int
    leftover: list[str]  # names that stay bound, though their tensors are dead
    groups: list[int]  # for each entry of `steps`, the index of its first recorded step


class Names:
    """Which names are bound on the server, and to the tensors of which numbers."""

    def __init__(self) -> None:
        self.bound: dict[int, str] = {}
        self.garbage: list[str] = []
        self._free: list[int] = []
        self._slots = 0

    def compose(
        self, steps: Sequence[tuple[Any, ...]], uploads: Iterable[Upload], dead: set[int], reserved: dict[int, str]
    ) -> Message:
        """The message of these steps. Nothing is changed until `commit`.

        `reserved` are names for results of operations seen for the first time: asked for by name, never given again.
        """
        old = self.bound
        last: dict[int, int] = {}
        for index, (signature, arguments, _) in enumerate(steps):
            for place in signature.places:
                last[arguments[place]] = index
        asked = frozenset(reserved.values())
        free, slots = self._free.copy(), self._slots
        locals_free: list[int] = []
        locals_used = 0
        names: dict[int, str] = {}
        bound: list[tuple[int, int, str]] = []
        early = dict.fromkeys(self.garbage)
        late: dict[str, None] = {}
        released = list(self.garbage)

        leftover: list[str] = []

        def release(name: str, waiting: dict[str, None]) -> None:
            if name[0] == "_":
                heappush(locals_free, int(name[1:]))
                return
            if name in asked:
                leftover.append(name)
                return
            waiting[name] = None
            released.append(name)
            if name[0] == "s":
                heappush(free, int(name[1:]))

        def slot() -> str:
            nonlocal slots
            if free:
                name = f"s{heappop(free)}"
                early.pop(name, None)
                late.pop(name, None)
                return name
            slots += 1
            return f"s{slots - 1}"

        def local() -> str:
            nonlocal locals_used
            if locals_free:
                return f"_{heappop(locals_free)}"
            locals_used += 1
            return f"_{locals_used - 1}"

        for number in dead:
            name = old.get(number)
            if name is not None and number not in last:
                release(name, early)
        sent: dict[str, Upload] = {}
        for upload in uploads:
            number = upload.number
            if number not in dead:
                name = slot()
                bound.append((-1, number, name))
            elif number in last:
                name = local()
            else:
                continue
            names[number] = name
            sent[name] = upload

        texts: list[str] = []
        groups: list[int] = []
        block: list[str] = []
        mode = 0
        for index, (signature, arguments, number) in enumerate(steps):
            if signature.mode != mode:
                _close(texts, block, mode)
                block, mode = [], signature.mode
                if mode:
                    groups.append(index)
            if signature.plain:
                values = [names.get(argument) or old[argument] for argument in arguments]
            else:
                values = [
                    number_text(argument) if numeric else names.get(argument) or old[argument]
                    for argument, numeric in zip(arguments, signature.numeric, strict=True)
                ]
            if dead:
                for place in signature.places:
                    argument = arguments[place]
                    if argument in dead and last[argument] == index:
                        last[argument] = -1
                        release(names.get(argument) or old[argument], late)
            if signature.count:
                outs = []
                for result in range(number, number + signature.count):
                    if result in reserved:
                        name = reserved[result]
                        if result not in dead:
                            bound.append((index, result, name))
                    elif result in dead:
                        name = local()
                    else:
                        name = slot()
                        bound.append((index, result, name))
                    names[result] = name
                    outs.append(name)
                for result in range(number, number + signature.count):
                    if result in dead and result not in last:
                        release(names[result], late)
                values = outs + values if signature.outs_first else values + outs
            if mode:
                block.append(signature.text % tuple(values))
            else:
                groups.append(index)
                texts.append(signature.text % tuple(values))
        _close(texts, block, mode)
        if early:
            texts.insert(0, _delete(early))
            groups.insert(0, -1)
        if late:
            texts.append(_delete(late))
            groups.append(len(steps))
        return Message(",".join(texts), sent, names, bound, released, frozenset(early), free, slots, leftover, groups)

    def commit(self, message: Message, dead: Iterable[int]) -> None:
        """The message was carried out."""
        self._forget(dead)
        self.bound.update((number, name) for _, number, name in message.bound)
        self.garbage = message.leftover
        self._free, self._slots = message.free, message.slots

    def commit_until(self, message: Message, index: int, dead: Iterable[int]) -> list[int]:
        """The steps before `index` were carried out. Returns the numbers that were to be bound and are not."""
        self._forget(dead)
        done = {name: number for at, number, name in message.bound if at < index}
        self.bound.update((number, name) for name, number in done.items())
        deleted = message.deleted if index >= 0 else frozenset()
        self.garbage = list(dict.fromkeys(name for name in message.released if name not in deleted | done.keys()))
        self._slots = message.slots
        used = {int(name[1:]) for name in self.bound.values() if name[0] == "s"}
        self._free = [slot for slot in range(self._slots) if slot not in used]
        heapify(self._free)
        return [number for at, number, _ in message.bound if at >= index]

    def _forget(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self.bound.pop(number, None)


def locate(message: Message, top: int, inner: int) -> int:
    """The index of the recorded step that stands at this place of the program."""
    return message.groups[top] + inner if top < len(message.groups) else message.groups[-1]


def _close(texts: list[str], block: list[str], mode: int) -> None:
    if block:
        texts.append(f'{{"grad_mode":{{{MODES[mode]},"steps":[{",".join(block)}]}}}}')


def _delete(names: Iterable[str]) -> str:
    return '{"delete":[' + ",".join(f'"{name}"' for name in names) + "]}"
