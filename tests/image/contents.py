"""What is in the image: how large its parts are, and of CUDA whether all is there, looked at without a GPU."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from tests.image.build import NAME
from tests.image.command import Missing
from tests.image.engine import Engine, limits

SCRIPT = Path(__file__).with_name("libraries.py")
PARTS = r"""
bytes() { du --summarize --total --apparent-size --block-size=1 "$@" 2>/dev/null | tail -n 1 | cut -f 1; }
cd /opt/gradwire/lib/python3*/site-packages
bytes nvidia
bytes cupy cupyx cupy_backends
bytes /srv/gradwire
"""


def sizes(engine: Engine) -> Iterator[str]:
    """One line of megabytes, uncompressed."""
    steps = json.loads(engine.podman("history", "--format", "json", NAME))
    *own, python, debian = (step["size"] / 1e6 for step in steps if step["size"])
    cuda, cupy, code = (int(line) / 1e6 for line in _run(engine, "sh", "-c", PARTS).split())
    yield (
        f"{sum(own) + python + debian:.0f} MB: Debian {debian:.0f}, Python {python:.0f}, CUDA {cuda:.0f}, "
        f"CuPy {cupy:.0f}, other packages {sum(own) - cuda - cupy - code:.0f}, code {code:.0f}"
    )


def libraries(engine: Engine, extras: str) -> Iterator[str]:
    """CuPy finds in the image what it calls, and compiles with it."""
    if "cuda" not in extras:
        raise Missing("the image has no CUDA")
    yield from _run(engine, "python", "-", given=SCRIPT.read_text()).splitlines()


def _run(engine: Engine, program: str, *words: str, given: str = "") -> str:
    """What a program of the image prints."""
    options = ("--rm", "--interactive", "--no-healthcheck", "--network", "none", *limits())
    return engine.podman("run", *options, "--entrypoint", program, NAME, *words, given=given)
