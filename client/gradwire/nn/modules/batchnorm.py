"""torch.nn.modules.batchnorm: channels brought to mean 0 and variance 1 over a batch.

https://docs.pytorch.org/docs/stable/nn.html#normalization-layers
"""

from __future__ import annotations

from typing import Any, ClassVar, Final

from gradwire._generated.functions import ones, zeros
from gradwire.creation import tensor
from gradwire.dtypes import DTYPES
from gradwire.nn import functional as F
from gradwire.nn import init
from gradwire.nn.modules.lazy import LazyModuleMixin
from gradwire.nn.modules.module import Module
from gradwire.nn.parameter import Parameter, UninitializedBuffer, UninitializedParameter, unfilled
from gradwire.recording.descriptions import UNKNOWN
from gradwire.tensors.tensor import Tensor

STATISTICS: Final = ("running_mean", "running_var", "num_batches_tracked")

__all__ = [
    "BatchNorm1d",
    "BatchNorm2d",
    "BatchNorm3d",
    "LazyBatchNorm1d",
    "LazyBatchNorm2d",
    "LazyBatchNorm3d",
]


class _NormBase(Module):
    """What brings `num_features` channels to mean 0 and variance 1, and from there to `bias` and `weight` if `affine`.

    With `track_running_stats` it keeps running means of what it met in training, for evaluation.
    """

    _version = 2
    """Before it there was no num_batches_tracked."""
    _ranks: ClassVar[tuple[int, ...]]

    weight: Parameter | None
    bias: Parameter | None
    running_mean: Tensor | None
    running_var: Tensor | None
    num_batches_tracked: Tensor | None

    def __init__(
        self,
        num_features: int,
        eps: float = 1e-5,
        momentum: float | None = 0.1,
        affine: bool = True,
        track_running_stats: bool = True,
        device: Any = None,
        dtype: Any = None,
        *,
        bias: bool = True,
    ) -> None:
        super().__init__()
        self.num_features = num_features
        self.eps = eps
        self.momentum = momentum
        self.affine = affine
        self.track_running_stats = track_running_stats
        for name, wanted in (("weight", affine), ("bias", affine and bias)):
            self.register_parameter(name, unfilled(num_features, device=device, dtype=dtype) if wanted else None)
        if track_running_stats:
            self.register_buffer("running_mean", zeros(num_features, device=device, dtype=dtype))
            self.register_buffer("running_var", ones(num_features, device=device, dtype=dtype))
            self.register_buffer("num_batches_tracked", tensor(0, dtype=DTYPES["int64"], device=device))
        else:
            for name in STATISTICS:
                self.register_buffer(name, None)
        self.reset_parameters()

    def reset_running_stats(self) -> None:
        """Forget what was met in training."""
        if self.track_running_stats:
            assert self.running_mean is not None
            assert self.running_var is not None
            assert self.num_batches_tracked is not None
            self.running_mean.zero_()
            self.running_var.fill_(1)
            self.num_batches_tracked.zero_()

    def reset_parameters(self) -> None:
        """Begin anew: no statistics, weight 1 and bias 0."""
        self.reset_running_stats()
        if self.weight is not None:
            init.ones_(self.weight)
        if self.bias is not None:
            init.zeros_(self.bias)

    def _check_input_dim(self, input: Any) -> None:
        # an AsyncSession may not know it yet
        if input._d is not UNKNOWN and input.ndim not in self._ranks:
            expected = " or ".join(f"{rank}D" for rank in self._ranks)
            raise ValueError(f"expected {expected} input (got {input.ndim}D input)")

    def _load_from_state_dict(
        self,
        state_dict: Any,
        prefix: str,
        local_metadata: dict[str, Any],
        strict: bool,
        missing_keys: list[str],
        unexpected_keys: list[str],
        error_msgs: list[str],
    ) -> None:
        key = f"{prefix}num_batches_tracked"
        if (local_metadata.get("version") or 0) < 2 and self.track_running_stats and key not in state_dict:
            count = self.num_batches_tracked
            state_dict[key] = tensor(0, dtype=DTYPES["int64"]) if count is None else count
        super()._load_from_state_dict(
            state_dict, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs
        )

    def extra_repr(self) -> str:
        """The number of channels, and how they are normalized."""
        return (
            f"{self.num_features}, eps={self.eps}, momentum={self.momentum}, affine={self.affine}, "
            f"bias={self.bias is not None}, track_running_stats={self.track_running_stats}"
        )


class _BatchNorm(_NormBase):
    """Statistics of each channel over the batch, in training; in evaluation the running ones, where there are any."""

    def forward(self, input: Any) -> Any:
        """The input, normalized."""
        self._check_input_dim(input)
        momentum: Any = 0.0 if self.momentum is None else self.momentum
        counts = self.training and self.track_running_stats
        if counts and self.num_batches_tracked is not None:
            self.num_batches_tracked.add_(1)
            if self.momentum is None:
                momentum = 1.0 / self.num_batches_tracked.double()
        mean, var = (self.running_mean, self.running_var) if counts or not self.training else (None, None)
        of_batch = self.training or (mean is None and var is None)
        return F.batch_norm(input, mean, var, self.weight, self.bias, of_batch, momentum, self.eps)


class BatchNorm1d(_BatchNorm):
    """Channels of vectors or sequences: [batch, num_features] or [batch, num_features, length].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html
    """

    _ranks = (2, 3)


class BatchNorm2d(_BatchNorm):
    """Channels of images: [batch, num_features, height, width].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm2d.html
    """

    _ranks = (4,)


class BatchNorm3d(_BatchNorm):
    """Channels of volumes: [batch, num_features, depth, height, width].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm3d.html
    """

    _ranks = (5,)


class _LazyNormBase(LazyModuleMixin, _NormBase):
    """What takes its number of channels from the first input."""

    def __init__(
        self,
        eps: float = 1e-5,
        momentum: float | None = 0.1,
        affine: bool = True,
        track_running_stats: bool = True,
        device: Any = None,
        dtype: Any = None,
        *,
        bias: bool = True,
    ) -> None:
        super().__init__(0, eps, momentum, False, False, device, dtype, bias=False)
        self.affine = affine
        self.track_running_stats = track_running_stats
        made = {"device": device, "dtype": dtype}
        if affine:
            self.weight = UninitializedParameter(**made)
            if bias:
                self.bias = UninitializedParameter(**made)
        if track_running_stats:
            self.running_mean = UninitializedBuffer(**made)
            self.running_var = UninitializedBuffer(**made)
            self.num_batches_tracked = tensor(0, dtype=DTYPES["int64"], device=device)

    def reset_parameters(self) -> None:
        """Begin anew, if the parameters have a shape."""
        if not self.has_uninitialized_params() and self.num_features:
            super().reset_parameters()

    def initialize_parameters(self, input: Any) -> None:
        """Take the number of channels."""
        if self.has_uninitialized_params():
            self.num_features = input.shape[1]
            for one in (self.weight, self.bias, self.running_mean, self.running_var):
                if isinstance(one, (UninitializedParameter, UninitializedBuffer)):
                    one.materialize((self.num_features,))
            self.reset_parameters()


class LazyBatchNorm1d(_LazyNormBase, _BatchNorm):
    """A BatchNorm1d that takes its number of channels from the first input.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyBatchNorm1d.html
    """

    cls_to_become = BatchNorm1d
    _ranks = BatchNorm1d._ranks


class LazyBatchNorm2d(_LazyNormBase, _BatchNorm):
    """A BatchNorm2d that takes its number of channels from the first input.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyBatchNorm2d.html
    """

    cls_to_become = BatchNorm2d
    _ranks = BatchNorm2d._ranks


class LazyBatchNorm3d(_LazyNormBase, _BatchNorm):
    """A BatchNorm3d that takes its number of channels from the first input.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.LazyBatchNorm3d.html
    """

    cls_to_become = BatchNorm3d
    _ranks = BatchNorm3d._ranks
