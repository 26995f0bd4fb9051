"""The host's memory is bounded: what does not fit is refused, and all else stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import numpy
import pytest

from gradwire.wire import npy

MB = 1 << 20
LARGE = 25 * MB
"""Elements of 100 MB."""


@pytest.fixture
def http(start_server: Callable[..., str]) -> Any:
    """A client of a server that may have 700 MB."""
    with httpx.Client(base_url=start_server(host_bytes=700 * MB), timeout=60) as client:
        yield client


def make(http: httpx.Client, session: str, name: str, value: float) -> httpx.Response:
    step = {"op": "full", "size": [LARGE], "fill_value": value, "out": name}
    return http.post(f"{session}/ops", json=step)


def filled(http: httpx.Client, session: str) -> int:
    """How many large tensors a session can have."""
    for number in range(7):
        answer = make(http, session, f"t{number}", float(number))
        if answer.status_code != 200:
            assert (answer.status_code, answer.json()["type"]) == (507, "/problems/out-of-memory")
            return number
    raise AssertionError("there was more memory than the server may have")


def test_an_operation_without_room_is_refused_and_all_else_stands(http: httpx.Client) -> None:
    session, other = (http.post("/v1/sessions").headers["location"] for _ in range(2))
    assert http.put(f"{session}/tensors/small", json=[1.0, 2.0]).status_code == 201
    count = filled(http, session)
    assert count >= 3
    for number in range(count):
        at = {"op": "select", "inputs": [f"t{number}"], "dim": 0, "index": -1, "out": "x"}
        assert http.post(f"{session}/ops", json=at).status_code == 200
        assert http.get(f"{session}/tensors/x").json()["data"] == number
    assert http.get(f"{session}/tensors/small").json()["data"] == [1.0, 2.0]
    assert http.put(f"{other}/tensors/small", json=[3.0]).status_code == 201
    assert http.get("/health/ready").status_code == 200
    assert http.delete(f"{session}/tensors/t0").status_code == 204
    assert make(http, session, "again", 9.0).status_code == 200


def test_an_upload_without_room_is_refused(http: httpx.Client) -> None:
    session = http.post("/v1/sessions").headers["location"]
    body = b"".join(npy.encode(numpy.ones(LARGE, numpy.float32)))

    def put(name: str) -> httpx.Response:
        return http.put(f"{session}/tensors/{name}", content=body, headers={"content-type": "application/x-npy"})

    statuses = [put(f"t{number}").status_code for number in range(7)]
    assert statuses == sorted(statuses)
    assert {statuses[0], statuses[-1]} == {201, 507}
    assert http.delete(f"{session}/tensors/t0").status_code == 204
    assert put("again").status_code == 201
