"""The streams of a session, by name."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from app.no_history import Asked
from app.program.parse import Limits
from app.stream.frames import BAD_FRAME, Closing, Data, read_frame
from app.stream.stream import Stream

if TYPE_CHECKING:
    from app.sessions import Session


class Streams:
    """The streams of a session, by name."""

    def __init__(self, session: Session) -> None:
        self._session = weakref.ref(session)  # a circle would keep its memory after it was closed
        self._known: dict[str, Stream] = {}

    def find(self, name: str) -> Stream:
        """The stream of that name, which may be new; for it one is forgotten that nobody is connected to."""
        session, known = cast("Session", self._session()), self._known
        settings = session.settings
        stream = known.pop(name, None)
        if stream is None:
            if len(known) >= settings.session_streams:
                idle = next((name for name, stream in known.items() if stream.connection is None), None)
                if idle is None:
                    raise Closing(BAD_FRAME, f"{len(known)} streams are connected, which is the limit.")
                del known[idle]
            stream = Stream(session, name, settings.stream_window, settings.stream_bytes)
        known[name] = stream
        return stream

    def carry_out_again(self, asked: Asked, body: bytes, limits: Limits) -> None:
        """Carry out a frame, or refuse it, as it was the first time."""
        frame: Data = body.decode() if asked["text"] else body
        id = asked["refused"] if "refused" in asked else read_frame(frame).id
        if id == 1:  # with which a stream begins, be there another of its name or not
            self._known.pop(asked["stream"], None)
        stream = self.find(asked["stream"])
        if "refused" in asked:
            stream.refuse(id, asked["cause"], body.decode())
        else:
            stream.take(frame, limits, asked["request_id"])

    def describe(self, name_of: Callable[[bytes], str]) -> list[dict[str, Any]]:
        """All streams as plain data, but for binary answers, which get names."""
        return [
            {
                "name": stream.name,
                "done": stream.done,
                "cause": stream.cause,
                "answers": [
                    [id, data, None] if isinstance(data, str) else [id, None, name_of(data)]
                    for id, (data, _) in stream.answers.items()
                ],
            }
            for stream in self._known.values()
        ]

    def restore(self, described: Iterable[Mapping[str, Any]], files: Mapping[str, bytes]) -> None:
        """Let all streams be as they were described."""
        for one in described:
            stream = self.find(one["name"])
            for id, text, name in one["answers"]:
                stream.keep(id, files[name] if text is None else text)
            stream.done, stream.cause = one["done"], one["cause"]

    def forget(self) -> None:
        """Know no stream."""
        self._known.clear()

    def settled(self) -> None:
        """Send what waited until it was durable; from any thread."""
        for stream in list(self._known.values()):
            if (connection := stream.connection) is not None:
                connection.answered()

    @property
    def are_connected(self) -> bool:
        """Whether anybody is."""
        return any(stream.connection is not None for stream in self._known.values())

    def close(self, code: int, reason: str) -> None:
        """End all connections; from any thread."""
        for stream in list(self._known.values()):
            if (connection := stream.connection) is not None:
                connection.close(code, reason)
