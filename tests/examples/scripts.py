"""Running a script of the examples as its users do: a process of its own, with a server's URL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"
PYTORCHS = "ignore::DeprecationWarning:torch.jit._script"  # PyTorch warns of what it uses itself


def run(url: str, script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """What it printed; warnings are errors."""
    command = [sys.executable, "-W", "error", "-W", PYTORCHS, EXAMPLES / script, *arguments]
    environment = os.environ | {"GRADWIRE_URL": url, "PYTHONPATH": str(EXAMPLES.parent / "client")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done
