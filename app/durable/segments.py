"""Segments: the files of a session that large payloads are appended to."""

from __future__ import annotations

import os
import threading
from collections import Counter
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from app.durable.directory import sync
from app.durable.errors import Damaged, of_system
from app.durable.records import Place

Buffer = bytes | bytearray | memoryview


class _Files:
    """The files of one session: the one that is appended to, and which are still needed."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.current = 0
        """0, until something is stored: what an earlier server appended to may end in half a payload."""
        self.end = 0
        self.newest: dict[int, int] = {}
        """By file the number of the newest entry that refers to it."""
        self.awaited: Counter[int] = Counter()
        """By file how many payloads no entry refers to yet."""


class Segments:
    """The large payloads of all sessions."""

    def __init__(self, directory: Path, full: bool) -> None:
        self._directory, self._full = directory, full
        self._by_id: dict[str, _Files] = {}

    def take_up(self, last: dict[str, int]) -> list[Path]:
        """Know the files from before of sessions, by id with the number of the last entry; the files of others."""
        others = []
        for path in self._directory.iterdir():
            id, _, number = path.name.rpartition(".")
            if id in last and number.isdecimal():
                self._of(id).newest[int(number)] = last[id]
            else:
                others.append(path)
        return others

    def store(self, id: str, body: Buffer) -> Place:
        """Append a payload; once it is there (and with `full` on the disk), its place."""
        data = memoryview(body).cast("B")
        crc = crc32(data)
        files = self._of(id)
        try:
            with files.lock:
                if not files.current:
                    self._begin(id, files)
                at = files.end
                self._append(self._path(id, files.current), data, at)
                files.end += len(data)
                files.awaited[files.current] += 1
                return Place(files.current, at, len(data), crc)
        except OSError as error:
            raise of_system(error) from error

    def _of(self, id: str) -> _Files:
        return self._by_id.setdefault(id, _Files())  # at once: two threads may ask for the first time

    def _path(self, id: str, file: int) -> Path:
        return self._directory / f"{id}.{file}"

    def _begin(self, id: str, files: _Files) -> None:
        """Begin a new file."""
        number = max(files.newest, default=0) + 1
        self._path(id, number).touch(0o600)
        if self._full:
            sync(self._directory)
        files.current, files.end, files.newest[number] = number, 0, 0

    def _append(self, path: Path, data: memoryview, at: int) -> None:
        """Write all of a payload, or nothing."""
        handle = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
        try:
            end = at
            while end < at + len(data):
                end += os.pwrite(handle, data[end - at :], end)
            if self._full:
                os.fdatasync(handle)
        except OSError:
            with suppress(OSError):  # then the next payload goes over it
                os.ftruncate(handle, at)
            raise
        finally:
            os.close(handle)

    def refer(self, id: str, place: Place, entry: int) -> None:
        """Note which entry refers to a payload."""
        files = self._of(id)
        with files.lock:
            files.awaited[place.file] -= 1
            files.newest[place.file] = max(files.newest.get(place.file, 0), entry)

    def discard(self, id: str, place: Place) -> None:
        """Let go of a payload that no entry will refer to; its room is free at once if it came last."""
        files = self._of(id)
        with files.lock:
            files.awaited[place.file] -= 1
            if place.file == files.current and place.offset + place.length == files.end:
                files.end = place.offset
                with suppress(OSError):  # then the next payload goes over it
                    os.truncate(self._path(id, place.file), files.end)

    def load(self, id: str, place: Place) -> bytes:
        """A payload; Damaged, if it is not there as it was."""
        path = self._path(id, place.file)
        try:
            with path.open("rb") as file:
                file.seek(place.offset)
                data = file.read(place.length)
        except OSError as error:
            raise Damaged(f"A payload of this session cannot be read: {path.name}, {error.strerror}.") from error
        if len(data) != place.length or crc32(data) != place.crc:
            raise Damaged(f"A payload of this session is damaged: {path.name}, {place.length} bytes at {place.offset}.")
        return data

    def cut(self, id: str, entry: int) -> None:
        """Remove the files that only entries up to this one refer to, and begin a new one."""
        files = self._of(id)
        with files.lock:
            files.current = 0
            for number, newest in list(files.newest.items()):
                if newest <= entry and not files.awaited[number]:
                    self._path(id, number).unlink(missing_ok=True)
                    del files.newest[number]

    def remove(self, id: str) -> None:
        """Remove all of a session."""
        if files := self._by_id.pop(id, None):
            with files.lock:
                for number in files.newest:
                    self._path(id, number).unlink(missing_ok=True)
