"""torch.nn.modules.normalization: numbers brought to mean 0 and variance 1, or to norm 1, over parts of a sample.

https://docs.pytorch.org/docs/stable/nn.html#normalization-layers
"""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral
from typing import Any

from gradwire.nn import functional as F
from gradwire.nn import init
from gradwire.nn.modules.module import Module
from gradwire.nn.parameter import Parameter, unfilled

Shape = int | Sequence[int]

__all__ = ["GroupNorm", "LayerNorm", "LocalResponseNorm", "RMSNorm"]


class _AffineNorm(Module):
    """A layer that may learn by what its results are multiplied, and what is added to them."""

    weight: Parameter | None
    bias: Parameter | None

    def _register(self, weight: bool, bias: bool | None, shape: Shape, device: Any, dtype: Any) -> None:
        """Take a weight and a bias of a shape, or None for them; with `bias=None` there is no such thing."""
        for name, wanted in (("weight", weight), ("bias", bias)):
            if wanted is not None:
                made = unfilled(*_shape(shape), device=device, dtype=dtype) if weight and wanted else None
                self.register_parameter(name, made)
        self.reset_parameters()

    def reset_parameters(self) -> None:
        """Begin with weight 1 and bias 0 again."""
        for name, fill in (("weight", init.ones_), ("bias", init.zeros_)):
            parameter = self._parameters.get(name)
            if parameter is not None:
                fill(parameter)


class LayerNorm(_AffineNorm):
    """The last dimensions, of `normalized_shape`, brought to mean 0 and variance 1: [..., *normalized_shape].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html
    """

    def __init__(
        self,
        normalized_shape: Shape,
        eps: float = 1e-5,
        elementwise_affine: bool = True,
        bias: bool = True,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        self.normalized_shape = _shape(normalized_shape)
        self.eps = eps
        self.elementwise_affine = elementwise_affine
        self._register(elementwise_affine, bias, self.normalized_shape, device, dtype)

    def forward(self, input: Any) -> Any:
        """The input, normalized."""
        return F.layer_norm(input, self.normalized_shape, self.weight, self.bias, self.eps)

    def extra_repr(self) -> str:
        """The shape, and how it is normalized."""
        return (
            f"{self.normalized_shape}, eps={self.eps}, elementwise_affine={self.elementwise_affine}, "
            f"bias={self.bias is not None}"
        )


class GroupNorm(_AffineNorm):
    """Channels in `num_groups` groups, each brought to mean 0 and variance 1: [batch, num_channels, ...].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.GroupNorm.html
    """

    def __init__(
        self,
        num_groups: int,
        num_channels: int,
        eps: float = 1e-5,
        affine: bool = True,
        device: Any = None,
        dtype: Any = None,
        *,
        bias: bool = True,
    ) -> None:
        super().__init__()
        if num_channels % num_groups:
            raise ValueError(f"num_channels ({num_channels}) must be divisible by num_groups ({num_groups})")
        self.num_groups = num_groups
        self.num_channels = num_channels
        self.eps = eps
        self.affine = affine
        self._register(affine, bias, num_channels, device, dtype)

    def forward(self, input: Any) -> Any:
        """The input, normalized."""
        return F.group_norm(input, self.num_groups, self.weight, self.bias, self.eps)

    def extra_repr(self) -> str:
        """The numbers of groups and channels, and how they are normalized."""
        return (
            f"{self.num_groups}, {self.num_channels}, eps={self.eps}, affine={self.affine}, "
            f"bias={self.bias is not None}"
        )


class RMSNorm(_AffineNorm):
    """The last dimensions, of `normalized_shape`, divided by the root of their mean square: [..., *normalized_shape].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.RMSNorm.html
    """

    def __init__(
        self,
        normalized_shape: Shape,
        eps: float | None = None,
        elementwise_affine: bool = True,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        self.normalized_shape = _shape(normalized_shape)
        self.eps = eps
        self.elementwise_affine = elementwise_affine
        self._register(elementwise_affine, None, self.normalized_shape, device, dtype)

    def forward(self, x: Any) -> Any:
        """The input, normalized."""
        return F.rms_norm(x, self.normalized_shape, self.weight, self.eps)

    def extra_repr(self) -> str:
        """The shape, and how it is normalized."""
        return f"{self.normalized_shape}, eps={self.eps}, elementwise_affine={self.elementwise_affine}"


class LocalResponseNorm(Module):
    """Each number divided by a power of the squares in `size` channels around it: [batch, channels, ...].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.LocalResponseNorm.html
    """

    def __init__(self, size: int, alpha: float = 1e-4, beta: float = 0.75, k: float = 1.0) -> None:
        super().__init__()
        self.size = size
        self.alpha = alpha
        self.beta = beta
        self.k = k

    def forward(self, input: Any) -> Any:
        """The input, normalized."""
        return F.local_response_norm(input, self.size, self.alpha, self.beta, self.k)

    def extra_repr(self) -> str:
        """The number of channels, and the constants of the formula."""
        return f"{self.size}, alpha={self.alpha}, beta={self.beta}, k={self.k}"


def _shape(sizes: Shape) -> tuple[int, ...]:
    return (int(sizes),) if isinstance(sizes, Integral) else tuple(sizes)  # type: ignore[arg-type]
