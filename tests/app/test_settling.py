"""Entries settle together, on the event loop where the disk is quick; whoever waits is told in any case."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from app.durable.errors import StorageFailed
from app.durable.log import Log
from app.durable.records import Entry
from app.durable.sessions import Opened
from app.settling import Settling

SESSIONS = range(1, 9)
PATIENCE = 60.0


class Watched(Log):
    """A log that notes what is appended together, and takes its time for it, or fails."""

    together: list[int]
    seconds = 0.0
    is_full_disk = False

    def append(self, entries: Sequence[tuple[int, Entry]]) -> None:
        time.sleep(self.seconds)
        if self.is_full_disk:
            raise StorageFailed("There is no room.")
        super().append(entries)
        self.together.append(len(entries))


class Sessions:
    """Who submits entries of several sessions, and knows which are durable."""

    def __init__(self, log: Log) -> None:
        self.settling = Settling(log)
        self.last = dict.fromkeys(SESSIONS, 0)
        self.durable = dict.fromkeys(SESSIONS, 0)
        self.errors: list[Exception] = []

    def submit(self, session: int) -> None:
        """Submit the next entry."""
        self.last[session] += 1
        number = self.last[session]

        def done(error: Exception | None) -> None:
            if error is None:
                self.durable[session] = number
            else:
                self.errors.append(error)

        self.settling.submit(session, Entry(number, {}), done)

    def is_settled(self) -> bool:
        """Whether all are durable; raises why they will not be."""
        if self.errors:
            raise self.errors[0]
        return self.durable == self.last

    async def until_settled(self) -> None:
        """Wait until all are durable."""
        await self.settling.until(self.is_settled)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Watched]:
    made = Watched(tmp_path / "log", full=False)
    for number in SESSIONS:
        made.open(Opened(number, f"s{number}", {}))
    made.together = []
    yield made
    made.close()


@pytest.fixture
def sessions(log: Watched) -> Iterator[Sessions]:
    made = Sessions(log)
    yield made
    made.settling.close()


async def rounds(count: int) -> None:
    """Let the event loop go round."""
    for _ in range(count):
        await asyncio.sleep(0)


def test_who_is_alone_is_served_at_once(sessions: Sessions) -> None:
    async def work() -> None:
        sessions.settling.begin()
        for _ in range(3):
            sessions.submit(1)
            assert sessions.is_settled()
            await rounds(2)

    asyncio.run(work())


def test_those_of_one_round_are_committed_together(sessions: Sessions, log: Watched) -> None:
    async def work() -> None:
        sessions.settling.begin()
        for _ in range(3):
            for session in SESSIONS:
                sessions.submit(session)
            await sessions.until_settled()
        sessions.submit(1)
        assert not sessions.is_settled()  # others may come, as they did before
        await rounds(2)
        sessions.submit(1)
        assert sessions.is_settled()

    asyncio.run(work())
    assert log.together == [1, 7, 8, 8, 1, 1]


def test_threads_commit_what_they_submit(sessions: Sessions) -> None:
    async def work() -> None:
        sessions.settling.begin()
        for _ in range(20):
            await asyncio.gather(*(asyncio.to_thread(sessions.submit, session) for session in SESSIONS))
            await asyncio.wait_for(sessions.until_settled(), PATIENCE)

    asyncio.run(work())
    assert sum(sessions.durable.values()) == 20 * len(SESSIONS)


def test_who_waits_in_the_thread_of_the_loop_waits_for_nobody(sessions: Sessions) -> None:
    async def work() -> None:
        sessions.settling.begin()
        for session in SESSIONS:
            sessions.submit(session)
        sessions.settling.wait(sessions.is_settled)

    asyncio.run(asyncio.wait_for(work(), PATIENCE))


def test_without_a_loop(sessions: Sessions) -> None:
    for session in SESSIONS:
        sessions.submit(session)
    assert sessions.is_settled()


def test_the_loop_goes_on_while_the_disk_is_slow(sessions: Sessions, log: Watched) -> None:
    log.seconds = 0.2

    async def work() -> None:
        sessions.settling.begin()
        sessions.submit(1)  # by which it is found to be slow
        for _ in range(5):
            await rounds(2)
            sessions.submit(1)
            sessions.submit(2)
            waiting = asyncio.create_task(sessions.until_settled())
            looks = 0
            while not waiting.done():
                await asyncio.sleep(0.001)
                looks += 1
            assert looks > 2, "the loop stood still"

    asyncio.run(asyncio.wait_for(work(), PATIENCE))
    assert sum(log.together) == 11


def test_all_hear_why_it_failed(sessions: Sessions, log: Watched) -> None:
    told: list[Exception | None] = []

    async def work() -> None:
        sessions.settling.begin()
        for session in SESSIONS:
            sessions.submit(session)
        await sessions.until_settled()
        log.is_full_disk = True
        for session in SESSIONS:
            sessions.submit(session)
        sessions.settling.tell(sessions.is_settled, told.append)
        with pytest.raises(StorageFailed, match="There is no room"):
            await sessions.until_settled()
        await asyncio.to_thread(_hear, sessions)

    asyncio.run(work())
    assert [type(error) for error in told] == [StorageFailed]
    assert len(sessions.errors) == len(SESSIONS)


def test_a_mistake_of_one_who_is_told_is_its_own(sessions: Sessions, log: Watched) -> None:
    told: list[Exception | None] = []

    def err(error: Exception | None) -> None:
        raise ValueError("a mistake")

    async def work() -> None:
        sessions.settling.begin()
        for number in range(1, 4):
            sessions.settling.submit(SESSIONS[-1], Entry(number, {}), err)
            for session in SESSIONS[:-1]:
                sessions.submit(session)
                sessions.settling.tell(sessions.is_settled, err)
            sessions.settling.tell(sessions.is_settled, told.append)
            await sessions.until_settled()

    asyncio.run(asyncio.wait_for(work(), PATIENCE))
    assert told == [None] * 3
    assert sum(log.together) == 3 * len(SESSIONS)


def _hear(sessions: Sessions) -> None:
    with pytest.raises(StorageFailed, match="There is no room"):
        sessions.settling.wait(sessions.is_settled)


def test_an_end_makes_durable_what_waits(sessions: Sessions, log: Watched) -> None:
    async def work() -> None:
        sessions.settling.begin()
        for session in SESSIONS:
            sessions.submit(session)
        assert not sessions.is_settled()
        sessions.settling.close()

    asyncio.run(work())
    assert sessions.is_settled()
    with pytest.raises(StorageFailed, match="The log is closed"):
        sessions.submit(1)


COUNT = {"steps": [{"op": "add_", "inputs": ["x", 1], "out": "x"}], "return": ["x"]}


class Raw:
    """A session whose x counts, asked by requests that are written by hand."""

    def __init__(self, url: str) -> None:
        self.url = url
        parts = urlsplit(url)
        self.address = parts.hostname, parts.port
        self.session = httpx.post(f"{url}/v1/sessions").headers["location"]
        self.counted = 0
        httpx.post(f"{url}{self.session}/programs", json={"tensors": {"x": [0.0]}})
        for _ in range(4):  # by then it is prepared
            self.counted += 1
            assert httpx.post(f"{url}{self.session}/programs", json=COUNT).json()["values"]["x"]["data"] == [
                self.counted
            ]
        body = json.dumps(COUNT).encode()
        head = f"POST {self.session}/programs HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
        self.request = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body

    def connect(self) -> socket.socket:
        """A connection to the server."""
        return socket.create_connection(self.address, timeout=PATIENCE)

    def x(self) -> float:
        """What is counted."""
        found: list[float] = httpx.get(f"{self.url}{self.session}/tensors/x").json()["data"]
        return found[0]


@pytest.fixture(params=["none", "process", "full"])
def raw(start_server: Callable[..., str], request: pytest.FixtureRequest) -> Raw:
    return Raw(start_server(durability=request.param))


def test_requests_behind_one_another_are_answered_in_their_order(raw: Raw) -> None:
    with raw.connect() as wire:
        wire.sendall(raw.request * 20)
        received = b""
        while received.count(b"HTTP/1.1 200 ") < 20 or not received.endswith(b"}"):
            received += wire.recv(1 << 16)
    answers = [json.loads(part.split(b"\r\n\r\n")[1]) for part in received.split(b"HTTP/1.1 200 ")[1:]]
    assert [one["values"]["x"]["data"][0] for one in answers] == list(range(raw.counted + 1, raw.counted + 21))


def test_clients_that_leave_before_their_answer(raw: Raw) -> None:
    for _ in range(20):
        with raw.connect() as wire:
            wire.sendall(raw.request)
    with raw.connect() as wire:
        wire.sendall(raw.request)
        assert wire.recv(1 << 16).startswith(b"HTTP/1.1 200 ")
    assert raw.counted < raw.x() <= raw.counted + 21


def test_a_connection_that_ends_in_garbage_harms_nobody(raw: Raw) -> None:
    with raw.connect() as other:
        for _ in range(30):
            with raw.connect() as wire:
                wire.sendall(raw.request * 2 + b"garbage\r\n\r\n")
                other.sendall(raw.request)
                assert other.recv(1 << 16).startswith(b"HTTP/1.1 200 ")


def test_many_clients_count_together(raw: Raw) -> None:
    wires = [raw.connect() for _ in range(16)]
    for _ in range(10):
        for wire in wires:
            wire.sendall(raw.request)
        for wire in wires:
            assert wire.recv(1 << 16).startswith(b"HTTP/1.1 200 ")
    for wire in wires:
        wire.close()
    assert raw.x() == raw.counted + 160
