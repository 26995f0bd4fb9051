"""torch.fft: discrete Fourier transforms."""

from __future__ import annotations

from gradwire._generated import fft as generated
from gradwire._generated.fft import *  # noqa: F403

__all__ = generated.__all__
