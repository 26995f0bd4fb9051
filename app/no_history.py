"""The history of a session of which nothing is kept; it offers what every history does."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Protocol

from app.durable.commits import Done
from app.durable.records import Key, Place
from app.durable.sessions import Opened
from app.length import Length

Asked = dict[str, Any]
"""What was asked, but for its body, as JSON."""


class Snapshot(Protocol):
    """A session as it was after an entry."""

    entry: int
    total: Length
    """That of the history then."""
    facts: dict[str, Any]
    """What the log is to know from now on, besides what it knows."""

    def write(self, path: Path) -> int:
        """Write it to a file; its size."""


class NoHistory:
    """That of a session of which nothing is kept, or that is being recovered."""

    waits = False
    """Whether to store a body is to wait for the disk."""
    last = 0
    settled = sys.maxsize
    total = Length()

    def store(self, body: bytes | memoryview | str) -> bytes | Place:
        """A body as its entry will have it, before what it asks for is done: tensors may take over its memory."""
        return b""

    @property
    def length(self) -> Length:
        """Of what came since the snapshot."""
        return Length()

    def discard(self, body: bytes | Place) -> None:
        """Let go of a body whose request did not move the session."""

    def append(self, asked: Asked, body: bytes | Place, key: Key | None = None, seconds: float = 0.0) -> None:
        """Note what was asked, and how long it took; a StorageFailed where that cannot be."""

    def tell(self, settled: Done) -> None:
        """As `until_settled`, for somebody on the event loop who is told; at once, if it is so."""
        settled(None)

    async def until_settled(self, number: int = 0) -> None:
        """Wait until every entry may be acknowledged, and those up to a number that are on their way; a StorageFailed
        where that cannot be."""

    def fail(self, error: BaseException) -> None:
        """Know that the session is ahead of its history, from which it has to be recovered."""

    def fork(self, opened: Opened) -> Opened:
        """Begin another session with the snapshot of this one, which stands for all that came before."""
        raise NotImplementedError

    def stop(self) -> None:
        """Write nothing any more: once this returns nothing is being written."""

    def describe(self, **facts: Any) -> None:
        """Say facts of the session that have to be known before it is recovered; a StorageFailed where that fails."""

    def settle(self) -> None:
        """Wait, in a thread that may, until every entry is durable."""

    def cut(self, snapshot: Snapshot) -> None:
        """Write a snapshot, in the place of all entries up to the one after which it was made."""

    def rest(self, seconds: float) -> None:
        """Ask for no snapshot for a while."""

    def end(self) -> None:
        """Forget all."""
