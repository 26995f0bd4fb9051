"""WebSocket: frames over a socket of our own, which are written at once and read when somebody wants them.

The handshake, what is sent, and what is about the connection are the business of the package `websockets`, which does
no I/O here. While a frame is written, what comes is read, so that both sides may have much to say.
"""

from __future__ import annotations

import select
import socket
import ssl
from collections import deque
from time import monotonic
from typing import Final
from urllib.parse import urlsplit

import httpx
from websockets.client import ClientProtocol
from websockets.exceptions import InvalidHandshake
from websockets.protocol import State
from websockets.typing import Subprotocol
from websockets.uri import parse_uri

from gradwire.remote.frames import Data, Frames
from gradwire.remote.lookout import Lookout

ABNORMAL: Final = 1006
TO_OPEN: Final = 10.0
HEAD_ENDS: Final = b"\r\n\r\n"
WANTS: Final = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)
POLLS: Final = hasattr(select, "poll")
"""Else it is Windows, whose select takes sockets of any number; no other's takes one above 1023."""


class RefusedError(ConnectionError):
    """The server, or a proxy before it, answers and opens no WebSocket."""


class EndedError(Exception):
    """The connection has ended; 1006 is the code of one that was lost."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class WebSocket:
    """A connection to `url`, which begins with http or https.

    OSError where nobody answers, TimeoutError too late; RefusedError is one, too.
    """

    def __init__(self, url: str, protocol: Subprotocol, headers: dict[str, str], timeout: float) -> None:
        self._timeout = min(timeout, TO_OPEN)
        self._frames = Frames(self._give)
        self._arrived = self._frames.arrived
        self._head: bytearray | None = bytearray()
        """What came of the answer to the handshake, until its end is there."""
        self._leaving: deque[memoryview] = deque()
        self._lookout = Lookout()
        self._left = self._timeout
        """Seconds that may be waited, as many again where something begins or gets on; to be alive is not enough."""
        self._socket = _connected(url, self._timeout)
        self._waits_well = not isinstance(self._socket, ssl.SSLSocket)
        """Whether what has arrived can be waited for without reading; TLS may have read more than it gave."""
        address = parse_uri(f"ws{url.removeprefix('http')}")
        self._protocol = ClientProtocol(address, subprotocols=[protocol], max_size=None)
        try:
            request = self._protocol.connect()
            request.headers.update(headers)
            self._protocol.send_request(request)
            self._write()
            while self._protocol.state is State.CONNECTING and self._protocol.handshake_exc is None:
                self._wait()
                self._read()
            self._write()
        except EndedError as error:
            raise ConnectionResetError(error.reason) from None
        finally:
            if self._protocol.state is not State.OPEN:
                self._socket.close()
        if self._protocol.handshake_exc is not None:
            if isinstance(self._protocol.handshake_exc, InvalidHandshake):
                raise RefusedError(f"no stream is opened there: {self._protocol.handshake_exc}")
            raise ConnectionResetError(str(self._protocol.handshake_exc))
        self._timeout = timeout

    def send(self, data: bytes, is_text: bool) -> None:
        """Write a frame."""
        self._expect_more()
        self._left = self._timeout
        (self._protocol.send_text if is_text else self._protocol.send_binary)(data)
        self._write()

    def receive(self, wait: bool) -> Data | None:
        """The next frame; without waiting, None if it is not there yet."""
        self._left = self._timeout
        if wait:
            self._lookout.begin()
        while not self._arrived:
            sleeps = wait and not self._lookout.goes_on()
            if sleeps and self._waits_well:
                self._wait()
            if not self._read():
                if not wait:
                    return None
                if sleeps:
                    self._wait()
            if self._leaving:  # what a ping is answered with
                self._write()
            self._expect_more()
        if wait:
            self._lookout.end()
        return self._arrived.popleft()

    def close(self) -> None:
        """End the connection."""
        if self._protocol.state is State.OPEN:
            self._protocol.send_close()
            try:
                self._socket.send(b"".join(self._protocol.data_to_send()))
            except OSError:
                pass
        self._socket.close()

    def leave(self) -> None:
        """Let go of the connection without a word, which is another process's, too."""
        self._socket.close()

    def _write(self) -> None:
        leaving = self._leaving
        leaving.extend(map(memoryview, self._protocol.data_to_send()))
        while leaving:
            view = leaving[0]
            try:
                sent = self._socket.send(view) if view else 0  # an empty one says that no more comes
            except WANTS:
                if self._wait(to_write=True):
                    self._read()
                else:  # there is room, which a server makes that reads
                    self._left = self._timeout
                continue
            except OSError as error:
                raise EndedError(ABNORMAL, str(error)) from None
            if sent == len(view):
                leaving.popleft()
            else:
                leaving[0] = view[sent:]

    def _read(self) -> bool:
        """Read what is there, if anything is."""
        try:
            room = self._frames.room()
            size = self._socket.recv_into(room)
        except WANTS:
            return False
        except OSError as error:
            raise EndedError(ABNORMAL, str(error)) from None
        if not size:
            self._protocol.receive_eof()
            self._leaving.extend(map(memoryview, self._protocol.data_to_send()))
        elif self._protocol.state is State.CONNECTING:
            self._shake_hands(bytes(room[:size]))
        else:
            self._take(size)
        return True

    def _take(self, size: int) -> None:
        try:
            if self._frames.take(size):
                self._left = self._timeout
        except ValueError as error:
            raise EndedError(ABNORMAL, str(error)) from None

    def _give(self, data: bytes) -> None:
        """Let what is about the connection be dealt with."""
        self._protocol.receive_data(data)
        self._leaving.extend(map(memoryview, self._protocol.data_to_send()))

    def _shake_hands(self, data: bytes) -> None:
        """Part of the answer to the handshake came; frames may have come with it."""
        if self._head is None:
            self._give(data)
            return
        self._head += data
        head, end, rest = self._head.partition(HEAD_ENDS)
        if not end:
            return
        self._head = None
        self._give(bytes(head + end))
        if self._protocol.state is not State.OPEN:
            self._give(bytes(rest))
        elif rest:
            self._frames.room()[: len(rest)] = rest
            self._take(len(rest))

    def _expect_more(self) -> None:
        """EndedError if nothing more will come."""
        if not self._arrived and self._protocol.state is not State.OPEN:
            word = self._protocol.close_rcvd
            raise EndedError(word.code if word else ABNORMAL, word.reason if word else "the connection was lost")

    def _wait(self, to_write: bool = False) -> bool:
        """Wait until something can be read, or written; whether it is reading."""
        began = monotonic()
        if POLLS:
            waiting = select.poll()
            waiting.register(self._socket, select.POLLIN | select.POLLOUT if to_write else select.POLLIN)
            found = waiting.poll(max(0.0, 1000 * self._left))
            is_ready, readable = bool(found), bool(found) and found[0][1] != select.POLLOUT  # errors are read, as ends
        else:
            come, room, _ = select.select([self._socket], [self._socket] if to_write else [], [], max(0.0, self._left))
            is_ready, readable = bool(come or room), bool(come)
        if not is_ready:
            raise TimeoutError(f"no answer came within {self._timeout:.0f} seconds")
        self._left -= monotonic() - began
        return readable


def _connected(url: str, timeout: float) -> socket.socket:
    parts = urlsplit(url)
    assert parts.hostname is not None
    secure = parts.scheme == "https"
    plain = socket.create_connection((parts.hostname, parts.port or (443 if secure else 80)), timeout)
    try:
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if not secure:
            plain.setblocking(False)
            return plain
        context = httpx.create_ssl_context()
        context.set_alpn_protocols(["http/1.1"])
        wrapped = context.wrap_socket(plain, server_hostname=parts.hostname)
        wrapped.setblocking(False)
        return wrapped
    except BaseException:
        plain.close()
        raise
