"""How often the examples run by plans: `python -m benchmarks.hits [NAME ...]`, each twice in one session.

A line of an example that reads a value for the n-th time ends an iteration, the n-th; what was sent since a value was
read before belongs to it.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import runpy
import sys
import traceback
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gradwire.remote.sessions import Session

from .__main__ import prepare
from .server import Connection, request, running_server

EXAMPLES = {
    "notebook": ["notebook.py"],
    "digits": ["digits.py"],
    "newton": ["newton.py"],
    "newton by SciPy": ["newton.py", "--scipy"],
    "transformer": ["transformer.py", "--steps", "30", "--width", "32", "--sample", "20"],
}
"""By name: a script and its arguments."""
DIRECTORY = Path(__file__).parents[1] / "examples"
SETTLED = 3
"""Iterations until each is like the one before."""


class Watched(Session):
    """A session that counts which programs ran by plans, and in which iteration of an example."""

    def __init__(self, port: int, connection: Connection) -> None:
        super().__init__(f"http://127.0.0.1:{port}", seed=0)
        self._asking = connection
        self._read_at = Counter[int]()
        self._counted = Counter[str]()
        self.early = Counter[str]()
        self.late = Counter[str]()
        """After so many iterations."""

    def fetch_arrays(self, tensors: Sequence[Any]) -> Any:
        """The values of tensors, which end an iteration."""
        found = super().fetch_arrays(tensors)
        self.count()
        return found

    def fetch_with_infos(self, tensors: Sequence[Any]) -> Any:
        """The values of tensors that are printed."""
        found = super().fetch_with_infos(tensors)
        self.count()
        return found

    def plans(self) -> dict[str, Any]:
        """What the server tells of the session's plans."""
        told: dict[str, Any] = self._asking.value(request("GET", f"/v1/sessions/{self.id}/plans"))
        return told

    def count(self) -> None:
        """Note what ran since this was done last."""
        told = self.plans()
        found = Counter({key: told[key] for key in ("hits", "misses")})
        line = _line()
        self._read_at[line] += 1
        (self.late if self._read_at[line] > SETTLED else self.early).update(found - self._counted)
        self._counted = found

    def begin(self) -> None:
        """Count from here on."""
        for counter in (self._read_at, self.early, self.late):
            counter.clear()


def _line() -> int:
    """The line of an example that is at work; 0 where none is."""
    frames = (frame for frame, _ in traceback.walk_stack(None) if Path(frame.f_code.co_filename).parent == DIRECTORY)
    return next((frame.f_lineno for frame in frames), 0)


def main() -> None:
    """Print for each example the share of its programs and loops' rounds that ran by plans, and why others did not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hits", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(EXAMPLES)}; all by default")
    names = parser.parse_args().names or list(EXAMPLES)
    for name in names:
        if name not in EXAMPLES:
            parser.error(f"there is no example {name!r}: choose from {', '.join(EXAMPLES)}")
    for package in ("sklearn", "scipy", "tqdm"):
        if importlib.util.find_spec(package) is None:
            parser.error(f"the examples need {package}: install the extra with `pip install -e '.[examples]'`")
    prepare()
    with running_server() as port:
        for name in names:
            with Connection(port) as connection, Watched(port, connection) as session:
                for turn in ("first", "again"):
                    session.begin()
                    _run(EXAMPLES[name])
                    session.count()
                    whole = _share(session.early + session.late)
                    print(f"{name:16} {turn}: {whole}, after {SETTLED} iterations {_share(session.late)}")
                reasons = Counter[str]()
                for entry in session.plans()["unplanned"]:
                    reasons[entry["reason"]] += entry["misses"]
                for reason, count in reasons.most_common():
                    print(f"{'':16} {count:5} times: {reason}")


def _share(counted: Counter[str]) -> str:
    return f"{counted['hits'] / max(counted.total(), 1):6.1%} of {counted.total():3}"


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
