"""torch.utils.hooks: what registering a hook returns."""

from __future__ import annotations

from gradwire.differentiation.hooks import RemovableHandle

__all__ = ["RemovableHandle"]
