"""The answers of a stream on their way to its client."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

from starlette.types import Send

from app.stream.frames import Data
from app.stream.protocol import StreamProtocol
from app.stream.stream import Stream


class Outbox:
    """Sends answers in order, and before each the progress towards it; where nobody has to wait, at once.

    The stream keeps the answers, so that whatever is sent again is the same.
    """

    def __init__(
        self,
        stream: Stream,
        received: int,
        send: Send,
        direct: StreamProtocol | None,
        stall: float,
        was_sent: Callable[[], None],
    ) -> None:
        self.sent = received
        """The number of the last answer that was sent."""
        self._stream = stream
        self._send = send
        self._direct = direct
        self._stall = stall
        self._was_sent = was_sent
        self._again: deque[int] = deque()
        self._reports: deque[tuple[int, Data]] = deque(maxlen=stream.window)
        self._writing = asyncio.Lock()

    def __len__(self) -> int:
        return len(self._again) + self._stream.done - self.sent

    def repeat(self, id: int) -> None:
        """Send an answer once more."""
        self._again.append(id)

    def report(self, id: int, progress: Data) -> None:
        """Tell progress of the frame that is being carried out."""
        self._reports.append((id, progress))

    async def write(self, first: Data | None = None) -> None:
        """Send all that was not sent yet, after the frame `first`; an OSError where the client takes nothing."""
        if first is None and self.write_at_once():
            return
        now = asyncio.get_running_loop().time
        async with self._writing, asyncio.timeout(self._stall) as patience:
            renewal = now() + self._stall / 2
            while (data := first if first is not None else self._next()) is not None:
                first = None
                await self._send({"type": "websocket.send", "text" if isinstance(data, str) else "bytes": data})
                self._was_sent()
                if now() > renewal:
                    renewal = now() + self._stall / 2
                    patience.reschedule(now() + self._stall)

    def write_at_once(self) -> bool:
        """Send what was not sent yet as far as nobody has to wait; whether that was all."""
        direct = self._direct
        if direct is None or self._writing.locked():
            return False
        while direct.is_writable:
            data = self._next()
            if data is None:
                return True
            direct.write(data)
            self._was_sent()
        return False

    def _next(self) -> Data | None:
        """What is to be sent next; None where there is nothing."""
        while self._again:
            again = self._stream.answer(self._again[0])
            if again is None and self._again[0] in self._stream.answers:
                break  # until its entry is durable
            self._again.popleft()
            if again is not None:
                return again
        next = self.sent + 1
        while self._reports and self._reports[0][0] <= next:
            id, progress = self._reports.popleft()
            if id == next:
                return progress
        answer = self._stream.answer(next)
        if answer is not None:
            self.sent = next
        return answer
