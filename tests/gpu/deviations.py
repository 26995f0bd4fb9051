"""How far the numbers of one device are from those of another, and how far they may be."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy

TOLERANCES = {"linear algebra": 1e-3, "convolution": 1e-4, "neural network": 1e-4, "signal": 1e-4}
"""By family: the largest difference that float32 numbers may have, as a share of the largest number."""
TOLERANCE = 2e-5
"""Of every other family: some 170 units in the last place of the largest number."""


class Deviation(NamedTuple):
    """The largest difference of two arrays: as a share of the largest number, and in units in the last place."""

    share: float = 0.0
    ulps: float = 0.0

    def largest(self, other: Deviation) -> Deviation:
        """The larger of both."""
        return Deviation(max(self.share, other.share), max(self.ulps, other.ulps))


def allowed(family: str) -> float:
    """The share that float32 numbers of a family may differ by."""
    return TOLERANCES.get(family, TOLERANCE)


def deviation(ours: Any, theirs: Any) -> Deviation:
    """How far `ours` is from `theirs`; infinitely where shapes, dtypes, or what is no finite number, differ."""
    if (ours.shape, ours.dtype) != (theirs.shape, theirs.dtype):
        return Deviation(numpy.inf, numpy.inf)
    if ours.dtype.kind == "c":
        parts = [deviation(getattr(ours, part), getattr(theirs, part)) for part in ("real", "imag")]
        return parts[0].largest(parts[1])
    if ours.dtype.kind != "f":
        return Deviation() if numpy.array_equal(ours, theirs) else Deviation(numpy.inf, numpy.inf)
    finite = numpy.isfinite(theirs)
    if not numpy.array_equal(ours[~finite], theirs[~finite], equal_nan=True) or not numpy.isfinite(ours[finite]).all():
        return Deviation(numpy.inf, numpy.inf)
    ours, theirs = ours[finite], theirs[finite]
    apart = numpy.abs(ours.astype(numpy.float64) - theirs)
    if not apart.any():
        return Deviation()
    largest = max(float(numpy.abs(theirs).max()), float(numpy.finfo(theirs.dtype).smallest_normal))
    spacing = numpy.spacing(numpy.maximum(numpy.abs(ours), numpy.abs(theirs)))
    return Deviation(float(apart.max()) / largest, float((apart / spacing).max()))
