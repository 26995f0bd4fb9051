"""Who does not wait for a server that is away: who is interrupted, gives up, ends, or never heard of it."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from threading import Timer

import pytest

import gradwire as torch
from tests.client.conftest import Calls, ones
from tests.client.relay import Relay


def interrupt_soon(act: Callable[[], object] = lambda: None) -> None:
    """Press Ctrl-C after a while, when something was done."""

    def interrupt() -> None:
        act()
        os.kill(os.getpid(), signal.SIGINT)

    Timer(0.3, interrupt).start()


def test_who_waits_can_be_interrupted(relay: Relay, cuttable: torch.Session) -> None:
    x = ones()
    for number in range(3):
        relay.down()
        x += 1
        interrupt_soon()
        with pytest.raises(KeyboardInterrupt):
            x.tolist()
        interrupt_soon()
        with pytest.raises(KeyboardInterrupt):
            x.tolist()
        relay.up()
        assert x.tolist() == [number + 2] * 2


def test_who_waits_in_a_hook_can_be_interrupted(relay: Relay, cuttable: torch.Session, calls: Calls) -> None:
    x = torch.ones(2, requires_grad=True)
    y = ones()

    def hook(grad: torch.Tensor) -> torch.Tensor:
        relay.down()
        interrupt_soon(calls.clear)
        return torch.tensor(grad.numpy() * 2)

    handle = x.register_hook(hook)
    with pytest.raises(KeyboardInterrupt):
        (x * 3).sum().backward()
    assert len(calls) <= 3
    relay.up()
    handle.remove()
    assert y.tolist() == [1, 1]
    (x * 5).sum().backward()
    assert x.grad is not None
    assert x.grad.tolist() == [5, 5]


def test_a_pass_whose_server_does_not_come_back_is_given_up_once(relay: Relay, calls: Calls) -> None:
    with torch.Session(relay.url, patience=0.3):
        x = torch.ones(2, requires_grad=True)
        y = ones()

        def hook(grad: torch.Tensor) -> torch.Tensor:
            relay.down()
            calls.clear()
            return grad * 2

        handle = x.register_hook(hook)
        with pytest.raises(torch.ServerUnreachableError):
            (x * 3).sum().backward()
        attempts = list(calls)
        relay.up()
        handle.remove()
        assert y.tolist() == [1, 1]
    first = attempts[0][0]
    assert len([call for call, _ in attempts if call is first]) > 2
    assert len([call for call, _ in attempts if call is not first]) <= 2


def test_a_task_that_waits_can_be_cancelled(relay: Relay) -> None:
    async def work() -> list[float]:
        async with torch.AsyncSession(relay.url, patience=600.0) as session:
            x = torch.zeros(2)
            await session.flush()
            x += 1
            relay.down()
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.2):
                    await session.flush()
            relay.up()
            return (await session.fetch(x)).tolist()  # type: ignore[no-any-return]

    assert asyncio.run(work()) == [1, 1]


def test_a_server_that_never_answered_is_not_waited_for(relay: Relay, pauses: list[float]) -> None:
    async def enter() -> None:
        async with torch.AsyncSession(relay.url, patience=600.0):
            pass

    relay.down()
    for begin in (torch.Session(relay.url, patience=600.0).flush, lambda: asyncio.run(enter())):
        with pytest.raises(ConnectionError, match=r"no gradwire server answers at .*python -m app"):
            begin()
    assert not pauses


def test_a_session_that_is_closed_waits_for_nobody(relay: Relay, pauses: list[float]) -> None:
    with torch.Session(relay.url, patience=600.0):
        torch.ones(2).tolist()
        relay.down()
    assert not pauses


def test_patience_is_a_number_of_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    for said in ("soon", "-1", "nan"):
        monkeypatch.setenv("GRADWIRE_PATIENCE", said)
        with pytest.raises(ValueError, match=f"GRADWIRE_PATIENCE is a number of seconds, not '{said}'"):
            torch.Session()


def test_patience_comes_from_the_environment(relay: Relay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADWIRE_PATIENCE", "0")
    with torch.Session(relay.url):
        x = ones()
        relay.down()
        with pytest.raises(torch.ServerUnreachableError) as told:
            (x + 1).tolist()
    assert "tried" not in str(told.value)
