"""Means: the mean, or the norm, of the numbers under each window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from gradwire.nn import functional as F
from gradwire.nn.modules.module import Module
from gradwire.nn.modules.utils import _single

Sizes = int | Sequence[int]


class _AvgPoolNd(Module):
    """The mean of the numbers under each window, for each channel."""

    _function: ClassVar[Callable[..., Any]]

    def __init__(
        self,
        kernel_size: Sizes,
        stride: Sizes | None = None,
        padding: Sizes = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
        divisor_override: int | None = None,
    ) -> None:
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = kernel_size if stride is None else stride
        self.padding = padding
        self.ceil_mode = ceil_mode
        self.count_include_pad = count_include_pad
        self.divisor_override = divisor_override

    def forward(self, input: Any) -> Any:
        """The means."""
        window = (self.kernel_size, self.stride, self.padding)
        return self._function(input, *window, self.ceil_mode, self.count_include_pad, self.divisor_override)

    def extra_repr(self) -> str:
        """The windows."""
        return f"kernel_size={self.kernel_size}, stride={self.stride}, padding={self.padding}"


class AvgPool1d(_AvgPoolNd):
    """The means of sequences: [batch, channels, length] to [batch, channels, length'].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool1d.html
    """

    def __init__(
        self,
        kernel_size: Sizes,
        stride: Sizes | None = None,
        padding: Sizes = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
    ) -> None:
        stride = kernel_size if stride is None else stride
        super().__init__(_single(kernel_size), _single(stride), _single(padding), ceil_mode, count_include_pad)

    def forward(self, input: Any) -> Any:
        """The means."""
        window = (self.kernel_size, self.stride, self.padding)
        return F.avg_pool1d(input, *window, self.ceil_mode, self.count_include_pad)


class AvgPool2d(_AvgPoolNd):
    """The means of images: [batch, channels, height, width] to [batch, channels, height', width'].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html
    """

    _function = staticmethod(F.avg_pool2d)


class AvgPool3d(_AvgPoolNd):
    """The means of volumes: [batch, channels, depth, height, width] to [batch, channels, ...].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool3d.html
    """

    _function = staticmethod(F.avg_pool3d)


class _LPPoolNd(Module):
    """The norm of the numbers under each window, for each channel: the root of the sum of powers `norm_type`."""

    _function: ClassVar[Callable[..., Any]]

    def __init__(
        self, norm_type: float, kernel_size: Sizes, stride: Sizes | None = None, ceil_mode: bool = False
    ) -> None:
        super().__init__()
        self.norm_type = norm_type
        self.kernel_size = kernel_size
        self.stride = stride
        self.ceil_mode = ceil_mode

    def forward(self, input: Any) -> Any:
        """The norms."""
        return self._function(input, float(self.norm_type), self.kernel_size, self.stride, self.ceil_mode)

    def extra_repr(self) -> str:
        """The norm and the windows."""
        return (
            f"norm_type={self.norm_type}, kernel_size={self.kernel_size}, stride={self.stride}, "
            f"ceil_mode={self.ceil_mode}"
        )


class LPPool1d(_LPPoolNd):
    """The norms of sequences: [batch, channels, length] to [batch, channels, length'].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.LPPool1d.html
    """

    _function = staticmethod(F.lp_pool1d)


class LPPool2d(_LPPoolNd):
    """The norms of images: [batch, channels, height, width] to [batch, channels, height', width'].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.LPPool2d.html
    """

    _function = staticmethod(F.lp_pool2d)


class LPPool3d(_LPPoolNd):
    """The norms of volumes: [batch, channels, depth, height, width] to [batch, channels, ...].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.LPPool3d.html
    """

    _function = staticmethod(F.lp_pool3d)
