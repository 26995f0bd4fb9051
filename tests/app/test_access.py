"""Who may call: tokens, what needs none, and the token that the server makes."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import os
import re
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

import gradwire
from gradwire.errors import RemoteRuntimeError
from tests.app.streaming import PROTOCOL, Stream, opened, plain
from tests.conftest import Server

TOKEN = "tests-only.0123456789"
OTHER = "another-of-them.98765"
HASH = f"sha256:{hashlib.sha256(TOKEN.encode()).hexdigest()}"


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


@pytest.fixture(scope="module")
def guarded() -> Iterator[str]:
    """The base URL of a server with one token, of which it was given the hash."""
    server = Server({"GRADWIRE_TOKENS": HASH, "GRADWIRE_CORS_ORIGINS": "https://page.example"})
    yield server.url
    server.stop()


def test_every_call_but_the_open_ones_needs_a_token(guarded: str) -> None:
    document = httpx.get(f"{guarded}/openapi.json").json()
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    needed = {}
    for template, methods in document["paths"].items():
        path = guarded + re.sub(r"\{\w+\}", "x", template)
        for method, operation in methods.items():
            needed[method, template] = operation.get("security") != []
            without, with_one = (httpx.request(method, path, headers=headers) for headers in ({}, bearer(TOKEN)))
            assert (without.status_code == 401) is needed[method, template], (method, template)
            assert ("401" in operation["responses"]) is needed[method, template], (method, template)
            assert with_one.status_code != 401
    free = {template for (_, template), needs in needed.items() if not needs}
    assert free == {"/health/live", "/health/ready", "/problems/{slug}"}
    assert httpx.get(f"{guarded}/docs").status_code == 200


@pytest.mark.parametrize("path", ["/v1", "/metrics", "/nowhere", "/health/live/x", "//health/live", "/docs/"])
def test_what_is_not_open_needs_a_token(guarded: str, path: str) -> None:
    with httpx.Client() as http:
        request = http.build_request("GET", guarded)
        request.url = request.url.copy_with(raw_path=path.encode())
        assert http.send(request).status_code == 401


@pytest.mark.parametrize(
    ("headers", "challenge"),
    [
        ({}, 'Bearer realm="gradwire"'),
        ({"authorization": f"Basic {TOKEN}"}, 'Bearer realm="gradwire"'),
        ({"authorization": TOKEN}, 'Bearer realm="gradwire"'),
        ({"authorization": "Bearer"}, 'Bearer realm="gradwire"'),
        (bearer(OTHER), 'Bearer realm="gradwire", error="invalid_token"'),
        (bearer(HASH), 'Bearer realm="gradwire", error="invalid_token"'),
        (bearer(TOKEN[:-1]), 'Bearer realm="gradwire", error="invalid_token"'),
        (bearer(TOKEN.upper()), 'Bearer realm="gradwire", error="invalid_token"'),
        ({"authorization": b"Bearer \xe9\xff"}, 'Bearer realm="gradwire", error="invalid_token"'),
    ],
)
def test_without_a_valid_token(guarded: str, headers: dict[str, Any], challenge: str) -> None:
    refusal = httpx.post(f"{guarded}/v1/sessions", headers=headers)
    problem = refusal.json()
    assert (refusal.status_code, problem["type"]) == (401, "/problems/unauthorized")
    assert refusal.headers["www-authenticate"] == challenge
    assert problem["request_id"] == refusal.headers["x-request-id"]
    assert OTHER not in refusal.text


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER "])
def test_the_scheme_is_read_as_http_has_it(guarded: str, scheme: str) -> None:
    assert httpx.get(f"{guarded}/v1", headers={"authorization": f"{scheme} {TOKEN}"}).status_code == 200


def test_what_is_answered_at_once_needs_a_token_too(guarded: str) -> None:
    program = {"tensors": {"_x": [1.0]}, "steps": [{"op": "neg", "inputs": ["_x"], "out": "_y"}], "return": ["_y"]}
    with httpx.Client(base_url=guarded) as http:
        statuses = [http.post("/v1/programs", json=program, headers=bearer(TOKEN)).status_code for _ in range(5)]
        assert statuses == [200] * 5
        assert http.post("/v1/programs", json=program).status_code == 401


def test_browsers_ask_first_without_a_token(guarded: str) -> None:
    asked = {"access-control-request-method": "POST", "access-control-request-headers": "authorization"}
    page = {"origin": "https://page.example"}
    assert httpx.options(f"{guarded}/v1/sessions", headers=page | asked).status_code == 200
    refusal = httpx.post(f"{guarded}/v1/sessions", headers=page)
    assert refusal.status_code == 401
    assert refusal.headers["access-control-allow-origin"] == page["origin"], "the page may read why"


def test_streams(guarded: str) -> None:
    session = httpx.post(f"{guarded}/v1/sessions", headers=bearer(TOKEN)).headers["location"]
    good: list[dict[str, Any]] = [
        {"protocols": [PROTOCOL, f"bearer.{TOKEN}"]},
        {"additional_headers": bearer(TOKEN)},
    ]
    for number, ways in enumerate(good):
        with opened(guarded, session, name=f"nb-{number}", **ways) as stream:
            assert stream.wire.subprotocol == PROTOCOL
            assert stream.ask({"id": 1})[0]["id"] == 1
    bad: list[dict[str, Any]] = [
        {},
        {"protocols": [PROTOCOL, f"bearer.{OTHER}"]},
        {"additional_headers": bearer(OTHER)},
    ]
    for ways in bad:
        with plain(guarded, session, **ways) as wire:
            assert Stream(wire).closing() == 4401


def test_no_token_is_logged() -> None:
    server = Server({"GRADWIRE_TOKENS": TOKEN, "GRADWIRE_LOG_LEVEL": "debug", "GRADWIRE_ACCESS_LOG": "true"})
    try:
        session = httpx.post(f"{server.url}/v1/sessions", headers=bearer(TOKEN)).headers["location"]
        with opened(server.url, session, name="a", protocols=[PROTOCOL, f"bearer.{TOKEN}"]) as stream:
            stream.ask({"id": 1})
        with opened(server.url, session, name="b", additional_headers=bearer(TOKEN)) as stream:
            stream.ask({"id": 1})
        printed = server.printed()
    finally:
        server.stop()
    assert "DEBUG" in printed
    assert TOKEN not in printed


def test_tokens_of_a_file_and_of_the_environment(start_server: Callable[..., str], tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    text = f"# who needs what\n\n{HASH}   # the laptop\n{'f' * 32}\n"
    file.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))  # as Windows has it
    url = start_server(tokens_file=file, tokens=f"{OTHER}, {'e' * 16}")
    tokens = (TOKEN, "f" * 32, OTHER, "e" * 16)
    assert [httpx.get(f"{url}/v1", headers=bearer(token)).status_code for token in tokens] == [200] * 4
    assert httpx.get(f"{url}/v1", headers=bearer("g" * 32)).status_code == 401


def test_a_file_of_tokens_may_be_a_pipe(start_server: Callable[..., str], tmp_path: Path) -> None:
    """Read again, it would have no tokens, and would keep nobody out."""
    pipe = tmp_path / "tokens"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(TOKEN,), daemon=True)
    writer.start()
    url = start_server(tokens_file=pipe)
    assert httpx.get(f"{url}/v1").status_code == 401
    assert httpx.get(f"{url}/v1", headers=bearer(TOKEN)).status_code == 200


def announced(server: Server, lines: int) -> list[str]:
    """What a server prints behind its address."""
    assert server.process.stdout is not None
    return [server.process.stdout.readline().rstrip("\n") for _ in range(lines)]


def test_a_token_is_made_once(tmp_path: Path) -> None:
    kept = tmp_path / "data" / "token"
    beyond = {"GRADWIRE_HOST": "0.0.0.0", "GRADWIRE_DATA_DIR": str(kept.parent)}
    server = Server(beyond)
    try:
        told, line = announced(server, 2)
        assert str(kept) in told
        token = line.removeprefix("GRADWIRE_TOKEN=")
        assert httpx.get(f"{server.url}/v1").status_code == 401
        assert httpx.get(f"{server.url}/v1", headers=bearer(token)).status_code == 200
    finally:
        server.stop()
    assert kept.read_text() == f"{token}\n"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert kept.exists()
    server = Server(beyond)
    try:
        (told,) = announced(server, 1)
        assert str(kept) in told
        assert token not in told
        assert httpx.get(f"{server.url}/v1", headers=bearer(token)).status_code == 200
    finally:
        server.stop()
    assert token not in told


@pytest.mark.parametrize(
    ("settings", "status"),
    [
        ({}, 200),
        ({"GRADWIRE_AUTH": "on"}, 401),
        ({"GRADWIRE_AUTH": "off", "GRADWIRE_HOST": "0.0.0.0"}, 200),
        ({"GRADWIRE_TOKENS": TOKEN}, 401),
        ({"GRADWIRE_TOKENS_FILE": "/dev/null"}, 401),
        ({"GRADWIRE_TOKENS_FILE": "/dev/null", "GRADWIRE_HOST": "0.0.0.0"}, 401),
        ({"GRADWIRE_TOKENS_FILE": "/dev/null", "GRADWIRE_AUTH": "off", "GRADWIRE_HOST": "::"}, 200),
        ({"GRADWIRE_HOST": "::1"}, 200),
        ({"GRADWIRE_HOST": "::"}, 401),
    ],
)
def test_who_is_asked_for_a_token(settings: dict[str, str], status: int, tmp_path: Path) -> None:
    server = Server({"GRADWIRE_DATA_DIR": str(tmp_path), **settings})
    try:
        assert httpx.get(f"{server.url}/v1").status_code == status
    finally:
        server.stop()
    made = status == 401 and "GRADWIRE_TOKENS" not in settings
    assert (tmp_path / "token").exists() == made


def test_the_sdk_sends_its_token(guarded: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RemoteRuntimeError, match="Set GRADWIRE_TOKEN"), gradwire.Session(guarded):
        gradwire.ones(2).tolist()
    unknown = "does not know the token"
    with pytest.raises(RemoteRuntimeError, match=unknown), gradwire.Session(guarded, token=OTHER):
        gradwire.ones(2).tolist()
    monkeypatch.setenv("GRADWIRE_TOKEN", f"{TOKEN}\n")
    with gradwire.Session(guarded):
        x = gradwire.ones(2, requires_grad=True)
        for _ in range(20):
            (x * 3).sum().backward()
        assert x.grad.tolist() == [60.0, 60.0]


async def enter(url: str) -> None:
    async with gradwire.AsyncSession(url):
        pass


def test_a_session_that_is_refused_leaves_no_connection_behind(guarded: str) -> None:
    """A connection that is left open is a warning, and these are errors here."""
    with pytest.raises(RemoteRuntimeError, match="Set GRADWIRE_TOKEN"):
        asyncio.run(enter(guarded))
    gc.collect()
