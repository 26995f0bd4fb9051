"""What the generators of all devices have in common: the names of their draws, and how bits become integers."""

from __future__ import annotations

from typing import Any, Final

import numpy

from engine import dtypes

DRAWS: Final = frozenset(
    {
        "uniform", "chances", "kept", "normal", "log_normal", "cauchy", "geometric", "exponential", "integers",
        "permutation",
    }
)  # fmt: skip
"""What a generator draws so many numbers of: these are the first argument, and the dtype, if any, is the second."""


def digits_for(width: int) -> int:
    """How many random bits PyTorch draws for one of so many integers."""
    return 64 if width >= 1 << 28 else 32


def rounded(drawn: numpy.ndarray[Any, Any], dtype: dtypes.Dtype) -> numpy.ndarray[Any, Any]:
    """Numbers of float64 in another dtype, halves by way of float32."""
    return (drawn.astype(dtypes.float32) if dtype in dtypes.HALVES else drawn).astype(dtype)
