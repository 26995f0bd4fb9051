"""Busy polling: for a moment after an answer the event loop looks for the next message instead of going to sleep."""

from __future__ import annotations

import asyncio
import math
import os
import time
from collections.abc import Callable
from functools import partial

YIELD: Callable[[], None] = getattr(os, "sched_yield", partial(time.sleep, 0))
FEW = 4
"""A client is expected again soon where it was last silent for no longer than so many moments."""
GAP = 0.0001
"""Seconds between two looks in which others must have had the core."""
REST = 1.0
"""Seconds without a look after that: who only looks uses up its share of the core, and waits when there is work."""


class BusyPoll:
    """Keeps an event loop awake for a moment after each answer, as long as clients come back that soon.

    A core that has nothing to do goes to sleep; to wake it takes longer than a small program does, which then finds
    none of its data in the caches. Where a thread computes, or other processes want the core, the loop sleeps.
    """

    def __init__(self, seconds: float, is_computing: Callable[[], bool]) -> None:
        self._seconds = seconds
        self._is_computing = is_computing
        self._answered = self._looked = self._rested = -math.inf  # the clock may have begun just now
        self._pays = False
        self.is_looking = False

    def received(self) -> None:
        """Something came."""
        self._pays = time.perf_counter() - self._answered < FEW * self._seconds

    def answered(self, loop: asyncio.AbstractEventLoop) -> None:
        """Look for what comes next, if it is expected soon."""
        self._answered = self._looked = now = time.perf_counter()
        if self._pays and not self.is_looking and now > self._rested:
            self.is_looking = True
            loop.call_soon(self._look, loop)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        YIELD()
        before, self._looked = self._looked, time.perf_counter()
        is_alone = self._looked - before < GAP
        if not is_alone:
            self._rested = self._looked + REST
        if is_alone and self._looked < self._answered + self._seconds and not self._is_computing():
            loop.call_soon(self._look, loop)  # with something to call, the loop does not wait for sockets
        else:
            self.is_looking = False
