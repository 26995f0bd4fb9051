"""Histories whose entries and snapshots are under way at the same time."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.durable.log import Log
from app.settings import Settings
from app.snapshots import Snapshot
from tests.app.conftest import Client

Make = Callable[..., Client]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes clients of applications with logs in directories of these names."""
    made: list[Client] = []

    def begin(name: str, session: str | None = None, **settings: Any) -> Client:
        log = Log(tmp_path / name, full=settings.get("durability") == "full")
        client = Client(Settings(**settings), log, *([] if session is None else [session]))
        made.append(client)
        return client

    yield begin
    for client in made:
        client.close()
        client.app.state.store.end()


def put(client: Client, value: float) -> None:
    assert client.put("S/tensors/x", {"data": [value]}).is_success


def snapshots(client: Client) -> list[Snapshot]:
    """Two, with a change between them."""
    session = client.app.state.store.all()[0]

    async def make() -> Snapshot:
        async with session.server_turn():
            return Snapshot(session)

    first = client.run(make())
    put(client, -1.0)
    return [first, client.run(make())]


@pytest.mark.parametrize("is_late", [False, True])
def test_two_snapshots_at_once(make: Make, tmp_path: Path, is_late: bool) -> None:
    client = make("one")
    for value in range(10):
        put(client, float(value))
    made = snapshots(client)
    history = client.app.state.store.all()[0].history
    for snapshot in reversed(made) if is_late else made:
        history.cut(snapshot)
        snapshot.close()
    assert history.length.entries == 0
    for value in range(10):  # as many as might have been counted off twice
        put(client, 100.0 + value)
    fork = client.post("S/forks").headers["location"]
    shutil.copytree(tmp_path / "one", tmp_path / "two", ignore=shutil.ignore_patterns("*-shm"))
    other = make("two", client.session)
    for path in (fork, client.session):
        assert other.get(f"{path}/tensors/x").json()["data"] == [109.0]


def test_closing_waits_for_what_is_under_way(make: Make) -> None:
    client = make("one", durability="full")

    async def both() -> list[int]:
        path = (await client.http.post("/v1/sessions")).headers["location"]
        putting = asyncio.create_task(client.http.put(f"{path}/tensors/x", json={"data": [1.0]}))
        await asyncio.sleep(0)
        closed = await client.http.delete(path)
        return [(await putting).status_code, closed.status_code]

    for _ in range(20):
        assert client.run(both()) == [201, 204]
