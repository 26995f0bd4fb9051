"""Frames: what a server says on a WebSocket, found in the bytes as they come.

What does not come at once is read into memory of its own, so that no large array is copied on its way.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final

import numpy as np

Data = str | bytes | memoryview
PIECE: Final = 2**18
TEXT: Final = 1
CONTROL: Final = 8
"""The bit of opcodes that say something about the connection."""
FINAL: Final = 0x80
UNKNOWN: Final = 0x70
"""Bits of extensions, of which none was agreed on."""
MASKED: Final = 0x80
SIZES: Final = {126: 2, 127: 8}
"""Lengths that stand for: in so many bytes that follow."""


class Frames:
    """The messages that came; `control` is given the frames that are about the connection, as they are."""

    def __init__(self, control: Callable[[bytes], None]) -> None:
        self.arrived: deque[Data] = deque()
        self._control = control
        self._memory = memoryview(bytearray(PIECE))
        """Small frames come here: to fetch so much from the system each time would take as long as sending one."""
        self._stop = 0
        """Where in it the next bytes go."""
        self._payload: memoryview | None = None
        """Of a frame that did not come at once."""
        self._filled = 0
        self._is_final = True
        self._is_text = False
        self._parts: list[bytes | memoryview] = []

    def room(self) -> memoryview:
        """Where the next bytes are to be written."""
        return self._memory[self._stop :] if self._payload is None else self._payload[self._filled :]

    def take(self, size: int) -> bool:
        """So many bytes were written there; whether any belong to a message. ValueError for what is no frame."""
        payload = self._payload
        if payload is None:
            self._stop += size
            return self._find()
        self._filled += size
        if self._filled == len(payload):
            self._payload = None
            self._add(payload)
        return True

    def _find(self) -> bool:
        """Take the frames that came, with which the memory begins; whether one is not about the connection."""
        memory, start, stop = self._memory, 0, self._stop
        found = False
        while stop - start >= 2:
            head, size = memory[start], memory[start + 1]
            if head & UNKNOWN or size & MASKED:
                raise ValueError("what the server sends is no WebSocket")
            at = start + 2
            if size in SIZES:
                at += SIZES[size]
                size = int.from_bytes(memory[start + 2 : at])
            end = at + size
            if stop < at or (head & CONTROL and stop < end):
                break
            if head & CONTROL:
                self._control(bytes(memory[start:end]))
                start = end
                continue
            found = True
            self._is_final = head & FINAL != 0
            if head & ~FINAL:  # else it continues the one before
                self._is_text = head & ~FINAL == TEXT
            if stop < end:
                self._payload = np.empty(size, np.uint8).data
                self._filled = stop - at
                self._payload[: self._filled] = memory[at:stop]
                start = stop
                break
            self._add(bytes(memory[at:end]))
            start = end
        self._stop = stop - start
        if start and self._stop:
            memory[: self._stop] = memory[start:stop]
        return found

    def _add(self, payload: bytes | memoryview) -> None:
        if not self._is_final or self._parts:
            self._parts.append(payload)
            if not self._is_final:
                return
            payload = b"".join(self._parts)
            self._parts.clear()
        self.arrived.append(str(payload, "utf-8") if self._is_text else payload)
