"""torch.utils: checkpoint, data and hooks."""

from __future__ import annotations

from gradwire.utils import checkpoint, data, hooks

__all__ = ["checkpoint", "data", "hooks"]
