"""Two plots: what a VJP costs by the size of its tensors, and how fast training goes by the steps in a request."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy
import torch

import gradwire

from . import mlp, vjp
from .peers import tesseract, umbridge
from .peers.gradients import polynomial_vjp
from .run import Run
from .server import Connection
from .timing import Stopwatch, looped

FOLDER = Path(__file__).parents[1] / "docs" / "performance"
SIZES = [10**power for power in range(1, 8)]
STEPS = [1, 3, 10, 30, 100, 300, 1000]
PEERS = ("Tesseract", "UM-Bridge")
SLOW = 1_000_000
"""Beyond this size the peers would take many seconds."""

Lines = Mapping[str, Mapping[int, float]]
"""For each line of a plot its points."""


def draw(run: Run, folder: Path = FOLDER) -> None:
    """Measure and write both, `vjp.svg` and `steps.svg`."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "gradwire", "svg.fonttype": "none", "font.size": 9})
    folder.mkdir(exist_ok=True)
    _save(cost(run), folder / "vjp.svg", "floats in and out", "seconds for a VJP of x² + 3x")
    _save(training(run), folder / "steps.svg", "steps between two looks at the loss", "steps a second, MLP 10-32-32-1")


def cost(run: Run) -> Lines:
    """Seconds by size, over HTTP with the client's coding, and with PyTorch in process."""
    lines: dict[str, dict[int, float]] = {}
    with contextlib.ExitStack() as stack:

        def reached(port: int | None, of: Callable[[Connection], vjp.VJP]) -> vjp.VJP | None:
            return None if port is None else of(stack.enter_context(Connection(port)))

        ways = {
            "PyTorch, in process": vjp.pytorch,
            "gradwire": reached(run.port, vjp.of_gradwire),
            "Tesseract": reached(stack.enter_context(tesseract("polynomial")), vjp.of_tesseract),
            "UM-Bridge": reached(stack.enter_context(umbridge()), vjp.of_umbridge),
        }
        for size in dict.fromkeys(run.size(size) for size in SIZES):
            x, g = vjp.inputs(size)
            variants: dict[str, Stopwatch] = {}
            for name, way in ways.items():
                if way is not None and (size <= SLOW or name not in PEERS):
                    numpy.testing.assert_allclose(way(x, g), polynomial_vjp(x, g), rtol=1e-5)
                    variants[name] = looped(partial(way, x, g))
            for row in run.compare(variants, rounds=7):
                lines.setdefault(row.variant, {})[size] = row.seconds
    return lines


def training(run: Run) -> Lines:
    """Steps a second by the number of steps in a request."""
    lines: dict[str, dict[int, float]] = {}
    theirs, ours = (mlp.Loop(library, mlp.SMALL) for library in (torch, gradwire))
    for steps in dict.fromkeys(run.size(steps, least=1) for steps in STEPS):
        with mlp.Repeat(run.port, mlp.SMALL, steps) as program:
            variants = {
                "PyTorch, in process": looped(lambda steps=steps: theirs.run(steps), steps),  # type: ignore[misc]
                "gradwire, one repeat program": looped(program.run, steps),
                "gradwire, SDK": looped(lambda steps=steps: ours.run(steps), steps),  # type: ignore[misc]
            }
            for row in run.compare(variants, rounds=7, round_seconds=0.1):
                lines.setdefault(row.variant, {})[steps] = 1 / row.seconds
    return lines


def _save(lines: Lines, path: Path, across: str, up: str) -> None:
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    for number, (name, points) in enumerate(lines.items()):
        style: dict[str, Any] = {"color": "black", "linestyle": "--"} if number == 0 else {}
        axes.loglog(list(points), list(points.values()), marker="o", markersize=3, label=name, **style)
    highest = max(value for points in lines.values() for value in points.values())
    axes.set(xlabel=across, ylabel=up, ylim=(None, 10 ** math.ceil(math.log10(highest))))
    axes.grid(alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
