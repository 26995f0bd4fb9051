"""Forks: the conversation in which a session begins that has the tensors of another one."""

from __future__ import annotations

from typing import Any

from gradwire.recording.forks import Twins
from gradwire.recording.modes import refuse_in_transforms
from gradwire.remote.calls import JSON, Call, Conversation, once, parsed
from gradwire.remote.conversation import Correspondent


def fork(line: Correspondent) -> Conversation[tuple[str, Twins]]:
    """Send what has gathered, and fork the session: the fork's id, and its tensors."""
    refuse_in_transforms("fork()")
    if line.recorder.asking:
        raise RuntimeError("a session cannot be forked in a hook or Function, while its pass waits: do it afterwards")
    yield from line.exchange(buries=True)
    call = once(Call("POST", f"{line.path}/forks", {"Content-Type": JSON}, [b"{}"]))
    info: dict[str, Any] = parsed((yield from line.send(call)))
    return info["id"], Twins(line.recorder)
