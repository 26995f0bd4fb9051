"""What one op of a graph costs, by how many ops the graph has: forward, backward and freeing it, in processor time.

`python -m benchmarks.flatness` prints microseconds per op, and each as a multiple of its cost in the smallest graph,
with Python's garbage collector as the server sets it; `python -m benchmarks.flatness default` as Python does.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import process_time

import numpy

import engine
from app import collector

SIZES = (10, 100, 1_000, 10_000, 100_000)
PHASES = ("forward", "backward", "freeing")
ROUND = 100_000  # ops in a measurement: small graphs are built again and again
Build = Callable[[engine.Tensor, int], engine.Tensor]


def chain(x: engine.Tensor, ops: int) -> engine.Tensor:
    """Each op works on the result of the one before."""
    for _ in range(ops // 2):
        x = x * 1.0001 + 0.5
    return x


def wide(x: engine.Tensor, ops: int) -> engine.Tensor:
    """Half of the ops work on the same tensor; the others add up."""
    total = x
    for _ in range(ops // 2):
        total = total + x * 1.0001
    return total


def measure(shape: tuple[int, ...], build: Build, rounds: int) -> dict[int, list[float]]:
    """Seconds per op of each phase by the graph's size: the least of the rounds, in which every size takes its turn."""
    context = engine.Context()
    best = {size: [float("inf")] * len(PHASES) for size in SIZES}
    with context.computing():
        x = context.tensor(numpy.ones(shape, numpy.float32), requires_grad=True)
        seed = context.tensor(numpy.ones(shape, numpy.float32))
        for _ in range(rounds):
            for size in SIZES:
                spent = [0.0] * len(PHASES)
                for _ in range(ROUND // size):
                    times = [process_time()]
                    y = build(x, size)
                    times.append(process_time())
                    engine.backward(context, [y], [seed])
                    times.append(process_time())
                    del y
                    times.append(process_time())
                    spent = [a + end - start for a, start, end in zip(spent, times, times[1:], strict=False)]
                best[size] = [min(a, b / ROUND) for a, b in zip(best[size], spent, strict=True)]
    return best


def main() -> None:
    """Print a table for each graph."""
    if sys.argv[1:] != ["default"]:
        collector.settle()
    cases: dict[str, tuple[tuple[int, ...], Build]] = {
        "a chain on 2x2": ((2, 2), chain),
        "a chain on 8 KB": ((2048,), chain),
        "one tensor used by half of the ops, 2x2": ((2, 2), wide),
    }
    for title, (shape, build) in cases.items():
        best = measure(shape, build, rounds=5)
        print(f"\n{title}: µs an op\n{'ops':>10}" + "".join(f"{phase:>18}" for phase in PHASES))
        for size, costs in best.items():
            shown = (f"{cost * 1e6:9.2f} ({cost / first:4.2f}×)" for cost, first in zip(costs, best[10], strict=True))
            print(f"{size:>10}" + "".join(f"{text:>18}" for text in shown), flush=True)


if __name__ == "__main__":
    main()
