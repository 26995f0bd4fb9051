"""What a session was asked in unusual ways, its process being lost afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.durable.errors import StorageFull
from app.durable.log import Log
from app.program.call import _id
from tests.app.steps import DOUBLE, P, op
from tests.app.survivors import Survivors

KEY = {"Idempotency-Key": "k"}


@pytest.fixture
def survivors(tmp_path: Path) -> Any:
    made = Survivors(tmp_path, seed=0)
    made.lost_often = made.snapshot_often = 0.0
    made.open()
    made.program(tensors={"x": {"data": [1.0, 2.0]}})
    yield made
    made.close()


def see(survivors: Survivors) -> None:
    """Lose the process, and see that both go on alike."""
    survivors.lose()
    survivors.look()
    survivors.tell()


def suspend(survivors: Survivors, id: str, **headers: str) -> None:
    """Begin a pass that asks its client, under this id, in both."""
    for client in survivors.clients:
        answer = client.post("S/backward", {"tensors": ["loss"]}, headers=headers)
        assert (answer.status_code, answer.json()["suspended"]["id"]) == (202, id)
        assert "Idempotency-Replayed" not in answer.headers


def test_a_program_that_failed_is_not_known(survivors: Survivors) -> None:
    steps = [op("mul", "later", 2, out="y")]
    survivors.program(*steps)
    survivors.program(tensors={"later": {"data": 1.0}})
    for client in survivors.clients:
        answer = client.post("S/programs", {"program": _id(steps, None, None)})
        assert answer.json()["type"] == "/problems/program-not-found"
    see(survivors)


@pytest.mark.parametrize("accept", ["text/event-stream", "text/event-stream, */*", "Text/Event-Stream"])
def test_whoever_is_told_by_events(survivors: Survivors, accept: str) -> None:
    for client in survivors.clients:
        answer = client.post("S/programs", {"steps": [op("add_", "x", 1)]}, headers={"Accept": accept})
        assert answer.status_code == 200
    see(survivors)


@pytest.mark.parametrize("number", [123456789012345678901234567890, float("inf")])
def test_numbers_of_any_size_in_programs(survivors: Survivors, number: float) -> None:
    text = '{"steps": [{"op": "full", "size": [2], "fill_value": NUMBER, "dtype": "float64", "out": "f"}]}'
    body = text.replace("NUMBER", "1e999" if number == float("inf") else str(number))
    ids = set()
    for client in survivors.clients:
        answer = client.request("POST", "S/programs", content=body, headers={"Content-Type": "application/json"})
        ids.add(answer.json()["program"])
    survivors.snapshot()
    (id,) = ids
    survivors.ask("POST", "S/programs", json={"program": id})
    see(survivors)


@pytest.mark.parametrize("snapshot", [True, False])
def test_a_key_whose_request_was_undone_stays_free(survivors: Survivors, snapshot: bool) -> None:
    survivors.program(*DOUBLE, tensors=P)
    suspend(survivors, "b1", **KEY)
    survivors.ask("DELETE", "S/suspensions/b1")
    if snapshot:
        survivors.snapshot()
    survivors.lose()
    suspend(survivors, "b2", **KEY)


def test_a_key_of_a_pass_that_waits_is_free_once_it_is_cancelled(survivors: Survivors) -> None:
    survivors.program(*DOUBLE, tensors=P)
    suspend(survivors, "b1", **KEY)
    survivors.lose()
    survivors.ask("DELETE", "S/suspensions/b1")
    suspend(survivors, "b2", **KEY)


@pytest.mark.parametrize("suspended", [True, False])
def test_after_what_may_come_out_otherwise(survivors: Survivors, suspended: bool) -> None:
    """Finished steps stand; what waits for its client is given up with them, since a snapshot has to be made."""
    survivors.program(*DOUBLE, tensors=P)
    endless = {"while": {"test": [op("ones", size=[])], "max": 3, "steps": [op("add_", "x", 1)]}}
    path = "S/programs"
    if suspended:
        suspend(survivors, "b1")
        path = "S/suspensions/b1"
    survivors.ask("POST", path, json={"steps": [endless], "atomic": False})
    survivors.lose()
    survivors.ask("GET", "S/tensors/x")
    suspend(survivors, id := "b2" if suspended else "b1")
    survivors.ask("DELETE", f"S/suspensions/{id}")
    survivors.tell()


def test_what_was_imported(survivors: Survivors) -> None:
    """Leaves are numbered where a session is looked at, as an import does."""
    survivors.ask("PATCH", "S/tensors/x", json={"requires_grad": True})
    media = "application/vnd.safetensors"
    for client in survivors.clients:
        file = client.get("S", headers={"Accept": media}).content
        answer = client.request("POST", "/v1/sessions", content=file, headers={"Content-Type": media})
        client.request("DELETE", "S")
        client.session = answer.headers["location"]
    see(survivors)


def test_answers_of_keys_count_once(tmp_path: Path) -> None:
    survivors = Survivors(tmp_path, seed=0, replay_bytes=200_000, json_elements=20_000)
    try:
        survivors.lost_often = survivors.snapshot_often = 0.0
        survivors.open()
        survivors.program(op("ones", size=[10_000], out="x"))
        ask = [{"json": {"steps": [], "return": ["x"]}, "headers": {"Idempotency-Key": f"k{n}"}} for n in range(3)]
        for _ in range(2):
            for one in ask:
                survivors.ask("POST", "S/programs", **one)
            survivors.lose()
        for one in ask:
            assert survivors.clients[1].request("POST", "S/programs", **one).headers["Idempotency-Replayed"] == "true"
    finally:
        survivors.close()


def test_what_is_refused_for_want_of_room_is_refused_whole(
    survivors: Survivors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What PATCH is refused for changes nothing."""

    def full(*_: Any) -> None:
        raise StorageFull("There is no room.")

    with monkeypatch.context() as patch:
        patch.setattr(Log, "describe", full)
        answer = survivors.clients[1].request("PATCH", "S", json={"dtype": "float64", "ttl": 100})
        assert answer.json()["type"] == "/problems/storage-full"
    see(survivors)
