"""Chains of ten elementwise operations on a million numbers, forward and backward in the engine, on one thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import numpy
import torch

import engine
from engine.plan import Plan, Rehearsal
from engine.plan.host import compiled
from engine.plan.host.compiled import RUNS, settle

from .run import Result, Run
from .timing import computed

SIZE = 1_000_000

Steps = list[tuple[Any, ...]]
"""Each the name of an operation on the result of the one before, and the numbers that it takes besides."""

CHAINS: dict[str, tuple[Steps, float, float]] = {
    "arithmetic and relu": ([*[("mul", 1.5), ("add", 0.3), ("relu",)] * 3, ("mul", 0.5)], 2.5, 15.0),
    "with exp, log, tanh": ([("mul", 0.5), ("exp",), ("add", 1.0), ("log",), ("tanh",)] * 2, 1.8, 2.5),
}
"""By name the steps, and how many times faster than PyTorch they are to be with NumPy alone, and compiled."""


def results(run: Run) -> Iterator[Result]:
    """Operation by operation, as a plan of NumPy's calls, and as one with machine code where LLVM is installed."""
    array = numpy.random.default_rng(0).normal(size=run.size(SIZE)).astype(numpy.float32)
    work = f"chain of 10 ops, {SIZE:,} floats, forward and backward"
    for title, (steps, aim, compiled_aim) in CHAINS.items():
        theirs = _pytorch(steps, array)
        with patch.object(compiled, "is_installed", return_value=False):
            ours = {"define-by-run": _engine(steps, array), "plan": _plan(steps, array)}
        if compiled.is_installed():
            ours["plan, compiled"] = _plan(steps, array)
        for gradient in ours.values():
            numpy.testing.assert_allclose(gradient(), theirs(), rtol=1e-4, atol=1e-6)
        variants = {name: computed(gradient) for name, gradient in {"PyTorch": theirs, **ours}.items()}
        rows = run.compare(variants, {"plan": aim, "plan, compiled": compiled_aim})
        yield Result(f"{work}: {title}", "engine", rows[:3])
        if compiled.is_installed():
            yield Result(f"{work}: {title}, compiled", "engine", [rows[0], *rows[3:]])


def _pytorch(steps: Steps, array: Any) -> Callable[[], Any]:
    x = torch.from_numpy(array).requires_grad_()
    seed = torch.ones_like(x)

    def gradient() -> Any:
        y = x
        for name, *numbers in steps:
            y = getattr(torch, name)(y, *numbers)
        return torch.autograd.grad(y, x, seed)[0].numpy()

    return gradient


def _engine(steps: Steps, array: Any) -> Callable[[], Any]:
    context, x, seed = _leaves(array)

    def gradient() -> Any:
        with context.computing():
            return _gradient(context, steps, x, seed).numpy()

    return gradient


def _plan(steps: Steps, array: Any) -> Callable[[], Any]:
    context, x, seed = _leaves(array)
    with context.computing():
        _gradient(context, steps, x, seed)  # what is seen again gets a plan
        rehearsal = Rehearsal(context)
        plan = Plan(rehearsal, [_gradient(rehearsal, steps, rehearsal.take(x), rehearsal.take(seed))])

    def gradient() -> Any:
        with context.computing():
            tensors = plan.fit(context, [x, seed])
            assert tensors is not None
            return plan.run(context, tensors)[0].numpy()

    for _ in range(RUNS):
        gradient()
    settle()
    return gradient


def _leaves(array: Any) -> tuple[engine.Context, engine.Tensor, engine.Tensor]:
    context = engine.Context(seed=0)
    x, seed = context.tensor(array.copy(), requires_grad=True), context.tensor(numpy.ones_like(array))
    for tensor in (x, seed):
        context.number(tensor)
    return context, x, seed


def _gradient(context: engine.Context, steps: Steps, x: engine.Tensor, seed: engine.Tensor) -> engine.Tensor:
    y = x
    for name, *numbers in steps:
        y = context.call(name, y, *numbers)
    (found,) = engine.gradients(context, [y], [x], [seed])
    assert found is not None
    return found
