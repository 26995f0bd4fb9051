"""torch.linalg: decompositions, norms, solvers."""

from __future__ import annotations

from gradwire._generated import linalg as generated
from gradwire._generated.linalg import *  # noqa: F403

__all__ = generated.__all__
