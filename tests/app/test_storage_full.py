"""A disk that is full: 507, nothing is acknowledged, the session stands, and goes on when there is room."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from tests.app.steps import op
from tests.app.streaming import opened
from tests.conftest import Server

PATIENCE = 60
ROOM = 2 << 20
X = {"x": {"data": [0.0], "dtype": "float64"}}
LARGE = {"content-type": "application/octet-stream", "tensor-dtype": "float64", "tensor-shape": "[20000]"}


class Counting:
    """A session whose x says how many changes were made, and how many of them were acknowledged."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.http = httpx.Client(base_url=server.url, timeout=PATIENCE)
        self.session = self.http.post("/v1/sessions").headers["location"]
        assert self.http.post(f"{self.session}/programs", json={"tensors": X}).status_code == 200
        self.acknowledged = 0

    def add(self, key: str | None = None, junk: int = 0) -> httpx.Response:
        """Add one, by an entry that is larger by so many bytes."""
        steps = [op("add_", "x", 1), op("ones", size=[1], out=f"j{'j' * 100}")] + [op("zeros", size=[1])] * (junk // 30)
        headers = {} if key is None else {"Idempotency-Key": key}
        answer = self.http.post(f"{self.session}/programs", json={"steps": steps, "return": ["x"]}, headers=headers)
        if answer.status_code == 200:
            self.acknowledged += "idempotency-replayed" not in answer.headers
            assert answer.json()["values"]["x"]["data"] == [self.acknowledged], answer.text
        else:
            assert answer.status_code == 507, answer.text
            assert answer.json()["type"] == "/problems/storage-full"
            assert "try again" in answer.json()["detail"]
        return answer

    def put(self) -> httpx.Response:
        """Upload what is stored beside its entry."""
        answer = self.http.put(f"{self.session}/tensors/big", content=os.urandom(160_000), headers=LARGE)
        assert answer.status_code in (200, 201, 507), answer.text
        return answer

    def look(self) -> None:
        """All that was acknowledged is there, and nothing else."""
        assert self.http.get(f"{self.session}/tensors/x").json()["data"] == [self.acknowledged]


def limit(server: Server, size: int) -> None:
    """Let no file of the server grow past that many bytes from now on."""
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def until_refused(work: Callable[[], httpx.Response]) -> None:
    """Do something until there is no room."""
    late = time.monotonic() + PATIENCE
    while work().status_code != 507:
        assert time.monotonic() < late, "there is always room"


@pytest.fixture(params=["process", "full"])
def counting(launch_server: Callable[..., Server], request: pytest.FixtureRequest) -> Iterator[Counting]:
    made = Counting(launch_server(durability=request.param))
    yield made
    made.http.close()


def test_files_that_cannot_grow(counting: Counting) -> None:
    for _ in range(10):
        counting.add()
    limit(counting.server, ROOM)
    for _ in range(2):
        until_refused(lambda: counting.add(f"k{counting.acknowledged}", junk=20_000))
        counting.look()
    refused = f"k{counting.acknowledged}"
    for _ in range(3):
        counting.put()
    assert counting.http.post("/v1/sessions").status_code in (201, 507)
    assert counting.http.get("/health/ready").status_code == 200
    limit(counting.server, resource.RLIM_INFINITY)
    assert "idempotency-replayed" not in counting.add(refused, junk=20_000).headers
    for _ in range(2):
        assert counting.add(refused, junk=20_000).headers["idempotency-replayed"] == "true"
        assert counting.put().status_code in (200, 201)
        counting.look()
        counting.server.restart()


def test_a_payload_that_has_no_room(counting: Counting) -> None:
    assert counting.put().status_code == 201
    counting.add()
    limit(counting.server, 200_000)
    assert counting.put().status_code == 507
    counting.look()
    limit(counting.server, resource.RLIM_INFINITY)
    assert counting.put().status_code == 200
    counting.server.restart()
    counting.look()


def test_frames_are_not_acknowledged(counting: Counting) -> None:
    frame: dict[str, Any] = {"steps": [op("add_", "x", 1)] + [op("zeros", size=[1])] * 1000, "return": ["x"]}
    received = 0
    limit(counting.server, ROOM)
    with contextlib.suppress(ConnectionClosed), opened(counting.server.url, counting.session) as stream:
        while received < 10_000:
            stream.send({"id": received + 1, **frame})
            if stream.wire.close_code is not None:
                break
            assert stream.receive()["values"]["x"]["data"] == [received + 1]
            received += 1
    assert stream.wire.close_code == 1013
    assert "try again" in stream.wire.close_reason
    limit(counting.server, resource.RLIM_INFINITY)
    for _ in range(2):
        with opened(counting.server.url, counting.session, received=received, done=received) as stream:
            (answer,) = stream.ask({"id": received + 1, **frame})
            received += 1
            assert answer["values"]["x"]["data"] == [received]
        counting.server.restart()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of little room."""
    place = tmp_path / "small"
    place.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={2 * ROOM}", "tmpfs"]
    if subprocess.run(["mount", *options, place], capture_output=True, check=False).returncode:
        pytest.skip("a file system of little room can be mounted by root alone")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


@pytest.mark.parametrize("durability", ["process", "full"])
def test_a_full_disk(launch_server: Callable[..., Server], small: Path, durability: str) -> None:
    ballast = small / "ballast"
    ballast.write_bytes(bytes(ROOM))
    counting = Counting(launch_server(durability=durability, data_dir=small / "data", snapshot_entries=20))
    until_refused(lambda: counting.add(junk=20_000))
    until_refused(counting.add)
    until_refused(counting.put)
    counting.look()
    counting.server.restart()  # which needs no room
    counting.look()
    ballast.unlink()
    assert counting.add().status_code == 200
    counting.look()
    counting.server.restart()
    counting.look()
    counting.http.close()


def test_a_snapshot_that_has_no_room(launch_server: Callable[..., Server]) -> None:
    counting = Counting(launch_server(snapshot_entries=10))
    counting.http.post(f"{counting.session}/programs", json={"steps": [op("ones", size=[ROOM], out="big")]})
    limit(counting.server, ROOM)
    for _ in range(20):
        assert counting.add().status_code == 200
    late = time.monotonic() + PATIENCE
    while "no snapshot of" not in counting.server.printed():
        assert time.monotonic() < late
        time.sleep(0.05)
    assert not list((counting.server.directory / "shard-0" / "snapshots").iterdir())
    endless = {"steps": [{"repeat": {"times": 10**6, "steps": [op("add_", "x", 1)]}}], "timeout": 0.3, "atomic": False}
    answer = counting.http.post(f"{counting.session}/programs", json=endless)  # which needs one
    assert answer.json()["type"] == "/problems/storage-full"
    counting.look()
    limit(counting.server, resource.RLIM_INFINITY)
    counting.server.restart()
    counting.look()
    assert counting.add().status_code == 200
    counting.http.close()
