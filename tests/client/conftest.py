"""A session of its own for each test of the SDK, on a real server."""

from __future__ import annotations

from collections.abc import Iterator

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
    """Counts the programs that a session sent since it was last asked."""

    def __init__(self, session: gradwire.Session) -> None:
        self._session = session
        self._before = 0

    def new(self) -> int:
        line = self._session._correspondent
        assert line is not None
        count, self._before = line._sent - self._before, line._sent
        return count
