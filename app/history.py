"""The history of a session: what it was asked that moved it, in the log before the answer leaves (DESIGN 7)."""

from __future__ import annotations

import contextlib
import logging
import math
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from app.durable.commits import Done
from app.durable.errors import LogError, StorageFailed, of_system
from app.durable.log import Log
from app.durable.records import Entry, Key, Place
from app.durable.sessions import Opened
from app.length import Length
from app.no_history import Asked, NoHistory, Snapshot
from app.settling import Settling

INLINE = 1 << 16
"""Bytes of a body that stands in its entry; a larger one is stored beside it."""
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

log = logging.getLogger("gradwire")


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
    """The entries of one session in the log, to which those of all sessions settle together.

    A history that is longer than `most` is told to be.
    """

    def __init__(self, log: Log, settling: Settling, opened: Opened, watch: Watch, most: Length) -> None:
        self._log = log
        self._settling = settling
        self._number, self._id = opened.number, opened.id
        self._watch = watch
        self._failure: BaseException | None = None
        """Why an entry could not be written, after which none may follow."""
        self._cutting = threading.Lock()
        self._is_over = False
        self._rested = 0.0
        self.waits = log.is_full
        self.last = self._durable = opened.last
        """The number of the last entry, and of the last one that is durable."""
        self._unsure = 0
        """The entry, if any, that may be acknowledged no sooner than a snapshot stands in its place."""
        self.total = Length()
        """Of all that came, also before the snapshot; only who has the session's turn counts on."""
        self._most = self._due = most
        self._base, self._before = opened.base, Length()
        """The last entry that the snapshot holds, and the total then."""

    @property
    def settled(self) -> int:  # type: ignore[override]  # of other histories it is always the same
        """The number of the last entry that may be acknowledged."""
        return min(self._durable, self._unsure - 1) if self._unsure else self._durable

    @property
    def length(self) -> Length:
        return self.total - self._before

    def store(self, body: bytes | memoryview | str) -> bytes | Place:
        data = body.encode() if isinstance(body, str) else body
        return bytes(data) if len(data) <= INLINE else self._log.store(self._number, data)

    def discard(self, body: bytes | Place) -> None:
        if isinstance(body, Place):
            self._log.discard(self._number, body)

    def append(self, asked: Asked, body: bytes | Place, key: Key | None = None, seconds: float = 0.0) -> None:
        if self._failure is not None:
            raise StorageFailed("What this session was asked before could not be stored: ask again.")
        entry = Entry(self.last + 1, asked, body, key)
        if is_unsure := asked.get("failed") in UNSURE:
            self._unsure = entry.number
        self.last = entry.number
        self._settling.submit(self._number, entry, partial(self._end, entry.number))
        self.total.add(body.length if isinstance(body, Place) else len(body), seconds)
        if is_unsure:
            self._watch.unsure()
            self._unsure = 0
            self._watch.settled()
            self._settling.tell_all()
        elif self.total.exceeds(self._due) and time.monotonic() > self._rested:
            self._rested = math.inf
            self._watch.grown()

    def cut(self, snapshot: Snapshot) -> None:
        """Write a snapshot, in the place of all entries up to the one after which it was made; once at a time."""
        started = time.monotonic()
        try:
            with self._cutting:
                if self._base < snapshot.entry and not self._is_over:
                    self._cut(snapshot)
        finally:
            self.rest(REST * (time.monotonic() - started))

    def _cut(self, snapshot: Snapshot) -> None:
        aside = self._log.snapshot_aside(self._number, snapshot.entry)
        try:
            size = snapshot.write(aside)
            self._log.cut(self._number, snapshot.entry, snapshot.facts)
        except OSError as error:
            raise of_system(error) from error
        finally:
            aside.unlink(missing_ok=True)  # what there is of it, if it could not be written
        length = snapshot.total - self._before
        self._base, self._before, self._due = snapshot.entry, snapshot.total, snapshot.total + self._most
        log.info("a snapshot of %s: %d bytes in the place of %s", self._id, size, length)

    def fork(self, opened: Opened) -> Opened:
        with self._cutting:
            return self._log.fork(self._number, opened)

    def describe(self, **facts: Any) -> None:
        self._log.describe(self._number, facts)

    def rest(self, seconds: float) -> None:
        self._rested = time.monotonic() + seconds

    def stop(self) -> None:
        with self._cutting:
            self._is_over = True

    def end(self) -> None:
        with self._cutting:
            with contextlib.suppress(LogError):  # entries that are on their way go with the others
                self.settle()
            self._log.close_session(self._number)
            self._settling.forget(self._number)
            self._is_over = True

    def settle(self) -> None:
        if self._durable < self.last:
            self._settling.wait(partial(self._is_durable, self.last))

    def tell(self, settled: Done) -> None:
        if self.settled < self.last:
            self._settling.tell(partial(self._is_settled, self.last), settled)
        else:
            settled(None)

    async def until_settled(self, number: int = 0) -> None:
        number = max(number, self.last)
        if self.settled < number:
            await self._settling.until(partial(self._is_settled, number))

    def _is_settled(self, number: int) -> bool:
        """Whether an entry may be acknowledged; raises why it never will be."""
        return self.settled >= number or self._expect_no_failure()

    def _is_durable(self, number: int) -> bool:
        return self._durable >= number or self._expect_no_failure()

    def _expect_no_failure(self) -> bool:
        if self._failure is not None:
            raise self._failure.anew() if isinstance(self._failure, LogError) else self._failure
        return False

    def _end(self, number: int, error: Exception | None) -> None:
        if error is None:
            self._durable = number
            self._watch.settled()
        else:
            self.fail(error)

    def fail(self, error: BaseException) -> None:
        self._failure = self._failure or error
        self._settling.tell_all()
        self._watch.failed(error)
