"""The grad mode in force, the levels of vmap, the checkpoints: each thread's own, and each asynchronous task's."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Final

ENABLED, DISABLED, INFERENCE, ANOMALY, UNCHECKED = 0, 1, 2, 4, 8
"""Flags: inference mode usually disables gradients, too, and enable_grad in it only says otherwise; anomaly mode may
leave NaN unchecked."""

LEVEL: Final = 16
"""What one more level of vmap adds to a mode."""
_MOST_LEVELS: Final = 15
REGION: Final = LEVEL * (_MOST_LEVELS + 1)
"""What one more checkpoint adds to a mode."""

_mode: Final[ContextVar[int]] = ContextVar("grad_mode", default=ENABLED)

grad_mode: Final = _mode.get
set_grad_mode: Final = _mode.set


def levels(mode: int) -> int:
    """How many levels of vmap a mode is within."""
    return mode // LEVEL & _MOST_LEVELS


def regions(mode: int) -> int:
    """How many checkpoints a mode is within."""
    return mode // REGION


def looks_for_nan(mode: int) -> bool:
    """Whether passes in this mode look for NaN."""
    return mode & (ANOMALY | UNCHECKED) == ANOMALY
