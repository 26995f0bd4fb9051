"""The real process: large bodies, slow readers, sessions side by side, and its end."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx
import numpy
import pytest

from app.settings import Settings
from gradwire.wire import npy, safetensors

NPY = {"content-type": "application/x-npy"}
RAW = {"accept": "application/octet-stream"}
LARGE = 5_000_000


def upload(http: httpx.Client, session: str, name: str, array: Any) -> None:
    response = http.put(f"{session}/tensors/{name}", content=b"".join(npy.encode(array)), headers=NPY)
    assert response.status_code == 201, response.text


def test_large_bodies_there_and_back(http: httpx.Client, session: str) -> None:
    array = numpy.random.default_rng(0).standard_normal(LARGE, numpy.float32)
    upload(http, session, "a", array)
    assert http.get(f"{session}/tensors/a", headers=RAW).content == array.tobytes()
    got = http.post(
        f"{session}/programs", json={"return": ["a"]}, headers={"accept": "application/vnd.safetensors"}
    ).content
    assert safetensors.decode(got)[0]["a"].tobytes() == array.tobytes()


def test_body_of_unknown_length(http: httpx.Client, session: str) -> None:
    array = numpy.arange(100_000, dtype=numpy.float32)
    body = b"".join(npy.encode(array))
    pieces = (body[start : start + 9999] for start in range(0, len(body), 9999))
    assert http.put(f"{session}/tensors/a", content=pieces, headers=NPY).status_code == 201
    assert http.get(f"{session}/tensors/a", headers=RAW).content == array.tobytes()


def read_slowly(url: str, path: str, pause: float) -> bytes:
    """The body of an answer, read by someone who first looks away."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port)) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 17)
        lines = (
            f"GET {path} HTTP/1.1",
            f"Host: {parts.netloc}",
            "Accept: application/octet-stream",
            "Connection: close",
        )
        connection.sendall("\r\n".join((*lines, "", "")).encode())
        held = connection.recv(1000)
        time.sleep(pause)
        while piece := connection.recv(1 << 20):
            held += piece
    return held.split(b"\r\n\r\n", 1)[1]


def test_a_slow_reader_gets_what_it_asked_for(start_server: Callable[..., str]) -> None:
    """The tensor changes while its old value is on the way, and the session is not held up for long."""
    url = start_server(reader_patience=0.1, body_timeout=20)
    array = numpy.ones(LARGE * 2, numpy.float32)
    with httpx.Client(base_url=url, timeout=60) as http:
        session = http.post("/v1/sessions").headers["location"]
        upload(http, session, "a", array)
        got: list[bytes] = []
        reader = threading.Thread(target=lambda: got.append(read_slowly(url, f"{session}/tensors/a", 1.0)))
        reader.start()
        time.sleep(0.3)
        assert http.post(f"{session}/ops", json={"op": "mul_", "inputs": ["a", 2]}).status_code == 200
        reader.join()
        assert got == [array.tobytes()]
        assert http.get(f"{session}/tensors/a", headers=RAW).content == (array * 2).tobytes()


def test_a_reader_who_stops_is_cut_off(start_server: Callable[..., str]) -> None:
    url = start_server(reader_patience=0.1, body_timeout=0.5)
    with httpx.Client(base_url=url, timeout=60) as http:
        session = http.post("/v1/sessions").headers["location"]
        upload(http, session, "a", numpy.ones(LARGE * 2, numpy.float32))
        reader = threading.Thread(target=read_slowly, args=(url, f"{session}/tensors/a", 8.0))
        reader.start()
        time.sleep(0.2)
        assert http.get(session).status_code == 200
        assert reader.is_alive()  # the session did not wait for it
        reader.join()


def test_a_busy_session_holds_up_nobody(http: httpx.Client, server: str, session: str) -> None:
    other = http.post("/v1/sessions").headers["location"]
    busy = {"steps": [{"repeat": {"times": 1_000_000, "steps": [{"op": "rand", "size": [300, 300]}]}}], "timeout": 1.0}
    answers: list[int] = []
    thread = threading.Thread(
        target=lambda: answers.append(httpx.post(f"{server}{session}/programs", json=busy, timeout=60).status_code)
    )
    thread.start()
    time.sleep(0.2)
    for path in (other, "/health/live", "/v1/sessions", "/metrics"):
        assert http.get(path).status_code == 200
    assert not answers
    thread.join()
    assert answers == [504]


def test_expired_sessions_are_swept(start_server: Callable[..., str]) -> None:
    url = start_server(session_ttl=0.3)
    location = httpx.post(f"{url}/v1/sessions").headers["location"]
    time.sleep(0.5)
    assert httpx.get(f"{url}{location}").status_code == 404


@pytest.mark.parametrize("together", [True, False], ids=["in one piece", "in two"])
def test_no_body_is_lost_in_an_upgrade(server: str, together: bool) -> None:
    """Java's client asks for HTTP/2 unless told otherwise, and sends its body all the same."""
    head = (
        b"POST /v1/sessions HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
        b"HTTP2-Settings: AAEAAEAA\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n"
    )
    parts = urlsplit(server)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as wire:
        for piece in [head + b'{"seed": 5}'] if together else [head, b'{"seed": 5}']:
            wire.sendall(piece)
        assert wire.recv(1 << 16).startswith(b"HTTP/1.1 400 "), "a session with another seed is worse than none"


def test_an_upgrade_without_a_body_is_ignored(http: httpx.Client, session: str) -> None:
    wish = {"connection": "Upgrade, HTTP2-Settings", "upgrade": "h2c", "http2-settings": "AAEAAEAA"}
    assert http.get(session, headers=wish).status_code == 200


def test_two_clients_of_one_server_see_their_own(http: httpx.Client, session: str) -> None:
    other = http.post("/v1/sessions").headers["location"]
    http.put(f"{session}/tensors/a", json=1.0)
    assert http.get(f"{other}/tensors/a").status_code == 404


def test_requests_sent_ahead_are_answered_in_their_order(server: str) -> None:
    parts = urlsplit(server)
    ends = ("", "", "Connection: close\r\n")
    asked = [
        f"GET /health/live HTTP/1.1\r\nHost: {parts.netloc}\r\nX-Request-ID: r{number}\r\n{end}\r\n"
        for number, end in enumerate(ends)
    ]
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as wire:
        wire.sendall("".join(asked).encode())
        answer = b"".join(iter(lambda: wire.recv(1 << 16), b"")).decode()
    heads = [piece.split("\r\n\r\n")[0].lower() for piece in answer.split("HTTP/1.1 ")[1:]]
    assert [head.split("\r\n")[0] for head in heads] == ["200 ok"] * 3
    assert [re.findall(r"x-request-id: (\w+)", head) for head in heads] == [["r0"], ["r1"], ["r2"]]
    assert ["connection: close" in head for head in heads] == [False, False, True]
    assert answer.count('{"status":"live"}') == 3


@pytest.mark.parametrize("asked", ["FOO / HTTP/1.1", "no request", "GET / HTTP/1.1\r\nContent-Length: -1"])
def test_what_is_no_http_is_answered_with_a_problem(server: str, asked: str) -> None:
    parts = urlsplit(server)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as wire:
        wire.sendall(f"{asked}\r\nHost: {parts.netloc}\r\n\r\n".encode())
        head, _, body = b"".join(iter(lambda: wire.recv(1 << 16), b"")).partition(b"\r\n\r\n")
    problem = json.loads(body)
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"content-type: application/problem+json" in head
    assert problem["type"] == "/problems/malformed-request"
    assert f"x-request-id: {problem['request_id']}".encode() in head


def test_a_refusal_reaches_a_client_that_sends_on(start_server: Callable[..., str]) -> None:
    parts = urlsplit(start_server(keep_alive=1))
    size = Settings.model_fields["body_bytes"].default + 1
    head = f"PUT /v1/sessions/s0-0000/tensors/x HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/x-npy\r\n"
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as wire:
        wire.sendall(f"{head}Content-Length: {size}\r\n\r\n".encode())
        for _ in range(50):
            wire.sendall(bytes(1 << 20))
        time.sleep(1.5)  # longer than it would wait for another request
        wire.sendall(bytes(1 << 20))
        wire.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: wire.recv(1 << 16), b""))
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"body-too-large" in answer


def test_a_request_behind_one_that_was_answered_at_once_has_its_time(start_server: Callable[..., str]) -> None:
    url = start_server(keep_alive=1)
    parts = urlsplit(url)
    quick = {"tensors": {"_x": [1.0]}, "steps": [{"op": "neg", "inputs": ["_x"], "out": "_y"}], "return": ["_y"]}
    slow = {"steps": [{"repeat": {"times": 40_000, "steps": [{"op": "ones", "size": [1]}]}}]}
    for _ in range(4):
        httpx.post(f"{url}/v1/programs", json=quick)
    sent = b""
    for program in (quick, slow):
        body = httpx.Request("POST", url, json=program).content
        head = f"POST /v1/programs HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
        sent += f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    with socket.create_connection((parts.hostname, parts.port), timeout=60) as wire:
        wire.sendall(sent)
        answers = b"".join(iter(lambda: wire.recv(1 << 16), b""))
    assert answers.count(b"HTTP/1.1 200 ") == 2
