"""The functions of torch.masked. Written by tools/generate.py from the catalogue; not to be edited."""

# fmt: off

# ruff: noqa: A001, A002, E501, F401, N802, N803, RUF022, RUF100
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gradwire._generated import table
from gradwire.out import write
from gradwire.recording.dispatch import call, several, spread
from gradwire.recording.handle import Handle

if TYPE_CHECKING:
    from gradwire.generators import Generator
    from gradwire.kinds import Bool, Device, Dtype, Int, Number, Numbers, Operand, Sizes, Text
    from gradwire.tensors.tensor import Tensor


def amax(input: Tensor, dim: Sizes | None = None, *, keepdim: Bool = False, dtype: Dtype | None = None, mask: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """The largest elements over dim, or of all, of those that mask shows.

    Args:
        input: tensor
        dim: integers, by default None
        keepdim: boolean, by default False
        dtype: dtype, by default None
        mask: tensor, by default None

    Shapes, for example:
        input [2, 3] → []

    https://docs.pytorch.org/docs/stable/masked.html#torch.masked.amax
    """
    if out is not None:
        return write(out, table.MASKED__AMAX, (input, dim, keepdim, dtype, mask))
    return call(table.MASKED__AMAX, (input, dim, keepdim, dtype, mask))


def amin(input: Tensor, dim: Sizes | None = None, *, keepdim: Bool = False, dtype: Dtype | None = None, mask: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """The smallest elements over dim, or of all, of those that mask shows.

    Args:
        input: tensor
        dim: integers, by default None
        keepdim: boolean, by default False
        dtype: dtype, by default None
        mask: tensor, by default None

    Shapes, for example:
        input [2, 3] → []

    https://docs.pytorch.org/docs/stable/masked.html#torch.masked.amin
    """
    if out is not None:
        return write(out, table.MASKED__AMIN, (input, dim, keepdim, dtype, mask))
    return call(table.MASKED__AMIN, (input, dim, keepdim, dtype, mask))


def argmax(input: Tensor, dim: Int | None = None, *, keepdim: Bool = False, dtype: Dtype | None = None, mask: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """Where the largest element that mask shows is, along dim or in the flat input.

    Args:
        input: tensor
        dim: integer, by default None
        keepdim: boolean, by default False
        dtype: dtype, by default None
        mask: tensor, by default None

    Shapes, for example:
        input [2, 3] → []

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/masked.html#torch.masked.argmax
    """
    if out is not None:
        return write(out, table.MASKED__ARGMAX, (input, dim, keepdim, dtype, mask))
    return call(table.MASKED__ARGMAX, (input, dim, keepdim, dtype, mask))


def argmin(input: Tensor, dim: Int | None = None, *, keepdim: Bool = False, dtype: Dtype | None = None, mask: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """Where the smallest element that mask shows is, along dim or in the flat input.

    Args:
        input: tensor
        dim: integer, by default None
        keepdim: boolean, by default False
        dtype: dtype, by default None
        mask: tensor, by default None

    Shapes, for example:
        input [2, 3] → []

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/masked.html#torch.masked.argmin
    """
    if out is not None:
        return write(out, table.MASKED__ARGMIN, (input, dim, keepdim, dtype, mask))
    return call(table.MASKED__ARGMIN, (input, dim, keepdim, dtype, mask))


def cumprod(input: Tensor, dim: Int, *, dtype: Dtype | None = None, mask: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """The products of all elements up to each one along dim, of those that mask shows.

    Args:
        input: tensor
        dim: integer
        dtype: dtype, by default None
        mask: tensor, by default None

    Shapes, for example:
        input [2, 3], dim=1 → [2, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/masked.html#torch.masked.cumprod
    """
    if out is not None:
        return write(out, table.MASKED__CUMPROD, (input, dim, dtype, mask))
    return call(table.MASKED__CUMPROD, (input, dim, dtype, mask))


def cumsum(input: Tensor, dim: Int, *, dtype: Dtype | None = None, mask: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """The sums of all elements up to each one along dim, of those that mask shows.

    Args:
        input: tensor
        dim: integer
        dtype: dtype, by default None
        mask: tensor, by default None

    Shapes, for example:
        input [2, 3], dim=1 → [2, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/masked.html#torch.masked.cumsum
    """
    if out is not None:
        return write(out, table.MASKED__CUMSUM, (input, dim, dtype, mask))
    return call(table.MASKED__CUMSUM, (input, dim, dtype, mask))


def log_softmax(input: Tensor, dim: Int, *, dtype: Dtype | None = None, mask: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """The logarithm of masked.softmax; of what mask hides it is -inf.

    Args:
        input: tensor
        dim: integer
        dtype: dtype, by default None
        mask: tensor, by default None

    Shapes, for example:
        input [2, 3], dim=1 → [2, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/masked.html#torch.masked.log_softmax
    """
    if out is not None:
        return write(out, table.MASKED__LOG_SOFTMAX, (input, dim, dtype, mask))
    return call(table.MASKED__LOG_SOFTMAX, (input, dim, dtype, mask))


def logaddexp(input: Tensor, other: Operand, *, dtype: Dtype | None = None, input_mask: Operand | None = None, other_mask: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """The logarithm of the sum of the exponentials of input and other, each of what its mask shows.

    Args:
        input: tensor
        other: tensor
        dtype: dtype, by default None
        input_mask: tensor, by default None
        other_mask: tensor, by default None

    Shapes, for example:
        input [2, 3], other [2, 3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/masked.html#torch.masked.logaddexp
    """
    if out is not None:
        return write(out, table.MASKED__LOGADDEXP, (input, other, dtype, input_mask, other_mask))
    return call(table.MASKED__LOGADDEXP, (input, other, dtype, input_mask, other_mask))


def logsumexp(input: Tensor, dim: Sizes | None = None, *, keepdim: Bool = False, dtype: Dtype | None = None, mask: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """The logarithm of the sum of exponentials over dim, or of all, of those that mask shows.

    Args:
        input: tensor
        dim: integers, by default None
        keepdim: boolean, by default False
        dtype: dtype, by default None
        mask: tensor, by default None

    Shapes, for example:
        input [2, 3] → []

    https://docs.pytorch.org/docs/stable/masked.html#torch.masked.logsumexp
    """
    if out is not None:
        return write(out, table.MASKED__LOGSUMEXP, (input, dim, keepdim, dtype, mask))
    return call(table.MASKED__LOGSUMEXP, (input, dim, keepdim, dtype, mask))


def mean(input: Tensor, dim: Sizes | None = None, *, keepdim: Bool = False, dtype: Dtype | None = None, mask: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """The mean over dim, or of all elements, of those that mask shows; NaN where it shows none.

    Args:
        input: tensor
        dim: integers, by default None
        keepdim: boolean, by default False
        dtype: dtype, by default None
        mask: tensor, by default None

    Shapes, for example:
        input [2, 3] → []

    https://docs.pytorch.org/docs/stable/masked.html#torch.masked.mean
    """
    if out is not None:
        return write(out, table.MASKED__MEAN, (input, dim, keepdim, dtype, mask))
    return call(table.MASKED__MEAN, (input, dim, keepdim, dtype, mask))


def median(input: Tensor, dim: Int = -1, *, keepdim: Bool = False, dtype: Dtype | None = None, mask: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """The medians along dim of the elements that mask shows, the lower of two; NaN where it shows none.

    Args:
        input: tensor
        dim: integer, by default -1
        keepdim: boolean, by default False
        dtype: dtype, by default None
        mask: tensor, by default None

    Shapes, for example:
        input [2, 3], dim=1 → [2]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/masked.html#torch.masked.median
    """
    if out is not None:
        return write(out, table.MASKED__MEDIAN, (input, dim, keepdim, dtype, mask))
    return call(table.MASKED__MEDIAN, (input, dim, keepdim, dtype, mask))


def norm(input: Tensor, ord: Number = 2.0, dim: Sizes | None = None, *, keepdim: Bool = False, dtype: Dtype | None = None, mask: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """The norm of order ord over dim, or of all elements, of those that mask shows.

    Args:
        input: tensor
        ord: number, by default 2.0
        dim: integers, by default None
        keepdim: boolean, by default False
        dtype: dtype, by default None
        mask: tensor, by default None

    Shapes, for example:
        input [2, 3] → []

    https://docs.pytorch.org/docs/stable/masked.html#torch.masked.norm
    """
    if out is not None:
        return write(out, table.MASKED__NORM, (input, ord, dim, keepdim, dtype, mask))
    return call(table.MASKED__NORM, (input, ord, dim, keepdim, dtype, mask))


def normalize(input: Tensor, ord: Number, dim: Int, *, eps: Number = 1e-12, dtype: Dtype | None = None, mask: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """The elements that mask shows over their norm of order ord along dim, or over eps where that is larger.

    Args:
        input: tensor
        ord: number
        dim: integer
        eps: number, by default 1e-12
        dtype: dtype, by default None
        mask: tensor, by default None

    Shapes, for example:
        input [2, 3], ord=2.0, dim=1 → [2, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/masked.html#torch.masked.normalize
    """
    if out is not None:
        return write(out, table.MASKED__NORMALIZE, (input, ord, dim, eps, dtype, mask))
    return call(table.MASKED__NORMALIZE, (input, ord, dim, eps, dtype, mask))


def prod(input: Tensor, dim: Sizes | None = None, *, keepdim: Bool = False, dtype: Dtype | None = None, mask: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """The product over dim, or over all elements, of those that mask shows.

    Args:
        input: tensor
        dim: integers, by default None
        keepdim: boolean, by default False
        dtype: dtype, by default None
        mask: tensor, by default None

    Shapes, for example:
        input [2, 3] → []

    https://docs.pytorch.org/docs/stable/masked.html#torch.masked.prod
    """
    if out is not None:
        return write(out, table.MASKED__PROD, (input, dim, keepdim, dtype, mask))
    return call(table.MASKED__PROD, (input, dim, keepdim, dtype, mask))


def softmax(input: Tensor, dim: Int, *, dtype: Dtype | None = None, mask: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """softmax along dim of the elements that mask shows; the others get 0.

    Args:
        input: tensor
        dim: integer
        dtype: dtype, by default None
        mask: tensor, by default None

    Shapes, for example:
        input [2, 3], dim=1 → [2, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/masked.html#torch.masked.softmax
    """
    if out is not None:
        return write(out, table.MASKED__SOFTMAX, (input, dim, dtype, mask))
    return call(table.MASKED__SOFTMAX, (input, dim, dtype, mask))


def softmin(input: Tensor, dim: Int, *, dtype: Dtype | None = None, mask: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """softmin along dim of the elements that mask shows; the others get 0.

    Args:
        input: tensor
        dim: integer
        dtype: dtype, by default None
        mask: tensor, by default None

    Shapes, for example:
        input [2, 3], dim=1 → [2, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/masked.html#torch.masked.softmin
    """
    if out is not None:
        return write(out, table.MASKED__SOFTMIN, (input, dim, dtype, mask))
    return call(table.MASKED__SOFTMIN, (input, dim, dtype, mask))


def std(input: Tensor, dim: Sizes | None = None, unbiased: Bool | None = None, *, correction: Number | None = None, keepdim: Bool = False, dtype: Dtype | None = None, mask: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """The standard deviation over dim, or of all elements, of those that mask shows: the square root of masked.var.

    Args:
        input: tensor
        dim: integers, by default None
        unbiased: boolean, by default None
        correction: number, by default None
        keepdim: boolean, by default False
        dtype: dtype, by default None
        mask: tensor, by default None

    Shapes, for example:
        input [2, 3] → []

    https://docs.pytorch.org/docs/stable/masked.html#torch.masked.std
    """
    if isinstance(dim, bool):
        dim, unbiased = None, dim
    if out is not None:
        return write(out, table.MASKED__STD, (input, dim, unbiased, correction, keepdim, dtype, mask))
    return call(table.MASKED__STD, (input, dim, unbiased, correction, keepdim, dtype, mask))


def sum(input: Tensor, dim: Sizes | None = None, *, keepdim: Bool = False, dtype: Dtype | None = None, mask: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """The sum over dim, or over all elements, of those that mask shows.

    Args:
        input: tensor
        dim: integers, by default None
        keepdim: boolean, by default False
        dtype: dtype, by default None
        mask: tensor, by default None

    Shapes, for example:
        input [2, 3] → []

    https://docs.pytorch.org/docs/stable/masked.html#torch.masked.sum
    """
    if out is not None:
        return write(out, table.MASKED__SUM, (input, dim, keepdim, dtype, mask))
    return call(table.MASKED__SUM, (input, dim, keepdim, dtype, mask))


def var(input: Tensor, dim: Sizes | None = None, unbiased: Bool | None = None, *, correction: Number | None = None, keepdim: Bool = False, dtype: Dtype | None = None, mask: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """The variance over dim, or of all elements, of those that mask shows, divided by their number less correction.

    Args:
        input: tensor
        dim: integers, by default None
        unbiased: boolean, by default None
        correction: number, by default None
        keepdim: boolean, by default False
        dtype: dtype, by default None
        mask: tensor, by default None

    Shapes, for example:
        input [2, 3] → []

    https://docs.pytorch.org/docs/stable/masked.html#torch.masked.var
    """
    if isinstance(dim, bool):
        dim, unbiased = None, dim
    if out is not None:
        return write(out, table.MASKED__VAR, (input, dim, unbiased, correction, keepdim, dtype, mask))
    return call(table.MASKED__VAR, (input, dim, unbiased, correction, keepdim, dtype, mask))


__all__ = ['amax', 'amin', 'argmax', 'argmin', 'cumprod', 'cumsum', 'log_softmax', 'logaddexp', 'logsumexp', 'mean', 'median', 'norm', 'normalize', 'prod', 'softmax', 'softmin', 'std', 'sum', 'var']
