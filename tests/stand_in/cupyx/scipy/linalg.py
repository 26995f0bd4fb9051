"""cupyx.scipy.linalg, by SciPy."""

from __future__ import annotations

from typing import Any

import scipy.linalg
from cupy._calls import NAMES, named


def __getattr__(name: str) -> Any:
    if f"cupyx.scipy.linalg.{name}" not in NAMES:
        raise AttributeError(f"CuPy has no linalg.{name}")
    return named(f"cupyx.scipy.linalg.{name}", getattr(scipy.linalg, name))
