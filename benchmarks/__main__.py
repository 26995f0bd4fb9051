"""Run every comparison and print one table: `make bench`, or `python -m benchmarks`."""

from __future__ import annotations

import importlib.util
import math
import os
import platform
import sys
from datetime import UTC, datetime

from .timing import Row

THREADS = 1


def main() -> int:
    """Print the table; 1 if PyTorch, the measure of most lines, is not there."""
    if importlib.util.find_spec("torch") is None:
        print("PyTorch is not installed, and most figures are ratios to it: `make bench` installs it.")
        return 1
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(THREADS)  # before anything loads a BLAS, here and in the server's process
    print(_setting())

    from .server import running_server

    with running_server() as port:
        os.environ["GRADWIRE_URL"] = f"http://127.0.0.1:{port}"  # before the SDK looks for its server
        from . import checkpoints, convolution, functions, notebook, op, operations, program, transfer, transforms

        _show("one op recorded, x + 2 on 2x2", op.one_op())
        _show("the notebook's graph, forward and backward, one request", notebook.notebook())
        _show("one op on the client's side", notebook.recording())
        _show("a function of one's own on 8 numbers, forward and backward", functions.functions())
        _show("20 ops on 8 KB, forward and backward, one request", program.program(port))
        up, down = transfer.transfers(port)
        _show("100 MB up", up)
        _show("100 MB down", down)
    for layer, rows in convolution.convolution():
        _show(f"{layer}, forward and backward", rows)
    for library, rows in checkpoints.checkpoints():
        _show(f"eight layers with dropout and with a checkpoint each, forward and backward by {library}", rows)
    for task, rows in transforms.transforms():
        _show(f"{task}, in process", rows)
    for family, rows in operations.operations():
        _show(f"{family}, forward and backward on a million numbers, against PyTorch in process", rows)
    return 0


def _setting() -> str:
    import numpy
    import torch

    torch.set_num_threads(THREADS)
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, {THREADS} thread, "
        f"Python {platform.python_version()}, NumPy {numpy.__version__}, PyTorch {torch.__version__}\n"
        "Medians over rounds in which every variant runs; × is how many times faster than the first line."
    )


def _show(title: str, rows: list[Row]) -> None:
    print(f"\n{title}")
    for row in rows:
        speedup = "" if row.speedup is None else f"{row.speedup:8.2f} ×"
        print(f"    {row.variant:<30}{_readable(row.seconds):>12}{speedup}", flush=True)


def _readable(seconds: float) -> str:
    if math.isnan(seconds):
        return ""
    return f"{seconds * 1e6:.2f} µs" if seconds < 1e-3 else f"{seconds * 1e3:.2f} ms"


if __name__ == "__main__":
    sys.exit(main())
