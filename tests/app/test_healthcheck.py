"""The container's health check finds the server as the server finds its address."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT


def check(**settings: object) -> subprocess.CompletedProcess[str]:
    """The health check with these settings in its environment."""
    environment = {**os.environ, **{f"GRADWIRE_{name.upper()}": str(value) for name, value in settings.items()}}
    command = [sys.executable, "-m", "app.healthcheck"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("settings", [{"host": "0.0.0.0"}, {"allowed_hosts": "example.com"}, {"auth": "on"}])
def test_a_server_is_ready(start_server: Callable[..., str], tmp_path: Path, settings: dict[str, object]) -> None:
    port = start_server(data_dir=tmp_path, **settings).rpartition(":")[2]
    checked = check(port=port, **settings)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_it_says_that_no_server_is_there() -> None:
    checked = check(port=1)
    assert checked.returncode == 1
    assert "Connection refused" in checked.stderr


def test_it_loads_nothing_but_the_standard_library() -> None:
    code = "import sys, app.healthcheck; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert loaded.returncode == 0, loaded.stderr
    assert set(loaded.stdout.split()) - sys.stdlib_module_names == {"__main__", "app"}
