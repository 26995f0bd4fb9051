"""Where the examples find a server: one that is open, and one that asks for a token."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import Server

TOKEN = "tests-only.0123456789"


@pytest.fixture(scope="session")
def guarded_server() -> Iterator[Server]:
    """One server that asks for a token, for all examples."""
    server = Server({"GRADWIRE_TOKENS": TOKEN})
    yield server
    server.stop()


@pytest.fixture
def open_and_guarded(server: str, guarded_server: Server) -> list[dict[str, str]]:
    """What the environment says to use an open server, and to use one that asks for a token."""
    return [{"GRADWIRE_URL": server}, {"GRADWIRE_URL": guarded_server.url, "GRADWIRE_TOKEN": TOKEN}]
