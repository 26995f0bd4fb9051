"""What losses have in common: how their elements are reduced, and weights."""

from __future__ import annotations

from typing import Any

from gradwire.nn.modules.module import Module
from gradwire.recording.origins import warn
from gradwire.tensors.tensor import Tensor

Older = bool | None


class _Loss(Module):
    """A loss whose elements are left as they are, averaged or summed: `reduction` is "none", "mean" or "sum"."""

    reduction: str

    def __init__(self, size_average: Older = None, reduce: Older = None, reduction: str = "mean") -> None:
        super().__init__()
        self.reduction = reduction if size_average is None and reduce is None else _older(size_average, reduce)


class _WeightedLoss(_Loss):
    """A loss whose classes, or elements, count by a weight, which is a buffer."""

    weight: Tensor | None

    def __init__(
        self, weight: Any = None, size_average: Older = None, reduce: Older = None, reduction: str = "mean"
    ) -> None:
        super().__init__(size_average, reduce, reduction)
        self.register_buffer("weight", weight)


def _older(size_average: Older, reduce: Older) -> str:
    """The reduction that two older arguments mean."""
    reduction = "none" if reduce is False else "sum" if size_average is False else "mean"
    warn(f"size_average and reduce are older arguments: use reduction={reduction!r} instead")
    return reduction
