"""Losses of yes and no, for each element by itself."""

from __future__ import annotations

from typing import Any

from gradwire.nn import functional as F
from gradwire.nn.modules.loss.base import Older, _Loss, _WeightedLoss
from gradwire.tensors.tensor import Tensor


class BCELoss(_WeightedLoss):
    """The cross entropy of probabilities and what they should be: two tensors of one shape.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html
    """

    def forward(self, input: Any, target: Any) -> Any:
        """The loss of probabilities, given what they should be."""
        return F.binary_cross_entropy(input, target, self.weight, reduction=self.reduction)


class BCEWithLogitsLoss(_Loss):
    """The cross entropy of the sigmoid of scores and what it should be: two tensors of one shape.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html
    """

    weight: Tensor | None
    pos_weight: Tensor | None

    def __init__(
        self,
        weight: Any = None,
        size_average: Older = None,
        reduce: Older = None,
        reduction: str = "mean",
        pos_weight: Any = None,
    ) -> None:
        super().__init__(size_average, reduce, reduction)
        self.register_buffer("weight", weight)
        self.register_buffer("pos_weight", pos_weight)

    def forward(self, input: Any, target: Any) -> Any:
        """The loss of scores, given what their sigmoid should be."""
        return F.binary_cross_entropy_with_logits(
            input, target, self.weight, reduction=self.reduction, pos_weight=self.pos_weight
        )


class SoftMarginLoss(_Loss):
    """log(1 + exp(-target input)), where targets are 1 and -1: two tensors of one shape.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.SoftMarginLoss.html
    """

    def forward(self, input: Any, target: Any) -> Any:
        """The loss of scores, given their signs."""
        return F.soft_margin_loss(input, target, reduction=self.reduction)


class MultiLabelSoftMarginLoss(_WeightedLoss):
    """The mean of the cross entropies of all classes, each for itself: [batch, classes], twice.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiLabelSoftMarginLoss.html
    """

    def forward(self, input: Any, target: Any) -> Any:
        """The loss of scores, given which classes are right."""
        return F.multilabel_soft_margin_loss(input, target, self.weight, reduction=self.reduction)
