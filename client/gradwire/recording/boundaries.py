"""Boundaries: where what has gathered ends as a message.

When enough has gathered, it goes as soon as the user's code begins anew what the message began with. So the messages of
a loop are whole iterations, equal ones of an equal number, which the server knows again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from gradwire.recording.message import Upload
    from gradwire.recording.recorder import Recorder

ENOUGH: Final = 200
"""Enough, counted in numbers."""
MAX_STEPS: Final = 500
"""And too much for one message, wherever the code is."""


def is_message(recorder: Recorder, step: tuple[Any, ...]) -> bool:
    """Whether what has gathered, which is enough, goes before this step is recorded."""
    if not recorder.steps or step[3] >= recorder.bound + MAX_STEPS - ENOUGH:
        return True
    signature, tensors, scalars, _, code, place = step
    like, given, same_scalars, since, same_code, same_place = recorder.steps[0]
    return (
        place == same_place
        and code is same_code
        and signature is like
        and scalars == same_scalars
        and all(one == other or one >= since for one, other in zip(tensors, given, strict=True))
    )


def uploads_anew(recorder: Recorder, upload: Upload) -> bool:
    """Whether what has gathered began with an upload from the same place in the code."""
    first = recorder.uploads[0]
    came_first = not recorder.steps or first.number < recorder.steps[0][3]
    return came_first and first.place == upload.place and first.code is upload.code
