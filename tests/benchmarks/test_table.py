"""What the benchmarks' summary says of several runs."""

from __future__ import annotations

from benchmarks.run import Result
from benchmarks.table import readable, summary
from benchmarks.timing import Row


def test_the_summary_has_the_row_furthest_from_its_aim_over_all_runs() -> None:
    runs = [
        [Result("work", "HTTP", [Row("theirs", 1.0, None), Row("near", 0.5, 3.0, 2.0), Row("far", 0.5, ratio, 4.0)])]
        for ratio in (2.0, 1.0, 1.5)
    ]
    line = summary(runs).splitlines()[2]
    assert line.startswith("| work | HTTP | theirs | 4.00 | 1.50 | 1.00 to 2.00 | ")


def test_what_was_skipped_or_has_nothing_to_reach_is_not_in_the_summary() -> None:
    results = [Result("work", "HTTP", skipped="not installed"), Result("work", "HTTP", [Row("theirs", 1.0, None)])]
    assert len(summary([results]).splitlines()) == 2


def test_seconds_are_written_in_the_unit_that_suits_them() -> None:
    assert [readable(seconds) for seconds in (2e-6, 0.0125, 1.5)] == ["2 µs", "12.5 ms", "1.5 s"]
