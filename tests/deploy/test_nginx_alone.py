"""What nginx says where no answer comes from the server: a problem of the API, and only until one comes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import httpx

from gradwire.wire.problems import PROBLEMS
from tests.conftest import Server, free_port
from tests.deploy.conftest import Nginx
from tests.deploy.test_nginx import ENDLESS


def see_that_none_came(answer: httpx.Response, request_id: str) -> None:
    """See that it is the problem of a server that is not ready, as the server words it."""
    status, title, _ = PROBLEMS["not-ready"]
    problem = answer.json()
    detail = problem.pop("detail")
    assert detail.startswith("The server does not answer")
    head = {"type": "/problems/not-ready", "title": title, "status": status, "exception": None}
    assert problem == {**head, "request_id": request_id}
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-request-id"] == request_id
    assert answer.headers["retry-after"] == "1"
    assert "strict-transport-security" in answer.headers


def test_a_server_that_is_down_and_comes(start_nginx: Callable[..., Nginx], start_server: Callable[..., str]) -> None:
    port = free_port()
    nginx = start_nginx(f"http://127.0.0.1:{port}")
    with nginx.client() as http:
        see_that_none_came(http.get("/v1", headers={"X-Request-ID": "mine"}), "mine")
        hostile = http.get("/v1", headers={"X-Request-ID": '"}'})
        see_that_none_came(hostile, hostile.headers["x-request-id"])
        see_that_none_came(http.post("/v1/sessions", content=bytes(10**7), headers={"X-Request-ID": "mine"}), "mine")
        done = subprocess.run(
            [sys.executable, "-c", "import gradwire; gradwire.ones(2)"],
            env={**nginx.environment(), "GRADWIRE_PATIENCE": "2"},
            capture_output=True,
            text=True,
            check=False,
        )
        last = done.stderr.splitlines()[-1]
        assert last.startswith("gradwire.errors.ServerUnreachableError: no gradwire server answers")
        assert "The server does not answer: it is starting, stopping or out of reach" in last
        assert "It was tried for" in last
        start_server(port=port)
        assert http.get("/health/ready").json() == {"status": "ready"}


def test_a_server_that_is_gone_and_comes_back(
    start_nginx: Callable[..., Nginx], launch_server: Callable[..., Server]
) -> None:
    server = launch_server()
    with start_nginx(server.url).client() as http:
        assert http.post("/v1/sessions", json={}).status_code == 201
        server.kill()
        see_that_none_came(http.post("/v1/sessions", json={}, headers={"X-Request-ID": "mine"}), "mine")
        server.start()
        assert http.post("/v1/sessions", json={}).status_code == 201


def test_an_answer_that_does_not_come(server: str, start_nginx: Callable[..., Nginx]) -> None:
    asked: dict[str, Any] = {"json": {"steps": ENDLESS, "timeout": 2}, "headers": {"X-Request-ID": "mine"}}
    with start_nginx(server, {"proxy_read_timeout 330s": "proxy_read_timeout 1s"}).client() as http:
        see_that_none_came(http.post("/v1/programs", **asked), "mine")
        assert http.get("/health/ready").status_code == 200
