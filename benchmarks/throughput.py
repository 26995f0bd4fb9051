"""Requests a second at 32 connections: a small program, against a bare ASGI application on the same uvicorn."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from .load import CONNECTIONS, load
from .run import Result, Run
from .server import PORT, Connection, json_request, request, running

UVICORN = ["--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning", "--lifespan", "off"]
TENSORS = {"_x": [0.5, 1.0, 2.0]}
STEPS = [{"op": "mul", "inputs": ["_x", 2]}, {"op": "add", "inputs": ["_", 1], "out": "_y"}]


def results(run: Run) -> Iterator[Result]:
    """Each connection has a session of its own and sends a program of two operations by its id."""
    with Connection(run.port) as connection:
        sessions = [connection.json("POST", "/v1/sessions", {})["id"] for _ in range(CONNECTIONS)]
        known = [small_program(connection, f"/v1/sessions/{session}/programs") for session in sessions]
        command = [sys.executable, "-m", "uvicorn", "--port", PORT, *UVICORN, "benchmarks.bare:echo"]
        with running(command, "/") as port:
            variants = {
                "bare ASGI application": load(port, [json_request("/", {"tensors": TENSORS})] * CONNECTIONS),
                "program by its id": load(run.port, known),
            }
            rows = run.compare(variants, {"program by its id": 0.5}, rounds=9, round_seconds=0.3)
        for session in sessions:
            connection.ask(request("DELETE", f"/v1/sessions/{session}"))
    yield Result(f"requests at {CONNECTIONS} connections, small program", "HTTP", rows)


def small_program(connection: Connection, path: str) -> bytes:
    """The bytes of a request for the small program by its id."""
    answer = connection.json("POST", path, {"tensors": TENSORS, "steps": STEPS, "return": ["_y"]})
    assert answer["values"]["_y"]["data"] == [2.0, 3.0, 5.0], answer
    return json_request(path, {"program": answer["program"], "tensors": TENSORS})
