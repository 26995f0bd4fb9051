"""Each comparison of the benchmarks runs: tiny, once, and without a look at the clock's verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch")

import gradwire
from benchmarks import plots
from benchmarks.__main__ import COMPARISONS, results
from benchmarks.run import Run


def _tiny(server: str) -> Run:
    return Run(int(server.rpartition(":")[2]), rounds=1, patience=0, shrink=10_000)


@pytest.mark.parametrize("name", [name for name in COMPARISONS if name != "operations"])  # which take half a minute
def test_every_variant_runs(name: str, server: str) -> None:
    with gradwire.Session(server):
        found = list(results(_tiny(server), [name]))
    assert found
    for result in found:
        assert result.skipped or len(result.rows) > 1, result
        assert all(row.seconds > 0 for row in result.rows), result
        assert {row.speedup is None for row in result.rows[1:]} <= {False}, result


def test_the_plots_are_drawn(server: str, tmp_path: Path) -> None:
    with gradwire.Session(server):
        plots.draw(_tiny(server), tmp_path)
    for name in ("vjp.svg", "steps.svg"):
        assert "PyTorch, in process" in (tmp_path / name).read_text()
