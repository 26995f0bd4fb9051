"""HTTP manners: ids, conditions, keys, pages, formats, limits, and the document of it all."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import httpx
import pytest

from app.frame import REQUEST_ID
from gradwire.wire.problems import PROBLEMS

ONE = {"op": "mul", "inputs": [[1.0], 1], "out": "one"}


def test_request_id_is_taken_or_made(client: Any) -> None:
    assert client.get("S", headers={"x-request-id": "my-1_a"}).headers["x-request-id"] == "my-1_a"
    made = {client.get("S", headers={"x-request-id": given}).headers["x-request-id"] for given in ("", "a b", "x" * 65)}
    assert len(made) == 3
    assert all(REQUEST_ID.fullmatch(id) for id in made)


def test_key_gives_the_first_answer_again(client: Any) -> None:
    headers = {"idempotency-key": "k-1"}
    first, again = (client.post("S/ops", ONE, headers=headers) for _ in range(2))
    assert again.json() == first.json()
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert client.version() == 1
    other = client.post("S/ops", {**ONE, "out": "two"}, headers=headers)
    assert (other.status_code, other.json()["type"]) == (422, "/problems/idempotency-key-reused")
    assert client.post("S/backward", {"tensors": ["one"]}, headers=headers).status_code == 422


def test_failed_request_uses_up_no_key(client: Any) -> None:
    headers = {"idempotency-key": "k-1"}
    assert client.post("S/ops", {"op": "nothing"}, headers=headers).status_code == 422
    assert client.post("S/ops", ONE, headers=headers).status_code == 200


def test_failed_request_whose_steps_stand_uses_up_its_key(client: Any) -> None:
    client.program(tensors={"x": 1.0})
    steps = [{"op": "add_", "inputs": ["x", 1]}, {"op": "view", "inputs": ["x"], "size": [3]}]
    body = {"steps": steps, "atomic": False}
    first, again = (client.post("S/programs", body, headers={"idempotency-key": "k-1"}) for _ in range(2))
    problems = [{**one.json(), "request_id": None} for one in (first, again)]
    assert problems[0] == problems[1]
    assert (problems[0]["finished"], client.value("x")) == (1, 2.0)
    whole = {**body, "atomic": True}
    for _ in range(2):
        assert client.post("S/programs", whole, headers={"idempotency-key": "k-2"}).status_code == 422
    assert client.post("S/ops", ONE, headers={"idempotency-key": "k-2"}).status_code == 200


@pytest.mark.parametrize("key", ["", "x" * 129, "a b"])
def test_bad_key(client: Any, key: str) -> None:
    assert client.post("S/ops", ONE, headers={"idempotency-key": key}).json()["type"] == "/problems/invalid-request"


def test_key_in_flight(client: Any) -> None:
    async def both() -> Any:
        slow = {"steps": [{"repeat": {"times": 2000, "steps": [{"op": "rand", "size": [300, 300]}]}}]}
        send = (
            client.http.post(client.path("S/programs"), json=slow, headers={"idempotency-key": "k"}) for _ in range(2)
        )
        return await asyncio.gather(*send)

    first, second = client.run(both())
    assert sorted((first.status_code, second.status_code)) == [200, 409]


def test_sessions_open_once_for_a_key(client: Any) -> None:
    headers = {"idempotency-key": "open"}
    first, again = (client.post("/v1/sessions", {}, headers=headers) for _ in range(2))
    assert first.json()["id"] == again.json()["id"]
    assert again.headers["location"] == first.headers["location"]


def test_if_match_is_the_version(client: Any) -> None:
    assert client.post("S/ops", ONE, headers={"if-match": '"0"'}).status_code == 200
    failed = client.post("S/ops", ONE, headers={"if-match": '"0"'})
    assert (failed.status_code, failed.json()["version"]) == (412, 1)
    assert client.get("S").headers["etag"] == '"1"'
    assert client.request("DELETE", "S", headers={"if-match": '"0"'}).status_code == 412
    assert client.post("S/ops", ONE, headers={"if-match": "x"}).status_code == 422


def test_etag_of_a_tensor(client: Any) -> None:
    tag = client.put("S/tensors/a", {"data": [1.0, 2.0]}).headers["etag"]
    assert tag == '"t1.0"'
    same = client.get("S/tensors/a", headers={"if-none-match": f'"x", {tag}'})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    client.program({"op": "mul_", "inputs": ["a", 2]})
    changed = client.get("S/tensors/a", headers={"if-none-match": tag})
    assert (changed.status_code, changed.headers["etag"]) == (200, '"t1.1"')
    assert client.put("S/tensors/a", {"data": 1}, headers={"if-none-match": "*"}).status_code == 412
    assert client.put("S/tensors/b", {"data": 1}, headers={"if-none-match": "*"}).status_code == 201


def test_what_has_no_body_has_no_type(client: Any) -> None:
    client.put("S/tensors/t", {"data": [1.0]})
    for path, headers in [("S/tensors/t", {}), ("S", {"Idempotency-Key": "k"})]:
        response = client.request("DELETE", path, headers=headers)
        assert response.status_code == 204
        assert "content-type" not in response.headers


def test_pages(client: Any) -> None:
    client.program(tensors={f"t{number}": number for number in range(5)})
    seen, after = [], None
    while True:
        page = client.get("S/tensors?limit=2" + (f"&after={after}" if after else "")).json()
        seen += [item["name"] for item in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert seen == [f"t{number}" for number in range(5)]
    opened = [client.post("/v1/sessions").json()["id"] for _ in range(3)]
    first = client.get("/v1/sessions?limit=2").json()
    second = client.get(f"/v1/sessions?limit=2&after={first['next']}").json()
    assert [item["id"] for item in first["items"] + second["items"]][1:] == opened
    assert second["next"] is None


def test_formats_of_answers(client: Any) -> None:
    client.put("S/tensors/a", [1.0])
    for accept, media in {
        "*/*": "application/json",
        "application/*": "application/json",
        "text/html, */*;q=0.1": "application/json",
        "application/x-npy, application/json;q=0.5": "application/x-npy",
        "application/octet-stream": "application/octet-stream",
        "application/json;q=0.2, application/vnd.safetensors;q=0.3": "application/vnd.safetensors",
    }.items():
        assert client.get("S/tensors/a", headers={"accept": accept}).headers["content-type"] == media
    refused = client.get("S/tensors/a", headers={"accept": "text/html, application/json;q=0"})
    assert refused.json()["type"] == "/problems/not-acceptable"
    for path, accept in {
        "S": "application/x-npy",
        "S/graph": "image/png",
        "S/tensors/a?info": "application/x-npy",
    }.items():
        assert client.get(path, headers={"accept": accept}).status_code == 406
    assert client.post("S/programs", {"steps": []}, headers={"accept": "text/html"}).status_code == 406
    imported = client.post("/v1/sessions", content=b"x", headers={"content-type": "application/x-npy"})
    assert imported.status_code == 415


def test_limits_of_a_request(make_client: Any) -> None:
    client = make_client(json_bytes=100, body_bytes=200, uri_bytes=256, header_bytes=2000)
    big = client.put("S/tensors/a", [0.0] * 200)
    assert (big.status_code, big.json()["limit"]) == (413, 100)

    async def pieces() -> Any:
        for _ in range(300):
            yield b"1"

    unknown = client.put("S/tensors/a", content=pieces(), headers={"content-type": "application/octet-stream"})
    assert (unknown.status_code, unknown.json()["limit"]) == (413, 200)
    assert client.get(f"/v1?{'x' * 300}").json()["type"] == "/problems/uri-too-long"
    assert client.get("/v1", headers={"x-much": "x" * 2000}).json()["type"] == "/problems/headers-too-large"


def test_slow_body(make_client: Any) -> None:
    client = make_client(body_timeout=0.05)

    async def pieces() -> Any:
        yield b"["
        await asyncio.sleep(1)

    response = client.put("S/tensors/a", content=pieces(), headers={"content-type": "application/json"})
    assert (response.status_code, response.json()["type"]) == (408, "/problems/request-timeout")


def test_an_upgrade_with_a_body(client: Any) -> None:
    wish = {"connection": "Upgrade, HTTP2-Settings", "upgrade": "h2c"}
    refused = client.post("S/ops", ONE, headers=wish)
    assert (refused.status_code, refused.json()["type"]) == (400, "/problems/malformed-request")
    assert "Upgrade" in refused.json()["detail"]
    assert client.post("S/ops", ONE, headers={"connection": "keep-alive", "upgrade": "h2c"}).status_code == 200


def test_hosts(make_client: Any) -> None:
    client = make_client(allowed_hosts=("gradwire", "localhost"))
    assert client.get("/v1").status_code == 200
    assert client.get("/v1", headers={"host": "localhost:8000"}).status_code == 200
    assert client.get("/v1", headers={"host": "evil.example"}).status_code == 400


def test_a_bug_tells_nothing(client: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(client.app.state.store), "known", lambda *_: {}["secret"])
    response = client.get("S")
    assert response.status_code == 500
    assert response.json()["type"] == "/problems/internal"
    assert "secret" not in response.text
    assert "KeyError: 'secret'" in caplog.text


def test_not_ready(client: Any) -> None:
    assert client.get("/health/live").json() == {"status": "live"}
    assert client.get("/health/ready").json() == {"status": "ready"}
    client.app.state.ready = False
    assert client.get("/health/ready").json()["type"] == "/problems/not-ready"


def test_catalogue(client: Any) -> None:
    about = client.get("/v1").json()
    assert about["name"] == "gradwire"
    assert about["limits"]["json_elements"] == 100_000
    items = client.get("/v1/ops").json()["items"]
    assert client.get(f"/v1/ops/{items[0]['op']}").json() == items[0]
    assert client.get("/v1/ops?limit=2").json()["next"] is not None
    assert client.get("/v1/devices").json()["items"][0]["device"] == "cpu"
    assert "gradwire_sessions 1" in client.get("/metrics").text
    for slug in PROBLEMS:
        told = client.get(f"/problems/{slug}").json()
        assert told["status"] == PROBLEMS[slug].status
        assert told["explanation"]


def test_allow_lists_the_methods(client: Any) -> None:
    assert client.post("S/tensors/a", {}).headers["allow"] == "DELETE, GET, PATCH, PUT"


def test_openapi_refers_to_what_it_has(client: Any) -> None:
    document = client.get("/openapi.json").json()
    text = client.get("/openapi.json").text
    assert set(re.findall(r'"#/components/schemas/(\w+)"', text)) <= document["components"]["schemas"].keys()
    assert "HTTPValidationError" not in text
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], (method, path)
            assert {"400", "406", "500"} <= operation["responses"].keys(), (method, path)
            wanted = set(re.findall(r"\{(\w+)\}", path))
            given = {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "path"}
            assert given == wanted, (method, path)
    assert client.get("/docs").status_code == 200


def test_head_is_get_without_the_body(server: str) -> None:
    with httpx.Client(base_url=server) as http:
        for path in ("/health/live", "/v1", "/v1/ops/add"):
            answer = http.head(path)
            assert (answer.status_code, answer.content) == (200, b"")
            assert int(answer.headers["content-length"]) == len(http.get(path).content)
        assert http.head("/v1/programs").status_code == 405


def test_a_client_that_leaves_amid_its_body_is_no_error(client: Any, caplog: pytest.LogCaptureFixture) -> None:
    messages = iter(
        [{"type": "http.request", "body": b'{"data"', "more_body": True}, *[{"type": "http.disconnect"}] * 2]
    )
    sent = []

    async def receive() -> Any:
        return next(messages)

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"content-type", b"application/json"), (b"content-length", b"100")]
    scope = {
        "type": "http",
        "method": "PUT",
        "path": client.path("S/tensors/x"),
        "query_string": b"",
        "headers": headers,
    }
    with caplog.at_level("INFO", "gradwire"):
        client.run(client.app(scope, receive, send))
    assert sent == []
    (record,) = caplog.records
    assert (record.levelname, record.exc_info) == ("INFO", None)
    assert "the client left" in record.getMessage()
