"""torch.cuda.memory: how much of a GPU's memory the session uses, as the server counts it.

PyTorch counts what the process has; here it is what the current session has.
"""

from __future__ import annotations

from typing import Any, Final

from gradwire.cuda.devices import entries, entry, index
from gradwire.recording.state import state

_KINDS: Final = {
    "allocated_bytes.all.current": "allocated",
    "allocated_bytes.all.peak": "peak",
    "reserved_bytes.all.current": "reserved",
    "reserved_bytes.all.peak": "reserved_peak",
}


def mem_get_info(device: Any = None) -> tuple[int, int]:
    """The free bytes of a GPU, and all that it has."""
    found = entry(device)
    return found["free"], found["memory"]


def memory_stats(device: Any = None) -> dict[str, int]:
    """The session's bytes on a GPU, under PyTorch's names; empty where there is no GPU."""
    counted = _counts(device)
    return {name: counted[kind] for name, kind in _KINDS.items()} if counted else {}


def memory_allocated(device: Any = None) -> int:
    """The bytes of the session's tensors on a GPU, and of what its graph keeps; 0 where there is no GPU."""
    return _counts(device).get("allocated", 0)


def max_memory_allocated(device: Any = None) -> int:
    """The most that memory_allocated was since reset_peak_memory_stats."""
    return _counts(device).get("peak", 0)


def memory_reserved(device: Any = None) -> int:
    """The bytes of a GPU that the server holds for the session, used or not."""
    return _counts(device).get("reserved", 0)


def max_memory_reserved(device: Any = None) -> int:
    """The most that memory_reserved was since reset_peak_memory_stats."""
    return _counts(device).get("reserved_peak", 0)


def reset_peak_memory_stats(device: Any = None) -> None:
    """Begin anew with the peaks."""
    state.recorder().line.change_memory({"device": entry(device)["device"], "reset_peak": True})


reset_max_memory_allocated: Final = reset_peak_memory_stats


def empty_cache() -> None:
    """Give back the memory that the server holds for the session and does not use."""
    state.recorder().line.change_memory({"release": True})


def memory_summary(device: Any = None, abbreviated: bool = False) -> str:
    """The session's bytes on a GPU as a text of a few lines; RuntimeError where there is no GPU."""
    place, counted = entry(device)["device"], _counts(device)
    lines = [f"{place}, MiB{'current':>12}{'peak':>14}"]
    for kind, peak in (("allocated", "peak"), ("reserved", "reserved_peak")):
        lines.append(f"{kind:<10}{counted[kind] / 2**20:>14.1f}{counted[peak] / 2**20:>14.1f}")
    return "\n".join(lines)


def _counts(device: Any) -> dict[str, int]:
    """What the server says of the session's memory on a GPU, which must be there; empty where the server has none."""
    name = f"cuda:{index(device)}"
    for counted in state.recorder().line.memory():
        if counted["device"] == name:
            return counted
    return dict.fromkeys(_KINDS.values(), 0) if entries() and entry(device) else {}
