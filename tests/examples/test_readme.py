"""Every line of code in the README runs, and prints what the comment beside it says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

README = (Path(__file__).parents[2] / "README.md").read_text()


def blocks(language: str) -> str:
    """All code of that language, which belongs together."""
    return "".join(re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL))


def promised(code: str) -> list[str]:
    return re.findall(r"  # (.*)", code)


def run(command: list[str], url: str, folder: Path) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"GRADWIRE_URL": url},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_python(server: str, tmp_path: Path) -> None:
    code = blocks("python")
    assert run([sys.executable, "-W", "error", "-c", code], server, tmp_path).splitlines() == promised(code)


@pytest.mark.skipif(
    not (shutil.which("curl") and shutil.which("jq")) and "CI" not in os.environ, reason="needs curl and jq"
)
def test_curl(server: str, tmp_path: Path) -> None:
    code = blocks("bash")
    local = code.replace("http://127.0.0.1:8000", server)
    assert local != code
    strict = 'set -euo pipefail\ncurl() { command curl --fail-with-body "$@"; }\n'
    printed = run(["bash", "-c", strict + local], server, tmp_path)
    assert promised(code)
    for text in promised(code):
        assert text in printed
    assert (tmp_path / "gradient.npy").read_bytes().startswith(b"\x93NUMPY")
