"""Cores: how many this process may use, which may be fewer than the machine has."""

from __future__ import annotations

import os
from pathlib import Path

QUOTA = Path("/sys/fs/cgroup/cpu.max")
"""Microseconds of processor time in so many of a clock's, or "max" for no bound: of a container, its own."""


def usable() -> int:
    """The cores that the process may run on, and has the time of, rounded up."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, allowed(QUOTA) or cores)


def allowed(file: Path) -> int | None:
    """The cores whose time a control group may take, rounded up; None where there is no bound."""
    try:
        quota, period = file.read_text().split()
        return max(1, -(-int(quota) // int(period)))
    except (OSError, ValueError):
        return None
