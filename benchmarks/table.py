"""What is printed: the rows of each comparison as they come, and one table of the figures to reach."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime
from statistics import median

from .run import Result


def show(result: Result) -> None:
    """Print a comparison: time, rate, how many times faster than the first line, and what that ratio should be."""
    print(f"\n{result.work} ({result.through})")
    if result.skipped:
        print(f"    skipped: {result.skipped}", flush=True)
    for row in result.rows:
        time = rate = ""
        if not math.isnan(row.seconds):
            time, rate = readable(row.seconds), f"{1 / row.seconds:,.0f}/s" if row.seconds < 1 else ""
        speedup = "" if row.speedup is None else f"{row.speedup:8.2f} ×"
        aim = "" if row.aim is None else f"   to reach {row.aim:.2f} ×"
        print(f"    {row.variant:<36}{time:>11}{rate:>13}{speedup}{aim}".rstrip(), flush=True)


def readable(seconds: float) -> str:
    """Seconds in the unit that suits them."""
    for unit, factor in (("µs", 1e6), ("ms", 1e3)):
        if seconds * factor < 1000:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds:.3g} s"


def summary(runs: Sequence[Sequence[Result]]) -> str:
    """The figures to reach, as a table in Markdown: of each comparison the row furthest from it, over all runs."""
    found: dict[tuple[str, str, str, float], list[float]] = {}
    for results in runs:
        for result in results:
            aims = [(row.speedup / row.aim, row.speedup, row.aim) for row in result.rows if row.aim and row.speedup]
            if aims:
                _, speedup, aim = min(aims)
                found.setdefault((result.work, result.through, result.rows[0].variant, aim), []).append(speedup)
    lines = [
        "| work | through | × faster than | to reach | reached | range | date |",
        "|---|---|---|---:|---:|---|---|",
    ]
    for (*names, aim), ratios in found.items():
        span = f"{min(ratios):.2f} to {max(ratios):.2f}" if len(ratios) > 1 else ""
        cells = [*map(str, names), f"{aim:.2f}", f"{median(ratios):.2f}", span, f"{datetime.now(UTC):%Y-%m-%d}"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)
