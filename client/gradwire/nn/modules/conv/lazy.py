"""Lazy convolutions: they take their number of channels from the first input."""

from __future__ import annotations

from typing import Any

from gradwire.nn.modules.conv.convolutions import Conv1d, Conv2d, Conv3d, Sizes, _ConvNd
from gradwire.nn.modules.conv.transposed import ConvTranspose1d, ConvTranspose2d, ConvTranspose3d
from gradwire.nn.modules.lazy import LazyModuleMixin
from gradwire.nn.parameter import UninitializedParameter


class _LazyConvXdMixin(LazyModuleMixin, _ConvNd):
    """What makes a convolution one whose weight and bias have no shape yet."""

    weight: UninitializedParameter
    bias: UninitializedParameter | None

    def _begin(self, out_channels: int, bias: bool, device: Any, dtype: Any) -> None:
        """Take uninitialized parameters, made without any channels."""
        self.out_channels = out_channels
        self.weight = UninitializedParameter(device=device, dtype=dtype)
        if bias:
            self.bias = UninitializedParameter(device=device, dtype=dtype)

    def reset_parameters(self) -> None:
        """Draw weight and bias anew, if they have a shape."""
        if not self.has_uninitialized_params() and self.in_channels:
            super().reset_parameters()

    def initialize_parameters(self, input: Any, *_: Any, **__: Any) -> None:
        """Take the number of channels, and draw weight and bias."""
        if not self.has_uninitialized_params():
            return
        alone = self._dimensions + 1
        if input.ndim not in (alone, alone + 1):
            raise RuntimeError(f"{type(self).__name__} takes {alone} or {alone + 1} dimensions, not {input.ndim}")
        self.in_channels = input.shape[input.ndim - alone]
        self._check()
        outer, inner = self.out_channels, self.in_channels
        if self.transposed:
            outer, inner = inner, outer
        self.weight.materialize((outer, inner // self.groups, *self.kernel_size))
        if self.bias is not None:
            self.bias.materialize((self.out_channels,))
        self.reset_parameters()


class _LazyConv(_LazyConvXdMixin):
    """A convolution that is made without a number of input channels."""

    def __init__(
        self,
        out_channels: int,
        kernel_size: Sizes,
        stride: Sizes = 1,
        padding: Sizes | str = 0,
        dilation: Sizes = 1,
        groups: int = 1,
        bias: bool = True,
        padding_mode: str = "zeros",
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(0, 0, kernel_size, stride, padding, dilation, groups, False, padding_mode)
        self._begin(out_channels, bias, device, dtype)


class LazyConv1d(_LazyConv, Conv1d):
    """A Conv1d that takes its number of channels from the first input.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConv1d.html
    """

    cls_to_become = Conv1d


class LazyConv2d(_LazyConv, Conv2d):
    """A Conv2d that takes its number of channels from the first input.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConv2d.html
    """

    cls_to_become = Conv2d


class LazyConv3d(_LazyConv, Conv3d):
    """A Conv3d that takes its number of channels from the first input.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConv3d.html
    """

    cls_to_become = Conv3d


class _LazyConvTranspose(_LazyConvXdMixin):
    """A transposed convolution that is made without a number of input channels."""

    def __init__(
        self,
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
        sizes: Any = (stride, padding, output_padding)
        super().__init__(0, 0, kernel_size, *sizes, groups, False, dilation, padding_mode)
        self._begin(out_channels, bias, device, dtype)


class LazyConvTranspose1d(_LazyConvTranspose, ConvTranspose1d):
    """A ConvTranspose1d that takes its number of channels from the first input.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConvTranspose1d.html
    """

    cls_to_become = ConvTranspose1d


class LazyConvTranspose2d(_LazyConvTranspose, ConvTranspose2d):
    """A ConvTranspose2d that takes its number of channels from the first input.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConvTranspose2d.html
    """

    cls_to_become = ConvTranspose2d


class LazyConvTranspose3d(_LazyConvTranspose, ConvTranspose3d):
    """A ConvTranspose3d that takes its number of channels from the first input.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyConvTranspose3d.html
    """

    cls_to_become = ConvTranspose3d
