"""A client of the stream that says no more than it is told to."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from gradwire.wire import safetensors

PROTOCOL = "gradwire.v1"
SAFETENSORS = "application/vnd.safetensors"


class Stream:
    """A connection to the stream of a session, after the hello."""

    def __init__(self, wire: ClientConnection) -> None:
        self.wire = wire

    def send(self, *frames: dict[str, Any]) -> None:
        """Send frames as text, without waiting for an answer."""
        for frame in frames:
            self.wire.send(json.dumps(frame))

    def send_binary(self, frame: dict[str, Any], **arrays: Any) -> None:
        """Send a frame with arrays."""
        self.wire.send(b"".join(safetensors.encode(arrays, {"program": json.dumps(frame)})))

    def receive(self) -> Any:
        """The next frame: JSON, or the JSON of a binary one with its arrays as `arrays`."""
        message = self.wire.recv(timeout=30)
        if isinstance(message, str):
            return json.loads(message)
        arrays, metadata = safetensors.decode(message)
        return json.loads(metadata["answer"]) | {"arrays": arrays}

    def ask(self, *frames: dict[str, Any]) -> list[Any]:
        """The answers to frames that are sent at once."""
        self.send(*frames)
        return [self.receive() for _ in frames]

    def closing(self) -> int:
        """The code with which the server closes, after whatever it still sends."""
        closed = self._end()
        assert closed.rcvd is not None
        return closed.rcvd.code

    def is_cut_off(self) -> bool:
        """Whether the connection ends without a word, after whatever the server still sends."""
        return self._end().rcvd is None

    def _end(self) -> ConnectionClosed:
        with pytest.raises(ConnectionClosed) as closed:
            list(iter(lambda: self.wire.recv(timeout=30), None))
        return closed.value


@contextlib.contextmanager
def plain(url: str, session: str, protocols: Any = (PROTOCOL,), **options: Any) -> Iterator[ClientConnection]:
    """A WebSocket to the stream's address, on which nothing was said."""
    address = f"{url.replace('http', 'ws')}{session}/stream"
    with connect(address, subprotocols=protocols, max_size=None, proxy=None, **options) as wire:
        yield wire


@contextlib.contextmanager
def opened(url: str, session: str, name: str = "nb-7", received: int = 0, done: int = 0, **options: Any) -> Any:
    """A stream, whose server must say that it came to frame `done`."""
    with plain(url, session, **options) as wire:
        stream = Stream(wire)
        stream.send({"hello": {"stream": name, "received": received}})
        assert stream.receive()["hello"]["done"] == done
        yield stream


def open_session(url: str, **options: Any) -> str:
    """The address of a new session."""
    return httpx.post(f"{url}/v1/sessions", json=options).headers["location"]
