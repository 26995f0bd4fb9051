"""Servers that are killed, or stopped, and started anew: loops go on, and come to the same to the bit."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

import gradwire as torch
from gradwire.remote.calls import Call, Reply
from gradwire.remote.stream import Stream
from gradwire.remote.transport import Transport
from tests.client.lives import Lives
from tests.client.test_cuts import Loop, are_equal, asking, learnt, training

SIGNALS = [signal.SIGKILL, signal.SIGTERM]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Lives]]:
    lives: list[Lives] = []

    def begin(**settings: object) -> Lives:
        lives.append(Lives(tmp_path, **settings))
        return lives[-1]

    yield begin
    for one in lives:
        one.stop()


@pytest.fixture
def lives(start: Callable[..., Lives]) -> Lives:
    return start()


@pytest.mark.parametrize("by", SIGNALS)
def test_a_loop_goes_on_where_it_was(lives: Lives, by: signal.Signals, monkeypatch: pytest.MonkeyPatch) -> None:
    uncut = learnt(lives.url, training)
    send, places, sent = Stream.send, {3, 6, 9}, []

    def noted(stream: Stream, *frame: Any) -> None:
        sent.append(frame)
        if len(sent) in places and len(sent) % 2:
            lives.end(by)
        send(stream, *frame)
        if len(sent) in places and not len(sent) % 2:
            lives.end(by)

    monkeypatch.setattr(Stream, "send", noted)
    assert are_equal(learnt(lives.url, training), uncut)
    assert lives.ended == len(places)


@pytest.mark.parametrize("loop", [training, asking])
def test_a_loop_without_a_stream_goes_on_where_it_was(
    lives: Lives, loop: Loop, without_stream: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    uncut = learnt(lives.url, loop)
    attempt, before, after = Transport._attempt, {1, 7}, {4, 9}
    answers: list[Reply] = []

    async def noted(transport: Transport, call: Call) -> Reply:
        if len(answers) in before:
            before.remove(len(answers))
            lives.end()
        answers.append(await attempt(transport, call))
        if len(answers) in after:
            lives.end()
            raise httpx.ReadError("the answer was lost")
        return answers[-1]

    monkeypatch.setattr(Transport, "_attempt", noted)
    assert are_equal(learnt(lives.url, loop), uncut)
    assert lives.ended == 4


@pytest.mark.parametrize("by", SIGNALS)
def test_a_pass_that_waits_for_its_owner_waits_on(lives: Lives, by: signal.Signals) -> None:
    class Square(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: torch.Tensor) -> torch.Tensor:
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        def backward(ctx: Any, grad: torch.Tensor) -> torch.Tensor:
            (x,) = ctx.saved_tensors
            lives.end(by)
            values = x.detach().numpy()
            lives.end(by)
            found = grad * torch.tensor(2 * values)
            lives.end(by)
            assert found.tolist() == [2, 4]
            lives.end(by)
            return found

    with torch.Session(lives.url):
        w = torch.tensor([1.0, 2.0], requires_grad=True)
        total = torch.zeros(1)
        w.register_hook(lambda grad: grad * 3)
        Square.apply(w).sum().backward()
        total += 1
        assert w.grad is not None
        assert w.grad.tolist() == [6, 12]
        assert total.item() == 1
    assert lives.ended == 4


def test_a_graph_from_before_the_end_has_its_gradients(lives: Lives) -> None:
    with torch.Session(lives.url) as session:
        w = torch.tensor([1.0, 2.0], requires_grad=True)
        loss = (w * w).sum()
        session.flush()
        lives.end()
        loss.backward()
        assert w.grad is not None
        assert w.grad.tolist() == [2, 4]


@pytest.mark.parametrize("by", SIGNALS)
def test_a_program_that_was_under_way_runs_once(
    lives: Lives, by: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, Any]] = []

    @contextmanager
    def shown(steps: Any, progress: bool) -> Iterator[Any]:
        def tell(progress: dict[str, Any]) -> None:
            if not told:
                lives.end(by)
            told.append(progress)

        yield steps, tell

    monkeypatch.setattr("gradwire.remote.sessions.shown", shown)
    steps = [{"repeat": {"times": 200_000, "count": "n", "steps": [{"op": "add_", "inputs": ["x", 1]}]}}]
    with torch.Session(lives.url) as session:
        x = torch.zeros(1)
        x += 1
        session.run(steps, tensors={"x": x})
        assert x.item() == 200_001
    assert told[0]["iteration"] < 200_000


def test_the_asynchronous_twin(lives: Lives) -> None:
    async def work() -> tuple[list[float], list[float]]:
        async with torch.AsyncSession(lives.url) as session:
            w = torch.tensor([1.0, 2.0], requires_grad=True)
            await session.flush()
            for _ in range(3):
                lives.end()
                (w * w).sum().backward()
                await session.flush()
            value, gradient = await session.fetch(w, w.grad)
            return value.tolist(), gradient.tolist()

    assert asyncio.run(work()) == ([1, 2], [6, 12])


def test_sessions_are_opened_while_it_starts(lives: Lives) -> None:
    with torch.Session(lives.url):
        torch.ones(2).tolist()
    lives.end()
    with torch.Session(lives.url):
        assert torch.ones(2).tolist() == [1, 1]


def test_large_arrays_are_under_way(lives: Lives) -> None:
    with torch.Session(lives.url):
        x = torch.zeros(300_000)
        for number in range(60):
            x += torch.tensor(np.ones(300_000, np.float32))
            if number in (20, 40):
                lives.end()
        assert (x == 60).all()
        assert lives.ended == 2
        lives.end()
        x += 1
        assert np.array_equal(x.numpy(), np.full(300_000, 61, np.float32))


def test_a_server_that_keeps_nothing_has_lost_the_session(start: Callable[..., Lives]) -> None:
    lives = start(durability="none")
    with torch.Session(lives.url):
        x = torch.ones(2)
        x.tolist()
        lives.end()
        with pytest.raises(torch.RemoteRuntimeError, match=r"GRADWIRE_DURABILITY=none.*make them anew"):
            (x + 1).tolist()
    with torch.Session(lives.url):
        assert torch.ones(2).tolist() == [1, 1]
