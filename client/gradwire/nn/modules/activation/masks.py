"""Masks: which keys a query does not see, as numbers that are added to scores."""

from __future__ import annotations

import math
from typing import Any

from gradwire._generated.functions import full, zeros_like
from gradwire.dtypes import DTYPES
from gradwire.recording.origins import warn


def both(mask: Any, padding: Any, like: Any, names: tuple[str, str]) -> tuple[Any, Any]:
    """A mask of places and one of keys that only fill up, as numbers like those of a tensor; None stays None."""
    if mask is not None and padding is not None and mask.dtype != padding.dtype:
        warn(f"{names[0]} and {names[1]} should be of one dtype, not {mask.dtype} and {padding.dtype}")
    return _added(mask, like, names[0]), _added(padding, like, names[1])


def _added(mask: Any, like: Any, name: str) -> Any:
    if mask is None or mask.is_floating_point():
        return mask
    if mask.dtype != DTYPES["bool"]:
        raise AssertionError(f"{name} is of bool or of a floating point dtype, not of {mask.dtype}")
    return zeros_like(mask, dtype=like.dtype).masked_fill_(mask, -math.inf)


def causal(size: int, device: Any, dtype: Any) -> Any:
    """The mask of [size, size] that lets each place see itself and those before."""
    return full((size, size), -math.inf, dtype=dtype, device=device).triu(1)
