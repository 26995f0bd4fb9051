"""A relay between a session and its server, whose connections can be cut."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Thread
from types import TracebackType
from urllib.parse import urlsplit

PIECE = 2**16


class Relay:
    """Carries bytes to a server and back; `url` is where. Within `with` it is up."""

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self._server = parts.hostname, parts.port
        self._port = 0
        self._listener: socket.socket | None = None
        self._open: list[socket.socket] = []
        self.refusals = 0
        """So many of the next connections are answered as by a gateway whose server is away."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def up(self) -> None:
        """Listen, on the same port as before."""
        self._listener = socket.create_server(("127.0.0.1", self._port))
        self._port = self._listener.getsockname()[1]
        Thread(target=self._accept, args=[self._listener], daemon=True).start()

    def down(self) -> None:
        """Answer nobody any more."""
        if self._listener is not None:
            with suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        self.cut()

    def cut(self) -> None:
        """End all connections that there are."""
        while self._open:
            one = self._open.pop()
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def __enter__(self) -> Relay:
        self.up()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.down()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                if self.refusals:
                    self.refusals -= 1
                    _refuse(client)
                    continue
                server = socket.create_connection(self._server)
                self._open += [client, server]
                for one, other in ((client, server), (server, client)):
                    Thread(target=_carry, args=[one, other], daemon=True).start()


def _refuse(client: socket.socket) -> None:
    with suppress(OSError), client:
        client.recv(PIECE)
        head = b"HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\n"
        client.sendall(head + b"bad")
        client.shutdown(socket.SHUT_WR)
        while client.recv(PIECE):
            pass


def _carry(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(PIECE):
            other.sendall(data)
    with suppress(OSError):
        other.shutdown(socket.SHUT_WR)
