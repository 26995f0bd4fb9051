"""The functions of torch.nn.functional. Written by tools/generate.py from the catalogue; not to be edited."""

# fmt: off

# ruff: noqa: A001, A002, E501, F401, N802, N803, RUF022, RUF100
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from gradwire._generated import table
from gradwire.dispatch import call, spread
from gradwire.handle import Handle

if TYPE_CHECKING:
    from gradwire.devices import device
    from gradwire.dtypes import dtype
    from gradwire.tensors import Tensor

Int: TypeAlias = int
Bool: TypeAlias = bool
Text: TypeAlias = str
Number: TypeAlias = "int | float | bool | complex"
Operand: TypeAlias = "Tensor | Number"
Sizes: TypeAlias = "int | Sequence[int]"
Dtype: TypeAlias = "dtype | type"
Device: TypeAlias = "device | str"


def log_softmax(input: Tensor, dim: Int | None = None, dtype: Dtype | None = None) -> Tensor:
    """The logarithm of softmax along dim, precise where softmax is tiny.

    Args:
        input: tensor
        dim: integer, by default None
        dtype: dtype, by default None

    https://docs.pytorch.org/docs/stable/generated/torch.log_softmax.html
    """
    return call(table.LOG_SOFTMAX, (input, dim, dtype))


def elu(input: Tensor, alpha: Number = 1.0) -> Tensor:
    """input where it is positive, alpha * (exp(input) - 1) elsewhere.

    Args:
        input: tensor
        alpha: number, by default 1.0

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.elu.html
    """
    return call(table.NN__FUNCTIONAL__ELU, (input, alpha))


def gelu(input: Tensor, *, approximate: Text = "none") -> Tensor:
    """input times the share of a normal distribution below it; nearly so with approximate="tanh".

    Args:
        input: tensor
        approximate: text, by default "none"

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.gelu.html
    """
    return call(table.NN__FUNCTIONAL__GELU, (input, approximate))


def leaky_relu(input: Tensor, negative_slope: Number = 0.01) -> Tensor:
    """input where it is positive, negative_slope * input elsewhere.

    Args:
        input: tensor
        negative_slope: number, by default 0.01

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.leaky_relu.html
    """
    return call(table.NN__FUNCTIONAL__LEAKY_RELU, (input, negative_slope))


def logsigmoid(input: Tensor) -> Tensor:
    """log(sigmoid(input)), without overflow.

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.logsigmoid.html
    """
    return call(table.NN__FUNCTIONAL__LOGSIGMOID, (input,))


def silu(input: Tensor) -> Tensor:
    """input * sigmoid(input).

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.silu.html
    """
    return call(table.NN__FUNCTIONAL__SILU, (input,))


def softplus(input: Tensor, beta: Number = 1, threshold: Number = 20) -> Tensor:
    """log(1 + exp(beta * input)) / beta; input itself where beta * input is above threshold.

    Args:
        input: tensor
        beta: number, by default 1
        threshold: number, by default 20

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softplus.html
    """
    return call(table.NN__FUNCTIONAL__SOFTPLUS, (input, beta, threshold))


def relu(input: Tensor) -> Tensor:
    """input where it is positive, else 0. The gradient at 0 is 0.

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.relu.html
    """
    return call(table.RELU, (input,))


def sigmoid(input: Tensor) -> Tensor:
    """1 / (1 + exp(-input)).

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.sigmoid.html
    """
    return call(table.SIGMOID, (input,))


def softmax(input: Tensor, dim: Int | None = None, dtype: Dtype | None = None) -> Tensor:
    """exp(input) over its sum along dim: positive numbers that sum to 1.

    Args:
        input: tensor
        dim: integer, by default None
        dtype: dtype, by default None

    https://docs.pytorch.org/docs/stable/generated/torch.softmax.html
    """
    return call(table.SOFTMAX, (input, dim, dtype))


__all__ = ['elu', 'gelu', 'leaky_relu', 'log_softmax', 'logsigmoid', 'relu', 'sigmoid', 'silu', 'softmax', 'softplus']
