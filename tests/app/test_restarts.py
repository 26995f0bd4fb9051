"""What is left of sessions, streams and keys when a server is killed and started again, also with other settings."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy
import pytest

from tests.app.steps import DOUBLE, P, backward, op
from tests.app.streaming import open_session, opened
from tests.conftest import Server

PATIENCE = 60
X = {"x": {"data": [1.0], "dtype": "float64"}}
ADD = {"steps": [op("add_", "x", 1)], "return": ["x"]}


class Kept:
    """A server, and a session of it."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.http = httpx.Client(base_url=server.url, timeout=PATIENCE)
        self.session = self.http.post("/v1/sessions", json={"seed": 0}).headers["location"]
        self.post({"tensors": X})

    def post(self, program: Any, key: str | None = None, path: str = "programs", status: int = 200) -> httpx.Response:
        """The answer to a program."""
        headers = {} if key is None else {"Idempotency-Key": key}
        response = self.http.post(f"{self.session}/{path}", json=program, headers=headers)
        assert response.status_code == status, response.text
        return response

    def x(self) -> Any:
        """The value of x."""
        return self.http.get(f"{self.session}/tensors/x").json()["data"][0]

    @property
    def snapshots(self) -> list[Path]:
        return list((self.server.directory / "shard-0" / "snapshots").glob("*.safetensors"))


@pytest.fixture
def keep(launch_server: Callable[..., Server]) -> Iterator[Callable[..., Kept]]:
    """Starts servers of these settings with a session."""
    made: list[Kept] = []

    def begin(**settings: object) -> Kept:
        made.append(Kept(launch_server(**settings)))
        return made[-1]

    yield begin
    for kept in made:
        kept.http.close()


def until(condition: Callable[[], Any]) -> None:
    """Wait until something is so."""
    late = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < late
        time.sleep(0.005)


def test_keys_from_before_a_cut_have_their_answers(keep: Callable[..., Kept]) -> None:
    kept = keep(snapshot_entries=10)
    first = kept.post(ADD, "first")
    failing = {"steps": [op("add_", "x", 1), op("add", "x", "gone")], "atomic": False}
    failed = kept.post(failing, "failed", status=404)
    for _ in range(20):
        kept.post(ADD)
    until(lambda: kept.snapshots)
    for _ in range(2):
        again = kept.post(ADD, "first")
        assert (again.content, again.headers["Idempotency-Replayed"]) == (first.content, "true")
        problem = kept.post(failing, "failed", status=404).json()
        assert problem == failed.json() | {"request_id": problem["request_id"]}
        assert kept.post({"steps": []}, "first", status=422).json()["type"] == "/problems/idempotency-key-reused"
        assert kept.x() == 23
        kept.server.restart()


def test_a_recovery_that_took_long_is_not_made_again(keep: Callable[..., Kept]) -> None:
    kept = keep()
    long = {"steps": [{"repeat": {"times": 1000, "steps": [op("randn", size=[100_000])]}}]}
    assert kept.http.post(f"{kept.session}/programs", json=long).is_success
    kept.server.restart()
    assert not kept.snapshots
    assert kept.http.get(kept.session).is_success
    until(lambda: kept.snapshots)


def test_a_session_is_opened_once(keep: Callable[..., Kept]) -> None:
    kept = keep()
    headers = {"Idempotency-Key": "open"}
    first = kept.http.post("/v1/sessions", json={"seed": 1}, headers=headers)
    kept.server.restart()
    again = kept.http.post("/v1/sessions", json={"seed": 1}, headers=headers)
    assert (again.status_code, again.content) == (201, first.content)
    other = kept.http.post("/v1/sessions", json={"seed": 2}, headers=headers)
    assert other.json()["type"] == "/problems/idempotency-key-reused"
    assert len(kept.http.get("/v1/sessions").json()["items"]) == 2


def test_a_key_is_in_flight_until_its_request_is_answered(keep: Callable[..., Kept]) -> None:
    kept = keep()
    long = {"steps": [{"repeat": {"times": 30_000, "steps": [op("add_", "x", 1)]}}]}
    asking = threading.Thread(target=kept.post, args=[long, "long"])
    asking.start()
    with httpx.Client(base_url=kept.server.url, timeout=PATIENCE) as other:
        until(lambda: other.get("/metrics").status_code == 200)
        seen = set()
        while asking.is_alive():
            answer = other.post(f"{kept.session}/programs", json=long, headers={"Idempotency-Key": "long"})
            seen.add(answer.json().get("type"))
    asking.join()
    assert "/problems/idempotency-key-in-flight" in seen
    assert seen <= {"/problems/idempotency-key-in-flight", None}
    assert kept.x() == 30_001


def test_a_stream_goes_on_after_its_last_frame(keep: Callable[..., Kept]) -> None:
    kept = keep()
    url, session = kept.server.url, kept.session
    with opened(url, session) as stream:
        answers = stream.ask(*({"id": id, **ADD} for id in range(1, 6)))
        stream.send_binary({"id": 6, "steps": [], "return": ["big"]}, big=numpy.arange(20_000.0))
        large = stream.receive()
        failed, skipped = stream.ask({"id": 7, "steps": [op("add", "x", "gone")]}, {"id": 8, **ADD})
    for end in (kept.server.kill, kept.server.end):
        end()
        kept.server.start()
        with opened(url, session, received=2, done=8) as stream:
            assert [stream.receive() for _ in range(3)] == answers[2:]
            again = stream.receive()
            assert numpy.array_equal(again.pop("arrays")["big"], large["arrays"]["big"])
            assert again == {name: value for name, value in large.items() if name != "arrays"}
            assert [stream.receive(), stream.receive()] == [failed, skipped]
            assert stream.ask({"id": 4, **ADD}) == [answers[3]], "it was carried out before"
            (still,) = stream.ask({"id": 8, **ADD})
            assert still["problem"]["cause"] == 7
    with opened(url, session, received=8, done=8) as stream:
        assert stream.ask({"id": 9, "clear": 7, **ADD})[0]["values"]["x"]["data"] == [7.0]


def test_a_pass_of_a_stream_waits_on(keep: Callable[..., Kept]) -> None:
    kept = keep()
    with opened(kept.server.url, kept.session) as stream:
        stream.ask({"id": 1, "steps": DOUBLE, "tensors": P})
        (asked,) = stream.ask({"id": 2, "steps": [backward("loss")], "return": ["p.grad"]})
    kept.server.restart()
    with opened(kept.server.url, kept.session, received=1, done=2) as stream:
        again = stream.receive()
        asked["suspended"]["expires_at"] = again["suspended"]["expires_at"]  # it has all its time once more
        assert again == asked
        (answer,) = stream.ask({"id": 3, "clear": 2, "suspension": asked["suspended"]["id"], "gradients": [[2.0, 2.0]]})
        assert answer["values"]["p.grad"]["data"] == [2.0, 2.0]


def test_idle_sessions_leave_the_memory_and_come_back(keep: Callable[..., Kept]) -> None:
    kept = keep(idle_seconds=0.5)
    headers = {"content-type": "application/octet-stream", "tensor-dtype": "float64", "tensor-shape": "[20000]"}
    kept.http.put(f"{kept.session}/tensors/big", content=bytes(160_000), headers=headers)
    until(lambda: kept.snapshots and not list((kept.server.directory / "shard-0" / "segments").iterdir()))
    until(lambda: "leaves the memory" in kept.server.printed())
    assert kept.x() == 1
    assert "is back" in kept.server.printed()
    kept.server.restart()
    assert kept.x() == 1


def test_time_to_live_goes_on(keep: Callable[..., Kept]) -> None:
    kept = keep(session_ttl=2.5, idle_seconds=0.1)
    own = open_session(kept.server.url, ttl=1000)
    kept.server.restart()
    began = time.monotonic()
    listed = kept.http.get("/v1/sessions").json()["items"]
    assert [one["ttl"] for one in listed] == [2.5, 1000]
    until(lambda: len(kept.http.get("/v1/sessions").json()["items"]) == 1)  # to look at the list is no use of a session
    assert time.monotonic() - began > 2
    assert kept.http.get(kept.session).status_code == 404
    kept.server.end()  # killed it may be back: it is forgotten beside all else
    kept.server.start()
    assert kept.http.get(kept.session).status_code == 404
    assert kept.http.get(own).status_code == 200


def test_what_is_closed_stays_closed(keep: Callable[..., Kept]) -> None:
    kept = keep()
    assert kept.http.delete(kept.session).status_code == 204
    for end in (kept.server.kill, kept.server.end):
        end()
        kept.server.start()
        assert kept.http.get(kept.session).status_code == 404
        assert kept.http.get("/v1/sessions").json()["items"] == []


def test_limits_that_are_lower_now_keep_nothing_from_coming_back(keep: Callable[..., Kept]) -> None:
    kept = keep()
    kept.http.put(f"{kept.session}/tensors/y", json={"data": [1.0] * 1000})
    kept.post({"steps": [op("add_", "x", 1)] * 50})
    kept.post({"steps": [op("ones", size=[5000], out="z")]})
    kept.post({"steps": [{"repeat": {"times": 1000, "steps": [op("add_", "x", 1)]}}]})
    lower = {"json_elements": 10, "tensor_bytes": 100, "program_steps": 5, "loop_rounds": 10, "json_bytes": 2000}
    for end in (kept.server.kill, kept.server.end):
        end()
        kept.server.start(**lower, body_bytes=4000, session_programs=1, session_streams=1, program_seconds=0.001)
        assert kept.x() == 1051
        assert kept.post(ADD).json()["values"]["x"]["data"] == [1052.0]
        kept.post({"steps": [op("sub_", "x", 1)]})
        for refused, status in (
            ({"steps": [op("add_", "x", 1)] * 50}, 422),
            ({"steps": [op("ones", size=[5000])]}, 422),
        ):
            kept.post(refused, status=status)


def test_without_durability_nothing_is_kept(keep: Callable[..., Kept]) -> None:
    kept = keep(durability="none")
    kept.server.restart()
    assert kept.http.get(kept.session).status_code == 404
    assert not (kept.server.directory / "shard-0").exists()


@pytest.mark.parametrize("key", [None, "k"])
def test_a_program_that_took_too_long_stands_as_far_as_it_came(keep: Callable[..., Kept], key: str | None) -> None:
    kept = keep()
    endless = {"steps": [{"repeat": {"times": 10**6, "steps": [op("add_", "x", 1)]}}], "timeout": 0.3, "atomic": False}
    problem = kept.post(endless, key, status=504).json()
    came_to = kept.x()
    assert came_to > 1
    for end in (kept.server.kill, kept.server.end):
        end()
        kept.server.start()
        assert kept.x() == came_to
        if key is not None:
            again = kept.post(endless, key, status=504).json()
            assert again == problem | {"request_id": again["request_id"]}
    assert kept.post(ADD).json()["values"]["x"]["data"] == [came_to + 1]


def test_a_program_that_took_too_long_and_was_not_answered(keep: Callable[..., Kept]) -> None:
    """Where it was stopped nobody can find again; so a snapshot is made before the answer, and killed here."""
    kept = keep()
    kept.post({"steps": [op("ones", size=[50_000_000], out="big")]})
    endless = {"steps": [{"repeat": {"times": 10**6, "steps": [op("add_", "x", 1)]}}], "timeout": 0.3, "atomic": False}
    lost: list[Any] = []

    def ask() -> None:
        with pytest.raises(httpx.TransportError):
            lost.append(kept.post(endless, "k").text)

    asking = threading.Thread(target=ask)
    asking.start()
    aside = kept.server.directory / "shard-0" / "snapshots"
    until(lambda: any(path.name.endswith(".aside") for path in aside.iterdir()))
    kept.server.restart()
    asking.join()
    assert not lost, "it was answered before"
    assert kept.x() == 1
    kept.post(endless, "k", status=504)
    came_to = kept.x()
    assert came_to > 1
    kept.server.restart()
    assert kept.x() == came_to
