"""The image, built of the unchanged Dockerfile by buildah, without a Docker engine."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator

from tests.conftest import ROOT
from tests.image import base
from tests.image.command import attempt
from tests.image.engine import FOLDER, Engine

NAME = "localhost/gradwire"
PATIENCE = 1800.0
CERTIFICATES = "/etc/pip.crt"
"""Where pip finds in the builder those that this machine trusts."""
REACHING = ("cert", "index-url", "proxy", "trusted-host")
"""Settings of pip without which it may not reach a registry."""


def build(engine: Engine, extras: str) -> Iterator[str]:
    """Build it with these extras, and tell how long that took."""
    began = time.monotonic()
    words = ["--isolation", "chroot", "--format", "docker", "--tag", NAME, *_settings_of_pip()]
    choices = ["--build-arg", f"BASE_IMAGE={base.NAME}", "--build-arg", f"EXTRAS={extras}"]
    engine.buildah("bud", *words, *choices, str(ROOT), patience=PATIENCE)
    yield f"built of the unchanged Dockerfile with EXTRAS={extras!r} in {time.monotonic() - began:.0f} s"


def _settings_of_pip() -> list[str]:
    """Mounts by which pip reaches its registry in the builder as it does on this machine; mostly none."""
    listed = attempt(sys.executable, "-m", "pip", "config", "list").stdout
    given = dict(re.findall(r"^(?:global|install|:env:)\.([\w-]+)='(.*)'$", listed, re.MULTILINE))
    settings = {name: given[name] for name in REACHING if name in given}
    mounts = {}
    if "cert" in settings:
        mounts[CERTIFICATES] = settings["cert"]
        settings["cert"] = CERTIFICATES
    if settings:
        file = FOLDER / "pip.conf"
        file.write_text("[global]\n" + "".join(f"{name} = {value}\n" for name, value in settings.items()))
        mounts["/etc/pip.conf"] = str(file)
    return [word for there, here in mounts.items() for word in ("--volume", f"{here}:{there}:ro")]
