"""The threads that compute."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")
LONG = 0.02
"""Seconds after which others no longer wait for the work that is under way."""


@dataclass(frozen=True, slots=True)
class Rest(Generic[Result]):
    """What is left of some work, and may take long."""

    work: Callable[[], Result]


class Workers:
    """Threads of which one computes at a time, and others only beside work that takes long.

    Small operations hold the interpreter's lock most of the time: two threads that both carry out small ones take it
    from one another, and get less done than one. But nobody shall wait for somebody else's long work.
    """

    def __init__(self, threads: int, long: float = LONG) -> None:
        self._long = long
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="compute")
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._taken = False
        self._under_way: set[Future[Any]] = set()
        """What threads do, also if nobody waits for it any more."""
        self.at_work = 0
        """How many threads compute, or wait for their turn."""

    @property
    def is_awaited(self) -> bool:
        """Whether somebody else computes, or waits to: threads may be fewer than those who want one."""
        return self.at_work > 1

    async def compute(self, work: Callable[[], Result]) -> Result:
        """Do work in a thread, in the order of arrival."""
        self.at_work += 1
        try:
            return await self._compute(work, asyncio.get_running_loop())
        finally:
            self.at_work -= 1

    async def _compute(self, work: Callable[[], Result], loop: asyncio.AbstractEventLoop) -> Result:
        if self._taken:
            await self._turn(loop)
        self._taken = True
        over = False

        def end() -> None:
            nonlocal over
            if not over:
                over = True
                self._next()

        clock = loop.call_later(self._long, end)
        try:
            return await self._begin(work, loop)
        finally:
            clock.cancel()
            end()

    def _begin(self, work: Callable[[], Result], loop: asyncio.AbstractEventLoop) -> asyncio.Future[Result]:
        doing = self._pool.submit(work)
        self._under_way.add(doing)
        doing.add_done_callback(self._under_way.discard)
        return asyncio.wrap_future(doing, loop=loop)

    async def _turn(self, loop: asyncio.AbstractEventLoop) -> None:
        turn = loop.create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():  # it was this one's turn just then
                self._next()
            raise

    def _next(self) -> None:
        """Let the next work begin."""
        self._taken = False
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                self._taken = True
                turn.set_result(None)
                return

    def shutdown(self, patience: float) -> bool:
        """End the threads, and tell whether all have ended; what has not begun is given up.

        A thread at work cannot be stopped, and would keep the process from ending.
        """
        self._pool.shutdown(wait=False, cancel_futures=True)
        have_ended = not wait(tuple(self._under_way), patience).not_done
        if have_ended:
            self._pool.shutdown()
        return have_ended
