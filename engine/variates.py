"""What PyTorch makes of uniform random numbers on the CPU, rounded as it does: others in a range, and normal ones."""

from __future__ import annotations

import math
from typing import Any

import numpy

Array = numpy.ndarray[Any, Any]
BLOCK = 16


def fused(factor: Array, scale: float, shift: float) -> Array:
    """factor * scale + shift, rounded once, as processors do it: what product and sum lose is found by splitting."""
    high, low = _halves(factor)
    upper, lower = _halves(numpy.float64(scale))
    product = factor * scale
    lost = ((high * upper - product) + high * lower + low * upper) + low * lower
    total = product + shift
    part = total - product
    lost += (product - (total - part)) + (shift - part)
    fused: Array = total + lost
    return fused


def _halves(number: Any) -> tuple[Any, Any]:
    """Two numbers of 26 bits whose sum a number is (T. J. Dekker, 1971)."""
    spread = number * 134217729.0  # 2 ** 27 + 1
    high = spread - (spread - number)
    return high, number - high


def pair(first: float, second: float) -> tuple[float, float]:
    """Two normal numbers of two uniform ones."""
    radius, angle = math.sqrt(-2.0 * math.log1p(-second)), 2.0 * math.pi * first
    return radius * math.cos(angle), radius * math.sin(angle)


def box_muller(uniform: Array, out: Array) -> None:
    """Write blocks of 16 uniform numbers as normal ones: the first 8 give radii, the last 8 angles."""
    blocks = uniform.reshape(-1, 2, BLOCK // 2)
    radius = numpy.sqrt(-2 * numpy.log(1 - blocks[:, 0]))
    angle = blocks[:, 1] * uniform.dtype.type(2 * math.pi)
    normal = out.reshape(-1, 2, BLOCK // 2)
    numpy.multiply(radius, numpy.cos(angle), normal[:, 0])
    numpy.multiply(radius, numpy.sin(angle), normal[:, 1])
