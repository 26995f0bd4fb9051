"""nginx as it is deployed: a real one, with the committed site, before a server of the tests."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from tests.conftest import PATIENCE, ROOT, free_port
from tests.examples.regression import need

SITE = ROOT / "deploy" / "nginx.conf"
MAIN = """\
daemon off;
{user}
pid {folder}/pid;
error_log {folder}/error.log warn;
events {{}}
http {{
    client_body_temp_path {folder}/temp_body;
    proxy_temp_path {folder}/temp_proxy;
    fastcgi_temp_path {folder}/temp_fastcgi;
    uwsgi_temp_path {folder}/temp_uwsgi;
    scgi_temp_path {folder}/temp_scgi;
    include {folder}/site.conf;
}}
"""
USER = "user root;" if os.geteuid() == 0 else ""  # who may read the tests' files; others are who they are


class Certificate(NamedTuple):
    """A certificate for this machine, which vouches for itself, and its key."""

    certificate: Path
    key: Path


class Nginx:
    """nginx at work: its `url` with TLS, its `plain` one without, and what it logs."""

    def __init__(self, upstream: str, certificate: Certificate, folder: Path, changes: dict[str, str]) -> None:
        self.folder = folder
        self.certificate = certificate.certificate
        self.trusted = ssl.create_default_context(cafile=self.certificate)
        secure, plain = free_port(), free_port()
        self.url = f"https://localhost:{secure}"
        self.plain = f"http://localhost:{plain}"
        site = SITE.read_text()
        places = {
            "127.0.0.1:8000": upstream.removeprefix("http://"),
            "listen 80;": f"listen 127.0.0.1:{plain};",
            "listen [::]:80;": "",
            "listen 443 ": f"listen 127.0.0.1:{secure} ",
            "listen [::]:443 ssl http2;": "",
            "/etc/ssl/gradwire/fullchain.pem": str(certificate.certificate),
            "/etc/ssl/gradwire/privkey.pem": str(certificate.key),
            "/var/log/nginx/": f"{folder}/",
        }
        for there, here in {**places, **changes}.items():
            assert there in site, f"deploy/nginx.conf does not say {there}"
            site = site.replace(there, here)
        (folder / "site.conf").write_text(site)
        (folder / "main.conf").write_text(MAIN.format(folder=folder, user=USER))
        self.process = subprocess.Popen(["nginx", "-e", folder / "error.log", "-c", folder / "main.conf"])
        self._wait_until_it_listens(secure)

    def environment(self) -> dict[str, str]:
        """What the SDK and curl have in their environment to find it and to believe it."""
        trust = dict.fromkeys(("SSL_CERT_FILE", "CURL_CA_BUNDLE"), str(self.certificate))
        return {**os.environ, "GRADWIRE_URL": self.url, **trust}

    def client(self) -> httpx.Client:
        """A client that believes it."""
        return httpx.Client(base_url=self.url, verify=self.trusted, timeout=60)

    def errors(self) -> str:
        """What it warns of, or could not do."""
        return (self.folder / "error.log").read_text()

    def accesses(self) -> str:
        """The lines of requests; those that were answered just now may not stand there yet."""
        return (self.folder / "gradwire.log").read_text()

    def stop(self) -> None:
        """End it once its requests are answered, so that all of them are logged, and show what went wrong."""
        self.process.terminate()
        self.process.wait(PATIENCE)
        sys.stderr.write(self.errors())

    def _wait_until_it_listens(self, port: int) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                return
            except ConnectionRefusedError:
                assert self.process.poll() is None, f"nginx did not start: {self.errors()}"
                assert time.monotonic() < until, f"nginx does not listen: {self.errors()}"
                time.sleep(0.01)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """One certificate for all tests, of the kind that docs/deploy.md makes."""
    need("nginx", "openssl", "curl", "jq")
    folder = tmp_path_factory.mktemp("certificate")
    made = Certificate(folder / "fullchain.pem", folder / "privkey.pem")
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc"]
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    files = ["-keyout", made.key, "-out", made.certificate]
    subprocess.run([*command, "-days", "1", *names, *files], check=True, capture_output=True)
    return made


@pytest.fixture
def start_nginx(certificate: Certificate, tmp_path: Path) -> Iterator[Callable[..., Nginx]]:
    """Starts nginx before a server, as in `start_nginx(server)`, and ends it after the test."""
    started: list[Nginx] = []

    def start(upstream: str, changes: dict[str, str] | None = None) -> Nginx:
        folder = tmp_path / f"nginx{len(started)}"
        folder.mkdir()
        started.append(Nginx(upstream, certificate, folder, changes or {}))
        return started[-1]

    yield start
    for nginx in started:
        nginx.stop()


@pytest.fixture
def nginx(server: str, start_nginx: Callable[..., Nginx]) -> Nginx:
    """nginx before the server that other tests use, too."""
    return start_nginx(server)
