"""Forms: steps that are no operations of the catalogue, such as backward and bind, recorded."""

from __future__ import annotations

from collections.abc import Sequence
from sys import _getframe
from typing import Any

from gradwire.recording.handle import Handle
from gradwire.recording.modes import grad_mode
from gradwire.recording.ops import Signature
from gradwire.recording.origins import outside
from gradwire.recording.recorder import NO_SCALARS, Recorder


def record(
    recorder: Recorder, text: str, arguments: Sequence[Handle | str | float], count: int = 0, outs_first: bool = False
) -> int:
    """Record a step of this text, with a slot for each argument and result: "%s" in quotes for tensors and results,
    without for a text or number. Returns the first result's number, which those of the others follow."""
    tensors = tuple([_number(one, recorder) for one in arguments if isinstance(one, Handle)])
    scalars = tuple([one for one in arguments if not isinstance(one, Handle)])
    if grad_mode() != recorder.mode:
        recorder.follow()
    signature = recorder.forms.get((text, recorder.mode))
    if signature is None:
        kinds = [isinstance(one, Handle) for one in arguments]
        signature = Signature(text, kinds, count, recorder.mode, outs_first=outs_first)
        recorder.forms[text, recorder.mode] = signature
    return _append(recorder, signature, tensors, scalars, count)


def numbers_of(tensors: Sequence[Handle], recorder: Recorder) -> tuple[int, ...]:
    """The numbers of tensors that must be the recorder's."""
    numbers = tuple([one._n for one in tensors if one._r is recorder])
    return tuple(map(recorder.check, tensors)) if recorder.broken or len(numbers) < len(tensors) else numbers


def record_on(recorder: Recorder, text: str, numbers: tuple[int, ...]) -> int:
    """Record a step whose arguments are tensors of the recorder, by their numbers, and which has no result."""
    if grad_mode() != recorder.mode:
        recorder.follow()
    signature = recorder.forms.get((text, recorder.mode))
    if signature is None:
        signature = recorder.forms[text, recorder.mode] = Signature(text, [True] * len(numbers), 0, recorder.mode)
    return _append(recorder, signature, numbers, NO_SCALARS, 0)


def _number(tensor: Handle, recorder: Recorder) -> int:
    return recorder.check(tensor) if recorder.broken or tensor._r is not recorder else tensor._n


def _append(
    recorder: Recorder, signature: Signature, tensors: tuple[int, ...], scalars: tuple[Any, ...], count: int
) -> int:
    number = next(recorder.numbers)
    for _ in range(1, count):
        next(recorder.numbers)
    frame = outside(_getframe(2))  # of whoever records
    step = (signature, tensors, scalars, number, frame.f_code, frame.f_lasti)
    if number >= recorder.bound:
        recorder.consider(*step)
    recorder.append(step)
    return number
