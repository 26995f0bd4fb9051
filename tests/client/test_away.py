"""A server that is away is waited for, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
import logging
import os
from threading import Thread

import pytest

import gradwire as torch
from gradwire.recording.boundaries import ENOUGH
from tests.client.conftest import Calls, ones
from tests.client.relay import Relay


def test_nothing_is_noticed_but_time(relay: Relay, cuttable: torch.Session, caplog: pytest.LogCaptureFixture) -> None:
    x = ones()
    caplog.set_level(logging.INFO, "gradwire")
    relay.away(0.7)
    x += 1
    assert x.tolist() == [2, 2]
    said = [(record.levelno, record.getMessage()) for record in caplog.records if record.name == "gradwire"]
    assert [level for level, _ in said] == [logging.INFO] * 2
    assert "does not answer" in said[0][1]
    assert "is there again" in said[1][1]


def test_it_may_be_away_often(relay: Relay, cuttable: torch.Session) -> None:
    x = ones()
    for number in range(12):
        back = relay.away(0.05)
        for _ in range(number * ENOUGH // 4):
            x += 1
        back.join()
    assert x.tolist() == [1 + sum(number * ENOUGH // 4 for number in range(12))] * 2


def test_tensors_that_are_forgotten_meanwhile_are_deleted_after(relay: Relay, cuttable: torch.Session) -> None:
    x = ones()
    kept = [x + number for number in range(30)]
    cuttable.flush()
    before = cuttable._carry(cuttable._line.patch({}))["tensors"]
    relay.away(0.3)
    del kept
    x += 1
    cuttable.flush()
    assert x.tolist() == [2, 2]
    assert cuttable._carry(cuttable._line.patch({}))["tensors"] <= before - 30


def test_threads_wait_each_for_itself_and_for_each_other(relay: Relay, cuttable: torch.Session) -> None:
    x, found = ones(), []

    def own() -> None:
        with torch.Session(relay.url):
            found.append((torch.ones(2) * 3).tolist())

    def shared() -> None:
        found.append(cuttable.fetch(x).tolist())

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
def test_a_child_has_its_own_session_meanwhile(server: str, relay: Relay, cuttable: torch.Session) -> None:
    x = ones()
    relay.down()
    x += 1
    child = os.fork()
    if not child:
        try:
            with torch.Session(server):
                assert (torch.ones(2) + 1).tolist() == [2, 2]
            with pytest.raises(RuntimeError, match="forked"):
                x.tolist()
        except BaseException:  # noqa: BLE001 - the parent's tests must not go on here
            os._exit(1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    relay.up()
    assert x.tolist() == [2, 2]


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
