"""Large arrays worked through in blocks: where it takes several passes, the next one finds its block in the cache."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator
from typing import Any

from engine.libraries import block

SMALL = 1 << 12  # bytes: less than a block of any dtype


def blocks(rows: Any, size: int) -> Iterator[slice]:
    """Runs along the first dimension of an array, of about `size` elements each."""
    return runs(rows.shape[0], math.prod(rows.shape[1:]), size)


def runs(rows: int, width: int, size: int) -> Iterator[slice]:
    """Runs of so many rows of a width, of about `size` elements each."""
    count = max(1, size // max(1, width))
    return (slice(first, first + count) for first in range(0, rows, count))


def blockwise(xp: Any, function: Callable[..., Any], *values: Any) -> Any:
    """function(*values), where it is elementwise: in blocks of the arrays where these are large and of one shape."""
    places = [place for place, value in enumerate(values) if getattr(value, "ndim", 0)]
    arrays = [values[place] for place in places]
    size = block(xp) // 2  # which leaves room for what is computed on the way
    if not arrays or arrays[0].size <= 2 * size or hasattr(xp, "is_traced"):  # a plan has blocks of its own
        return function(*values)
    shape = arrays[0].shape
    if any(one.shape != shape or not one.flags.c_contiguous for one in arrays):
        return function(*values)
    lines = [array.reshape(-1) for array in arrays]
    some = list(values)
    out = filled = None
    for run in blocks(lines[0], size):
        for place, line in zip(places, lines, strict=True):
            some[place] = line[run]
        part = function(*some)
        if filled is None:
            # nothing may have been computed, or what came may come back
            if getattr(part, "shape", None) != some[places[0]].shape or any(part is one for one in some):
                return function(*values)
            out = xp.empty(shape, part.dtype)
            filled = out.reshape(-1)
        filled[run] = part
    return out


def in_blocks(kernel: Callable[..., Any]) -> Callable[..., Any]:
    """An elementwise kernel of several passes, done in blocks."""

    @functools.wraps(kernel)
    def blocked(xp: Any, *inputs: Any, **attributes: Any) -> Any:
        return blockwise(xp, functools.partial(kernel, xp, **attributes), *inputs)

    return blocked
