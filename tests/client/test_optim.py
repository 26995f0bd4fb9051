"""Optimizers on a real server: what a training step costs in requests, and that equal steps are equal messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import gradwire as torch

pytestmark = pytest.mark.usefixtures("session")

KINDS = ("SGD", "Adam", "AdamW", "Adagrad", "RMSprop", "Adadelta", "Adamax", "NAdam", "RAdam", "Rprop", "ASGD")


class Line:
    """A line to be fitted, with parameters that no gradient reaches."""

    def __init__(self) -> None:
        self.x = torch.tensor([[0.0], [1.0], [2.0], [3.0]])
        self.y = torch.tensor([[1.0], [3.0], [5.0], [7.0]])
        self.w = torch.zeros(1, 1, requires_grad=True)
        self.b = torch.zeros(1, requires_grad=True)
        self.idle = torch.ones(3, requires_grad=True)
        self.frozen = torch.ones(2)

    @property
    def params(self) -> list[torch.Tensor]:
        return [self.w, self.idle, self.b, self.frozen]

    def loss(self) -> torch.Tensor:
        return ((self.x @ self.w + self.b - self.y) ** 2).mean()


def train(line: Line, optimizer: Any, steps: int, after: Callable[[], Any] = lambda: None) -> torch.Tensor:
    """So many steps; the last loss, which was not read."""
    for _ in range(steps):
        optimizer.zero_grad()
        loss = line.loss()
        loss.backward()
        optimizer.step()
        after()
    return loss


@pytest.mark.parametrize("kind", KINDS)
def test_ten_steps_are_one_request(kind: str, requests: Any, programs: list[str]) -> None:
    line = Line()
    optimizer = getattr(torch.optim, kind)(line.params)
    losses = [train(line, optimizer, 10).item() for _ in range(3)]
    requests.new()
    programs.clear()
    losses += [train(line, optimizer, 10).item() for _ in range(3)]
    assert requests.new() == 3
    each = len(programs) // 3
    assert programs[:each] == programs[each : 2 * each] == programs[2 * each :]
    assert "".join(programs[:each]).count(f'"op":"_fused_{kind.lower()}_"') == 10
    assert losses == sorted(losses, reverse=True)
    assert line.idle.tolist() == [1.0] * 3
    assert not optimizer.state.get(line.frozen, {}).get("exp_avg")


def test_a_step_each_is_one_request_each(requests: Any, programs: list[str]) -> None:
    line = Line()
    optimizer = torch.optim.Adam(line.params)
    for _ in range(4):
        train(line, optimizer, 1).item()
    requests.new()
    for _ in range(5):
        train(line, optimizer, 1).item()
    assert requests.new() == 5
    assert len(set(programs[-5:])) == 1


def test_rates_that_change_travel_as_tensors(requests: Any, programs: list[str]) -> None:
    line = Line()
    optimizer = torch.optim.Adam(line.params, lr=0.1)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.5, total_steps=1000)
    for _ in range(3):
        train(line, optimizer, 10, scheduler.step).item()
    requests.new()
    for _ in range(3):
        train(line, optimizer, 10, scheduler.step).item()
    assert requests.new() == 3
    assert programs[-1] == programs[-2] == programs[-3]


def test_an_average_of_the_model_costs_no_request(requests: Any, programs: list[str]) -> None:
    line = Line()
    model = torch.nn.Linear(1, 1)
    average = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.9))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

    def train(steps: int) -> torch.Tensor:
        for _ in range(steps):
            optimizer.zero_grad()
            loss = ((model(line.x) - line.y) ** 2).mean()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            average.update_parameters(model)
        return loss

    for _ in range(3):
        train(10).item()
    requests.new()
    programs.clear()
    for _ in range(3):
        train(10).item()
    assert requests.new() == 3
    each = len(programs) // 3
    assert programs[:each] == programs[each : 2 * each] == programs[2 * each :]


def test_a_parameter_that_is_reached_at_last_is_changed() -> None:
    line = Line()
    optimizer = torch.optim.SGD(line.params, lr=0.5)
    for turn in range(8):
        optimizer.zero_grad()
        loss = line.loss() + (line.idle.sum() if turn in (3, 6) else 0)
        loss.backward()
        optimizer.step()
    assert line.idle.tolist() == [0.0] * 3
    assert not optimizer.state


def test_a_gradient_from_a_hook_is_seen() -> None:
    line = Line()
    optimizer = torch.optim.SGD(line.params, lr=0.5)
    train(line, optimizer, 3)

    def give(_: torch.Tensor) -> None:
        line.idle.grad = torch.ones(3)

    line.w.register_hook(give)
    train(line, optimizer, 2)
    assert line.idle.tolist() == [0.0] * 3


def test_a_failed_pass_leaves_nothing_believed() -> None:
    line = Line()
    optimizer = torch.optim.SGD(line.params, lr=0.5)
    train(line, optimizer, 3).item()
    loss = line.loss()
    loss.backward()
    with pytest.raises(RuntimeError):
        loss.backward()
    optimizer.zero_grad()
    assert line.w.grad is None
    assert line.idle.grad is None
    line.idle.sum().backward()
    optimizer.step()
    assert line.idle.tolist() == [0.5] * 3


def test_values_read_before_a_step_are_read_again() -> None:
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=1.0)
    assert w.tolist() == [1.0, 2.0]
    w.sum().backward()
    optimizer.step()
    assert w.tolist() == [0.0, 1.0]


def test_a_step_that_fails_names_its_line() -> None:
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=1.0, momentum=0.5)
    optimizer.state[w]["momentum_buffer"] = torch.ones(3)
    w.sum().backward()
    optimizer.step()  # fails here
    with pytest.raises(RuntimeError, match=r"(?s)shape of their parameter") as caught:
        w.tolist()
    assert any("fails here" in note for note in caught.value.__notes__)


def test_what_is_not_offered_says_so() -> None:
    w = torch.ones(2, requires_grad=True)
    with pytest.raises(NotImplementedError, match="differentiable"):
        torch.optim.Adam([w], differentiable=True)


def test_in_an_asynchronous_session(server: str) -> None:
    import asyncio

    async def run() -> list[float]:
        async with torch.AsyncSession(server) as session:
            line = Line()
            await session.flush()
            optimizer = torch.optim.Adam([line.w, line.b], lr=0.1)
            return [float(await session.fetch(train(line, optimizer, 20))) for _ in range(3)]

    first, _, last = asyncio.run(run())
    assert last < first
