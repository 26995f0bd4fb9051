"""How many cores the process may use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import cores

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("max 100000", None),
        ("50000 100000", 1),
        ("100000 100000", 1),
        ("150000 100000", 2),
        ("400000 50000", 8),
        ("", None),
    ],
)
def test_a_control_group_bounds_them(tmp_path: Path, text: str, expected: int | None) -> None:
    (tmp_path / "cpu.max").write_text(text)
    assert cores.allowed(tmp_path / "cpu.max") == expected


def test_no_control_group_bounds_nothing(tmp_path: Path) -> None:
    assert cores.allowed(tmp_path / "cpu.max") is None


def test_a_bound_of_time_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "QUOTA", tmp_path / "cpu.max")
    (tmp_path / "cpu.max").write_text("100000 100000")
    assert cores.usable() == 1


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system binds no process to cores")
def test_a_process_of_one_core_looks_for_nothing_without_sleep() -> None:
    code = """
import os
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from app.settings import Settings
from gradwire.remote.lookout import MOMENT
print(Settings().busy_poll, Settings().compute_threads, MOMENT)
"""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'client'}"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "0.0 2 0.0\n"
