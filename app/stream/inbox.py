"""The frames of a stream that have come, and wait for their turn."""

from __future__ import annotations

import asyncio
from collections import deque

from starlette.types import Message

from app.stream.frames import TOO_BIG, Closing, Data
from app.stream.outbox import Outbox
from app.stream.protocol import StreamProtocol


class Inbox:
    """Keeps frames in the order in which they came; where too many have no answer, no more are read."""

    def __init__(self, window: int, longest: int, outbox: Outbox, direct: StreamProtocol | None) -> None:
        self.frames: deque[Data] = deque()
        self._window = window
        self._longest = longest
        self._outbox = outbox
        self._direct = direct
        self._room = asyncio.Event()
        self._room.set()

    def take(self, message: Message) -> None:
        """Keep a frame until it has its turn."""
        data = message.get("bytes")
        if data is None:
            data = message["text"]
            if len(data) > self._longest:
                raise Closing(TOO_BIG, f"A text frame may have {self._longest} bytes: send a binary one.")
        self.frames.append(data)
        if self._unanswered >= self._window and self._room.is_set():
            self._room.clear()
            if self._direct is not None:
                self._direct.pause()

    @property
    def _unanswered(self) -> int:
        """How many frames have no answer yet, or one that is not yet sent."""
        return len(self.frames) + len(self._outbox)

    def make_room(self) -> None:
        """Take further frames, now that an answer was sent."""
        if not self._room.is_set() and self._unanswered < self._window:
            self._room.set()
            if self._direct is not None:
                self._direct.resume()

    async def until_room(self) -> None:
        """Wait until another frame may be taken."""
        await self._room.wait()
