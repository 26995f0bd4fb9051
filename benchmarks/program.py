"""A program of 20 ops on 8 KB, forward and backward, in one request."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy
import torch

import gradwire
from gradwire.wire import safetensors

from .run import Result, Run
from .server import Connection, request
from .timing import looped

ROUNDS = 6
VALUES = numpy.linspace(-1.0, 1.0, 2048, dtype=numpy.float32)
FORMAT = "application/vnd.safetensors"


def gradient(library: Any) -> Any:
    """The gradient of a chain of 20 ops at VALUES, as a NumPy array."""
    x = library.tensor(VALUES, requires_grad=True)
    y = x
    for _ in range(ROUNDS):
        y = library.tanh(y * 0.5 + 1.0)
    (y * y).sum().backward()
    return x.grad.numpy()


def steps() -> list[dict[str, Any]]:
    """The same chain in the server's words."""
    chain: list[dict[str, Any]] = []
    previous = "_x"
    for _ in range(ROUNDS):
        chain.append({"op": "mul", "inputs": [previous, 0.5]})
        chain.append({"op": "add", "inputs": ["_", 1.0]})
        chain.append({"op": "tanh", "inputs": ["_"]})
        previous = "_"
    chain.append({"op": "mul", "inputs": ["_", "_"]})
    chain.append({"op": "sum", "inputs": ["_"]})
    return [*chain, {"backward": {"tensors": ["_"]}}]


def results(run: Run) -> Iterator[Result]:
    """PyTorch in process, the SDK, and a bare socket that says the program whole or by the id the server gave it."""
    with Connection(run.port) as connection:
        session = connection.json("POST", "/v1/sessions", {})["id"]
        path = f"/v1/sessions/{session}/programs"
        options = {"_x": {"requires_grad": True}}
        whole = _body(path, {"tensors": options, "steps": steps(), "return": ["_x.grad"]})
        arrays, answer = _read(connection.ask(whole))
        known = _body(path, {"program": answer["program"], "tensors": options})
        expected = gradient(torch)
        for ours in (arrays["_x.grad"], _read(connection.ask(known))[0]["_x.grad"], gradient(gradwire)):
            numpy.testing.assert_allclose(ours, expected, rtol=1e-5)
        rows = run.compare(
            {
                "PyTorch, in process": looped(lambda: gradient(torch)),
                "socket, program whole": looped(lambda: connection.ask(whole)),
                "socket, program by id": looped(lambda: connection.ask(known)),
                "SDK": looped(lambda: gradient(gradwire)),
            },
            {"socket, program whole": 1.0, "socket, program by id": 1.0},
        )
        connection.ask(request("DELETE", f"/v1/sessions/{session}"))
        yield Result("20-op program, forward and backward, 8 KB tensor up, one request", "HTTP", rows)


def _body(path: str, document: dict[str, Any]) -> bytes:
    body = b"".join(safetensors.encode({"_x": VALUES}, {"program": json.dumps(document)}))
    return request("POST", path, body, Content_Type=FORMAT, Accept=FORMAT)


def _read(answer: tuple[int, bytes | memoryview]) -> tuple[dict[str, Any], Any]:
    status, body = answer
    if status != 200:
        raise RuntimeError(bytes(body).decode())
    arrays, metadata = safetensors.decode(bytes(body))
    return dict(arrays), json.loads(metadata["answer"])
