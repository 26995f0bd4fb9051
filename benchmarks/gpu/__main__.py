"""Measure on a GPU and print a table: `make bench-gpu`, or `python -m benchmarks.gpu`."""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.host import facts
from benchmarks.run import Run
from benchmarks.server import running_server


def main() -> int:
    """Print the table; 1 where there is no GPU or no PyTorch to compare with."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gpu", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few and short rounds")
    parser.add_argument("--shrink", type=int, default=1, help="divide all sizes, to see that everything runs")
    parser.add_argument("--device", default="cuda:0", help="the GPU")
    parser.add_argument("--pytorch", metavar="DEVICE", help="where PyTorch computes, if not there: cpu, for a try")
    parser.add_argument("--no-compile", action="store_true", help="leave torch.compile out")
    arguments = parser.parse_args()
    if importlib.util.find_spec("torch") is None:
        print("PyTorch is not installed, and the figures are ratios to it.", file=sys.stderr)
        return 1
    try:
        print(facts(arguments.device))
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    _measure(arguments)
    return 0


def _measure(arguments: argparse.Namespace) -> None:
    from . import ceilings
    from .table import show, table
    from .works import Setting, works

    theirs = arguments.pytorch or arguments.device
    with _session() as port:
        run = Run(port, 3 if arguments.quick else 15, 0.2 if arguments.quick else 1.0, arguments.shrink)
        best = ceilings.measured(run, theirs)
        print(f"{best}\nMedians over rounds in which every variant runs; no TF32.", flush=True)
        found = []
        for work in works(Setting(run, theirs, arguments.device, not arguments.no_compile)):
            show(work, best)
            found.append(work)
    print(f"\n{facts(arguments.device)}\n{best}\n\n{table(found, best)}")


@contextmanager
def _session() -> Iterator[int]:
    """The port of a server with a session of the SDK."""
    import gradwire

    with running_server() as port, gradwire.Session(f"http://127.0.0.1:{port}"):
        yield port


if __name__ == "__main__":
    sys.exit(main())
