"""How long is waited on a session's stream: not for a server that is only alive, and for one that gets on."""

from __future__ import annotations

import json
import os
import resource
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from threading import Event

import httpx
import pytest

import gradwire as torch
from gradwire.remote.stream import PROTOCOL
from gradwire.remote.websocket import WebSocket
from tests.client.conftest import ones
from tests.client.relay import BACK, TO, Relay

TIMEOUT = 1.0
LARGE = 32_000_000
"""More bytes than the system takes that nobody reads."""
PING = b"\x89\x00"


class Lively(Relay):
    """A relay that from a moment on carries nothing one way, while the client hears pings."""

    def __init__(self, server: str) -> None:
        super().__init__(server)
        self._held = ""
        self._over = Event()

    def hold(self, way: str) -> None:
        """Carry nothing more this way on the connection that was opened last."""
        self._held = way

    def go_on(self) -> None:
        """Carry what was held."""
        self._held = ""
        self._over.set()

    def _take(self, way: str, size: int) -> int:
        if way == self._held:
            client = self._open[-2]
            for _ in range(400):
                if self._over.wait(0.02):
                    break
                client.send(PING)
            self.go_on()  # who waits for longer does so for good
        return super()._take(way, size)


class Slow(Relay):
    """A relay that is to carry so many pieces more slowly, with a pause before each."""

    pieces = 0
    pause = 0.0

    def _take(self, way: str, size: int) -> int:
        if self.pieces:
            self.pieces -= 1
            time.sleep(self.pause)
        return super()._take(way, size)


def opened(url: str) -> WebSocket:
    """The stream of a session that is opened for it, on which both sides have said hello."""
    path = httpx.post(f"{url}/v1/sessions").headers["Location"]
    socket = WebSocket(f"{url}{path}/stream", PROTOCOL, {}, TIMEOUT)
    socket.send(json.dumps({"hello": {"stream": "a", "received": 0}}).encode(), is_text=True)
    socket.receive(wait=True)
    return socket


@pytest.mark.parametrize("way", [TO, BACK])
def test_a_server_that_only_pings_does_not_answer(server: str, way: str) -> None:
    with Lively(server) as relay, torch.Session(relay.url, timeout=TIMEOUT):
        x = ones()
        relay.hold(way)
        with pytest.raises(torch.ServerUnreachableError, match="no answer came within 1 seconds"):
            (x + 1).tolist()
        relay.go_on()
        assert x.tolist() == [1, 1]


def test_a_server_that_only_pings_does_not_read(server: str) -> None:
    with Lively(server) as relay, closing(opened(relay.url)) as socket:
        relay.hold(TO)
        with pytest.raises(TimeoutError, match="within 1 seconds"):
            socket.send(bytes(LARGE), is_text=False)
        relay.go_on()


def test_a_large_answer_may_take_longer(server: str) -> None:
    with Slow(server) as relay, torch.Session(relay.url, timeout=TIMEOUT):
        x = torch.ones(500_000)
        x += 1
        x.sum().item()
        relay.pieces, relay.pause = 25, 0.1
        assert x.numpy().sum() == 1_000_000
        assert not relay.pieces


def test_what_is_large_may_take_longer_to_send(server: str) -> None:
    with Slow(server) as relay, closing(opened(relay.url)) as socket:
        relay.pieces, relay.pause = 300, 0.01
        socket.send(bytes(LARGE), is_text=False)
        assert not relay.pieces


@pytest.fixture
def many_files() -> Iterator[None]:
    """As many open files as make the number of the next too large for select."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    with ExitStack() as opened:
        opened.callback(resource.setrlimit, resource.RLIMIT_NOFILE, before)
        resource.setrlimit(resource.RLIMIT_NOFILE, (before[1], before[1]))
        while opened.enter_context(open(os.devnull)).fileno() < 1024:  # noqa: PTH123
            pass
        yield


@pytest.mark.usefixtures("many_files")
def test_a_process_may_have_many_files(server: str) -> None:
    with torch.Session(server):
        assert (ones() + 1).tolist() == [2, 2]


def test_a_system_without_poll(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gradwire.remote.websocket.POLLS", False)
    with torch.Session(server):
        assert (ones() + 1).tolist() == [2, 2]
