"""Turns of a session: who waits for one, when it is idle, and what is left when the server stops."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.durable.log import Log
from app.sessions import Session
from app.settings import Settings
from app.turns import Turns
from tests.app.conftest import Client
from tests.app.steps import op

ADD = {"steps": [op("add_", "x", 1)], "return": ["x"]}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    made = Client(Settings(), Log(tmp_path / "log", full=False))
    made.program(tensors={"x": {"data": [0.0]}})
    yield made
    made.close()


def session_of(client: Client) -> Session:
    """The only session."""
    (session,) = client.app.state.store.all()
    return session


def test_who_is_waited_for_is_not_idle() -> None:
    turns = Turns(ttl=0.0)

    async def work() -> None:
        await turns.begin_turn()
        waiting = asyncio.create_task(turns.begin_turn())
        await asyncio.sleep(0.001)
        turns.lock.release()
        assert not turns.lock.locked()  # between the turns
        assert not turns.expired
        await waiting

    asyncio.run(work())


def test_a_turn_that_is_cancelled_has_not_ended() -> None:
    async def work(turns: Turns, begins: bool) -> None:
        if begins:
            await turns.begin_turn()
        with turns.turn() if begins else contextlib.nullcontext():
            async with contextlib.nullcontext() if begins else turns.server_turn():
                await asyncio.sleep(60)

    async def cancel(turns: Turns, begins: bool) -> None:
        task = asyncio.create_task(work(turns, begins))
        await asyncio.sleep(0.001)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert turns.lock.locked()

    for begins in (True, False):
        asyncio.run(cancel(Turns(ttl=60.0), begins))


def test_a_turn_that_fails_has_ended() -> None:
    turns = Turns(ttl=60.0)

    async def work() -> None:
        with pytest.raises(ValueError, match="oh"):
            async with turns.server_turn():
                raise ValueError("oh")
        await turns.begin_turn()
        with pytest.raises(ValueError, match="oh"), turns.turn():
            raise ValueError("oh")

    asyncio.run(work())
    assert not turns.lock.locked()


def test_a_session_with_a_stream_leaves_the_memory(client: Client) -> None:
    store, session = client.app.state.store, session_of(client)
    session.streams.find("a")
    client.run(store.compactions.make(session))
    tensor = weakref.ref(session.variables["x"])
    gc.disable()
    try:
        store.put_away(session)
        del session
        assert tensor() is None
    finally:
        gc.enable()
    assert client.program(**ADD)["values"]["x"]["data"] == [1.0]


def test_a_key_that_was_free_is_used_once_its_request_is_noted(client: Client) -> None:
    session = session_of(client)
    session.replays.forget(["k"])  # as after a pass that was cancelled
    headers = {"Idempotency-Key": "k"}
    noted: list[bool] = []
    settled = session.history.until_settled

    async def until_settled(number: int = 0) -> None:
        noted.append("k" not in session.replays.freed)  # a snapshot may be made in this moment
        await settled(number)

    session.history.until_settled = until_settled  # type: ignore[method-assign]
    assert client.post("S/programs", ADD, headers=headers).json()["values"]["x"]["data"] == [1.0]
    assert noted == [True]
    assert client.post("S/programs", ADD, headers=headers).headers["idempotency-replayed"] == "true"
