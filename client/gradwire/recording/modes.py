"""The grad mode in force, the levels of vmap, the checkpoints: each thread's own, and each asynchronous task's."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Final, NamedTuple

ENABLED, DISABLED, INFERENCE, ANOMALY, UNCHECKED = 0, 1, 2, 4, 8
"""Flags: inference mode usually disables gradients, too, and enable_grad in it only says otherwise; anomaly mode may
leave NaN unchecked."""

LEVEL: Final = 16
"""What one more level of vmap adds to a mode."""
_MOST_LEVELS: Final = 15
REGION: Final = LEVEL * (_MOST_LEVELS + 1)
"""What one more checkpoint adds to a mode."""

_mode: Final[ContextVar[int]] = ContextVar("grad_mode", default=ENABLED)


class Examples(NamedTuple):
    """A vmap at work: the number of its level, and how many examples there are."""

    level: int
    size: int


_transforms: Final[ContextVar[tuple[Examples | None, ...]]] = ContextVar("transforms", default=())

transforms: Final = _transforms.get
"""The transforms of torch.func that are at work, from the outermost; None is one that differentiates."""
set_transforms: Final = _transforms.set

_tangents: Final[ContextVar[bool]] = ContextVar("tangents", default=False)

carries_tangents: Final = _tangents.get
"""Whether tensors may carry tangents, which no_grad does not stop: what they come of is recorded nevertheless."""
set_tangents: Final = _tangents.set

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


def refuse_in_transforms(what: str) -> None:
    """Refuse what the function that a transform is given may not do."""
    if _transforms.get():
        raise RuntimeError(
            f"{what} is not for the functions that torch.func transforms: use torch.func.grad or vjp, which nest, or "
            "do it outside"
        )
