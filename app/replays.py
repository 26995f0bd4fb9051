"""Answers kept for Idempotency-Keys: the same key and request get the first answer again."""

from __future__ import annotations

import asyncio
import functools
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import orjson

from app.answers import Answer
from app.durable.records import Key
from app.errors import Problem, invalid
from app.request import Request

HEADER = "idempotency-key"
LONGEST = 128
SUSPENDED = 202
LARGEST = 512 << 20
"""Bytes of an answer that the log takes with its key."""
LONG = 1 << 20
"""Bytes of a request of which a thread makes the fingerprint."""
SAID = ("content-type", "accept", "if-match", "if-none-match", "tensor-dtype", "tensor-shape")
"""The headers in which requests differ."""

KEY_BYTES = 512
"""What a key counts as, besides its answer."""
PROBLEM_BYTES = 4096
"""What a problem that is kept counts as."""
NOT_KEPT = "What this Idempotency-Key asked for was carried out; its answer is too large to be kept: read what it made."


@dataclass(slots=True)
class Replay:
    """A request that was answered, or is under way where there is no answer yet; a problem is one where the steps
    before it stand."""

    key: str
    fingerprint: bytes
    answer: Answer | Problem | None = None
    kept: float = 0.0
    """When it was answered, by the clock on the wall: others may answer again after a restart."""

    @property
    def size(self) -> int:
        """The bytes that it takes."""
        return KEY_BYTES + (self.answer.size if isinstance(self.answer, Answer) else PROBLEM_BYTES)

    @property
    def is_large(self) -> bool:
        """Whether there is much to be gained by keeping the key alone."""
        return isinstance(self.answer, Answer) and self.answer.size > PROBLEM_BYTES

    def again(self) -> Answer:
        """The answer once more; a problem is raised."""
        assert self.answer is not None
        headers = {**self.answer.headers, "idempotency-replayed": "true"}
        if isinstance(self.answer, Problem):
            raise self.answer.anew(None if self.answer.slug == "answer-not-kept" else headers)
        return replace(self.answer, headers=headers)

    @classmethod
    def of(cls, key: Key) -> Replay:
        """One that the log kept."""
        text, _, body = bytes(key.answer).partition(b"\n")
        head = orjson.loads(text)
        answer: Answer | Problem
        if "slug" in head:
            answer = Problem(head["slug"], head["detail"], headers=head["headers"], **head["facts"])
        else:
            answer = Answer(head["status"], head["media"], [body] if body else [], head["headers"])
        return cls(key.text, key.fingerprint, answer, key.at)


class Replays:
    """First answers by key, within a number of bytes, the oldest forgotten first."""

    def __init__(self, size: int, seconds: float = float("inf")) -> None:
        self._size = size
        self._seconds = seconds
        self._held = 0
        self._lock = threading.Lock()  # keys are forgotten by threads that compute, too
        self._known: OrderedDict[str, Replay] = OrderedDict()
        self._large: OrderedDict[str, Replay] = OrderedDict()
        """Those whose answers are large."""
        self.freed: set[str] = set()
        """Keys whose requests were undone, unless they were used again."""

    async def once(
        self, request: Request, body: bytes | memoryview, act: Callable[[Replay | None], Awaitable[Answer]]
    ) -> Answer:
        """Act, or answer as the first time if the request carries a key that was used."""
        key = request.headers.get(HEADER)
        if key is None:
            return await act(None)
        if sum(name == HEADER.encode() for name, _ in request.scope["headers"]) > 1:
            raise invalid("A request has one Idempotency-Key.", header="Idempotency-Key")
        if not (0 < len(key) <= LONGEST and key.isascii() and key.isprintable() and " " not in key):
            raise invalid(f"An Idempotency-Key is 1 to {LONGEST} visible characters.", header="Idempotency-Key")
        work = functools.partial(_fingerprint, request, body)
        fingerprint = await asyncio.to_thread(work) if len(body) > LONG else work()
        known = self._find(key)
        if known is None:
            self._known[key] = known = Replay(key, fingerprint)
            try:
                known.answer = answer = await act(known)
            except BaseException as error:
                if isinstance(error, Problem) and error.facts.get("finished"):
                    known.answer = error.anew()
                    self._keep(known)
                else:
                    del self._known[key]
                raise
            self._keep(known)
            return answer
        if known.fingerprint != fingerprint:
            detail = "This Idempotency-Key was used for another request: a new request needs a new key."
            raise Problem("idempotency-key-reused", detail, key=key)
        if known.answer is None:
            detail = "The request with this Idempotency-Key is under way: ask again when it is done."
            raise Problem("idempotency-key-in-flight", detail, key=key)
        return known.again()

    def restore(self, keys: Iterable[Key]) -> None:
        """Answer again to keys that the log kept, the oldest first."""
        for key in keys:
            self._forget(key.text)
            replay = self._known[key.text] = Replay.of(key)
            self.freed.discard(key.text)
            self._count(replay)

    def is_suspended(self, key: str) -> bool:
        """Whether the answer of a key tells that its request waits for its client."""
        known = self._known.get(key)
        return known is not None and isinstance(known.answer, Answer) and known.answer.status == SUSPENDED

    def spend(self, keys: Iterable[str], problem: Problem) -> None:
        """Answer keys with a problem from now on, whose requests stand in part."""
        with self._lock:
            for key in keys:
                known = self._known.get(key)
                if known is not None and known.answer is not None:
                    self._answer_with(known, problem.anew())

    def forget(self, keys: Iterable[str]) -> None:
        """Let keys be free again, whose requests were undone."""
        with self._lock:
            for key in keys:
                self._forget(key)
                self.freed.add(key)

    def _find(self, key: str) -> Replay | None:
        known = self._known.get(key)
        if known is not None and known.answer is not None and time.time() - known.kept > self._seconds:
            self.forget([key])
            return None
        return known

    def _forget(self, key: str) -> None:
        """Forget an answer; a key whose request is under way, once more, stays."""
        known = self._known.get(key)
        if known is not None and known.answer is not None:
            self._held -= known.size
            self._large.pop(key, None)
            del self._known[key]

    def _answer_with(self, known: Replay, problem: Problem) -> None:
        """Answer a key with a problem from now on."""
        self._held -= known.size
        known.answer = problem
        self._held += known.size
        self._large.pop(known.key, None)

    def _keep(self, replay: Replay) -> None:
        replay.kept = time.time()
        self._count(replay)

    def _count(self, replay: Replay) -> None:
        """Make room for an answer."""
        with self._lock:
            self._held += replay.size
            if replay.is_large:
                self._large[replay.key] = replay
            while self._held > self._size:
                large = next(iter(self._large.values()), None)  # first the oldest of these, which leaves its key
                oldest = next((known for known in self._known.values() if known.answer is not None), None)
                if large is not None:
                    self._answer_with(large, Problem("answer-not-kept", NOT_KEPT, key=large.key))
                elif oldest is not None:
                    self._forget(oldest.key)
                else:
                    break


def key_of(replay: Replay | None, answer: Answer | Problem) -> Key | None:
    """The key that a request came with, if any, and what it is answered by, as the log keeps them."""
    if replay is None:
        return None
    if isinstance(answer, Answer) and answer.size > LARGEST:
        return key_of(replay, Problem("answer-not-kept", NOT_KEPT, key=replay.key))
    if isinstance(answer, Answer):
        head: dict[str, Any] = {"status": answer.status, "media": answer.media, "headers": answer.headers}
        body = b"".join(answer.body)
    else:
        head = {"slug": answer.slug, "detail": answer.detail, "headers": answer.headers, "facts": answer.facts}
        body = b""
    text = orjson.dumps(head, default=str, option=orjson.OPT_SERIALIZE_NUMPY)
    return Key(replay.key, replay.fingerprint, text + b"\n" + body, time.time())


def _fingerprint(request: Request, body: bytes | memoryview) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    said = map(request.headers.get, SAID)
    digest.update(repr((request.method, request.scope["path"], request.scope["query_string"], *said)).encode())
    digest.update(body)
    return digest.digest()
