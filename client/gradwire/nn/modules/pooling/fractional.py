"""Fractional: maxima under windows whose places are drawn by chance, for sizes that no stride gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from gradwire.nn import functional as F
from gradwire.nn.modules.module import Module
from gradwire.nn.modules.utils import _ntuple

Sizes = int | Sequence[int]
Ratios = float | Sequence[float]


class _FractionalMaxPoolNd(Module):
    """The greatest number under each window: either the result's size is said, or its ratio to the input's."""

    _dimensions: ClassVar[int]
    _function: ClassVar[Callable[..., Any]]

    def __init__(
        self,
        kernel_size: Sizes,
        output_size: Sizes | None = None,
        output_ratio: Ratios | None = None,
        return_indices: bool = False,
        _random_samples: Any = None,
    ) -> None:
        super().__init__()
        each = _ntuple(self._dimensions)
        self.kernel_size = each(kernel_size)
        self.return_indices = return_indices
        self.register_buffer("_random_samples", _random_samples)
        self.output_size = None if output_size is None else each(output_size)
        self.output_ratio = None if output_ratio is None else each(output_ratio)
        if (output_size is None) == (output_ratio is None):
            raise ValueError(f"{type(self).__name__} needs one of output_size and output_ratio, and not both")
        if self.output_ratio is not None and not all(0 < ratio < 1 for ratio in self.output_ratio):
            raise ValueError(f"output_ratio must be between 0 and 1 (got {output_ratio})")

    def forward(self, input: Any) -> Any:
        """The maxima, and with `return_indices` where they were."""
        sizes = (self.kernel_size, self.output_size, self.output_ratio)
        return self._function(input, *sizes, self.return_indices, _random_samples=self._random_samples)


class FractionalMaxPool2d(_FractionalMaxPoolNd):
    """The greatest numbers of images: [batch, channels, height, width] to [batch, channels, *output_size].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.FractionalMaxPool2d.html
    """

    _dimensions = 2
    _function = staticmethod(F.fractional_max_pool2d)


class FractionalMaxPool3d(_FractionalMaxPoolNd):
    """The greatest numbers of volumes: [batch, channels, depth, height, width] to [batch, channels, *output_size].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.FractionalMaxPool3d.html
    """

    _dimensions = 3
    _function = staticmethod(F.fractional_max_pool3d)

    def __init__(
        self,
        kernel_size: Sizes,
        output_size: Sizes | None = None,
        output_ratio: Ratios | None = None,
        return_indices: bool = False,
        _random_samples: Any = None,
    ) -> None:
        if any(size <= 0 for size in _ntuple(3)(kernel_size)):
            raise ValueError(f"kernel_size must be greater than 0, but got {kernel_size}")
        super().__init__(kernel_size, output_size, output_ratio, return_indices, _random_samples)
