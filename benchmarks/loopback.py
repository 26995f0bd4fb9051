"""What the machine can do at best: the same bytes over a plain TCP connection between two processes."""

from __future__ import annotations

import multiprocessing
import socket
from collections.abc import Iterator
from contextlib import contextmanager

UP, DOWN, DONE = b"u", b"d", b"."


@contextmanager
def loopback(size: int) -> Iterator[socket.socket]:
    """A connection to a process that takes `size` bytes after UP, and sends as many after DOWN."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        peer = multiprocessing.get_context("spawn").Process(
            target=_serve, args=(listener.getsockname()[1], size), daemon=True
        )
        peer.start()
        connection, _ = listener.accept()
        with connection:
            yield connection
        peer.join(timeout=10)


def _serve(port: int, size: int) -> None:
    memory = memoryview(bytearray(size))
    with socket.create_connection(("127.0.0.1", port)) as connection:
        while (wish := connection.recv(1)) in (UP, DOWN):
            if wish == UP:
                receive(connection, memory)
                connection.sendall(DONE)
            else:
                connection.sendall(memory)


def receive(connection: socket.socket, memory: memoryview) -> None:
    """Fill the memory from the connection."""
    filled = 0
    while filled < len(memory):
        filled += connection.recv_into(memory[filled:])
