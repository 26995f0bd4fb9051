"""A server that is away: who waits for it, who does not, and what may happen meanwhile."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import Callable, Iterator
from threading import Thread, Timer

import pytest

import gradwire as torch
from gradwire.recording.boundaries import ENOUGH
from tests.client.conftest import Calls
from tests.client.relay import Relay


@pytest.fixture(params=["stream", "http"])
def session(relay: Relay, request: pytest.FixtureRequest) -> Iterator[torch.Session]:
    """A session on connections that can be cut, whose sending begins with x = [1, 1]."""
    if request.param == "http":
        request.getfixturevalue("without_stream")
    with torch.Session(relay.url, seed=0, patience=600.0) as session:
        yield session


def ones() -> torch.Tensor:
    x = torch.zeros(2)
    x += 1
    assert x.tolist() == [1, 1]
    return x


def test_nothing_is_noticed_but_time(relay: Relay, session: torch.Session, caplog: pytest.LogCaptureFixture) -> None:
    x = ones()
    caplog.set_level(logging.INFO, "gradwire")
    relay.away(0.7)
    x += 1
    assert x.tolist() == [2, 2]
    said = [(record.levelno, record.getMessage()) for record in caplog.records if record.name == "gradwire"]
    assert [level for level, _ in said] == [logging.INFO] * 2
    assert "does not answer" in said[0][1]
    assert "is there again" in said[1][1]


def test_it_may_be_away_often(relay: Relay, session: torch.Session) -> None:
    x = ones()
    for number in range(12):
        back = relay.away(0.05)
        for _ in range(number * ENOUGH // 4):
            x += 1
        back.join()
    assert x.tolist() == [1 + sum(number * ENOUGH // 4 for number in range(12))] * 2


def test_tensors_that_are_forgotten_meanwhile_are_deleted_after(relay: Relay, session: torch.Session) -> None:
    x = ones()
    kept = [x + number for number in range(30)]
    session.flush()
    before = session._carry(session._line.patch({}))["tensors"]
    relay.away(0.3)
    del kept
    x += 1
    session.flush()
    assert x.tolist() == [2, 2]
    assert session._carry(session._line.patch({}))["tensors"] <= before - 30


def test_threads_wait_each_for_itself_and_for_each_other(relay: Relay, session: torch.Session) -> None:
    x, found = ones(), []

    def own() -> None:
        with torch.Session(relay.url):
            found.append((torch.ones(2) * 3).tolist())

    def shared() -> None:
        found.append(session.fetch(x).tolist())

    relay.down()
    threads = [Thread(target=work) for work in (own, shared, own, shared)]
    for thread in threads:
        thread.start()
    assert not found
    relay.up()
    for thread in threads:
        thread.join()
    assert sorted(found) == [[1, 1], [1, 1], [3, 3], [3, 3]]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_child_of_the_fork_has_its_own_session(relay: Relay, session: torch.Session) -> None:
    x = ones()
    relay.down()
    x += 1
    child = os.fork()
    if not child:
        try:
            relay.up()
            with torch.Session(relay._server and f"http://{relay._server[0]}:{relay._server[1]}"):
                assert (torch.ones(2) + 1).tolist() == [2, 2]
            with pytest.raises(RuntimeError, match="forked"):
                x.tolist()
        except BaseException:  # noqa: BLE001 - the parent's tests must not go on here
            os._exit(1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    relay.up()
    assert x.tolist() == [2, 2]


def interrupt_soon(act: Callable[[], object] = lambda: None) -> None:
    """Press Ctrl-C after a while, when something was done."""

    def interrupt() -> None:
        act()
        os.kill(os.getpid(), signal.SIGINT)

    Timer(0.3, interrupt).start()


def test_who_waits_can_be_interrupted(relay: Relay, session: torch.Session) -> None:
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


def test_who_waits_in_a_hook_can_be_interrupted(relay: Relay, session: torch.Session, calls: Calls) -> None:
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


def test_an_asynchronous_session_lets_others_go_on_meanwhile(relay: Relay) -> None:
    async def work() -> list[float]:
        async with torch.AsyncSession(relay.url) as session:
            x = torch.zeros(2)
            await session.flush()
            relay.down()
            x += 1
            flushing = asyncio.create_task(session.flush())
            for _ in range(20):
                await asyncio.sleep(0.01)
            assert not flushing.done()
            relay.up()
            await flushing
            return (await session.fetch(x)).tolist()  # type: ignore[no-any-return]

    assert asyncio.run(work()) == [1, 1]


def test_a_server_that_says_when_to_ask_again(
    relay: Relay, http: torch.Session, calls: Calls, pauses: list[float]
) -> None:
    x = ones()
    calls.clear()
    relay.refusal, relay.refusals = "503 Service Unavailable\r\nRetry-After: 7", 2
    relay.cut()
    x += 1
    assert x.tolist() == [2, 2]
    assert [pause for pause in pauses if pause >= 7] == [7, 7]
    assert calls.errors.count("NotReadyError") == 2
    assert calls.were_repeated()


def test_a_server_that_asks_for_more_patience_than_there_is(
    relay: Relay, http: torch.Session, pauses: list[float]
) -> None:
    x = ones()
    relay.refusal, relay.refusals = "503 Service Unavailable\r\nRetry-After: 61", 1
    relay.cut()
    x += 1
    with pytest.raises(torch.ServerUnreachableError, match="503"):
        x.tolist()
    assert not [pause for pause in pauses if pause > 60]


def test_what_was_never_sent_is_sent_when_the_server_is_back(relay: Relay, without_stream: None) -> None:
    with torch.Session(relay.url, patience=0.2):
        x = ones()
        relay.down()
        x += 1
        for _ in range(2):
            with pytest.raises(ConnectionError, match="python -m app") as told:
                x.tolist()
            assert type(told.value).__name__ == "NotSentError"
        relay.up()
        assert x.tolist() == [2, 2]


# who waits for nobody


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
