"""The application in process, for tests that need no server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from app.durable.log import Log
from app.main import create_app
from app.settings import Settings
from tests.app import steps


class Client:
    """Talks to the application through ASGI, one request after the other or several at once."""

    def __init__(self, settings: Settings, log: Log | None = None, session: str = "") -> None:
        self.app = create_app(settings, log)
        self._runner = asyncio.Runner()
        transport = httpx.ASGITransport(self.app)
        self.http = httpx.AsyncClient(transport=transport, base_url="http://gradwire")
        self.session = session or self.post("/v1/sessions", json={"seed": 0}).headers["location"]

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
        self.app.state.store.workers.shutdown(patience=10)
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


class Talk:
    """A session of the real server; answers what its suspended passes ask as `owners` say, by name."""

    def __init__(self, url: str, **options: Any) -> None:
        self.http = httpx.Client(base_url=url, timeout=60)
        self.session = self.http.post("/v1/sessions", json={"seed": 0, **options}).headers["location"]
        self.owners: dict[str, Callable[..., list[Any]]] = {}
        self.asked: list[dict[str, Any]] = []

    def request(self, method: str, path: str, json: Any = None, status: int = 200, **options: Any) -> Any:
        """The JSON that one request is answered with, whose status must be this one."""
        content = {"json": json} if json is not None else {}
        response = self.http.request(method, path.replace("S", self.session, 1), **content, **options)
        assert response.status_code == status, response.text
        return response.json() if response.content else None

    def post(self, path: str, json: Any, status: int = 200, **options: Any) -> Any:
        return self.request("POST", path, json, status, **options)

    def get(self, path: str, status: int = 200) -> Any:
        return self.request("GET", path, status=status)

    def program(self, *steps: Any, status: int = 200, **fields: Any) -> Any:
        """The answer of a program, or of its suspension."""
        return self.post("S/programs", {"steps": steps, **fields}, status)

    def carry_out(self, *steps: Any, **fields: Any) -> Any:
        """The last answer of a program, after all that it asks."""
        answer = self.http.post(f"{self.session}/programs", json={"steps": steps, **fields}).json()
        while "suspended" in answer:
            answer = self.go_on(answer)
        assert "type" not in answer, answer
        return answer

    def go_on(self, answer: Any, status: int | None = None) -> Any:
        """The next answer, after the owner that is asked has answered."""
        asked = answer["suspended"]
        self.asked.append(asked | {"values": self.data(answer)})
        given = [asked["gradients"][place] and answer["values"][name] for place, name in enumerate(asked["gradients"])]
        owner = self.owners.get(asked["name"], lambda *gradients: [None] * len(gradients))
        answers = owner(*[None if one is None else one["data"] for one in given])
        response = self.http.post(f"{self.session}/suspensions/{asked['id']}", json={"gradients": answers})
        assert response.status_code < 300 if status is None else response.status_code == status, response.text
        return response.json()

    @staticmethod
    def data(answer: Any) -> dict[str, Any]:
        """The data of the values of an answer."""
        return {name: None if value is None else value["data"] for name, value in answer["values"].items()}

    def value(self, name: str) -> Any:
        """The data of a tensor."""
        return self.get(f"S/tensors/{name}")["data"]

    @property
    def names(self) -> list[str]:
        """Who was asked, in order."""
        return [asked["name"] for asked in self.asked]


@pytest.fixture
def make_talk() -> Iterator[Callable[..., Talk]]:
    """Opens sessions on servers."""
    made: list[Talk] = []

    def make(url: str, **options: Any) -> Talk:
        made.append(Talk(url, **options))
        return made[-1]

    yield make
    for talk in made:
        talk.http.close()


@pytest.fixture
def talk(server: str, make_talk: Callable[..., Talk]) -> Talk:
    """A session of the server that all tests share."""
    return make_talk(server)


@pytest.fixture
def ready(talk: Talk) -> Talk:
    """A session in which a backward pass of `loss` asks for the gradient of Double."""
    talk.owners["Double"] = lambda g: [[2 * one for one in g]]
    talk.program(*steps.DOUBLE, tensors=steps.P)
    return talk


@pytest.fixture
def http(server: str) -> Iterator[httpx.Client]:
    """A client of a real server process."""
    with httpx.Client(base_url=server, timeout=60) as client:
        yield client


@pytest.fixture
def session(http: httpx.Client) -> str:
    """The path of a new session there."""
    return http.post("/v1/sessions").headers["location"]
