"""Any public module of the SDK may be the first that a program imports."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CLIENT = Path(__file__).parents[2] / "client"


@pytest.mark.parametrize("name", ["autograd", "nn", "optim", "optim.lr_scheduler", "safetensors", "utils.data"])
def test_it_may_come_first(name: str) -> None:
    code = f"import gradwire.{name}; gradwire.tensor"
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(CLIENT)}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
