"""torch.nn: so far its functions."""

from __future__ import annotations

from gradwire.nn import functional

__all__ = ["functional"]
