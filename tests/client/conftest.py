"""A session of its own for each test of the SDK, on a real server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import gradwire
from gradwire.recording import exchange


@pytest.fixture
def session(server: str) -> Iterator[gradwire.Session]:
    with gradwire.Session(server, seed=0) as session:
        yield session


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
