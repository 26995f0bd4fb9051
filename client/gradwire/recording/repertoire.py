"""Repertoire: messages that were written before, found again by what they consist of, which takes less than writing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from gradwire.recording.message import Message, Upload, write
from gradwire.recording.names import Names, Naming
from gradwire.recording.ops import number_text

MAX_MESSAGES: Final = 256


class Repertoire:
    """The messages that one recorder has written."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], tuple[int, Message]] = {}
        """By what it consists of: the number that it begins with, and the message."""

    def write(
        self, steps: Sequence[tuple[Any, ...]], uploads: Sequence[Upload], dead: set[int], names: Names, base: int
    ) -> Message:
        """The message of these steps, none of which is seen for the first time."""
        first = min([step[2] for step in steps[:1]] + [upload.number for upload in uploads[:1]], default=0)
        key = _parts(steps, uploads, dead, names, base, first)
        found = self._known.pop(key, None)
        if found is None:
            if len(self._known) >= MAX_MESSAGES:
                del self._known[next(iter(self._known))]
            found = first, write(steps, uploads, dead, Naming(names, {}), base)
        self._known[key] = found
        began, message = found
        return message if began == first else message._replace(names=message.names.moved(first - began))


def _parts(
    steps: Sequence[tuple[Any, ...]], uploads: Sequence[Upload], dead: set[int], names: Names, base: int, first: int
) -> tuple[Any, ...]:
    """All that decides about a message: its tensors by their names, those that it makes counted from its first."""
    signatures, numbers, tensors, texts = [], [], [], []
    for signature, arguments, number, _, _ in steps:
        signatures.append(signature)
        numbers.append(number - first)
        if signature.plain:
            tensors += arguments
        else:
            for argument, numeric in zip(arguments, signature.numeric, strict=True):
                if numeric:
                    texts.append(number_text(argument))
                else:
                    tensors.append(argument)
    called = names.bound.get
    return (
        base,
        tuple(signatures),
        tuple(numbers),
        tuple([called(number, number - first) for number in tensors]),
        tuple([called(number, number - first) for number in sorted(dead)]),
        tuple([upload.number - first for upload in uploads]),
        tuple(texts),
        tuple(names.garbage),
        tuple(names.free),
        names.slots,
    )
