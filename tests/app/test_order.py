"""The order of what the server asks the system: a change is in the log, and on the disk where that is promised, before
the first byte of its answer is written."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.app.steps import op
from tests.app.streaming import opened
from tests.app.tracing import Event, events, expect_strace, traced
from tests.conftest import Server

WAL = "log.sqlite-wal"
SENDING = ("write", "writev", "sendto", "sendmsg")
CLIENTS = 4
LARGE = {"content-type": "application/octet-stream", "tensor-dtype": "uint8", "tensor-shape": "[100000]"}


class Client:
    """Makes changes one after the other, each with a mark that stands in its entry and in its answer."""

    def __init__(self, url: str, name: str) -> None:
        self.url, self.name = url, name
        self.marks: list[str] = []
        self.large: list[str] = []
        """Those whose payload is stored beside its entry."""

    def mark(self) -> str:
        """A new one."""
        self.marks.append(f"mark{self.name}x{len(self.marks)}x")
        return self.marks[-1]

    def work(self) -> None:
        """Change a session in all ways there are."""
        with httpx.Client(base_url=self.url, timeout=60) as http:
            session = http.post("/v1/sessions").headers["location"]
            for _ in range(4):
                self._ask(http, session)
            with opened(self.url, session) as stream:
                for number in range(1, 12, 3):
                    failing = {"id": number + 1, "steps": [op("neg", self.mark())]}
                    well, failed = stream.ask({"id": number, **self._program(self.mark())}, failing)
                    assert "version" in well
                    assert "problem" in failed
                    stream.ask({"id": number + 2, "clear": number + 1})

    @staticmethod
    def _program(mark: str) -> dict[str, Any]:
        return {"steps": [op("ones", size=[1], out=mark)], "return": [mark]}

    def _ask(self, http: httpx.Client, session: str) -> None:
        assert http.post(f"{session}/programs", json=self._program(self.mark())).status_code == 200
        failing = {"steps": [op("ones", size=[1]), op("neg", mark := self.mark())], "atomic": False}
        assert http.post(f"{session}/programs", json=failing).json()["name"] == mark
        assert http.put(f"{session}/tensors/{self.mark()}", json={"data": 1}).status_code == 201
        self.large.append(self.mark())
        body = self.large[-1].encode().ljust(100_000, b".")
        assert http.put(f"{session}/tensors/{self.large[-1]}", content=body, headers=LARGE).status_code == 201


class Order:
    """The events of a server, asked about."""

    def __init__(self, trace: Path) -> None:
        self.events = events(trace)

    def sent(self, mark: str) -> Event:
        """When the first answer with a mark begins to be sent."""
        return next(one for one in self.events if one.call in SENDING and "socket:" in one.file and mark in one.said)

    def written(self, file: str, mark: str) -> Event:
        """When something with a mark is written to a file."""
        return next(one for one in self.events if one.call == "pwrite64" and file in one.file and mark in one.said)

    def synced(self, file: str, after: int) -> Event:
        """When all is on the disk that was written to a file by a line of the trace."""
        return next(
            one for one in self.events if one.call in ("fsync", "fdatasync") and file in one.file and one.begins > after
        )


@pytest.mark.parametrize("durability", ["process", "full"])
def test_no_answer_is_sent_before_its_entry_is_stored(
    launch_server: Callable[..., Server], tmp_path: Path, durability: str
) -> None:
    expect_strace()
    server = launch_server(durability=durability)
    clients = [Client(server.url, str(number)) for number in range(CLIENTS)]
    with traced(server.process.pid, tmp_path / "trace"):
        threads = [threading.Thread(target=client.work) for client in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    order = Order(tmp_path / "trace")
    for client in clients:
        for mark in client.marks:
            sent, written = order.sent(mark), order.written(WAL, mark)
            assert written.ends < sent.begins, mark
            if durability == "full":
                assert order.synced(WAL, written.ends).ends < sent.begins, mark
        for mark in client.large:
            payload, entry = order.written("segments/", mark), order.written(WAL, mark)
            assert payload.ends < entry.begins, mark
            if durability == "full":
                assert order.synced(payload.file, payload.ends).ends < entry.begins, mark
