"""Requests a second at 32 connections: small programs, against a bare ASGI endpoint on the same uvicorn."""

from __future__ import annotations

import json
import select
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic, perf_counter, sleep
from typing import Any

from .server import Connection, request
from .timing import Row, Stopwatch, compare

CONNECTIONS = 32
ANSWER = b'{"version":1,"values":{}}'


async def bare(scope: Any, receive: Any, send: Any) -> None:
    """The least that an ASGI application can do with a JSON request: read it whole and answer."""
    if scope["type"] == "http":
        json.loads((await receive())["body"])
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(ANSWER))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": ANSWER})


@contextmanager
def bare_server() -> Iterator[int]:
    """The bare application behind uvicorn, in a process of its own and with the server's options; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    options = ("--no-access-log", "--no-server-header", "--timeout-keep-alive", "75", "--loop", "uvloop")
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "benchmarks.requests:bare", "--port", str(port), *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)


class Crowd:
    """Many connections, each with one request under way, over and over."""

    def __init__(self, port: int, prepared: bytes, connections: int = CONNECTIONS) -> None:
        self.prepared = prepared
        self.sockets: dict[int, socket.socket] = {}
        self.poll = select.epoll()
        for _ in range(connections):
            one = socket.create_connection(("127.0.0.1", port))
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.sockets[one.fileno()] = one
            self.poll.register(one, select.EPOLLIN)
        self.size = len(self._first())

    def _first(self) -> bytes:
        one = next(iter(self.sockets.values()))
        one.sendall(self.prepared)
        answer = one.recv(1 << 16)
        while b"\r\n\r\n" not in answer or len(answer) < _length(answer):
            answer += one.recv(1 << 16)
        if not answer.startswith(b"HTTP/1.1 200 "):
            raise RuntimeError(answer.decode())
        return answer

    def stopwatch(self, times: int) -> float:
        """The seconds that this many requests take, over all connections."""
        prepared, sockets, wait = self.prepared, self.sockets, self.poll.poll
        times = max(times, len(sockets))
        held = dict.fromkeys(sockets, 0)
        started = perf_counter()
        for one in sockets.values():
            one.send(prepared)
        begun, answered = len(sockets), 0
        while answered < times:
            for number, _ in wait():
                piece = sockets[number].recv(1 << 16)
                if not piece:
                    raise ConnectionError("the server closed a connection")
                held[number] += len(piece)
                if held[number] < self.size - SLACK:
                    continue
                held[number] = 0
                answered += 1
                if begun < times:
                    begun += 1
                    sockets[number].send(prepared)
        return perf_counter() - started

    def close(self) -> None:
        """Hang up."""
        for one in self.sockets.values():
            one.close()
        self.poll.close()


SLACK = 16  # bytes by which answers may be shorter than the first, whose numbers may have more digits


def _length(answer: bytes) -> int:
    head = answer.split(b"\r\n\r\n", 1)[0].lower()
    return len(head) + 4 + int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])


def programs(port: int) -> Iterator[tuple[str, bytes]]:
    """Small programs that the server knows, by what the table calls them, as requests."""
    with Connection(port) as connection:
        session = connection.json("POST", "/v1/sessions", {})["id"]
        path = f"/v1/sessions/{session}"
        connection.json("PUT", f"{path}/tensors/x", {"data": [[1.0, 2.0], [3.0, 4.0]]})
        for name, document in {
            "no step": {"steps": []},
            "x + 2": {"steps": [{"op": "add", "inputs": ["x", 2], "out": "y"}], "return": ["y"]},
        }.items():
            known = connection.json("POST", f"{path}/programs", document)["program"]
            body = json.dumps({"program": known}).encode()
            yield f"session, {name}", request("POST", f"{path}/programs", body, Content_Type="application/json")
        x = {"data": [0.5, 1.0, 2.0], "requires_grad": True}
        vjp = {"tensors": ["y"], "inputs": ["x"], "gradients": [[1, 1, 1]], "out": ["vjp"]}
        steps = [{"op": "log", "inputs": ["x"], "out": "y"}, {"gradients": vjp}]
        known = connection.json("POST", "/v1/programs", {"tensors": {"x": x}, "steps": steps, "return": ["vjp"]})
        body = json.dumps({"program": known["program"], "tensors": {"x": x}}).encode()
        yield "no session, VJP of log", request("POST", "/v1/programs", body, Content_Type="application/json")


def requests(port: int) -> list[Row]:
    """The seconds a request, 32 at a time: bare ASGI, and small programs."""
    with bare_server() as bare_port:
        prepared = request("POST", "/", b'{"program":"p-0123456789"}', Content_Type="application/json")
        crowds = {"bare ASGI": Crowd(bare_port, prepared)}
        crowds |= {name: Crowd(port, prepared) for name, prepared in programs(port)}
        stopwatches: dict[str, Stopwatch] = {name: crowd.stopwatch for name, crowd in crowds.items()}
        rows = compare(stopwatches, round_seconds=0.2)
        for crowd in crowds.values():
            crowd.close()
    return rows


def _wait(port: int, patience: float = 10.0) -> None:
    deadline = monotonic() + patience
    while True:
        try:
            with Connection(port) as connection:
                connection.ask(request("POST", "/", b"{}", Content_Type="application/json"))
                return
        except OSError:
            if monotonic() > deadline:
                raise
            sleep(0.05)
