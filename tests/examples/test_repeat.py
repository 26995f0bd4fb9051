"""A training loop that is one request, on a real server."""

from __future__ import annotations

import re

from tests.examples.scripts import run


def test_the_network_learns_the_curve(server: str) -> None:
    done = run(server, "repeat.py")
    first, last, wanted, found = map(float, re.findall(r"-?[0-9]+\.[0-9]+", done.stdout.replace("3000", "")))
    assert last < first / 10
    assert abs(found - wanted) < 0.3
    assert "3000/3000" in done.stderr
