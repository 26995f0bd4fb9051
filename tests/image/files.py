"""The files of the container: hadolint reads the Dockerfile, docker-compose its own."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import ROOT
from tests.image.command import Missing, run

FILE = ROOT / "docker-compose.yml"


def dockerfile() -> Iterator[str]:
    """Hadolint reads the Dockerfile."""
    hadolint = shutil.which("hadolint", path=str(Path(sys.executable).parent)) or shutil.which("hadolint")
    if not hadolint:
        raise Missing("hadolint is not installed")
    run(hadolint, "--no-color", str(ROOT / "Dockerfile"))
    yield "hadolint has nothing to say"


def compose() -> Iterator[str]:
    """docker-compose reads its file, without the profile and with it."""
    configuration()
    services = configuration("cpu")["services"]
    yield f"docker-compose {run('docker-compose', 'version', '--short').strip()} reads {' and '.join(services)}"


def configuration(*profiles: str) -> dict[str, Any]:
    """What docker-compose.yml comes to with these profiles and no tokens, in docker-compose's words."""
    if not shutil.which("docker-compose"):
        raise Missing("docker-compose is not installed")
    chosen = [word for profile in profiles for word in ("--profile", profile)]
    words = ("docker-compose", "--file", str(FILE), *chosen, "config")
    read: dict[str, Any] = yaml.safe_load(run(*words, environment={"TOKENS_FILE": ""}))  # whatever .env may say
    return read
