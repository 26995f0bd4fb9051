"""examples/digits.py, run with PyTorch and on a server: the same loss, step by step."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.examples.test_digits import run

pytest.importorskip("torch")


def test_the_losses_are_the_same(server: str, tmp_path: Path) -> None:
    printed, losses = [], []
    for name, choice in (("gradwire.json", []), ("pytorch.json", ["--pytorch"])):
        done = run(server, "digits.py", *choice, "--epochs", "4", "--losses", tmp_path / name)
        printed.append(done.stdout)
        losses.append(json.loads((tmp_path / name).read_text()))
    assert losses[0] == pytest.approx(losses[1], abs=1e-3)
    assert printed[0] == printed[1]
