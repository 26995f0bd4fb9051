"""torch.nn.functional: the functions of neural networks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from gradwire._generated import nn_functional as generated
from gradwire._generated.functions import empty_like, zeros_like
from gradwire._generated.nn_functional import *  # noqa: F403
from gradwire._generated.nn_functional import pairwise_distance
from gradwire._generated.table import OPS
from gradwire.creation import tensor
from gradwire.recording.descriptions import UNKNOWN
from gradwire.recording.dispatch import call
from gradwire.recording.handle import Handle
from gradwire.recording.origins import warn
from gradwire.tensors.tensor import Tensor

Lengths = Tensor | Sequence[int]
Distance = Callable[[Tensor, Tensor], Tensor]


def triplet_margin_with_distance_loss(
    anchor: Tensor,
    positive: Tensor,
    negative: Tensor,
    *,
    distance_function: Distance | None = None,
    margin: float = 1.0,
    swap: bool = False,
    reduction: str = "mean",
) -> Any:
    """How much nearer the anchor is to the negative than to the positive, but for a margin, by any distance.

    Raises ValueError for a margin that is not positive or a reduction that is not "none", "mean" or "sum".
    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.triplet_margin_with_distance_loss.html
    """
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(f"{reduction} is not a valid value for reduction: use 'none', 'mean' or 'sum'")
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    if not anchor.ndim == positive.ndim == negative.ndim:
        raise RuntimeError(
            "The anchor, positive, and negative tensors are expected to have the same number of dimensions, but got: "
            f"{anchor.ndim}D, {positive.ndim}D, and {negative.ndim}D"
        )
    distance = pairwise_distance if distance_function is None else distance_function
    far = distance(anchor, negative)
    if swap:
        far = far.minimum(distance(positive, negative))
    losses = (margin + distance(anchor, positive) - far).clamp_min(0)
    return losses if reduction == "none" else losses.mean() if reduction == "mean" else losses.sum()


def ctc_loss(
    log_probs: Tensor,
    targets: Tensor,
    input_lengths: Lengths,
    target_lengths: Lengths,
    blank: int = 0,
    reduction: str = "mean",
    zero_infinity: bool = False,
) -> Tensor:
    """Less the log likelihood of targets, of whatever alignment, in log_probs of [time, batch, classes].

    The lengths, one per sample, are a tensor or integers.
    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.ctc_loss.html
    """
    of_input, of_target = (one if isinstance(one, Tensor) else tensor(one) for one in (input_lengths, target_lengths))
    given = (log_probs, targets, of_input, of_target, blank, reduction, zero_infinity)
    return call(OPS["nn.functional.ctc_loss"], given)  # type: ignore[no-any-return]


def gumbel_softmax(logits: Tensor, tau: float = 1, hard: bool = False, eps: float = 1e-10, dim: int = -1) -> Any:
    """A sample of classes with these logits as a softmax at temperature tau; hard: one-hot, with the gradient of that.

    E. Jang et al., Categorical Reparameterization with Gumbel-Softmax (2017); eps is no longer used.
    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.gumbel_softmax.html
    """
    if eps != 1e-10:
        warn("`eps` of gumbel_softmax does nothing: leave it out")
    noise = -empty_like(logits).contiguous().exponential_().log()
    soft = ((logits + noise) / tau).softmax(dim)
    if not hard:
        return soft
    index = soft.max(dim, keepdim=True)[1]
    return zeros_like(logits).scatter_(dim, index, 1.0) - soft.detach() + soft


def _along(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function along a dimension; without one it is guessed, and that is a warning."""

    @wraps(function)
    def along(input: Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: Any = None) -> Any:
        if dim is None:
            dim = 0 if input.ndim in (0, 1, 3) else 1
            warn(f"the dimension of {function.__name__} is taken to be {dim}: say dim={dim}")
        return function(input, dim, dtype=dtype)

    return along


def _of_one_shape(function: Callable[..., Any]) -> Callable[..., Any]:
    """The loss of two tensors of one shape; that they are broadcast is rarely meant, and a warning."""

    @wraps(function)
    def loss(input: Any, target: Any, *args: Any, **options: Any) -> Any:
        if isinstance(input, Handle) and isinstance(target, Handle):
            ours, theirs = input._d, target._d
            if ours.shape != theirs.shape and ours is not UNKNOWN and theirs is not UNKNOWN:
                shapes = f"{list(ours.shape)} broadcasts its target of {list(theirs.shape)}"
                warn(f"{function.__name__} of {shapes}: is that meant?")
        return function(input, target, *args, **options)

    return loss


def _mean_of_all(function: Callable[..., Any]) -> Callable[..., Any]:
    """The divergence of two tensors; that its mean is over all elements is not how it is defined, and a warning."""

    @wraps(function)
    def divergence(input: Any, target: Any, *, reduction: str = "mean", log_target: bool = False) -> Any:
        if reduction == "mean":
            warn(
                f'{function.__name__} with reduction="mean" is the mean of all elements: "batchmean" is the divergence'
            )
        return function(input, target, reduction=reduction, log_target=log_target)

    return divergence


kl_div = _mean_of_all(generated.kl_div)
mse_loss, l1_loss = _of_one_shape(generated.mse_loss), _of_one_shape(generated.l1_loss)
smooth_l1_loss, huber_loss = _of_one_shape(generated.smooth_l1_loss), _of_one_shape(generated.huber_loss)
softmax, softmin, log_softmax = _along(generated.softmax), _along(generated.softmin), _along(generated.log_softmax)

__all__ = [*generated.__all__, "ctc_loss", "gumbel_softmax", "triplet_margin_with_distance_loss"]
