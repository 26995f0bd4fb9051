"""torch.signal.windows: window functions, as tensors."""

from __future__ import annotations

from gradwire._generated import signal_windows as generated
from gradwire._generated.signal_windows import *  # noqa: F403

__all__ = generated.__all__
