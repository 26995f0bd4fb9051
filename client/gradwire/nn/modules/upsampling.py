"""torch.nn.modules.upsampling: images, sequences and volumes in another size.

https://docs.pytorch.org/docs/stable/nn.html#vision-layers
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwire.nn import functional as F
from gradwire.nn.modules.module import Module

Sizes = int | Sequence[int]
Factors = float | Sequence[float]

__all__ = ["Upsample", "UpsamplingBilinear2d", "UpsamplingNearest2d"]


class Upsample(Module):
    """To a size, or by a factor: [batch, channels, ...] to [batch, channels, *size].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Upsample.html
    """

    scale_factor: Factors | None

    def __init__(
        self,
        size: Sizes | None = None,
        scale_factor: Factors | None = None,
        mode: str = "nearest",
        align_corners: bool | None = None,
        recompute_scale_factor: bool | None = None,
    ) -> None:
        super().__init__()
        self.name = type(self).__name__
        self.size = size
        if isinstance(scale_factor, tuple):
            self.scale_factor = tuple(map(float, scale_factor))
        else:
            self.scale_factor = float(scale_factor) if scale_factor else None  # type: ignore[arg-type]
        self.mode = mode
        self.align_corners = align_corners
        self.recompute_scale_factor = recompute_scale_factor

    def forward(self, input: Any) -> Any:
        """The input in its new size."""
        sizes = (self.size, self.scale_factor)
        return F.interpolate(input, *sizes, self.mode, self.align_corners, self.recompute_scale_factor)

    def extra_repr(self) -> str:
        """The size or factor, and the mode."""
        sizes = f"size={self.size!r}" if self.scale_factor is None else f"scale_factor={self.scale_factor!r}"
        return f"{sizes}, mode={self.mode!r}"


class UpsamplingNearest2d(Upsample):
    """Images by their nearest pixels: [batch, channels, height, width] to [batch, channels, *size].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.UpsamplingNearest2d.html
    """

    def __init__(self, size: Sizes | None = None, scale_factor: Factors | None = None) -> None:
        super().__init__(size, scale_factor, mode="nearest")


class UpsamplingBilinear2d(Upsample):
    """Images by lines between their pixels: [batch, channels, height, width] to [batch, channels, *size].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.UpsamplingBilinear2d.html
    """

    def __init__(self, size: Sizes | None = None, scale_factor: Factors | None = None) -> None:
        super().__init__(size, scale_factor, mode="bilinear", align_corners=True)
