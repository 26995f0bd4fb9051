"""Fetch wheels for a GPU host without a package registry: `make wheels WHEELS=folder`.

The host is to have Python 3.12, NumPy, CuPy, PyTorch and pip. All else that server, SDK and tests need is fetched.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
THERE: Final = ("numpy", "gradwire", "gradwire-server")
"""What the host has, and what this repository is."""
TESTS: Final = ("pytest", "pytest-xdist", "hypothesis", "safetensors", "hatchling")
"""What tests and the installation of the SDK need besides."""
TAGS: Final = ("manylinux_2_28_x86_64", "manylinux_2_27_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64")


def requirements() -> list[str]:
    """What is to be fetched, with the versions that the projects ask for."""
    server, client = (_project(path) for path in ("pyproject.toml", "client/pyproject.toml"))
    extras = server["optional-dependencies"]
    wanted = [*server["dependencies"], *client["dependencies"], *extras["compiler"], *TESTS]
    return [entry for entry in wanted if re.split(r"[\[<>=~! ]", entry)[0] not in THERE]


def main(folder: str) -> int:
    """Fetch them, without NumPy, which the host has."""
    tags = [word for tag in TAGS for word in ("--platform", tag)]
    options = ["--quiet", "--only-binary=:all:", "--python-version", "3.12", "--implementation", "cp", *tags]
    fetched = subprocess.run(
        [sys.executable, "-m", "pip", "download", *options, "--dest", folder, *requirements()], check=False
    )
    for wheel in Path(folder).glob("numpy-*.whl"):
        wheel.unlink()
    return fetched.returncode


def _project(path: str) -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((ROOT / path).read_text())["project"]
    return project


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
