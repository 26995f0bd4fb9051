"""Settings: a sentence each, and a start that fails by one line where a value cannot be kept."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from app.settings import Settings
from tests.conftest import ROOT, Server


def test_settings_have_sentences() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name
        assert not field.is_required(), name


def refused(variables: dict[str, str], *flags: str) -> str:
    """What is printed by a server that does not start."""
    environment = os.environ | {f"GRADWIRE_{name}": value for name, value in variables.items()}
    command = [sys.executable, "-m", "app", "--port", "0", *flags]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30, check=False)
    assert (ended.returncode, ended.stdout) == (2, "")
    return ended.stderr.rstrip("\n")


@pytest.mark.parametrize(
    ("variables", "flags", "line"),
    [
        ({"DEVICE": "gpu"}, (), r"GRADWIRE_DEVICE: 'gpu' is no device.*"),
        ({"DEVICE": "cuda:99"}, (), r"GRADWIRE_DEVICE: cuda:99 is not there.*"),
        ({}, ("--port", "http"), r"--port: .*integer.*"),
        ({"LOG_LEVEL": "loud"}, (), r"GRADWIRE_LOG_LEVEL: .*'debug', 'info'.*"),
        ({"KEEP_ALIVE": "0"}, (), r"GRADWIRE_KEEP_ALIVE: .*greater than 0"),
        ({"STOP_SECONDS": "inf"}, (), r"GRADWIRE_STOP_SECONDS: .*finite number"),
        ({"HOST_BYTES": "1000"}, (), r"GRADWIRE_HOST_BYTES: Input should be 0, or at least 268435456"),
        ({"BODY_BYTES": "2 GB"}, (), r"GRADWIRE_BODY_BYTES: .*integer.*"),
        ({"ACCESS_LOG": "sometimes"}, (), r"GRADWIRE_ACCESS_LOG: .*boolean.*"),
        ({"TOKENS": "a-token-of-their-own,short"}, (), r"GRADWIRE_TOKENS: entry 2 is no token.*"),
        ({"TOKENS": "sha256:abc"}, (), r"GRADWIRE_TOKENS: entry 1 is no token.*"),
        ({"TOKENS_FILE": "/nowhere/tokens"}, (), r"GRADWIRE_TOKENS_FILE: /nowhere/tokens cannot be read: No such .*"),
        ({"TOKENS_FILE": "~nobody-of-that-name/tokens"}, (), r"GRADWIRE_TOKENS_FILE: whose home .*: write it out"),
        ({"DATA_DIR": "~nobody-of-that-name/data"}, (), r"GRADWIRE_DATA_DIR: whose home .*: write it out"),
        ({"SESSION_TTL": "1e12"}, (), r"GRADWIRE_SESSION_TTL: .*at most 315360000"),
        ({"BODY_BYTES": str(10**24)}, (), r"GRADWIRE_BODY_BYTES: .*at most 9007199254740991"),
        (
            {"CORS_ORIGINS": "https://page.example/"},
            (),
            r"GRADWIRE_CORS_ORIGINS: an origin is as https://page.example.*",
        ),
        ({"CORS_ORIGINS": "*,page.example"}, (), r"GRADWIRE_CORS_ORIGINS: an origin is as https://page.example.*"),
        ({"ALLOWED_HOSTS": "page.example:8000"}, (), r"GRADWIRE_ALLOWED_HOSTS: a host is as .*"),
        ({"AUTH": "none"}, (), r"GRADWIRE_AUTH: .*'auto', 'on' or 'off'"),
        ({"AUTH": "off", "TOKENS": "a-token-of-their-own"}, (), r"GRADWIRE_AUTH: off would let in everybody, .*"),
        ({"DATA_DIR": "/dev/null"}, ("--host", "0.0.0.0"), r"no token can be kept in /dev/null: .*; choose another .*"),
        ({"HOST": "nowhere.invalid"}, ("--host", "nowhere.invalid"), r"nowhere.invalid port 0: .*GRADWIRE_HOST.*"),
    ],
)
def test_it_does_not_start_with_settings_that_it_cannot_keep(
    variables: dict[str, str], flags: tuple[str, ...], line: str
) -> None:
    printed = refused(variables, *flags)
    assert re.fullmatch(line, printed), printed


def test_each_wrong_setting_has_its_line() -> None:
    lines = refused({"LOG_LEVEL": "loud", "SHARD": "-1"}).splitlines()
    assert [line.split(":")[0] for line in lines] == ["GRADWIRE_LOG_LEVEL", "GRADWIRE_SHARD"]


def test_a_token_that_was_mistyped_is_not_repeated(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    file.write_text("# ours\nsecret with blanks\n")
    assert "secret" not in refused({"TOKENS": "secret with blanks"})
    printed = refused({"TOKENS_FILE": str(file)})
    assert "secret" not in printed
    assert f"{file}: line 2 is no token" in printed
    file.write_text("secret with blanks\n", "utf-16")
    assert refused({"TOKENS_FILE": str(file)}) == f"GRADWIRE_TOKENS_FILE: {file}: this is no text in UTF-8"


@pytest.mark.parametrize("content", [b"\n", b"\xff\xfe"])
def test_a_token_made_by_another_hand_is_not_taken_for_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "token").write_bytes(content)
    assert "holds no token: delete it" in refused({"DATA_DIR": str(tmp_path)}, "--host", "0.0.0.0")


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        line = refused({}, "--port", str(port))
    assert re.fullmatch(rf"127.0.0.1 port {port}: Address already in use; choose .*GRADWIRE_PORT", line)


def test_an_empty_variable_is_none() -> None:
    server = Server({"GRADWIRE_TOKENS_FILE": "", "GRADWIRE_KEEP_ALIVE": "", "GRADWIRE_DEVICE": ""})
    try:
        assert httpx.get(f"{server.url}/v1").status_code == 200
    finally:
        server.stop()


def test_a_variable_that_is_nearly_a_setting_is_told() -> None:
    server = Server({"GRADWIRE_LOGLEVEL": "debug", "GRADWIRE_TOKEN": "x", "GRADWIRE_SERVICE_HOST": "10.0.0.1"})
    try:
        told = [line for line in server.printed().splitlines() if "is no setting" in line]
    finally:
        server.stop()
    assert len(told) == 2
    assert "GRADWIRE_LOGLEVEL is no setting of the server. Is GRADWIRE_LOG_LEVEL meant?" in "".join(told)
    assert "GRADWIRE_TOKENS meant?" in "".join(told)
