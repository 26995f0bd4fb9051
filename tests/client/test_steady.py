"""Loops in their steady state: message after message is a program that the server knows, sent by its name alone."""

from __future__ import annotations

import contextlib
import io
import runpy
import sys
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

import gradwire as torch
from gradwire.remote.calls import Frame
from gradwire.remote.stream import Stream
from gradwire.wire.safetensors import decode

F, nn, optim = torch.nn.functional, torch.nn, torch.optim
EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each frame from the beginning, whether it is a whole program."""
    sent: list[bool] = []
    send = Stream.send

    def noted(stream: Stream, frame: Frame) -> None:
        text = frame.data.decode() if frame.is_text else decode(frame.data)[1]["program"]
        sent.append('"steps":' in text)
        send(stream, frame)

    monkeypatch.setattr(Stream, "send", noted)
    return sent


class Net:
    """A small network with its data, and the batches of an epoch as PyTorch's loaders give them."""

    def __init__(self) -> None:
        self.model = nn.Sequential(nn.Linear(10, 16), nn.ReLU(), nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 1))
        self.x, self.y = torch.randn(32, 10), torch.randn(32, 1)
        self.arrays = np.random.default_rng(0).random((64, 11), np.float32)

    def loss(self) -> torch.Tensor:
        return F.mse_loss(self.model(self.x), self.y)

    def batches(self) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
        for start in range(0, 64, 16):
            batch = self.arrays[start : start + 16]
            yield torch.as_tensor(batch[:, :10].copy()), torch.as_tensor(batch[:, 10:].copy())


Loop = Callable[[Net, int], Iterator[None]]


def step(net: Net, optimizer: Any) -> torch.Tensor:
    optimizer.zero_grad()
    loss = net.loss()
    loss.backward()
    optimizer.step()
    return loss


def with_optimizer(kind: Any, **options: Any) -> Loop:
    def loop(net: Net, steps: int) -> Iterator[None]:
        optimizer = kind(net.model.parameters(), lr=0.01, **options)
        while True:
            for _ in range(steps):
                loss = step(net, optimizer)
            loss.item()
            yield

    return loop


def scheduled(net: Net, steps: int) -> Iterator[None]:
    optimizer = optim.SGD(net.model.parameters(), lr=0.01)
    while True:
        for _ in range(steps):
            loss = step(net, optimizer)
        for group in optimizer.param_groups:  # what a scheduler does
            group["lr"] *= 0.9
        loss.item()
        yield


def printing(net: Net, steps: int) -> Iterator[None]:
    optimizer = optim.SGD(net.model.parameters(), lr=0.01)
    while True:
        for number in range(steps):
            loss = step(net, optimizer)
            if number % 10 == 0:
                str(loss)
        yield


def clipping(net: Net, steps: int) -> Iterator[None]:
    optimizer = optim.SGD(net.model.parameters(), lr=0.01)
    while True:
        for _ in range(steps):
            optimizer.zero_grad()
            loss = net.loss()
            loss.backward()
            nn.utils.clip_grad_norm_(net.model.parameters(), 1.0)
            optimizer.step()
        loss.item()
        yield


def loading(net: Net, steps: int) -> Iterator[None]:
    optimizer = optim.Adam(net.model.parameters())
    while True:
        for _ in range(steps // 4):
            for x, y in net.batches():
                optimizer.zero_grad()
                loss = F.mse_loss(net.model(x), y)
                loss.backward()
                optimizer.step()
        loss.item()
        yield


def carrying(net: Net, steps: int) -> Iterator[None]:
    """A tensor that goes from one iteration to the next."""
    optimizer = optim.SGD(net.model.parameters(), lr=0.01)
    mean = torch.zeros(())
    while True:
        for _ in range(steps):
            mean = 0.9 * mean + 0.1 * step(net, optimizer).detach()
        mean.item()
        yield


def by_hand(net: Net, steps: int) -> Iterator[None]:
    while True:
        for _ in range(steps):
            loss = net.loss()
            loss.backward()
            with torch.no_grad():
                for parameter in net.model.parameters():
                    parameter -= 0.01 * parameter.grad
                    parameter.grad = None
        loss.item()
        yield


def keeping(net: Net, steps: int) -> Iterator[None]:
    """A list that is never read."""
    optimizer = optim.SGD(net.model.parameters(), lr=0.01)
    kept = []
    while True:
        for _ in range(steps):
            loss = step(net, optimizer)
            kept.append(loss)
        loss.item()
        yield


def keeping_several(net: Net, steps: int) -> Iterator[None]:
    optimizer = optim.Adam(net.model.parameters())
    kept = []
    while True:
        for _ in range(steps // 4):
            for x, y in net.batches():
                optimizer.zero_grad()
                out = net.model(x)
                loss = F.mse_loss(out, y)
                loss.backward()
                optimizer.step()
                kept.append((loss.detach(), out.detach(), out.detach().mean()))
        loss.item()
        yield


def keeping_the_last(net: Net, steps: int) -> Iterator[None]:
    """What falls out of a window is dropped, as many iterations later as no message has."""
    optimizer = optim.SGD(net.model.parameters(), lr=0.01)
    kept: deque[torch.Tensor] = deque(maxlen=37)
    while True:
        for _ in range(steps):
            loss = step(net, optimizer)
            kept.append(loss.detach())
        loss.item()
        yield


def keeping_what_goes_on(net: Net, steps: int) -> Iterator[None]:
    """What is kept is what the next iteration begins with."""
    states = [torch.zeros(32, 16)]
    weight = torch.eye(16)
    while True:
        for _ in range(steps):
            states.append(torch.tanh(states[-1] @ weight + net.x[:, :1]) * 0.5)
        states[-1].tolist()
        yield


LOOPS: dict[str, Loop] = {
    "SGD": with_optimizer(optim.SGD),
    "momentum": with_optimizer(optim.SGD, momentum=0.9),
    "Adam": with_optimizer(optim.Adam),
    "a learning rate that changes": scheduled,
    "a loss that is printed": printing,
    "gradients that are clipped": clipping,
    "batches that are uploaded": loading,
    "a tensor that is carried on": carrying,
    "no optimizer": by_hand,
    "losses that are kept": keeping,
    "several results that are kept": keeping_several,
    "the last losses, kept": keeping_the_last,
    "states that are kept and go on": keeping_what_goes_on,
}


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("loop", LOOPS.values(), ids=LOOPS)
def test_a_loop_comes_to_send_nothing_new(loop: Loop, whole: list[bool]) -> None:
    rounds = loop(Net(), 100)
    for _ in range(4):
        next(rounds)
    whole.clear()
    for _ in range(3):
        next(rounds)
    assert len(whole) >= 9
    assert not any(whole)


def test_a_loop_that_keeps_results_runs_by_plans(session: torch.Session) -> None:
    """Each result is another tensor, and what is dropped at last is gone on the server too."""
    x, kept = torch.ones(()), []
    for number in range(600):
        y = x * 3.0 + 1.0
        x = y - x * 2.0
        kept.append((x.detach(), y))
        if number == 299:
            session.flush()
            before = httpx.get(f"{session.url}/v1/sessions/{session.id}/plans").json()
    assert [(one.item(), two.item()) for one, two in kept[::97]] == [
        (n + 2.0, 3.0 * n + 4.0) for n in range(0, 600, 97)
    ]
    after = httpx.get(f"{session.url}/v1/sessions/{session.id}/plans").json()
    assert after["hits"] - before["hits"] >= 5
    assert after["misses"] - before["misses"] <= 8  # to read values in the midst of it
    del kept[10:]
    (x * 2.0).item()
    assert len(tensors(session)) == 23  # and x, y and what was read last
    for number, (one, two) in enumerate(kept):
        assert (one.item(), two.item()) == (number + 2.0, 3.0 * number + 4.0)


def tensors(session: torch.Session) -> list[Any]:
    """What has a name on the server."""
    return httpx.get(f"{session.url}/v1/sessions/{session.id}/tensors?limit=1000").json()["items"]  # type: ignore[no-any-return]


TRAINED = {
    "digits": ["--epochs", "4"],
    "transformer": ["--steps", "150", "--sample", "1", "--width", "8", "--heads", "2", "--layers", "1"],
}


@pytest.mark.parametrize("name", TRAINED)
def test_examples_come_to_send_nothing_new(
    name: str, whole: list[bool], server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [f"{name}.py", *TRAINED[name]])
    with torch.Session(server), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        runpy.run_path(str(EXAMPLES / f"{name}.py"), run_name="__main__")
    trained = whole[len(whole) // 2 : len(whole) * 4 // 5]  # at the end the model is used
    assert len(trained) > 20
    assert sum(trained) <= 0.05 * len(trained)
