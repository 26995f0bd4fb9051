"""Masks: which keys a query does not see, as truths or as numbers that are added to scores."""

from __future__ import annotations

import math
from typing import Any

from gradwire._generated.functions import full, zeros_like
from gradwire.dtypes import DTYPES
from gradwire.recording.origins import warn


def check(mask: Any, padding: Any, names: tuple[str, str]) -> None:
    """AssertionError for a mask of places, or one of keys that only fill up, that is of no dtype for masks; and a
    warning where they are of two."""
    for one, name in ((mask, names[0]), (padding, names[1])):
        if one is not None and not (one.is_floating_point() or one.dtype == DTYPES["bool"]):
            raise AssertionError(f"{name} is of bool or of a floating point dtype, not of {one.dtype}")
    if mask is not None and padding is not None and mask.dtype != padding.dtype:
        warn(f"{names[0]} and {names[1]} should be of one dtype, not {mask.dtype} and {padding.dtype}")


def both(mask: Any, padding: Any, like: Any, names: tuple[str, str]) -> tuple[Any, Any]:
    """Such masks as numbers like those of a tensor; None stays None."""
    check(mask, padding, names)
    return _added(mask, like), _added(padding, like)


def _added(mask: Any, like: Any) -> Any:
    if mask is None or mask.is_floating_point():
        return mask
    return zeros_like(mask, dtype=like.dtype).masked_fill_(mask, -math.inf)


def causal(size: int, device: Any, dtype: Any) -> Any:
    """The mask of [size, size] that lets each place see itself and those before."""
    return full((size, size), -math.inf, dtype=dtype, device=device).triu(1)
