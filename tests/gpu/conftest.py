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
                    family, op, forward, gradient = value
                    found.setdefault(family, []).append((op, Deviation(*forward), Deviation(*gradient)))
    if not found:
        return
    terminalreporter.section("float32 on the GPU, against the CPU")
    terminalreporter.write_line("Largest difference, as a share of the largest number, and in units in the last place")
    terminalreporter.write_line(COLUMNS)
    for family, rows in sorted(found.items()):
        forward, gradient = (_worst([(name, pair[place]) for name, *pair in rows]) for place in (0, 1))
        line = f"{family:20}{len(rows):6}{allowed(family):10.0e}  {forward:40}{gradient}"
        terminalreporter.write_line(line.rstrip())


def _worst(deviations: list[tuple[str, Deviation]]) -> str:
    name, most = max(deviations, key=lambda pair: pair[1].share)
    return f"{most.share:.1e}, {most.ulps:,.0f} ulp, {name}" if most.share else "equal"
