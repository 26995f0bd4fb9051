"""torch.utils.hooks: what registering a hook returns."""

from __future__ import annotations

from gradwire.handles import RemovableHandle

__all__ = ["RemovableHandle"]
