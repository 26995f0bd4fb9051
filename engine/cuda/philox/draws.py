"""Draws from the state of a generator on CUDA: an array of its seed and offset, which they leave advanced.

Nothing here waits for the device, so the work can be captured, and a graph of it draws anew at each launch.

Source: aten/src/ATen/native/cuda/DistributionTemplates.h, Dropout.cu and Randperm.cu of PyTorch, the interface of
cuRAND: which thread makes which element of which words, and by how much a draw advances the offset.
"""

from __future__ import annotations

import functools
import math
from typing import Any

import cupy
import numpy

from engine import dtypes
from engine.cuda.philox.sources import numbers, words
from engine.draws import digits_for

Array = Any
BLOCK = 256
PACKED = 16  # bytes that a thread of PyTorch's dropout reads at a time
DUPLICATES = math.log(0.9)  # of the probability that no two keys of a permutation are equal


def uniform(state: Array, count: int, dtype: dtypes.Dtype, low: float = 0.0, high: float = 1.0) -> Array:
    """Numbers in [low, high); what rounds to `high` becomes `low`."""
    real = _real(dtype)
    least, most = dtype.type(low), dtype.type(high)
    bounds = real.type(most - least), real.type(least), real.type(most)
    made = _numbers(state, "uniform", count, real, *bounds)
    if real == dtype:
        return made
    made = made.astype(dtype).astype(real)
    return cupy.where(made == bounds[2], bounds[1], made).astype(dtype)


def chances(state: Array, count: int, dtype: dtypes.Dtype, given: dtypes.Dtype | None = None) -> Array:
    """Numbers for truths of a dtype: they lie below a probability that often.

    `given` is the dtype of the probabilities, where each number has one of its own.
    """
    real = _real(dtype)
    if given is None:
        return _numbers(state, "unit", count, real)
    made = cupy.empty(count, real)
    if count:
        name = "chances_double" if real == dtypes.float64 else "chances_float"
        words(name)((-(-count // (4 * BLOCK)),), (BLOCK,), (state, made, numpy.int64(count)))
        _advance(state, 10)
    return made


def kept(state: Array, count: int, dtype: dtypes.Dtype, share: float, fused: bool) -> Array:
    """Which elements of a dtype dropout keeps, each with probability `share`; `fused` is in the order of its kernel."""
    real = _real(dtype)
    if not fused:
        return chances(state, count, dtype) < real.type(share)
    made = cupy.empty(count, bool)
    if count:
        pack = min(PACKED // dtype.itemsize, math.gcd(count, PACKED))
        blocks = _blocks(state, count)
        words("kept")(
            (blocks,), (BLOCK,), (state, made, numpy.int64(count), numpy.int32(pack), float(real.type(share)))
        )
        _advance(state, _rounds(count, blocks, 4))
    return made


def normal(
    state: Array, count: int, dtype: dtypes.Dtype, mean: float = 0.0, std: float = 1.0, pairwise: bool = False
) -> Array:
    """Numbers of a normal distribution; `pairwise` is about the CPU."""
    return _rounded(state, "normal", count, dtype, mean, std)


def log_normal(state: Array, count: int, dtype: dtypes.Dtype, mean: float, std: float) -> Array:
    """Numbers whose logarithms are normal."""
    return _rounded(state, "log_normal", count, dtype, mean, std)


def cauchy(state: Array, count: int, dtype: dtypes.Dtype, median: float, sigma: float) -> Array:
    """Numbers of a Cauchy distribution."""
    return _rounded(state, "cauchy", count, dtype, median, sigma)


def geometric(state: Array, count: int, dtype: dtypes.Dtype, p: float) -> Array:
    """How often to toss until something of probability p happens."""
    return _rounded(state, "geometric", count, dtype, p)


def exponential(state: Array, count: int, dtype: dtypes.Dtype, rate: float = 1.0) -> Array:
    """Numbers of an exponential distribution."""
    return _rounded(state, "exponential", count, dtype, rate)


def integers(state: Array, count: int, low: int, high: int, digits: int | None = None) -> Array:
    """Integers in [low, high), by the remainder of so many random bits, as int64."""
    width = high - low
    digits = digits or digits_for(width)
    made = cupy.empty(count, dtypes.int64)
    if count:
        blocks = _blocks(state, count)
        bounds = numpy.uint64(width % (1 << 64)), numpy.uint64(low % (1 << 64))
        words(f"integers{digits}")((blocks,), (BLOCK,), (state, made, numpy.int64(count), *bounds))
        _advance(state, _rounds(count, blocks, 128 // digits))
    return made


def permutation(state: Array, count: int) -> Array:
    """The integers below `count` in random order, as int64: that of random keys, and of equal ones a random one."""
    if not count:
        return cupy.empty(0, dtypes.int64)
    bits = min(64, math.ceil(math.log2(count - (6.0 * count * count + 1) / (12 * DUPLICATES))))
    size = 32 if bits <= 32 else 64
    keys = integers(state, count, -(1 << size - 1), (1 << size - 1) - 1)
    if bits < size:
        keys &= (1 << bits) - 1
    order = cupy.argsort(keys, kind="stable").astype(dtypes.int64, copy=False)
    words("shuffled")((-(-count // BLOCK),), (BLOCK,), (state, keys[order], order, numpy.int64(count)))
    _advance(state, count)
    return order


def begin(state: Array, seed: int, offset: int = 0) -> None:
    """Let a state be that of a seed, so far on."""
    words("begin")((1,), (1,), (state, numpy.uint64(seed % (1 << 64)), numpy.uint64(offset)))


def _real(dtype: dtypes.Dtype) -> dtypes.Dtype:
    """The dtype that numbers for another one are made in."""
    return dtypes.float64 if dtype == dtypes.float64 else dtypes.float32


def _rounded(state: Array, distribution: str, count: int, dtype: dtypes.Dtype, *parameters: float) -> Array:
    real = _real(dtype)
    return _numbers(state, distribution, count, real, *map(real.type, parameters)).astype(dtype, copy=False)


def _numbers(state: Array, distribution: str, count: int, real: dtypes.Dtype, *parameters: Any) -> Array:
    """Numbers of a distribution, of up to three parameters."""
    made = cupy.empty(count, real)
    if count:
        blocks = _blocks(state, count)
        given = *parameters, *[real.type(0)] * (3 - len(parameters))
        numbers(distribution, real.name)((blocks,), (BLOCK,), (state, made, numpy.int64(count), *given))
        _advance(state, _rounds(count, blocks, 16 // real.itemsize))
    return made


def _blocks(state: Array, count: int) -> int:
    """How many blocks of threads PyTorch launches for so many numbers."""
    return min(_most_blocks(state.device.id), -(-count // BLOCK))


@functools.cache
def _most_blocks(device: int) -> int:
    about = cupy.cuda.runtime.getDeviceProperties(device)
    return int(about["multiProcessorCount"] * (about["maxThreadsPerMultiProcessor"] // BLOCK))


def _rounds(count: int, blocks: int, each: int) -> int:
    """By how much a draw of `each` numbers at a time advances the offset."""
    return 4 * -(-count // (BLOCK * blocks * each))


def _advance(state: Array, by: int) -> None:
    """Advance the offset, which stays a multiple of 4."""
    words("advance")((1,), (1,), (state, numpy.uint64(by + -by % 4)))
