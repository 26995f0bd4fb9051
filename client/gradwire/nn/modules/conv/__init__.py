"""torch.nn.modules.conv: layers that slide a learnt kernel over their input.

https://docs.pytorch.org/docs/stable/nn.html#convolution-layers
"""

from __future__ import annotations

from gradwire.nn.modules.conv.convolutions import Conv1d, Conv2d, Conv3d
from gradwire.nn.modules.conv.convolutions import _ConvNd as _ConvNd
from gradwire.nn.modules.conv.lazy import (
    LazyConv1d,
    LazyConv2d,
    LazyConv3d,
    LazyConvTranspose1d,
    LazyConvTranspose2d,
    LazyConvTranspose3d,
)
from gradwire.nn.modules.conv.transposed import ConvTranspose1d, ConvTranspose2d, ConvTranspose3d

__all__ = [
    "Conv1d",
    "Conv2d",
    "Conv3d",
    "ConvTranspose1d",
    "ConvTranspose2d",
    "ConvTranspose3d",
    "LazyConv1d",
    "LazyConv2d",
    "LazyConv3d",
    "LazyConvTranspose1d",
    "LazyConvTranspose2d",
    "LazyConvTranspose3d",
]
