"""Real server processes on free ports, and a client of them that costs next to nothing."""

from __future__ import annotations

import json
import os
import select
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

PORT = "{port}"
"""Stands for the port in the command and the environment of a server."""


@contextmanager
def running(
    command: Sequence[str], ready: str, environment: Mapping[str, str] | None = None, patience: float = 60.0
) -> Iterator[int]:
    """Start a server; gives its port once it answers at the path `ready`, and stops it in the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    process = subprocess.Popen(
        [part.replace(PORT, str(port)) for part in command],
        env={**os.environ, **{name: value.replace(PORT, str(port)) for name, value in (environment or {}).items()}},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port, ready, process, time.monotonic() + patience)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)


@contextmanager
def running_server(**settings: object) -> Iterator[int]:
    """`python -m app` with a data directory of its own, as with the settings of users but for those given."""
    environment = {f"GRADWIRE_{name.upper()}": str(value) for name, value in settings.items()}
    with tempfile.TemporaryDirectory(prefix="gradwire-") as directory:
        command = [sys.executable, "-m", "app", "--port", PORT]
        with running(command, "/health/ready", {"GRADWIRE_DATA_DIR": directory, **environment}) as port:
            yield port


def _wait(port: int, ready: str, process: subprocess.Popen[bytes], deadline: float) -> None:
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with Connection(port) as connection:
                if connection.ask(request("GET", ready))[0] == 200:
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"the server did not become ready: {process.args!r}")


def request(method: str, path: str, body: bytes = b"", length: int = 0, **headers: str) -> bytes:
    """The bytes of one HTTP/1.1 request; header names are written with underscores.

    With a `length` the body follows apart.
    """
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {length or len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def json_request(path: str, value: Any) -> bytes:
    """The bytes of one POST of JSON."""
    return request("POST", path, json.dumps(value).encode(), Content_Type="application/json")


class Connection:
    """One kept-alive connection that sends requests made beforehand and reads answers of a told length."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.socket = self._connect()

    def _connect(self) -> socket.socket:
        connected = socket.create_connection(("127.0.0.1", self._port), timeout=60)
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connected

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def ask(
        self, prepared: bytes, *more: bytes | memoryview, into: memoryview | None = None
    ) -> tuple[int, bytes | memoryview]:
        """The status and the body, which is read into `into` where that is given."""
        if select.select([self.socket], [], [], 0)[0]:  # the end, since nothing was asked: servers drop idle clients
            self.socket.close()
            self.socket = self._connect()
        self.socket.sendall(prepared)
        for part in more:
            self.socket.sendall(part)
        received = b""
        while (end := received.find(b"\r\n\r\n")) < 0:
            piece = self.socket.recv(65536)
            if not piece:
                raise ConnectionError("the server closed the connection")
            received += piece
        head, begun = received[:end].lower(), received[end + 4 :]
        status = int(head[9:12])
        length = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0]) if b"content-length:" in head else 0
        body = into[:length] if into is not None else memoryview(bytearray(length))
        body[: len(begun)] = begun
        filled = len(begun)
        while filled < length:
            filled += self.socket.recv_into(body[filled:])
        return status, body if into is not None else bytes(body)

    def value(self, prepared: bytes) -> Any:
        """The JSON answer, if any, to a request, which must succeed."""
        status, answer = self.ask(prepared)
        if status >= 400:
            raise RuntimeError(f"{prepared[:100]!r}: {status} {bytes(answer).decode()}")
        return json.loads(bytes(answer)) if answer else None

    def json(self, method: str, path: str, value: Any) -> Any:
        """The answer, if any, to a JSON request, which must succeed."""
        return self.value(request(method, path, json.dumps(value).encode(), Content_Type="application/json"))
