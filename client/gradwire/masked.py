"""torch.masked: reductions and normalisations of the elements where a mask is true."""

from __future__ import annotations

from gradwire._generated import masked as generated
from gradwire._generated.masked import *  # noqa: F403

__all__ = generated.__all__
