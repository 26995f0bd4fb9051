"""torch.nn.init: tensors filled with the numbers that layers begin with; after manual_seed they are PyTorch's.

https://docs.pytorch.org/docs/stable/nn.init.html
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import numpy as np

from gradwire._generated.functions import empty_like, randperm
from gradwire._generated.functions import eye as eye_matrix
from gradwire._generated.linalg import qr
from gradwire.creation import tensor as tensor_of
from gradwire.differentiation.grad_modes import no_grad
from gradwire.functions import where
from gradwire.generators import Generator
from gradwire.recording.origins import warn
from gradwire.tensors.tensor import Tensor

Stream = Generator | None

GAINS: Final = {
    **dict.fromkeys(("linear", "sigmoid", "conv1d", "conv2d", "conv3d"), 1),
    **dict.fromkeys(("conv_transpose1d", "conv_transpose2d", "conv_transpose3d"), 1),
    "tanh": 5.0 / 3,
    "relu": math.sqrt(2.0),
    "selu": 3.0 / 4,
}


def calculate_gain(nonlinearity: str, param: Any = None) -> float:
    """By how much a nonlinearity shrinks what goes through it; `param` is the slope of "leaky_relu"."""
    if nonlinearity in GAINS:
        return GAINS[nonlinearity]
    if nonlinearity != "leaky_relu":
        raise ValueError(f"Unsupported nonlinearity {nonlinearity}: there are {', '.join((*GAINS, 'leaky_relu'))}")
    if isinstance(param, bool) or not (param is None or isinstance(param, (int, float))):
        raise ValueError(f"negative_slope {param} not a valid number")
    return math.sqrt(2.0 / (1 + (0.01 if param is None else param) ** 2))


# one distribution for all elements


@no_grad()
def uniform_(tensor: Tensor, a: float = 0.0, b: float = 1.0, generator: Stream = None) -> Tensor:
    """Fill a tensor with numbers uniform in [a, b)."""
    return tensor.uniform_(a, b, generator=generator)


@no_grad()
def normal_(tensor: Tensor, mean: float = 0.0, std: float = 1.0, generator: Stream = None) -> Tensor:
    """Fill a tensor with numbers of a normal distribution."""
    return tensor.normal_(mean, std, generator=generator)


@no_grad()
def trunc_normal_(
    tensor: Tensor, mean: float = 0.0, std: float = 1.0, a: float = -2.0, b: float = 2.0, generator: Stream = None
) -> Tensor:
    """Fill a tensor with numbers of a normal distribution of which only what lies in [a, b] is drawn.

    What lies elsewhere is drawn again, until there is none: that takes some requests.
    """
    if mean < a - 2 * std or mean > b + 2 * std:
        warn(f"trunc_normal_: the mean {mean} is over 2 std from [{a}, {b}], so the numbers may be badly distributed")
    low, high = tensor.new_tensor(a), tensor.new_tensor(b)
    peak = -0.5 * ((max(a, min(mean, b)) - mean) / std) ** 2

    def near(room: Tensor) -> tuple[Tensor, Tensor]:
        drawn = room.normal_(mean, std, generator=generator)
        return drawn, (drawn < low) | (drawn > high)

    def far(room: Tensor) -> tuple[Tensor, Tensor]:
        drawn = room.uniform_(a, b, generator=generator)
        density = drawn.sub(mean).div_(std).pow_(2).mul_(-0.5).sub_(peak)
        return drawn, empty_like(tensor).uniform_(generator=generator).log_().gt(density)

    below, above = (math.erf((bound - mean) / std / math.sqrt(2.0)) / 2 for bound in (a, b))
    draw = near if above - below > 0.3 else far
    numbers, wrong = draw(tensor)
    while wrong.any():
        others, wrong_too = draw(empty_like(tensor))
        numbers, wrong = where(wrong, others, numbers), wrong & wrong_too
    return tensor.copy_(numbers)


@no_grad()
def constant_(tensor: Tensor, val: float) -> Tensor:
    """Fill a tensor with one number."""
    return tensor.fill_(val)


@no_grad()
def ones_(tensor: Tensor) -> Tensor:
    """Fill a tensor with ones."""
    return tensor.fill_(1.0)


@no_grad()
def zeros_(tensor: Tensor) -> Tensor:
    """Fill a tensor with zeros."""
    return tensor.zero_()


# what keeps inputs as they are


@no_grad()
def eye_(tensor: Tensor) -> Tensor:
    """Make a matrix the identity, as far as it goes."""
    if tensor.ndim != 2:
        raise ValueError(f"eye_ fills a tensor of 2 dimensions, not {tensor.ndim}")
    return tensor.copy_(eye_matrix(*tensor.shape, dtype=tensor.dtype, device=tensor.device))


@no_grad()
def dirac_(tensor: Tensor, groups: int = 1) -> Tensor:
    """Make the kernel of a convolution one that gives back its channels, in each of the groups as many as there are."""
    if tensor.ndim not in (3, 4, 5):
        raise ValueError(f"dirac_ fills a tensor of 3, 4 or 5 dimensions, not {tensor.ndim}")
    outputs, inputs, *kernel = tensor.shape
    if outputs % groups:
        raise ValueError(f"the {outputs} channels of dim 0 must be divisible by groups, which is {groups}")
    values: Any = np.zeros(tensor.shape, np.float32)
    middle = [size // 2 for size in kernel]
    for channel in range(min(outputs // groups, inputs)):
        values[(slice(channel, None, outputs // groups), channel, *middle)] = 1
    return tensor.copy_(tensor_of(values))


# by the number of inputs and outputs


def xavier_uniform_(tensor: Tensor, gain: float = 1.0, generator: Stream = None) -> Tensor:
    """Fill a tensor with uniform numbers of a variance between that for inputs and that for outputs (Glorot)."""
    bound = math.sqrt(3.0) * _xavier_std(tensor, gain)
    return uniform_(tensor, -bound, bound, generator)


def xavier_normal_(tensor: Tensor, gain: float = 1.0, generator: Stream = None) -> Tensor:
    """Fill a tensor with normal numbers of a variance between that for inputs and that for outputs (Glorot)."""
    return normal_(tensor, 0.0, _xavier_std(tensor, gain), generator)


def kaiming_uniform_(
    tensor: Tensor,
    a: float = 0,
    mode: str = "fan_in",
    nonlinearity: str = "leaky_relu",
    generator: Stream = None,
) -> Tensor:
    """Fill a tensor with uniform numbers that keep the variance of what goes through it (He)."""
    if 0 in tensor.shape:
        return _nothing(tensor)
    bound = math.sqrt(3.0) * _kaiming_std(tensor, a, mode, nonlinearity)
    return uniform_(tensor, -bound, bound, generator)


def kaiming_normal_(
    tensor: Tensor,
    a: float = 0,
    mode: str = "fan_in",
    nonlinearity: str = "leaky_relu",
    generator: Stream = None,
) -> Tensor:
    """Fill a tensor with normal numbers that keep the variance of what goes through it (He)."""
    if 0 in tensor.shape:
        return _nothing(tensor)
    return normal_(tensor, 0, _kaiming_std(tensor, a, mode, nonlinearity), generator)


@no_grad()
def orthogonal_(tensor: Tensor, gain: float = 1, generator: Stream = None) -> Tensor:
    """Fill a tensor with an orthogonal matrix, drawn by chance, times `gain`."""
    if tensor.ndim < 2:
        raise ValueError("orthogonal_ fills a tensor of 2 dimensions or more")
    if tensor.numel() == 0:
        return tensor
    rows, columns = tensor.shape[0], tensor.numel() // tensor.shape[0]
    drawn = tensor.new_empty((rows, columns)).normal_(0, 1, generator=generator)
    q, r = qr(drawn.t() if rows < columns else drawn)
    q = q * r.diagonal().sign()
    return tensor.copy_((q.t() if rows < columns else q).reshape(tensor.shape)).mul_(gain)


@no_grad()
def sparse_(tensor: Tensor, sparsity: float, std: float = 0.01, generator: Stream = None) -> Tensor:
    """Fill a matrix with normal numbers, but for a part `sparsity` of each column, which is zero."""
    if tensor.ndim != 2:
        raise ValueError(f"sparse_ fills a tensor of 2 dimensions, not {tensor.ndim}")
    rows, columns = tensor.shape
    zeros = math.ceil(sparsity * rows)
    tensor.normal_(0, std, generator=generator)
    for column in range(columns):
        tensor[randperm(rows)[:zeros], column] = 0
    return tensor


def _calculate_fan_in_and_fan_out(tensor: Tensor) -> tuple[int, int]:
    """How many numbers flow into an output, and out of an input."""
    if tensor.ndim < 2:
        raise ValueError("a tensor of fewer than 2 dimensions has no inputs and outputs to count")
    outputs, inputs, *kernel = tensor.shape
    return inputs * math.prod(kernel), outputs * math.prod(kernel)


def _xavier_std(tensor: Tensor, gain: float) -> float:
    return gain * math.sqrt(2.0 / float(sum(_calculate_fan_in_and_fan_out(tensor))))


def _kaiming_std(tensor: Tensor, a: float, mode: str, nonlinearity: str) -> float:
    modes = ("fan_in", "fan_out")
    if mode.lower() not in modes:
        raise ValueError(f"Mode {mode} not supported, please use one of {modes}")
    fan = _calculate_fan_in_and_fan_out(tensor)[modes.index(mode.lower())]
    return calculate_gain(nonlinearity, a) / math.sqrt(fan)


def _nothing(tensor: Tensor) -> Tensor:
    warn("Initializing zero-element tensors is a no-op")
    return tensor


def _older(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function under the name that it had before."""
    name = function.__name__

    @wraps(function)
    def alias(*args: Any, **kwargs: Any) -> Any:
        warn(f"`nn.init.{name[:-1]}` is now deprecated in favor of `nn.init.{name}`.", FutureWarning)
        return function(*args, **kwargs)

    alias.__name__ = name[:-1]
    return alias


uniform, normal, constant = _older(uniform_), _older(normal_), _older(constant_)
eye, dirac, orthogonal, sparse = _older(eye_), _older(dirac_), _older(orthogonal_), _older(sparse_)
xavier_uniform, xavier_normal = _older(xavier_uniform_), _older(xavier_normal_)
kaiming_uniform, kaiming_normal = _older(kaiming_uniform_), _older(kaiming_normal_)
