"""Convolutions: kernels that slide over an input."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final

from gradwire.nn import functional as F
from gradwire.nn import init
from gradwire.nn.modules.module import Module
from gradwire.nn.modules.utils import Several, _ntuple, _reverse_repeat_tuple
from gradwire.nn.parameter import Parameter, unfilled

Sizes = int | Sequence[int]

PADDINGS: Final = ("same", "valid")
PADDING_MODES: Final = ("zeros", "reflect", "replicate", "circular")


class _ConvNd(Module):
    """A kernel that slides over an input of [batch, in_channels, ...] or [in_channels, ...]."""

    transposed: bool = False
    weight: Parameter
    bias: Parameter | None
    padding: Several | str

    _dimensions: ClassVar[int]
    _function: ClassVar[Callable[..., Any]]

    def __init__(
        self,
        in_channels: int,
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
        super().__init__()
        each = _ntuple(self._dimensions)
        self.in_channels = in_channels
        self.out_channels = out_channels
        self.kernel_size = each(kernel_size)
        self.stride = each(stride)
        self.padding = padding if isinstance(padding, str) else each(padding)
        self.dilation = each(dilation)
        self.output_padding = (0,) * self._dimensions
        self.groups = groups
        self.padding_mode = padding_mode
        self._check()
        self._reversed_padding_repeated_twice = self._around()
        outer, inner = (in_channels, out_channels) if self.transposed else (out_channels, in_channels)
        self.weight = unfilled(outer, inner // groups, *self.kernel_size, device=device, dtype=dtype)
        self.register_parameter("bias", unfilled(out_channels, device=device, dtype=dtype) if bias else None)
        self.reset_parameters()

    def _check(self) -> None:
        if self.groups <= 0:
            raise ValueError(f"groups must be a positive integer, not {self.groups}")
        for name in ("in_channels", "out_channels"):
            if getattr(self, name) % self.groups:
                raise ValueError(f"{name}, {getattr(self, name)}, must be divisible by groups, {self.groups}")
        if isinstance(self.padding, str):
            if self.padding not in PADDINGS:
                raise ValueError(f"Invalid padding string {self.padding!r}, should be one of {PADDINGS}")
            if self.padding == "same" and any(step != 1 for step in self.stride):
                raise ValueError(f"padding='same' is only for a stride of 1, not {self.stride}")
        if self.padding_mode not in PADDING_MODES:
            raise ValueError(f"padding_mode must be one of {PADDING_MODES}, but got {self.padding_mode!r}")

    def _around(self) -> Several:
        """By how much the input grows, as functional.pad wants it: last dimension first, before and after."""
        if not isinstance(self.padding, str):
            return _reverse_repeat_tuple(self.padding, 2)
        if self.padding == "valid":
            return (0, 0) * self._dimensions
        reach = [d * (k - 1) for d, k in zip(self.dilation, self.kernel_size, strict=True)]
        return tuple(side for total in reversed(reach) for side in (total // 2, total - total // 2))

    def reset_parameters(self) -> None:
        """Draw weight and bias anew, uniform in ±1/√n, where n numbers make one of the result."""
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            fan_in, _ = init._calculate_fan_in_and_fan_out(self.weight)
            bound = 1 / math.sqrt(fan_in) if fan_in > 0 else 0
            init.uniform_(self.bias, -bound, bound)

    def forward(self, input: Any) -> Any:
        """What the kernel makes of the input, at each place where it lies."""
        return self._conv_forward(input, self.weight, self.bias)

    def _conv_forward(self, input: Any, weight: Any, bias: Any) -> Any:
        """The same with a weight and a bias that may be computed of the layer's."""
        padding: Any = self.padding
        if self.padding_mode != "zeros":
            input, padding = F.pad(input, self._reversed_padding_repeated_twice, mode=self.padding_mode), 0
        return self._function(input, weight, bias, self.stride, padding, self.dilation, self.groups)

    def extra_repr(self) -> str:
        """The sizes, and what is not as it is by default."""
        once, nothing = (1,) * self._dimensions, (0,) * self._dimensions
        parts = [f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"]
        for name, usual in (("padding", nothing), ("dilation", once), ("output_padding", nothing), ("groups", 1)):
            if getattr(self, name) != usual:
                parts.append(f"{name}={getattr(self, name)}")
        if self.bias is None:
            parts.append("bias=False")
        if self.padding_mode != "zeros":
            parts.append(f"padding_mode={self.padding_mode}")
        return ", ".join(parts)


class Conv1d(_ConvNd):
    """A kernel that slides along sequences: [batch, in_channels, length] to [batch, out_channels, length'].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv1d.html
    """

    _dimensions = 1
    _function = staticmethod(F.conv1d)


class Conv2d(_ConvNd):
    """A kernel that slides over images: [batch, in_channels, height, width] to [batch, out_channels, ...].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html
    """

    _dimensions = 2
    _function = staticmethod(F.conv2d)


class Conv3d(_ConvNd):
    """A kernel that slides through volumes: [batch, in_channels, depth, height, width] to [batch, out_channels, ...].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv3d.html
    """

    _dimensions = 3
    _function = staticmethod(F.conv3d)
