"""torch.special: special functions: gamma, error and Bessel functions, orthogonal polynomials."""

from __future__ import annotations

from gradwire._generated import special as generated
from gradwire._generated.special import *  # noqa: F403

__all__ = generated.__all__
