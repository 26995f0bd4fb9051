"""Sessions: what they are opened with, how they end, and that they take turns."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime
from typing import Any

import pytest

BUSY = {"steps": [{"repeat": {"times": 1_000_000, "steps": [{"op": "rand", "size": [300, 300]}]}}], "timeout": 0.6}


def test_opening(client: Any) -> None:
    body = {"device": "cpu", "dtype": "float64", "seed": 7, "ttl": 60, "exact": False, "matmul_precision": "high"}
    response = client.post("/v1/sessions", body)
    session = response.json()
    assert response.headers["location"] == f"/v1/sessions/{session['id']}"
    assert {key: session[key] for key in body} == body
    created, expires = (datetime.fromisoformat(session[key]) for key in ("created_at", "expires_at"))
    assert 59 < (expires - created).total_seconds() <= 61
    random = [client.post("/v1/sessions").json()["seed"] for _ in range(2)]
    assert random[0] != random[1]


def test_state_is_told(client: Any) -> None:
    client.program(
        {"op": "mul", "inputs": ["x", 2], "out": "y"}, tensors={"x": {"data": [1.0, 2.0], "requires_grad": True}}
    )
    told = client.get("S").json()
    assert (told["tensors"], told["nodes"], told["version"]) == (2, 1, 1)
    assert told["bytes"] == (16 if told["device"] == "cpu" else 2 * 512)
    changed = client.request("PATCH", "S", json={"dtype": "float64", "seed": 5, "ttl": 100}).json()
    assert (changed["dtype"], changed["seed"], changed["ttl"], changed["version"]) == ("float64", 5, 100, 2)


def test_sessions_are_exact_unless_they_say_otherwise(client: Any) -> None:
    assert client.get("S").json()["exact"] is True
    for exact in (False, True):
        assert client.request("PATCH", "S", json={"exact": exact}).json()["exact"] is exact
    assert client.post("/v1/programs", {"steps": [], "exact": False}).status_code == 200
    refused = client.post("/v1/sessions", {"exact": 0})
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/invalid-request")


def test_products_are_as_precise_as_can_be_unless_a_session_says_otherwise(client: Any) -> None:
    assert client.get("S").json()["matmul_precision"] == "highest"
    for name in ("medium", "high", "highest"):
        assert client.request("PATCH", "S", json={"matmul_precision": name}).json()["matmul_precision"] == name
    refused = client.request("PATCH", "S", json={"matmul_precision": "low"})
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/invalid-request")


@pytest.mark.parametrize("seed", [2**53 - 1, 2**53 + 1, -(2**63), 2**64 - 1])
def test_a_seed_that_json_numbers_cannot_carry_is_a_string(client: Any, seed: int) -> None:
    exact = abs(seed) < 2**53
    for given in (seed, str(seed)):
        assert client.post("/v1/sessions", {"seed": given}).json()["seed"] == (seed if exact else str(seed))
        told = client.request("PATCH", "S", json={"seed": given}).json()["seed"]
        assert told == (seed if exact else str(seed))


def test_closing(client: Any) -> None:
    assert client.request("DELETE", "S").status_code == 204
    for method, path in (("GET", "S"), ("DELETE", "S"), ("GET", "S/tensors")):
        assert client.request(method, path).json()["type"] == "/problems/session-not-found"
    assert client.get("/v1/sessions").json() == {"items": [], "next": None, "damaged": []}


def test_expiring(make_client: Any) -> None:
    client = make_client(session_ttl=1.0)
    for _ in range(3):
        time.sleep(0.4)
        assert client.get("S").status_code == 200
    other = client.post("/v1/sessions", {"ttl": 60}).json()["id"]
    time.sleep(1.1)
    assert client.get("S").json()["type"] == "/problems/session-not-found"
    assert [item["id"] for item in client.get("/v1/sessions").json()["items"]] == [other]


def test_a_session_at_work_does_not_expire(make_client: Any) -> None:
    client = make_client(session_ttl=0.5)
    assert client.post("S/programs", BUSY).status_code == 504
    assert client.get("S").status_code == 200


def test_too_many_sessions(make_client: Any) -> None:
    client = make_client(max_sessions=1)
    refused = client.post("/v1/sessions")
    assert (refused.status_code, refused.json()["type"]) == (429, "/problems/too-many-sessions")
    assert refused.headers["retry-after"]
    client.request("DELETE", "S")
    assert client.post("/v1/sessions").status_code == 201


def test_turns_and_others_go_on(client: Any) -> None:
    """While one session computes, its next requests wait in order, and another session is served."""
    other = client.post("/v1/sessions").headers["location"]
    finished: list[str] = []

    async def send(name: str, path: str, body: Any) -> int:
        response = await client.http.post(path, json=body)
        finished.append(name)
        return int(response.status_code)

    async def all_together() -> list[int]:
        tasks = [asyncio.create_task(send("busy", client.path("S/programs"), BUSY))]
        for number in range(3):
            await asyncio.sleep(0.05)
            step = {"tensors": {"a": number}}
            tasks.append(asyncio.create_task(send(f"waiting {number}", client.path("S/programs"), step)))
        tasks.append(asyncio.create_task(send("other", f"{other}/ops", {"op": "neg", "inputs": [[1.0]], "out": "a"})))
        return await asyncio.gather(*tasks)

    assert client.run(all_together()) == [504, 200, 200, 200, 200]
    assert finished == ["other", "busy", "waiting 0", "waiting 1", "waiting 2"]
    assert client.value("a") == 2


def test_closed_while_waiting(client: Any) -> None:
    async def all_together() -> Any:
        busy = asyncio.create_task(client.http.post(client.path("S/programs"), json=BUSY))
        await asyncio.sleep(0.1)
        closing = asyncio.create_task(client.http.delete(client.session))
        await asyncio.sleep(0.05)
        late = asyncio.create_task(client.http.get(client.session))
        return [response.status_code for response in await asyncio.gather(busy, closing, late)]

    assert client.run(all_together()) == [504, 204, 404]
