"""Streams: what a session keeps of each, connected or not: how far it came, and its last answers."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from app.answering import begin, carry_out, resume
from app.answers import Answer
from app.errors import Problem, problem_of
from app.program.call import Reading, read_request, read_uploads
from app.program.parse import Limits
from app.progress import Progress
from app.stream.frames import (
    BAD_FRAME,
    NO_SESSION,
    OWN,
    Closing,
    Data,
    StreamFrame,
    Wish,
    numbered,
    read_clear,
    read_frame,
    read_wish,
    refusal,
    report,
)
from app.suspended import SUSPENDED
from app.workers import Rest

if TYPE_CHECKING:
    from app.sessions import Session
    from app.stream.connection import Connection

Work: TypeAlias = Callable[[StreamFrame, Limits], Answer | Rest[Answer]]
SLICE = 1 << 20  # bytes that are looked through in no time
SHORT = 1 << 10  # bytes of a text that is read as fast as a thread takes over: of frames with names each is another


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
            stream = Stream(session, settings.stream_window, settings.stream_bytes)
        known[name] = stream
        return stream

    def close(self, reason: str) -> None:
        """End all connections, since the session is gone."""
        for stream in self._known.values():
            if stream.connection is not None:
                stream.connection.close(NO_SESSION, reason)
        self._known.clear()


class Stream:
    """Programs that come by number and are carried out in this order, each once."""

    def __init__(self, session: Session, window: int, size: int) -> None:
        self.session = session
        self.window = window
        self.connection: Connection | None = None
        self.done = 0
        """The number of the last frame that was carried out."""
        self.cause: int | None = None
        """The frame that failed or was suspended, because of which those behind it are skipped."""
        self.answers: dict[int, Data] = {}
        """The last answers, by number."""
        self._size = size
        self._held = 0

    def take(self, data: Data, limits: Limits, request_id: str) -> int:
        """Carry out a frame, unless that was done before; its number."""
        outcome = self._answer(data, limits, request_id, self._carry_out)
        return outcome.work() if isinstance(outcome, Rest) else outcome

    def begin(self, data: Data, limits: Limits, request_id: str) -> int | Rest[int]:
        """As `take`, on the event loop as far as that is known to be quick."""
        if len(data) > SLICE:
            return Rest(lambda: self.take(data, limits, request_id))
        return self._answer(data, limits, request_id, self._begin)

    def expect_kept(self, first: int) -> None:
        """Refuse to answer once more from a frame on whose answer is not kept."""
        if first <= self.done and first not in self.answers:
            raise Closing(BAD_FRAME, f"Answers before {min(self.answers)} are no longer kept.")

    def _answer(self, data: Data, limits: Limits, request_id: str, work: Work) -> int | Rest[int]:
        frame = read_frame(data)
        if frame.id > self.done + 1:
            raise Closing(BAD_FRAME, f"Frame {self.done + 1} is next; {frame.id} came.")
        if frame.id <= self.done:
            self.expect_kept(frame.id)
            return frame.id
        return self._settle(frame, limits, request_id, work)

    def _settle(self, frame: StreamFrame, limits: Limits, request_id: str, work: Work) -> int | Rest[int]:
        """Keep what comes of a frame as the frame that answers it; its number."""
        before = self.session.suspensions[-1:]
        try:
            answer = work(frame, limits)
        except Exception as error:  # noqa: BLE001 - whatever went wrong is an answer
            told = refusal(problem_of(error), frame.id, request_id)
            if self.cause is not None and read_clear(frame) != self.cause:
                told = refusal(self._skipped(), frame.id, request_id)
            else:
                self.cause = frame.id
            return self._keep(frame.id, told)
        if isinstance(answer, Rest):
            rest = answer.work
            return Rest(lambda: cast(int, self._settle(frame, limits, request_id, lambda *_: rest())))
        is_new = answer.status == SUSPENDED and self.session.suspensions[-1:] != before
        self.cause = frame.id if is_new else None
        return self._keep(frame.id, numbered(answer, frame.id))

    def _begin(self, frame: StreamFrame, limits: Limits) -> Answer | Rest[Answer]:
        """As `_carry_out`, on the event loop as far as that is known to be quick."""
        reading = self.session.programs.recall(frame.text, OWN)
        if reading is None:
            if len(frame.text.said) > SHORT:
                return Rest(lambda: self._carry_out(frame, limits))
            reading = read_request(frame.text, self.session.programs, limits, OWN)
        wish = self._wish(frame, reading)
        if wish.progress or wish.suspension is not None:
            return Rest(lambda: self._carry_out(frame, limits))
        return begin(self.session, reading, read_uploads(reading, frame.text), wish.media)

    def _carry_out(self, frame: StreamFrame, limits: Limits) -> Answer:
        session, text = self.session, frame.text
        reading = session.programs.recall(text, OWN) or read_request(text, session.programs, limits, OWN)
        wish = self._wish(frame, reading)
        uploads = read_uploads(reading, text)
        progress = Progress(partial(self._report, frame.id), session.settings.json_elements) if wish.progress else None
        if wish.suspension is not None:
            return resume(session, wish.suspension, reading.call, uploads, wish.resuming, wish.media, progress)
        return carry_out(session, reading.call, uploads, wish.media, progress)

    def _wish(self, frame: StreamFrame, reading: Reading) -> Wish:
        """What a frame says besides its program, which may be carried out now."""
        wish = read_wish(frame.text.media, reading.fields) if reading.fields else Wish(frame.text.media)
        if self.cause is not None and wish.clear != self.cause:
            raise self._skipped()
        if wish.suspension is None:
            self.session.expect_no_suspension()
        return wish

    def _skipped(self) -> Problem:
        detail = f"Frame {self.cause} came to no end: send one that says clear, and go on from there."
        return Problem("skipped", detail, cause=self.cause)

    def _report(self, id: int, progress: dict[str, Any]) -> None:
        if self.connection is not None:
            self.connection.report(id, report(progress, id))

    def _keep(self, id: int, answer: Data) -> int:
        """Keep an answer, and forget the oldest that were sent, where there are too many or they are too large."""
        self.answers[id] = answer
        self._held += len(answer)
        while len(self.answers) > self.window or self._held > self._size:
            oldest = next(iter(self.answers))
            sent = id if self.connection is None else self.connection.sent
            if oldest > sent or oldest == id:
                break
            self._held -= len(self.answers.pop(oldest))
        self.done = id
        return id
