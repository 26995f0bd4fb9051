"""The application in process, for tests that need no server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from app.main import create_app
from app.settings import Settings


class Client:
    """Talks to the application through ASGI, one request after the other or several at once."""

    def __init__(self, settings: Settings) -> None:
        self.app = create_app(settings)
        self._runner = asyncio.Runner()
        transport = httpx.ASGITransport(self.app)
        self.http = httpx.AsyncClient(transport=transport, base_url="http://gradwire")
        self.session = self.post("/v1/sessions", json={"seed": 0}).headers["location"]

    def run(self, work: Any) -> Any:
        """Carry out a coroutine."""
        return self._runner.run(work)

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """One request; `S` at the beginning of a path is the session."""
        return self.run(self.http.request(method, self.path(path), **options))  # type: ignore[no-any-return]

    def path(self, path: str) -> str:
        """The path with the session in it."""
        return f"{self.session}{path[1:]}" if path.startswith("S") else path

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, json: Any = None, **options: Any) -> httpx.Response:
        return self.request("POST", path, **({"json": json} if json is not None else {}), **options)

    def put(self, path: str, json: Any = None, **options: Any) -> httpx.Response:
        return self.request("PUT", path, **({"json": json} if json is not None else {}), **options)

    def program(self, *steps: Any, **fields: Any) -> Any:
        """Run a program that must succeed; its answer."""
        response = self.post("S/programs", {"steps": steps, **fields})
        assert response.status_code == 200, response.text
        return response.json()

    def value(self, name: str) -> Any:
        """The data of a tensor."""
        return self.get(f"S/tensors/{name}").json()["data"]

    def version(self) -> int:
        """The version of the session."""
        return self.get("S").json()["version"]  # type: ignore[no-any-return]

    def close(self) -> None:
        """Let go of everything."""
        self.run(self.http.aclose())
        self.app.state.store.pool.shutdown()
        self._runner.close()


@pytest.fixture
def make_client() -> Iterator[Callable[..., Client]]:
    """Makes clients of applications with other settings."""
    made: list[Client] = []

    def make(**settings: Any) -> Client:
        made.append(Client(Settings(**settings)))
        return made[-1]

    yield make
    for client in made:
        client.close()


@pytest.fixture
def client(make_client: Callable[..., Client]) -> Client:
    """A client of an application with default settings, and a session."""
    return make_client()
