"""A session of its own for each test of the SDK, on a real server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import gradwire


@pytest.fixture
def session(server: str) -> Iterator[gradwire.Session]:
    with gradwire.Session(server, seed=0) as session:
        yield session


@pytest.fixture
def requests(session: gradwire.Session) -> Requests:
    return Requests(session)


class Requests:
    """Counts how often a session waited for the server since it was last asked; what it sends in the background goes
    along."""

    def __init__(self, session: gradwire.Session) -> None:
        line = session._correspondent
        assert line is not None
        self._count = 0
        exchange = line.exchange

        def counted(*args: Any, **options: Any) -> Any:
            recorder = line.recorder
            self._count += bool(args or options or recorder.steps or recorder.uploads or line._unanswered)
            return exchange(*args, **options)

        line.exchange = counted  # type: ignore[method-assign]

    def new(self) -> int:
        count, self._count = self._count, 0
        return count
