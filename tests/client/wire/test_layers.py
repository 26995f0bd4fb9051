"""What importing the wire format loads, and that its tables are whole."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from gradwire.wire import dtypes, problems

CLIENT = Path(__file__).parents[3] / "client"


def test_importing_the_wire_format_loads_nothing_of_the_sdk() -> None:
    code = "import sys, gradwire.wire; print(*(name for name in sys.modules if name.split('.')[0] in " \
           "('gradwire', 'httpx', 'orjson', 'fastapi', 'engine', 'app')))"  # fmt: skip
    loaded = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": str(CLIENT)}, capture_output=True, text=True, check=True
    ).stdout.split()
    assert [name for name in loaded if not re.match(r"gradwire(\.wire|$)", name)] == []


def test_problem_types_are_slugs_with_one_status() -> None:
    assert len(problems.PROBLEMS) == 52
    for slug, (status, title, explanation) in problems.PROBLEMS.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", slug)
        assert 400 <= status < 600
        assert title
        assert explanation.endswith(".")


def test_dtypes_have_their_names() -> None:
    for name, dtype in dtypes.DTYPES.items():
        assert dtypes.name(dtype) == name
        assert dtypes.name(dtype.newbyteorder(">")) == name
