"""Losses that are likelihoods, or compare distributions."""

from __future__ import annotations

from typing import Any

from gradwire.nn import functional as F
from gradwire.nn.modules.loss.base import Older, _Loss


class PoissonNLLLoss(_Loss):
    """Less the log likelihood of counts: rates, or their logarithms, and counts of one shape.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.PoissonNLLLoss.html
    """

    def __init__(
        self,
        log_input: bool = True,
        full: bool = False,
        size_average: Older = None,
        eps: float = 1e-8,
        reduce: Older = None,
        reduction: str = "mean",
    ) -> None:
        super().__init__(size_average, reduce, reduction)
        self.log_input = log_input
        self.full = full
        self.eps = eps

    def forward(self, log_input: Any, target: Any) -> Any:
        """The loss of rates, given counts."""
        how = (self.log_input, self.full)
        return F.poisson_nll_loss(log_input, target, *how, eps=self.eps, reduction=self.reduction)


class GaussianNLLLoss(_Loss):
    """Less the log likelihood of numbers, given their means and variances: three tensors of one shape.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.GaussianNLLLoss.html
    """

    def __init__(self, *, full: bool = False, eps: float = 1e-6, reduction: str = "mean") -> None:
        super().__init__(reduction=reduction)
        self.full = full
        self.eps = eps

    def forward(self, input: Any, target: Any, var: Any) -> Any:
        """The loss of means and variances, given numbers."""
        return F.gaussian_nll_loss(input, target, var, full=self.full, eps=self.eps, reduction=self.reduction)


class KLDivLoss(_Loss):
    """target (log target - input), where input is a logarithm: two tensors of one shape.

    `reduction="batchmean"` is the divergence as it is defined.
    https://docs.pytorch.org/docs/stable/generated/torch.nn.KLDivLoss.html
    """

    def __init__(
        self, size_average: Older = None, reduce: Older = None, reduction: str = "mean", log_target: bool = False
    ) -> None:
        super().__init__(size_average, reduce, reduction)
        self.log_target = log_target

    def forward(self, input: Any, target: Any) -> Any:
        """The loss of log probabilities, given what they should be."""
        return F.kl_div(input, target, reduction=self.reduction, log_target=self.log_target)
