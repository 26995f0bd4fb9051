"""Checkpoints of the SDK: memory falls on the server, and a training step stays one message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

import gradwire as torch
from gradwire.recording.modes import grad_mode
from gradwire.utils.checkpoint import checkpoint, checkpoint_sequential

pytestmark = pytest.mark.usefixtures("session")

WIDTH, LAYERS = 32, 8


def held(session: torch.Session) -> int:
    """The bytes of the session on the server."""
    torch.flush()
    return int(httpx.get(f"{session.url}/v1/sessions/{session.id}").json()["bytes"])


def network() -> Any:
    torch.manual_seed(0)
    layers = [
        torch.nn.Sequential(torch.nn.Linear(WIDTH, WIDTH), torch.nn.ReLU(), torch.nn.Dropout(0.1))
        for _ in range(LAYERS)
    ]
    return torch.nn.Sequential(*layers)


def run(model: Any, x: Any, checkpoints: bool) -> Any:
    for layer in model:
        x = checkpoint(layer, x, use_reentrant=False) if checkpoints else layer(x)
    return x


def test_the_session_holds_fewer_bytes_and_gradients_are_equal_to_the_bit(session: torch.Session) -> None:
    found, sizes = [], []
    model, x = network(), torch.ones(256, WIDTH)
    for checkpoints in (False, True):
        model.zero_grad()
        torch.manual_seed(1)
        loss = run(model, x, checkpoints).square().sum()
        sizes.append(held(session))
        loss.backward()
        found.append([parameter.grad.tolist() for parameter in model.parameters()])
    assert found[0] == found[1]
    activation = 256 * WIDTH * 4
    assert sizes[0] - sizes[1] >= (LAYERS - 1) * 1.2 * activation


def test_equal_steps_are_equal_messages(requests: Any, programs: list[str]) -> None:
    model, x = network(), torch.ones(4, WIDTH)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)

    def step(way: Callable[[], Any]) -> float:
        optimizer.zero_grad()
        loss = way().square().mean()
        loss.backward()
        optimizer.step()
        return float(loss.item())

    for way in (
        lambda: run(model, x, checkpoints=True),
        lambda: checkpoint_sequential(model, 3, x, use_reentrant=False),
        lambda: checkpoint(lambda x: run(model, x, checkpoints=True) * 2, x, use_reentrant=False),
    ):
        step(way), step(way)
        requests.new()
        programs.clear()
        losses = [step(way) for _ in range(3)]
        assert requests.new() == 3
        assert len(set(programs)) == 1
        assert len(set(losses)) == 3


def test_the_function_runs_once() -> None:
    calls = []
    x = torch.ones(3, requires_grad=True)
    y = checkpoint(lambda x: calls.append(1) or x.exp().sin(), x, use_reentrant=False)
    y.sum().backward()
    assert x.grad is not None
    assert len(calls) == 1


def test_a_checkpoint_in_several_messages_is_one() -> None:
    def function(x: Any) -> Any:
        y = x.exp()
        if y.sum().item() > 0:
            y = (y * y).sin()
        return y.cos() * x * y.mean().item()

    x = torch.tensor([0.1, 0.2, 0.3], requires_grad=True)
    expected = torch.autograd.grad(function(x).sum(), x)[0].tolist()
    checkpoint(function, x, use_reentrant=False).sum().backward()
    assert x.grad is not None
    assert x.grad.tolist() == expected


def test_a_failure_within_names_its_line_and_leaves_the_mode_as_it_was() -> None:
    x = torch.ones(3, requires_grad=True)

    def function(x: Any) -> Any:
        with torch.no_grad():
            y = x.exp()
        return (y * x) @ torch.ones(4)

    before = grad_mode()
    for _ in range(2):
        with pytest.raises(RuntimeError):
            checkpoint(function, x, use_reentrant=False)
        assert grad_mode() == before


def test_a_failure_that_comes_late_names_its_line() -> None:
    def function(matrix: Any) -> Any:
        return torch.linalg.inv(torch.sin(matrix))  # this line

    first, second = torch.eye(2, requires_grad=True), torch.zeros(2, 2, requires_grad=True)
    checkpoint(lambda matrix: checkpoint(function, matrix, use_reentrant=False), first, use_reentrant=False)
    checkpoint(lambda matrix: checkpoint(function, matrix, use_reentrant=False), second, use_reentrant=False)
    with pytest.raises(torch.linalg.LinAlgError) as caught:
        torch.flush()
    assert "this line" in "".join(caught.value.__notes__)


def test_a_change_of_what_it_began_with_is_told() -> None:
    x, scale = torch.ones(3, requires_grad=True), torch.ones(3)
    for _ in range(2):  # the second time nothing is sent in between
        y = checkpoint(lambda x: (x + scale).exp(), x, use_reentrant=False).sum()
    scale.mul_(2)
    y.backward()
    with pytest.raises(RuntimeError, match="checkpoint"):
        torch.flush()


def test_vmap_and_checkpoints_go_together() -> None:
    x = torch.tensor([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]], requires_grad=True)

    def function(row: Any) -> Any:
        return (row.exp().sin() * row).sum()

    expected = torch.autograd.grad(torch.vmap(function)(x).sum(), x)[0].tolist()
    inside = torch.vmap(lambda row: checkpoint(function, row, use_reentrant=False))(x)
    around = checkpoint(torch.vmap(function), x, use_reentrant=False)
    for result in (inside, around):
        assert torch.autograd.grad(result.sum(), x)[0].tolist() == expected


def test_a_checkpoint_may_lie_very_deep() -> None:
    def function(x: Any, depth: int) -> Any:
        y = (x.exp() + x).sin()
        with torch.no_grad():
            scale = y.exp()
        return checkpoint(function, y, depth - 1, use_reentrant=False) * scale if depth else y

    x = torch.tensor([0.1, 0.2], requires_grad=True)
    scales = []
    z = x
    for _ in range(12):
        z = (z.exp() + z).sin()
        scales.append(z.detach().exp())
    expected = (z.exp() + z).sin()
    for scale in reversed(scales):
        expected = expected * scale
    (slope,) = torch.autograd.grad(expected.sum(), x)
    torch.vmap(lambda row: function(row, 12))(x).sum().backward()
    assert x.grad is not None
    assert x.grad.tolist() == pytest.approx(slope.tolist())
