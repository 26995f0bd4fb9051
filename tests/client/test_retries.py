"""Requests over HTTP whose connection breaks, or whose server is not ready: carried out once, and answered."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import numpy as np
import pytest

import gradwire as torch
from gradwire.remote.address import InFlightError
from tests.client.conftest import Calls
from tests.client.relay import BACK, TO, Relay

CUTS = [(TO, 0), (TO, 250), (BACK, 0), (BACK, 100)]
"""Before a request arrives, in its midst, before its answer comes, and in its midst."""


def steps(times: int, **fields: Any) -> list[dict[str, Any]]:
    return [{"repeat": {"times": times, **fields, "steps": [{"op": "add_", "inputs": ["x", 1]}]}}]


# where connections are cut


@pytest.mark.parametrize(("way", "size"), CUTS)
def test_steps_are_carried_out_once(relay: Relay, http: torch.Session, calls: Calls, way: str, size: int) -> None:
    x = torch.zeros(2)
    x += 1
    http.flush()
    calls.clear()
    for number in range(3):
        relay.cut_after(way, size)
        x += 1
        assert x.tolist() == [number + 2] * 2
        assert calls.were_repeated()


@pytest.mark.parametrize(("way", "size"), CUTS)
@pytest.mark.parametrize("progress", [False, True])
def test_a_program_runs_once(
    relay: Relay, http: torch.Session, calls: Calls, way: str, size: int, progress: bool
) -> None:
    x = torch.zeros(1)
    http.flush()
    calls.clear()
    relay.cut_after(way, size)
    found = http.run(steps(50, count="n"), tensors={"x": x}, returns=["n"], progress=progress)
    assert found["n"] == 50
    assert calls.were_repeated()
    assert x.item() == 50


@pytest.mark.parametrize(("way", "size"), CUTS)
def test_one_session_is_opened(relay: Relay, server: str, calls: Calls, way: str, size: int) -> None:
    def opened() -> int:
        return len(httpx.get(f"{server}/v1/sessions", params={"limit": 1000}).json()["items"])

    with torch.Session(relay.url) as first:
        first.flush()
    before = opened()
    calls.clear()
    relay.cut()
    relay.cut_after(way, min(size, 100))
    with torch.Session(relay.url):
        assert opened() == before + 1
        assert calls.were_repeated()


def test_settings_are_sent_again(relay: Relay, http: torch.Session, calls: Calls) -> None:
    http.flush()
    try:
        relay.cut_after(BACK, 0)
        torch.set_default_dtype(torch.float64)
        assert calls.were_repeated()
        assert torch.ones(1).dtype == torch.float64
    finally:
        torch.set_default_dtype(torch.float32)


@pytest.mark.parametrize(("way", "size"), CUTS)
def test_the_asynchronous_twin(relay: Relay, calls: Calls, way: str, size: int) -> None:
    async def work() -> list[float]:
        async with torch.AsyncSession(relay.url) as session:
            x = torch.zeros(2)
            await session.flush()
            for _ in range(3):
                relay.cut_after(way, size)
                x += 1
                await session.flush()
                assert calls.were_repeated()
            relay.cut_after(way, size)
            await session.run(steps(50, count="n"), tensors={"x": x}, progress=True)
            assert calls.were_repeated()
            return (await session.fetch(x)).tolist()  # type: ignore[no-any-return]

    assert asyncio.run(work()) == [53, 53]


def test_many_values_are_asked_for_apart_from_the_steps_that_make_them(
    relay: Relay, http: torch.Session, calls: Calls
) -> None:
    x = torch.zeros(3_000_000)
    x += 1
    assert x.numpy().sum() == 3_000_000
    calls.clear()
    x += 1
    relay.cut_after(BACK, 5_000_000)
    assert np.array_equal(x.numpy(), np.full(3_000_000, 2, np.float32))
    assert list(Counter(calls.keys).values()) == [1, 2]


def test_every_change_has_a_key_of_its_own(http: torch.Session, calls: Calls) -> None:
    x = torch.ones(2, requires_grad=True)
    x.register_hook(lambda grad: grad * 2)
    (x * x).sum().backward()
    http.run(steps(2), tensors={"x": torch.zeros(1)})
    http.synchronize()
    http.change_memory({"release": True})
    http.close()
    made = calls.keys
    assert None not in made
    assert len(set(made)) == len(made) > 6
    assert {call.method for call, _ in calls} >= {"POST", "DELETE"}
    assert not [call for call, _ in calls if call.method == "GET" and "Idempotency-Key" in call.headers]


def test_what_is_under_way_is_awaited(relay: Relay, http: torch.Session, calls: Calls) -> None:
    x = torch.zeros(1)
    http.flush()
    cut: list[dict[str, Any]] = []

    @contextmanager
    def shown(steps: Any, progress: bool) -> Iterator[Any]:
        def tell(told: dict[str, Any]) -> None:
            if not cut:
                relay.cut()
            cut.append(told)

        yield steps, tell

    calls.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gradwire.remote.sessions.shown", shown)
        http.run(steps(200_000, count="n"), tensors={"x": x})
    assert cut[0]["iteration"] < 200_000
    assert InFlightError.__name__ in calls.errors
    assert calls.were_repeated()
    assert x.item() == 200_000


@pytest.mark.parametrize("status", ["400 Bad Request", "500 Internal Server Error", "507 Insufficient Storage"])
def test_other_answers_are_final(
    relay: Relay, http: torch.Session, pauses: list[float], calls: Calls, status: str
) -> None:
    x = torch.zeros(2)
    x += 1
    http.flush()
    relay.refusal, relay.refusals = status, 1
    relay.cut()
    calls.clear()
    x += 1
    with pytest.raises(RuntimeError, match=status[:3]):
        http.flush()
    assert len([call for call, error in calls if not error]) == 1
