"""The naive alternative: PyTorch behind FastAPI, one endpoint per operation, tensors as JSON; and a client of it."""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

from .server import PORT, Connection, json_request, running


class Data(BaseModel):
    """Numbers of a new leaf."""

    data: Any


class Inputs(BaseModel):
    """Ids of tensors, or numbers, and what else the operation takes."""

    inputs: list[str | float]
    options: dict[str, int] = {}


class Handle(BaseModel):
    """The id of a tensor."""

    id: str


class Gradient(BaseModel):
    """A gradient as nested lists."""

    grad: Any


def application() -> FastAPI:
    """The service."""
    app = FastAPI()
    tensors: dict[str, torch.Tensor] = {}
    numbers = itertools.count()

    def keep(tensor: torch.Tensor) -> Handle:
        handle = Handle(id=f"t{next(numbers)}")
        tensors[handle.id] = tensor
        return handle

    @app.post("/tensor")
    def tensor(body: Data) -> Handle:
        return keep(torch.tensor(body.data, dtype=torch.float32, requires_grad=True))

    def operation(name: str) -> None:
        function = getattr(torch, name)

        @app.post(f"/{name}")
        def run(body: Inputs) -> Handle:
            inputs = [tensors[one] if isinstance(one, str) else one for one in body.inputs]
            return keep(function(*inputs, **body.options))

    for name in ("add", "sub", "mul", "narrow", "mean", "sum"):
        operation(name)

    @app.post("/backward")
    def backward(body: Handle) -> None:
        tensors[body.id].backward()

    @app.get("/grad/{id}")
    def grad(id: str) -> Gradient:
        gradient = tensors[id].grad
        return Gradient(grad=None if gradient is None else gradient.tolist())

    return app


@contextmanager
def naive() -> Iterator[Client]:
    """A client of a service started for it."""
    command = [sys.executable, "-m", "benchmarks.naive", "--port", PORT]
    with running(command, "/openapi.json") as port, Connection(port) as connection:
        yield Client(connection)


class Client:
    """One request for each operation, over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tensor(self, data: Any) -> str:
        """The id of a new leaf."""
        return self._id("/tensor", {"data": data})

    def call(self, name: str, *inputs: str | float, **options: int) -> str:
        """The id of an operation's result."""
        return self._id(f"/{name}", {"inputs": inputs, "options": options})

    def gradient(self, root: str, leaf: str) -> Any:
        """Walk back, and ask for a leaf's gradient."""
        self._connection.value(json_request("/backward", {"id": root}))
        return self._connection.json("GET", f"/grad/{leaf}", None)["grad"]

    def _id(self, path: str, body: Any) -> str:
        found: str = self._connection.value(json_request(path, body))["id"]
        return found


def main() -> None:
    """Serve it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    torch.set_num_threads(1)
    uvicorn.run(application(), port=parser.parse_args().port, log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
