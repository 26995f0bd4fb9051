"""Forms: steps that are no operations of the catalogue, such as backward and bind, recorded."""

from __future__ import annotations

from collections.abc import Sequence

from gradwire.recording.handle import Handle
from gradwire.recording.ops import Signature
from gradwire.recording.origins import origin
from gradwire.recording.recorder import Recorder


def record(
    recorder: Recorder, text: str, arguments: Sequence[Handle | str | float], count: int = 0, outs_first: bool = False
) -> int:
    """Record a step of this text, with a slot for each argument and result: "%s" in quotes for tensors and results,
    without for a text or number. Returns the first result's number, which those of the others follow."""
    broken = recorder.broken
    sent = tuple(
        [
            one if not isinstance(one, Handle) else recorder.check(one) if broken or one._r is not recorder else one._n
            for one in arguments
        ]
    )
    recorder.follow()
    signature = recorder.forms.get((text, recorder.mode))
    if signature is None:
        places = tuple([place for place, argument in enumerate(arguments) if isinstance(argument, Handle)])
        signature = Signature(text, places, len(sent), count, recorder.mode, outs_first=outs_first)
        recorder.forms[text, recorder.mode] = signature
    number = next(recorder.numbers)
    for _ in range(1, count):
        next(recorder.numbers)
    step = (signature, sent, number, *origin())
    if number >= recorder.bound:
        recorder.consider(*step)
    recorder.append(step)
    return number
