"""Busy polling ends by itself, and does not begin where it would be in vain."""

from __future__ import annotations

import asyncio

import pytest

from app.busy_poll import BusyPoll

MOMENT = 0.2


@pytest.fixture(autouse=True)
def gap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else wants the core, whatever else this machine does."""
    monkeypatch.setattr("app.busy_poll.GAP", 60.0)


def test_the_loop_looks_for_a_moment_once_clients_come_back_soon() -> None:
    async def looks() -> list[bool]:
        loop = asyncio.get_running_loop()
        poll = BusyPoll(MOMENT, lambda: False)
        found = []
        for _ in range(2):
            poll.received()
            poll.answered(loop)
            found.append(poll.is_looking)
        await asyncio.sleep(2 * MOMENT)
        return [*found, poll.is_looking]

    assert asyncio.run(looks()) == [False, True, False]


def test_the_loop_sleeps_where_a_thread_computes_or_nobody_wants_it_awake() -> None:
    async def looks(seconds: float, is_computing: bool) -> bool:
        poll = BusyPoll(seconds, lambda: is_computing)
        for _ in range(3):
            poll.received()
            poll.answered(asyncio.get_running_loop())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return poll.is_looking

    assert asyncio.run(looks(3600.0, False))
    assert not asyncio.run(looks(3600.0, True))
    assert not asyncio.run(looks(0.0, False))


def test_the_loop_sleeps_for_a_while_where_others_want_the_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.busy_poll.GAP", 0.0)

    async def looks() -> list[bool]:
        loop = asyncio.get_running_loop()
        poll = BusyPoll(3600.0, lambda: False)
        found = []
        for _ in range(3):
            poll.received()
            poll.answered(loop)
            found.append(poll.is_looking)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        return found

    assert asyncio.run(looks()) == [False, True, False]
