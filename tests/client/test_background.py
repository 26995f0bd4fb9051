"""What is sent in the background, on the session's stream: in order, once, and heard when somebody waits."""

from __future__ import annotations

import linecache
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import gradwire as torch
from gradwire.recording.boundaries import ENOUGH
from gradwire.remote.calls import Frame
from gradwire.remote.stream import Stream
from gradwire.remote.transport import Transport
from gradwire.remote.websocket import EndedError, WebSocket
from tests.client.conftest import Requests
from tests.client.relay import Relay

F, nn = torch.nn.functional, torch.nn


@pytest.fixture
def frames(monkeypatch: pytest.MonkeyPatch) -> list[Frame]:
    """What is sent on streams, from the beginning."""
    sent: list[Frame] = []
    send = Stream.send

    def noted(stream: Stream, frame: Frame) -> None:
        sent.append(frame)
        send(stream, frame)

    monkeypatch.setattr(Stream, "send", noted)
    return sent


def count(x: torch.Tensor, times: int, each: Callable[[int], Any] = lambda _: None) -> None:
    """Add one, so many times."""
    for number in range(times):
        x += 1
        each(number)


def test_nobody_waits_for_what_gathers(session: torch.Session, requests: Requests, frames: list[Frame]) -> None:
    x = torch.zeros(1)
    count(x, 3 * ENOUGH)
    requests.new()
    before = len(frames)
    count(x, 10 * ENOUGH)
    assert requests.new() == 0
    assert len(frames) - before >= 9
    assert x.item() == 13 * ENOUGH
    assert requests.new() == 1


def test_a_value_waits_for_all_that_it_is_made_of(session: torch.Session) -> None:
    w = torch.ones(50, 50)
    for _ in range(3):
        y = w
        for _ in range(2 * ENOUGH):
            y = (y @ w) / 50
        assert y.sum().item() == 2500.0


def test_what_comes_soon_is_looked_for_without_sleep(session: torch.Session, monkeypatch: pytest.MonkeyPatch) -> None:
    sleeps = []
    wait = WebSocket._wait

    def noted(socket: WebSocket, to_write: bool = False) -> bool:
        sleeps.append(to_write)
        return wait(socket, to_write)

    monkeypatch.setattr(WebSocket, "_wait", noted)
    monkeypatch.setattr("gradwire.remote.lookout.GAP", 60.0)
    x = torch.ones(2)
    for moment, sleeps_expected in ((60.0, False), (0.0, True)):
        monkeypatch.setattr("gradwire.remote.lookout.MOMENT", moment)
        (x + 1).tolist()
        sleeps.clear()
        (x + 1).tolist()
        assert bool(sleeps) is sleeps_expected
    monkeypatch.setattr("gradwire.remote.lookout.MOMENT", 60.0)
    sleeps.clear()
    (x + 1).tolist()
    assert sleeps, "the last one did not come soon"
    monkeypatch.setattr("gradwire.remote.lookout.GAP", 0.0)
    (x + 1).tolist()
    sleeps.clear()
    (x + 1).tolist()
    assert sleeps, "others wanted the core"


def test_what_is_under_way_is_bounded(session: torch.Session, monkeypatch: pytest.MonkeyPatch) -> None:
    x = torch.zeros(1)
    count(x, 3 * ENOUGH)
    x.item()
    most = []
    send = Stream.send

    def noted(stream: Stream, frame: Frame) -> None:
        send(stream, frame)
        most.append(len(stream._unanswered))

    monkeypatch.setattr(Stream, "send", noted)
    count(x, 150 * ENOUGH)
    assert len(most) > 100
    assert max(most) <= 64
    assert x.item() == 153 * ENOUGH


def test_large_arrays_go_both_ways_at_once(session: torch.Session, frames: list[Frame]) -> None:
    arrays = [np.full(500_000, number, np.float32) for number in range(40)]
    total = torch.zeros(500_000)
    total += torch.tensor(arrays[0])
    for array in arrays[1:]:
        total += torch.tensor(array)
    assert (total == sum(range(40))).all()
    assert len([frame for frame in frames if len(frame.data) > 2_000_000]) > 5
    assert np.array_equal(torch.tensor(arrays[7]).cpu().numpy(), arrays[7])


def test_an_array_too_large_for_a_frame_keeps_its_place(session: torch.Session, frames: list[Frame]) -> None:
    x = torch.zeros(3_000_000)
    for number in range(3):
        x += torch.tensor(np.full(3_000_000, number, np.float32))
        x *= 2
    assert x[17].item() == ((0 * 2) + 1) * 4 + 2 * 2
    assert max(len(frame.data) for frame in frames) < 2**23


# failures


def fail(x: torch.Tensor, zero: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    before = x * 3
    bad = x // zero
    return before, bad


@pytest.fixture
def integers(session: torch.Session) -> tuple[torch.Tensor, torch.Tensor]:
    """Integers that cannot be divided by each other, as the session finds out late."""
    x, zero = torch.tensor([6, 4]), torch.tensor([2, 0])
    x * 3, x // x, x + 1
    y = torch.tensor([0])
    y += 1
    torch.flush()
    return x, zero


def test_a_failure_is_told_where_somebody_waits_and_names_the_line(integers: Any) -> None:
    x, zero = integers
    counter = torch.tensor([0])
    count(counter, ENOUGH)
    before, bad = fail(x, zero)
    count(counter, ENOUGH // 2)
    after = x + 1
    with pytest.raises(RuntimeError, match="floor_divide") as caught:  # noqa: PT012 - whichever comes first
        count(counter, 20 * ENOUGH)
        after.tolist()
    line = fail.__code__.co_firstlineno + 2
    assert f"line {line}, in fail" in caught.value.__notes__[0]
    assert linecache.getline(__file__, line).strip() in caught.value.__notes__[0]
    assert before.tolist() == [18, 12]
    for lost in (bad, after):
        with pytest.raises(RuntimeError, match="never computed"):
            lost.tolist()
    assert counter.item() == ENOUGH
    assert (x + before).tolist() == [24, 16]
    count(counter, 3 * ENOUGH)
    assert counter.item() == 4 * ENOUGH


def test_nothing_leaks_where_frames_were_skipped(integers: Any, session: torch.Session) -> None:
    x, zero = integers
    kept = [x + 1 for _ in range(5)]
    torch.flush()
    fail(x, zero)
    lost = []
    with pytest.raises(RuntimeError, match="floor_divide"):  # noqa: PT012 - whichever comes first
        for number in range(20 * ENOUGH):
            lost.append(x + 1)
            if number == ENOUGH // 2:
                kept.pop()
        torch.flush()
    del lost
    (x + 1).tolist()
    torch.flush()
    again = [x + 1 for _ in range(3)]
    assert [one.tolist() for one in [*kept, *again]] == [[7, 5]] * 7
    line = session._correspondent
    assert line is not None
    bound = line.recorder.names.bound
    assert len(set(bound.values())) == len(bound)


def test_a_failure_is_told_at_the_end(server: str) -> None:
    with pytest.raises(RuntimeError, match="floor_divide"), torch.Session(server):  # noqa: PT012
        x, zero = torch.tensor([6, 4]), torch.tensor([2, 0])
        x // x
        fail(x, zero)
        counter = torch.zeros(1)
        count(counter, 2 * ENOUGH)


# connections


def test_a_lost_connection_is_followed_by_another(relay: Relay) -> None:
    with torch.Session(relay.url):
        x = torch.zeros(1)
        count(x, 20 * ENOUGH, lambda number: relay.cut() if number % 371 == 0 else None)
        assert x.item() == 20 * ENOUGH
        relay.cut()
        assert x.item() == 20 * ENOUGH
        x += 1
        assert x.item() == 20 * ENOUGH + 1


def test_a_connection_lost_with_large_arrays_under_way(relay: Relay) -> None:
    with torch.Session(relay.url):
        x = torch.zeros(300_000)
        for number in range(60):
            x += torch.tensor(np.ones(300_000, np.float32))
            if number % 17 == 0:
                relay.cut()
        assert (x == 60).all()


def test_a_server_that_does_not_come_back(relay: Relay) -> None:
    with torch.Session(relay.url, patience=0.1) as session:
        x = torch.ones(2)
        assert session.fetch(x, x + 1)[1].tolist() == [2.0, 2.0]
        relay.down()
        lost = x + 3
        with pytest.raises(torch.ServerUnreachableError, match="python -m app"):
            lost.tolist()
        with pytest.raises(torch.ServerUnreachableError):
            (x + 4).tolist()
        relay.up()
        with pytest.raises(RuntimeError, match="it is not known whether this tensor was computed"):
            lost.tolist()
        assert (x + 2).tolist() == [3.0, 3.0]


def test_a_gateway_that_refuses_for_a_while(relay: Relay) -> None:
    with torch.Session(relay.url):
        x = torch.zeros(1)
        x += 1
        assert x.item() == 1
        count(x, 3 * ENOUGH)
        relay.refusals = 2
        relay.cut()
        count(x, 3 * ENOUGH)
        assert x.item() == 6 * ENOUGH + 1
        assert relay.refusals == 0


def test_a_gateway_that_goes_on_refusing(relay: Relay) -> None:
    with torch.Session(relay.url, patience=0.1) as session:
        x = torch.ones(2)
        assert session.fetch(x, x + 1)[1].tolist() == [2.0, 2.0]
        relay.refusals = 1000
        relay.cut()
        lost = x + 3
        with pytest.raises(torch.ServerUnreachableError, match=r"HTTP 502.*python -m app"):
            lost.tolist()
        relay.refusals = 0
        with pytest.raises(RuntimeError, match="it is not known whether this tensor was computed"):
            lost.tolist()
        assert (x + 2).tolist() == [3.0, 3.0]


def test_a_gateway_that_refuses_requests(relay: Relay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Transport, "_open_stream", lambda *_: None)
    with torch.Session(relay.url, patience=0.5):
        x = torch.ones(2)
        assert (x + 1).tolist() == [2.0, 2.0]
        relay.refusals = 2
        relay.cut()
        assert (x + 1).tolist() == [2.0, 2.0]
        relay.refusals = 1000
        relay.cut()
        with pytest.raises(torch.ServerUnreachableError, match=r"status 502.*python -m app"):
            (x + 1).tolist()
        relay.refusals = 0
        assert (x + 1).tolist() == [2.0, 2.0]


def test_a_server_that_ends_each_connection(session: torch.Session, monkeypatch: pytest.MonkeyPatch) -> None:
    receive, ended = WebSocket.receive, []

    def end(socket: WebSocket, wait: bool) -> Any:
        data = receive(socket, wait)
        if data is not None and "hello" not in str(data):
            ended.append(data)
            raise EndedError(1011, "a bug")
        return data

    x = torch.ones(2)
    (x + 1).tolist()
    with monkeypatch.context() as patched:
        patched.setattr(WebSocket, "receive", end)
        with pytest.raises(torch.ServerUnreachableError, match="a bug"):
            (x + 2).tolist()
    assert len(ended) == 9
    assert (x + 3).tolist() == [4.0, 4.0]


def test_a_server_without_a_stream_is_asked_request_by_request(
    server: str, frames: list[Frame], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Transport, "_open_stream", lambda *_: None)
    with torch.Session(server):
        x = torch.zeros(1)
        count(x, 5 * ENOUGH)
        assert x.item() == 5 * ENOUGH
    assert not frames


def test_a_proxy_is_asked_request_by_request(
    relay: Relay, server: str, frames: list[Frame], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", relay.url)  # which forwards to the server whatever is asked for
    monkeypatch.delenv("no_proxy", raising=False)
    with torch.Session(server):
        x = torch.zeros(1)
        count(x, 2 * ENOUGH)
        assert x.item() == 2 * ENOUGH
    assert not frames


def test_an_interrupted_wait_loses_nothing(session: torch.Session, monkeypatch: pytest.MonkeyPatch) -> None:
    x = torch.zeros(1)
    count(x, 2 * ENOUGH)
    y = x * 2
    y.item()
    wait = WebSocket._wait

    def interrupted(*args: Any, **options: Any) -> bool:
        monkeypatch.setattr(WebSocket, "_wait", wait)
        raise KeyboardInterrupt

    monkeypatch.setattr(WebSocket, "_wait", interrupted)
    count(x, 2 * ENOUGH)
    z = x * 2
    with pytest.raises(KeyboardInterrupt):
        z.item()
    assert z.item() == 8 * ENOUGH
    assert x.item() == 4 * ENOUGH


@pytest.mark.parametrize("written", [False, True])
def test_an_interrupted_frame_is_sent_once(
    session: torch.Session, monkeypatch: pytest.MonkeyPatch, written: bool
) -> None:
    x = torch.zeros(1)
    count(x, 2 * ENOUGH)
    x.item()
    send = WebSocket.send

    def interrupted(socket: WebSocket, *args: Any) -> None:
        monkeypatch.setattr(WebSocket, "send", send)
        if written:
            send(socket, *args)
        raise KeyboardInterrupt

    count(x, ENOUGH // 2)
    monkeypatch.setattr(WebSocket, "send", interrupted)
    with pytest.raises(KeyboardInterrupt):
        x.item()
    count(x, 2 * ENOUGH)
    assert x.item() == 4 * ENOUGH + ENOUGH // 2


def test_what_is_asked_about_comes_in_its_order(session: torch.Session, frames: list[Frame]) -> None:
    seen: list[float] = []
    x = torch.ones(1, requires_grad=True)
    total = torch.zeros(1)
    for _ in range(4):
        count(total, ENOUGH // 2 + 1)
        y = x * total
        handle = y.register_hook(lambda grad: seen.append(total.item()))
        y.sum().backward()
        handle.remove()
        count(total, ENOUGH)
    torch.flush()
    assert seen == [ENOUGH // 2 + 1 + number * (ENOUGH // 2 + 1 + ENOUGH) for number in range(4)]
    assert x.grad is not None
    assert x.grad.item() == sum(seen)
    assert frames


def test_programs_that_the_server_forgot_are_sent_again(session: torch.Session) -> None:
    x = torch.zeros(1)
    count(x, 5 * ENOUGH)
    x.item()
    line = session._correspondent
    assert line is not None
    line.programs._ids = dict.fromkeys(line.programs._ids, "p-0")
    count(x, 5 * ENOUGH)
    assert x.item() == 10 * ENOUGH
