"""PyTorch's CPU generator: MT19937, with PyTorch's ways from random bits to numbers.

`rand`, `randint`, `randperm`, `bernoulli`, `multinomial` and short `randn` give PyTorch's numbers bit
for bit; `randn` of 16 elements or more uses PyTorch's Box-Muller in blocks of 16, whose vectorised functions differ
from NumPy's in the last bits (5e-7).
Source: aten/src/ATen/native/cpu/DistributionTemplates.h and aten/src/ATen/core/DistributionsHelper.h of PyTorch.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator
from typing import Any, SupportsInt

import numpy

from engine import dtypes
from engine.batching.level import Levels
from engine.draws import digits_for, rounded
from engine.errors import OpFailed
from engine.journal import Restorable
from engine.variates import BLOCK, box_muller, fused, pair

Array = numpy.ndarray[Any, Any]

CHUNK = 1 << 10
PART = 1 << 15  # normal numbers at a time: their intermediate values stay in the cache
STATE = numpy.dtype(
    [
        ("seed", "<u8"), ("left", "<i4"), ("seeded", "<i4"), ("next", "<u8"), ("state", "<u8", 624),
        ("normal_x", "<f8"), ("normal", "<f8"), ("rho", "<f8"), ("has_normal", "<i4"), ("pad", "<i4"),
        ("float_normal", "<f4"), ("has_float_normal", "<i4"),
    ]
)  # fmt: skip


class Generator(Restorable):
    """A stream of random numbers, seeded as `torch.manual_seed` does it (the low 32 bits of the seed count)."""

    id = 0
    device = "cpu"
    levels: Levels = ()  # it draws for one example

    def __init__(self, seed: int) -> None:
        self.manual_seed(seed)

    @functools.cached_property
    def _bits(self) -> Any:
        """The source, made when it is drawn from: to seed it takes longer than a small program, which may draw none."""
        bits = numpy.random.MT19937(0)
        bits._legacy_seeding(self.seed & 0xFFFFFFFF)
        return bits

    @functools.cached_property
    def _words(self) -> numpy.random.Generator:
        return numpy.random.Generator(self._bits)

    @property
    def source(self) -> Generator:
        """What draws change: itself."""
        return self

    @staticmethod
    def function(name: str) -> Callable[..., Array]:
        """A draw as a function, whose first argument is the `source`."""
        return getattr(Generator, name)  # type: ignore[no-any-return]

    def twin(self) -> Generator:
        """Another one that goes on from where this one is."""
        other = Generator(self.seed)
        other.restore(self.snapshot())
        return other

    def manual_seed(self, seed: SupportsInt) -> None:
        """Start the stream of that seed."""
        self.seed = int(seed)
        if "_bits" in vars(self):
            self._bits._legacy_seeding(self.seed & 0xFFFFFFFF)
        self._normal: float | None = None  # the second of a pair of normal numbers

    def snapshot(self) -> Any:
        return self.seed, self._bits.state if "_bits" in vars(self) else None, self._normal

    def restore(self, snapshot: Any) -> None:
        seed, bits, normal = snapshot
        if bits is None:
            self.manual_seed(seed)
        else:
            self.seed, self._bits.state = seed, bits
        self._normal = normal

    def state(self) -> Array:
        """The whole state as bytes, laid out as PyTorch's `get_rng_state` does it."""
        mt = self._bits.state["state"]
        record = numpy.zeros((), STATE)
        record["seed"], record["seeded"] = self.seed & (1 << 64) - 1, 1
        record["left"], record["next"] = 625 - int(mt["pos"]), mt["pos"]
        record["state"] = mt["key"]
        record["normal"], record["has_normal"] = self._normal or 0.0, self._normal is not None
        return numpy.frombuffer(record.tobytes(), numpy.uint8).copy()

    def set_state(self, state: Array) -> None:
        """Go on from a state that `state` or PyTorch gave."""
        if state.dtype != dtypes.uint8 or state.shape != (STATE.itemsize,):
            raise OpFailed(f"The state of a generator is {STATE.itemsize} bytes (uint8).", op="set_rng_state")
        record = numpy.frombuffer(state.tobytes(), STATE)[0]
        position = 625 - int(record["left"])
        if not 0 <= position <= 624:
            raise OpFailed("These bytes are no state of a generator.", op="set_rng_state")
        key = record["state"].astype(numpy.uint32)
        self._bits.state = {"bit_generator": "MT19937", "state": {"key": key, "pos": position}}
        self.seed = int(record["seed"])
        self._normal = float(record["normal"]) if record["has_normal"] else None

    def bits32(self, count: int) -> Array:
        """Random 32-bit integers, as uint32."""
        return self._words.integers(0, 1 << 32, count, numpy.uint32)

    def bits64(self, count: int) -> Array:
        """Random 64-bit integers: the first draw is the high half."""
        pairs = self.bits32(2 * count).reshape(count, 2)
        return (pairs[:, 0].astype(numpy.uint64) << numpy.uint64(32)) | pairs[:, 1]

    def uniform(self, count: int, dtype: dtypes.Dtype, low: float = 0.0, high: float = 1.0) -> Array:
        """Numbers in [low, high): of 24 random bits, or 53 for float64; what rounds to `high` becomes `low`."""
        unit = self._unit64(count) if dtype == dtypes.float64 else self._unit32(count)
        if dtype == unit.dtype and (low, high) == (0, 1):
            return unit
        if dtype == dtypes.float64:
            return fused(unit, high - low, low)
        least, most = numpy.float32(low), numpy.float32(high)
        exact = unit.astype(dtypes.float64) * float(most - least) + float(least)  # so it is rounded once
        scaled = exact.astype(dtypes.float32).astype(dtype, copy=False)
        return numpy.where(scaled == dtype.type(high), dtype.type(low), scaled) if high > low else scaled

    def _unit32(self, count: int) -> Array:
        """Numbers in [0, 1) of 24 random bits each."""
        unit: Array = (self.bits32(count) & numpy.uint32((1 << 24) - 1)).astype(dtypes.float32)
        unit *= numpy.float32(2.0**-24)
        return unit

    def _unit64(self, count: int) -> Array:
        """Numbers in [0, 1) of 53 random bits each: 21 of the first draw, 32 of the second."""
        pairs = self.bits32(2 * count).reshape(count, 2)
        unit: Array = (pairs[:, 0] & numpy.uint32((1 << 21) - 1)).astype(dtypes.float64)
        unit *= 2.0**32
        unit += pairs[:, 1]
        unit *= 2.0**-53
        return unit

    def normal(
        self, count: int, dtype: dtypes.Dtype, mean: float = 0.0, std: float = 1.0, pairwise: bool = False
    ) -> Array:
        """Numbers of a normal distribution, by Box and Muller's method; in blocks, unless `pairwise` or few."""
        if pairwise or count < BLOCK:
            return (self._pairwise(count) * std + mean).astype(dtype)
        half = dtype in dtypes.HALVES
        exact = dtypes.float32 if half else dtype
        whole = count - count % BLOCK
        drawn = numpy.empty(count, exact)
        for start in range(0, whole, PART):
            part = drawn[start : min(start + PART, whole)]
            box_muller(self.uniform(len(part), exact), part)
        if whole < count:  # the last 16 are drawn again as one block
            if not half:
                self.uniform(count - whole, exact)
            box_muller(self.uniform(BLOCK, exact), drawn[-BLOCK:])
        if (mean, std) != (0, 1):
            drawn *= exact.type(std)
            drawn += exact.type(mean)
        return drawn.astype(dtype, copy=False)

    def chances(self, count: int, dtype: dtypes.Dtype, given: dtypes.Dtype | None = None) -> Array:
        """Numbers in [0, 1) for truths of a dtype: they lie below a probability that often.

        `given` is the dtype of the probabilities, where each number has one of its own.
        """
        exact = given in (dtypes.float32, *dtypes.HALVES)
        return self.uniform(count, dtypes.float32 if exact else dtypes.float64)

    def kept(self, count: int, dtype: dtypes.Dtype, share: float, fused: bool) -> Array:
        """Which elements of a dtype dropout keeps, each with probability `share`.

        `fused` says whether PyTorch has one kernel for it on CUDA, which draws in an order of its own.
        """
        return self.chances(count, dtype) < share

    def log_normal(self, count: int, dtype: dtypes.Dtype, mean: float, std: float) -> Array:
        """Numbers whose logarithms are normal."""
        return rounded(numpy.exp(self._pairwise(count) * std + mean), dtype)

    def cauchy(self, count: int, dtype: dtypes.Dtype, median: float, sigma: float) -> Array:
        """Numbers of a Cauchy distribution."""
        least = float(numpy.finfo(dtypes.float64).eps)
        share = numpy.clip(self.uniform(count, dtypes.float64), least, 1 - least)
        return rounded(numpy.tan((share - 0.5) * math.pi) * sigma + median, dtype)

    def geometric(self, count: int, dtype: dtypes.Dtype, p: float) -> Array:
        """How often to toss until something of probability p happens."""
        return rounded(numpy.ceil(numpy.log(self.uniform(count, dtypes.float64)) / math.log1p(-p)), dtype)

    def exponential(self, count: int, dtype: dtypes.Dtype, rate: float = 1.0) -> Array:
        """Numbers of an exponential distribution."""
        return (-numpy.log1p(-self.uniform(count, dtypes.float64)) / rate).astype(dtype)

    def integers(self, count: int, low: int, high: int, digits: int | None = None) -> Array:
        """Integers in [low, high), by the remainder of so many random bits, as int64."""
        width = high - low
        digits = digits or digits_for(width)
        bits = self.bits64(count) if digits == 64 else self.bits32(count)
        if width < 1 << digits:
            bits = bits % bits.dtype.type(width)
        return (bits + numpy.uint64(low % (1 << 64))).view(dtypes.int64)

    def permutation(self, count: int) -> Array:
        """The integers below `count` in random order, as int64."""
        order = list(range(count))
        places = numpy.arange(max(count - 1, 0))
        chosen = places + self.bits32(len(places)) % (count - places)
        for i, j in enumerate(chosen.tolist()):
            order[i], order[j] = order[j], order[i]
        return numpy.array(order, dtypes.int64)

    def one_by_one(self, sample: Callable[[Callable[[], float]], Array]) -> Array:
        """What `sample(draw)` makes of uniform numbers in [0, 1) that it draws one by one, as many as it needs."""
        before = self._bits.state
        drawn = 0

        def numbers() -> Iterator[float]:
            nonlocal drawn
            while True:
                for number in self.uniform(CHUNK, dtypes.float64).tolist():
                    drawn += 1
                    yield number

        result = sample(numbers().__next__)
        self._bits.state = before  # the chunks were longer than what was drawn of them
        self._bits.random_raw(2 * drawn, False)
        return result

    def _pairwise(self, count: int) -> Array:
        """Standard normal numbers in float64, made in pairs; the second of a pair may be left for the next call."""
        kept = [] if self._normal is None else [self._normal]
        missing = max(count - len(kept), 0)
        pairs = self.uniform(2 * ((missing + 1) // 2), dtypes.float64).reshape(-1, 2)
        if count < BLOCK:  # the functions of `math` are those that PyTorch uses, to the last bit
            made: Any = [part for angle, share in pairs.tolist() for part in pair(angle, share)]
        else:
            radius, angle = numpy.sqrt(-2.0 * numpy.log1p(-pairs[:, 1])), pairs[:, 0] * (2.0 * math.pi)
            made = numpy.stack([radius * numpy.cos(angle), radius * numpy.sin(angle)], 1).reshape(-1)
        normals = numpy.concatenate([kept, made])
        if count:
            self._normal = float(normals[count]) if len(normals) > count else None
        return normals[:count]
