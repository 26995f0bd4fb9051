"""Running the examples as their users do: each a process of its own, with a server's URL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"
PYTORCHS = "ignore::DeprecationWarning:torch.jit._script"  # PyTorch warns of what it uses itself


def launch(*command: str | Path, folder: Path | None = None, **settings: str) -> subprocess.CompletedProcess[str]:
    """A program that ended well, with these settings in its environment."""
    environment = os.environ | settings
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def run(url: str, script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """What it printed; warnings are errors."""
    command = [sys.executable, "-W", "error", "-W", PYTORCHS, EXAMPLES / script, *arguments]
    return launch(*command, GRADWIRE_URL=url, PYTHONPATH=str(EXAMPLES.parent / "client"))
