"""One tiny op, x + 2 on two by two, recorded for backward: by the engine, and by the SDK, which writes it down."""

from __future__ import annotations

from collections.abc import Iterator
from time import process_time

import numpy
import torch

import engine
import gradwire

from .run import Result, Run
from .timing import Stopwatch, computed

UNSENT = 20
"""So many ops are recorded on end: few enough that the SDK has no reason to send any."""


def results(run: Run) -> Iterator[Result]:
    """What a single op costs in the engine, and what on the SDK's side."""
    theirs = torch.ones(2, 2, requires_grad=True)
    context = engine.Context()
    ours = context.tensor(numpy.ones((2, 2), numpy.float32), requires_grad=True)
    with context.computing():
        rows = run.compare({"PyTorch": computed(lambda: theirs + 2), "engine": computed(lambda: ours + 2)})
    yield Result("one op recorded, x + 2 on 2x2", "engine", rows)
    rows = run.compare({"PyTorch, which computes it": computed(lambda: theirs + 2), "SDK": _recorded()})
    yield Result("one op written down, x + 2 on 2x2", "SDK", rows)


def _recorded() -> Stopwatch:
    """Not counting what is sent in between."""
    x = gradwire.ones(2, 2, requires_grad=True)
    x.tolist()

    def stopwatch(times: int) -> float:
        seconds = 0.0
        for _ in range(-(-times // UNSENT)):
            started = process_time()
            for _ in range(UNSENT):
                y = x + 2
            seconds += process_time() - started
            y.tolist()
        return seconds * times / (-(-times // UNSENT) * UNSENT)

    return stopwatch
