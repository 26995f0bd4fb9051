"""The digits example, one epoch: the same code with PyTorch in process and with the SDK."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy

from .run import Result, Run
from .timing import looped

EXAMPLE = Path(__file__).parents[1] / "examples" / "digits.py"


def results(run: Run) -> Iterator[Result]:
    """45 steps of Adam with batches of 32 from a shuffling loader, each step's loss read."""
    if importlib.util.find_spec("sklearn") is None or importlib.util.find_spec("tqdm") is None:
        yield Result("digits conv net, one epoch", "SDK", skipped="scikit-learn and tqdm are not installed")
        return
    theirs, ours = _epoch("--pytorch"), _epoch()
    numpy.testing.assert_allclose(ours(), theirs(), rtol=1e-3)
    variants = {"PyTorch, in process": looped(theirs), "SDK": looped(ours)}
    yield Result("digits conv net, one epoch", "SDK", run.compare(variants, {"SDK": 0.8}, rounds=7))


def _epoch(*arguments: str) -> Callable[[], list[float]]:
    example = _load(*arguments)
    example.torch.manual_seed(0)
    train_set, _ = example.datasets()
    model = example.Network()
    return lambda: example.train(model, train_set, epochs=1)


def _load(*arguments: str) -> Any:
    """The example as a module; it chooses its library by its arguments."""
    spec = importlib.util.spec_from_file_location("digits", EXAMPLE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    given, sys.argv = sys.argv, ["digits.py", *arguments]
    try:
        spec.loader.exec_module(module)
    finally:
        sys.argv = given
    return module
