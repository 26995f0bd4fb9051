"""Turns: no stream holds a session because its client reads slowly, nor the threads because it has much to do."""

from __future__ import annotations

import contextlib
import itertools
import json
import socket
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx
from websockets.sync.client import ClientConnection

from tests.app.steps import op
from tests.app.streaming import open_session, opened, plain

HEARD = {"hello": {"stream": "slow", "received": 0}}
QUICK = {
    "steps": [{"op": "mul", "inputs": ["_x", "_x"], "out": "_y"}],
    "tensors": {"_x": [0.123456789] * 2000},
    "return": ["_y"],
}
LONG = {"steps": [{"op": "randn", "size": [1_000_000]}]}


def send_together(wire: ClientConnection, *frames: dict[str, Any]) -> None:
    """Send frames that arrive together."""
    with wire.protocol_mutex:
        for frame in frames:
            wire.protocol.send_text(json.dumps(frame).encode())
        wire.socket.sendall(b"".join(wire.protocol.data_to_send()))


def test_a_client_that_does_not_read_holds_nobody_up(start_server: Callable[..., str]) -> None:
    """Its answers wait, at the latest when its next frames begin a turn and leave the rest of it to a thread."""
    url = start_server(body_timeout=120)
    session = open_session(url)
    parts = urlsplit(url)
    narrow = socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    narrow.connect((parts.hostname, parts.port))
    with plain(url, session, sock=narrow, max_queue=1, close_timeout=0) as wire, httpx.Client(base_url=url) as client:
        wire.send(json.dumps(HEARD))
        wire.recv()
        narrow.settimeout(0.5)
        sent = itertools.count(1)
        with contextlib.suppress(TimeoutError):  # where the server does not read on either
            for number in range(300):
                frames = [{"id": next(sent), **QUICK}]
                if number % 2:
                    frames.append({"id": next(sent), "steps": [{"op": "add", "inputs": [[number], 1]}]})
                send_together(wire, *frames)
                assert client.post(f"{session}/programs", json={"steps": []}, timeout=10).status_code == 200
    assert next(sent) > 100


def test_streams_that_never_rest_share_the_threads_with_others(start_server: Callable[..., str]) -> None:
    url = start_server(compute_threads=2)
    over = threading.Event()
    counts = [0, 0]

    def keep_busy(place: int) -> None:
        with opened(url, open_session(url)) as stream:
            stream.send(*[{"id": id, **LONG} for id in range(1, 31)])
            while not over.is_set():
                stream.receive()
                counts[place] += 1
                stream.send({"id": 30 + counts[place], **LONG})

    streams = [threading.Thread(target=keep_busy, args=[place]) for place in range(2)]
    for one in streams:
        one.start()
    try:
        session = open_session(url)
        for number in range(3):
            step = {"op": "add", "inputs": [[number], 1], "out": "y"}
            assert httpx.post(f"{url}{session}/programs", json={"steps": [step]}, timeout=15).status_code == 200
    finally:
        over.set()
        for one in streams:
            one.join()
    assert min(counts) > 0


def test_a_window_of_one(start_server: Callable[..., str]) -> None:
    url = start_server(stream_window=1)
    with opened(url, open_session(url)) as stream:
        for id in range(1, 1001):  # each differs, so that a thread carries it out
            (answer,) = stream.ask({"id": id, "steps": [op("randn", size=[20_000 + id], out="n")] * 30})
            assert answer["id"] == id
