"""Payloads that no entry refers to in the end."""

from __future__ import annotations

import itertools
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from app.durable.records import Place
from app.durable.segments import Segments

LARGE = b"x" * 100_000


@pytest.fixture
def segments(tmp_path: Path) -> Segments:
    return Segments(tmp_path, full=False)


def test_the_room_of_the_last_one_is_free_at_once(segments: Segments, tmp_path: Path) -> None:
    kept = segments.store("s", LARGE)
    for _ in range(5):
        segments.discard("s", segments.store("s", b"y" * 50_000))
    assert (tmp_path / "s.1").stat().st_size == len(LARGE)
    again = segments.store("s", b"z" * 10)
    assert again.offset == len(LARGE)
    assert (segments.load("s", kept), segments.load("s", again)) == (LARGE, b"z" * 10)


def test_what_stands_before_another_stays(segments: Segments, tmp_path: Path) -> None:
    first, second = segments.store("s", LARGE), segments.store("s", b"z" * 10)
    segments.discard("s", first)
    assert segments.load("s", second) == b"z" * 10
    segments.refer("s", second, 1)
    segments.cut("s", 1)
    assert not list(tmp_path.iterdir()), "nobody waits for what was discarded"


def test_requests_that_fail_fill_no_disk(running_server: Any, http: Any, session: str) -> None:
    """A large upload that is refused leaves nothing, one that stands is there."""
    body = {"tensors": {"x": [0.0] * 50_000}, "steps": [{"op": "matmul", "inputs": ["x", "gone"]}]}
    folder = running_server.directory / "shard-0" / "segments"

    def size() -> int:
        return sum(path.stat().st_size for path in folder.glob(f"{session.rsplit('/', 1)[1]}.*"))

    for _ in range(3):
        assert http.post(f"{session}/programs", json=body).status_code == 404
    assert size() == 0
    assert http.post(f"{session}/programs", json={"tensors": body["tensors"]}).status_code == 200
    assert size() > 200_000


def test_those_that_come_first_and_together_are_all_stored(segments: Segments) -> None:
    bodies = [bytes([number]) * 10_000 for number in range(8)]
    together = threading.Barrier(len(bodies))

    def store(id: str, body: bytes) -> Place:
        together.wait()
        return segments.store(id, body)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(len(bodies)) as threads:
            for turn in range(1000):
                id = f"s{turn}"
                places = list(threads.map(store, itertools.repeat(id), bodies))
                assert [segments.load(id, place) for place in places] == bodies, f"session {turn}"
    finally:
        sys.setswitchinterval(interval)
