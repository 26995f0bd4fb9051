"""Maxima: the greatest number under each window, and the way back to where it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from gradwire.nn import functional as F
from gradwire.nn.modules.module import Module
from gradwire.nn.modules.utils import _ntuple

Sizes = int | Sequence[int]


class _MaxPoolNd(Module):
    """The greatest number under each window, for each channel."""

    _function: ClassVar[Callable[..., Any]]

    def __init__(
        self,
        kernel_size: Sizes,
        stride: Sizes | None = None,
        padding: Sizes = 0,
        dilation: Sizes = 1,
        return_indices: bool = False,
        ceil_mode: bool = False,
    ) -> None:
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = kernel_size if stride is None else stride
        self.padding = padding
        self.dilation = dilation
        self.return_indices = return_indices
        self.ceil_mode = ceil_mode

    def forward(self, input: Any) -> Any:
        """The maxima, and with `return_indices` where they were."""
        window = (self.kernel_size, self.stride, self.padding, self.dilation)
        return self._function(input, *window, ceil_mode=self.ceil_mode, return_indices=self.return_indices)

    def extra_repr(self) -> str:
        """The windows."""
        return (
            f"kernel_size={self.kernel_size}, stride={self.stride}, padding={self.padding}, dilation={self.dilation}, "
            f"ceil_mode={self.ceil_mode}"
        )


class MaxPool1d(_MaxPoolNd):
    """The greatest numbers of sequences: [batch, channels, length] to [batch, channels, length'].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool1d.html
    """

    _function = staticmethod(F.max_pool1d)


class MaxPool2d(_MaxPoolNd):
    """The greatest numbers of images: [batch, channels, height, width] to [batch, channels, height', width'].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html
    """

    _function = staticmethod(F.max_pool2d)


class MaxPool3d(_MaxPoolNd):
    """The greatest numbers of volumes: [batch, channels, depth, height, width] to [batch, channels, ...].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool3d.html
    """

    _function = staticmethod(F.max_pool3d)


class _MaxUnpoolNd(Module):
    """Maxima put back where they were, and zeros elsewhere."""

    _dimensions: ClassVar[int]
    _function: ClassVar[Callable[..., Any]]

    def __init__(self, kernel_size: Sizes, stride: Sizes | None = None, padding: Sizes = 0) -> None:
        super().__init__()
        each = _ntuple(self._dimensions)
        self.kernel_size = each(kernel_size)
        self.stride = each(kernel_size if stride is None else stride)
        self.padding = each(padding)

    def forward(self, input: Any, indices: Any, output_size: Sequence[int] | None = None) -> Any:
        """The maxima at their indices, in `output_size` where the stride leaves several sizes to choose from."""
        return self._function(input, indices, self.kernel_size, self.stride, self.padding, output_size)

    def extra_repr(self) -> str:
        """The windows."""
        return f"kernel_size={self.kernel_size}, stride={self.stride}, padding={self.padding}"


class MaxUnpool1d(_MaxUnpoolNd):
    """The way back from MaxPool1d: [batch, channels, length] to [batch, channels, length'].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxUnpool1d.html
    """

    _dimensions = 1
    _function = staticmethod(F.max_unpool1d)


class MaxUnpool2d(_MaxUnpoolNd):
    """The way back from MaxPool2d: [batch, channels, height, width] to [batch, channels, height', width'].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxUnpool2d.html
    """

    _dimensions = 2
    _function = staticmethod(F.max_unpool2d)


class MaxUnpool3d(_MaxUnpoolNd):
    """The way back from MaxPool3d: [batch, channels, depth, height, width] to [batch, channels, ...].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxUnpool3d.html
    """

    _dimensions = 3
    _function = staticmethod(F.max_unpool3d)
