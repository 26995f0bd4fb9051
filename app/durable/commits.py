"""Group commit: what several threads append while the disk is busy is committed together."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from itertools import islice
from typing import NamedTuple, TypeAlias

from app.durable.errors import LogError, StorageFailed
from app.durable.log import Log
from app.durable.records import Entry

MOST = 512
"""Entries that are committed together."""
Done: TypeAlias = Callable[[Exception | None], None]
"""Is told that an entry is on the disk, or why it is not."""


class _Waiting(NamedTuple):
    session: int
    entry: Entry
    done: Done


class Commits:
    """Entries on their way to a log, which one thread appends in the order in which they were submitted.

    `committed` is called in that thread whenever those have been told whose entries went together.
    """

    def __init__(self, log: Log, committed: Callable[[], None]) -> None:
        self._log = log
        self._committed = committed
        self._waiting: deque[_Waiting] = deque()
        self._change = threading.Condition()
        self._failed: dict[int, Exception] = {}
        """By session why an entry of it was not appended: what follows that entry is not appended either."""
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="commits", daemon=True)
        self._thread.start()

    def submit(self, session: int, entry: Entry, done: Done) -> None:
        """Append an entry soon; `done` is called when it is on the disk, or with what Log.append raises.

        After an entry has failed, all of that session fail in the same way until `forget` is called.
        """
        with self._change:
            if self._closed:
                raise StorageFailed("The log is closed.")
            error = self._failed.get(session)
            if error is None:
                self._waiting.append(_Waiting(session, entry, done))
                self._change.notify()
                return
        done(_anew(error))

    def forget(self, session: int) -> None:
        """Take entries of a session again, which is as the log has it by now."""
        with self._change:
            self._failed.pop(session, None)

    def close(self) -> None:
        """Append what is waiting, and take nothing more."""
        with self._change:
            self._closed = True
            self._change.notify()
        self._thread.join()

    def _run(self) -> None:
        while batch := self._gathered():
            error = self._append(batch)
            if error is None:
                for one in batch:
                    one.done(None)
            elif len(batch) == 1 or isinstance(error, StorageFailed):
                self._fail(batch, error)
            else:  # of one session alone, with which the others have nothing to do
                for one in batch:
                    self._append_alone(one)
            self._committed()

    def _gathered(self) -> list[_Waiting]:
        """What waits to be appended, once there is something; nothing after the end."""
        with self._change:
            while not self._waiting and not self._closed:
                self._change.wait()
            batch = list(islice(self._waiting, MOST))
            for _ in batch:
                self._waiting.popleft()
        return batch

    def _append(self, batch: list[_Waiting]) -> Exception | None:
        try:
            self._log.append([(one.session, one.entry) for one in batch])
        except Exception as error:  # noqa: BLE001 - whatever it is, those who wait must hear of it
            return error
        return None

    def _append_alone(self, one: _Waiting) -> None:
        error = self._failed.get(one.session) or self._append([one])
        if error is None:
            one.done(None)
        else:
            self._fail([one], error)

    def _fail(self, batch: list[_Waiting], error: Exception) -> None:
        """Fail entries, and all that wait behind them."""
        with self._change:
            for one in batch:
                self._failed[one.session] = error
            behind = [one for one in self._waiting if one.session in self._failed]
            self._waiting = deque(one for one in self._waiting if one.session not in self._failed)
        for one in (*batch, *behind):
            one.done(_anew(error))


def _anew(error: Exception) -> Exception:
    """An error for each who waits: what one of them does with it adds to its traceback."""
    return error.anew() if isinstance(error, LogError) else error
