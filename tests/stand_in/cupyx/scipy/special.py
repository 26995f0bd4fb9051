"""cupyx.scipy.special, by SciPy."""

from __future__ import annotations

from typing import Any

import scipy.special
from cupy._calls import NAMES, named


def __getattr__(name: str) -> Any:
    if f"cupyx.scipy.special.{name}" not in NAMES:
        raise AttributeError(f"CuPy has no special.{name}")
    return named(f"cupyx.scipy.special.{name}", getattr(scipy.special, name))
