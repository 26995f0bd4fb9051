"""What it costs that changes outlive the server: the same work at servers of each durability."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from typing import Any

from websockets.typing import Subprotocol

import gradwire
from gradwire.remote.websocket import WebSocket

from .load import CONNECTIONS, load
from .mlp import SMALL, STEPS, Loop
from .run import Result, Run
from .server import Connection, json_request, running_server
from .throughput import small_program
from .timing import Stopwatch, looped

KINDS = ("none", "process", "full")
LATENCY = {"process": 1 / 1.5}
THROUGHPUT = {"full": 0.75}
PATIENCE = 60.0
ADD = {"op": "add_", "inputs": ["x", 1], "out": "x"}


def results(run: Run) -> Iterator[Result]:
    """One client that waits for each answer, in four ways; and many at once."""
    with contextlib.ExitStack() as stack:
        ports = {kind: stack.enter_context(running_server(durability=kind)) for kind in KINDS}

        def compare(
            work: str, through: str, begin: Callable[[int], Stopwatch], aims: dict[str, float], **more: Any
        ) -> Result:
            variants = {kind: begin(port) for kind, port in ports.items()}
            return Result(f"durability: {work}", through, run.compare(variants, aims, **more))

        yield compare("one client, an operation", "HTTP", lambda port: _operation(stack, port), LATENCY)
        yield compare("one client, a program by its id", "HTTP", lambda port: _program(stack, port), LATENCY)
        yield compare("one client, a frame", "stream", lambda port: _frame(stack, port), LATENCY)
        steps = f"a step of {SMALL}"
        yield compare(steps, "SDK", lambda port: _training(stack, port), LATENCY, round_seconds=0.1)
        many = f"{CONNECTIONS} clients, a program by its id"
        yield compare(many, "HTTP", _many, THROUGHPUT, rounds=9, round_seconds=0.3)


def _opened(stack: contextlib.ExitStack, port: int) -> tuple[Connection, str]:
    connection = stack.enter_context(Connection(port))
    return connection, f"/v1/sessions/{connection.json('POST', '/v1/sessions', {})['id']}"


def _operation(stack: contextlib.ExitStack, port: int) -> Stopwatch:
    connection, session = _opened(stack, port)
    connection.json("PUT", f"{session}/tensors/x", {"data": [0.5, 1.0, 2.0]})
    prepared = json_request(f"{session}/ops", ADD)
    return looped(lambda: connection.value(prepared))


def _program(stack: contextlib.ExitStack, port: int) -> Stopwatch:
    connection, session = _opened(stack, port)
    prepared = small_program(connection, f"{session}/programs")
    return looped(lambda: connection.value(prepared))


def _frame(stack: contextlib.ExitStack, port: int) -> Stopwatch:
    connection, session = _opened(stack, port)
    connection.json("PUT", f"{session}/tensors/x", {"data": [0.5, 1.0, 2.0]})
    wire = WebSocket(f"http://127.0.0.1:{port}{session}/stream", Subprotocol("gradwire.v1"), {}, PATIENCE)
    stack.callback(wire.close)
    text = json.dumps({"steps": [ADD], "return": ["x"]})[1:]
    number = 0

    def ask() -> None:
        nonlocal number
        number += 1
        wire.send(f'{{"id": {number}, {text}'.encode(), True)
        answer = wire.receive(True)
        assert isinstance(answer, str)
        assert '"problem"' not in answer, answer

    wire.send(json.dumps({"hello": {"stream": "benchmark"}}).encode(), True)
    wire.receive(True)
    return looped(ask)


def _training(stack: contextlib.ExitStack, port: int) -> Stopwatch:
    stack.enter_context(gradwire.Session(f"http://127.0.0.1:{port}"))
    return looped(Loop(gradwire, SMALL).run, STEPS)


def _many(port: int) -> Stopwatch:
    with Connection(port) as connection:
        sessions = [connection.json("POST", "/v1/sessions", {})["id"] for _ in range(CONNECTIONS)]
        return load(port, [small_program(connection, f"/v1/sessions/{session}/programs") for session in sessions])
