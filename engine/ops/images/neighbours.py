"""Points among the pixels of images: their neighbours, and how much each of these weighs.

Conventions of where pixels lie, and of what is beyond them, are PyTorch's
(https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.grid_sample.html).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from engine import dtypes
from engine.ops.images.resampling import cubic_weight
from engine.parameters import Xp

Orders = tuple[int, ...]  # of derivatives, one per dimension of an image

BILINEAR, NEAREST, BICUBIC = range(3)
ZEROS, BORDER, REFLECTION = range(3)


class Tap(NamedTuple):
    """A neighbour along one dimension: where it is among pixels and margin, and its weight (None: 0)."""

    index: Any
    weight: Any


MARGIN = 4  # zeros around an image, which stand for all that is outside; a point's neighbours are at most 2 apart


def _taps(xp: Xp, place: Any, size: int, mode: int, padding: int, corners: bool, order: int) -> list[Tap]:
    """The neighbours of places along a dimension of that size, weighted by a derivative of their weights."""
    real = place.dtype.type
    factor = real((size - 1) / 2 if corners else size / 2)
    if mode == BICUBIC:
        left = xp.floor(place)
        share = place - left
        taps = []
        for offset, distance, sign in ((-1, share + 1, 1), (0, share, 1), (1, 1 - share, -1), (2, 2 - share, -1)):
            beside, _ = _kept(xp, left + offset, size, padding, corners)
            weight = cubic_weight(xp, distance, order=order).astype(real) * (sign * factor) ** order
            taps.append(Tap(_number(xp, beside, size), weight))
        return taps
    place, slope = _kept(xp, place, size, padding, corners)
    if mode == NEAREST:
        return [Tap(_number(xp, xp.rint(place), size), None if order else xp.ones_like(place))]
    left = xp.floor(place)
    number, share = _number(xp, left, size), place - left
    if order == 0:
        weights = (1 - share, share)
    elif order == 1:
        weights = (-slope * factor, slope * factor)
    else:
        weights = (None, None)
    return [Tap(number, weights[0]), Tap(number + 1, weights[1])]


def _number(xp: Xp, place: Any, size: int) -> Any:
    """Where a pixel is among pixels and margin; what is far outside, or nowhere, is in the margin."""
    return xp.fmax(xp.fmin(place, size), -2).astype("int64") + MARGIN


def _kept(xp: Xp, place: Any, size: int, padding: int, corners: bool) -> tuple[Any, Any]:
    """Where a point outside is sampled instead, and how fast that place moves with it: 1, 0 or -1."""
    slope = xp.ones(1, place.dtype)
    if padding == ZEROS:
        return place, slope
    if padding == REFLECTION:
        low, span = place.dtype.type(0 if corners else -0.5), place.dtype.type(size - 1 if corners else size)
        if span == 0:
            return place * 0, slope * 0
        away = xp.abs(place - low)
        turns = xp.floor(away / span)
        rest = away - turns * span
        odd = xp.remainder(turns, 2) == 1
        slope = xp.where((place < low) ^ odd, -slope, slope)
        place = xp.where(odd, span - rest, rest) + low
    slope = xp.where((place <= 0) | (place >= size - 1), 0 * slope, slope)
    return xp.fmin(xp.fmax(place, 0), size - 1), slope


def neighbours(
    xp: Xp, places: Any, sizes: Sequence[int], mode: int, padding: int, corners: bool, wanted: Sequence[Orders]
) -> Iterator[tuple[Any, list[Any]]]:
    """The neighbours of places: positions in the flat image with its margin, and a weight per wanted orders.

    A weight that is 0 everywhere is None.
    """
    rank, wide = len(sizes), _widened(sizes)
    taps = {
        (dim, order): _taps(xp, places[dim], sizes[dim], mode, padding, corners, order)
        for dim in range(rank)
        for order in {orders[dim] for orders in wanted}
    }
    first = [taps[dim, wanted[0][dim]] for dim in range(rank)]
    numbers = [[tap.index * math.prod(wide[dim + 1 :]) for tap in found] for dim, found in enumerate(first)]
    for corner in itertools.product(*[range(len(found)) for found in numbers]):
        weights: list[Any] = []
        for orders in wanted:
            factors = [taps[dim, orders[dim]][place].weight for dim, place in enumerate(corner)]
            zero = any(factor is None for factor in factors)
            weights.append(None if zero else math.prod(factors[1:], start=factors[0]))
        if any(weight is not None for weight in weights):
            position = numbers[0][corner[0]]
            for dim in range(1, rank):
                position = position + numbers[dim][corner[dim]]
            yield position, weights


BLOCK = 1 << 14  # points that are worked on together: what is computed of them stays in a processor's cache


def blocks(
    xp: Xp, grid: Any, sizes: Sequence[int], corners: bool, dtype: dtypes.Dtype
) -> Iterator[tuple[slice, list[Any], Any]]:
    """The grid's points in blocks: where they are, their places along each dimension, and where their images start.

    The places are rounded to the grid's dtype, as PyTorch's are, and given in `dtype`.
    """
    real, rank = grid.dtype.type, len(sizes)
    points = grid.reshape(math.prod(grid.shape[:-1]), len(sizes))
    each, pixels = math.prod(grid.shape[1:-1]), math.prod(_widened(sizes))
    for start in range(0, points.shape[0], BLOCK):
        block = slice(start, min(start + BLOCK, points.shape[0]))
        places = []
        for dim, size in enumerate(sizes):
            place = (points[block, rank - 1 - dim] + 1) * real((size - 1) / 2 if corners else size / 2)
            places.append((place if corners else place - real(0.5)).astype(dtype))
        yield block, places, xp.arange(block.start, block.stop) // each * pixels


def _widened(sizes: Sequence[int]) -> tuple[int, ...]:
    """The sizes of an image with its margin."""
    return tuple([size + 2 * MARGIN for size in sizes])


def framed(xp: Xp, batch: int, channels: int, sizes: Sequence[int], dtype: dtypes.Dtype) -> tuple[Any, Any]:
    """Zeros for the images of a batch with their margins, [channels, pixels of all], and the images therein."""
    wide = _widened(sizes)
    flat = xp.zeros((channels, batch * math.prod(wide)), dtype)
    inner = (slice(None), slice(None), *[slice(MARGIN, MARGIN + size) for size in sizes])
    return flat, flat.reshape(channels, batch, *wide)[inner].swapaxes(0, 1)


def gathered(xp: Xp, input: Any, dtype: dtypes.Dtype) -> Any:
    """The images of a batch with their margins, flat."""
    flat, inner = framed(xp, input.shape[0], input.shape[1], input.shape[2:], dtype)
    inner[...] = input
    return flat
