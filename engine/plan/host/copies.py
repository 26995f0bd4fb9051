"""Copies between arrays of other layouts, in parts that the cache holds.

NumPy goes along the memory of the target. Where neighbours there lie far apart in the source, each is fetched with a
line of the cache whose other numbers are wanted only when it comes by again. Along short parts the line is there still:
that is 1.5 to five times as fast.
"""

from __future__ import annotations

from typing import Any

SPAN = 1 << 15
"""Bytes between the first and the last number of a part, as many as the smallest cache has."""
SHORTEST = 64
"""Numbers of a part; of fewer NumPy's way to the next one costs more than what is fetched twice."""
WORTH = 1 << 12
"""Numbers to be copied in one part, below which another call costs too much."""


def parts(target: Any, source: Any) -> list[tuple[slice, ...]]:
    """The indices of the parts of two arrays of one shape; none where these are best copied at once."""
    dims = sorted((dim for dim in range(target.ndim) if target.shape[dim] > 1), key=lambda dim: target.strides[dim])
    if len(dims) < 2 or target.shape != source.shape or any(target.strides[dim] <= 0 for dim in dims):
        return []
    step = source.strides[dims[0]]
    if step <= source.itemsize or all(source.strides[dim] != source.itemsize for dim in dims):
        return []
    most, length = max(SHORTEST, SPAN // step), 1
    for dim in dims:
        if source.strides[dim] != step * length or target.strides[dim] != target.itemsize * length:
            return []  # all in a row fit
        count = target.shape[dim]
        if length * count > most:
            size = max(1, most // length)
            if target.size // count * size < WORTH:
                return []
            before = (slice(None),) * dim
            return [(*before, slice(first, first + size)) for first in range(0, count, size)]
        length *= count
    return []
