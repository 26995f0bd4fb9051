"""torch.backends.mps: no server computes on Apple's GPUs."""

from __future__ import annotations


def is_available() -> bool:
    """Whether there is such a GPU: no."""
    return False


def is_built() -> bool:
    """Whether there could be one: no."""
    return False
