"""A real server process on a free port, and a client of it that costs next to nothing."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def running_server(patience: float = 30.0) -> Iterator[int]:
    """Start `python -m app`; gives its port once it is ready, and stops it in the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(port, process, time.monotonic() + patience)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait(port: int, process: subprocess.Popen[bytes], deadline: float) -> None:
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with Connection(port) as connection:
                if connection.ask(request("GET", "/health/ready"))[0] == 200:
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not become ready")


def request(method: str, path: str, body: bytes = b"", length: int = 0, **headers: str) -> bytes:
    """The bytes of one HTTP/1.1 request; header names are written with underscores.

    With a `length` the body follows apart.
    """
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {length or len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


class Connection:
    """One kept-alive connection that sends requests made beforehand and reads answers of a told length."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    def ask(self, prepared: bytes, *more: memoryview, into: memoryview | None = None) -> tuple[int, bytes | memoryview]:
        """The status and the body, which is read into `into` where that is given."""
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

    def json(self, method: str, path: str, value: Any) -> Any:
        """The answer, if any, to a JSON request, which must succeed."""
        body = json.dumps(value).encode()
        status, answer = self.ask(request(method, path, body, Content_Type="application/json"))
        if status >= 400:
            raise RuntimeError(f"{method} {path}: {status} {bytes(answer).decode()}")
        return json.loads(bytes(answer)) if answer else None
