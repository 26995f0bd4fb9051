"""torch.nn.modules.padding: inputs grown at their edges.

https://docs.pytorch.org/docs/stable/nn.html#padding-layers
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from gradwire.nn import functional as F
from gradwire.nn.modules.module import Module
from gradwire.nn.modules.utils import _ntuple

Sizes = int | Sequence[int]

__all__ = [
    "CircularPad1d",
    "CircularPad2d",
    "CircularPad3d",
    "ConstantPad1d",
    "ConstantPad2d",
    "ConstantPad3d",
    "ReflectionPad1d",
    "ReflectionPad2d",
    "ReflectionPad3d",
    "ReplicationPad1d",
    "ReplicationPad2d",
    "ReplicationPad3d",
    "ZeroPad1d",
    "ZeroPad2d",
    "ZeroPad3d",
]


class _PadNd(Module):
    """What grows the last dimensions; `padding` is by how much, before and after each, the last one first."""

    _dimensions: ClassVar[int]
    _mode: ClassVar[str]

    def __init__(self, padding: Sizes) -> None:
        super().__init__()
        self.padding = _ntuple(2 * self._dimensions)(padding)

    def forward(self, input: Any) -> Any:
        """The input, grown."""
        return F.pad(input, self.padding, self._mode)

    def extra_repr(self) -> str:
        """By how much."""
        return f"{self.padding}"


class _CircularPadNd(_PadNd):
    """Beyond an edge the input begins again at the other."""

    _mode = "circular"

    def forward(self, input: Any) -> Any:
        """The input, grown."""
        few = self._dimensions + 1
        if input.ndim not in (few, few + 1):
            raise ValueError(f"expected {few}D or {few + 1}D input (got {input.ndim}D input)")
        return super().forward(input)


class CircularPad1d(_CircularPadNd):
    """Sequences that begin again: [batch, channels, length] or [channels, length].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.CircularPad1d.html
    """

    _dimensions = 1


class CircularPad2d(_CircularPadNd):
    """Images that begin again: [batch, channels, height, width] or [channels, height, width].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.CircularPad2d.html
    """

    _dimensions = 2


class CircularPad3d(_CircularPadNd):
    """Volumes that begin again: [batch, channels, depth, height, width], or without the batch.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.CircularPad3d.html
    """

    _dimensions = 3


class _ConstantPadNd(_PadNd):
    """Beyond an edge is the number `value`."""

    def __init__(self, padding: Sizes, value: float) -> None:
        super().__init__(padding)
        self.value = value

    def forward(self, input: Any) -> Any:
        """The input, grown."""
        return F.pad(input, self.padding, "constant", self.value)

    def extra_repr(self) -> str:
        """By how much, and with what."""
        return f"padding={self.padding}, value={self.value}"


class ConstantPad1d(_ConstantPadNd):
    """Sequences with a number around them: [batch, channels, length] or [channels, length].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.ConstantPad1d.html
    """

    _dimensions = 1


class ConstantPad2d(_ConstantPadNd):
    """Images with a number around them: [batch, channels, height, width] or [channels, height, width].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.ConstantPad2d.html
    """

    _dimensions = 2


class ConstantPad3d(_ConstantPadNd):
    """Volumes with a number around them: [batch, channels, depth, height, width], or without the batch.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.ConstantPad3d.html
    """

    _dimensions = 3


class _Zeros(_ConstantPadNd):
    """Beyond an edge are zeros."""

    def __init__(self, padding: Sizes) -> None:
        super().__init__(padding, 0.0)

    def extra_repr(self) -> str:
        """By how much."""
        return f"{self.padding}"


class ZeroPad1d(_Zeros, ConstantPad1d):
    """Sequences with zeros around them: [batch, channels, length] or [channels, length].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.ZeroPad1d.html
    """


class ZeroPad2d(_Zeros, ConstantPad2d):
    """Images with zeros around them: [batch, channels, height, width] or [channels, height, width].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.ZeroPad2d.html
    """


class ZeroPad3d(_Zeros, ConstantPad3d):
    """Volumes with zeros around them: [batch, channels, depth, height, width], or without the batch.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.ZeroPad3d.html
    """


class _ReflectionPadNd(_PadNd):
    """Beyond an edge the input goes back, the edge itself not repeated."""

    _mode = "reflect"


class ReflectionPad1d(_ReflectionPadNd):
    """Sequences that go back: [batch, channels, length] or [channels, length].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.ReflectionPad1d.html
    """

    _dimensions = 1


class ReflectionPad2d(_ReflectionPadNd):
    """Images that go back: [batch, channels, height, width] or [channels, height, width].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.ReflectionPad2d.html
    """

    _dimensions = 2


class ReflectionPad3d(_ReflectionPadNd):
    """Volumes that go back: [batch, channels, depth, height, width], or without the batch.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.ReflectionPad3d.html
    """

    _dimensions = 3


class _ReplicationPadNd(_PadNd):
    """Beyond an edge is the edge again."""

    _mode = "replicate"


class ReplicationPad1d(_ReplicationPadNd):
    """Sequences whose ends go on: [batch, channels, length] or [channels, length].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.ReplicationPad1d.html
    """

    _dimensions = 1


class ReplicationPad2d(_ReplicationPadNd):
    """Images whose edges go on: [batch, channels, height, width] or [channels, height, width].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.ReplicationPad2d.html
    """

    _dimensions = 2


class ReplicationPad3d(_ReplicationPadNd):
    """Volumes whose faces go on: [batch, channels, depth, height, width], or without the batch.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.ReplicationPad3d.html
    """

    _dimensions = 3
