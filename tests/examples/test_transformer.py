"""The transformer, for a few steps on a real server: it learns, and writes."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

from tests.examples.scripts import EXAMPLES, run


def test_it_learns_and_writes(both_servers: tuple[str, str], tmp_path: Path) -> None:
    """With plans and without: the same text."""
    options = ["--steps", "30", "--width", "32", "--sample", "20", "--losses", tmp_path / "losses.json"]
    stepped, printed = (run(url, "transformer.py", *options).stdout for url in reversed(both_servers))
    assert printed == stepped
    losses = json.loads((tmp_path / "losses.json").read_text())
    assert len(losses) == 30
    assert losses[-1] < math.log(40) < losses[0], "it knows by then which characters are frequent"
    found = re.fullmatch(r"last loss \S+ in 30 steps over \d+ characters\n(.*)\n", printed, re.DOTALL)
    assert found, printed
    assert len(found[1]) == 64 + 20
    assert (EXAMPLES.parent / "README.md").read_text().startswith(found[1][:64])
