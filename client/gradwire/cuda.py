"""torch.cuda: what of a GPU a program asks before it uses one. The GPUs are the server's."""

from __future__ import annotations

from gradwire.functions import flush
from gradwire.recording.state import state


def device_count() -> int:
    """How many GPUs the server has."""
    return sum(entry["device"].startswith("cuda") for entry in state.recorder().line.devices())


def is_available() -> bool:
    """Whether the server has a GPU."""
    return device_count() > 0


def synchronize(device: object = None) -> None:
    """Send what is recorded, and wait until it is carried out."""
    flush()
