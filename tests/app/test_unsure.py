"""What may lead elsewhere another time is acknowledged no sooner than a snapshot stands in its place."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.durable.errors import LogError, StorageFailed
from app.durable.log import Log
from app.durable.sessions import Opened
from app.history import History, Watch
from app.length import Length
from app.settling import Settling
from tests.app.steps import op
from tests.app.streaming import open_session, opened
from tests.conftest import Server

PATIENCE = 60.0
FAILED = {"failed": "deadline-exceeded"}


class Watched:
    """A history, and what it told; `unsure` is what it asks for a snapshot."""

    def __init__(self, log: Log, settling: Settling) -> None:
        self.unsure: Callable[[], None] = lambda: None
        self.errors: list[BaseException] = []
        opened = Opened(1, "one", {})
        log.open(opened)
        watch = Watch(lambda: None, self.errors.append, lambda: None, lambda: self.unsure())
        self.history = History(log, settling, opened, watch, Length(100, 1 << 30, 100.0))


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    made = Log(tmp_path / "log", full=False)
    yield made
    made.close()


@pytest.fixture
def settling(log: Log) -> Iterator[Settling]:
    made = Settling(log)
    yield made
    made.close()


@pytest.fixture
def watched(log: Log, settling: Settling) -> Watched:
    return Watched(log, settling)


def test_who_waits_is_told_when_the_snapshot_is_there(watched: Watched, settling: Settling) -> None:
    history, seen = watched.history, []

    async def work() -> None:
        settling.begin()
        loop = asyncio.get_running_loop()
        history.append({}, b"")
        waiting: list[Any] = []

        def unsure() -> None:
            waiting.append(asyncio.run_coroutine_threadsafe(history.until_settled(), loop))
            history.settle()  # as the snapshot does, for which the entry has to be in the log
            asyncio.run_coroutine_threadsafe(asyncio.sleep(0.01), loop).result(PATIENCE)
            seen.append((history.settled, waiting[0].done()))

        watched.unsure = unsure
        await asyncio.to_thread(history.append, dict(FAILED), b"")
        await asyncio.wrap_future(waiting[0])

    asyncio.run(asyncio.wait_for(work(), PATIENCE))
    assert seen == [(1, False)]
    assert history.settled == 2


def test_without_the_snapshot_nobody_is_told(watched: Watched, settling: Settling) -> None:
    history = watched.history

    async def work() -> None:
        settling.begin()
        loop = asyncio.get_running_loop()
        waiting: list[Any] = []

        def unsure() -> None:
            waiting.append(asyncio.run_coroutine_threadsafe(history.until_settled(), loop))
            asyncio.run_coroutine_threadsafe(asyncio.sleep(0.01), loop).result(PATIENCE)
            raise StorageFailed("There is no room.")

        watched.unsure = unsure
        with pytest.raises(StorageFailed) as raised:
            await asyncio.to_thread(history.append, dict(FAILED), b"")
        history.fail(raised.value)
        for one in (asyncio.wrap_future(waiting[0]), history.until_settled()):
            with pytest.raises(LogError):
                await one

    asyncio.run(asyncio.wait_for(work(), PATIENCE))
    assert history.settled == 0
    assert watched.errors


def test_an_entry_on_its_way_is_waited_for(watched: Watched, settling: Settling) -> None:
    history = watched.history

    async def work() -> None:
        settling.begin()
        history.append({}, b"")
        waiting = asyncio.create_task(history.until_settled(2))
        await asyncio.sleep(0.01)
        assert not waiting.done()
        await asyncio.to_thread(history.append, {}, b"")
        await waiting

    asyncio.run(asyncio.wait_for(work(), PATIENCE))


def test_a_frame_that_took_too_long_is_not_lost(launch_server: Callable[..., Server]) -> None:
    server = launch_server(program_seconds=0.3)
    session = open_session(server.url)
    address = f"{server.url}{session}"
    httpx.post(f"{address}/programs", json={"tensors": {"n": [0.0]}})
    large = [op("ones", size=[1 << 25], out="large")]  # whose snapshot takes a while
    assert httpx.post(f"{address}/programs", json={"steps": large}, timeout=PATIENCE).is_success
    endless = {"repeat": {"times": 10_000, "steps": [op("randn", size=[100_000])]}}
    with opened(server.url, session) as stream:
        (answer,) = stream.ask({"id": 1, "atomic": False, "steps": [op("add", "n", 1, out="n"), endless]})
        assert answer["problem"]["type"] == "/problems/deadline-exceeded"
        server.restart()
    with opened(server.url, session, received=1, done=1):
        assert httpx.get(f"{address}/tensors/n", timeout=PATIENCE).json()["data"] == [1.0]
