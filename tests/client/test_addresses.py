"""Where the server is: how its address is written and trusted, and what is said where nobody answers there."""

from __future__ import annotations

import re
import socket
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

import gradwire as torch
from tests.client.test_sessions import run
from tests.conftest import Server


def test_without_a_server_the_error_says_how_to_start_one() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        done = run("import gradwire as torch\ntorch.ones(2)", url)
    assert "ServerUnreachableError" in done.stderr or "NotSentError" in done.stderr
    assert "python -m app" in done.stderr
    assert "httpx" not in done.stderr


@pytest.mark.parametrize("token", ["secret\nof-two-lines", "secret\N{HORIZONTAL ELLIPSIS}", "secret-é"])
def test_a_token_that_cannot_be_sent_is_not_told(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADWIRE_TOKEN", token)
    for kind in (torch.Session, torch.AsyncSession):
        with pytest.raises(ValueError, match="GRADWIRE_TOKEN") as told:
            kind()
        assert "secret" not in str(told.value)


@pytest.mark.parametrize("url", ["localhost:8000", "gradwire.example.com", "ws://127.0.0.1:8000"])
def test_an_address_says_how_it_is_spoken_to(url: str) -> None:
    with pytest.raises(ValueError, match="begins with http:// or https://"):
        torch.Session(url)


def test_a_file_of_certificates_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere.pem")
    with pytest.raises(ValueError, match=r"SSL_CERT_FILE .*'/nowhere\.pem'"):
        torch.Session("https://127.0.0.1:1")


def test_a_server_without_tls_is_told_from_one_that_is_not_there(server: str) -> None:
    with pytest.raises(ConnectionError, match="does not speak TLS"), torch.Session(server.replace("http", "https")):
        pass


def test_a_default_session_that_could_not_be_opened_looks_at_the_environment_again(server: str) -> None:
    code = """
import os
import gradwire as torch
url = os.environ.pop("GRADWIRE_URL")
os.environ["GRADWIRE_URL"] = "http://127.0.0.1:1"
try:
    torch.ones(2)
except ConnectionError:
    os.environ["GRADWIRE_URL"] = url
print(torch.ones(2))
"""
    done = run(code, server)
    assert (done.stdout, done.stderr) == ("tensor([1., 1.])\n", "")


def test_a_server_that_is_gone_when_python_ends_is_told_in_a_line() -> None:
    server = Server({})
    code = f"""
import os, signal
import gradwire as torch
os.environ["GRADWIRE_PATIENCE"] = "0"
x = torch.ones(2)
print(x + 1)
os.kill({server.process.pid}, signal.SIGKILL)
y = x + 1
"""
    done = run(code, server.url)
    server.stop()
    assert done.stdout == "tensor([2., 2.])\n"
    assert re.fullmatch("gradwire: what was recorded last was not carried out: .*\n", done.stderr), done.stderr


@pytest.mark.parametrize(
    ("location", "there"),
    [("https://there.example/under{path}", "https://there.example/under"), ("/sign-in", "http://{host}/sign-in")],
)
def test_a_server_that_is_elsewhere(location: str, there: str) -> None:
    class Elsewhere(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(307)
            self.send_header("Location", location.format(path=self.path))
            self.send_header("Content-Length", "0")
            self.end_headers()

    with HTTPServer(("127.0.0.1", 0), Elsewhere) as here:
        Thread(target=here.serve_forever, daemon=True).start()
        host = f"127.0.0.1:{here.server_port}"
        with pytest.raises(RuntimeError) as told, torch.Session(f"http://{host}"):
            pass
        here.shutdown()
    said = f"http://{host} sends its callers on: set GRADWIRE_URL to {there.format(host=host)}"
    assert str(told.value) == said
