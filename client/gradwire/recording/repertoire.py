"""Repertoire: messages that were written before, found again by what they consist of, which takes less than writing.

What their results are called is no part of that: where a name is taken, as in a loop that keeps its results, the message
is sent with another in its place (see Names.instead).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from gradwire.recording.message import Message, Upload, write
from gradwire.recording.names import Names, Naming

MAX_MESSAGES: Final = 256
NONE_MADE: Final = 2**63
"""Greater than all numbers of tensors."""


class Repertoire:
    """The messages that one recorder has written."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], tuple[int, Message]] = {}
        """By what it consists of: the number that it begins with, and the message."""
        self._last: tuple[int, Message] | None = None

    def write(
        self, steps: Sequence[tuple[Any, ...]], uploads: Sequence[Upload], dead: set[int], names: Names, base: int
    ) -> tuple[Message, int]:
        """The message of these steps, none of which is seen for the first time, and by how much the numbers of its
        tensors are greater than when it was written."""
        first = steps[0][3] if steps else NONE_MADE
        if uploads and uploads[0].number < first:
            first = uploads[0].number
        if names.latest >= first:  # it came between the steps, and is none of their results
            return write(steps, uploads, dead, Naming(names, {}), base), 0
        key = _parts(steps, uploads, dead, names, base, first)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MAX_MESSAGES:
                del self._known[next(iter(self._known))]
            found = self._known[key] = first, write(steps, uploads, dead, Naming(names, {}), base)
        elif found is not self._last:  # else it is the last to be forgotten already
            self._known[key] = self._known.pop(key)
        self._last = found
        began, message = found
        return message, first - began


def _parts(
    steps: Sequence[tuple[Any, ...]], uploads: Sequence[Upload], dead: set[int], names: Names, base: int, first: int
) -> tuple[Any, ...]:
    """All that decides about a message: its tensors by their names, those that it makes counted from its first."""
    called = names.bound.get
    return (
        base,
        tuple([step[0] for step in steps]),
        tuple([tensor - first if tensor >= first else called(tensor) for step in steps for tensor in step[1]]),
        # 1 == 1.0 == True, and 0.0 == -0.0, but most are floats, whose text takes long
        tuple([one if type(one) is float and one else repr(one) for step in steps for one in step[2]]),
        tuple([step[3] - first for step in steps]),
        tuple([upload.number - first for upload in uploads]),
        tuple([tensor - first if tensor >= first else called(tensor) for tensor in sorted(dead)]),
        tuple(names.garbage),
    )
