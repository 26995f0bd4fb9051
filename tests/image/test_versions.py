"""The image has the version of what is in it."""

from __future__ import annotations

import re
import tomllib

from tests.conftest import ROOT

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


def test_its_label_says_so() -> None:
    assert f'org.opencontainers.image.version="{VERSION}"' in (ROOT / "Dockerfile").read_text()


def test_its_name_in_compose_says_so() -> None:
    assert re.findall(r"image: (\S+)", (ROOT / "docker-compose.yml").read_text()) == [f"gradwire:{VERSION}"]
