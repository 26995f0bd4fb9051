"""The end: what runs is finished within the grace, and the process ends as it was asked to."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.app.streaming import open_session, opened
from tests.conftest import Server

PATIENCE = 60


@pytest.fixture
def start() -> Iterator[Callable[..., Server]]:
    """Starts servers that the test ends itself."""
    servers: list[Server] = []

    def begin(**settings: object) -> Server:
        servers.append(Server({f"GRADWIRE_{name.upper()}": str(value) for name, value in settings.items()}))
        return servers[-1]

    yield begin
    for server in servers:
        server.process.kill()
        server.stop()


def ended(server: Server, by: signal.Signals = signal.SIGTERM) -> int:
    """The exit status after a signal."""
    server.process.send_signal(by)
    return server.process.wait(PATIENCE)


def in_background(url: str, times: int) -> tuple[threading.Thread, list[Any]]:
    """A request that takes its time, and where its status, or what became of it, will be."""
    steps = [{"repeat": {"times": times, "steps": [{"op": "rand", "size": [300, 300], "out": "x"}]}}]
    outcome: list[Any] = []

    def ask() -> None:
        try:
            answer = httpx.post(f"{url}/v1/programs", json={"steps": steps, "return": ["x"]}, timeout=PATIENCE)
            outcome.append(answer.status_code)
        except httpx.TransportError as error:
            outcome.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(0.5)
    assert not outcome, "it should take longer"
    return thread, outcome


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_as_it_was_asked_to(start: Callable[..., Server], by: signal.Signals) -> None:
    server = start()
    with httpx.Client(base_url=server.url) as http:
        assert http.get("/health/ready").status_code == 200  # and the connection stays open
        assert ended(server, by) == 0


def test_what_runs_is_answered_and_nobody_new_is_let_in(start: Callable[..., Server]) -> None:
    server = start()
    thread, outcome = in_background(server.url, times=4000)
    server.process.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    assert not outcome, "it should take longer"
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{server.url}/health/ready")
    thread.join()
    assert outcome == [200]
    assert server.process.wait(PATIENCE) == 0


def test_what_takes_longer_than_the_grace_is_given_up(start: Callable[..., Server]) -> None:
    server = start(stop_seconds=1)
    thread, outcome = in_background(server.url, times=1_000_000)
    assert ended(server) == 0
    thread.join()
    assert outcome != [200]


def test_a_stream_is_told(start: Callable[..., Server]) -> None:
    server = start()
    with opened(server.url, open_session(server.url)) as stream:
        assert stream.ask({"id": 1})[0]["id"] == 1
        server.process.send_signal(signal.SIGTERM)
        assert stream.closing() == 1012
    assert server.process.wait(PATIENCE) == 0
