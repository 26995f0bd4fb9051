"""The base image's stand-in: a minimal Debian by debootstrap, cleaned as the makers of Debian's slim images do."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT
from tests.image.command import Failed, attempt, run
from tests.image.engine import FOLDER, Engine

NAME = "localhost/base"
MIRROR = "https://deb.debian.org/debian"
SETTINGS = {
    "etc/apt/apt.conf.d/docker-clean": """\
DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin || true"; };
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
""",
    "etc/dpkg/dpkg.cfg.d/docker": """\
path-exclude /usr/share/doc/*
path-exclude /usr/share/man/*
path-exclude /usr/share/locale/*
""",
}
"""Of the official images: packages are not kept once they are installed, and nobody reads manuals."""
EMPTIED = ("usr/share/doc", "usr/share/man", "usr/share/locale", "var/cache/apt", "var/lib/apt/lists")


def make(engine: Engine) -> Iterator[str]:
    """Make it, and tell what of."""
    suite, mirror = _suite(), _mirror()
    root = FOLDER / "base"
    run("debootstrap", "--variant=minbase", suite, str(root), mirror)
    for folder in EMPTIED:
        for path in (root / folder).iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name, text in SETTINGS.items():
        (root / name).write_text(text)
    container = engine.buildah("from", "scratch").strip()
    engine.buildah("add", "--quiet", container, str(root), "/")
    engine.buildah("commit", "--quiet", "--rm", container, NAME)
    shutil.rmtree(root)
    yield f"Debian {suite} by debootstrap"
    yield f"{engine.probe(NAME)} runs it"


def _suite() -> str:
    """The release that the Dockerfile is built on, by its name."""
    found = re.search(r"^ARG BASE_IMAGE=debian:(\w+)-slim$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    if not found:
        raise Failed("the Dockerfile's BASE_IMAGE is no debian:…-slim")
    return found[1]


def _mirror() -> str:
    """Where this machine has Debian's packages from."""
    if not Path("/usr/bin/apt-get").exists():
        return MIRROR
    listed = attempt("apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages", "Label: Debian")
    return next((uri for uri in listed.stdout.split() if uri.startswith("http")), MIRROR)
