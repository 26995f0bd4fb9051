"""A stream: how far it came, and its last answers, whether anybody is connected or not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from app.answering import begin, carry_out, resume
from app.answers import Answer
from app.durable.errors import StorageFailed
from app.durable.records import Place
from app.errors import Problem, problem_of
from app.history import INLINE, UNSURE
from app.no_history import Asked
from app.program.call import Reading, read_request, read_uploads
from app.program.parse import Limits
from app.progress import Progress
from app.replays import SUSPENDED
from app.stream.frames import (
    BAD_FRAME,
    OWN,
    TRY_LATER,
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
from app.workers import Rest

if TYPE_CHECKING:
    from app.sessions import Session
    from app.stream.connection import Connection

Work: TypeAlias = Callable[[StreamFrame, Limits], Answer | Rest[Answer]]
SLICE = 1 << 20  # bytes that are looked through in no time
SHORT = 1 << 10  # bytes of a text that is read as fast as a thread takes over: of frames with names each is another


class Noted(NamedTuple):
    """A frame that is carried out: how it will stand in the history, and where the session was before."""

    asked: Asked
    body: bytes | Place
    before: tuple[int, ...]


class Kept(NamedTuple):
    """An answer of a stream, and the entry of the session's history that has to be durable before it is sent."""

    data: Data
    entry: int


class Stream:
    """Programs that come by number and are carried out in this order, each once."""

    def __init__(self, session: Session, name: str, window: int, size: int) -> None:
        self.session = session
        self.name = name
        self.window = window
        self.connection: Connection | None = None
        self.done = 0
        """The number of the last frame that was carried out."""
        self.cause: int | None = None
        """The frame that failed or was suspended, because of which those behind it are skipped."""
        self.answers: dict[int, Kept] = {}
        """The last answers, by number."""
        self._size = size
        self._held = 0

    def take(self, data: Data, limits: Limits, request_id: str) -> int:
        """Carry out a frame, unless that was done before; its number."""
        return _finished(self._answer(data, limits, request_id, self._carry_out))

    def begin(self, data: Data, limits: Limits, request_id: str) -> int | Rest[int]:
        """As `take`, on the event loop as far as that is known to be quick."""
        if len(data) > (INLINE if self.session.history.waits else SLICE):
            return Rest(lambda: self.take(data, limits, request_id))
        return self._answer(data, limits, request_id, self._begin)

    def refuse(self, id: int, cause: int | None, told: str) -> None:
        """Answer a frame as it was refused before."""
        self.cause = cause
        self.keep(id, told)

    def answer(self, id: int) -> Data | None:
        """The answer of a frame; None where there is none yet that may be sent."""
        kept = self.answers.get(id)
        return None if kept is None or kept.entry > self.session.history.settled else kept.data

    async def until_settled(self) -> None:
        """Wait until every frame that was carried out may be acknowledged."""
        last = self.answers.get(self.done)  # its entry may be on its way to the history
        await self.session.history.until_settled(0 if last is None else last.entry)

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
        asked: Asked = {"stream": self.name, "request_id": request_id, "text": isinstance(data, str)}
        try:
            stored = self.session.history.store(data)
        except StorageFailed as error:
            raise Closing(TRY_LATER, error.detail) from error
        return self._settle(frame, limits, work, Noted(asked, stored, self.session.begin_entry()))

    def _settle(self, frame: StreamFrame, limits: Limits, work: Work, noted: Noted) -> int | Rest[int]:
        """Keep what comes of a frame as the frame that answers it, and note it; its number."""
        try:
            return self._settled(frame, limits, work, noted)
        except Closing:
            raise
        except Exception as error:
            self.session.history.fail(error)
            raise Closing.of(problem_of(error)) from error

    def _settled(self, frame: StreamFrame, limits: Limits, work: Work, noted: Noted) -> int | Rest[int]:
        session, asked = self.session, noted.asked
        waiting = session.suspensions[-1:]
        try:
            answer = work(frame, limits)
        except Exception as error:  # noqa: BLE001 - whatever went wrong is an answer
            told = refusal(problem_of(error), frame.id, asked["request_id"])
            if self.cause is not None and read_clear(frame) != self.cause:
                told = refusal(self._skipped(), frame.id, asked["request_id"])
            else:
                self.cause = frame.id
            self.keep(frame.id, told)
            if session.moment == noted.before:
                session.leave_entry(noted.body)
                return self._noted(frame, asked | {"refused": frame.id, "cause": self.cause}, str(told).encode())
            failed = asked | {"failed": problem_of(error).slug}
            if failed["failed"] in UNSURE:  # a snapshot has to be made
                return Rest(lambda: self._noted(frame, failed, noted.body))
            return self._noted(frame, failed, noted.body)
        if isinstance(answer, Rest):
            rest = answer.work
            return Rest(lambda: _finished(self._settle(frame, limits, lambda *_: rest(), noted)))
        is_new = answer.status == SUSPENDED and session.suspensions[-1:] != waiting
        self.cause = frame.id if is_new else None
        self.keep(frame.id, numbered(answer, frame.id))
        return self._noted(frame, asked, noted.body)

    def _noted(self, frame: StreamFrame, asked: Asked, body: bytes | Place) -> int:
        """Note a frame in the session's history: each counts, since the next has the next number."""
        try:
            self.session.end_entry(asked, body)
        except Exception as error:
            raise Closing.of(problem_of(error)) from error
        return frame.id

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
            self.session.suspensions.expect_none()
        return wish

    def _skipped(self) -> Problem:
        detail = f"Frame {self.cause} came to no end: send one that says clear, and go on from there."
        return Problem("skipped", detail, cause=self.cause)

    def _report(self, id: int, progress: dict[str, Any]) -> None:
        if self.connection is not None:
            self.connection.report(id, report(progress, id))

    def keep(self, id: int, answer: Data) -> int:
        """Keep an answer, whose entry is to be noted next; and forget the oldest that were sent, where there are too
        many or they are too large."""
        self.answers[id] = Kept(answer, self.session.history.last + 1)
        self._held += len(answer)
        while len(self.answers) > self.window or self._held > self._size:
            oldest = next(iter(self.answers))
            sent = id if self.connection is None else self.connection.sent
            if oldest > sent or oldest == id:
                break
            self._held -= len(self.answers.pop(oldest).data)
        self.done = id
        return id


def _finished(outcome: int | Rest[int]) -> int:
    """What comes of a frame, in a thread that may take long."""
    return outcome.work() if isinstance(outcome, Rest) else outcome
