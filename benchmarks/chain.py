"""Chains of ten elementwise operations on a million numbers, forward and backward, on one thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy
import torch

import engine

from .run import Result, Run
from .server import Connection, json_request, request
from .timing import computed, looped

SIZE = 1_000_000
OCTETS = "application/octet-stream"

Steps = list[tuple[Any, ...]]
"""Each the name of an operation on the result of the one before, and the numbers that it takes besides."""

CHAINS: dict[str, tuple[Steps, float]] = {
    "arithmetic and relu": ([*[("mul", 1.5), ("add", 0.3), ("relu",)] * 3, ("mul", 0.5)], 2.5),
    "with exp, log, tanh": ([("mul", 0.5), ("exp",), ("add", 1.0), ("log",), ("tanh",)] * 2, 1.8),
}
"""By name the steps, and how many times faster than PyTorch they are to be."""


def results(run: Run) -> Iterator[Result]:
    """Define-by-run in process, and as a program that a server knows, whose tensors stay there."""
    array = numpy.random.default_rng(0).normal(size=run.size(SIZE)).astype(numpy.float32)
    for title, (steps, aim) in CHAINS.items():
        work = f"chain of 10 ops, {SIZE:,} floats, forward and backward: {title}"
        theirs, ours = _pytorch(steps, array), _engine(steps, array)
        numpy.testing.assert_allclose(ours(), theirs(), rtol=1e-4, atol=1e-6)
        rows = run.compare({"PyTorch": computed(theirs), "define-by-run": computed(ours)})
        yield Result(work, "engine", rows)
        with Connection(run.port) as connection:
            program = _Program(connection, steps, array)
            numpy.testing.assert_allclose(program.gradient(), theirs(), rtol=1e-4, atol=1e-6)
            variants = {"PyTorch, in process": looped(theirs), "program by its id": looped(program.run)}
            rows = run.compare(variants, {"program by its id": aim})
            program.close()
        yield Result(work, "HTTP, tensors on the server", rows)


def _pytorch(steps: Steps, array: Any) -> Callable[[], Any]:
    x = torch.from_numpy(array).requires_grad_()
    seed = torch.ones_like(x)

    def gradient() -> Any:
        y = x
        for name, *numbers in steps:
            y = getattr(torch, name)(y, *numbers)
        return torch.autograd.grad(y, x, seed)[0].numpy()

    return gradient


def _engine(steps: Steps, array: Any) -> Callable[[], Any]:
    context = engine.Context(seed=0)
    x = context.tensor(array.copy(), requires_grad=True)
    seed = context.tensor(numpy.ones_like(array))

    def gradient() -> Any:
        with context.computing():
            y = x
            for name, *numbers in steps:
                y = context.call(name, y, *numbers)
            (found,) = engine.gradients(context, [y], [x], [seed])
        assert found is not None
        return found.numpy()

    return gradient


class _Program:
    """The same in a session that holds the tensors; the gradient stays there, too."""

    def __init__(self, connection: Connection, steps: Steps, array: Any) -> None:
        self._connection = connection
        self._session = f"/v1/sessions/{connection.json('POST', '/v1/sessions', {})['id']}"
        for name, values in (("x", array), ("seed", numpy.ones_like(array))):
            put = request(
                "PUT",
                f"{self._session}/tensors/{name}?requires_grad={str(name == 'x').lower()}",
                values.tobytes(),
                Content_Type=OCTETS,
                Accept="application/json",
                Tensor_Dtype="float32",
                Tensor_Shape=str(list(values.shape)),
            )
            connection.value(put)
        chain = [{"op": name, "inputs": ["_", *numbers]} for name, *numbers in steps]
        chain[0]["inputs"] = ["x", *steps[0][1:]]
        chain[-1]["out"] = "_y"
        pass_back = {"tensors": ["_y"], "inputs": ["x"], "gradients": ["seed"], "out": ["g"]}
        answer = connection.json(
            "POST", f"{self._session}/programs", {"steps": [*chain, {"gradients": pass_back}], "return": []}
        )
        self._known = json_request(f"{self._session}/programs", {"program": answer["program"]})

    def run(self) -> None:
        """Compute the gradient."""
        self._connection.value(self._known)

    def gradient(self) -> Any:
        """What was computed."""
        self.run()
        wish = request("GET", f"{self._session}/tensors/g", Accept=OCTETS)
        return numpy.frombuffer(self._connection.ask(wish)[1], numpy.float32)

    def close(self) -> None:
        """Let the session go."""
        self._connection.ask(request("DELETE", self._session))
