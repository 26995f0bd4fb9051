"""What of CUDA is in the image, looked at without a GPU."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.image.build import NAME
from tests.image.command import Missing
from tests.image.engine import Engine, limits

SCRIPT = Path(__file__).with_name("libraries.py")


def libraries(engine: Engine, extras: str) -> Iterator[str]:
    """CuPy finds in the image what it calls, and compiles with it."""
    if "cuda" not in extras:
        raise Missing("the image has no CUDA")
    words = ("run", "--rm", "--interactive", "--no-healthcheck", "--network", "none", *limits())
    yield from engine.podman(*words, "--entrypoint", "python", NAME, "-", given=SCRIPT.read_text()).splitlines()
