"""Programs of the machine, run to their end."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping


class Failed(Exception):
    """What a check found wrong."""


class Missing(Exception):
    """What a check needs and this machine has not."""


def run(*words: str, environment: Mapping[str, str] | None = None, given: str = "", patience: float = 600) -> str:
    """What a program prints; Failed, with the end of what it said, unless it ends well."""
    ended = attempt(*words, environment=environment, given=given, patience=patience)
    if ended.returncode:
        said = "\n".join((ended.stdout + ended.stderr).splitlines()[-15:])
        raise Failed(f"{' '.join(words[:3])} ended with {ended.returncode}:\n{said}")
    return ended.stdout


def attempt(
    *words: str, environment: Mapping[str, str] | None = None, given: str = "", patience: float = 600
) -> subprocess.CompletedProcess[str]:
    """A program that was run, however it ended; Failed if it did not within `patience` seconds."""
    try:
        return subprocess.run(
            words,
            env={**os.environ, **(environment or {})},
            input=given,
            capture_output=True,
            text=True,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Failed(f"{' '.join(words[:3])} had not ended after {patience:.0f} s") from None
