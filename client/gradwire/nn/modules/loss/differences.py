"""Losses of the differences between a result and its target, of one shape."""

from __future__ import annotations

from typing import Any

from gradwire.nn import functional as F
from gradwire.nn.modules.loss.base import Older, _Loss


class L1Loss(_Loss):
    """The differences' magnitudes: two tensors of one shape.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.L1Loss.html
    """

    def forward(self, input: Any, target: Any) -> Any:
        """The loss of a result, given what it should be."""
        return F.l1_loss(input, target, reduction=self.reduction)


class MSELoss(_Loss):
    """The squared differences: two tensors of one shape.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html
    """

    def forward(self, input: Any, target: Any) -> Any:
        """The loss of a result, given what it should be."""
        return F.mse_loss(input, target, reduction=self.reduction)


class SmoothL1Loss(_Loss):
    """The differences' magnitudes, but squares below `beta`: two tensors of one shape.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.SmoothL1Loss.html
    """

    def __init__(
        self, size_average: Older = None, reduce: Older = None, reduction: str = "mean", beta: float = 1.0
    ) -> None:
        super().__init__(size_average, reduce, reduction)
        self.beta = beta

    def forward(self, input: Any, target: Any) -> Any:
        """The loss of a result, given what it should be."""
        return F.smooth_l1_loss(input, target, reduction=self.reduction, beta=self.beta)


class HuberLoss(_Loss):
    """Squared differences, but linear beyond `delta`: two tensors of one shape.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.HuberLoss.html
    """

    def __init__(self, reduction: str = "mean", delta: float = 1.0) -> None:
        if not isinstance(delta, (float, int)):
            raise TypeError(f"delta is a number, not {type(delta).__name__}")
        super().__init__(reduction=reduction)
        self.delta = delta

    def forward(self, input: Any, target: Any) -> Any:
        """The loss of a result, given what it should be."""
        return F.huber_loss(input, target, reduction=self.reduction, delta=self.delta)
