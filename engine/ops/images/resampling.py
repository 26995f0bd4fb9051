"""Resampling: linear maps along one dimension each, that make images of another size.

A map is three vectors, a number of the result, a number of the input and a weight for each pair that has one. Its
transpose is the same map with the first two exchanged. The conventions of where pixels lie are PyTorch's
(https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from engine import dtypes
from engine.parameters import Xp

Shape = tuple[int, ...]
CUBIC = -0.75  # the free coefficient of cubic convolution: R. G. Keys, IEEE Trans. ASSP 29 (1981)
SMOOTH_CUBIC = -0.5


class Map(NamedTuple):
    """The pairs of result and input that a linear map connects, and their weights (None: each is 1)."""

    rows: Any
    columns: Any
    weights: Any


Maps = Callable[[int, int], Map | None]  # by a dimension's place and old size; None where nothing changes


def resample(xp: Xp, input: Any, size: Sequence[int], maps: Maps) -> Any:
    """input with its last dimensions resampled to `size`."""
    return _along_all(xp, input, size, [maps(place, input.shape[place - len(size)]) for place in range(len(size))])


def spread(xp: Xp, g: Any, size: Sequence[int], maps: Maps) -> Any:
    """The transpose of `resample`: `size` is what the input had."""
    found = [maps(place, size[place]) for place in range(len(size))]
    turned = [None if one is None else Map(one.columns, one.rows, one.weights) for one in found]
    return _along_all(xp, g, size, turned)


def _along_all(xp: Xp, input: Any, size: Sequence[int], maps: Sequence[Map | None]) -> Any:
    """Apply a map along each of the last dimensions: first where there is most to lose, last where most to gain."""
    first = input.ndim - len(size)

    def growth(place: int) -> tuple[float, int]:
        ratio = size[place] / max(input.shape[first + place], 1)
        return ratio, place if ratio < 1 else -place  # rows are faster than columns while there is most

    out = input
    for place in sorted(range(len(size)), key=growth):
        map = maps[place]
        if map is not None:
            out = _apply(xp, out, first + place, size[place], map)
    return out.copy() if out is input else out


def _apply(xp: Xp, input: Any, axis: int, size: int, map: Map) -> Any:
    """A map along one axis: gathered and added, as often as a row has columns."""
    shape = (*input.shape[:axis], size, *input.shape[axis + 1 :])
    order = xp.argsort(map.rows, None, "stable")
    rows, columns = map.rows[order], map.columns[order]
    weights = None if map.weights is None else map.weights[order]
    rank = xp.arange(rows.size) - xp.searchsorted(rows, rows)  # which of its row's columns each is
    out: Any = None
    for step in range(int(rank.max()) + 1 if rank.size else 0):
        chosen = rank == step
        part = xp.take(input, columns[chosen], axis)
        if weights is not None:
            part *= weights[chosen].reshape((-1,) + (1,) * (input.ndim - 1 - axis))
        where = rows[chosen]
        if out is None and where.size == size:
            out = part
            continue
        out = xp.zeros(shape, input.dtype) if out is None else out
        start, stop = int(where[0]), int(where[-1]) + 1
        place = slice(start, stop) if stop - start == where.size else where
        out[(slice(None),) * axis + (place,)] += part
    return xp.zeros(shape, input.dtype) if out is None else out


def _step(size: int, old: int, corners: bool, scale: float | None) -> float:
    """How far a pixel of the result is from the next one, in pixels of the input."""
    if corners:
        return (old - 1) / (size - 1) if size > 1 else 0.0
    return 1 / scale if scale is not None and scale > 0 else old / size


def _windows(xp: Xp, starts: Any, counts: Any, weigh: Callable[[Any, Any], Any]) -> Map:
    """A map of a window of the input for each row: where it starts, how long it is; `weigh` gives (rows, longest)."""
    longest = int(counts.max()) if counts.size else 0
    rows = xp.broadcast_to(xp.arange(starts.size).reshape(-1, 1), (starts.size, longest))
    columns = starts.reshape(-1, 1) + xp.arange(longest)
    kept = xp.arange(longest) < counts.reshape(-1, 1)
    weights = weigh(columns, kept)
    return Map(rows[kept], columns[kept], weights[kept])


def nearest(xp: Xp, old: int, size: int, scale: float | None, exact: bool, dtype: Any) -> Map:
    """Each the nearest pixel before it; exactly the nearest one where `exact`."""
    real = dtype.type
    step = real(_step(size, old, False, scale))
    rows = xp.arange(size)
    place = (rows.astype(dtype) + real(0.5)) * step if exact else rows.astype(dtype) * step
    columns = xp.minimum(xp.floor(place.astype(dtypes.float32)), old - 1).astype("int64")
    return Map(rows, columns, None)


def linear(xp: Xp, old: int, size: int, corners: bool, scale: float | None, dtype: Any) -> Map:
    """Each between its two neighbours, by how near they are."""
    place = _places(xp, old, size, corners, scale, dtype)
    place = xp.maximum(place, 0) if not corners else place
    left = xp.minimum(xp.floor(place), old - 1)
    share = xp.clip(place - left, 0, 1)
    start = left.astype("int64")
    rows = xp.arange(size)
    return Map(
        xp.concatenate([rows, rows]),
        xp.concatenate([start, xp.minimum(start + 1, old - 1)]),
        xp.concatenate([1 - share, share]),
    )


def _places(xp: Xp, old: int, size: int, corners: bool, scale: float | None, dtype: Any) -> Any:
    """Where the result's pixels lie among the input's."""
    real = dtype.type
    step, rows = real(_step(size, old, corners, scale)), xp.arange(size).astype(dtype)
    return rows * step if corners else (rows + real(0.5)) * step - real(0.5)


def cubic_weight(xp: Xp, distance: Any, free: float = CUBIC, order: int = 0) -> Any:
    """The weight in cubic convolution of a pixel at a distance from 0 to 2, or its derivative of that order."""
    near = (free + 2, -(free + 3), 0.0, 1.0)
    far = (free, -5 * free, 8 * free, -4 * free)
    return xp.where(distance < 1, _polynomial(distance, near, order), _polynomial(distance, far, order))


def _polynomial(value: Any, coefficients: Sequence[float], order: int) -> Any:
    for _ in range(order):
        degree = len(coefficients) - 1
        coefficients = [factor * (degree - i) for i, factor in enumerate(coefficients[:-1])] or [0.0]
    total = value * 0 + coefficients[0]
    for coefficient in coefficients[1:]:
        total = total * value + coefficient
    return total


def cubic(xp: Xp, old: int, size: int, corners: bool, scale: float | None, dtype: Any) -> Map:
    """Each by cubic convolution of its four neighbours, those at the border repeated beyond it."""
    place = _places(xp, old, size, corners, scale, dtype)
    left = xp.floor(place)
    share, start, rows = place - left, left.astype("int64"), xp.arange(size)
    distances = (share + 1, share, 1 - share, 2 - share)
    return Map(
        xp.concatenate([rows] * 4),
        xp.concatenate([xp.clip(start + offset, 0, old - 1) for offset in (-1, 0, 1, 2)]),
        xp.concatenate([cubic_weight(xp, distance) for distance in distances]),
    )


def area(xp: Xp, old: int, size: int, dtype: Any) -> Map:
    """Each the mean of a window; the windows share the input evenly, and may overlap."""
    rows = xp.arange(size)
    starts = rows * old // size
    counts = -(-(rows + 1) * old // size) - starts
    return _windows(xp, starts, counts, lambda columns, kept: kept / counts.reshape(-1, 1).astype(dtype))


FILTERS: dict[str, tuple[float, Callable[[Xp, Any], Any]]] = {
    "bilinear": (1.0, lambda xp, x: xp.maximum(1 - x, 0)),
    "bicubic": (2.0, lambda xp, x: xp.where(x < 2, cubic_weight(xp, x, SMOOTH_CUBIC), 0)),
    "lanczos": (3.0, lambda xp, x: xp.where(x < 3, xp.sinc(x) * xp.sinc(x / 3), 0)),
}


def smoothed(xp: Xp, old: int, size: int, corners: bool, scale: float | None, dtype: Any, kind: str) -> Map:
    """Each by a filter that is as wide as the result's pixels where these are the larger ones: antialiasing."""
    real = dtype.type
    radius, weight = FILTERS[kind]
    step = real(_step(size, old, corners, scale))
    support = real(radius) * max(step, real(1))
    centers = (xp.arange(size).astype(dtype) + real(0.5)) * step
    starts = xp.maximum((centers - support + real(0.5)).astype("int64"), 0)
    counts = xp.minimum((centers + support + real(0.5)).astype("int64"), old) - starts

    def weigh(columns: Any, kept: Any) -> Any:
        distances = xp.abs(columns.astype(dtype) - centers.reshape(-1, 1) + real(0.5)) / max(step, real(1))
        weights = xp.where(kept, weight(xp, distances), 0).astype(dtype)
        total = xp.sum(weights, 1, None, None, True)
        return weights / xp.where(total == 0, real(1), total)

    return _windows(xp, starts, counts, weigh)
