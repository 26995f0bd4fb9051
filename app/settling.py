"""Settling: entries become durable together, and whoever waits for them is told once for all."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeAlias

from app.durable.commits import Commits, Done, tell
from app.durable.log import Log
from app.durable.records import Entry

LONG = 0.005
"""Seconds for which the event loop may wait for the disk."""
REST = 20
"""How many times as long as it did, where it was for longer, threads wait in its place."""
Settled: TypeAlias = Callable[[], bool]
"""Whether what somebody waits for is so; it raises why that will never be."""


class Settling:
    """Entries on their way to the log, and who waits until they are durable.

    Those that come in one round of the event loop are committed at its end, and on the loop: where the disk is quick,
    to hand them to a thread and to hear of them from there takes longer.
    """

    def __init__(self, log: Log) -> None:
        self._commits = Commits(log, self.tell_all)
        self._waiting: deque[tuple[Settled, Done]] = deque()
        """On the event loop."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._home = 0
        """The event loop's thread."""
        self._came = 0
        """Entries in this round."""
        self._is_alone = True
        """Whether there was one in the last round that had any."""
        self._rested = 0.0
        self._beside = ThreadPoolExecutor(1, "commits")
        self._change = threading.Condition()

    def begin(self) -> None:
        """Serve the event loop that is running."""
        self._loop, self._home = asyncio.get_running_loop(), threading.get_ident()

    def submit(self, session: int, entry: Entry, done: Done) -> None:
        """Make an entry durable soon, and tell `done`."""
        self._commits.submit(session, entry, done)
        if self._loop is None or threading.get_ident() != self._home:
            self._commits.commit()
            return
        self._came += 1
        if self._came == 1:
            self._loop.call_soon(self._end_round)
            if self._is_alone:
                self._commit()

    def forget(self, session: int) -> None:
        """Take entries of a session again, of which one had failed."""
        self._commits.forget(session)

    def tell(self, settled: Settled, told: Done) -> None:
        """Tell somebody on the event loop when it is so, or why it will never be."""
        if self._loop is None:
            self.begin()
        self._waiting.append((settled, told))  # before the look, so that whoever commits after it sees this
        if _has_told(settled, told):
            self._waiting.pop()

    async def until(self, settled: Settled) -> None:
        """Wait on the event loop."""
        future = asyncio.get_running_loop().create_future()
        self.tell(settled, partial(_end, future))
        await future

    def wait(self, settled: Settled) -> None:
        """Wait in a thread that may."""
        self._commits.commit()
        with self._change:
            self._change.wait_for(settled)

    def close(self) -> None:
        """Make durable what is not yet, and take nothing more."""
        self._beside.shutdown()
        self._commits.close()

    def _end_round(self) -> None:
        came, self._came = self._came, 0
        was_alone, self._is_alone = self._is_alone, came == 1
        if not (was_alone and self._is_alone):
            self._commit()

    def _commit(self) -> None:
        started = time.monotonic()
        if started < self._rested:
            self._beside.submit(self._commits.commit)
            return
        self._commits.commit()
        if (took := time.monotonic() - started) > LONG:
            self._rested = started + REST * took

    def tell_all(self) -> None:
        """Tell those who wait for what is so by now; from any thread."""
        with self._change:
            self._change.notify_all()
        if not self._waiting or self._loop is None:
            return
        if threading.get_ident() == self._home:
            self._look_at_all()
        else:
            with contextlib.suppress(RuntimeError):  # of a loop that has ended
                self._loop.call_soon_threadsafe(self._look_at_all)

    def _look_at_all(self) -> None:
        for _ in range(len(self._waiting)):
            settled, told = self._waiting.popleft()
            if not _has_told(settled, told):
                self._waiting.append((settled, told))


def _has_told(settled: Settled, told: Done) -> bool:
    """Tell somebody, if it is so by now."""
    try:
        is_settled = settled()
    except Exception as error:  # noqa: BLE001 - it is for whoever waits
        tell(told, error)
        return True
    if is_settled:
        tell(told, None)
    return is_settled


def _end(future: asyncio.Future[None], error: Exception | None) -> None:
    if future.done():
        return
    if error is None:
        future.set_result(None)
    else:
        future.set_exception(error)
