"""The layers of torch.nn: in how few requests they are built and trained."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

import gradwire as torch
from gradwire import nn
from tests.client.conftest import Requests


class Last(nn.Module):
    """The first result of a layer that has several."""

    def __init__(self, layer: nn.Module) -> None:
        super().__init__()
        self.layer = layer

    def forward(self, input: Any) -> Any:
        return self.layer(input)[0]


def images() -> Any:
    return torch.arange(72.0).reshape(2, 1, 6, 6) / 72


def sequences() -> Any:
    return torch.arange(48.0).reshape(3, 4, 4) / 48


NETWORKS: dict[str, tuple[Callable[[], nn.Module], Callable[[], Any]]] = {
    "convolutions": (
        lambda: nn.Sequential(
            nn.Conv2d(1, 2, 3, padding=1, padding_mode="circular"),
            nn.BatchNorm2d(2),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.ConvTranspose2d(2, 2, 2, stride=2),
            nn.InstanceNorm2d(2, affine=True, track_running_stats=True),
            nn.AdaptiveAvgPool2d(2),
            nn.Flatten(),
            nn.Linear(8, 1),
        ),
        images,
    ),
    "norms": (lambda: nn.Sequential(nn.GroupNorm(1, 1), nn.LayerNorm(6), nn.RMSNorm(6), nn.ReflectionPad2d(1)), images),
    "plain means": (lambda: nn.BatchNorm1d(4, momentum=None), sequences),
    "lstm": (lambda: Last(nn.LSTM(4, 3, 2, bidirectional=True, dropout=0.5)), sequences),
    "gru": (lambda: Last(nn.GRU(4, 3, batch_first=True)), sequences),
    "transformer": (lambda: nn.TransformerEncoderLayer(4, 2, 8), sequences),
    "embedding": (lambda: nn.Embedding(5, 3), lambda: torch.tensor([[0, 1], [4, 1]])),
}
MADE = pytest.mark.parametrize(("make", "data"), NETWORKS.values(), ids=NETWORKS)


@MADE
def test_it_is_built_without_a_request(
    session: torch.Session, requests: Requests, make: Callable[[], nn.Module], data: Callable[[], Any]
) -> None:
    net = make()
    assert requests.new() == 0
    assert all(parameter.isfinite().all() for parameter in net.parameters())


@MADE
def test_a_step_of_training_is_one_request_of_the_same_bytes(
    session: torch.Session, requests: Requests, make: Callable[[], nn.Module], data: Callable[[], Any]
) -> None:
    net, x = make(), data()
    optimizer = torch.optim.Adam(net.parameters())

    def step() -> float:
        optimizer.zero_grad()
        loss = net(x).square().mean()
        loss.backward()
        optimizer.step()
        return loss.item()

    for _ in range(4):
        step()
    requests.new()
    line = session._correspondent
    assert line is not None
    programs = len(line.programs._ids)
    for _ in range(3):
        step()
    assert requests.new() == 3
    assert len(line.programs._ids) == programs


def test_an_asynchronous_session_normalizes_what_is_not_known_yet(server: str) -> None:
    async def run() -> list[float]:
        async with torch.AsyncSession(server, seed=0) as session:
            net = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4, momentum=None))
            out = net(torch.arange(6.0).reshape(2, 3))
            means: list[float] = (await session.fetch(out.detach())).mean(0).tolist()
            return means

    assert asyncio.run(run()) == pytest.approx([0.0] * 4, abs=1e-5)


def test_a_lazy_layer_costs_no_request_of_its_own(session: torch.Session, requests: Requests) -> None:
    x = images()
    requests.new()
    net = nn.Sequential(nn.LazyConv2d(2, 3), nn.LazyBatchNorm2d())
    assert requests.new() == 0
    out = net(x)
    assert out.shape == (2, 2, 4, 4)
    assert repr(net[0]) == "Conv2d(1, 2, kernel_size=(3, 3), stride=(1, 1))"


def test_packed_sequences_go_as_each_goes_by_itself(session: torch.Session) -> None:
    rows = [torch.rand(length, 2) for length in (2, 4, 1)]
    layer = nn.LSTM(2, 3, 2, bidirectional=True)
    out, (hidden, cells) = layer(nn.utils.rnn.pack_sequence(rows, enforce_sorted=False))
    for place, (row, found) in enumerate(zip(rows, nn.utils.rnn.unpack_sequence(out), strict=True)):
        alone, (h, c) = layer(row)
        assert found.allclose(alone, atol=1e-6)
        assert hidden[:, place].allclose(h, atol=1e-6)
        assert cells[:, place].allclose(c, atol=1e-6)


def test_batches_are_counted_only_in_training(session: torch.Session) -> None:
    layer = nn.BatchNorm1d(2)
    for _ in range(3):
        layer(torch.rand(4, 2))
    layer.eval()(torch.rand(4, 2))
    assert layer.num_batches_tracked.item() == 3


@pytest.mark.parametrize("shape", [(3, 2), (3,), (2, 2), (1, 3)])
def test_attention_refuses_a_padding_mask_that_does_not_fit(session: torch.Session, shape: tuple[int, ...]) -> None:
    attention, x = nn.MultiheadAttention(4, 2), torch.ones(3, 2, 4)
    with pytest.raises(RuntimeError, match=r"key_padding_mask must be of \[2, 3\]"):
        attention(x, x, x, key_padding_mask=torch.zeros(shape, dtype=torch.bool))
