"""Large arrays worked through in blocks: where it takes several passes, the next one finds its block in the cache."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator
from typing import Any

from engine.devices import block


def blocks(rows: Any, size: int) -> Iterator[slice]:
    """Runs along the first dimension of an array, of about `size` elements each."""
    count = max(1, size // max(1, math.prod(rows.shape[1:])))
    return (slice(first, first + count) for first in range(0, rows.shape[0], count))


def blockwise(xp: Any, function: Callable[..., Any], *values: Any) -> Any:
    """function(*values), where it is elementwise: in blocks of the arrays where these are large and of one shape."""
    places = [place for place, value in enumerate(values) if getattr(value, "ndim", 0)]
    if not places:
        return function(*values)
    arrays = [values[place] for place in places]
    shape, size = arrays[0].shape, block(xp) // 2  # which leaves room for what is computed on the way
    if arrays[0].size <= 2 * size or any(one.shape != shape or not one.flags.c_contiguous for one in arrays):
        return function(*values)
    lines = [array.reshape(-1) for array in arrays]
    some = list(values)
    out = line = None
    for run in blocks(lines[0], size):
        for place, one in zip(places, lines, strict=True):
            some[place] = one[run]
        result = function(*some)
        if line is None:
            if getattr(result, "shape", None) != some[places[0]].shape or any(
                result is some[place] for place in places
            ):
                return function(*values)  # nothing was computed, or something else than elements
            out = xp.empty(shape, result.dtype)
            line = out.reshape(-1)
        line[run] = result
    return out


def in_blocks(kernel: Callable[..., Any]) -> Callable[..., Any]:
    """An elementwise kernel of several passes, done in blocks."""

    @functools.wraps(kernel)
    def blocked(xp: Any, *inputs: Any, **attributes: Any) -> Any:
        return blockwise(xp, functools.partial(kernel, xp, **attributes), *inputs)

    return blocked
