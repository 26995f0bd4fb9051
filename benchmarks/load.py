"""Many clients at once: connections that each send their request again as soon as it was answered."""

from __future__ import annotations

import contextlib
import select
import socket
from collections.abc import Sequence
from time import perf_counter

from .server import Connection
from .timing import Stopwatch

CONNECTIONS = 32


def load(port: int, prepared: Sequence[bytes]) -> Stopwatch:
    """The stopwatch of requests at a server, one of the prepared ones for each connection.

    It takes a third of the time of one core where a bare ASGI application under uvicorn takes all of another, and finds
    the same rate as wrk does.
    """

    def stopwatch(times: int) -> float:
        with contextlib.ExitStack() as stack, select.epoll() as poll:
            clients = {}
            for wish in prepared:  # connected anew each time, because servers drop idle clients
                connection = stack.enter_context(Connection(port))
                connection.ask(wish)
                poll.register(connection.socket, select.EPOLLIN)
                clients[connection.socket.fileno()] = connection.socket, wish
            started = perf_counter()
            _exchange(poll, clients, times)
            return perf_counter() - started

    return stopwatch


def _exchange(poll: select.epoll, clients: dict[int, tuple[socket.socket, bytes]], times: int) -> None:
    begun: dict[int, bytes] = {}
    unsent = times
    for client, wish in list(clients.values())[:times]:
        client.sendall(wish)
        unsent -= 1
    unanswered = times
    while unanswered:
        for number, _ in poll.poll():
            client, wish = clients[number]
            piece = client.recv(65536)
            received = begun.pop(number, b"") + piece
            if not piece:
                raise ConnectionError("the server closed a connection")
            if not _complete(received):
                begun[number] = received
                continue
            unanswered -= 1
            if unsent:
                client.sendall(wish)
                unsent -= 1


def _complete(received: bytes) -> bool:
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return False
    head = received[:end].lower()
    if head[9:12] != b"200":
        raise RuntimeError(received.decode())
    return len(received) >= end + 4 + int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
