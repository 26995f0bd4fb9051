"""torch.nn.modules.loss: how far a result is from what it should be, as modules."""

from __future__ import annotations

from typing import Any

from gradwire.nn import functional as F
from gradwire.nn.modules.module import Module
from gradwire.recording.origins import warn

__all__ = ["MSELoss"]


class _Loss(Module):
    """A loss whose elements are left as they are, averaged or summed: `reduction` is "none", "mean" or "sum"."""

    reduction: str

    def __init__(self, size_average: bool | None = None, reduce: bool | None = None, reduction: str = "mean") -> None:
        super().__init__()
        self.reduction = reduction if size_average is None and reduce is None else _older(size_average, reduce)


def _older(size_average: bool | None, reduce: bool | None) -> str:
    """The reduction that two older arguments mean."""
    reduction = "none" if reduce is False else "sum" if size_average is False else "mean"
    warn(f"size_average and reduce are older arguments: use reduction={reduction!r} instead")
    return reduction


class MSELoss(_Loss):
    """The squared differences.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html
    """

    def forward(self, input: Any, target: Any) -> Any:
        """The loss of a result, given what it should be."""
        return F.mse_loss(input, target, reduction=self.reduction)
