"""torch.optim.lr_scheduler: learning rates that change as training goes on."""

from __future__ import annotations

from gradwire.optim.lr_scheduler.base import LRScheduler
from gradwire.optim.lr_scheduler.combined import ChainedScheduler, SequentialLR
from gradwire.optim.lr_scheduler.cosines import CosineAnnealingLR, CosineAnnealingWarmRestarts
from gradwire.optim.lr_scheduler.cycles import CyclicLR, OneCycleLR
from gradwire.optim.lr_scheduler.factors import (
    ConstantLR,
    ExponentialLR,
    LinearLR,
    MultiStepLR,
    PolynomialLR,
    StepLR,
)
from gradwire.optim.lr_scheduler.functions import LambdaLR, MultiplicativeLR
from gradwire.optim.lr_scheduler.plateau import ReduceLROnPlateau

_LRScheduler = LRScheduler
"""The older name of LRScheduler."""

__all__ = [
    "ChainedScheduler",
    "ConstantLR",
    "CosineAnnealingLR",
    "CosineAnnealingWarmRestarts",
    "CyclicLR",
    "ExponentialLR",
    "LRScheduler",
    "LambdaLR",
    "LinearLR",
    "MultiStepLR",
    "MultiplicativeLR",
    "OneCycleLR",
    "PolynomialLR",
    "ReduceLROnPlateau",
    "SequentialLR",
    "StepLR",
]
