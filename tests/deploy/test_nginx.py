"""Through nginx, with the committed site, everything is as it is without."""

from __future__ import annotations

import hashlib
import json
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import httpx
import numpy as np
import pytest
from websockets.sync.client import connect

import gradwire
from app.settings import Settings
from tests.deploy.conftest import SITE, Nginx
from tests.examples.test_notebook import check
from tests.examples.test_readme import blocks, promised

ROOT = Path(__file__).parents[2]
LARGE = 50 * 2**20
ADDITION = {"op": "add_", "inputs": ["x", 1]}
ENDLESS = [
    {"op": "ones", "size": [], "dtype": "bool", "out": "true"},
    {"op": "zeros", "size": [], "out": "x"},
    {"while": {"condition": "true", "max": 1_000_000, "collect": {"xs": "x"}, "every": 1000, "steps": [ADDITION]}},
]
"""Steps that take as long as they may, and tell of their progress."""
VARYING = {"date", "connection", "server", "strict-transport-security", "transfer-encoding"}
"""Headers that a connection has, or its proxy adds."""


def run(nginx: Nginx, *command: str | Path, stdin: IO[str] | None = None, **environment: str) -> str:
    """What a program prints that knows nothing but the address and the certificate."""
    options: dict[str, Any] = {"capture_output": True, "text": True, "timeout": 120, "check": False}
    done = subprocess.run(command, env=nginx.environment() | environment, stdin=stdin, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def curl(nginx: Nginx, *options: str | Path, stdin: IO[str] | None = None) -> str:
    return run(nginx, "curl", "-sS", *options, stdin=stdin)


@pytest.fixture
def http(nginx: Nginx) -> Iterator[httpx.Client]:
    """A client of nginx."""
    with nginx.client() as made:
        yield made


def test_python_runs_the_notebook(nginx: Nginx) -> None:
    check(run(nginx, sys.executable, "-W", "error", ROOT / "examples" / "notebook.py"))


def test_python_trains_over_the_stream(nginx: Nginx) -> None:
    code = blocks("python")  # of the README: training, and functions whose backward runs here, in a suspended pass
    assert run(nginx, sys.executable, "-W", "error", "-c", code).splitlines() == promised(code)
    nginx.stop()
    lines = [json.loads(line) for line in nginx.accesses().splitlines()]
    assert [line["status"] for line in lines if line["path"].endswith("/stream")] == ["101"]


def test_curl_runs_the_notebook(nginx: Nginx) -> None:
    printed = run(nginx, ROOT / "examples" / "notebook.sh").splitlines()
    assert [json.loads(line) for line in printed[8:11]] == [[[4.5, 4.5], [4.5, 4.5]], 9, [307.2, -1228.8, 819.2]]


@pytest.mark.parametrize("version", ["1.1", "2"])
@pytest.mark.parametrize("length", ["known", "unknown"])
def test_large_tensors_go_through_memory(
    nginx: Nginx, http: httpx.Client, tmp_path: Path, version: str, length: str
) -> None:
    sent, received = tmp_path / "sent.npy", tmp_path / "received.npy"
    values = np.random.default_rng(0).random(LARGE // 4, dtype=np.float32)
    np.save(sent, values)
    tensor = f"{nginx.url}{http.post('/v1/sessions', json={}).headers['location']}/tensors/x"
    options = ["--fail-with-body", f"--http{version}", "-w", "%{http_version}", tensor]
    body = sent if length == "known" else "-"  # which is the standard input
    with sent.open() as file:
        upload = ["-H", "Content-Type: application/x-npy", "--upload-file", body, "-o", tmp_path / "answer"]
        assert curl(nginx, *upload, *options, stdin=file) == version
    assert curl(nginx, "-H", "Accept: application/x-npy", "-o", received, *options) == version
    assert np.array_equal(np.load(received), values)
    assert "temporary file" not in nginx.errors()


@pytest.mark.parametrize("version", ["1.1", "2"])
def test_a_body_that_is_too_large_is_refused_by_the_server(
    start_server: Callable[..., str], start_nginx: Callable[..., Nginx], tmp_path: Path, version: str
) -> None:
    nginx = start_nginx(start_server(body_bytes=2**20))
    body = tmp_path / "body"
    body.write_bytes(bytes(LARGE))
    with nginx.client() as http:
        session = http.post("/v1/sessions", json={}).headers["location"]
        path = f"{session}/tensors/x?shape={LARGE // 4}&dtype=float32"
        headers = {"Content-Type": "application/octet-stream"}
        refused = http.put(path, content=body.read_bytes(), headers=headers)
        assert (refused.status_code, refused.json()["limit"]) == (413, 2**20)
        assert http.get(session).status_code == 200
    options = [f"--http{version}", "-H", "Content-Type: application/octet-stream", "--upload-file", body]
    answer, _, status = curl(nginx, *options, "-w", "\n%{http_code} %{content_type}", nginx.url + path).rpartition("\n")
    assert status == "413 application/problem+json"
    assert json.loads(answer)["limit"] == 2**20


def kept(answer: httpx.Response) -> dict[str, str]:
    """The headers that a proxy may not change."""
    return {name: value for name, value in answer.headers.items() if name not in VARYING}


def test_answers_and_problems_are_the_servers(server: str, http: httpx.Client) -> None:
    session = http.post("/v1/sessions", json={}).headers["location"]
    http.put(f"{session}/tensors/x", json={"data": [1, 2, 3], "requires_grad": True})
    requests: list[tuple[int, str, str, dict[str, Any]]] = [
        (200, "GET", f"{session}/tensors/x", {}),
        (200, "HEAD", f"{session}/tensors/x", {}),
        (200, "GET", f"{session}/graph?tensors=x", {"headers": {"Accept": "image/svg+xml"}}),
        (200, "GET", "/health/ready", {}),
        (200, "GET", "/docs", {}),
        (400, "PUT", f"{session}/tensors/y", {"content": b"{", "headers": {"Content-Type": "application/json"}}),
        (404, "GET", "/v1/sessions/s0-0000", {}),
        (405, "DELETE", "/v1/ops", {}),
        (406, "GET", f"{session}/tensors/x", {"headers": {"Accept": "image/png"}}),
        (412, "PATCH", f"{session}/tensors/x", {"json": {"requires_grad": True}, "headers": {"If-Match": '"999"'}}),
        (414, "GET", f"/v1/ops?after={'x' * 9000}", {}),
        (415, "PUT", f"{session}/tensors/y", {"content": b"1", "headers": {"Content-Type": "text/plain"}}),
        (422, "POST", f"{session}/ops", {"json": {"op": "no_such_op", "inputs": ["x"]}}),
        (426, "GET", f"{session}/stream", {}),
        (431, "GET", "/v1/ops", {"headers": {f"X-{number}": "x" * 15000 for number in range(5)}}),
    ]  # fmt: skip
    with httpx.Client(base_url=server) as straight:
        for status, method, path, options in requests:
            options["headers"] = {"X-Request-ID": "one-and-the-same", **options.get("headers", {})}
            through, direct = (one.request(method, path, **options) for one in (http, straight))
            assert through.status_code == direct.status_code == status, through.text
            assert through.content == direct.content
            assert kept(through) == kept(direct)
            assert through.headers["x-request-id"] == "one-and-the-same"


def test_a_deadline_that_passed_is_the_servers_problem(http: httpx.Client) -> None:
    answer = http.post("/v1/programs", json={"steps": ENDLESS, "timeout": 2})
    assert (answer.status_code, answer.json()["type"]) == (504, "/problems/deadline-exceeded")


def test_nginx_waits_longer_than_a_program_may_take() -> None:
    longest = Settings.model_fields["program_seconds"].default
    for direction in ("read", "send"):
        _, _, rest = SITE.read_text().partition(f"proxy_{direction}_timeout ")
        assert int(rest.partition("s;")[0]) > longest


def test_progress_is_told_when_it_is_made(http: httpx.Client) -> None:
    asked = {"steps": ENDLESS, "timeout": 2}
    with http.stream("POST", "/v1/programs", json=asked, headers={"Accept": "text/event-stream"}) as answer:
        pieces = list(answer.iter_raw())
    assert b"event: progress" in pieces[0]
    assert b"event: problem" not in pieces[0]
    assert b"deadline-exceeded" in pieces[-1]


def test_pages_of_the_same_origin_may_stream(nginx: Nginx, http: httpx.Client) -> None:
    path = http.post("/v1/sessions", json={}).headers["location"] + "/stream"
    address = nginx.url.replace("https", "wss") + path
    with connect(address, ssl=nginx.trusted, origin=nginx.url, subprotocols=["gradwire.v1"], proxy=None) as socket:  # type: ignore[arg-type,list-item]
        socket.send('{"hello": {"stream": "page"}}')
        assert json.loads(socket.recv(30)) == {"hello": {"done": 0, "window": 64}}
    wrong = http.get(path, headers={"Upgrade": "h2c", "Connection": "Upgrade"})
    assert wrong.status_code == 426


def test_the_host_is_the_clients(start_server: Callable[..., str], start_nginx: Callable[..., Nginx]) -> None:
    with start_nginx(start_server(allowed_hosts="gradwire.example.com")).client() as http:
        assert http.get("/v1", headers={"Host": "gradwire.example.com"}).status_code == 200
        assert http.get("/v1").status_code == 400


def test_tokens_go_through(start_server: Callable[..., str], start_nginx: Callable[..., Nginx]) -> None:
    token = secrets.token_hex(32)
    nginx = start_nginx(start_server(tokens=f"sha256:{hashlib.sha256(token.encode()).hexdigest()}"))
    with nginx.client() as http:
        statuses = [
            http.get("/v1", headers={"Authorization": f"Bearer {sent}"} if sent else {}).status_code
            for sent in ("", token[:-1], token)
        ]
        assert statuses == [401, 401, 200]
        assert http.get("/v1").json()["type"] == "/problems/unauthorized"
        assert http.get("/health/ready").status_code == 200
    code = "import gradwire as torch; print((torch.ones(2) + 1).tolist())"
    assert run(nginx, sys.executable, "-W", "error", "-c", code, GRADWIRE_TOKEN=token) == "[2.0, 2.0]\n"


def test_python_says_how_to_trust_a_certificate(nginx: Nginx) -> None:
    with pytest.raises(ConnectionError, match="SSL_CERT_FILE"), gradwire.Session(nginx.url):
        pass


def test_http_is_sent_to_https(nginx: Nginx) -> None:
    answer = httpx.post(f"{nginx.plain}/v1/sessions?a=b", json={})
    assert (answer.status_code, answer.headers["location"]) == (308, "https://localhost/v1/sessions?a=b")
    code = "import gradwire as torch\ntry: torch.ones(2)\nexcept RuntimeError as error: print(error)"
    said = f"{nginx.plain} sends its callers on: set GRADWIRE_URL to https://localhost\n"
    assert run(nginx, sys.executable, "-W", "error", "-c", code, GRADWIRE_URL=nginx.plain) == said


@pytest.mark.parametrize("version", ["1.2", "1.3"])
def test_tls_and_its_promise(nginx: Nginx, version: str) -> None:
    head = curl(nginx, "--tls-max", version, f"--tlsv{version}", "-I", f"{nginx.url}/health/live")
    assert head.startswith("HTTP/2 200")
    assert "strict-transport-security: max-age=63072000" in head


def test_the_log_has_no_secrets(nginx: Nginx, http: httpx.Client) -> None:
    headers = {"Authorization": "Bearer hush-hush", "X-Request-ID": "mine"}
    assert http.get("/v1/ops?after=hush-hush", headers=headers).headers["x-request-id"] == "mine"
    made = http.get("/v1", headers={"X-Request-ID": 'not "mine"'}).headers["x-request-id"]
    nginx.stop()
    assert "hush" not in nginx.accesses()
    first, second = map(json.loads, nginx.accesses().splitlines())
    assert (first["path"], first["status"], first["request_id"]) == ("/v1/ops", "200", "mine")
    assert second["request_id"] == made
