"""Repertoire: messages that were written before, found again by what they consist of, which takes less than writing.

What tensors are called is no part of that where few are called otherwise: a loop that keeps a result of each iteration
is the same message again and again, sent with the names that differ.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from gradwire.recording.message import Message, Upload, write
from gradwire.recording.names import Names, exchanged
from gradwire.recording.naming import Naming

MAX_MESSAGES: Final = 256
ALIKE: Final = 4
"""Messages that do the same to tensors of other names."""
FEW: Final = 8
"""So many tensors from before may be called otherwise; where it is more, others are meant."""
NONE_MADE: Final = 2**63
"""Greater than all numbers of tensors."""

Key = tuple[Any, ...]


class Written(NamedTuple):
    """A message, and when it was written."""

    message: Message
    first: int
    """The number that it begins with."""
    outer: list[str]
    """What tensors from before are called in it."""


class Found(NamedTuple):
    """A message to be sent."""

    message: Message
    by: int
    """How much greater the numbers of its tensors are than when it was written."""
    names: dict[str, str]
    """What it calls tensors, and what they are called, where that differs."""


class Repertoire:
    """The messages that one recorder has written."""

    def __init__(self) -> None:
        self._known: OrderedDict[Key, Written] = OrderedDict()
        """By what they consist of, those used last at the end."""
        self._alike: OrderedDict[Key, list[Written]] = OrderedDict()
        """By what they consist of, whatever their tensors are called, likewise; the last written first."""
        self._last: Written | None = None
        """The one used last, which is at the end already."""

    def write(
        self, steps: Sequence[tuple[Any, ...]], uploads: Sequence[Upload], dead: set[int], names: Names, base: int
    ) -> Found:
        """The message of these steps, none of which is seen for the first time."""
        first = min([step[3] for step in steps], default=NONE_MADE)  # a finalizer's step may be before an earlier one
        if uploads and uploads[0].number < first:
            first = uploads[0].number
        if names.latest >= first:  # it came between the steps, and is none of their results
            return Found(write(steps, uploads, dead, Naming(names, {}), base), 0, {})
        bound = names.bound
        work = _work(steps, uploads, names, base, first)
        key = work, _operands(steps, dead, first, bound.get)
        known = self._known.get(key)
        if known is not None:
            if known is not self._last:
                self._known.move_to_end(key)
            return self._found(known, first, names, {})
        outer = dict.fromkeys([tensor for step in steps for tensor in step[1] if tensor < first])
        outer.update(dict.fromkeys(sorted([tensor for tensor in dead if tensor < first and tensor in bound])))
        called = [bound[tensor] for tensor in outer]
        places = {tensor: -place for place, tensor in enumerate(outer, 1)}
        likeness = work, _operands(steps, dead, first, places.get)
        alike = self._alike.setdefault(likeness, [])
        for one in alike:
            differing = {name: own for name, own in zip(one.outer, called, strict=True) if name != own}
            if len(differing) <= FEW:
                if one is not self._last:
                    self._alike.move_to_end(likeness)
                return self._found(one, first, names, differing)
        written = self._known[key] = Written(write(steps, uploads, dead, Naming(names, {}), base), first, called)
        alike[:] = written, *alike[: ALIKE - 1]
        for table in (self._known, self._alike):
            if len(table) > MAX_MESSAGES:
                table.popitem(last=False)
        return self._found(written, first, names, {})

    def _found(self, written: Written, first: int, names: Names, differing: dict[str, str]) -> Found:
        self._last = written
        given = names.in_place_of(written.message.names.taken)
        return Found(written.message, first - written.first, exchanged(differing | given))


def _work(steps: Sequence[tuple[Any, ...]], uploads: Sequence[Upload], names: Names, base: int, first: int) -> Key:
    """What is done to tensors, whichever they are; results are counted from the first number."""
    return (
        base,
        tuple([step[0] for step in steps]),
        # 1 == 1.0 == True, and 0.0 == -0.0, but most are floats, whose text takes long
        tuple([one if type(one) is float and one else repr(one) for step in steps for one in step[2]]),
        tuple([step[3] - first for step in steps]),
        tuple([upload.number - first for upload in uploads]),
        tuple(names.garbage),
    )


def _operands(
    steps: Sequence[tuple[Any, ...]], dead: set[int], first: int, called: Callable[[int], str | int | None]
) -> Key:
    """The tensors that it is done to, as those from before are called, and which of all are dead."""
    return (
        tuple([tensor - first if tensor >= first else called(tensor) for step in steps for tensor in step[1]]),
        tuple([tensor - first if tensor >= first else called(tensor) for tensor in sorted(dead)]),
    )
