"""The directory of a log: made for its owner alone, and held by one server at a time."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path

from app.durable.errors import InUse, Unwritable

BOOT = Path("/proc/sys/kernel/random/boot_id")


class Directory:
    """A directory that no other server can open as long as this one has it open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.segments, self.snapshots, self.database = path / "segments", path / "snapshots", path / "log.sqlite"
        try:
            for one in (path, self.segments, self.snapshots):
                one.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = os.open(path / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            os.close(os.open(self.database, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))  # whose mode SQLite follows
        except OSError as error:
            raise Unwritable(f"{path} cannot be written ({error.strerror}).") from error
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._lock)
            raise InUse(f"{path} is in use by another server: stop it, or give this one another directory.") from error
        noted = os.read(self._lock, 100)
        self.is_new = not noted
        """Whether no server has had it before."""
        self.same_boot = noted == _boot() != b""
        """Whether the machine has run without a break since a server last had this directory: then all is there that
        was written, in the order in which it was."""

    def settle(self) -> None:
        """Note that what was written up to now has been looked after; unless noted, it is looked after again."""
        with suppress(OSError):
            os.ftruncate(self._lock, 0)
            os.pwrite(self._lock, _boot() or b"unknown", 0)
            sync(self.path)

    def close(self) -> None:
        """Let others have it."""
        os.close(self._lock)


def _boot() -> bytes:
    """What tells this run of the machine from all others; nothing, where the system does not say."""
    try:
        return BOOT.read_bytes()
    except OSError:
        return b""


def sync(path: Path) -> None:
    """Return when a file, or the names in a directory, are on the disk."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
