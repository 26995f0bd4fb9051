"""Checks of the options that several optimizers have, with PyTorch's exceptions."""

from __future__ import annotations

from typing import Any

from gradwire.tensors.tensor import Tensor


def check_rate(lr: Any) -> None:
    """ValueError for a learning rate that is negative, or a tensor of several elements."""
    if isinstance(lr, Tensor) and lr.numel() != 1:
        raise ValueError("Tensor lr must be 1-element")
    check_positive("learning rate", lr)


def check_positive(what: str, value: Any) -> None:
    """ValueError for a number below zero, or none."""
    if not value >= 0:
        raise ValueError(f"Invalid {what}: {value}")


def check_betas(betas: Any) -> None:
    """ValueError for factors that are not from 0 to before 1."""
    for place, beta in enumerate(betas[:2]):
        if not 0 <= beta < 1:
            raise ValueError(f"Invalid beta parameter at index {place}: {beta}")
