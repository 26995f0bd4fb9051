"""Softmax and its kin: numbers along a dimension as probabilities."""

from __future__ import annotations

from typing import Any

from gradwire.nn import functional as F
from gradwire.nn.modules.module import Module


class _AlongDim(Module):
    """A function along a dimension, which PyTorch guesses from the input if it is None."""

    def __init__(self, dim: int | None = None) -> None:
        super().__init__()
        self.dim = dim

    def extra_repr(self) -> str:
        """The dimension."""
        return f"dim={self.dim}"


class Softmin(_AlongDim):
    """The softmax of -x

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmin.html
    """

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.softmin(input, self.dim)


class Softmax(_AlongDim):
    """eˣ over its sum along `dim`

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmax.html
    """

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.softmax(input, self.dim)


class LogSoftmax(_AlongDim):
    """The logarithm of the softmax along `dim`

    https://docs.pytorch.org/docs/stable/generated/torch.nn.LogSoftmax.html
    """

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.log_softmax(input, self.dim)


class Softmax2d(Module):
    """The softmax over the channels of images, at each place

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Softmax2d.html
    """

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        if input.dim() not in (3, 4):
            raise ValueError(f"Softmax2d: expected input to be 3D or 4D, got {input.dim()}D instead")
        return F.softmax(input, -3)
