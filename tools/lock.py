"""Write deploy/requirements/, the packages of the image with versions and hashes: `make lock`.

Versions are those that this environment has, which are tested; of what it has not, those of the last time, or with
`--upgrade` the newest. The set of an extra comes on top of `server`, and agrees with it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from importlib.metadata import distributions
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
FOLDER: Final = ROOT / "deploy" / "requirements"
EXTRAS: Final = ("cuda12", "cuda13", "compiler")
OWN: Final = "gradwire"
OPTIONS: Final = ("--universal", "--python-version=3.11", "--generate-hashes", "--no-annotate", "--no-header", "-q")
"""For each machine and Python that pip could be asked to install on."""


def sets() -> dict[str, list[str]]:
    """What each set must hold, in the projects' words."""
    server, client = (tomllib.loads((ROOT / path / "pyproject.toml").read_text()) for path in ("", "client"))
    needed = [*server["project"]["dependencies"], *client["project"]["dependencies"]]
    return {
        "server": sorted({entry for entry in needed if not entry.startswith(OWN)}),
        **{extra: server["project"]["optional-dependencies"][extra] for extra in EXTRAS},
        "build": _build_system(server, client),
    }


def heading(requirements: Sequence[str]) -> str:
    """The first lines of a set's file, which tell what it was made for."""
    return "".join(["# Written by `make lock` for:\n", *(f"#   {entry}\n" for entry in requirements)])


def main(arguments: Sequence[str]) -> int:
    """Write all sets, with further options for uv; uv's exit status, where it cannot do so."""
    with tempfile.TemporaryDirectory() as folder:
        installed = Path(folder, "installed.txt")
        installed.write_text("".join(f"{one.name}=={one.version.partition('+')[0]}\n" for one in distributions()))
        for name, requirements in sets().items():
            constraints = [installed] if name in ("server", "build") else [installed, FOLDER / "server.txt"]
            if status := _write(FOLDER / f"{name}.txt", requirements, constraints, arguments):
                return status
    return 0


def _write(file: Path, requirements: Sequence[str], constraints: Sequence[Path], arguments: Sequence[str]) -> int:
    limits = [word for constraint in constraints for word in ("--constraint", str(constraint))]
    command = [sys.executable, "-m", "uv", "pip", "compile", "-", "--output-file", str(file), *OPTIONS, *limits]
    status = subprocess.run([*command, *arguments], input="\n".join(requirements), text=True, check=False).returncode
    if status == 0:
        file.write_text(heading(requirements) + file.read_text())
    return status


def _build_system(*projects: dict[str, Any]) -> list[str]:
    return sorted({entry for project in projects for entry in project["build-system"]["requires"]})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
