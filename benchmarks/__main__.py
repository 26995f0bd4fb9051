"""Run comparisons and print one table: `make bench`, or `python -m benchmarks [NAME ...]`."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from .run import Result, Run
from .table import show, summary

THREADS = 1
COMPARISONS = (
    "notebook",
    "program",
    "mlp",
    "chain",
    "digits",
    "rosenbrock",
    "vjp",
    "transfer",
    "throughput",
    "durability",
    "recovery",
    "health",
    "depth",
    "op",
    "functions",
    "checkpoints",
    "convolution",
    "transforms",
    "operations",
)
"""The modules that have `results`; those up to `depth` are about the figures to reach."""


def main() -> int:
    """Print the table; 1 if PyTorch, the measure of most lines, is not there."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"what to compare, or all of: {', '.join(COMPARISONS)}"
    )
    parser.add_argument("--quick", action="store_true", help="few and short rounds")
    parser.add_argument("--runs", type=int, default=1, help="how many times, to see the range")
    parser.add_argument("--plot", action="store_true", help="draw docs/performance/*.svg instead")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(COMPARISONS):
        parser.error(f"there is no comparison named {', '.join(sorted(unknown))}")
    if importlib.util.find_spec("torch") is None:
        print("PyTorch is not installed, and most figures are ratios to it: `make bench` installs it.")
        return 1
    prepare()
    print(_setting())

    import gradwire

    from .server import running_server

    runs = []
    for _ in range(arguments.runs):
        with running_server() as port, gradwire.Session(f"http://127.0.0.1:{port}"):
            run = Run(port, rounds=5, patience=0.3) if arguments.quick else Run(port)
            if arguments.plot:
                from . import plots

                plots.draw(run)
                return 0
            found = []
            for result in results(run, arguments.names or COMPARISONS):
                show(result)
                found.append(result)
            runs.append(found)
    print(f"\n{summary(runs)}")
    return 0


def prepare() -> None:
    """One thread for everything, here and in the servers' processes; to be called before a BLAS is loaded."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(THREADS)
    os.environ["TQDM_DISABLE"] = "1"  # the examples' progress bars


def results(run: Run, names: Sequence[str]) -> Iterator[Result]:
    """What the comparisons of these names find; the SDK's session is to be open."""
    for name in names:
        yield from importlib.import_module(f".{name}", __package__).results(run)


def _setting() -> str:
    import numpy
    import torch

    torch.set_num_threads(THREADS)
    machine = f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {THREADS} thread"
    versions = f"Python {platform.python_version()}, NumPy {numpy.__version__}, PyTorch {torch.__version__}"
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {machine}, {versions}\n"
        "Medians over rounds in which every variant runs; × is how many times faster than the first line."
    )


if __name__ == "__main__":
    sys.exit(main())
