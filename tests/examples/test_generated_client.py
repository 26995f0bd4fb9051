"""Clients that are generated from the OpenAPI document compile and train the regression."""

from __future__ import annotations

import os
import shutil
from importlib.resources import files
from pathlib import Path

import httpx
import pytest

from tests.examples.regression import lines, need
from tests.examples.scripts import launch

FOLDER = Path(__file__).parent / "generated_client"
MODULES = FOLDER / "node_modules"
RESERVED = ("return", "delete", "if", "while", "function")
OPTIONS = (
    *("-g", "typescript-fetch", "-p", "importFileExtension=.js,modelPropertyNaming=original"),
    *("--reserved-words-mappings", ",".join(f"{word}={word}" for word in RESERVED)),  # they are good names of fields
)


@pytest.fixture
def project(server: str, tmp_path: Path) -> Path:
    """A folder with the OpenAPI document, where a program for Node can be made."""
    need("node")
    if not MODULES.exists() and "CI" not in os.environ:
        pytest.skip("needs npm ci --prefix tests/examples/generated_client")
    for name in ("package.json", "tsconfig.json"):
        shutil.copy(FOLDER / name, tmp_path)
    (tmp_path / "node_modules").symlink_to(MODULES)
    (tmp_path / "openapi.json").write_text(httpx.get(f"{server}/openapi.json").text)
    return tmp_path


def train(project: Path, program: str, *servers: dict[str, str]) -> list[list[str]]:
    """What the program prints with each server, once its client has been generated."""
    shutil.copy(FOLDER / f"{program}.ts", project)
    launch("node", MODULES / ".bin" / "tsc", folder=project)
    made = project / "out" / f"{program}.js"
    return [launch("node", made, folder=project, **settings).stdout.splitlines() for settings in servers]


def test_openapi_generator(open_and_guarded: list[dict[str, str]], project: Path) -> None:
    need("java")
    jar = str(files("openapi_generator_cli") / "openapi-generator.jar")
    launch(
        "java",
        "-XX:TieredStopAtLevel=1",
        "-jar",
        jar,
        "generate",
        "-i",
        "openapi.json",
        "-o",
        "client",
        *OPTIONS,
        folder=project,
    )
    assert train(project, "openapi_generator", *open_and_guarded) == [lines(), lines()]


def test_openapi_typescript(open_and_guarded: list[dict[str, str]], project: Path) -> None:
    made = ("openapi.json", "-o", "client/schema.ts")
    launch("node", MODULES / ".bin" / "openapi-typescript", *made, folder=project)
    assert train(project, "openapi_typescript", *open_and_guarded) == [lines(), lines()]
