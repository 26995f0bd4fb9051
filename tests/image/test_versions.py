"""The image has the version of what is in it."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.conftest import ROOT

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


def test_its_label_says_so() -> None:
    assert f'org.opencontainers.image.version="{VERSION}"' in (ROOT / "Dockerfile").read_text()


@pytest.mark.parametrize("file", ["docker-compose.yml", "deploy/kubernetes.yaml"])
def test_its_name_says_so(file: str) -> None:
    (name,) = re.findall(r"image: (\S+)", (ROOT / file).read_text())
    assert name.rpartition("/")[2] == f"gradwire:{VERSION}"
