"""The image, built of the unchanged Dockerfile by buildah, without a Docker engine."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

from tests.conftest import ROOT
from tests.image import base
from tests.image.command import attempt
from tests.image.engine import FOLDER, Engine, limits

NAME = "localhost/gradwire"
CERTIFICATES = "/etc/pip.crt"
"""Where pip finds in the builder those that this machine trusts."""
KEPT = ("cert", "index-url", "trusted-host", "proxy")
PARTS = r"""
part() { name=$1; shift; echo "$name $(du --summarize --total --block-size=1 "$@" 2>/dev/null | tail -n 1 | cut -f 1)"; }
cd /opt/gradwire/lib/python3*/site-packages
part packages /opt/gradwire
part CUDA nvidia cupy cupyx cupy_backends cupy_cuda* cuda cuda_*
part code /srv/gradwire
"""


def build(engine: Engine, extras: str) -> str:
    """Build it with these extras, and tell how long that took."""
    began = time.monotonic()
    choices = [word for choice in (f"BASE_IMAGE={base.NAME}", f"EXTRAS={extras}") for word in ("--build-arg", choice)]
    engine.buildah(
        *("bud", "--isolation", "chroot", "--format", "docker", "--tag", NAME, *choices, *_settings_of_pip(), str(ROOT)),
        patience=1800,
    )
    return f"built with EXTRAS={extras} in {time.monotonic() - began:.0f} s"


def sizes(engine: Engine) -> str:
    """What the image takes, by part, uncompressed."""
    lines = engine.podman("run", "--rm", *limits(), "--network", "none", "--entrypoint", "sh", NAME, "-c", PARTS).splitlines()
    part = {name: int(size) / 1e6 for name, size in (line.split() for line in lines)}
    whole, debian = (int(engine.podman("image", "inspect", "--format", "{{.Size}}", name)) / 1e6 for name in (NAME, base.NAME))
    python = whole - debian - part["packages"] - part["code"]
    return (
        f"{whole:.0f} MB: Debian {debian:.0f}, Python {python:.0f}, server's packages {part['packages'] - part['CUDA']:.0f}, "
        f"CUDA with CuPy {part['CUDA']:.0f}, code {part['code']:.0f}"
    )


def _settings_of_pip() -> list[str]:
    """Mounts that let pip find its registry in the builder as it does on this machine; on most, nothing."""
    listed = attempt(sys.executable, "-m", "pip", "config", "list").stdout
    given = dict(re.findall(r"^(?:global|install|:env:)\.([\w-]+)='(.*)'$", listed, re.MULTILINE))
    settings = {key: value for key, value in given.items() if key in KEPT}
    mounts = []
    if settings.get("cert"):
        mounts += ["--volume", f"{settings['cert']}:{CERTIFICATES}:ro"]
        settings["cert"] = CERTIFICATES
    if settings:
        file = Path(FOLDER, "pip.conf")
        file.write_text("[global]\n" + "".join(f"{key} = {value}\n" for key, value in settings.items()))
        mounts += ["--volume", f"{file}:/etc/pip.conf:ro"]
    return mounts
