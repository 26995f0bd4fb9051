"""Repertoire: messages that were written before, found again by what they consist of, which takes less than writing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import chain, repeat
from operator import sub
from typing import Any, Final

from gradwire.recording.message import Message, Upload, write
from gradwire.recording.names import Names, Naming
from gradwire.recording.ops import Signature, number_text

MAX_MESSAGES: Final = 256


class Repertoire:
    """The messages that one recorder has written."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], tuple[int, Message]] = {}
        """By what it consists of: the number that it begins with, and the message."""
        self._last: tuple[int, Message] | None = None

    def write(
        self, steps: Sequence[tuple[Any, ...]], uploads: Sequence[Upload], dead: set[int], names: Names, base: int
    ) -> Message:
        """The message of these steps, none of which is seen for the first time."""
        first = min([step[2] for step in steps[:1]] + [upload.number for upload in uploads[:1]], default=0)
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
        if began == first:
            return message
        text, sent, given, groups, looks_for_nan = message
        return Message(text, sent, given.moved(first - began), groups, looks_for_nan)


def _parts(
    steps: Sequence[tuple[Any, ...]], uploads: Sequence[Upload], dead: set[int], names: Names, base: int, first: int
) -> tuple[Any, ...]:
    """All that decides about a message: its tensors by their names, those that it makes counted from its first."""
    texts: list[str] = []
    signatures, arguments, numbers = list(zip(*steps, strict=True))[:3] if steps else ((), (), ())
    tensors = [
        *chain.from_iterable(
            [
                given if signature.plain else _split(signature, given, texts)
                for signature, given in zip(signatures, arguments, strict=True)
            ]
        )
    ]
    gone = sorted(dead)
    made_here = bisect_left(gone, first)
    called, start = names.bound.get, repeat(first)
    return (
        base,
        signatures,
        tuple(map(sub, numbers, start)),
        tuple(map(called, tensors, map(sub, tensors, start))),
        tuple(map(called, gone[:made_here])),
        tuple(map(sub, gone[made_here:], start)),
        tuple([upload.number - first for upload in uploads]),
        tuple(texts),
        tuple(names.garbage),
        tuple(names.free),
        names.slots,
    )


def _split(signature: Signature, arguments: Sequence[Any], texts: list[str]) -> list[int]:
    """The tensors among a step's arguments; the texts of its numbers are added to the others."""
    texts += [number_text(one) for one, numeric in zip(arguments, signature.numeric, strict=True) if numeric]
    return [arguments[place] for place in signature.places]
