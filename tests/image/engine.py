"""buildah and podman on a storage of their own, which goes when they have done."""

from __future__ import annotations

import os
import platform
import resource
import shutil
import subprocess
from pathlib import Path
from types import TracebackType

from tests.conftest import ROOT
from tests.image.command import Missing, attempt, run

FOLDER = ROOT / "build" / "image"
PROGRAMS = ("buildah", "debootstrap", "docker-compose", "podman", "runc")


def lacking() -> str | None:
    """What keeps this machine from building and running images, None if nothing does."""
    if platform.system() != "Linux" or os.geteuid() != 0:
        return "that takes root on Linux"
    if absent := [program for program in PROGRAMS if not shutil.which(program)]:
        return f"{', '.join(absent)} not installed"
    if attempt("unshare", "--mount", "true").returncode:
        return "root may mount nothing here, as in a container without privileges"
    return None


class Engine:
    """What builds images and runs containers, as a context that leaves nothing behind."""

    def __init__(self) -> None:
        self._storage = ["--root", str(FOLDER / "storage"), "--runroot", str(FOLDER / "run")]
        self._environment = {"TMPDIR": str(FOLDER / "tmp")}

    def __enter__(self) -> Engine:
        _remove()
        for name in ("storage", "run", "tmp"):
            (FOLDER / name).mkdir(parents=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.try_podman("rm", "--all", "--force", "--time", "1")
        attempt("buildah", *self._storage, "rm", "--all", environment=self._environment)
        _remove()

    def buildah(self, *words: str, patience: float = 600) -> str:
        """What a command of buildah prints."""
        return run("buildah", *self._storage, *words, environment=self._environment, patience=patience)

    def podman(self, *words: str, given: str = "") -> str:
        """What a command of podman prints."""
        return run(*self._podman(words), environment=self._environment, given=given)

    def try_podman(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """A command of podman, however it ended."""
        return attempt(*self._podman(words), environment=self._environment, given=given)

    def _podman(self, words: tuple[str, ...]) -> list[str]:
        options = ["--tmpdir", str(FOLDER / "libpod"), "--runtime", "runc", "--log-level", "error"]
        return ["podman", *self._storage, *options, *words]

    def probe(self, image: str) -> str:
        """Run a container of an image that has a shell; Missing if that is not possible here."""
        tried = self.try_podman("run", "--rm", *limits(), "--network", "host", image, "true")
        if tried.returncode:
            raise Missing(f"podman runs no container here: {tried.stderr.strip()[-300:]}")
        form = "podman with {{.Host.OCIRuntime.Name}} on {{.Store.GraphDriverName}}"
        return self.podman("info", "--format", form).strip()


def limits(files: int = 1024) -> list[str]:
    """Options of podman that limit files and processes, no higher than this machine's own limits.

    Podman's defaults are higher, and refused where root may not raise them.
    """
    wanted = (("nofile", resource.RLIMIT_NOFILE, files), ("nproc", resource.RLIMIT_NPROC, 4096))
    hard = [(name, number, resource.getrlimit(kind)[1]) for name, kind, number in wanted]
    least = [(name, number if most == resource.RLIM_INFINITY else min(number, most)) for name, number, most in hard]
    return [word for name, number in least for word in ("--ulimit", f"{name}={number}:{number}")]


def _remove() -> None:
    """Remove the folder, once nothing is mounted in it."""
    mounted = (line.split()[4] for line in Path("/proc/self/mountinfo").read_text().splitlines())
    for path in sorted(filter(lambda path: path.startswith(f"{FOLDER}/"), mounted), reverse=True):
        run("umount", path)
    if FOLDER.exists():
        shutil.rmtree(FOLDER)
