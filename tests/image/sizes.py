"""What the image takes, by part, uncompressed."""

from __future__ import annotations

from collections.abc import Iterator

from tests.image import base
from tests.image.build import NAME
from tests.image.engine import Engine, limits

PARTS = r"""
bytes() { du --summarize --total --apparent-size --block-size=1 "$@" 2>/dev/null | tail -n 1 | cut -f 1; }
cd /opt/gradwire/lib/python3*/site-packages
bytes /opt/gradwire
bytes nvidia cupy cupyx cupy_backends cuda
bytes /srv/gradwire
"""


def sizes(engine: Engine) -> Iterator[str]:
    """One line of megabytes."""
    printed = engine.podman("run", "--rm", *limits(), "--network", "none", "--entrypoint", "sh", NAME, "-c", PARTS)
    packages, cuda, code = (int(line) / 1e6 for line in printed.split())
    whole, debian = (_size(engine, name) for name in (NAME, base.NAME))
    python = whole - debian - packages - code
    yield (
        f"{whole:.0f} MB: Debian {debian:.0f}, Python {python:.0f}, the server's packages {packages - cuda:.0f}, "
        f"CUDA and CuPy {cuda:.0f}, code {code:.0f}"
    )


def _size(engine: Engine, name: str) -> float:
    return int(engine.podman("image", "inspect", "--format", "{{.Size}}", name)) / 1e6
