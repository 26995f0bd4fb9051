"""Training loops by the SDK on a GPU: the losses with plans, which are launched as graphs, and without are the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import numpy
import pytest

pytest.importorskip("cupy", reason="needs a GPU, or PYTHONPATH=tests/stand_in")

import gradwire as torch
from gradwire import nn

Batches = Callable[[numpy.random.Generator], tuple[Any, Any]]
STEPS = 12


def regression() -> tuple[Any, Any, Any, Batches]:
    model = nn.Sequential(nn.Linear(10, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 1)).to("cuda:0")
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)

    def batch(draw: numpy.random.Generator) -> tuple[Any, Any]:
        return draw.standard_normal((8, 10), numpy.float32), draw.standard_normal((8, 1), numpy.float32)

    return model, optimizer, nn.functional.mse_loss, batch


def classification() -> tuple[Any, Any, Any, Batches]:
    """With indices, which are checked before a launch, and random masks."""
    model = nn.Sequential(nn.Embedding(11, 16), nn.Flatten(), nn.Dropout(0.2), nn.Linear(48, 5)).to("cuda:0")
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)

    def batch(draw: numpy.random.Generator) -> tuple[Any, Any]:
        return draw.integers(0, 11, (8, 3)), draw.integers(0, 5, 8)

    return model, optimizer, nn.functional.cross_entropy, batch


def losses(url: str, task: Callable[[], tuple[Any, Any, Any, Batches]]) -> tuple[list[float], int]:
    """Those of a few steps, and the bytes that the session's plans have."""
    with torch.Session(url, seed=0, device="cuda:0") as session:
        model, optimizer, criterion, batch = task()
        draw = numpy.random.default_rng(0)
        found = []
        for _ in range(STEPS):
            x, y = (torch.tensor(array, device="cuda:0") for array in batch(draw))
            loss = criterion(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            found.append(loss.item())
        return found, httpx.get(f"{url}/v1/sessions/{session.id}/plans").json()["bytes"]


@pytest.mark.parametrize("task", [regression, classification])
def test_losses_are_the_same(both_servers: tuple[str, str], task: Any) -> None:
    planned, stepping = both_servers
    found, kept = losses(planned, task)
    assert kept > 0, "no plan was captured"
    assert found == losses(stepping, task)[0]
