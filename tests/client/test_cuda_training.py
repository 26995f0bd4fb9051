"""What is trained on a GPU comes to the numbers that it comes to on the CPU."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

import gradwire as torch

STEPS = 25
"""Enough for plans, which begin when a program was seen before."""


@pytest.fixture(autouse=True)
def session(cuda_server: str) -> Iterator[torch.Session]:
    with torch.Session(cuda_server, seed=0) as session:
        yield session


def perceptron() -> tuple[Any, Any, Any]:
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(10, 32), torch.nn.Tanh(), torch.nn.Dropout(0.0), torch.nn.Linear(32, 3))
    return model, torch.randn(16, 10), torch.randint(3, (16,))


def block() -> tuple[Any, Any, Any]:
    torch.manual_seed(0)
    model = torch.nn.Sequential(
        torch.nn.TransformerEncoderLayer(16, 2, 32, dropout=0.0, batch_first=True), torch.nn.Flatten(),
        torch.nn.Linear(16 * 5, 3),
    )  # fmt: skip
    return model, torch.randn(4, 5, 16), torch.randint(3, (4,))


def learnt(place: str, make: Callable[[], tuple[Any, Any, Any]]) -> tuple[list[float], list[Any]]:
    """The losses of a training, and the parameters at its end."""
    model, x, y = make()
    model.to(place)
    x, y = x.to(place), y.to(place)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)  # Adam makes steps of what is rounding alone
    losses = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert all(parameter.device == torch.device(place) for parameter in model.parameters())
    return losses, [parameter.detach().cpu().numpy() for parameter in model.parameters()]


@pytest.mark.parametrize("make", [perceptron, block])
def test_a_training_comes_to_the_same(make: Callable[[], tuple[Any, Any, Any]]) -> None:
    losses, parameters = learnt("cpu", make)
    theirs, their_parameters = learnt("cuda:0", make)
    assert losses[-1] < losses[0] / 2
    np.testing.assert_allclose(theirs, losses, rtol=1e-4)
    for ours, others in zip(parameters, their_parameters, strict=True):
        np.testing.assert_allclose(others, ours, rtol=1e-3, atol=1e-5)
