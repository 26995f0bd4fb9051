"""The host as this process may use it: its control group, as a container or a service has one, may leave it less."""

from __future__ import annotations

import os
import re
from pathlib import Path

GROUPS = Path("/sys/fs/cgroup")
"""The control groups of version 2; of a container, which sees no more, its own."""
OWN = Path("/proc/self/cgroup")
"""Which of them is the process's."""


def cores() -> int:
    """The cores that the process may run on, and has the time of, rounded up."""
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota, _, period = _read("cpu.max").partition(" ")  # microseconds of so many of a clock's, or "max"
    return min(here, max(1, -(-int(quota) // int(period)))) if quota.isdecimal() else here


def memory() -> int:
    """The bytes of memory that the process may use."""
    here = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min(here, memory_bound() or here)


def free() -> int:
    """The bytes of memory that nobody uses, but for files that would make room."""
    here = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES")
    bound, used = memory_bound(), _read("memory.current")
    if bound is None or not used:
        return here
    files = re.search(r"^inactive_file (\d+)$", _read("memory.stat"), re.MULTILINE)
    return min(here, max(0, bound - int(used) + (int(files[1]) if files else 0)))


def memory_bound() -> int | None:
    """The bytes of memory beyond which the system would end the process; None where there is no such bound."""
    bound = _read("memory.max")
    return int(bound) if bound.isdecimal() else None


def _read(name: str) -> str:
    """What a file of the control group says; nothing where there is none."""
    try:
        own = re.search(r"^0::/(.*)$", OWN.read_text(), re.MULTILINE)
        group = GROUPS / own[1] if own else GROUPS
        return ((group if group.is_dir() else GROUPS) / name).read_text().strip()
    except OSError:
        return ""
