"""The digits, learnt for a few epochs on a real server: PyTorch's losses, which are drawn at last."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.examples.scripts import run

PYTORCH = [2.32456, 0.38870, 0.35868, 0.08898]
"""The losses of `digits.py --pytorch`, of the first step and at the end of three epochs."""


def test_the_losses_are_pytorchs(both_servers: tuple[str, str], tmp_path: Path) -> None:
    """With plans and without: to the same bits."""
    for number, url in enumerate(both_servers):
        done = run(url, "digits.py", "--epochs", "3", "--losses", tmp_path / f"losses{number}.json")
        assert "135/135" in done.stderr, "the progress bar is full"
    losses, stepped = (json.loads((tmp_path / f"losses{number}.json").read_text()) for number in range(2))
    assert losses == stepped
    assert [losses[0], *losses[44::45]] == pytest.approx(PYTORCH, abs=1e-3)
    found = re.fullmatch(r"last loss 0\.0890, test accuracy (\d\d\.\d\d)%\n", done.stdout)
    assert found, done.stdout
    assert float(found[1]) == pytest.approx(95.0, abs=0.3)


def test_the_losses_are_drawn(server: str, tmp_path: Path) -> None:
    for name, losses in (("here.json", [2.5, 1.0, 0.5]), ("there.json", [2.5, 1.0, 0.5001])):
        (tmp_path / name).write_text(json.dumps(losses))
    done = run(server, "digits_plot.py", tmp_path / "here.json", tmp_path / "there.json", tmp_path / "plot.svg")
    assert done.stdout == "3 steps, losses at most 1.0e-04 apart\n"
    assert "import gradwire as torch" in (tmp_path / "plot.svg").read_text()
