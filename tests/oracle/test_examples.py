"""The examples' scripts, run with PyTorch and on a server: the same numbers, and the same text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.examples.scripts import run

pytest.importorskip("torch")


@pytest.mark.parametrize(
    ("script", "arguments"),
    [("digits.py", ["--epochs", "4"]), ("transformer.py", ["--steps", "40", "--sample", "50"])],
)
def test_the_losses_are_the_same(server: str, tmp_path: Path, script: str, arguments: list[str]) -> None:
    printed, losses = [], []
    for name, choice in (("gradwire.json", []), ("pytorch.json", ["--pytorch"])):
        done = run(server, script, *choice, *arguments, "--losses", tmp_path / name)
        printed.append(done.stdout)
        losses.append(json.loads((tmp_path / name).read_text()))
    assert losses[0] == pytest.approx(losses[1], abs=1e-3)
    assert printed[0] == printed[1]


@pytest.mark.parametrize("choice", [[], ["--scipy"]])
def test_newtons_method_takes_the_same_steps(server: str, choice: list[str]) -> None:
    ours, theirs = (run(server, "newton.py", *choice, *more).stdout for more in ([], ["--pytorch"]))
    numbers = [[float(number) for number in re.findall(r"loss (\S+),", text)] for text in (ours, theirs)]
    assert numbers[0] == pytest.approx(numbers[1], abs=1e-9)
    assert ours.splitlines()[-1] == theirs.splitlines()[-1]
