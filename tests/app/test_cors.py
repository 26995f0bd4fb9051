"""Web pages of other origins: which may call, what they may send, what they may read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from app.settings import Settings

PAGE = {"origin": "https://page.example"}
OTHER = {"origin": "https://other.example"}
ALLOWED = "access-control-allow-origin"


def preflight(client: Any, origin: dict[str, str], method: str = "PUT", headers: str = "content-type") -> Any:
    """What a browser asks before it sends what a plain form could not."""
    asked = {"access-control-request-method": method, "access-control-request-headers": headers}
    return client.request("OPTIONS", "S/tensors/x", headers=origin | asked)


def listed(response: httpx.Response, header: str) -> set[str]:
    return {entry.strip().lower() for entry in response.headers[header].split(",")}


@pytest.fixture
def open_client(make_client: Callable[..., Any]) -> Any:
    """A client of a server that one origin's pages may call."""
    return make_client(cors_origins=(PAGE["origin"],))


def test_off_by_default(client: Any) -> None:
    assert ALLOWED not in client.get("S", headers=PAGE).headers
    refused = preflight(client, PAGE)
    assert refused.status_code == 405
    assert ALLOWED not in refused.headers


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_preflight_of_an_allowed_origin(open_client: Any, method: str) -> None:
    headers = "authorization, content-type, idempotency-key, if-match, tensor-dtype, tensor-shape, x-request-id"
    told = preflight(open_client, PAGE, method, headers)
    assert told.status_code == 200
    assert told.headers[ALLOWED] == PAGE["origin"]
    assert method.lower() in listed(told, "access-control-allow-methods")
    assert set(headers.split(", ")) <= listed(told, "access-control-allow-headers")


def test_preflight_of_another_origin(open_client: Any) -> None:
    told = preflight(open_client, OTHER)
    assert told.status_code == 400
    assert ALLOWED not in told.headers


def test_answers_say_who_may_read_them(open_client: Any) -> None:
    put = open_client.put("S/tensors/x", [1.0, 2.0], headers=PAGE)
    assert (put.status_code, put.headers[ALLOWED]) == (201, PAGE["origin"])
    assert "origin" in listed(put, "vary"), "a cache must not give one origin's answer to another"
    assert ALLOWED not in open_client.get("S/tensors/x", headers=OTHER).headers
    assert ALLOWED not in open_client.get("S/tensors/x").headers


def test_problems_can_be_read_too(open_client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for status, path in ((404, "S/tensors/none"), (404, "/nowhere"), (414, "/v1?" + "x" * 9000)):
        refused = open_client.get(path, headers=PAGE)
        assert (refused.status_code, refused.headers[ALLOWED]) == (status, PAGE["origin"])
    monkeypatch.setattr(type(open_client.app.state.store), "known", lambda *_: {}["bug"])
    failed = open_client.get("S", headers=PAGE)
    assert (failed.status_code, failed.headers[ALLOWED]) == (500, PAGE["origin"])


def test_pages_read_the_headers_of_the_contract(open_client: Any) -> None:
    open_client.put("S/tensors/x", [1.0, 2.0])
    answer = open_client.get("S/tensors/x", headers=PAGE | {"accept": "application/octet-stream"})
    exposed = listed(answer, "access-control-expose-headers")
    assert {"etag", "x-request-id", "tensor-dtype", "tensor-shape"} <= answer.headers.keys()
    assert {"etag", "location", "x-request-id", "idempotency-replayed", "retry-after"} <= exposed
    assert {"tensor-dtype", "tensor-shape"} <= exposed


def test_any_origin(make_client: Callable[..., Any]) -> None:
    assert make_client(cors_origins=("*",)).get("S", headers=OTHER).headers[ALLOWED] == "*"


@pytest.mark.parametrize(
    ("text", "origins"),
    [
        ("https://page.example", ("https://page.example",)),
        ("https://page.example, http://127.0.0.1:9000", ("https://page.example", "http://127.0.0.1:9000")),
        ("*", ("*",)),
        ("", ()),
    ],
)
def test_the_environment_lists_origins_with_commas(
    monkeypatch: pytest.MonkeyPatch, text: str, origins: tuple[str, ...]
) -> None:
    monkeypatch.setenv("GRADWIRE_CORS_ORIGINS", text)
    assert Settings().cors_origins == origins


def test_pages_may_read_what_a_real_server_answers(start_server: Callable[..., str]) -> None:
    url = start_server(cors_origins=PAGE["origin"])
    with httpx.Client(base_url=url) as http:
        for path in ("/health/live", "/v1/sessions"):
            assert http.get(path, headers=PAGE).headers[ALLOWED] == PAGE["origin"]
            assert ALLOWED not in http.get(path, headers=OTHER).headers
            assert ALLOWED not in http.get(path).headers
