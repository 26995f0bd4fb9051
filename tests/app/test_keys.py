"""Idempotency-Keys with every change, and what is left of one whose answer is not kept or whose pass was given up."""

from __future__ import annotations

import time
from typing import Any

import numpy
import pytest

from app.bodies import NPY
from tests.app.steps import DOUBLE, P, op


def keyed(key: str) -> dict[str, str]:
    return {"Idempotency-Key": key}


@pytest.mark.parametrize(
    ("method", "path", "json"),
    [
        ("PUT", "S/tensors/x", {"data": [1.0]}),
        ("PUT", "S/grad-mode", {"enabled": False}),
        ("PATCH", "S/tensors/t", {"requires_grad": True}),
        ("PATCH", "S", {"seed": 3}),
        ("DELETE", "S/tensors/t", None),
        ("POST", "S/ops", {"op": "add_", "inputs": ["t", 1]}),
        ("POST", "S/forks", {}),
        ("DELETE", "S", None),
    ],
)
def test_every_change_is_made_once(client: Any, method: str, path: str, json: Any) -> None:
    client.put("S/tensors/t", {"data": [1.0]})
    content = {} if json is None else {"json": json}
    first = client.request(method, path, headers=keyed("k"), **content)
    assert first.is_success, first.text
    version = client.get("S").json().get("version")
    again = client.request(method, path, headers=keyed("k"), **content)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert client.get("S").json().get("version") == version


def test_another_body_needs_another_key(client: Any) -> None:
    client.put("S/tensors/x", {"data": [1.0]}, headers=keyed("k"))
    response = client.put("S/tensors/x", {"data": [2.0]}, headers=keyed("k"))
    assert (response.status_code, response.json()["type"]) == (422, "/problems/idempotency-key-reused")
    assert client.value("x") == [1.0]


def test_two_keys_are_refused(client: Any) -> None:
    client.put("S/tensors/t", {"data": [1.0]})
    two = [("Idempotency-Key", "a"), ("Idempotency-Key", "b"), ("Content-Type", "application/json")]
    for path, content in [
        ("S/ops", b'{"op": "add_", "inputs": ["t", 1]}'),
        ("S/forks", b"{}"),
        ("/v1/sessions", b"{}"),
    ]:
        response = client.request("POST", path, headers=two, content=content)
        assert (response.status_code, response.json()["type"]) == (422, "/problems/invalid-request")
        assert response.json()["header"] == "Idempotency-Key"
    assert client.value("t") == [1.0]
    assert len(client.get("/v1/sessions").json()["items"]) == 1


def test_a_failure_behind_steps_that_stand_is_told_again(client: Any) -> None:
    client.put("S/tensors/t", {"data": [1.0]})
    program = {"atomic": False, "steps": [op("add_", "t", 1), op("relu", "missing")]}
    told = [client.post("S/programs", program, headers=keyed("k")) for _ in range(2)]
    assert [one.status_code for one in told] == [404, 404]
    assert [one.headers.get("idempotency-replayed") for one in told] == [None, "true"]
    assert client.value("t") == [2.0]


def test_an_answer_too_large_to_be_kept_is_not_made_twice(make_client: Any) -> None:
    client = make_client(replay_bytes=100_000)
    client.put("S/tensors/x", {"data": [0.0] * 20_000})
    headers = {**keyed("k"), "Accept": "application/vnd.safetensors"}
    steps = {"steps": [op("add_", "x", 1.0)], "return": ["x"]}
    for number in range(4):
        assert client.post("S/programs", steps, headers={**headers, **keyed(f"k{number}")}).is_success
    response = client.post("S/programs", steps, headers={**headers, **keyed("k0")})
    assert (response.status_code, response.json()["type"]) == (410, "/problems/answer-not-kept")
    assert "idempotency-replayed" not in response.headers
    assert client.value("x")[0] == 4.0
    assert client.post("S/programs", steps, headers={**headers, **keyed("k3")}).status_code == 200
    assert client.value("x")[0] == 4.0


def test_a_large_upload_is_made_once(client: Any) -> None:
    array = numpy.arange(100_000, dtype=numpy.float32)
    head = {**keyed("k"), "Content-Type": NPY}
    body = b"\x93NUMPY\x01\x00v\x00{'descr': '<f4', 'fortran_order': False, 'shape': (100000,), }".ljust(127) + b"\n"
    for _ in range(2):
        response = client.request("PUT", "S/tensors/x", content=body + array.tobytes(), headers=head)
        assert response.json()["id"] == "t1"


def test_a_pass_that_was_given_up_leaves_its_key_where_steps_stand(start_server: Any, make_talk: Any) -> None:
    talk = make_talk(start_server(suspension_seconds=0.2))
    talk.program(*DOUBLE, tensors=P)
    request = {"steps": [op("mul", "p", 2, out="q"), {"backward": {"tensors": ["loss"]}}], "atomic": False}
    talk.post("S/programs", request, 202, headers=keyed("k"))
    time.sleep(0.4)
    problem = talk.post("S/programs", request, 404, headers=keyed("k"))
    assert (problem["type"], problem["finished"]) == ("/problems/suspension-not-found", 1)
    assert talk.value("q") == [2.0, 4.0]
