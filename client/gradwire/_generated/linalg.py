"""The functions of torch.linalg. Written by tools/generate.py from the catalogue; not to be edited."""

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


def norm(A: Tensor, ord: Number | None = None, dim: Sizes | None = None, keepdim: Bool = False, *, dtype: Dtype | None = None, out: Tensor | None = None) -> Tensor:
    """The norm of vectors along one dimension, or of all elements where ord is None; matrix norms are not there.

    Args:
        A: tensor
        ord: number, by default None
        dim: integers, by default None
        keepdim: boolean, by default False
        dtype: dtype, by default None

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.norm.html
    """
    if out is not None:
        return write(out, table.LINALG__NORM, (A, ord, dim, keepdim, dtype))
    return call(table.LINALG__NORM, (A, ord, dim, keepdim, dtype))


def vector_norm(x: Tensor, ord: Number = 2, dim: Sizes | None = None, keepdim: Bool = False, *, dtype: Dtype | None = None, out: Tensor | None = None) -> Tensor:
    """The norm of order ord of vectors along dim, or of all elements.

    Args:
        x: tensor
        ord: number, by default 2
        dim: integers, by default None
        keepdim: boolean, by default False
        dtype: dtype, by default None

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.vector_norm.html
    """
    if out is not None:
        return write(out, table.LINALG__VECTOR_NORM, (x, ord, dim, keepdim, dtype))
    return call(table.LINALG__VECTOR_NORM, (x, ord, dim, keepdim, dtype))


def matmul(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The matrix product; of vectors the dot product. Leading dimensions are batches, and broadcast.

    Args:
        input: tensor
        other: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.matmul.html
    """
    if out is not None:
        return write(out, table.MATMUL, (input, other))
    return call(table.MATMUL, (input, other))


__all__ = ['matmul', 'norm', 'vector_norm']
