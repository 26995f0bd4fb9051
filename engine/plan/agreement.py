"""Agreement of arrays: how a plan is proven. It is found out where the arrays are."""

from __future__ import annotations

from typing import Any

import numpy

from engine.libraries import on_host

Array = Any
TOLERANCE = 256
"""By how many times the machine epsilon of its dtype, and the largest number in it, an array may differ that need not
be the same to the bit: rounding errors of a sum of n terms grow as the root of n, and this is that of 65,536."""


def are_equal(one: Array, other: Array, xp: Any) -> bool:
    """Whether two arrays of `xp` are the same to the bit."""
    if not _are_alike(one, other):
        return False
    if on_host(xp):
        return bool(one.tobytes() == other.tobytes())
    if one.dtype.kind == "c":
        return are_equal(one.real, other.real, xp) and are_equal(one.imag, other.imag, xp)
    bits = f"u{one.itemsize}"
    return bool((one.view(bits) == other.view(bits)).all())


def are_close(one: Array, other: Array, xp: Any) -> bool:
    """Whether two arrays are the same but for rounding."""
    if are_equal(one, other, xp):
        return True
    if not _are_alike(one, other) or one.dtype.kind not in "fc":
        return False
    largest = abs(xp.where(xp.isfinite(other), other, 0)).max()
    near = abs(one - other) <= TOLERANCE * numpy.finfo(one.dtype).eps * largest
    return bool((near | (one == other) | ((one != one) & (other != other))).all())


def _are_alike(one: Array, other: Array) -> bool:
    return bool((one.dtype, one.shape, one.strides) == (other.dtype, other.shape, other.strides))
