"""What is generated from the catalogue: up to date, documented, importable."""

from __future__ import annotations

import importlib.util
import inspect
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import gradwire as torch
from gradwire._generated import methods, table

ROOT = Path(__file__).parents[2]

FAKE: list[dict[str, Any]] = [
    {
        "op": "clamp", "family": "elementwise", "view": False, "overwrites": {},
        "aliases": ["clip"], "in_place": "clamp_", "summary": 'Between "min" and max.',
        "arguments": [
            {"name": "input", "kind": "tensor", "required": True},
            {"name": "min", "kind": "tensor", "default": None},
            {"name": "max", "kind": "tensor", "default": None},
        ],
        "outputs": ["out"], "sized_by": "shapes", "variants": ["function", "method"],
    },
    {
        "op": "einsum", "family": "linear algebra", "view": False, "overwrites": {},
        "aliases": [], "in_place": None, "summary": "Sums of products.",
        "arguments": [
            {"name": "equation", "kind": "text", "required": True},
            {"name": "operands", "kind": "tensors", "required": True, "variadic": True},
        ],
        "outputs": ["out"], "sized_by": "shapes", "variants": ["function"],
    },
]  # fmt: skip


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "tools" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generated_files_are_up_to_date() -> None:
    command = [sys.executable, str(ROOT / "tools" / "generate.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_catalogue_becomes_python() -> None:
    files = generator().files(FAKE)
    for name, text in files.items():
        compile(text, name, "exec")
    assert "def clamp(self, min: Operand | None = None, max: Operand | None = None) -> Tensor:" in files["methods.py"]
    assert "    clip = clamp" in files["methods.py"]
    assert "def clamp_(self" in files["methods.py"]
    assert "clip = clamp" in files["functions.py"]
    assert "def einsum(equation: Text, *all_operands: Tensor | Sequence[Tensor]," in files["functions.py"]
    assert "einsum" not in files["methods.py"]
    assert 'CLAMP_: Final = Op("clamp_"' in files["table.py"]


def test_everything_generated_is_documented_and_reachable() -> None:
    for name in torch.__all__:
        assert getattr(torch, name, None) is not None or name == "newaxis"
    for name, function in inspect.getmembers(methods.Methods, inspect.isfunction):
        if not name.startswith("__"):
            assert "https://docs.pytorch.org" in (function.__doc__ or ""), name
    assert len(table.OPS) > 100
    assert torch.nn.functional.__name__ == "gradwire.nn.functional"
    assert torch.linalg.__name__ == "gradwire.linalg"
    assert "ones" in dir(torch)
