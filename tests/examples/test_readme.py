"""Every line of code in the README runs, and prints what the comment beside it says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def blocks(language: str, page: str = "README.md") -> str:
    """All code of that language on a page, which belongs together."""
    return "".join(re.findall(rf"```{language}\n(.*?)```", (ROOT / page).read_text(), re.DOTALL))


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


def test_the_page_on_gpus(cuda_server: str, server: str, tmp_path: Path) -> None:
    code = blocks("python", "docs/gpu.md")
    for url in (cuda_server, server):
        assert run([sys.executable, "-W", "error", "-c", code], url, tmp_path).splitlines() == promised(code)


@pytest.mark.skipif(
    not (shutil.which("curl") and shutil.which("jq")) and "CI" not in os.environ, reason="needs curl and jq"
)
@pytest.mark.parametrize("token", ["", "0123456789abcdef"])
def test_curl(start_server: Callable[..., str], token: str, tmp_path: Path) -> None:
    server = start_server(tokens=token)
    code = blocks("bash")
    local = code.replace("http://127.0.0.1:8000", server)
    assert local != code
    (sending,) = re.findall(r"`(curl\(\) .*)`", (ROOT / "README.md").read_text())
    curl = sending if token else 'curl() { command curl "$@"; }'
    strict = f"set -euo pipefail\n{curl}\nGRADWIRE_TOKEN={token}\n".replace(
        "command curl", "command curl --fail-with-body"
    )
    printed = run(["bash", "-c", strict + local], server, tmp_path)
    assert promised(code)
    for text in promised(code):
        assert text in printed
    assert (tmp_path / "gradient.npy").read_bytes().startswith(b"\x93NUMPY")
