"""The commands of docs/deploy.md that need neither Docker nor Kubernetes do what the page says."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.conftest import ROOT
from tests.examples.regression import need

TOKENS, CALLS, CERTIFICATE = re.findall(r"```bash\n(.*?)```", (ROOT / "docs" / "deploy.md").read_text(), re.DOTALL)


def run(script: str, folder: Path) -> str:
    command = ["bash", "-euo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=60).stdout


def test_tokens_are_made_and_let_in(start_server: Callable[..., str], tmp_path: Path) -> None:
    need("openssl", "sha256sum", "curl")
    token = run(f"{TOKENS}\necho $GRADWIRE_TOKEN", tmp_path).strip()
    assert token not in (tmp_path / "tokens.txt").read_text()
    url = start_server(tokens_file=tmp_path / "tokens.txt")
    calls = CALLS.replace("http://127.0.0.1:8000", url)
    assert calls.count(url) == 2
    assert run(f"GRADWIRE_TOKEN={token}\n{calls}", tmp_path).startswith('{"status":"ready"}{"items":[{"device":"cpu"')
    assert "unauthorized" in run(f"GRADWIRE_TOKEN={token[:-1]}\n{calls}", tmp_path)


def test_a_certificate_is_made(tmp_path: Path) -> None:
    need("openssl")
    run(CERTIFICATE, tmp_path)
    said = run("openssl x509 -in fullchain.pem -noout -ext subjectAltName", tmp_path)
    assert "DNS:gradwire.example.com" in said
    assert (tmp_path / "privkey.pem").read_text().startswith("-----BEGIN PRIVATE KEY-----")
