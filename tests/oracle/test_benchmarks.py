"""Each comparison of the benchmarks runs: tiny, once, and without a look at the clock's verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch")

import gradwire
from benchmarks import plots
from benchmarks.__main__ import COMPARISONS, results
from benchmarks.gpu.ceilings import Ceilings
from benchmarks.gpu.table import table
from benchmarks.gpu.works import COMPILED, OURS, Setting, works
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


def test_the_comparisons_on_a_gpu_run(cuda_server: str) -> None:
    best = Ceilings(1e9, {"float32": 1e12, "bfloat16": 1e12})
    run = Run(int(cuda_server.rpartition(":")[2]), rounds=1, patience=0, shrink=10_000)
    with gradwire.Session(cuda_server):
        found = list(works(Setting(run, "cpu", "cuda:0", compiles=False)))
    for work in found:
        assert {OURS, *work.aims} - {COMPILED} <= work.seconds.keys()
    lines = table(found, best).splitlines()[2:]
    assert len(lines) == 10
    assert all(line.count(" | ") == 7 for line in lines)


def test_the_plots_are_drawn(server: str, tmp_path: Path) -> None:
    with gradwire.Session(server):
        plots.draw(_tiny(server), tmp_path)
    for name in ("vjp.svg", "steps.svg"):
        assert "PyTorch, in process" in (tmp_path / name).read_text()
