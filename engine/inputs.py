"""What operations are given in the place of tensors: these, numbers, None, and lists of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.tensor import Tensor


def items(value: Any) -> Any:
    """What there is in a list, or the value itself alone."""
    return value if isinstance(value, list) else (value,)


def shape_of(value: Any) -> Any:
    """The shape of a tensor or array, () for a number, a list of them for a list."""
    return [shape_of(item) for item in value] if isinstance(value, list) else getattr(value, "shape", ())


def wanted_of(inputs: Sequence[Any]) -> int:
    """A bit per input of which a tensor requires grad."""
    return sum(
        1 << position
        for position, value in enumerate(inputs)
        if any(isinstance(item, Tensor) and item.requires_grad for item in items(value))
    )
