"""Servers of UM-Bridge and of Tesseract that serve the same functions, where `make bench` has installed them.

The scripts in here run in an environment of their own, `.venv-peers`, or the one that GRADWIRE_PEERS names.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.server import PORT, running

HERE = Path(__file__).parent
ENVIRONMENT = Path(os.environ.get("GRADWIRE_PEERS", HERE.parents[1] / ".venv-peers"))
MISSING = "not installed; `make bench` installs it"


@contextmanager
def umbridge() -> Iterator[int | None]:
    """The port of a UM-Bridge server of both functions; None without it."""
    if not any(ENVIRONMENT.glob("lib/python*/site-packages/umbridge")):
        yield None
        return
    script = str(HERE / "umbridge_models.py")
    with running([str(ENVIRONMENT / "bin" / "python"), script, PORT], "/Info") as port:
        yield port


@contextmanager
def tesseract(function: str) -> Iterator[int | None]:
    """The port of a Tesseract of that function, served without a container; None without it."""
    command = ENVIRONMENT / "bin" / "tesseract-runtime"
    if not command.exists():
        yield None
        return
    with tempfile.TemporaryDirectory() as outputs:  # where it keeps a log of each request
        environment = {
            "FUNCTION": function,
            "PYTHONPATH": str(HERE),
            "TESSERACT_API_PATH": str(HERE / "tesseract_api.py"),
            "TESSERACT_OUTPUT_PATH": outputs,
        }
        with running([str(command), "serve", "--port", PORT], "/health", environment) as port:
            yield port
