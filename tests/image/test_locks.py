"""The image's packages are pinned as pyproject.toml asks for them."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT
from tools import lock

SETS = lock.sets()


def entries(name: str) -> list[Requirement]:
    """The pinned packages of a set, each of which has a hash."""
    text = re.sub(r"\\\n", "", re.sub(r"^#.*\n", "", (lock.FOLDER / f"{name}.txt").read_text(), flags=re.MULTILINE))
    lines = [line.partition("--hash=sha256:") for line in text.splitlines()]
    assert all(hashes for _, _, hashes in lines)
    return [Requirement(pin) for pin, _, _ in lines]


def pins(name: str) -> dict[str, str]:
    """The version of each package of a set."""
    return {canonicalize_name(entry.name): str(entry.specifier).removeprefix("==") for entry in entries(name)}


@pytest.mark.parametrize("name", SETS)
def test_a_set_is_what_the_projects_ask_for(name: str) -> None:
    assert (lock.FOLDER / f"{name}.txt").read_text().startswith(lock.heading(SETS[name])), "run `make lock`"
    pinned = pins(name)
    for wanted in map(Requirement, SETS[name]):
        assert wanted.specifier.contains(pinned[canonicalize_name(wanted.name)]), f"{wanted}: run `make lock`"


def test_sets_agree_on_what_they_share() -> None:
    server = pins("server")
    for extra in lock.EXTRAS:
        shared = server.keys() & pins(extra).keys()
        assert {name: pins(extra)[name] for name in shared} == {name: server[name] for name in shared}


def test_each_set_has_a_file_and_the_other_way_round() -> None:
    assert {path.stem for path in lock.FOLDER.iterdir()} == set(SETS)


def test_what_is_optional_and_not_for_development_can_be_in_the_image() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert set(extras) - {"dev", "test", "oracle", "examples"} == set(lock.EXTRAS)
