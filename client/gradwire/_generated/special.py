"""The functions of torch.special. Written by tools/generate.py from the catalogue; not to be edited."""

# fmt: off

# ruff: noqa: A001, A002, E501, F401, N802, N803, RUF022, RUF100
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gradwire._generated import table
from gradwire.dispatch import call, spread
from gradwire.handle import Handle
from gradwire.out import write

if TYPE_CHECKING:
    from gradwire.generators import Generator
    from gradwire.kinds import Bool, Device, Dtype, Int, Number, Operand, Sizes, Text
    from gradwire.tensors import Tensor


def erf(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The error function: the integral of 2 / sqrt(pi) * exp(-t**2) from 0 to input.

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.erf.html
    """
    if out is not None:
        return write(out, call(table.ERF, (input,)))
    return call(table.ERF, (input,))


def erfc(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """1 - erf(input), precise where that is tiny.

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.erfc.html
    """
    if out is not None:
        return write(out, call(table.ERFC, (input,)))
    return call(table.ERFC, (input,))


def log_softmax(input: Tensor, dim: Int | None = None, dtype: Dtype | None = None, *, out: Tensor | None = None) -> Tensor:
    """The logarithm of softmax along dim, precise where softmax is tiny.

    Args:
        input: tensor
        dim: integer, by default None
        dtype: dtype, by default None

    https://docs.pytorch.org/docs/stable/generated/torch.log_softmax.html
    """
    if out is not None:
        return write(out, call(table.LOG_SOFTMAX, (input, dim, dtype)))
    return call(table.LOG_SOFTMAX, (input, dim, dtype))


def expit(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """1 / (1 + exp(-input)).

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.sigmoid.html
    """
    if out is not None:
        return write(out, call(table.SIGMOID, (input,)))
    return call(table.SIGMOID, (input,))


def softmax(input: Tensor, dim: Int | None = None, dtype: Dtype | None = None, *, out: Tensor | None = None) -> Tensor:
    """exp(input) over its sum along dim: positive numbers that sum to 1.

    Args:
        input: tensor
        dim: integer, by default None
        dtype: dtype, by default None

    https://docs.pytorch.org/docs/stable/generated/torch.softmax.html
    """
    if out is not None:
        return write(out, call(table.SOFTMAX, (input, dim, dtype)))
    return call(table.SOFTMAX, (input, dim, dtype))


__all__ = ['erf', 'erfc', 'expit', 'log_softmax', 'softmax']
