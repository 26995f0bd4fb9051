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

from gradwire.ops import number_text

MODES: Final = ('"enabled":true', '"enabled":false', '"inference":true')


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
        self.free: list[int] = []
        self.slots = 0

    def compose(
        self, steps: Sequence[tuple[Any, ...]], uploads: Iterable[Upload], dead: set[int], reserved: dict[int, str]
    ) -> Message:
        """The message of these steps. Nothing is changed until `commit`.

        `reserved` are names for results of operations seen for the first time: asked for by name, never given again.
        """
        scope = _Scope(self, reserved)
        last = _last_uses(steps) if dead else {}
        for number in dead:
            if number in self.bound and number not in last:
                scope.release(self.bound[number], scope.early)
        sent: dict[str, Upload] = {}
        for upload in uploads:
            number = upload.number
            if number not in dead:
                sent[scope.slot(-1, number)] = upload
            elif number in last:
                name = scope.names[number] = scope.local()
                sent[name] = upload

        names, spare = scope.names, scope.spare
        texts: list[str] = []
        groups: list[int] = []
        block: list[str] = []
        mode = 0
        for index, (signature, arguments, number, _, _) in enumerate(steps):
            if signature.mode != mode:
                _close(texts, block, mode)
                block, mode = [], signature.mode
                if mode:
                    groups.append(index)
            if signature.plain:
                values = [names[argument] for argument in arguments]
            else:
                values = [
                    number_text(argument) if numeric else names[argument]
                    for argument, numeric in zip(arguments, signature.numeric, strict=False)
                ]
            if dead:
                for place in signature.places:
                    argument = arguments[place]
                    if argument in dead and last[argument] == index:
                        last[argument] = -1
                        name = names[argument]
                        if name[0] == "_":
                            spare.append(name)
                        else:
                            scope.release(name, scope.late)
            count = signature.count
            if count == 1 and number in dead and number not in reserved:
                # the most frequent case, spelled out: an intermediate result
                name = names[number] = spare.pop() if spare else scope.local()
                values.append(name)
                if signature.outs_first:
                    values.reverse()
                if number not in last:
                    spare.append(name)
            elif count:
                outs = [scope.result(index, result, result in dead) for result in range(number, number + count)]
                values = outs + values if signature.outs_first else values + outs
                for result in range(number, number + count):
                    if result in dead and result not in last:
                        scope.release(names[result], scope.late)
            text = signature.text % tuple(values)
            if mode:
                block.append(text)
            else:
                groups.append(index)
                texts.append(text)
        _close(texts, block, mode)
        if scope.early:
            texts.insert(0, _delete(scope.early))
            groups.insert(0, -1)
        if scope.late:
            texts.append(_delete(scope.late))
            groups.append(len(steps))
        return Message(
            steps=",".join(texts),
            uploads=sent,
            names=names,
            bound=scope.bound,
            released=scope.released,
            deleted=frozenset(scope.early),
            free=scope.free,
            slots=scope.slots,
            leftover=scope.leftover,
            groups=groups,
        )

    def commit(self, message: Message, dead: Iterable[int]) -> None:
        """The message was carried out."""
        self._forget(dead)
        self.bound.update((number, name) for _, number, name in message.bound)
        self.garbage = message.leftover
        self.free, self.slots = message.free, message.slots

    def commit_until(self, message: Message, index: int, dead: Iterable[int]) -> list[int]:
        """The steps before `index` were carried out. Returns the numbers that were to be bound and are not."""
        self._forget(dead)
        done = {name: number for at, number, name in message.bound if at < index}
        self.bound.update((number, name) for name, number in done.items())
        deleted = message.deleted if index >= 0 else frozenset()
        self.garbage = list(dict.fromkeys(name for name in message.released if name not in deleted | done.keys()))
        self.slots = message.slots
        used = {int(name[1:]) for name in self.bound.values() if name[0] == "s"}
        self.free = [slot for slot in range(self.slots) if slot not in used]
        heapify(self.free)
        return [number for at, number, _ in message.bound if at >= index]

    def _forget(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self.bound.pop(number, None)


class _Known(dict[int, str]):
    """The names of this message's tensors, and of those bound before."""

    __slots__ = ("_bound",)

    def __init__(self, bound: dict[int, str]) -> None:
        self._bound = bound

    def __missing__(self, number: int) -> str:
        name = self[number] = self._bound[number]
        return name


class _Scope:
    """The names of one message while it is composed."""

    def __init__(self, before: Names, reserved: dict[int, str]) -> None:
        self.names = _Known(before.bound)
        self.reserved = reserved
        self.bound: list[tuple[int, int, str]] = []
        self.free, self.slots = before.free.copy(), before.slots
        self.spare: list[str] = []
        self.early: dict[str, None] = dict.fromkeys(before.garbage)
        self.late: dict[str, None] = {}
        self.released = list(before.garbage)
        self.leftover: list[str] = []
        self._kept = frozenset(reserved.values())
        self._locals = 0

    def result(self, index: int, number: int, dead: bool) -> str:
        """The name of a result."""
        name = self.reserved.get(number)
        if name is not None:
            self.names[number] = name
            if not dead:
                self.bound.append((index, number, name))
            return name
        if not dead:
            return self.slot(index, number)
        name = self.names[number] = self.spare.pop() if self.spare else self.local()
        return name

    def slot(self, index: int, number: int) -> str:
        """The lowest free slot, for a tensor that lives on."""
        if self.free:
            name = f"s{heappop(self.free)}"
            self.early.pop(name, None)
            self.late.pop(name, None)
        else:
            name = f"s{self.slots}"
            self.slots += 1
        self.names[number] = name
        self.bound.append((index, number, name))
        return name

    def local(self) -> str:
        """A local name not used so far."""
        self._locals += 1
        return f"_{self._locals - 1}"

    def release(self, name: str, waiting: dict[str, None]) -> None:
        """Nothing needs the name any more."""
        if name[0] == "_":
            self.spare.append(name)
        elif name in self._kept:
            self.leftover.append(name)
        else:
            waiting[name] = None
            self.released.append(name)
            if name[0] == "s":
                heappush(self.free, int(name[1:]))


def _last_uses(steps: Sequence[tuple[Any, ...]]) -> dict[int, int]:
    last: dict[int, int] = {}
    for index, (signature, arguments, _, _, _) in enumerate(steps):
        if signature.plain:
            for argument in arguments:
                last[argument] = index
        else:
            for place in signature.places:
                last[arguments[place]] = index
    return last


def locate(message: Message, top: int, inner: int) -> int:
    """The index of the recorded step that stands at this place of the program."""
    return message.groups[top] + inner if top < len(message.groups) else message.groups[-1]


def _close(texts: list[str], block: list[str], mode: int) -> None:
    if block:
        texts.append(f'{{"grad_mode":{{{MODES[mode]},"steps":[{",".join(block)}]}}}}')


def _delete(names: Iterable[str]) -> str:
    return '{"delete":[' + ",".join(f'"{name}"' for name in names) + "]}"
