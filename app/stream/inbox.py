"""The frames of a stream that have come, and wait for their turn."""

from __future__ import annotations

import asyncio
from collections import deque

from starlette.types import Message, Receive

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
        self._is_full = False
        self._has_room = asyncio.Event()

    async def read(self, receive: Receive) -> None:
        """Take the next frame, once there is room for it."""
        while self._is_full:
            self._has_room.clear()
            await self._has_room.wait()
        self.take(await receive())

    def take(self, message: Message) -> None:
        """Keep a frame; an OSError where the client has left."""
        if message["type"] == "websocket.disconnect":
            raise ConnectionError("the client left")
        data = message.get("bytes")
        if data is None:
            data = message["text"]
            if len(data) > self._longest:
                raise Closing(TOO_BIG, f"A text frame may have {self._longest} bytes: send a binary one.")
        self.frames.append(data)
        if self._unanswered >= self._window and not self._is_full:
            self._is_full = True
            if self._direct is not None:
                self._direct.pause()

    @property
    def _unanswered(self) -> int:
        """How many frames have no answer yet, or one that is not yet sent."""
        return len(self.frames) + len(self._outbox)

    def make_room(self) -> None:
        """Take further frames, now that an answer was sent."""
        if self._is_full and self._unanswered < self._window:
            self._is_full = False
            self._has_room.set()
            if self._direct is not None:
                self._direct.resume()
