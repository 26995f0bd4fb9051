"""How often the examples run by plans: `python -m benchmarks.hits [NAME ...]`, each twice in one session."""

from __future__ import annotations

import argparse
import contextlib
import io
import runpy
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import gradwire

from .__main__ import prepare
from .server import Connection, request, running_server

EXAMPLES = {
    "notebook": ["notebook.py"],
    "digits": ["digits.py", "--epochs", "2"],
    "newton": ["newton.py"],
    "newton by SciPy": ["newton.py", "--scipy"],
    "transformer": ["transformer.py", "--steps", "30", "--width", "32", "--sample", "20"],
}
"""By name: a script and its arguments."""
DIRECTORY = Path(__file__).parents[1] / "examples"


def main() -> None:
    """Print for each example the share of its programs and loops' rounds that ran by plans, and why others did not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hits", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(EXAMPLES)}; all by default")
    names = parser.parse_args().names or list(EXAMPLES)
    prepare()
    with running_server() as port:
        for name in names:
            with gradwire.Session(f"http://127.0.0.1:{port}", seed=0) as session, Connection(port) as connection:
                found: dict[str, Any] = {"hits": 0, "misses": 0}
                for turn in ("first", "again"):
                    before = found
                    _run(EXAMPLES[name])
                    found = connection.value(request("GET", f"/v1/sessions/{session.id}/plans"))
                    hits, misses = (found[key] - before[key] for key in ("hits", "misses"))
                    print(f"{name:16} {turn}: {hits / max(hits + misses, 1):6.1%} of {hits + misses}")
                reasons = Counter[str]()
                for entry in found["unplanned"]:
                    reasons[entry["reason"]] += entry["misses"]
                for reason, count in reasons.most_common():
                    print(f"{'':16} {count:5} times: {reason}")


def _run(command: list[str]) -> None:
    given = sys.argv
    sys.argv = [str(DIRECTORY / command[0]), *command[1:]]
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            runpy.run_path(sys.argv[0], run_name="__main__")
    finally:
        sys.argv = given


if __name__ == "__main__":
    main()
