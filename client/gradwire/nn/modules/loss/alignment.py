"""Losses of sequences of unknown alignment."""

from __future__ import annotations

from typing import Any

from gradwire.nn import functional as F
from gradwire.nn.modules.loss.base import _Loss


class CTCLoss(_Loss):
    """Less the log likelihood of targets, of whatever alignment: [time, batch, classes] and [batch, length].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.CTCLoss.html
    """

    def __init__(self, blank: int = 0, reduction: str = "mean", zero_infinity: bool = False) -> None:
        super().__init__(reduction=reduction)
        self.blank = blank
        self.zero_infinity = zero_infinity

    def forward(self, log_probs: Any, targets: Any, input_lengths: Any, target_lengths: Any) -> Any:
        """The loss of log probabilities, given targets and the lengths of both, which are tensors or integers."""
        lengths = (input_lengths, target_lengths)
        return F.ctc_loss(log_probs, targets, *lengths, self.blank, self.reduction, self.zero_infinity)
