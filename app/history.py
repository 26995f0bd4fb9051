"""The history of a session: what it was asked that moved it, in the log before the answer leaves (DESIGN 7)."""

from __future__ import annotations

import asyncio
import logging
import math
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from app.durable.commits import Commits
from app.durable.errors import LogError, of_system
from app.durable.log import Log
from app.durable.records import Entry, Key, Place
from app.durable.sessions import Opened

INLINE = 1 << 16
"""Bytes of a body that stands in its entry; a larger one is stored beside it."""
OVERHEAD = 200
"""Bytes that an entry takes besides, about."""
UNSURE = frozenset(
    {
        "body-too-large",
        "deadline-exceeded",
        "internal",
        "limit-exceeded",
        "loop-limit",
        "not-acceptable",
        "out-of-memory",
    }
)
"""Problems that depend on more than on what was asked: after one, finished steps may stand, and none behind them."""
REST = 10.0
"""How many times as long as a snapshot took there is none after it."""
Asked = dict[str, Any]
"""What was asked, but for its body, as JSON."""

log = logging.getLogger("gradwire")


@dataclass(slots=True)
class Length:
    """How much there is to carry out again: entries, bytes of what was asked, and the seconds that it took."""

    entries: int = 0
    nbytes: int = 0
    seconds: float = 0.0

    def add(self, nbytes: int, seconds: float) -> None:
        """Count one entry more."""
        self.entries += 1
        self.nbytes += nbytes
        self.seconds += seconds

    def subtract(self, other: Length) -> None:
        """Count these no longer."""
        self.entries -= other.entries
        self.nbytes -= other.nbytes
        self.seconds = max(self.seconds - other.seconds, 0.0)

    def __str__(self) -> str:
        return f"{self.entries} entries of {self.nbytes} bytes, {self.seconds:.1f} seconds"

    def exceeds(self, most: Length) -> bool:
        """Whether it is more than that in any respect."""
        return self.entries > most.entries or self.nbytes > most.nbytes or self.seconds > most.seconds


class NoHistory:
    """That of a session of which nothing is kept, or that is being recovered."""

    waits = False
    """Whether answers have to wait until entries are durable."""
    last = settled = 0
    length = Length()

    def store(self, body: bytes | memoryview | str) -> bytes | Place:
        """A body as its entry will have it, before what it asks for is done: tensors may take over its memory."""
        return b""

    def discard(self, body: bytes | Place) -> None:
        """Let go of a body whose request did not move the session."""

    def append(self, asked: Asked, body: bytes | Place, key: Key | None = None, seconds: float = 0.0) -> None:
        """Note what was asked, and how long it took; a StorageFailed where that cannot be."""

    async def until_settled(self) -> None:
        """Wait until every entry is durable; a StorageFailed where one cannot be."""

    def fork(self, opened: Opened) -> Opened:
        """Begin another session with the snapshot of this one, which stands for all that came before."""
        raise NotImplementedError

    def describe(self, **facts: Any) -> None:
        """Say facts of the session that have to be known before it is recovered; a StorageFailed where that fails."""

    def settle(self) -> None:
        """As `until_settled`, in a thread that may wait."""

    def cut(self, snapshot: Snapshot) -> None:
        """Write a snapshot, in the place of all entries up to the one after which it was made."""

    def rest(self, seconds: float) -> None:
        """Ask for no snapshot for a while."""

    def end(self) -> None:
        """Forget all."""

    @property
    def opened(self) -> Opened:
        """The session as the log has it."""
        raise NotImplementedError


class Snapshot(Protocol):
    """A session as it was after an entry."""

    entry: int
    facts: dict[str, Any]
    length: Length
    """Of the history that it stands for."""

    def write(self, path: Path) -> int:
        """Write it to a file; its size."""


class Watch(NamedTuple):
    """What is called about a history, in any thread."""

    settled: Callable[[], None]
    """Entries have become durable."""
    failed: Callable[[BaseException], None]
    """An entry could not be written: the session is ahead of its history, and has to be recovered from it."""
    grown: Callable[[], None]
    """It has become long: a snapshot should stand in its place."""
    unsure: Callable[[], None]
    """What was asked may lead elsewhere another time: a snapshot has to stand in its place."""


class History(NoHistory):
    """The entries of one session in the log; where there is a writer, it commits those of all sessions together.

    A history that is longer than `most` is told to be.
    """

    def __init__(self, log: Log, writer: Commits | None, opened: Opened, watch: Watch, most: Length) -> None:
        self._log = log
        self._writer = writer
        self._opened = opened
        self._watch = watch
        self._most = most
        self._written: Future[None] | None = None
        self._cutting = threading.Lock()
        self._is_over = False
        self._rested = 0.0
        self.waits = writer is not None
        self.last = self.settled = opened.last
        """The number of the last entry, and of the last one that is durable."""
        self.length = Length()
        """Of what came since the snapshot."""

    @property
    def opened(self) -> Opened:
        return self._opened._replace(last=self.settled)

    def store(self, body: bytes | memoryview | str) -> bytes | Place:
        data = body.encode() if isinstance(body, str) else body
        return bytes(data) if len(data) <= INLINE else self._log.store(self._opened.number, data)

    def discard(self, body: bytes | Place) -> None:
        if isinstance(body, Place):
            self._log.discard(self._opened.number, body)

    def append(self, asked: Asked, body: bytes | Place, key: Key | None = None, seconds: float = 0.0) -> None:
        entry = Entry(self.last + 1, asked, body, key)
        self.last = entry.number
        if self._writer is not None:
            self._written = self._writer.submit(self._opened.number, entry)
            self._written.add_done_callback(lambda written: self._end(entry.number, written))
        else:
            try:
                self._log.append([(self._opened.number, entry)])
            except LogError as error:
                self._watch.failed(error)
                raise
            self.settled = entry.number
        self.count(body.length if isinstance(body, Place) else len(body), seconds)
        if asked.get("failed") in UNSURE:
            try:
                self._watch.unsure()
            except Exception as error:
                self._watch.failed(error)
                raise
        elif self.length.exceeds(self._most) and time.monotonic() > self._rested:
            self._rested = math.inf
            self._watch.grown()

    def count(self, size: int, seconds: float = 0.0) -> None:
        """Count an entry that would have to be carried out again, by the bytes of its body."""
        self.length.add(OVERHEAD + size, seconds)

    def cut(self, snapshot: Snapshot) -> None:
        """Write a snapshot, in the place of all entries up to the one after which it was made; once at a time."""
        started = time.monotonic()
        try:
            with self._cutting:
                if self._is_over:
                    return
                number = self._opened.number
                size = _write(snapshot, self._log.snapshot_aside(number, snapshot.entry))
                self._log.cut(number, snapshot.entry, snapshot.facts)
                self._opened = self._opened._replace(facts=snapshot.facts, base=snapshot.entry)
                self.length.subtract(snapshot.length)
        finally:
            self.rest(REST * (time.monotonic() - started))
        log.info("a snapshot of %s: %d bytes in the place of %s", self._opened.id, size, snapshot.length)

    def fork(self, opened: Opened) -> Opened:
        with self._cutting:
            self._log.fork(self._opened.number, opened)
            return opened._replace(base=self._opened.base, last=self._opened.base)

    def describe(self, **facts: Any) -> None:
        self._log.describe(self._opened.number, self._opened.facts | facts)
        self._opened = self._opened._replace(facts=self._opened.facts | facts)

    def rest(self, seconds: float) -> None:
        self._rested = time.monotonic() + seconds

    def end(self) -> None:
        with self._cutting:
            self._log.close_session(self._opened.number)
            self._is_over = True

    def settle(self) -> None:
        if self.settled < self.last and self._written is not None:
            self._written.result()

    async def until_settled(self) -> None:
        if self.settled < self.last and self._written is not None:
            await asyncio.wrap_future(self._written)

    def _end(self, number: int, written: Future[None]) -> None:
        error = written.exception()
        if error is None:
            self.settled = number
            self._watch.settled()
        else:
            self._watch.failed(error)


def _write(snapshot: Snapshot, path: Path) -> int:
    """Write a snapshot to a file, or nothing; its size."""
    try:
        with ExitStack() as undone:
            undone.callback(path.unlink, missing_ok=True)
            size = snapshot.write(path)
            undone.pop_all()
            return size
    except OSError as error:
        raise of_system(error) from error
