"""PyTorch's CPU generator: MT19937, with PyTorch's ways from random bits to numbers.

`rand`, `randint`, `randperm` and short `randn` give PyTorch's numbers bit for bit; `randn` of 16 elements or more uses
PyTorch's Box-Muller in blocks of 16, whose vectorised functions differ from NumPy's in the last bits (5e-7).
Source: aten/src/ATen/native/cpu/DistributionTemplates.h and aten/src/ATen/core/DistributionsHelper.h of PyTorch.
"""

from __future__ import annotations

import math
from typing import Any

import numpy

from engine import dtypes
from engine.journal import Restorable

Array = numpy.ndarray[Any, Any]

BLOCK = 16


class Generator(Restorable):
    """A stream of random numbers, seeded as `torch.manual_seed` does it (the low 32 bits of the seed count)."""

    id = 0

    def __init__(self, seed: int) -> None:
        self._bits = numpy.random.MT19937()
        self.manual_seed(seed)

    def manual_seed(self, seed: int) -> None:
        """Start the stream of that seed."""
        self.seed = seed
        self._bits._legacy_seeding(seed & 0xFFFFFFFF)
        self._normal: float | None = None  # the second of a pair of normal numbers

    def snapshot(self) -> Any:
        return self.seed, self._bits.state, self._normal

    def restore(self, snapshot: Any) -> None:
        self.seed, self._bits.state, self._normal = snapshot

    def bits32(self, count: int) -> Array:
        """Random 32-bit integers, as uint64."""
        return self._bits.random_raw(count)

    def bits64(self, count: int) -> Array:
        """Random 64-bit integers: the first draw is the high half."""
        pairs = self.bits32(2 * count).reshape(count, 2)
        return (pairs[:, 0] << numpy.uint64(32)) | pairs[:, 1]

    def uniform(self, count: int, dtype: dtypes.Dtype) -> Array:
        """Numbers in [0, 1): 24 random bits for float32, 53 for float64, 11 and 8 for the halves."""
        if dtype == dtypes.float64:
            return (self.bits64(count) & numpy.uint64((1 << 53) - 1)).astype(dtype) * 2.0**-53
        digits = {dtypes.float32: 24, dtypes.float16: 11, dtypes.bfloat16: 8}[dtype]
        whole = (self.bits32(count) & numpy.uint64((1 << digits) - 1)).astype(dtypes.float32)
        return (whole * numpy.float32(2.0**-digits)).astype(dtype)

    def normal(self, count: int, dtype: dtypes.Dtype) -> Array:
        """Numbers of the standard normal distribution, by Box and Muller's method."""
        if count < BLOCK or dtype in dtypes.HALVES:
            return numpy.array([self._next_normal() for _ in range(count)], float).astype(dtype)
        flat = self.uniform(count, dtype)
        whole = count - count % BLOCK
        flat[:whole] = _box_muller(flat[:whole])
        if whole < count:  # the last 16 are drawn again as one block
            flat[-BLOCK:] = _box_muller(self.uniform(BLOCK, dtype))
        return flat

    def integers(self, count: int, low: int, high: int) -> Array:
        """Integers in [low, high), by the remainder of random bits, as int64."""
        width = high - low
        bits = self.bits64(count) if width >= 1 << 32 else self.bits32(count)
        return (bits % numpy.uint64(width)).astype(dtypes.int64) + low

    def permutation(self, count: int) -> Array:
        """The integers below `count` in random order, as int64."""
        order = list(range(count))
        draws = self.bits32(max(count - 1, 0)).tolist()
        for i, draw in enumerate(draws):
            j = i + draw % (count - i)
            order[i], order[j] = order[j], order[i]
        return numpy.array(order, dtypes.int64)

    def _next_normal(self) -> float:
        if self._normal is not None:
            cached, self._normal = self._normal, None
            return cached
        first, second = self.uniform(2, dtypes.float64).tolist()
        radius = math.sqrt(-2.0 * math.log1p(-second))
        self._normal = radius * math.sin(2.0 * math.pi * first)
        return radius * math.cos(2.0 * math.pi * first)


def _box_muller(uniform: Array) -> Array:
    """Blocks of 16 uniform numbers as normal ones: the first 8 give radii, the last 8 angles."""
    blocks = uniform.reshape(-1, 2, BLOCK // 2)
    radius = numpy.sqrt(-2 * numpy.log(1 - blocks[:, 0]))
    angle = blocks[:, 1] * uniform.dtype.type(2 * math.pi)
    return numpy.stack([radius * numpy.cos(angle), radius * numpy.sin(angle)], 1).reshape(-1)
