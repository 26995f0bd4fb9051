"""The unit of systemd is understood, and a server with what it says asks for tokens."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import httpx

from app.settings import Settings
from tests.conftest import PATHS, ROOT
from tests.examples.regression import need

UNIT = (ROOT / "deploy" / "gradwire.service").read_text()

SAID: defaultdict[str, list[str]] = defaultdict(list)
for key, equals, value in (line.partition("=") for line in UNIT.splitlines() if not line.startswith("#")):
    if equals:
        SAID[key].append(value)


def test_systemd_understands_it(tmp_path: Path) -> None:
    need("systemd-analyze")
    installed = SAID["ExecStart"][0].split()[0]
    unit = tmp_path / "gradwire.service"
    unit.write_text(UNIT.replace(installed, sys.executable))
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not [line for line in done.stderr.splitlines() if "gradwire" in line]


def test_its_server_makes_a_token_where_there_is_none(start_server: Callable[..., str], tmp_path: Path) -> None:
    name, _, content = SAID["SetCredential"][0].partition(":")
    (tmp_path / name).write_text(content)
    environment = re.sub("%[SCd]", str(tmp_path), " ".join(SAID["Environment"]))
    url = start_server(**{name.lower(): value for name, value in re.findall(r"GRADWIRE_(\w+)=(\S+)", environment)})
    assert httpx.get(f"{url}/v1/devices").status_code == 401
    token = (tmp_path / SAID["StateDirectory"][0] / "token").read_text().strip()
    assert httpx.get(f"{url}/v1/devices", headers={"authorization": f"Bearer {token}"}).status_code == 200


def test_it_leaves_time_to_stop() -> None:
    assert int(SAID["TimeoutStopSec"][0]) > Settings.model_fields["stop_seconds"].default


def test_a_wrong_setting_is_not_tried_again() -> None:
    command = [sys.executable, *SAID["ExecStart"][0].split()[1:], "--port", "none"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(PATHS)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.stderr.startswith("--port: ")
    assert SAID["RestartPreventExitStatus"] == [str(done.returncode)]
