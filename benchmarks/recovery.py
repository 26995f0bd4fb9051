"""How fast sessions are stored and come back: snapshots written and read, and entries carried out again."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from .run import Result, Run
from .server import Connection, request, running_server
from .throughput import small_program
from .timing import Row, looped, ratio

MEGABYTES = 200
ENTRIES = 5000
ROUNDS = 5


def results(run: Run) -> Iterator[Result]:
    """Each against what the machine can do at best."""
    with tempfile.TemporaryDirectory(prefix="gradwire-") as name:
        directory = Path(name)
        size = run.size(MEGABYTES * 1_000_000, least=1000)
        wrote, stored = _write(run, directory, size)
        work = f"{size / 1e6:.3g} MB session"
        yield Result(f"{work} into a snapshot, with fsync", "HTTP", _rows("plain file", wrote, "fork", stored))
        read, loaded = _read(run, directory)
        yield Result(f"{work} out of a snapshot", "HTTP", _rows("plain file", read, "first request", loaded))
    first, again = _replay(run, run.size(ENTRIES))
    yield Result("small programs, one entry", "HTTP", _rows("carried out first", first, "carried out again", again))


def _rows(theirs: str, seconds: list[float], ours: str, own: list[float]) -> list[Row]:
    return [Row(theirs, median(seconds), None), Row(ours, median(own), ratio(seconds, own))]


def _rounds(run: Run) -> range:
    return range(min(run.rounds, ROUNDS))


def _timed(work: Callable[..., object], *given: object) -> float:
    started = perf_counter()
    work(*given)
    return perf_counter() - started


def _write(run: Run, directory: Path, size: int) -> tuple[list[float], list[float]]:
    """Seconds of writing so many bytes to a file, and of a fork, for which a changed session is written first."""
    content, file = os.urandom(size), directory / "plain"

    def write() -> None:
        with file.open("wb") as written:
            written.write(content)
            os.fsync(written.fileno())

    plain, stored = [], []
    with running_server(data_dir=directory) as port, Connection(port) as connection:
        session = f"/v1/sessions/{connection.json('POST', '/v1/sessions', {})['id']}"
        path, octets = f"{session}/tensors/x", "application/octet-stream"
        head = request("PUT", path, b"", size, Content_Type=octets, Tensor_Dtype="uint8", Tensor_Shape=f"[{size}]")
        connection.ask(head, content)
        for _ in _rounds(run):
            plain.append(_timed(write))
            connection.json("POST", f"{session}/ops", {"op": "bitwise_not", "inputs": ["x"], "out": "x"})
            stored.append(_timed(connection.json, "POST", f"{session}/forks", {}))
            for one in connection.value(request("GET", "/v1/sessions"))["items"][1:]:
                connection.ask(request("DELETE", f"/v1/sessions/{one['id']}"))
    return plain, stored


def _read(run: Run, directory: Path) -> tuple[list[float], list[float]]:
    """Seconds of reading a file into memory, and until the session has come back that is in the directory."""
    plain, loaded = [], []
    for _ in _rounds(run):
        plain.append(_timed((directory / "plain").read_bytes))
        (snapshot,) = directory.glob("shard-0/snapshots/*.safetensors")
        path = f"/v1/sessions/{snapshot.name.partition('.')[0]}"
        with running_server(data_dir=directory) as port, Connection(port) as connection:
            loaded.append(_timed(connection.value, request("GET", path)))
    return plain, loaded


def _replay(run: Run, entries: int) -> tuple[list[float], list[float]]:
    """Seconds an entry when it is asked for, and when a server begins with what another one has kept."""
    first, again = [], []
    for _ in _rounds(run):
        with tempfile.TemporaryDirectory(prefix="gradwire-") as name:
            kept, copy = Path(name) / "kept", Path(name) / "copy"
            with running_server(data_dir=kept, snapshot_entries=10 * entries) as port, Connection(port) as connection:
                path = f"/v1/sessions/{connection.json('POST', '/v1/sessions', {})['id']}"
                prepared = small_program(connection, f"{path}/programs")
                first.append(looped(partial(connection.value, prepared))(entries) / entries)
                shutil.copytree(kept, copy)  # as after a crash
            with running_server(data_dir=copy) as port, Connection(port) as connection:
                again.append(_timed(connection.value, request("GET", path)) / entries)
    return first, again
