"""The notebook's graph, out = mean(3 (x + 2)^2), forward and backward, in one request through the SDK."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import torch

import gradwire

from .timing import Row, Stopwatch, compare, looped

UNSENT = 20
"""So many ops are recorded on end: few enough that the SDK has no reason to send any."""


def gradient(library: Any) -> Any:
    """The notebook's cells up to the gradient as numbers."""
    x = library.ones(2, 2, requires_grad=True)
    y = x + 2
    z = y * y * 3
    out = z.mean()
    out.backward()
    return x.grad.tolist()


def notebook() -> list[Row]:
    """The whole way, from Python through HTTP and the engine and back, against PyTorch in process."""
    if gradient(gradwire) != gradient(torch):
        raise AssertionError("the notebook's gradients differ")
    return compare(
        {
            "PyTorch, in process": looped(lambda: gradient(torch)),
            "SDK, end to end": looped(lambda: gradient(gradwire)),
        }
    )


def recording() -> list[Row]:
    """What the SDK's side of one op costs: writing it down, and describing its result."""
    theirs = torch.ones(2, 2, requires_grad=True)
    variants = {"PyTorch (computes it)": looped(lambda: theirs + 2), "SDK (writes it down)": _recorded()}
    return compare(variants, round_seconds=0.005)  # what is sent in between is not counted, but it takes its time


def _recorded() -> Stopwatch:
    x = gradwire.ones(2, 2, requires_grad=True)
    x.tolist()

    def stopwatch(times: int) -> float:
        seconds = 0.0
        for _ in range(-(-times // UNSENT)):
            started = perf_counter()
            for _ in range(UNSENT):
                y = x + 2
            seconds += perf_counter() - started
            y.tolist()
        return seconds * times / (-(-times // UNSENT) * UNSENT)

    return stopwatch
