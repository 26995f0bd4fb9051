"""A client that sends frames of a stream without waiting for answers."""

from __future__ import annotations

import json
import time
from collections import deque
from typing import Any

from websockets.exceptions import InvalidHandshake, WebSocketException

from gradwire.wire import safetensors
from tests.app.streaming import Stream, plain
from tests.chaos.client import HANGS_UP, JSON, Client
from tests.chaos.model import Deed


class Frames(Client):
    """Goes on with its stream where that broke off."""

    def open(self) -> None:
        super().open()
        self.waiting: deque[Deed] = deque()
        """What is to be sent."""
        self.unanswered: deque[tuple[int, Any, Deed | None]] = deque()
        """What was sent, or is: its number, the frame, and None where it will be skipped."""
        self.sent = self.received = 0
        self.cause: int | None = None
        """The frame that the next one has to clear."""

    def go_on(self) -> None:
        """Send some frames, and receive all answers, or hang up before."""
        self._converse(self.chance.randrange(100), HANGS_UP / 10)

    def _converse(self, frames: int, hangs_up: float) -> None:
        """Send so many frames, or more, on one connection; how likely it ends after a frame."""
        try:
            with plain(self.storm.url, self.session) as wire:
                stream = Stream(wire)
                done = self._greet(stream)
                while frames > 0 or self.waiting or self.unanswered:
                    if self.chance.random() < hangs_up:
                        break
                    while (frames > 0 or self.waiting) and len(self.unanswered) < self.chance.randrange(1, 20):
                        frames -= 1
                        wire.send(self._frame())
                    self._receive(stream, done)
        except TimeoutError:
            raise
        except (OSError, EOFError, InvalidHandshake, WebSocketException) as error:
            if getattr(getattr(error, "rcvd", None), "code", None) not in (None, 1012, 1013):
                raise
            self.storm.pause()

    def _greet(self, stream: Stream) -> int:
        """Say hello, and what the server did not come to; the last frame that it has carried out."""
        stream.send({"hello": {"stream": "chaos", "received": self.received}})
        done: int = stream.receive()["hello"]["done"]
        assert self.received <= done <= self.sent, (self.received, done, self.sent)
        for number, data, _ in self.unanswered:
            if number > done:
                stream.wire.send(data)
        return done

    def _frame(self) -> Any:
        """The next frame, kept until it is answered."""
        self.sent += 1
        if self.cause is not None and self.chance.random() < 0.2:
            data = json.dumps({"id": self.sent, "steps": []})
            self.unanswered.append((self.sent, data, None))
            return data
        if not self.waiting:
            self.waiting.extend(self.model.next())
        deed = self.waiting.popleft()
        frame = {"id": self.sent, **self.said(deed), "accept": JSON}
        if self.cause is not None:
            frame["clear"] = self.cause
        if deed.suspension is not None:
            frame["suspension"] = deed.suspension
        self.cause = self.sent if deed.meets or deed.asks else None
        data = json.dumps(frame)
        if deed.arrays:
            data = b"".join(safetensors.encode(deed.arrays, {"program": data}))
        self.unanswered.append((self.sent, data, deed))
        return data

    def _receive(self, stream: Stream, done: int) -> None:
        asked = time.monotonic()
        answer = stream.receive()
        number, _, deed = self.unanswered[0]
        assert answer["id"] == number, (answer, number)
        said = answer.get("problem", answer)
        if deed is None:
            assert said["type"] == "/problems/skipped", said
        else:
            self.check(deed, said)
            self.acknowledged += deed.changes
        self.received = number
        self.unanswered.popleft()
        self.answered(asked, number <= done)

    def look(self) -> None:
        while self.unanswered or self.waiting:
            self._converse(0, 0)
        super().look()
