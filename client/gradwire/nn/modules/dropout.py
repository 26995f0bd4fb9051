"""torch.nn.modules.dropout: in training, numbers are left out by chance.

https://docs.pytorch.org/docs/stable/nn.html#dropout-layers
"""

from __future__ import annotations

from typing import Any

from gradwire.nn import functional as F
from gradwire.nn.modules.module import Module

__all__ = ["AlphaDropout", "Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "FeatureAlphaDropout"]


class _DropoutNd(Module):
    """What leaves out a part `p` of its input while it is trained."""

    def __init__(self, p: float = 0.5, inplace: bool = False) -> None:
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p = p
        self.inplace = inplace

    def extra_repr(self) -> str:
        """The part, and whether the input is changed."""
        return f"p={self.p}, inplace={self.inplace}"


class Dropout(_DropoutNd):
    """Numbers are left out, and the others grow to make up for it.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout.html
    """

    def forward(self, input: Any) -> Any:
        """What is left of the input."""
        return F.dropout(input, self.p, self.training, self.inplace)


class Dropout1d(_DropoutNd):
    """Whole channels of sequences are left out.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout1d.html
    """

    def forward(self, input: Any) -> Any:
        """What is left of the input."""
        return F.dropout1d(input, self.p, self.training, self.inplace)


class Dropout2d(_DropoutNd):
    """Whole channels of images are left out.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout2d.html
    """

    def forward(self, input: Any) -> Any:
        """What is left of the input."""
        return F.dropout2d(input, self.p, self.training, self.inplace)


class Dropout3d(_DropoutNd):
    """Whole channels of volumes are left out.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout3d.html
    """

    def forward(self, input: Any) -> Any:
        """What is left of the input."""
        return F.dropout3d(input, self.p, self.training, self.inplace)


class AlphaDropout(_DropoutNd):
    """Numbers become what SELU has for the lowest, and mean and variance stay.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.AlphaDropout.html
    """

    def forward(self, input: Any) -> Any:
        """What is left of the input."""
        return F.alpha_dropout(input, self.p, self.training)


class FeatureAlphaDropout(_DropoutNd):
    """Whole channels become what SELU has for the lowest, and mean and variance stay.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.FeatureAlphaDropout.html
    """

    def forward(self, input: Any) -> Any:
        """What is left of the input."""
        return F.feature_alpha_dropout(input, self.p, self.training)
