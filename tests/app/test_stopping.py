"""The end: what runs is finished within the grace, and the process ends as it was asked to."""

from __future__ import annotations

import signal
import socket
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.app.streaming import open_session, opened
from tests.conftest import Server

PATIENCE = 60
DRAW = {"op": "rand", "size": [300, 300], "out": "x"}


def in_background(url: str, times: int) -> tuple[threading.Thread, list[Any]]:
    """A request that takes its time, and where its status, or what became of it, will be."""
    steps = [{"repeat": {"times": times, "steps": [DRAW]}}]
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
def test_it_ends_as_it_was_asked_to(launch_server: Callable[..., Server], by: signal.Signals) -> None:
    server = launch_server()
    with httpx.Client(base_url=server.url) as http:
        assert http.get("/health/ready").status_code == 200  # and the connection stays open
        assert server.end(by) == 0


def test_what_runs_is_answered_and_nobody_new_is_let_in(launch_server: Callable[..., Server]) -> None:
    server = launch_server()
    thread, outcome = in_background(server.url, times=4000)
    server.process.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    assert not outcome, "it should take longer"
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{server.url}/health/ready")
    thread.join()
    assert outcome == [200]
    assert server.process.wait(PATIENCE) == 0


def test_what_takes_longer_than_the_grace_is_given_up(launch_server: Callable[..., Server]) -> None:
    server = launch_server(stop_seconds=1)
    thread, outcome = in_background(server.url, times=1_000_000)
    assert server.end() == 0
    thread.join()
    assert outcome == [503]
    assert "Traceback" not in server.printed()


def test_an_upload_that_takes_longer_than_the_grace_is_given_up(launch_server: Callable[..., Server]) -> None:
    server = launch_server(stop_seconds=1)
    parts = urlsplit(server.url)
    session = httpx.post(f"{server.url}/v1/sessions").headers["location"]
    head = f"PUT {session}/tensors/x HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/x-npy\r\n"
    with socket.create_connection((parts.hostname, parts.port), timeout=PATIENCE) as wire:
        wire.sendall(f"{head}Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n".encode())
        assert wire.recv(1 << 16).startswith(b"HTTP/1.1 100 "), "it waits for the body"
        assert server.end() == 0
        answer = b"".join(iter(lambda: wire.recv(1 << 16), b""))
    assert answer.startswith(b"HTTP/1.1 503 ")
    assert b"/problems/not-ready" in answer
    assert "Traceback" not in server.printed()


def test_events_end_without_an_answer_after_the_grace(launch_server: Callable[..., Server]) -> None:
    server = launch_server(stop_seconds=1)
    loop = {"times": 1_000_000, "steps": [DRAW], "count": "n"}
    asked = {"json": {"steps": [{"repeat": loop}]}, "headers": {"accept": "text/event-stream"}}
    with httpx.stream("POST", f"{server.url}/v1/programs", timeout=PATIENCE, **asked) as answer:  # type: ignore[arg-type]
        lines = answer.iter_lines()
        assert next(line for line in lines if line) == "event: progress"
        assert server.end() == 0
        with pytest.raises(httpx.RemoteProtocolError):
            list(lines)
    assert "Traceback" not in server.printed()


def test_asked_again_it_does_not_wait_for_what_was_given_up(launch_server: Callable[..., Server]) -> None:
    server = launch_server(stop_seconds=1)
    thread, _ = in_background(server.url, times=1_000_000)
    server.process.send_signal(signal.SIGTERM)
    thread.join()  # that was given up, and its thread is still at it
    assert server.end() == 0
    assert "Traceback" not in server.printed()


def test_a_stream_is_told(launch_server: Callable[..., Server]) -> None:
    server = launch_server()
    with opened(server.url, open_session(server.url)) as stream:
        assert stream.ask({"id": 1})[0]["id"] == 1
        server.process.send_signal(signal.SIGTERM)
        assert stream.closing() == 1012
    assert server.process.wait(PATIENCE) == 0


def test_what_runs_on_a_stream_is_answered(launch_server: Callable[..., Server]) -> None:
    server = launch_server()
    with opened(server.url, open_session(server.url)) as stream:
        stream.send({"id": 1, "steps": [{"repeat": {"times": 4000, "steps": [DRAW]}}]}, {"id": 2})
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)
        assert [stream.receive()["id"] for _ in range(2)] == [1, 2]
        assert stream.closing() == 1012
    assert server.process.wait(PATIENCE) == 0


def test_a_stream_is_told_when_the_grace_is_over(launch_server: Callable[..., Server]) -> None:
    server = launch_server(stop_seconds=1)
    with opened(server.url, open_session(server.url)) as stream:
        stream.send({"id": 1, "steps": [{"repeat": {"times": 1_000_000, "steps": [DRAW]}}]})
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)
        assert stream.closing() == 1012
    assert server.process.wait(PATIENCE) == 0
    assert "Traceback" not in server.printed()
