"""A session of its own for each test of the SDK, on a real server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

import gradwire
from gradwire.recording import exchange
from gradwire.remote.calls import Call, Reply
from gradwire.remote.transport import AsyncTransport, Transport
from tests.client.relay import Relay


@pytest.fixture
def session(server: str) -> Iterator[gradwire.Session]:
    with gradwire.Session(server, seed=0) as session:
        yield session


@pytest.fixture
def relay(server: str) -> Iterator[Relay]:
    """A way to the server that can be cut."""
    with Relay(server) as relay:
        yield relay


@pytest.fixture
def requests(session: gradwire.Session) -> Requests:
    return Requests(session)


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The programs that are composed, as they are sent."""
    composed: list[str] = []
    compose = exchange.compose

    def noted(*args: Any, **kwargs: Any) -> Any:
        request = compose(*args, **kwargs)
        composed.append(request.program.text)
        return request

    monkeypatch.setattr("gradwire.remote.conversation.compose", noted)
    return composed


class Requests:
    """Counts how often a session waited for the server since it was last asked; what it sends in the background goes
    along."""

    def __init__(self, session: gradwire.Session) -> None:
        line = session._correspondent
        assert line is not None
        self._count = 0
        exchange, post = line.exchange, line._post

        def posted(*args: Any) -> Any:
            self._count += 1
            return post(*args)

        def exchanged(*args: Any, **options: Any) -> Any:
            recorder, before = line.recorder, self._count
            waits = bool(args or options or recorder.steps or recorder.uploads or recorder.sent)
            try:
                return (yield from exchange(*args, **options))
            finally:
                if waits and self._count == before:
                    self._count += 1

        line.exchange, line._post = exchanged, posted  # type: ignore[method-assign]

    def new(self) -> int:
        count, self._count = self._count, 0
        return count


class Calls(list[tuple[Call, str]]):
    """What was sent over HTTP, each attempt, with the name of the error that it ended with."""

    @property
    def keys(self) -> list[str | None]:
        """The Idempotency-Keys of what is no GET."""
        return [call.headers.get("Idempotency-Key") for call, _ in self if call.method != "GET"]

    @property
    def errors(self) -> list[str]:
        """What attempts ended with."""
        return [error for _, error in self if error]

    def were_repeated(self) -> bool:
        """Whether one of them was sent more than once, each time under one key; and forget them."""
        several = [key for key, times in Counter(self.keys).items() if times > 1]
        self.clear()
        return len(several) == 1 and several[0] is not None


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """What is sent over HTTP from the beginning."""
    made = Calls()

    def note(kind: Any) -> None:
        attempt = kind._attempt

        async def noted(transport: Any, call: Call) -> Reply:
            try:
                reply: Reply = await attempt(transport, call)
            except Exception as error:
                made.append((call, type(error).__name__))
                raise
            made.append((call, ""))
            return reply

        monkeypatch.setattr(kind, "_attempt", noted)

    note(Transport)
    note(AsyncTransport)
    return made


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited before each further attempt, which here takes no time."""
    waited: list[float] = []

    async def noted(_: Transport, seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(Transport, "_sleep", noted)
    return waited


@pytest.fixture
def without_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything goes over HTTP."""
    monkeypatch.setattr(Transport, "_open_stream", lambda *_: None)


@pytest.fixture
def http(relay: Relay, without_stream: None) -> Iterator[gradwire.Session]:
    """A session that sends everything over HTTP, on connections that can be cut."""
    with gradwire.Session(relay.url, seed=0) as session:
        yield session


@pytest.fixture(params=["stream", "http"])
def cuttable(relay: Relay, request: pytest.FixtureRequest) -> Iterator[gradwire.Session]:
    """A session on connections that can be cut; over its stream, and over HTTP alone."""
    if request.param == "http":
        request.getfixturevalue("without_stream")
    with gradwire.Session(relay.url, seed=0, patience=600.0) as session:
        yield session


def ones() -> gradwire.Tensor:
    x = gradwire.zeros(2)
    x += 1
    assert x.tolist() == [1, 1]
    return x


class Square(gradwire.autograd.Function):
    """A function of one's own, whose backward computes with what was saved."""

    @staticmethod
    def forward(ctx: Any, x: gradwire.Tensor) -> gradwire.Tensor:
        ctx.save_for_backward(x)
        return x * x

    @staticmethod
    def backward(ctx: Any, grad: gradwire.Tensor) -> gradwire.Tensor:
        (x,) = ctx.saved_tensors
        return grad * 2 * x
