"""Forms: steps that are no operations of the catalogue, such as backward and bind, recorded."""

from __future__ import annotations

from collections.abc import Sequence
from sys import _getframe
from typing import Any

from gradwire.handle import Handle
from gradwire.ops import Signature
from gradwire.recorder import Recorder


def record(recorder: Recorder, text: str, arguments: Sequence[Handle], count: int = 0, outs_first: bool = False) -> int:
    """Record a step of this text, with a slot for each argument and result.

    Returns the first result's number; those of the others follow it.
    """
    recorder.follow()
    key = (text, recorder.mode)
    signature = recorder.forms.get(key)
    if signature is None:
        places = tuple(range(len(arguments)))
        signature = Signature(text, places, len(arguments), count, recorder.mode, outs_first=outs_first)
        recorder.forms[key] = signature
    for tensor in arguments:
        recorder.check(tensor)
    number = next(recorder.numbers)
    for _ in range(1, count):
        next(recorder.numbers)
    recorder.append((signature, tuple([tensor._n for tensor in arguments]), number, *_origin()))
    if number >= recorder.bound:
        recorder.line.send()
    return number


def _origin() -> tuple[Any, int]:
    """The place in the user's code that called into this package."""
    frame: Any = _getframe(2)
    while frame is not None and frame.f_globals.get("__package__") == __package__:
        frame = frame.f_back
    return (None, 0) if frame is None else (frame.f_code, frame.f_lasti)
