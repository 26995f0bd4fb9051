"""Requests to sessions that leave nothing behind are answered from their numbers alone, and nobody can tell."""

from __future__ import annotations

import json
import re
import socket
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx
import numpy
import pytest

from app.prepared import Prepared
from gradwire.wire import safetensors
from tests.app.conftest import Client
from tests.app.steps import backward, op
from tests.app.twins import Twins

SAFETENSORS = "application/vnd.safetensors"
STEPS = [op("mul", "_x", "_x"), op("sum", "_", out="_loss"), backward("_loss")]
ASKED = {"steps": STEPS, "tensors": {"_x": {"data": [1.0, 2.0], "requires_grad": True}}, "return": ["_loss", "_x.grad"]}


@pytest.fixture
def twins(make_client: Callable[..., Client]) -> Twins:
    return Twins(make_client)


AT_ONCE = pytest.mark.cpu_only("what is prepared is answered at once, without a wait for a GPU")


def prepared(twins: Twins) -> list[Prepared]:
    """How the requests of the session with plans are answered that it remembers."""
    readings = twins.clients[1].app.state.store.all()[0].programs._readings.values()
    return [reading.prepared for reading in readings if reading.prepared is not None]


def ask(twins: Twins, fields: dict[str, Any] | None = None, times: int = 4) -> None:
    """The same request some times, after which both sessions must be the same."""
    for _ in range(times):
        twins.program(**ASKED | (fields or {}))


@AT_ONCE
def test_the_same_text(twins: Twins) -> None:
    ask(twins)
    assert len(prepared(twins)) == 1
    ask(twins, {"tensors": {"_x": {"data": [3.0, 4.0], "requires_grad": True}}})
    assert len(prepared(twins)) == 2
    twins.program(op("neg", "z", out="named"), tensors={"z": [1.0]})
    twins.look()
    assert twins.plans.counts.hits == 2 * 4 - 1, "numbers in a text are inputs of its plan"


@AT_ONCE
def test_arrays_behind_the_same_text(twins: Twins) -> None:
    program = {"steps": STEPS, "tensors": {"_x": {"requires_grad": True}}, "return": ["_loss", "_x.grad"]}
    for numbers in ([1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [float("nan"), 7.0], [8.0, 9.0]):
        body = safetensors.encode({"_x": numpy.array(numbers, numpy.float32)}, {"program": json.dumps(program)})
        twins.ask(
            "POST",
            "S/programs",
            content=b"".join(body),
            headers={"Content-Type": SAFETENSORS, "Accept": "application/json"},
        )
    assert len(prepared(twins)) == 1
    twins.look()


def test_what_takes_or_leaves_something_is_not_prepared(twins: Twins) -> None:
    twins.program(tensors={"w": {"data": [1.0, 2.0], "requires_grad": True}})
    for steps, returned in (
        ([op("mul", "_x", "w", out="_y")], "_y"),
        ([op("mul", "_x", 2, out="y")], "y"),
        ([op("mul", "_x", 2, out="_y"), {"bind": {"w": "_y"}}], "_y"),
        ([op("rand", size=[2], out="_y")], "_y"),
    ):
        ask(twins, {"steps": steps, "return": [returned]})
    assert prepared(twins) == []
    twins.look()


def test_numbers_of_tensors_that_are_told_count_on(make_client: Callable[..., Client]) -> None:
    client = make_client()
    asked = ASKED | {"info": ["_loss"]}
    told = [client.post("S/programs", json=asked).json()["info"]["_loss"]["id"] for _ in range(6)]
    assert len(set(told)) == 6


@AT_ONCE
def test_between_requests_the_session_becomes_otherwise(twins: Twins) -> None:
    twins.program(tensors={"x": {"data": [1.0], "requires_grad": True}})
    changes: list[tuple[str, str, Any]] = [
        ("PATCH", "S", {"dtype": "float64"}),
        ("PUT", "S/grad-mode", {"enabled": False}),
        ("PUT", "S/grad-mode", {"enabled": True, "anomaly": True}),
        ("PUT", "S/grad-mode", {"anomaly": False}),
        ("POST", "S/programs", {"steps": [{"hook": {"tensor": "x", "name": "h"}}]}),
    ]
    ask(twins)
    assert len(prepared(twins)) == 1
    for method, path, body in changes:
        twins.ask(method, path, json=body)
        ask(twins)
        twins.look()
    assert twins.plans.counts.hits == 3 + 4 + 4, "none without a graph, in anomaly mode, and where there are hooks"


def test_conditions_of_a_request(twins: Twins) -> None:
    ask(twins)
    for version in ('"4"', '"4"', '"5"'):
        twins.ask("POST", "S/programs", json=ASKED, headers={"If-Match": version})
    for key in ("a", "a", "b"):
        twins.ask("POST", "S/programs", json=ASKED, headers={"Idempotency-Key": key})
    twins.look()


def test_an_answer_that_json_cannot_carry(make_client: Callable[..., Client]) -> None:
    client = make_client(json_elements=8)
    program = {"steps": [op("expand", "_x", size=[3, 4], out="_y")], "tensors": {"_x": 1.0}, "return": ["_y"]}
    for _ in range(4):
        refused = client.post("S/programs", json=program)
        assert (refused.status_code, refused.json()["pointer"]) == (406, "/return")
    assert client.get("S").json()["version"] == 0


def test_prepared_requests_among_others_on_one_connection(server: str) -> None:
    """Sent ahead, in pieces, with ids, with conditions: each has its own answer, in order."""
    parts = urlsplit(server)
    session = httpx.post(f"{server}/v1/sessions").headers["location"]
    path, asked = f"{session}/programs", json.dumps(ASKED)
    for _ in range(3):
        httpx.post(f"{server}{path}", content=asked, headers={"Content-Type": "application/json"})

    def request(method: str, path: str, body: str = "", **headers: str) -> bytes:
        fields = {"Host": parts.netloc, "Content-Type": "application/json", "Content-Length": str(len(body)), **headers}
        written = "".join(f"{name}: {text}\r\n" for name, text in fields.items())
        return f"{method} {path} HTTP/1.1\r\n{written}\r\n{body}".encode()

    program = {"X-Request-ID": "program"}
    wishes = [
        request("POST", path, asked, **program),
        request("GET", session, **{"X-Request-ID": "look"}),
        request("POST", path, asked, **program),
        request("POST", path, asked, **program, **{"If-Match": '"1"'}),
        request("POST", path, asked + "}", **program),
        request("POST", f"{path}?a=1", asked, **program),
        request("POST", path, asked, **program, Accept="text/html"),
        request("POST", path, asked, **program, Connection="close"),
    ]
    sent = b"".join(wishes)
    for size in (len(sent), 1000, 77):
        version = httpx.get(f"{server}{session}").json()["version"]
        with socket.create_connection((parts.hostname, parts.port), timeout=10) as wire:
            for start in range(0, len(sent), size):
                wire.sendall(sent[start : start + size])
                time.sleep(0.001)
            heads, bodies = answers(b"".join(iter(lambda: wire.recv(1 << 16), b"")))
        assert [head.split()[0] for head in heads] == ["200", "200", "200", "412", "400", "422", "406", "200"]
        assert [re.findall(r"x-request-id: (\w+)", head) == ["program"] for head in heads] == [True, False, *[True] * 6]
        changed = [body.get("version", 0) - version for body, head in zip(bodies, heads, strict=True) if "200" in head]
        assert changed == [1, 1, 2, 3]
        assert all(bodies[place]["values"]["_x.grad"]["data"] == [2.0, 4.0] for place in (0, 2, 7))


def answers(received: bytes) -> tuple[list[str], list[Any]]:
    """The heads of some answers in lower case, from their status on, and their bodies."""
    heads, bodies = [], []
    while received:
        head, _, received = received.partition(b"\r\n\r\n")
        heads.append(head.decode().lower().removeprefix("http/1.1 "))
        size = int(re.findall(r"content-length: (\d+)", heads[-1])[0])
        bodies.append(json.loads(received[:size]))
        received = received[size:]
    return heads, bodies


def test_prepared_requests_are_counted(server: str) -> None:
    def counted() -> float:
        text = httpx.get(f"{server}/metrics").text
        return float(re.findall(r'^gradwire_requests_total\{method="POST",status="200"\} (\S+)', text, re.MULTILINE)[0])

    with httpx.Client(base_url=server) as client:
        ids = [client.post("/v1/programs", json=ASKED).headers["x-request-id"] for _ in range(3)]
        before = counted()
        ids += [client.post("/v1/programs", json=ASKED).headers["x-request-id"] for _ in range(3)]
        assert counted() == before + 3
    assert len(set(ids)) == 6
