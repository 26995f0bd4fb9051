"""Counting: the numbers that optimizers keep for each parameter, as its step, and the factors that follow from them.

They stay arrays, as does a learning rate that is a tensor, and of float64, as numbers are. So their values are looked
at only where parameters are on another device.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

from engine import dtypes
from engine.context import Context
from engine.devices import Device
from engine.tensor import Tensor

Factors = Callable[..., tuple[Any, ...]]
"""`(xp, *rates, *counts)`: changes the arrays `counts`, which have an element for each parameter; gives the factors.

A factor is a number, or an array of one element for all parameters or for each.
"""


def advance(step: Any) -> Any:
    """Count a step of each parameter: which ones they are."""
    step += 1
    return step.astype(dtypes.float64)


def count(
    context: Context,
    counted: Sequence[Sequence[Tensor]],
    rates: Sequence[Any],
    factors: Factors,
    device: Device,
    dtype: Any,
) -> list[tuple[Any, ...]]:
    """Change the counts of some parameters, and give the factors of each, as arrays of that device and dtype.

    `counted` has the tensors of each parameter, those in one place all on one device.
    """
    columns = list(zip(*counted, strict=True))
    for one in itertools.chain.from_iterable(columns):
        context.keep_contents(one)
    where = columns[0][0].device if columns else device
    elements = [[one.data.reshape(1) for one in column] for column in columns]
    arrays = [where.xp.concatenate(column) for column in elements]
    made = factors(where.xp, *(_rate(one, where) for one in rates), *arrays)
    for column, its, array in zip(columns, elements, arrays, strict=True):
        for one, element, value in zip(column, its, _parts(array, len(its)), strict=True):
            element[...] = value
            one.touch()
    parts = [_parts(one if where is device else _numbers(one), len(counted), dtype) for one in made]
    return list(zip(*parts, strict=True)) or [()] * len(counted)


def _rate(rate: Any, where: Device) -> Any:
    """A rate as a number, or as an array of one element."""
    if not isinstance(rate, Tensor):
        return rate
    return rate.data.reshape(1).astype(dtypes.float64) if rate.device is where else rate.item()


def _numbers(factor: Any) -> Any:
    """A factor for another device than it is on."""
    return factor.tolist() if hasattr(factor, "dtype") else factor


def _parts(factor: Any, count: int, dtype: Any = None) -> Sequence[Any]:
    """What each of so many parameters has of a factor: an array of one element, or a number."""
    if isinstance(factor, list):
        return factor * count if len(factor) == 1 else factor
    if not hasattr(factor, "dtype"):
        return [factor] * count
    if dtype is not None and factor.dtype.kind == "f":
        factor = factor.astype(dtype)
    return [factor] * count if len(factor) == 1 else [factor[place : place + 1] for place in range(count)]
