"""torch.nn.modules.instancenorm: channels brought to mean 0 and variance 1, for each sample by itself.

https://docs.pytorch.org/docs/stable/nn.html#normalization-layers
"""

from __future__ import annotations

from typing import Any

from gradwire.nn import functional as F
from gradwire.nn.modules.batchnorm import _LazyNormBase, _NormBase
from gradwire.recording.origins import warn

__all__ = [
    "InstanceNorm1d",
    "InstanceNorm2d",
    "InstanceNorm3d",
    "LazyInstanceNorm1d",
    "LazyInstanceNorm2d",
    "LazyInstanceNorm3d",
]


class _InstanceNorm(_NormBase):
    """Statistics of each channel of each sample; unless said, nothing is learnt and nothing is kept of them."""

    def __init__(
        self,
        num_features: int,
        eps: float = 1e-5,
        momentum: float = 0.1,
        affine: bool = False,
        track_running_stats: bool = False,
        device: Any = None,
        dtype: Any = None,
        *,
        bias: bool = True,
    ) -> None:
        super().__init__(num_features, eps, momentum, affine, track_running_stats, device, dtype, bias=bias)

    def forward(self, input: Any) -> Any:
        """The input, normalized."""
        self._check_input_dim(input)
        alone = input.ndim == self._ranks[0]
        self._check_channels(input, 0 if alone else 1)
        batch = input.unsqueeze(0) if alone else input
        out = F.instance_norm(
            batch,
            self.running_mean,
            self.running_var,
            self.weight,
            self.bias,
            self.training or not self.track_running_stats,
            0.0 if self.momentum is None else self.momentum,
            self.eps,
        )
        return out.squeeze(0) if alone else out

    def _check_channels(self, input: Any, dim: int) -> None:
        found = input.shape[dim]
        if found == self.num_features:
            return
        text = f"the input has {found} channels in dimension {dim}, and num_features is {self.num_features}"
        if self.affine:
            raise ValueError(f"{text}: they must be equal")
        warn(f"{text}, which nothing depends on as affine=False")


class InstanceNorm1d(_InstanceNorm):
    """Channels of sequences: [batch, num_features, length] or [num_features, length].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.InstanceNorm1d.html
    """

    _ranks = (2, 3)


class InstanceNorm2d(_InstanceNorm):
    """Channels of images: [batch, num_features, height, width] or [num_features, height, width].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.InstanceNorm2d.html
    """

    _ranks = (3, 4)


class InstanceNorm3d(_InstanceNorm):
    """Channels of volumes: [batch, num_features, depth, height, width], or without the batch.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.InstanceNorm3d.html
    """

    _ranks = (4, 5)


class LazyInstanceNorm1d(_LazyNormBase, _InstanceNorm):
    """An InstanceNorm1d that takes its number of channels from the first input.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyInstanceNorm1d.html
    """

    cls_to_become = InstanceNorm1d
    _ranks = InstanceNorm1d._ranks


class LazyInstanceNorm2d(_LazyNormBase, _InstanceNorm):
    """An InstanceNorm2d that takes its number of channels from the first input.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyInstanceNorm2d.html
    """

    cls_to_become = InstanceNorm2d
    _ranks = InstanceNorm2d._ranks


class LazyInstanceNorm3d(_LazyNormBase, _InstanceNorm):
    """An InstanceNorm3d that takes its number of channels from the first input.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyInstanceNorm3d.html
    """

    cls_to_become = InstanceNorm3d
    _ranks = InstanceNorm3d._ranks
