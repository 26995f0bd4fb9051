"""Settling: entries become durable together, and whoever waits for them is woken once for all."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import deque
from collections.abc import Callable
from typing import TypeAlias

from app.durable.commits import Commits
from app.durable.log import Log

Settled: TypeAlias = Callable[[], bool]
"""Whether what somebody waits for is so; it raises why that will never be."""


class Settling:
    """Who waits until entries are durable that are on their way to the log."""

    def __init__(self, log: Log) -> None:
        self.commits = Commits(log, self._committed)
        self._waiting: deque[tuple[Settled, asyncio.Future[None]]] = deque()
        """On the event loop."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._change = threading.Condition()

    async def until(self, settled: Settled) -> None:
        """Wait on the event loop."""
        self._loop = loop = asyncio.get_running_loop()
        future = loop.create_future()
        self._waiting.append((settled, future))  # before the look, so that whoever commits after it sees this
        has_ended = True
        try:
            has_ended = settled()
        finally:
            if has_ended:
                self._waiting.pop()
        if not has_ended:
            await future

    def wait(self, settled: Settled) -> None:
        """Wait in a thread that may."""
        with self._change:
            self._change.wait_for(settled)

    def _committed(self) -> None:
        with self._change:
            self._change.notify_all()
        if self._waiting and self._loop is not None:
            with contextlib.suppress(RuntimeError):  # of a loop that has ended
                self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for _ in range(len(self._waiting)):
            settled, future = self._waiting.popleft()
            if future.done():
                continue
            try:
                is_settled = settled()
            except Exception as error:  # noqa: BLE001 - it is for whoever waits
                future.set_exception(error)
                continue
            if is_settled:
                future.set_result(None)
            else:
                self._waiting.append((settled, future))
