"""The history of a session: what it was asked that moved it, in the log before the answer leaves (DESIGN 7)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from app.durable.commits import Commits
from app.durable.errors import StorageFailed
from app.durable.log import Log
from app.durable.records import Entry, Key, Place
from app.durable.sessions import Opened

INLINE = 1 << 16
"""Bytes of a body that stands in its entry; a larger one is stored beside it."""
Asked = dict[str, Any]
"""What was asked, but for its body, as JSON."""


class NoHistory:
    """That of a session of which nothing is kept, or that is being recovered."""

    waits = False
    """Whether answers have to wait until entries are durable."""
    last = settled = 0

    @property
    def opened(self) -> Opened:
        """The session as it is in the log."""
        raise NotImplementedError

    def store(self, body: bytes | memoryview | str) -> bytes | Place:
        """A body as its entry will have it, before what it asks for is done: tensors may take over its memory."""
        return b""

    def append(self, asked: Asked, body: bytes | Place, key: Key | None = None) -> None:
        """Note what was asked, and what came of it; a StorageFailed where that cannot be."""

    async def until_settled(self) -> None:
        """Wait until every entry is durable; a StorageFailed where one cannot be."""


class History(NoHistory):
    """The entries of one session in the log; where there is a writer, it commits those of all sessions together.

    `settles` is called when entries have become durable, `fails` when one could not be written: then the session is
    ahead of its history, and has to be recovered from it. Both may be called in any thread.
    """

    def __init__(
        self,
        log: Log,
        writer: Commits | None,
        opened: Opened,
        settles: Callable[[], None],
        fails: Callable[[], None],
    ) -> None:
        self._log = log
        self._writer = writer
        self._number = opened.number
        self._opened = opened
        self._settles = settles
        self._fails = fails
        self._written: Future[None] | None = None
        self.waits = writer is not None
        self.last = self.settled = opened.last
        """The number of the last entry, and of the last one that is durable."""

    @property
    def opened(self) -> Opened:
        return self._opened._replace(last=self.settled)

    def store(self, body: bytes | memoryview | str) -> bytes | Place:
        data = body.encode() if isinstance(body, str) else body
        return bytes(data) if len(data) <= INLINE else self._log.store(self._number, data)

    def append(self, asked: Asked, body: bytes | Place, key: Key | None = None) -> None:
        entry = Entry(self.last + 1, asked, body, key)
        self.last = entry.number
        if self._writer is not None:
            self._written = self._writer.submit(self._number, entry)
            self._written.add_done_callback(lambda written: self._end(entry.number, written))
            return
        try:
            self._log.append([(self._number, entry)])
        except StorageFailed:
            self._fails()
            raise
        self.settled = entry.number

    def _end(self, number: int, written: Future[None]) -> None:
        if written.exception() is None:
            self.settled = number
            self._settles()
        else:
            self._fails()

    async def until_settled(self) -> None:
        if self.settled < self.last and self._written is not None:
            await asyncio.wrap_future(self._written)
