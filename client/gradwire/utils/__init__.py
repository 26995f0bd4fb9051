"""torch.utils: data and hooks."""

from __future__ import annotations

from gradwire.utils import data, hooks

__all__ = ["data", "hooks"]
