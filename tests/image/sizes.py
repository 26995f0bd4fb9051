"""What the image takes, by part, uncompressed."""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.image.build import NAME
from tests.image.engine import Engine, limits

PARTS = r"""
bytes() { du --summarize --total --apparent-size --block-size=1 "$@" 2>/dev/null | tail -n 1 | cut -f 1; }
cd /opt/gradwire/lib/python3*/site-packages
bytes nvidia
bytes cupy cupyx cupy_backends
bytes /srv/gradwire
"""


def sizes(engine: Engine) -> Iterator[str]:
    """One line of megabytes."""
    steps = json.loads(engine.podman("history", "--format", "json", NAME))
    own, python, debian = (step["size"] / 1e6 for step in steps if step["size"])
    printed = engine.podman("run", "--rm", *limits(), "--network", "none", "--entrypoint", "sh", NAME, "-c", PARTS)
    cuda, cupy, code = (int(line) / 1e6 for line in printed.split())
    yield (
        f"{own + python + debian:.0f} MB: Debian {debian:.0f}, Python {python:.0f}, CUDA {cuda:.0f}, CuPy {cupy:.0f}, "
        f"other packages {own - cuda - cupy - code:.0f}, code {code:.0f}"
    )
