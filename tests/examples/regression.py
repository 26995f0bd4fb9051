"""The regression that all languages train, in NumPy; and what their examples need."""

from __future__ import annotations

import os
import shutil

import numpy
import pytest

import engine

LINE = (1.9866666666666667, 1.0111111111111111)  # of least squares, by the normal equations


def need(*programs: str) -> None:
    """Skip the test where a program is missing, but not in CI, which installs all of them."""
    missing = [program for program in programs if not shutil.which(program)]
    if missing and "CI" not in os.environ:
        pytest.skip(f"needs {' and '.join(missing)}")


def descend() -> tuple[list[float], float, float]:
    """The losses of a hundred steps in float64, and the line that they come to."""
    x = numpy.linspace(-1, 1, 9)
    y = numpy.array([-0.9, -0.6, 0.1, 0.4, 1.1, 1.4, 2.2, 2.4, 3.0])
    w = b = 0.0
    losses = []
    for _ in range(100):
        error = w * x + b - y
        losses.append(float((error * error).mean()))
        w, b = w - 0.2 * float((error * x).mean()), b - 0.2 * float(error.mean())
    return losses, w, b


def refusal() -> str:
    """What the engine says of an x with two columns."""
    context = engine.Context()
    x, w, b = (context.tensor(numpy.zeros(shape, numpy.float32)) for shape in ((1, 2), (1, 1), (1,)))
    with pytest.raises(engine.errors.ShapeMismatch) as caught:
        context.call("nn.functional.linear", x, w, b)
    return caught.value.detail


def lines() -> list[str]:
    """What the examples print."""
    losses, w, b = descend()
    assert (w, b) == pytest.approx(LINE, abs=5e-4)
    return [
        *(f"step {step}: loss {losses[step - 1]:.4f}" for step in (25, 50, 75, 100)),
        f"y = {w:.4f} x + {b:.4f}",
        f"x = 2.5 gives y = {w * 2.5 + b:.4f}",
        f"refused: {refusal()}",
    ]
