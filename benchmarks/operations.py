"""The operations that PyTorch's users call most, forward and backward on a million numbers, family by family."""

from __future__ import annotations

import math
from collections.abc import Iterator
from statistics import median
from typing import Any

import numpy
import torch

import engine

from .calls import CALLS, TENSORS
from .run import Result, Run
from .timing import Row, Stopwatch, computed

SLOW = 1 / 3
"""A common operation below this speed, relative to PyTorch's, is listed by itself."""


def results(run: Run) -> Iterator[Result]:
    """Per family its median speed relative to PyTorch's, with the common operations that are slow."""
    families: dict[str, dict[str, float]] = {}
    for name in CALLS:
        families.setdefault(engine.find(name).family, {})[name] = _speed(run, name)
    for family, speeds in sorted(families.items()):
        rows = [Row(f"median of {len(speeds)}", math.nan, median(speeds.values()))]
        rows += [Row(name, math.nan, ratio) for name, ratio in sorted(speeds.items()) if ratio < SLOW]
        yield Result(f"{family}, forward and backward on a million numbers, against PyTorch", "engine", rows)


def _speed(run: Run, name: str) -> float:
    """How many times faster than PyTorch the engine runs a call and its backward pass."""
    context = engine.Context(seed=0)
    with context.computing():
        theirs, ours = _theirs(name), _ours(context, name)
        rows = run.compare({"PyTorch": theirs, "engine": ours}, rounds=5, round_seconds=0.02)
    assert rows[1].speedup is not None
    return rows[1].speedup


def _arguments(name: str, make: Any) -> tuple[dict[str, Any], list[Any]]:
    """The arguments of a call, and the leaves among them."""
    made: dict[str, Any] = {}

    def filled(value: Any) -> Any:
        if isinstance(value, list):
            return [filled(item) for item in value]
        if not isinstance(value, str) or value not in TENSORS:
            return value
        if value not in made:
            array = numpy.asarray(TENSORS[value](numpy.random.default_rng(0)))
            single = {"f": numpy.float32, "c": numpy.complex64}.get(array.dtype.kind)
            made[value] = make(array if single is None else array.astype(single), single is not None)
        return made[value]

    given = {key: filled(value) for key, value in CALLS[name].items()}
    return given, [tensor for tensor in made.values() if tensor.requires_grad]


def _roots(result: Any) -> list[Any]:
    parts = result if isinstance(result, tuple | list) else [result]
    return [part for part in parts if getattr(part, "requires_grad", False)]


def _theirs(name: str) -> Stopwatch:
    given, leaves = _arguments(name, lambda array, wants: torch.from_numpy(array.copy()).requires_grad_(wants))
    function: Any = torch
    for part in name.split("."):
        function = getattr(function, part)
    first = [given.pop(next(iter(given)))]  # whose name is not the same for all of PyTorch's functions
    first += given.pop("operands", [])
    if name in ("meshgrid", "broadcast_tensors", "cartesian_prod"):
        first = first[0]

    def work() -> None:
        roots = _roots(function(*first, **given))
        if roots:
            torch.autograd.grad(roots, leaves, [torch.ones_like(root) for root in roots], allow_unused=True)

    return computed(work)


def _ours(context: engine.Context, name: str) -> Stopwatch:
    given, leaves = _arguments(name, lambda array, wants: context.tensor(array.copy(), requires_grad=wants))
    parameters = [parameter.name for parameter in engine.find(name).parameters]
    first = next(iter(given))  # whose name is PyTorch's, which may not be that of its documentation
    given = {first if first in parameters else parameters[0]: given.pop(first), **given}

    def work() -> None:
        roots = _roots(context.run(name, (), given))
        if roots:
            engine.gradients(context, roots, leaves, [context.ops.ones_like(r) for r in roots], allow_unused=True)

    return computed(work)
