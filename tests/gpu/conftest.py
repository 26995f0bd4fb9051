"""The table that a run on a GPU prints: by family, how far its numbers were from the CPU's at most."""

from __future__ import annotations

from typing import Any

from tests.gpu.deviations import Deviation, allowed

COLUMNS = f"{'family':20}{'cases':>6}{'may be':>10}  {'forward':40}{'gradient':40}"


def pytest_terminal_summary(terminalreporter: Any) -> None:
    found: dict[str, list[tuple[str, Deviation, Deviation]]] = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name == "deviation" and report.when == "call":
                    family, *rest = value
                    found.setdefault(family, []).append(tuple(rest))
    if not found:
        return
    terminalreporter.section("float32 on the GPU, against the CPU")
    terminalreporter.write_line(
        "The largest difference, as a share of the largest number, and in units in the last place."
    )
    terminalreporter.write_line(COLUMNS)
    for family, rows in sorted(found.items()):
        worst = [max(rows, key=lambda row: row[place].share) for place in (1, 2)]
        cells = [f"{row[place].share:.1e}, {row[place].ulps:,.0f} ulp, {row[0]}" for place, row in enumerate(worst, 1)]
        told = [
            cell if row[place].share else "equal" for place, (cell, row) in enumerate(zip(cells, worst, strict=True), 1)
        ]
        terminalreporter.write_line(
            f"{family:20}{len(rows):6}{allowed(family):10.0e}  {told[0]:40}{told[1]:40}".rstrip()
        )
