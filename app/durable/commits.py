"""Group commit: what came while the disk was busy is committed together."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from app.durable.errors import LogError, StorageFailed
from app.durable.log import Log
from app.durable.records import Entry

logger = logging.getLogger("gradwire")
MOST = 512
"""Entries that are committed together."""
Done: TypeAlias = Callable[[Exception | None], None]
"""Is told that an entry is on the disk, or why it is not."""


class _Waiting(NamedTuple):
    session: int
    entry: Entry
    done: Done


class Commits:
    """Entries on their way to a log, to which they are appended in the order in which they were submitted.

    A thread that commits does so for all others. It then tells whoever submitted the entries, and calls `committed`
    once for those that went together.
    """

    def __init__(self, log: Log, committed: Callable[[], None]) -> None:
        self._log = log
        self._committed = committed
        self._waiting: deque[_Waiting] = deque()
        self._change = threading.Lock()
        self._committing = threading.Lock()
        self._failed: dict[int, Exception] = {}
        """By session why an entry of it was not appended: what follows that entry is not appended either."""
        self._is_closed = False

    def submit(self, session: int, entry: Entry, done: Done) -> None:
        """Let an entry wait for the next commit; `done` is called when it is there, or with what Log.append raises.

        After an entry has failed, all of that session fail in the same way until `forget` is called.
        """
        with self._change:
            if self._is_closed:
                raise StorageFailed("The log is closed.")
            error = self._failed.get(session)
            if error is None:
                self._waiting.append(_Waiting(session, entry, done))
                return
        done(_anew(error))

    def commit(self) -> None:
        """Append what waits, or leave it to the thread that commits at this moment."""
        while self._waiting and self._committing.acquire(blocking=False):
            try:
                self._commit_some()
            finally:
                self._committing.release()

    def forget(self, session: int) -> None:
        """Take entries of a session again, which is as the log has it by now."""
        with self._change:
            self._failed.pop(session, None)

    def close(self) -> None:
        """Append what is waiting, and take nothing more."""
        with self._change:
            self._is_closed = True
        with self._committing:
            while self._waiting:
                self._commit_some()

    def _commit_some(self) -> None:
        with self._change:
            batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST))]
        if not batch:
            return
        error = self._append(batch)
        if error is None:
            for one in batch:
                tell(one.done, None)
        elif len(batch) == 1 or isinstance(error, StorageFailed):
            self._fail(batch, error)
        else:  # of one session alone, with which the others have nothing to do
            for one in batch:
                self._append_alone(one)
        self._committed()

    def _append(self, batch: list[_Waiting]) -> Exception | None:
        try:
            self._log.append([(one.session, one.entry) for one in batch])
        except Exception as error:  # noqa: BLE001 - whatever it is, those who wait must hear of it
            return error
        return None

    def _append_alone(self, one: _Waiting) -> None:
        error = self._failed.get(one.session) or self._append([one])
        if error is None:
            tell(one.done, None)
        else:
            self._fail([one], error)

    def _fail(self, batch: list[_Waiting], error: Exception) -> None:
        """Fail entries, and all that wait behind them."""
        with self._change:
            for one in batch:
                self._failed[one.session] = _anew(error)  # without the traceback, which holds all that went with it
            behind = [one for one in self._waiting if one.session in self._failed]
            self._waiting = deque(one for one in self._waiting if one.session not in self._failed)
        for one in (*batch, *behind):
            tell(one.done, _anew(error))


def tell(done: Done, error: Exception | None) -> None:
    """Tell somebody, of whose own mistakes nobody else is to hear."""
    try:
        done(error)
    except Exception:
        logger.exception("who waited for the log could not go on")


def _anew(error: Exception) -> Exception:
    """An error for each who waits: what one of them does with it adds to its traceback."""
    return error.anew() if isinstance(error, LogError) else error
