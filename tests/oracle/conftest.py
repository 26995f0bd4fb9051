"""The table that a run of PyTorch's database prints: by family, how many entries pass."""

from __future__ import annotations

from collections import Counter
from typing import Any

STATUSES = ("pass", "partial", "fail", "missing")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    counts: dict[str, Counter[str]] = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name == "op_db" and report.when == "call":
                    family, status = value
                    counts.setdefault(family, Counter())[status] += 1
    if not counts:
        return
    counts["all"] = sum(counts.values(), Counter())
    terminalreporter.section("PyTorch's database of operations")
    terminalreporter.write_line(f"{'':20}" + "".join(f"{status:>9}" for status in STATUSES))
    for family, statuses in [*sorted(item for item in counts.items() if item[0] != "all"), ("all", counts["all"])]:
        terminalreporter.write_line(f"{family:20}" + "".join(f"{statuses[status]:9}" for status in STATUSES))
