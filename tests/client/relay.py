"""A relay between a session and its server, whose connections can be cut."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Lock, Thread, Timer
from types import TracebackType
from urllib.parse import urlsplit

PIECE = 2**16
TO, BACK = "to", "back"
"""The ways of bytes: to the server, and back from it."""


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
        self.refusal = "502 Bad Gateway"
        """The status of that answer, and headers."""
        self.accepted = 0
        """How many connections there were."""
        self._left: dict[str, int] = {}
        self._counting = Lock()

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

    def cut_after(self, way: str, size: int) -> None:
        """Cut in the place of the byte that would follow when so many more have been carried that way."""
        with self._counting:
            self._left = {way: size}

    def away(self, seconds: float) -> Timer:
        """Answer nobody for so long, as the thread does that is returned."""
        self.down()
        back = Timer(seconds, self.up)
        back.start()
        return back

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
                self.accepted += 1
                if self.refusals:
                    self.refusals -= 1
                    _refuse(client, self.refusal)
                    continue
                try:
                    server = socket.create_connection(self._server)
                except OSError:  # it is away
                    client.close()
                    continue
                self._open += [client, server]
                for one in (client, server):  # else what is sent in two parts takes 40 ms
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                for way, one, other in ((TO, client, server), (BACK, server, client)):
                    Thread(target=self._carry, args=[way, one, other], daemon=True).start()

    def _carry(self, way: str, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(PIECE):
                most = self._take(way, len(data))
                other.sendall(data[:most])
                if most < len(data):
                    self.cut()
        with suppress(OSError):
            other.shutdown(socket.SHUT_WR)

    def _take(self, way: str, size: int) -> int:
        """How many of so many bytes are carried before the cut."""
        with self._counting:
            left = self._left.pop(way, None)
            if left is None:
                return size
            if left >= size:
                self._left[way] = left - size
            return min(left, size)


def _refuse(client: socket.socket, refusal: str) -> None:
    with suppress(OSError), client:
        client.recv(PIECE)
        head = f"HTTP/1.1 {refusal}\r\nConnection: close\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\n"
        client.sendall(f"{head}bad".encode())
        client.shutdown(socket.SHUT_WR)
        while client.recv(PIECE):
            pass
