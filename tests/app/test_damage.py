"""Damage to what is stored: that session says so, the others serve, and it can be closed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import httpx
import numpy
import pytest
from websockets.exceptions import ConnectionClosed

from tests.app.steps import op
from tests.app.streaming import plain
from tests.conftest import Server

Change = Callable[[Path], None]
CHANGES = 30
SOUND = 3
"""Sessions that nothing happens to."""


def flip(path: Path) -> None:
    """Change a byte in the middle."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def truncate(path: Path) -> None:
    """Lose the second half."""
    os.truncate(path, path.stat().st_size // 2)


class Kept:
    """A server, and sessions that have a snapshot, entries behind it and a large payload."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.http = httpx.Client(base_url=server.url, timeout=60)
        self.sessions: list[str] = []
        self.versions: dict[str, int] = {}

    @property
    def shard(self) -> Path:
        return self.server.directory / "shard-0"

    def open(self, count: int) -> None:
        """Open sessions, and change them."""
        large = numpy.arange(20_000.0)
        headers = {"content-type": "application/octet-stream", "tensor-dtype": "float64", "tensor-shape": "[20000]"}
        for _ in range(count):
            session = self.http.post("/v1/sessions", json={"seed": 0}).headers["location"]
            self.sessions.append(session)
            for _ in range(CHANGES):
                assert self.change(session).status_code == 200
            answer = self.http.put(f"{session}/tensors/big", content=large.tobytes(), headers=headers)
            assert answer.status_code == 201
            self.versions[session] = CHANGES + 1
        while not all(f"a snapshot of {id_of(session)}" in self.server.printed() for session in self.sessions):
            time.sleep(0.05)

    def change(self, session: str) -> httpx.Response:
        """Change a session."""
        answer = self.http.post(f"{session}/programs", json={"steps": [op("ones", size=[2], out="x")]})
        if answer.status_code == 200 and session in self.versions:
            self.versions[session] += 1
        return answer

    def damage(self, kind: str, change: Change) -> None:
        """Change the one file of that kind that the next session has."""
        (path,) = (self.shard / kind).glob(f"{id_of(self._next())}.*")
        change(path)

    def damage_row(self, statement: str, entry: int) -> None:
        """Change the log itself, as a disk may, at an entry of the next session."""
        number = self.sessions.index(self._next()) + 1
        with closing(sqlite3.connect(self.shard / "log.sqlite")) as connection, connection:
            assert connection.execute(statement, [(number << 32) + entry]).rowcount == 1

    def _next(self) -> str:
        """A session that was sound so far."""
        session = next(session for session in self.sessions if session in self.versions)
        del self.versions[session]
        return session

    def look(self) -> None:
        """What is damaged says so, and all else is as it was, and takes changes."""
        damaged = [session for session in self.sessions if session not in self.versions]
        for session in damaged:
            for answer in (self.http.get(session), self.change(session), self.http.get(f"{session}/tensors/x")):
                assert answer.status_code == 500, answer.text
                assert answer.headers["content-type"] == "application/problem+json"
                problem = answer.json()
                assert problem["type"] == "/problems/session-damaged"
                assert "Put a copy of the data directory in its place, or close the session." in problem["detail"]
            with pytest.raises(ConnectionClosed) as closed, plain(self.server.url, session) as wire:
                wire.recv(timeout=30)
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 4410
        listed = self.http.get("/v1/sessions").json()
        assert {one["id"]: one["version"] for one in listed["items"]} == {
            id_of(session): version for session, version in self.versions.items()
        }
        assert listed["damaged"] == list(map(id_of, damaged))
        for session in self.versions:
            assert self.change(session).status_code == 200

    def close_damaged(self) -> None:
        """Close what is damaged, of which nothing is left then and later."""
        for session in [session for session in self.sessions if session not in self.versions]:
            assert self.http.delete(session).status_code == 204
            assert self.http.get(session).status_code == 404
            self.sessions.remove(session)
        self.look()
        self.server.restart()
        self.look()
        ids = {
            path.name.partition(".")[0] for kind in ("segments", "snapshots") for path in (self.shard / kind).iterdir()
        }
        assert ids == set(map(id_of, self.sessions))


def id_of(session: str) -> str:
    return session.rpartition("/")[2]


@pytest.fixture
def kept(launch_server: Callable[..., Server]) -> Iterator[Kept]:
    made = Kept(launch_server(snapshot_entries=20))
    yield made
    made.http.close()


def test_damage_is_of_that_session_alone(kept: Kept) -> None:
    kept.open(9 + SOUND)
    kept.server.kill()
    for change in (flip, truncate, Path.unlink):
        kept.damage("segments", change)
        kept.damage("snapshots", change)
    kept.damage_row("UPDATE entries SET record = zeroblob(100) WHERE row = ?", 0)  # its own record
    kept.damage_row("UPDATE entries SET record = zeroblob(100) WHERE row = ?", CHANGES)
    kept.damage_row("DELETE FROM entries WHERE row = ?", CHANGES)
    assert len(kept.versions) == SOUND
    kept.server.start()
    kept.look()
    kept.server.restart()
    kept.look()
    kept.close_damaged()


def test_what_is_damaged_is_back_with_its_files(kept: Kept, tmp_path: Path) -> None:
    kept.open(1)
    version = kept.versions[kept.sessions[0]]
    kept.server.kill()
    shutil.copytree(kept.shard, tmp_path / "copy")
    kept.damage("snapshots", Path.unlink)
    kept.server.start()
    kept.look()
    kept.server.kill()
    shutil.rmtree(kept.shard)
    shutil.move(tmp_path / "copy", kept.shard)
    kept.server.start()
    assert kept.http.get(kept.sessions[0]).json()["version"] == version


def test_a_byte_of_the_write_ahead_log(kept: Kept) -> None:
    kept.open(SOUND)
    kept.server.restart()
    wal = kept.shard / "log.sqlite-wal"
    kept.look()
    before = wal.stat().st_size
    kept.change(kept.sessions[0])
    after = wal.stat().st_size
    assert before < after, "what was written is in a part of the file that has been used before"
    kept.server.kill()
    del kept.versions[kept.sessions[0]]
    data = bytearray(wal.read_bytes())
    data[(before + after) // 2] ^= 1
    wal.write_bytes(data)
    kept.server.start()
    kept.look()
    assert list(kept.shard.glob("log.sqlite-wal.damaged-*"))
    kept.close_damaged()


def test_a_torn_tail_is_dropped(kept: Kept) -> None:
    kept.open(SOUND)
    kept.server.kill()
    wal = kept.shard / "log.sqlite-wal"
    with wal.open("ab") as file:  # a transaction that the kill let begin
        file.write(wal.read_bytes()[-4120:][:2000])
    kept.server.start()
    kept.look()


def of_another_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 7")


def begin_otherwise(path: Path) -> None:
    path.write_bytes(b"another" + path.read_bytes()[7:])


def test_a_log_that_cannot_be_read_at_all(kept: Kept) -> None:
    kept.open(1)
    kept.server.kill()
    with closing(sqlite3.connect(kept.shard / "log.sqlite")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(kept.shard, copy := kept.shard.with_name("copy"))
    changes: dict[Change, str] = {
        Path.unlink: "log.sqlite is missing or empty",
        lambda path: os.truncate(path, 0): "log.sqlite is missing or empty",
        begin_otherwise: "file is not a database",
        of_another_version: "of version 7 of the log, and this gradwire reads version 1",
    }
    for change, reason in changes.items():
        change(kept.shard / "log.sqlite")
        line = kept.server.refusal()
        assert reason in line
        assert line.count("\n") == 1
        shutil.rmtree(kept.shard)
        shutil.copytree(copy, kept.shard)
    kept.server.start()
    kept.look()


def test_a_directory_has_one_server(kept: Kept) -> None:
    kept.open(1)
    assert kept.server.refusal() == (
        f"{kept.shard} is in use by another server: stop it, or give this one another directory. "
        "GRADWIRE_DATA_DIR names another one; with GRADWIRE_DURABILITY=none nothing is kept.\n"
    )
    kept.look()
