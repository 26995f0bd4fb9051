"""What import-linter cannot say: which packages engine and server may import, and what is loaded only when needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
ENGINE = ROOT / "engine"
ALLOWED = {"engine", "numpy", "opt_einsum", "ml_dtypes"}
CUDA = {path.name for path in (ENGINE / "cuda").rglob("*.py")}
OWNERS = {
    "cupy": CUDA,
    "cupyx": CUDA,
    "scipy": {"libraries.py"},
    "threadpoolctl": {"blas.py"},
    "llvmlite": {"machine.py", "arithmetic.py"},
}
"""Packages that few files may import, and these."""


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_the_engine_imports_few_packages() -> None:
    for path in ENGINE.rglob("*.py"):
        for name in imported(path):
            package = name.partition(".")[0]
            allowed = package in sys.stdlib_module_names or package in ALLOWED
            assert allowed or path.name in OWNERS.get(package, ()), f"{path} imports {name}"


def test_the_server_imports_the_wire_package_alone_of_the_sdk() -> None:
    for path in (ROOT / "app").rglob("*.py"):
        names = [name for name in imported(path) if name.partition(".")[0] == "gradwire"]
        assert all(name.startswith("gradwire.wire") for name in names), f"{path} imports {names}"


def test_the_log_imports_nothing_else_of_the_server() -> None:
    for path in (ROOT / "app" / "durable").rglob("*.py"):
        for name in imported(path):
            known = name.partition(".")[0] in sys.stdlib_module_names or name == "orjson"
            assert known or name.startswith("app.durable"), f"{path} imports {name}"


def test_cupy_scipy_and_the_web_are_not_loaded_with_the_engine() -> None:
    code = "import sys, engine; print(sorted({'cupy', 'scipy', 'fastapi', 'httpx', 'pydantic'} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_wire_package_loads_nothing_else_of_the_sdk() -> None:
    code = (
        "import sys, gradwire.wire; print([m for m in sys.modules if m.startswith('gradwire.') and '.wire' not in m])"
    )
    client = ROOT / "client"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=client)
    assert done.stdout.strip() == "[]"
