"""The notebook's graph, out = mean(3 (x + 2)^2), forward and backward, in one request through the SDK."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch

import gradwire

from .naive import Client, naive
from .run import Result, Run
from .timing import looped


def results(run: Run) -> Iterator[Result]:
    """The whole way, from Python through HTTP and the engine and back, against PyTorch in process."""
    with naive() as service:
        expected = gradient(torch)
        if not expected == gradient(gradwire) == one_by_one(service):
            raise AssertionError("the notebook's gradients differ")
        variants = {
            "PyTorch, in process": looped(lambda: gradient(torch)),
            "SDK": looped(lambda: gradient(gradwire)),
            "naive service, 7 requests": looped(lambda: one_by_one(service)),
        }
        rows = run.compare(variants, {"SDK": 1 / 3})
    yield Result("notebook graph, forward and backward, one request", "SDK", rows)


def gradient(library: Any) -> Any:
    """The notebook's cells up to the gradient as numbers."""
    x = library.ones(2, 2, requires_grad=True)
    y = x + 2
    z = y * y * 3
    out = z.mean()
    out.backward()
    return x.grad.tolist()


def one_by_one(service: Client) -> Any:
    """The same by a request for each operation."""
    x = service.tensor([[1.0, 1.0], [1.0, 1.0]])
    y = service.call("add", x, 2)
    z = service.call("mul", service.call("mul", y, y), 3)
    return service.gradient(service.call("mean", z), x)
