"""Multilayer perceptrons in an ordinary training loop of PyTorch's, and the same loop as one program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy
import torch

import gradwire
from gradwire.wire import safetensors

from .run import Result, Run
from .server import Connection, json_request, request
from .timing import looped

STEPS = 100
"""So many steps are run between two looks at the loss."""
RATE = 0.01
SAFETENSORS = "application/vnd.safetensors"


@dataclass(frozen=True)
class Task:
    """The widths of a network's layers, the size of its batch, and its loss: `mse_loss` or `cross_entropy`."""

    widths: tuple[int, ...]
    batch: int
    loss: str

    def __str__(self) -> str:
        return f"MLP {'-'.join(map(str, self.widths))}, batch {self.batch}, SGD, loss read every {STEPS} steps"

    def data(self) -> tuple[Any, Any]:
        """Inputs and targets."""
        random = numpy.random.default_rng(0)
        x = random.normal(size=(self.batch, self.widths[0])).astype(numpy.float32)
        if self.loss == "cross_entropy":
            return x, random.integers(0, self.widths[-1], self.batch)
        return x, random.normal(size=(self.batch, self.widths[-1])).astype(numpy.float32)


SMALL = Task((10, 32, 32, 1), 32, "mse_loss")
LARGE = Task((784, 256, 128, 10), 64, "cross_entropy")


def results(run: Run) -> Iterator[Result]:
    """Both networks through the SDK; the small one also as a program that repeats the step, the large one inexactly."""
    check(SMALL, run.port)
    variants = {
        "PyTorch, in process": looped(Loop(torch, SMALL).run, STEPS),
        "SDK": looped(Loop(gradwire, SMALL).run, STEPS),
    }
    yield Result(str(SMALL), "SDK", run.compare(variants, {"SDK": 4.0}, round_seconds=0.1))
    with Repeat(run.port, SMALL) as program:
        variants = {
            "PyTorch, in process": looped(Loop(torch, SMALL).run, STEPS),
            "one `repeat` program": looped(program.run, STEPS),
        }
        rows = run.compare(variants, {"one `repeat` program": 5.0}, round_seconds=0.1)
    yield Result(str(SMALL), "REST", rows)
    for through, exact in (("SDK", True), ("SDK, exact=False", False)):
        with gradwire.Session(f"http://127.0.0.1:{run.port}", exact=exact):
            check(LARGE, run.port)
            variants = {
                "PyTorch, in process": looped(Loop(torch, LARGE).run, STEPS),
                through: looped(Loop(gradwire, LARGE).run, STEPS),
            }
            rows = run.compare(variants, {through: 1.5}, rounds=9, round_seconds=0.2)
        yield Result(str(LARGE), through, rows)


def check(task: Task, port: int) -> None:
    """See that all ways learn the same."""
    expected = [Loop(torch, task).run(), Loop(gradwire, task).run()]
    with Repeat(port, task) as program:
        numpy.testing.assert_allclose([expected[1], program.run()], expected[0], rtol=1e-3)


class Loop:
    """A model at the beginning of its training."""

    def __init__(self, library: Any, task: Task) -> None:
        nn = library.nn
        library.manual_seed(0)
        layers: list[Any] = []
        for inputs, outputs in zip(task.widths, task.widths[1:], strict=False):
            layers += [nn.Linear(inputs, outputs), nn.ReLU()]
        self.model = nn.Sequential(*layers[:-1])
        self._optimizer = library.optim.SGD(self.model.parameters(), lr=RATE)
        self._loss = getattr(nn.functional, task.loss)
        self._data = [library.from_numpy(array) for array in task.data()]

    def run(self, steps: int = STEPS) -> float:
        """Train, and read the last step's loss."""
        model, optimizer, criterion, (x, y) = self.model, self._optimizer, self._loss, self._data
        for _ in range(steps):
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
        last: float = loss.item()
        return last


class Repeat:
    """The same as one program on one connection, which the server knows by its id after the first time."""

    def __init__(self, port: int, task: Task, steps: int = STEPS) -> None:
        self._connection = Connection(port)
        self._session = self._connection.json("POST", "/v1/sessions", {})["id"]
        self._path = f"/v1/sessions/{self._session}/programs"
        parameters = {f"p.{name}": tensor.numpy() for name, tensor in Loop(torch, task).model.state_dict().items()}
        options = {name: {"requires_grad": True} for name in parameters}
        arrays = dict(zip("xy", task.data(), strict=True)) | parameters
        body = safetensors.encode(arrays, {"program": json.dumps({"tensors": options, "steps": []})})
        self._connection.value(
            request("POST", self._path, b"".join(body), Content_Type=SAFETENSORS, Accept="application/json")
        )
        self._prepared = json_request(self._path, {"steps": [repeat(task, steps)], "return": ["loss"]})

    def __enter__(self) -> Repeat:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.ask(request("DELETE", f"/v1/sessions/{self._session}"))
        self._connection.socket.close()

    def run(self) -> float:
        """Train, and read the last step's loss."""
        answer = self._connection.value(self._prepared)
        self._prepared = json_request(self._path, {"program": answer["program"]})
        loss: float = answer["values"]["loss"]["data"]
        return loss


def repeat(task: Task, steps: int) -> dict[str, Any]:
    """The loop in the server's words."""
    body: list[dict[str, Any]] = []
    updates: list[dict[str, Any]] = []
    gradients: list[str] = []
    h = "x"
    for number in range(len(task.widths) - 1):
        weight, bias = (f"p.{2 * number}.{kind}" for kind in ("weight", "bias"))
        if number:
            body.append({"op": "relu", "inputs": ["_"]})
        body.append({"op": "nn.functional.linear", "inputs": [h, weight, bias]})
        updates += [{"op": "sub_", "inputs": [name, f"{name}.grad"], "alpha": RATE} for name in (weight, bias)]
        gradients += [f"{weight}.grad", f"{bias}.grad"]
        h = "_"
    body.append({"op": f"nn.functional.{task.loss}", "inputs": ["_", "y"], "out": "loss"})
    body.append({"backward": {"tensors": ["loss"]}})
    body.append({"grad_mode": {"enabled": False, "steps": updates}})
    body.append({"delete": gradients})
    return {"repeat": {"times": steps, "steps": body}}
