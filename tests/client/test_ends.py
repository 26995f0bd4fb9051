"""Where a server cannot go on with a session, and says so: no room, damage, nothing kept, an answer that is gone."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import pytest

import gradwire as torch
from tests.client.conftest import Calls
from tests.client.relay import BACK, Relay
from tests.conftest import Server

NO_ROOM = "The log does not take what is written.*What was recorded is kept here"
Launch = Callable[..., Server]


@pytest.fixture(params=["stream", "http"])
def way(request: pytest.FixtureRequest) -> str:
    """What requests go by."""
    if request.param == "http":
        request.getfixturevalue("without_stream")
    return str(request.param)


@contextmanager
def no_room(server: Server) -> Iterator[None]:
    """Let no file of a server grow."""
    pid = server.process.pid
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("durability", ["process", "full"])
def test_without_room_nothing_is_lost(launch_server: Launch, way: str, durability: str) -> None:
    server = launch_server(durability=durability)
    with torch.Session(server.url):
        x, w = torch.zeros(2), torch.ones(2, requires_grad=True)
        for _ in range(2):
            x += 1
            (w * x).sum().backward()
        x.tolist()
        with no_room(server):
            x += 1
            y = torch.tensor(np.full(2, 0.5))
            (w * x).sum().backward()
            for use in (x.tolist, y.tolist, lambda: (x + y).tolist(), *[x.tolist] * 10):
                with pytest.raises(torch.RemoteRuntimeError, match=NO_ROOM) as told:
                    use()
                assert told.value.problem["status"] == 507  # type: ignore[attr-defined]
            x += 1
        assert x.tolist() == [4, 4]
        assert w.grad is not None
        assert (w.grad.tolist(), y.tolist()) == ([6, 6], [0.5, 0.5])


def test_a_loop_that_found_no_room_goes_on(launch_server: Launch, way: str) -> None:
    server = launch_server()
    with torch.Session(server.url):
        x = torch.zeros(1)
        for _ in range(300):
            x += 1
        x.item()
        done = 300

        def go_on() -> None:
            nonlocal done
            for _ in range(100_000):
                x.add_(1)
                done += 1

        with no_room(server), pytest.raises(torch.RemoteRuntimeError, match=NO_ROOM):
            go_on()
        for _ in range(300):
            x += 1
        assert x.item() == done + 300


def test_a_pass_that_asks_found_no_room(launch_server: Launch, way: str) -> None:
    server = launch_server()
    asked: list[list[float]] = []
    with torch.Session(server.url):
        w = torch.tensor([1.0, 2.0], requires_grad=True)
        w.register_hook(lambda grad: asked.append(grad.tolist()))
        (w * w).sum().backward()
        with no_room(server), pytest.raises(torch.RemoteRuntimeError, match=NO_ROOM):
            (w * w).sum().backward()
        assert w.grad is not None
        assert w.grad.tolist() == [4, 8]
        assert asked == [[2, 4]] * 2


def test_a_pass_that_finds_no_room_while_it_asks_is_given_up(launch_server: Launch, way: str) -> None:
    server = launch_server()
    with torch.Session(server.url), contextlib.ExitStack() as later:
        w = torch.tensor([1.0, 2.0], requires_grad=True)
        (w * w).sum().backward()
        handle = w.register_hook(lambda grad: later.enter_context(no_room(server)) or grad * 3)
        with pytest.raises(torch.RemoteRuntimeError, match=NO_ROOM):
            (w * w).sum().backward()
        later.close()
        handle.remove()
        (w * w).sum().backward()
        assert w.grad is not None
        assert w.grad.tolist() == [4, 8]


def test_without_room_no_session_is_opened_or_forked(launch_server: Launch) -> None:
    server = launch_server()
    with torch.Session(server.url) as session:
        x = torch.ones(2)
        x.tolist()
        with no_room(server):
            with pytest.raises(torch.RemoteRuntimeError, match=NO_ROOM):
                session.fork()
            with pytest.raises(torch.RemoteRuntimeError, match=NO_ROOM):
                torch.Session(server.url).__enter__()
        with session.fork() as other:
            assert other.of(x).tolist() == [1, 1]


def test_without_room_awaited(launch_server: Launch) -> None:
    server = launch_server()

    async def work() -> list[float]:
        async with torch.AsyncSession(server.url) as session:
            x = torch.zeros(2)
            await session.flush()
            with no_room(server):
                for _ in range(2):
                    x += 1
                    with pytest.raises(torch.RemoteRuntimeError, match=NO_ROOM):
                        await session.fetch(x)
            return (await session.fetch(x)).tolist()  # type: ignore[no-any-return]

    assert asyncio.run(work()) == [2, 2]


def damage(server: Server, said: bytes) -> None:
    """Change a byte of the entry in the log of an ended server in which this was said."""
    path = server.directory / "shard-0" / "log.sqlite"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    data[data.index(said)] ^= 1
    path.write_bytes(data)


def test_a_damaged_session_is_said_to_be(launch_server: Launch, way: str) -> None:
    server = launch_server()
    with torch.Session(server.url), torch.Session(server.url) as session:
        x = torch.zeros(2)
        x += 1234.5
        session.flush()
        server.kill()
        damage(server, b"1234.5")
        server.start()
        for use in (x.tolist, lambda: (x + 1).tolist(), session.fork, lambda: torch.ones(2).tolist()):
            with pytest.raises(torch.RemoteRuntimeError, match=r"is damaged.*anew, in another session") as told:
                use()
            assert told.value.problem["status"] == 500  # type: ignore[attr-defined]
    with torch.Session(server.url):
        assert torch.ones(2).tolist() == [1, 1]


def test_a_session_is_lost_with_what_was_kept(launch_server: Launch, way: str) -> None:
    server = launch_server()
    with torch.Session(server.url):
        x = torch.ones(2)
        x.tolist()
        server.restart(durability="none")
        for _ in range(2):
            with pytest.raises(torch.RemoteRuntimeError, match=r"has lost this session.*GRADWIRE_DURABILITY=none"):
                (x + 1).tolist()


@pytest.fixture
def forgetful(launch_server: Launch, without_stream: None) -> Iterator[Relay]:
    """A server that keeps no large answers, behind a relay."""
    with Relay(launch_server(replay_bytes=10_000).url) as relay:
        yield relay


def test_what_was_done_is_looked_at_where_its_answer_is_gone(forgetful: Relay, calls: Calls) -> None:
    with torch.Session(forgetful.url):
        x = torch.zeros(5000)
        x += 1
        x.tolist()
        calls.clear()
        forgetful.cut_after(BACK, 5000)
        x += 1
        y = torch.tensor(np.full(3000, 3.0)) + x[:3000]
        assert (y.tolist(), x.tolist()) == ([5.0] * 3000, [2.0] * 5000)
        assert calls.errors
        x += 1
        assert x.tolist() == [3.0] * 5000


def test_a_program_whose_answer_is_gone_is_not_run_again(forgetful: Relay) -> None:
    with torch.Session(forgetful.url) as session:
        x = torch.zeros(5000)
        session.flush()
        steps = [{"op": "add_", "inputs": ["x", 1]}]
        forgetful.cut_after(BACK, 5000)
        with pytest.raises(torch.RemoteRuntimeError, match="this was carried out, but its answer was lost"):
            session.run(steps, tensors={"x": x}, returns=["x"])
        assert x.tolist() == [1.0] * 5000
