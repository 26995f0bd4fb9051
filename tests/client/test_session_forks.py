"""Sessions that are forked: both go on from the same tensors, graph and random numbers, apart from one another."""

from __future__ import annotations

import asyncio
import gc
import signal
from pathlib import Path
from typing import Any

import httpx
import pytest

import gradwire as torch
from tests.client.conftest import Square
from tests.client.lives import Lives
from tests.client.test_cuts import are_equal

nn = torch.nn


class Training:
    """A network with dropout and running statistics, its optimizer and schedule, and data that is on the server."""

    def __init__(self) -> None:
        torch.manual_seed(3)
        self.model = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.Dropout(0.2), nn.Linear(8, 1))
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=0.05)
        self.schedule = torch.optim.lr_scheduler.ExponentialLR(self.optimizer, 0.9)
        self.data = torch.rand(6, 4)

    def train(self, times: int, scale: float) -> None:
        for _ in range(times):
            self.optimizer.zero_grad()
            (self.model(self.data) * scale).square().mean().backward()
            self.optimizer.step()
            self.schedule.step()

    def found(self) -> list[Any]:
        """All that it came to, and a random number that follows."""
        drawn = nn.functional.dropout(self.data)
        return [*(tensor.numpy() for tensor in self.model.state_dict().values()), drawn.numpy()]


def trained(server: str, scale: float) -> list[Any]:
    """What it comes to where nothing is forked."""
    with torch.Session(server):
        training = Training()
        training.train(5, 1.0)
        training.train(7, scale)
        return training.found()


def test_both_train_on_apart(server: str) -> None:
    with torch.Session(server) as session:
        training = Training()
        training.train(5, 1.0)
        with session.fork() as other:
            apart = other.of(training)
            apart.train(3, 2.0)
            training.train(4, 3.0)
            apart.train(4, 2.0)
            assert are_equal(apart.found(), trained(server, 2.0))
            assert isinstance(apart.model[0].weight, nn.Parameter)
            assert repr(apart.model) == repr(training.model)
        training.train(3, 3.0)
        assert are_equal(training.found(), trained(server, 3.0))


def test_the_graph_is_in_both(server: str) -> None:
    with torch.Session(server) as session:
        w = torch.tensor([1.0, 2.0], requires_grad=True)
        (w * 5).sum().backward()
        assert w.grad is not None
        loss = (w * w).sum()
        with session.fork() as other:
            own, own_loss = other.of((w, loss))
            assert other.of(w) is own
            assert other.of(w.grad) is own.grad
            own_loss.backward()
            assert own.grad.tolist() == [7, 9]
            with pytest.raises(RuntimeError, match="went with the backward pass before"):
                own_loss.backward()
            assert w.grad.tolist() == [5, 5]
        loss.backward()
        assert w.grad.tolist() == [7, 9]


def test_neither_sees_what_the_other_writes(server: str) -> None:
    with torch.Session(server) as session:
        base = torch.zeros(2, 2)
        row = base[1]
        with session.fork() as other:
            base += 1
            own, own_row = other.of([base, row])
            own_row.mul_(0).add_(7)
            assert own.tolist() == [[0, 0], [7, 7]]
            own_row.requires_grad_()
            assert (own_row * 2).requires_grad
        assert (base.tolist(), row.tolist()) == ([[1, 1], [1, 1]], [1, 1])
        assert not row.requires_grad


def test_what_waits_is_sent_before(server: str) -> None:
    with torch.Session(server) as session:
        x = torch.zeros(3)
        for _ in range(50):
            x += 1
        kept = [x * number for number in range(5)]
        with session.fork() as other, torch.no_grad():
            assert [one.tolist()[0] for one in other.of(kept)] == [0, 50, 100, 150, 200]
            assert torch.is_grad_enabled() is False
        assert kept[1].tolist() == [50, 50, 50]


def test_random_numbers_go_on_in_both(server: str) -> None:
    with torch.Session(server, seed=4) as session:
        torch.rand(2)
        generator = torch.Generator().manual_seed(9)
        with session.fork():
            drawn = torch.rand(3).tolist(), torch.rand(3, generator=generator).tolist()
        assert (torch.rand(3).tolist(), torch.rand(3, generator=generator).tolist()) == drawn


def test_hooks_and_functions_are_asked_in_both(server: str) -> None:
    seen: list[float] = []
    with torch.Session(server) as session:
        w = torch.tensor([2.0], requires_grad=True)
        handle = w.register_hook(lambda grad: seen.append(grad.item()))
        loss = Square.apply(w).sum()
        with session.fork() as other:
            own = other.of(w)
            other.of(loss).backward()
            (own * 3).sum().backward()
            other.of(handle).remove()
            (own * 5).sum().backward()
            assert own.grad.tolist() == [12]
            assert other.of(loss.grad_fn).next_functions[0][0].name() == "SquareBackward"
        assert seen == [4, 3]
        loss.backward()
        assert seen == [4, 3, 4]
        assert w.grad.tolist() == [4]


def test_a_hook_that_steps_has_its_own_leaf(server: str) -> None:
    with torch.Session(server) as session:
        w = torch.tensor([2.0], requires_grad=True)
        optimizers = {w: torch.optim.SGD([w], lr=1.0)}
        w.register_post_accumulate_grad_hook(lambda leaf: optimizers[leaf].step())
        with session.fork() as other, other.fork() as third:
            for own in (other.of(w), third.of(other.of(w))):
                optimizers[own] = torch.optim.SGD([own], lr=0.5)
            (other.of(w) * 1).sum().backward()
            (own * 2).sum().backward()
            assert (other.of(w).tolist(), own.tolist(), w.tolist()) == ([1.5], [1], [2])
        (w * 1).sum().backward()
        assert w.tolist() == [1]


def test_on_a_gpu(cuda_server: str) -> None:
    with torch.Session(cuda_server, device="cuda:0") as session:
        w = torch.tensor([1.0, 2.0], requires_grad=True)
        loss = (w * w).sum()
        with session.fork() as other:
            own, own_loss = other.of((w, loss))
            own_loss.backward()
            with torch.no_grad():
                own += 1
            assert (own.grad.tolist(), str(own.device)) == ([2, 4], "cuda:0")
        assert (w.grad, w.tolist()) == (None, [1, 2])
        loss.backward()


def test_a_fork_outlives_the_session_and_can_be_forked(server: str) -> None:
    with torch.Session(server, dtype=torch.float64) as session:
        x = torch.ones(2)
        first = session.fork()
    with first:
        y = first.of(x) + torch.ones(2)
        assert y.dtype is torch.float64
        with first.fork() as second:
            z = second.of(y)
            z += 1
            with pytest.raises(RuntimeError, match="this one is of another"):
                second.of(x)
        assert y.tolist() == [2, 2]
    with pytest.raises(RuntimeError, match="closed"):
        z.tolist()


def test_what_python_lets_go_of_goes_in_that_session_alone(server: str) -> None:
    def count(session: torch.Session) -> int:
        session.flush()
        return int(httpx.get(f"{server}/v1/sessions/{session.id}").json()["tensors"])

    with torch.Session(server) as session:
        x, y = torch.ones(2), torch.zeros(2)
        gone = torch.ones(3)
        session.flush()
        del gone
        with session.fork() as other:
            own = other.of(y)
            del y
            gc.collect()
            x += 1
            own += 1
            assert (count(session), count(other)) == (1, 2)
            assert own.tolist() == [1, 1]
        assert x.tolist() == [2, 2]


def test_what_the_fork_has_not(server: str) -> None:
    with torch.Session(server) as session:
        model = nn.Linear(1, 1)
        with pytest.raises(RuntimeError, match=r"no fork: `other = session.fork\(\)`"):
            session.of(model)
        with session.fork() as other:
            own = other.of(model)
            elsewhere = torch.ones(1)
            with pytest.raises(RuntimeError, match="this one is of another"):
                other.of(elsewhere)
            late = model.weight * 2
            with pytest.raises(RuntimeError, match="made after the session was forked"):
                other.of(late)
            copied = other.of({"bias": model.bias, "late": [late]})
            with pytest.raises(RuntimeError, match="made after the session was forked"):
                copied["late"][0] + 1
            assert (copied["bias"] == own.bias).all()
            with pytest.raises(RuntimeError, match="belongs to another gradwire session"):
                model.bias + copied["bias"]
        with pytest.raises(RuntimeError, match="closed"):
            own.weight.tolist()


def test_not_while_a_pass_waits(server: str) -> None:
    with torch.Session(server) as session:
        w = torch.ones(1, requires_grad=True)
        errors = []

        def hook(_: torch.Tensor) -> None:
            try:
                session.fork()
            except RuntimeError as error:
                errors.append(str(error))

        handle = w.register_hook(hook)
        (w * 2).sum().backward()
        assert "cannot be forked in a hook or Function" in errors[0]
        handle.remove()
        with session.fork() as other:
            assert other.of(w).grad.tolist() == [2]
        with pytest.raises(RuntimeError, match=r"torch\.func"):
            torch.func.vmap(lambda x: session.fork() and x)(torch.ones(2))


def test_awaited(server: str) -> None:
    async def work() -> list[list[float]]:
        async with torch.AsyncSession(server) as session:
            w = torch.ones(2, requires_grad=True)
            loss = (w * 3).sum()
            async with await session.fork() as other:
                own, own_loss = other.of((w, loss))
                (own_loss * 2).backward()
                found = await other.fetch(await other.gradient(own))
            loss.backward()
            return [found.tolist(), (await session.fetch(w.grad)).tolist()]

    assert asyncio.run(work()) == [[6, 6], [3, 3]]


def test_both_survive_their_server(tmp_path: Path) -> None:
    lives = Lives(tmp_path)
    try:
        expected = [trained(lives.url, scale) for scale in (2.0, 3.0)]
        with torch.Session(lives.url) as session:
            training = Training()
            training.train(5, 1.0)
            w = torch.tensor([1.0, 2.0], requires_grad=True)
            loss = (w * w).sum()
            with session.fork() as other:
                apart, own, own_loss = other.of((training, w, loss))
                lives.end(signal.SIGKILL)
                apart.train(7, 2.0)
                training.train(3, 3.0)
                lives.end(signal.SIGKILL)
                training.train(4, 3.0)
                assert are_equal(apart.found(), expected[0])
                lives.end(signal.SIGKILL)
                assert are_equal(training.found(), expected[1])
                (own_loss * 5).backward()
                loss.backward()
                lives.end(signal.SIGKILL)
                assert (own.grad.tolist(), w.grad.tolist()) == ([10, 20], [2, 4])
    finally:
        lives.stop()
