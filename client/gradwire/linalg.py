"""torch.linalg: decompositions, norms, solvers."""

from __future__ import annotations

from gradwire._generated import linalg as generated
from gradwire._generated.linalg import *  # noqa: F403
from gradwire.errors import LinAlgError as LinAlgError

__all__ = [*generated.__all__, "LinAlgError"]
