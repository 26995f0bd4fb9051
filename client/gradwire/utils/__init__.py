"""torch.utils: so far its hooks."""

from __future__ import annotations

from gradwire.utils import hooks

__all__ = ["hooks"]
