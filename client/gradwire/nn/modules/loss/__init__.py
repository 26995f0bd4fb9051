"""torch.nn.modules.loss: how far a result is from what it should be, as modules.

https://docs.pytorch.org/docs/stable/nn.html#loss-functions
"""

from __future__ import annotations

from gradwire.nn.modules.loss.alignment import CTCLoss
from gradwire.nn.modules.loss.base import _Loss as _Loss
from gradwire.nn.modules.loss.base import _WeightedLoss as _WeightedLoss
from gradwire.nn.modules.loss.classes import (
    CrossEntropyLoss,
    LinearCrossEntropyLoss,
    MultiLabelMarginLoss,
    MultiMarginLoss,
    NLLLoss,
    NLLLoss2d,
)
from gradwire.nn.modules.loss.differences import HuberLoss, L1Loss, MSELoss, SmoothL1Loss
from gradwire.nn.modules.loss.labels import BCELoss, BCEWithLogitsLoss, MultiLabelSoftMarginLoss, SoftMarginLoss
from gradwire.nn.modules.loss.likelihoods import GaussianNLLLoss, KLDivLoss, PoissonNLLLoss
from gradwire.nn.modules.loss.margins import (
    CosineEmbeddingLoss,
    HingeEmbeddingLoss,
    MarginRankingLoss,
    TripletMarginLoss,
    TripletMarginWithDistanceLoss,
)

__all__ = [
    "BCELoss",
    "BCEWithLogitsLoss",
    "CTCLoss",
    "CosineEmbeddingLoss",
    "CrossEntropyLoss",
    "GaussianNLLLoss",
    "HingeEmbeddingLoss",
    "HuberLoss",
    "KLDivLoss",
    "L1Loss",
    "LinearCrossEntropyLoss",
    "MSELoss",
    "MarginRankingLoss",
    "MultiLabelMarginLoss",
    "MultiLabelSoftMarginLoss",
    "MultiMarginLoss",
    "NLLLoss",
    "NLLLoss2d",
    "PoissonNLLLoss",
    "SmoothL1Loss",
    "SoftMarginLoss",
    "TripletMarginLoss",
    "TripletMarginWithDistanceLoss",
]
