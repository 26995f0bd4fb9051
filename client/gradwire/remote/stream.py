"""Stream: programs as numbered frames, many of which are under way at once; each is carried out once, in order.

A connection that is lost is followed by another, be it to a server that was restarted, on which what was not answered
is sent again; the server knows the frames by their numbers.
"""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

import numpy as np
from websockets.typing import Subprotocol

from gradwire.errors import exception, unreachable
from gradwire.remote.absence import Absence
from gradwire.remote.calls import Answer, Frame
from gradwire.remote.frames import Data
from gradwire.remote.websocket import EndedError, RefusedError, WebSocket
from gradwire.wire import safetensors
from gradwire.wire.problems import PROBLEMS

PROTOCOL: Final = Subprotocol("gradwire.v1")
MAX_IN_FLIGHT: Final = 64 * 2**20
"""So many bytes may be unanswered."""
FAILED: Final = 1011
"""The code of connections on which the server met an error that it did not expect, as it may again and again."""
NO_ROOM: Final = 1013
"""The code where there was no room to store a frame, which was not carried out. It can be sent again."""
NO_SESSION, DAMAGED = 4404, 4410
FINAL: Final = (1009, 4400, 4401, NO_SESSION, 4409, DAMAGED)
"""Codes of connections that no other follows: too big, bad frame, no token, no session, taken over, damaged."""
SLUGS: Final = {NO_ROOM: "storage-full", NO_SESSION: "session-not-found", DAMAGED: "session-damaged"}
"""The types of the problems that codes stand for."""
READ_JSON: Final = json.JSONDecoder().raw_decode
"""It looks for no blanks before and behind, of which there are none."""


class Stream:
    """The frames of one session. `connect` opens a WebSocket; RefusedError where it does at first. `absence` is of the
    server, from which another connection is asked for."""

    def __init__(self, connect: Callable[[], WebSocket], absence: Absence) -> None:
        self._connect = connect
        self._absence = absence
        self._name = uuid4().hex
        self.last = 0
        """The number of the last frame that was sent."""
        self._is_whole = True
        """Whether the connection stands where it should: in the midst of sending and receiving it does not."""
        self._unanswered: dict[int, Frame] = {}
        self._bytes = 0
        self._window = 1
        self._received = 0
        self._answers: deque[Answer] = deque()
        self._end: dict[str, Any] | None = None
        """The problem that everything is answered with, once no connection can follow."""
        self._lacks_room = False
        """Whether the last connection ended for want of room, and nothing was answered since."""
        self._socket: WebSocket | None = None
        self._join(RefusedError)

    def send(self, frame: Frame) -> None:
        """Send the next frame; where too many are under way, wait for answers first.

        It is sent where `last` says so, though one may have been interrupted: then on the next connection.
        """
        while self._unanswered and self._end is None and self._is_full():
            self._receive(wait=True)
        self._begin()
        self._unanswered[frame.number] = frame
        self.last = frame.number
        self._bytes += len(frame.data)
        if self._end is None:
            self._with_connection(lambda socket: socket.send(frame.data, frame.is_text))
        self._is_whole = True

    def hear(self, number: int, wait: bool) -> Answer | None:
        """The answer to a frame; without waiting, None if it is not there yet. Those before it are forgotten."""
        while True:
            while self._answers and self._answers[0].number < number:
                self._answers.popleft()
            if self._answers:
                return self._answers[0]
            if self._end is not None:
                return Answer(number, {"problem": self._end}, {}, is_last=True)
            if not self._receive(wait) and not wait:
                return None

    def close(self) -> None:
        """Close the connection."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def leave(self) -> None:
        """Let go of the connection, which is another process's, too."""
        if self._socket is not None:
            self._socket.leave()
            self._socket = None

    def _is_full(self) -> bool:
        return len(self._unanswered) >= self._window or self._bytes > MAX_IN_FLIGHT

    def _begin(self) -> None:
        """Something is done with the connection, which was interrupted the last time if it is not whole."""
        if not self._is_whole:
            self.close()
        self._is_whole = False

    def _receive(self, wait: bool) -> bool:
        self._begin()
        data = self._with_connection(lambda socket: socket.receive(wait))
        if data is not None:
            self._read(data)
        self._is_whole = True
        return data is not None or self._end is not None

    def _read(self, data: Data) -> None:
        arrays: dict[str, np.ndarray[Any, Any]] = {}
        if not isinstance(data, str):
            arrays, metadata = safetensors.decode(data)
            text = metadata["answer"]
        else:
            text = data
        content, _ = READ_JSON(text)
        number = content["id"]
        if number in self._unanswered:  # else it was answered before the connection was lost
            self._answers.append(Answer(number, content, arrays))
            frame = self._unanswered.pop(number)
            self._bytes = self._bytes - len(frame.data) if self._unanswered else 0
            self._received = number
            self._lacks_room = False
            self._absence.answered()

    def _with_connection(self, act: Callable[[WebSocket], Any]) -> Any:
        """Do something with the connection; where it is lost, with None, after what was unanswered was sent again.

        Where the server has no room, it is not: that is raised, and what is unanswered goes with the next connection.
        """
        try:
            if self._socket is not None:
                return act(self._socket)
        except EndedError as error:
            self.close()
            if self._is_final(error):
                return None
            time.sleep(self._absence.pause(error, lost=True))
        except OSError as error:
            self.close()
            raise unreachable(self._absence.url, error, sent=True) from None
        self._join()
        return None

    def _join(self, *fatal: type[OSError]) -> None:
        """Connect, as often as it takes while there is patience; but what is `fatal` is raised."""
        while True:
            try:
                self._socket = self._connected()
                self._absence.end()
                return
            except fatal:
                raise
            except EndedError as error:
                if self._is_final(error):
                    return
                failure: OSError = ConnectionResetError(error.reason)
                lost = error.code == FAILED
            except OSError as error:
                failure, lost = error, False
            time.sleep(self._absence.pause(failure, lost, arrived=bool(self._unanswered)))

    def _connected(self) -> WebSocket:
        """A connection on which the server was told how far the answers came, and sent what it has not had."""
        socket = self._connect()
        try:
            hello = {"hello": {"stream": self._name, "received": self._received}}
            socket.send(json.dumps(hello).encode(), is_text=True)
            greeting = json.loads(str(socket.receive(wait=True)))["hello"]
            self._window = greeting["window"]
            for number, frame in list(self._unanswered.items()):
                if number > greeting["done"]:
                    socket.send(frame.data, frame.is_text)
        except BaseException:
            socket.close()
            raise
        return socket

    def _is_final(self, error: EndedError) -> bool:
        """Whether no connection follows this one. Raises that there is no room, if the next one finds none either: this
        one may have ended because of what another request asked for."""
        slug = SLUGS.get(error.code)
        detail = error.reason if slug is not None else f"the server ended the stream: {error.reason}"
        problem: dict[str, Any] = {"type": f"/problems/{slug or 'stream-ended'}", "detail": detail}
        if slug is not None:
            problem["status"] = PROBLEMS[slug].status
        if error.code == NO_ROOM:
            self._lacks_room = not self._lacks_room
            if not self._lacks_room:
                self._absence.end()
                self._absence.answered()
                raise exception(problem)
        if error.code in FINAL:
            self._end = problem
        return self._end is not None
