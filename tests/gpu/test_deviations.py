"""What counts as a deviation of one array from another."""

from __future__ import annotations

from typing import Any

import numpy
import pytest

from tests.gpu.deviations import Deviation, deviation

ONES = numpy.ones(3, numpy.float32)
APART = Deviation(numpy.inf, numpy.inf)


@pytest.mark.parametrize(
    "other",
    [
        numpy.ones(2, numpy.float32),
        numpy.ones(3),
        numpy.array([1, 1, numpy.nan], numpy.float32),
        numpy.array([1, 1, -numpy.inf], numpy.float32),
    ],
)
def test_other_shapes_dtypes_and_what_is_not_finite_are_infinitely_apart(other: Any) -> None:
    assert deviation(other, ONES) == deviation(ONES, other) == APART


def test_numbers_are_measured_against_the_largest_and_by_their_last_places() -> None:
    theirs = numpy.array([4.0, 1.0, numpy.inf, numpy.nan], numpy.float32)
    ours = theirs.copy()
    assert deviation(ours, theirs) == Deviation()
    ours[1] = numpy.nextafter(numpy.float32(1), numpy.float32(2))
    assert deviation(ours, theirs) == Deviation(2.0**-25, 1.0)
    assert deviation(ours[:2] * 1j, theirs[:2] * 1j) == deviation(ours[:2], theirs[:2])


def test_integers_are_equal_or_not() -> None:
    assert deviation(numpy.arange(3), numpy.arange(3)) == Deviation()
    assert deviation(numpy.arange(3), numpy.zeros(3, numpy.int64)) == APART
