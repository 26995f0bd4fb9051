"""Large answers, which are sent from the tensors' own memory."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from starlette.types import Receive, Scope, Send

from app.answers import Answer, Buffer

SLICE = 1 << 20

log = logging.getLogger("gradwire")


class Download(Answer):
    """A large answer, sent in slices from the tensors' own memory while the session waits, though not long.

    Where tensors are nobody's else there is nothing to release, and nobody waits.

    Transports keep references to what they could not send yet, the last 64 kB by uvicorn's mark, so the session goes on
    only after slices of our own were handed over behind the tensors' memory.
    """

    def __init__(self, answer: Answer, release: Callable[[], None] | None, patience: float, stall: float) -> None:
        self.slices: list[Buffer] = [
            memoryview(piece)[start : start + SLICE] for piece in answer.body for start in range(0, len(piece), SLICE)
        ]
        self.release: Callable[[], None] | None = release
        self.patience = patience
        self.stall = stall
        super().__init__(answer.status, answer.media, answer.body, answer.headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        late = time.monotonic() + self.patience
        try:
            own = len(self.slices) if self.release is None else self._own_the_end()
            await send(self.start())
            for number, piece in enumerate(self.slices):
                async with asyncio.timeout(self.stall):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                if number > own:
                    self.let_go()
                elif number < own and time.monotonic() > late:
                    own = number + 1
                    self.slices[own:] = map(bytes, self.slices[own:])
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        except TimeoutError:
            log.warning("a reader took nothing for %g seconds: its download was cut off", self.stall)
        finally:
            self.let_go()

    def _own_the_end(self) -> int:
        """Copy slices at the end until they outgrow what a transport buffers; the place of the first of them."""
        place, owned = len(self.slices), 0
        while place and owned < SLICE:
            place -= 1
            owned += len(self.slices[place])
            self.slices[place] = bytes(self.slices[place])
        return place

    def let_go(self) -> None:
        """Let the session go on."""
        if self.release is not None:
            self.release()
            self.release = None
