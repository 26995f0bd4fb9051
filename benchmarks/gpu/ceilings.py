"""What the GPU can do at best, measured in the same run: the rates of a copy and of a matrix product."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

import torch

from benchmarks.run import Run

NUMBERS = 100_000_000
WIDTH = 8192
CALLS = 10


@dataclass(frozen=True)
class Ceilings:
    """Bytes a second, read and written, of a copy; and floating operations a second of a product, by dtype."""

    copy: float
    product: dict[str, float]

    def __str__(self) -> str:
        products = ", ".join(f"{rate / 1e12:.3g} TFLOP/s ({dtype})" for dtype, rate in self.product.items())
        return f"copy {self.copy / 1e9:.4g} GB/s, product {products}"


def measured(run: Run, device: str) -> Ceilings:
    """Both, by PyTorch, float32 without TF32."""
    return Ceilings(_copy(run, device), {dtype: _product(run, device, dtype) for dtype in ("float32", "bfloat16")})


def _copy(run: Run, device: str) -> float:
    source = torch.zeros(run.size(NUMBERS), device=device)
    target = torch.empty_like(source)
    return 2 * source.nbytes / _seconds(lambda: target.copy_(source), device, run)


def _product(run: Run, device: str, dtype: str) -> float:
    matrix = torch.ones(run.size(WIDTH), run.size(WIDTH), device=device, dtype=getattr(torch, dtype))
    out = torch.empty_like(matrix)
    return 2.0 * len(matrix) ** 3 / _seconds(lambda: torch.matmul(matrix, matrix, out=out), device, run)


def finish(device: str) -> None:
    """Wait until PyTorch's work on a device is done."""
    if device != "cpu":
        torch.cuda.synchronize(device)


def _seconds(work: Callable[[], Any], device: str, run: Run) -> float:
    """The median time of a call, of several rounds of calls after one that warms up."""
    times = []
    for _ in range(run.rounds + 1):
        started = perf_counter()
        for _ in range(CALLS):
            work()
        finish(device)
        times.append((perf_counter() - started) / CALLS)
    return median(times[1:])
