"""The notebook, run twice against a real server process: through the SDK, and by curl."""

from __future__ import annotations

import json
import math
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from tests.examples.scripts import launch

ROOT = Path(__file__).parents[2]

# The notebook's own output. What differs from run to run is in double braces: an address, and what was drawn at random.
PRINTED = """\
tensor([[1., 1.],
        [1., 1.]], requires_grad=True)
tensor([[3., 3.],
        [3., 3.]], grad_fn=<AddBackward0>)
<AddBackward0 object at {{address}}>
tensor([[27., 27.],
        [27., 27.]], grad_fn=<MulBackward0>) 
 tensor(27., grad_fn=<MeanBackward0>)
False
True
<SumBackward0 object at {{address}}>
tensor([[4.5000, 4.5000],
        [4.5000, 4.5000]])
tensor([{{number}}, {{number}}, {{number}}], grad_fn=<MulBackward0>)
tensor([{{gradient}}])
True
True
False
True
False
tensor(True)
"""  # noqa: W291 - the space is print's own, between its arguments

FORMS = {
    "address": r"0x[0-9a-f]+",
    "number": r" *-?\d+\.\d*(?:e[+-]\d+)?",
    "gradient": r"(?P<gradient>[^\]]*)",
}


def run(*command: str, **settings: str) -> str:
    done = launch(*command, **settings)
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("plans", [True, False])
def test_python_prints_what_the_notebook_prints(both_servers: tuple[str, str], plans: bool) -> None:
    url = both_servers[0 if plans else 1]
    check(run(sys.executable, "-W", "error", str(ROOT / "examples" / "notebook.py"), GRADWIRE_URL=url))


def test_on_a_gpu_it_prints_the_same_and_the_device(cuda_server: str) -> None:
    code = "import gradwire, runpy, sys; gradwire.set_default_device('cuda'); runpy.run_path(sys.argv[1])"
    notebook = str(ROOT / "examples" / "notebook.py")
    printed = run(sys.executable, "-W", "error", "-c", code, notebook, GRADWIRE_URL=cuda_server)
    there = ", device='cuda:0'"
    assert printed.count(there) == printed.count("tensor(")
    check(re.sub(r",\n +grad_fn", ", grad_fn", printed.replace(there, "")))  # for which the device left no room


def check(printed: str) -> None:
    """See that it is what the notebook prints."""
    parts = re.split(r"\{\{(\w+)\}\}", PRINTED)
    pattern = "".join(FORMS[part] if number % 2 else re.escape(part) for number, part in enumerate(parts))
    matched = re.fullmatch(pattern, printed)
    assert matched, printed
    first, second, third = map(float, matched["gradient"].split(","))
    doublings = math.log2(second)
    assert doublings == int(doublings), "each doubling doubles the gradient"
    assert [first, third] == pytest.approx([0.1 * second, 0.0001 * second], rel=1e-3)


@pytest.mark.skipif(
    not (shutil.which("curl") and shutil.which("jq")) and "CI" not in os.environ, reason="needs curl and jq"
)
def test_curl_gets_the_same_gradients(open_and_guarded: list[dict[str, str]]) -> None:
    expected = [
        [[1, 1], [1, 1]],
        [[3, 3], [3, 3]],
        "AddBackward0",
        [[27, 27], [27, 27]],
        27,
        False,
        True,
        "SumBackward0",
        [[4.5, 4.5], [4.5, 4.5]],
        9,
        [307.2, -1228.8, 819.2],
        [102.4, 1024, 0.1024],
        True,
        True,
        False,
        False,
        True,
    ]
    for settings in open_and_guarded:
        printed = run(str(ROOT / "examples" / "notebook.sh"), **settings)
        assert [json.loads(line) for line in printed.splitlines()] == expected
