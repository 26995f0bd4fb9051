"""Imports outlive the process, large ones and those on other devices too; and nothing is left of one that fails."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy
import pytest

from app.durable.errors import StorageFailed
from app.durable.log import Log
from app.settings import Settings
from gradwire.wire import safetensors as wire
from tests.app.conftest import Client
from tests.app.exporting import FILE, export, imported, load, state
from tests.app.steps import op
from tests.conftest import Server

LARGE = 1_000_000
DRAW = {"steps": [op("rand", size=[3], out="r"), op("add_", "w", 1, out="_")], "return": ["r"], "atomic": False}


def file_of(count: int, **more: Any) -> bytes:
    """A file with an array of so many numbers, made by hand."""
    return b"".join(wire.encode({"w": numpy.arange(count, dtype="f4"), **more}, {"session": '{"seed": 5}'}))


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts servers whose sessions are in one directory."""
    servers: list[Server] = []

    def begin(**settings: str) -> Server:
        servers.append(Server({"GRADWIRE_DATA_DIR": str(tmp_path), **settings}))
        return servers[-1]

    yield begin
    for server in servers:
        server.process.kill()
        server.stop()


@pytest.mark.cpu_only("a session on a GPU comes back equal to rounding, and this is about its import")
@pytest.mark.parametrize("durability", ["process", "full"])
@pytest.mark.parametrize("count", [4, LARGE])
def test_an_import_survives_the_end_of_its_process(start: Callable[..., Server], count: int, durability: str) -> None:
    settings = {"GRADWIRE_DURABILITY": durability}
    file, headers = file_of(count), {"content-type": FILE, "idempotency-key": "k"}
    exports, opened = [], []
    for life in range(3):
        server = start(**settings)
        with httpx.Client(base_url=server.url, timeout=60) as http:
            opened.append(http.post("/v1/sessions?ttl=500", content=file, headers=headers))
            path = opened[0].headers["location"]
            if life:
                assert http.get(path, headers={"accept": FILE}).content == exports[-1]
                assert http.post(f"{path}/programs", json=DRAW).status_code == 200
            exports.append(http.get(path, headers={"accept": FILE}).content)
            assert len(http.get("/v1/sessions").json()["items"]) == 1
        server.process.kill()
        server.process.wait()
    assert [one.headers.get("idempotency-replayed") for one in opened] == [None, "true", "true"]
    assert len({one.content for one in opened}) == 1
    array = wire.decode(exports[0])[0]["w"]
    assert array.tobytes() == numpy.arange(count, dtype="f4").tobytes()
    assert wire.decode(exports[2])[0]["w"].tobytes() == (array + 2).tobytes()


@pytest.mark.parametrize("count", [4, LARGE])
def test_a_snapshot_stands_in_its_place(tmp_path: Path, count: int) -> None:
    log = Log(tmp_path / "one", full=False)
    client = Client(Settings(), log)
    client.session = imported(client, file_of(count), "?seed=8")
    client.post("S/programs", DRAW)
    before = export(client)
    session = client.app.state.store.known(client.session.rpartition("/")[2])
    assert session.history.length.entries == 2
    client.run(client.app.state.store.compactions.make(session))
    assert session.history.length.entries == 0
    fork = client.post("/v1/sessions", {"fork": imported(client, file_of(count)).rpartition("/")[2]})
    assert fork.status_code == 201
    shutil.copytree(tmp_path / "one", tmp_path / "two", ignore=shutil.ignore_patterns("*-shm"))
    again = Client(Settings(), other := Log(tmp_path / "two", full=False), client.session)
    assert export(again) == before
    path = fork.headers["location"]
    assert export(again, path) == export(client, path)
    assert state(again, path)["w"][1] == numpy.arange(count, dtype="f4").tobytes()
    for one in (client, again):
        one.close()
    for one in (log, other):
        one.close()


def test_nothing_is_left_of_an_import_that_cannot_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(tmp_path / "log", full=False)
    client = Client(Settings(), log)

    def fail(*_: Any) -> Any:
        raise StorageFailed("The disk is full.")

    for place, name in ((log._segments, "store"), (log._database, "transaction")):
        with monkeypatch.context() as failing:
            failing.setattr(place, name, fail)
            refused = load(client, file_of(LARGE), **{"idempotency-key": "k"})
        assert (refused.status_code, refused.json()["type"]) == (507, "/problems/storage-full")
        assert len(client.get("/v1/sessions").json()["items"]) == 1
        assert list((tmp_path / "log" / "segments").iterdir()) == []
    assert load(client, file_of(LARGE), **{"idempotency-key": "k"}).status_code == 201
    assert len(log.sessions()) == 2
    client.close()
    log.close()


def test_large_files_go_there_and_back(server: str) -> None:
    file = file_of(4 * LARGE, odd=numpy.arange(3, dtype="i1"), flags=numpy.ones(LARGE, bool))
    with httpx.Client(base_url=server, timeout=60) as http:
        opened = http.post("/v1/sessions", content=file, headers={"content-type": FILE})
        path = opened.headers["location"]
        assert opened.json()["bytes"] == 17 * LARGE + 3
        sent = http.get(path, headers={"accept": FILE})
        arrays, _ = wire.decode(sent.content)
        assert arrays["w"].tobytes() == numpy.arange(4 * LARGE, dtype="f4").tobytes()
        assert arrays["flags"].all()
        assert http.post(f"{path}/programs", json=DRAW).status_code == 200
        http.delete(path)


def test_a_session_moves_to_another_device(cuda_server: str) -> None:
    client = httpx.Client(base_url=cuda_server, timeout=60)
    draw = [
        op("randn", size=[3], device="cuda:0", out="z"),
        op("randn", size=[3], device="cuda:0", generator="g", out="n"),
    ]
    seeded = op("manual_seed", seed=4, generator="g", device="cuda:0")
    steps = [op("rand", size=[3], out="x"), op("to", "x", device="cuda:0", out="y"), seeded, *draw]
    path = client.post("/v1/sessions", json={"seed": 1, "device": "cpu"}).headers["location"]
    client.post(f"{path}/programs", json={"steps": steps}).raise_for_status()
    file = client.get(path, headers={"accept": FILE}).content
    again, moved = (
        client.post(f"/v1/sessions{query}", content=file, headers={"content-type": FILE}).headers["location"]
        for query in ("", "?device=cuda:0")
    )
    before, after = state(client, path), state(client, again)
    assert after == before
    assert {one[0]["device"] for one in before.values() if one} == {"cpu", "cuda:0"}
    elsewhere = state(client, moved)
    assert {one[0]["device"] for one in elsewhere.values() if one} == {"cuda:0"}
    assert {name: one and one[1] for name, one in elsewhere.items()} == {
        name: one and one[1] for name, one in before.items()
    }
    draws = [
        client.post(f"{at}/programs", json={"steps": draw, "return": ["z", "n"]}).json()["values"]
        for at in (path, again, moved)
    ]
    assert draws[0] == draws[1] == draws[2]
    back = client.post("/v1/sessions?device=cpu", content=file, headers={"content-type": FILE})
    assert {one[0]["device"] for one in state(client, back.headers["location"]).values() if one} == {"cpu"}
    client.close()
