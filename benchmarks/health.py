"""How promptly the server tells that it is alive while a program of two seconds runs."""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Iterator
from statistics import median
from typing import Any

from .run import Result, Run
from .server import Connection, json_request, request
from .timing import Row

SECONDS = 2.0
PAUSE = 0.005
ALIVE = request("GET", "/health/live")
PROGRAMS: dict[str, dict[str, Any]] = {
    "of many small steps": {"op": "rand", "size": [8, 8]},
    "of large steps": {"op": "rand", "size": [2000, 2000]},
}
"""By name the step that is repeated: random numbers are drawn anew each time, whatever becomes of them."""


def results(run: Run) -> Iterator[Result]:
    """The median and the slowest answer, with nothing else to do and during each program."""
    seconds = SECONDS / run.shrink
    with Connection(run.port) as connection:
        taken = {"at rest": _answers(connection, until=lambda started: time.perf_counter() > started + seconds / 2)}
        for name, step in PROGRAMS.items():
            body = {"steps": [{"repeat": {"times": 1_000_000, "steps": [step]}}], "timeout": seconds}
            thread = threading.Thread(target=_program, args=(run.port, body))
            thread.start()
            taken[f"a program {name}"] = _answers(connection, until=functools.partial(_is_over, thread))
            thread.join()
    rest = median(taken["at rest"])
    rows: list[Row] = []
    for name, seconds_each in taken.items():
        usual, slowest = median(seconds_each), max(seconds_each)
        rows.append(Row(f"{name}, median", usual, rest / usual if rows else None))
        rows.append(Row(f"{name}, slowest of {len(seconds_each)}", slowest, rest / slowest))
    yield Result(f"GET /health/live while a program of {seconds:g} seconds runs", "HTTP", rows)


def _program(port: int, body: dict[str, Any]) -> None:
    with Connection(port) as connection:
        status = connection.ask(json_request("/v1/programs", body))[0]
        assert status == 504, status


def _is_over(thread: threading.Thread, _: float) -> bool:
    return not thread.is_alive()


def _answers(connection: Connection, until: Any) -> list[float]:
    taken: list[float] = []
    started = time.perf_counter()
    while not taken or not until(started):
        asked = time.perf_counter()
        status = connection.ask(ALIVE)[0]
        taken.append(time.perf_counter() - asked)
        assert status == 200, status
        time.sleep(PAUSE)
    return taken
