"""Logs in directories of their own, and what they have to hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.durable.log import Log
from app.durable.records import Entry
from app.durable.sessions import Opened


class Logs:
    """Opens logs of one directory, one after the other, and knows what was acknowledged."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.log: Log | None = None
        self.acknowledged: dict[int, list[Entry]] = {}
        self.ids: dict[int, str] = {}

    def open(self, full: bool = False) -> Log:
        """Open the log again."""
        self.close()
        self.log = Log(self.directory, full)
        return self.log

    def begin(self, *numbers: int) -> None:
        """Open sessions."""
        assert self.log
        for number in numbers:
            self.ids[number] = f"s0-{number:04x}"
            self.log.open(Opened(number, self.ids[number], {"seed": number}))
            self.acknowledged[number] = []

    def append(self, number: int, body: bytes = b"", **facts: object) -> Entry:
        """Append an entry to a session; what is large goes to a segment."""
        assert self.log
        entries = self.acknowledged[number]
        stored = body if len(body) <= 1 << 16 else self.log.store(number, body)
        entry = Entry(len(entries) + 1, {"number": len(entries), **facts}, stored)
        self.log.append([(number, entry)])
        entries.append(entry)
        return entry

    def held(self, number: int) -> list[Entry]:
        """The entries that the log has of a session, with all payloads looked at."""
        assert self.log
        entries = list(self.log.entries(number))
        for entry in entries:
            if not isinstance(entry.body, bytes):
                self.log.load(number, entry.body)
        return entries

    def close(self) -> None:
        """Close the log, as at the end of a server."""
        if self.log:
            self.log.close()
            self.log = None


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[Logs]:
    """A directory for logs, with none yet."""
    made = Logs(tmp_path / "shard-0")
    yield made
    made.close()
