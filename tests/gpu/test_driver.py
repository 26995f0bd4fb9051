"""What is for a GPU looks for one before it installs anything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.gpu.driver import count

LOOK = "tests/gpu/driver.py"


@pytest.mark.parametrize("target", ["test-gpu", "bench-gpu"])
@pytest.mark.parametrize("from_wheels", [False, True])
def test_it_is_looked_for_first(tmp_path: Path, target: str, from_wheels: bool) -> None:
    settings = [f"VENV={tmp_path}/venv", f"GPU={tmp_path}/gpu", *([f"WHEELS={tmp_path}"] if from_wheels else [])]
    planned = subprocess.run(
        ["make", "-n", "--no-print-directory", target, *settings], cwd=ROOT, capture_output=True, text=True, check=True
    )
    lines = planned.stdout.splitlines()
    installs = [number for number, line in enumerate(lines) if " install " in line]
    assert LOOK in lines[0]
    assert installs


@pytest.mark.skipif(count() > 0, reason="there is a GPU")
def test_it_is_said_that_there_is_none() -> None:
    ended = subprocess.run([sys.executable, LOOK], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith("There is no GPU to run on")
