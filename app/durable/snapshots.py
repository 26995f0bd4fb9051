"""Snapshots: files that hold a session as it was after one of its entries, written by others and kept here."""

from __future__ import annotations

import os
from pathlib import Path
from zlib import crc32

from app.durable.directory import sync
from app.durable.errors import Damaged, of_system

SUFFIX = ".safetensors"
ASIDE = ".aside"
PART = 1 << 20


class Snapshots:
    """The snapshots of all sessions."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def path(self, id: str, entry: int) -> Path:
        """The file of the state after an entry."""
        return self._directory / f"{id}.{entry}{SUFFIX}"

    def aside(self, id: str, entry: int) -> Path:
        """The file to write it to, until it is whole."""
        return self._directory / f"{id}.{entry}{SUFFIX}{ASIDE}"

    def take_up(self, base: dict[str, int]) -> list[Path]:
        """The files of no session: sessions are given by id, with the number of the entry of their snapshot."""
        kept = {self.path(id, entry) for id, entry in base.items()}
        return [path for path in self._directory.iterdir() if path not in kept]

    def keep(self, id: str, entry: int) -> tuple[int, int]:
        """Put what was written aside in its place, whole and on the disk; its size and CRC-32."""
        aside = self.aside(id, entry)
        try:
            seal = _seal(aside)
            sync(aside)
            aside.rename(self.path(id, entry))
            sync(self._directory)
        except OSError as error:
            raise of_system(error) from error
        return seal

    def link(self, id: str, other: str, entry: int) -> None:
        """Let another session have the same file; FileExistsError, if it has one."""
        try:
            os.link(self.path(id, entry), self.path(other, entry))
            sync(self._directory)
        except FileExistsError:
            raise
        except OSError as error:
            raise of_system(error) from error

    def check(self, id: str, entry: int, seal: tuple[int, int]) -> Path:
        """The file of a snapshot; Damaged, if it is not there as it was kept."""
        path = self.path(id, entry)
        try:
            if _seal(path) == seal:
                return path
        except OSError as error:
            raise Damaged(f"The snapshot of this session cannot be read: {path.name}, {error.strerror}.") from error
        raise Damaged(f"The snapshot of this session is damaged: {path.name}.")

    def remove(self, id: str, entry: int) -> None:
        """Remove one, if it is there."""
        self.path(id, entry).unlink(missing_ok=True)


def _seal(path: Path) -> tuple[int, int]:
    """What tells a file from a damaged one: its size and the CRC-32 of all its bytes."""
    crc = 0
    with path.open("rb", buffering=0) as file:
        part = bytearray(PART)
        while read := file.readinto(part):
            crc = crc32(memoryview(part)[:read], crc)
        return os.fstat(file.fileno()).st_size, crc
