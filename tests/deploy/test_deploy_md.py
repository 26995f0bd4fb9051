"""The commands of docs/deploy.md that need neither Docker nor Kubernetes do what the page says."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

from tests.conftest import ROOT
from tests.deploy.conftest import SITE, Certificate, Nginx
from tests.examples.regression import need

NAME = "gradwire.example.com"
PAGE = (ROOT / "docs" / "deploy.md").read_text()
TOKENS, CALLS, CERTIFICATE, PLACE, CHECK = map(
    dedent, re.findall(r"^ *```bash\n(.*?)^ *```", PAGE, re.DOTALL | re.MULTILINE)
)


def run(script: str, folder: Path) -> str:
    command = ["bash", "-euo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=60).stdout


def test_tokens_are_made_and_let_in(start_server: Callable[..., str], tmp_path: Path) -> None:
    need("openssl", "sha256sum", "curl")
    first, second = (run(TOKENS, tmp_path).strip().removeprefix("GRADWIRE_TOKEN=") for _ in range(2))
    file = tmp_path / "tokens.txt"
    assert first not in file.read_text()
    url = start_server(tokens_file=file)
    calls = CALLS.replace("http://127.0.0.1:8000", url)
    assert calls.count(url) == 2
    for token in (first, second):
        said = run(f"GRADWIRE_TOKEN={token}\n{calls}", tmp_path)
        assert said.startswith('{"status":"ready"}{"items":[{"device":"cpu"')
    assert "unauthorized" in run(f"GRADWIRE_TOKEN={first[:-1]}\n{calls}", tmp_path)


def test_the_site_and_its_certificate(server: str, tmp_path: Path) -> None:
    need("nginx", "openssl", "curl")
    etc = tmp_path / "etc"
    (etc / "nginx" / "sites-available").mkdir(parents=True)
    (etc / "nginx" / "sites-enabled").mkdir()
    (tmp_path / "deploy").symlink_to(ROOT / "deploy")
    steps = f"{CERTIFICATE}\n{PLACE}".replace(f"name={NAME}", "name=compute.example.org").replace("/etc/", f"{etc}/")
    run(f'sudo() {{ "$@"; }}\n{steps}', tmp_path)
    assert (etc / "nginx/sites-enabled/gradwire").read_text() == SITE.read_text().replace(NAME, "compute.example.org")
    made = Certificate(etc / "ssl/gradwire/fullchain.pem", etc / "ssl/gradwire/privkey.pem")
    assert made.key.stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / made.key.name).exists()
    nginx = Nginx(server, made, tmp_path, {})
    try:
        port = nginx.url.rpartition(":")[2]
        check = CHECK.replace(":443:", f":{port}:").replace("$name/", f"$name:{port}/")
        assert run(f"name=compute.example.org\n{check}", tmp_path) == '{"status":"ready"}'
    finally:
        nginx.stop()
