"""Busy polling: for a moment after an answer the event loop looks for the next message instead of going to sleep."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

FEW = 4
"""A client is expected again soon where it was last silent for no longer than so many moments."""


class BusyPoll:
    """Keeps an event loop awake for a moment after each answer, as long as clients come back that soon.

    A core that has nothing to do goes to sleep; to wake it takes longer than a small program does, which then finds
    none of its data in the caches. Where a thread computes, the loop sleeps, and leaves the interpreter to it.
    """

    def __init__(self, seconds: float, is_computing: Callable[[], bool]) -> None:
        self._seconds = seconds
        self._is_computing = is_computing
        self._answered = 0.0
        self._until = 0.0
        self._pays = False
        self.is_looking = False

    def received(self) -> None:
        """Something came."""
        self._pays = time.perf_counter() - self._answered < FEW * self._seconds

    def answered(self, loop: asyncio.AbstractEventLoop) -> None:
        """Look for what comes next, if it is expected soon."""
        self._answered = now = time.perf_counter()
        if self._pays and not self.is_looking:
            self.is_looking = True
            loop.call_soon(self._look, loop)
        self._until = now + self._seconds

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        if time.perf_counter() < self._until and not self._is_computing():
            loop.call_soon(self._look, loop)  # with something to call, the loop does not wait for sockets
        else:
            self.is_looking = False
