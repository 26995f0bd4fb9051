"""Transposed convolutions: kernels by which each number of an input is spread out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwire.nn import functional as F
from gradwire.nn.modules.conv.convolutions import Sizes, _ConvNd
from gradwire.nn.modules.utils import Several, _ntuple


class _ConvTransposeNd(_ConvNd):
    """A convolution's gradient as a layer: each number of the input is spread out as the kernel says."""

    transposed = True
    padding: Several

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: Sizes,
        stride: Sizes = 1,
        padding: Sizes = 0,
        output_padding: Sizes = 0,
        groups: int = 1,
        bias: bool = True,
        dilation: Sizes = 1,
        padding_mode: str = "zeros",
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        if padding_mode != "zeros":
            raise ValueError(f'Only "zeros" padding mode is supported for {type(self).__name__}, not {padding_mode!r}')
        super().__init__(
            in_channels,
            out_channels,
            kernel_size,
            stride,
            padding,
            dilation,
            groups,
            bias,
            padding_mode,
            device,
            dtype,
        )
        self.output_padding = _ntuple(self._dimensions)(output_padding)

    def forward(self, input: Any, output_size: Sequence[int] | None = None) -> Any:
        """The input spread out, to `output_size` where the stride leaves several sizes to choose from."""
        further = self.output_padding if output_size is None else self._beyond_least(input, list(output_size))
        return self._function(
            input, self.weight, self.bias, self.stride, self.padding, further, self.groups, self.dilation
        )

    def _beyond_least(self, input: Any, wanted: list[int]) -> Several:
        """By how much a wanted size is greater than the least that there is."""
        n = self._dimensions
        before = input.ndim - n
        if len(wanted) == input.ndim:
            wanted = wanted[before:]
        if len(wanted) != n:
            raise ValueError(f"output_size must have {n} or {n + before} elements, but has {len(wanted)}")
        per_place = zip(input.shape[before:], self.stride, self.padding, self.dilation, self.kernel_size, strict=True)
        least = [(size - 1) * s - 2 * p + d * (k - 1) + 1 for size, s, p, d, k in per_place]
        beyond = tuple(size - low for size, low in zip(wanted, least, strict=True))
        if not all(0 <= more < step for more, step in zip(beyond, self.stride, strict=True)):
            most = [low + step - 1 for low, step in zip(least, self.stride, strict=True)]
            raise ValueError(f"output_size {wanted} is not between {least} and {most}, as it is for {input.shape}")
        return beyond


class ConvTranspose1d(_ConvTransposeNd):
    """Sequences spread out by a kernel: [batch, in_channels, length] to [batch, out_channels, length'].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose1d.html
    """

    _dimensions = 1
    _function = staticmethod(F.conv_transpose1d)


class ConvTranspose2d(_ConvTransposeNd):
    """Images spread out by a kernel: [batch, in_channels, height, width] to [batch, out_channels, ...].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html
    """

    _dimensions = 2
    _function = staticmethod(F.conv_transpose2d)


class ConvTranspose3d(_ConvTransposeNd):
    """Volumes spread out by a kernel: [batch, in_channels, depth, height, width] to [batch, out_channels, ...].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose3d.html
    """

    _dimensions = 3
    _function = staticmethod(F.conv_transpose3d)
