"""Loops whose connection is cut anywhere: they come to the same, to the bit, as if it had held."""

from __future__ import annotations

from collections.abc import Callable
from threading import Timer
from typing import Any

import numpy as np
import pytest

import gradwire as torch
from gradwire.remote.stream import Stream
from gradwire.remote.websocket import EndedError, WebSocket
from tests.client.relay import BACK, TO, Relay

F, nn = torch.nn.functional, torch.nn

Loop = Callable[[], list[Any]]
"""Trains something in the current session, and returns what it comes to."""


def training() -> list[Any]:
    """A network in PyTorch's loop, with data of each step and dropout; the losses are read at times."""
    torch.manual_seed(0)
    data = np.random.default_rng(0)
    model = nn.Sequential(nn.Linear(10, 16), nn.ReLU(), nn.Dropout(0.2), nn.Linear(16, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    losses = []
    for number in range(40):
        x = torch.as_tensor(data.random((8, 10), np.float32))
        optimizer.zero_grad()
        loss = model(x).square().mean()
        loss.backward()
        optimizer.step()
        if number % 8 == 0:
            losses.append(loss.item())
    return [*losses, *(parameter.detach().numpy() for parameter in model.parameters())]


class Cube(torch.autograd.Function):
    """A function whose gradient is computed here, of values that are read here."""

    @staticmethod
    def forward(ctx: Any, x: torch.Tensor) -> torch.Tensor:
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx: Any, grad: torch.Tensor) -> torch.Tensor:
        (x,) = ctx.saved_tensors
        return grad * torch.tensor(3 * x.detach().numpy() ** 2)


def asking() -> list[Any]:
    """A loop in whose passes a function here is asked, which asks for values itself, and a hook."""
    torch.manual_seed(0)
    w = torch.rand(4, requires_grad=True)
    seen: list[float] = []
    w.register_hook(lambda grad: seen.append(grad.sum().item()))
    for _ in range(3):
        Cube.apply(w * 0.5).sum().backward()
        with torch.no_grad():
            w -= 0.1 * w.grad
        w.grad = None
    return [*seen, w.detach().numpy()]


def learnt(url: str, loop: Loop) -> list[Any]:
    with torch.Session(url, seed=0):
        return loop()


def are_equal(one: list[Any], other: list[Any]) -> bool:
    return [np.asarray(value).tobytes() for value in one] == [np.asarray(value).tobytes() for value in other]


class Meter(Relay):
    """A relay that counts what it carries."""

    def __init__(self, server: str) -> None:
        super().__init__(server)
        self.carried = {TO: 0, BACK: 0}

    def _take(self, way: str, size: int) -> int:
        self.carried[way] += size
        return super()._take(way, size)


@pytest.mark.parametrize("way", [TO, BACK])
@pytest.mark.parametrize("loop", [training, asking])
def test_at_any_byte(server: str, loop: Loop, way: str) -> None:
    with Meter(server) as meter:
        learnt(meter.url, loop)  # shapes are learnt, so that it is the same the next time
        before = meter.carried[way]
        uncut = learnt(meter.url, loop)
        size = meter.carried[way] - before
        for place in np.linspace(0, size, 40, endpoint=False):
            meter.cut_after(way, int(place))
            assert are_equal(learnt(meter.url, loop), uncut), place


@pytest.mark.parametrize("is_sent", [False, True])
def test_at_any_frame(relay: Relay, monkeypatch: pytest.MonkeyPatch, is_sent: bool) -> None:
    send, sent, cut = Stream.send, [], [-1]

    def noted(stream: Stream, *frame: Any) -> None:
        if not is_sent and len(sent) == cut[0]:
            relay.cut()
        send(stream, *frame)
        if is_sent and len(sent) == cut[0]:
            relay.cut()
        sent.append(frame)

    monkeypatch.setattr(Stream, "send", noted)
    uncut = learnt(relay.url, training)
    frames = len(sent)
    assert frames > 10
    for place in range(frames):
        cut[0] = place
        sent.clear()
        assert are_equal(learnt(relay.url, training), uncut), place


@pytest.mark.parametrize("loop", [training, asking])
def test_again_and_again(relay: Relay, loop: Loop) -> None:
    uncut = learnt(relay.url, loop)
    ends: list[bool] = []

    def cut() -> None:
        relay.cut()
        if not ends:
            Timer(0.03, cut).start()

    cut()
    try:
        while relay.accepted < 20:
            assert are_equal(learnt(relay.url, loop), uncut)
    finally:
        ends.append(True)


@pytest.mark.parametrize("code", [1006, 1011, 1012])
def test_a_stream_that_the_server_ends_is_gone_on_with(
    session: torch.Session, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    receive, ended = WebSocket.receive, []

    def end(socket: WebSocket, wait: bool) -> Any:
        data = receive(socket, wait)
        if data is not None and "hello" not in str(data) and len(ended) < 5:
            ended.append(data)
            raise EndedError(code, "restarting")
        return data

    monkeypatch.setattr(WebSocket, "receive", end)
    x = torch.zeros(1)
    x += 1
    assert x.item() == 1
    x += 1
    assert x.item() == 2
    assert len(ended) == 5
