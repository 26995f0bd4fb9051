"""The functions of torch. Written by tools/generate.py from the catalogue; not to be edited."""

# fmt: off

# ruff: noqa: A001, A002, E501, F401, N802, RUF022, RUF100
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
    from gradwire.tensor import Tensor

Int: TypeAlias = int
Bool: TypeAlias = bool
Text: TypeAlias = str
Number: TypeAlias = "int | float | bool | complex"
Operand: TypeAlias = "Tensor | Number"
Sizes: TypeAlias = "int | Sequence[int]"
Dtype: TypeAlias = "dtype | type"
Device: TypeAlias = "device | str"


def abs(input: Tensor) -> Tensor:
    """The absolute value of input; real for complex numbers. Its gradient at 0 is 0.

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.abs.html
    """
    return call(table.ABS, (input,))


absolute = abs

def add(input: Tensor, other: Operand, *, alpha: Number = 1) -> Tensor:
    """input + alpha * other.

    Args:
        input: tensor
        other: tensor
        alpha: number, by default 1

    https://docs.pytorch.org/docs/stable/generated/torch.add.html
    """
    return call(table.ADD, (input, other, alpha))


def addcdiv(input: Tensor, tensor1: Operand, tensor2: Operand, *, value: Number = 1) -> Tensor:
    """input + value * tensor1 / tensor2.

    Args:
        input: tensor
        tensor1: tensor
        tensor2: tensor
        value: number, by default 1

    https://docs.pytorch.org/docs/stable/generated/torch.addcdiv.html
    """
    return call(table.ADDCDIV, (input, tensor1, tensor2, value))


def addcmul(input: Tensor, tensor1: Operand, tensor2: Operand, *, value: Number = 1) -> Tensor:
    """input + value * tensor1 * tensor2.

    Args:
        input: tensor
        tensor1: tensor
        tensor2: tensor
        value: number, by default 1

    https://docs.pytorch.org/docs/stable/generated/torch.addcmul.html
    """
    return call(table.ADDCMUL, (input, tensor1, tensor2, value))


def arange(start: Number = 0, end: Number | None = None, step: Number = 1, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False) -> Tensor:
    """Numbers from start to before end, step apart; one number alone is the end. Integers give int64.

    Args:
        start: number, by default 0
        end: number, by default None
        step: number, by default 1
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.arange.html
    """
    return call(table.ARANGE, (start, end, step, dtype, device, requires_grad))


def atleast_1d(input: Tensor) -> Tensor:
    """input with at least one dimension.

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.atleast_1d.html
    """
    return call(table.ATLEAST_1D, (input,))


def atleast_2d(input: Tensor) -> Tensor:
    """input with at least two dimensions; a vector is a row.

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.atleast_2d.html
    """
    return call(table.ATLEAST_2D, (input,))


def broadcast_tensors(*all_tensors: Tensor | Sequence[Tensor], tensors: Sequence[Tensor] | None = None) -> tuple[Tensor, ...]:
    """Tensors stretched to their common shape.

    Args:
        tensors: tensors

    https://docs.pytorch.org/docs/stable/generated/torch.broadcast_tensors.html
    """
    return call(table.BROADCAST_TENSORS, (spread(all_tensors, tensors),))


def broadcast_to(input: Tensor, *sizes: Sizes, size: Sizes | None = None) -> Tensor:
    """input stretched to the shape size.

    Args:
        input: tensor
        size: integers

    https://docs.pytorch.org/docs/stable/generated/torch.broadcast_to.html
    """
    return call(table.BROADCAST_TO, (input, spread(sizes, size)))


def cat(tensors: Sequence[Tensor], dim: Int = 0) -> Tensor:
    """Tensors one after another along a dimension; empty ones of one dimension count for nothing.

    Args:
        tensors: tensors
        dim: integer, by default 0

    https://docs.pytorch.org/docs/stable/generated/torch.cat.html
    """
    return call(table.CAT, (tensors, dim))


concat = cat

concatenate = cat

def chunk(input: Tensor, chunks: Int, dim: Int = 0) -> tuple[Tensor, ...]:
    """At most so many parts of one size along dim; the last may be smaller.

    Args:
        input: tensor
        chunks: integer
        dim: integer, by default 0

    https://docs.pytorch.org/docs/stable/generated/torch.chunk.html
    """
    return call(table.CHUNK, (input, chunks, dim))


def clone(input: Tensor) -> Tensor:
    """A copy with a storage of its own, through which gradients flow.

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.clone.html
    """
    return call(table.CLONE, (input,))


def column_stack(tensors: Sequence[Tensor]) -> Tensor:
    """Tensors beside one another along the second dimension; vectors are columns.

    Args:
        tensors: tensors

    https://docs.pytorch.org/docs/stable/generated/torch.column_stack.html
    """
    return call(table.COLUMN_STACK, (tensors,))


def detach(input: Tensor) -> Tensor:
    """The same storage outside the graph; in-place changes show in both and are noticed by backward.

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.detach.html
    """
    return call(table.DETACH, (input,))


def diagonal(input: Tensor, offset: Int = 0, dim1: Int = 0, dim2: Int = 1) -> Tensor:
    """The diagonal of the matrices in dim1 and dim2, as the last dimension.

    Args:
        input: tensor
        offset: integer, by default 0
        dim1: integer, by default 0
        dim2: integer, by default 1

    https://docs.pytorch.org/docs/stable/generated/torch.diagonal.html
    """
    return call(table.DIAGONAL, (input, offset, dim1, dim2))


def empty(*sizes: Sizes, size: Sizes | None = None, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False) -> Tensor:
    """A tensor of a shape whose values mean nothing: zeros, because used memory may hold another session's numbers.

    Args:
        size: integers
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.empty.html
    """
    return call(table.EMPTY, (spread(sizes, size), dtype, device, requires_grad))


def empty_like(input: Tensor, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False) -> Tensor:
    """A tensor like input whose values mean nothing: zeros.

    Args:
        input: tensor
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.empty_like.html
    """
    return call(table.EMPTY_LIKE, (input, dtype, device, requires_grad))


def expand(input: Tensor, *sizes: Sizes, size: Sizes | None = None) -> Tensor:
    """input with dimensions of size 1 stretched, and new ones in front; -1 keeps a size. No memory is used.

    Args:
        input: tensor
        size: integers

    https://docs.pytorch.org/docs/stable/generated/torch.expand.html
    """
    return call(table.EXPAND, (input, spread(sizes, size)))


def eye(n: Int, m: Int | None = None, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False) -> Tensor:
    """The unit matrix of n rows and m columns (default n).

    Args:
        n: integer
        m: integer, by default None
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.eye.html
    """
    return call(table.EYE, (n, m, dtype, device, requires_grad))


def fill(input: Tensor, value: Operand) -> Tensor:
    """A tensor like input, with value (a number or a 0-dim tensor) everywhere.

    Args:
        input: tensor
        value: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.fill.html
    """
    return call(table.FILL, (input, value))


def flatten(input: Tensor, start_dim: Int = 0, end_dim: Int = -1) -> Tensor:
    """input with the dimensions from start_dim to end_dim made one.

    Args:
        input: tensor
        start_dim: integer, by default 0
        end_dim: integer, by default -1

    https://docs.pytorch.org/docs/stable/generated/torch.flatten.html
    """
    return call(table.FLATTEN, (input, start_dim, end_dim))


def full(size: Sizes, fill_value: Number, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False) -> Tensor:
    """One number everywhere; without dtype its own: integers int64, reals the default.

    Args:
        size: integers
        fill_value: number
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.full.html
    """
    return call(table.FULL, (size, fill_value, dtype, device, requires_grad))


def full_like(input: Tensor, fill_value: Number, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False) -> Tensor:
    """One number everywhere, like input.

    Args:
        input: tensor
        fill_value: number
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.full_like.html
    """
    return call(table.FULL_LIKE, (input, fill_value, dtype, device, requires_grad))


def hstack(tensors: Sequence[Tensor]) -> Tensor:
    """Tensors one after another along the second dimension, or the first where there is only one.

    Args:
        tensors: tensors

    https://docs.pytorch.org/docs/stable/generated/torch.hstack.html
    """
    return call(table.HSTACK, (tensors,))


def lerp(input: Tensor, end: Operand, weight: Operand) -> Tensor:
    """input + weight * (end - input), from the nearer end.

    Args:
        input: tensor
        end: tensor
        weight: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.lerp.html
    """
    return call(table.LERP, (input, end, weight))


def linspace(start: Number, end: Number, steps: Int, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False) -> Tensor:
    """So many numbers from start to end, evenly apart.

    Args:
        start: number
        end: number
        steps: integer
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.linspace.html
    """
    return call(table.LINSPACE, (start, end, steps, dtype, device, requires_grad))


def logspace(start: Number, end: Number, steps: Int, base: Number = 10.0, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False) -> Tensor:
    """Powers of base, whose exponents go evenly from start to end.

    Args:
        start: number
        end: number
        steps: integer
        base: number, by default 10.0
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.logspace.html
    """
    return call(table.LOGSPACE, (start, end, steps, base, dtype, device, requires_grad))


def meshgrid(*all_tensors: Tensor | Sequence[Tensor], tensors: Sequence[Tensor] | None = None, indexing: Text = "ij") -> tuple[Tensor, ...]:
    """Grids of coordinates from vectors: one tensor per vector, which varies along its own dimension.

    Args:
        tensors: tensors
        indexing: text, by default "ij"

    https://docs.pytorch.org/docs/stable/generated/torch.meshgrid.html
    """
    return call(table.MESHGRID, (spread(all_tensors, tensors), indexing))


def movedim(input: Tensor, source: Sizes, destination: Sizes) -> Tensor:
    """input with the dimensions source at the places destination, the others in order.

    Args:
        input: tensor
        source: integers
        destination: integers

    https://docs.pytorch.org/docs/stable/generated/torch.movedim.html
    """
    return call(table.MOVEDIM, (input, source, destination))


moveaxis = movedim

def mul(input: Tensor, other: Operand) -> Tensor:
    """input * other.

    Args:
        input: tensor
        other: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.mul.html
    """
    return call(table.MUL, (input, other))


multiply = mul

def narrow(input: Tensor, dim: Int, start: Operand, length: Int) -> Tensor:
    """The part of input of one length from start, a number or a 0-dim integer tensor, along dim.

    Args:
        input: tensor
        dim: integer
        start: tensor
        length: integer

    https://docs.pytorch.org/docs/stable/generated/torch.narrow.html
    """
    return call(table.NARROW, (input, dim, start, length))


def neg(input: Tensor) -> Tensor:
    """-input.

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.neg.html
    """
    return call(table.NEG, (input,))


negative = neg

def ones(*sizes: Sizes, size: Sizes | None = None, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False) -> Tensor:
    """Ones of a shape.

    Args:
        size: integers
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.ones.html
    """
    return call(table.ONES, (spread(sizes, size), dtype, device, requires_grad))


def ones_like(input: Tensor, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False) -> Tensor:
    """Ones like input.

    Args:
        input: tensor
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.ones_like.html
    """
    return call(table.ONES_LIKE, (input, dtype, device, requires_grad))


def permute(input: Tensor, *all_dims: Sizes, dims: Sizes | None = None) -> Tensor:
    """input with its dimensions in another order.

    Args:
        input: tensor
        dims: integers

    https://docs.pytorch.org/docs/stable/generated/torch.permute.html
    """
    return call(table.PERMUTE, (input, spread(all_dims, dims)))


def positive(input: Tensor) -> Tensor:
    """input itself.

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.positive.html
    """
    return call(table.POSITIVE, (input,))


def ravel(input: Tensor) -> Tensor:
    """input in one dimension.

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.ravel.html
    """
    return call(table.RAVEL, (input,))


def reciprocal(input: Tensor) -> Tensor:
    """1 / input.

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.reciprocal.html
    """
    return call(table.RECIPROCAL, (input,))


def reshape(input: Tensor, *shapes: Sizes, shape: Sizes | None = None) -> Tensor:
    """input in another shape, one of whose sizes may be -1: a view where the strides allow it, else a copy.

    Args:
        input: tensor
        shape: integers

    https://docs.pytorch.org/docs/stable/generated/torch.reshape.html
    """
    return call(table.RESHAPE, (input, spread(shapes, shape)))


def rsub(input: Tensor, other: Operand, *, alpha: Number = 1) -> Tensor:
    """other - alpha * input.

    Args:
        input: tensor
        other: tensor
        alpha: number, by default 1

    https://docs.pytorch.org/docs/stable/generated/torch.rsub.html
    """
    return call(table.RSUB, (input, other, alpha))


def select(input: Tensor, dim: Int, index: Int) -> Tensor:
    """The part of input at one index along dim, which goes.

    Args:
        input: tensor
        dim: integer
        index: integer

    https://docs.pytorch.org/docs/stable/generated/torch.select.html
    """
    return call(table.SELECT, (input, dim, index))


def sgn(input: Tensor) -> Tensor:
    """The sign of input; for complex numbers input / abs(input), 0 at 0.

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.sgn.html
    """
    return call(table.SGN, (input,))


def sign(input: Tensor) -> Tensor:
    """-1, 0 or 1, as input is negative, zero or positive.

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.sign.html
    """
    return call(table.SIGN, (input,))


def split(input: Tensor, split_size_or_sections: Sizes, dim: Int = 0) -> tuple[Tensor, ...]:
    """Parts of one size along dim, the last maybe smaller; or parts of the listed sizes.

    Args:
        input: tensor
        split_size_or_sections: integers
        dim: integer, by default 0

    https://docs.pytorch.org/docs/stable/generated/torch.split.html
    """
    return call(table.SPLIT, (input, split_size_or_sections, dim))


def split_with_sizes(input: Tensor, split_sizes: Sizes, dim: Int = 0) -> tuple[Tensor, ...]:
    """Consecutive parts of the given sizes along dim.

    Args:
        input: tensor
        split_sizes: integers
        dim: integer, by default 0

    https://docs.pytorch.org/docs/stable/generated/torch.split_with_sizes.html
    """
    return call(table.SPLIT_WITH_SIZES, (input, split_sizes, dim))


def squeeze(input: Tensor, dim: Sizes | None = None) -> Tensor:
    """input without its dimensions of size 1, or without those of them that dim names.

    Args:
        input: tensor
        dim: integers, by default None

    https://docs.pytorch.org/docs/stable/generated/torch.squeeze.html
    """
    return call(table.SQUEEZE, (input, dim))


def stack(tensors: Sequence[Tensor], dim: Int = 0) -> Tensor:
    """Tensors of one shape along a new dimension.

    Args:
        tensors: tensors
        dim: integer, by default 0

    https://docs.pytorch.org/docs/stable/generated/torch.stack.html
    """
    return call(table.STACK, (tensors, dim))


def sub(input: Tensor, other: Operand, *, alpha: Number = 1) -> Tensor:
    """input - alpha * other.

    Args:
        input: tensor
        other: tensor
        alpha: number, by default 1

    https://docs.pytorch.org/docs/stable/generated/torch.sub.html
    """
    return call(table.SUB, (input, other, alpha))


subtract = sub

def sum(input: Tensor, dim: Sizes | None = None, keepdim: Bool = False, *, dtype: Dtype | None = None) -> Tensor:
    """The sum over `dim`, or over all elements; integers and booleans sum to int64.

    Args:
        input: tensor
        dim: integers, by default None
        keepdim: boolean, by default False
        dtype: dtype, by default None

    https://docs.pytorch.org/docs/stable/generated/torch.sum.html
    """
    return call(table.SUM, (input, dim, keepdim, dtype))


def t(input: Tensor) -> Tensor:
    """The transpose of a matrix; input itself below two dimensions.

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.t.html
    """
    return call(table.T, (input,))


def tensor_split(input: Tensor, indices_or_sections: Sizes, dim: Int = 0) -> tuple[Tensor, ...]:
    """So many parts along dim, as even as can be; or the parts between the listed indices.

    Args:
        input: tensor
        indices_or_sections: integers
        dim: integer, by default 0

    https://docs.pytorch.org/docs/stable/generated/torch.tensor_split.html
    """
    return call(table.TENSOR_SPLIT, (input, indices_or_sections, dim))


def transpose(input: Tensor, dim0: Int, dim1: Int) -> Tensor:
    """input with two dimensions exchanged.

    Args:
        input: tensor
        dim0: integer
        dim1: integer

    https://docs.pytorch.org/docs/stable/generated/torch.transpose.html
    """
    return call(table.TRANSPOSE, (input, dim0, dim1))


swapaxes = transpose

swapdims = transpose

def unbind(input: Tensor, dim: Int = 0) -> tuple[Tensor, ...]:
    """The parts of input at each index along dim, which goes.

    Args:
        input: tensor
        dim: integer, by default 0

    https://docs.pytorch.org/docs/stable/generated/torch.unbind.html
    """
    return call(table.UNBIND, (input, dim))


def unflatten(input: Tensor, dim: Int, sizes: Sizes) -> Tensor:
    """input with one dimension made several, of the given sizes.

    Args:
        input: tensor
        dim: integer
        sizes: integers

    https://docs.pytorch.org/docs/stable/generated/torch.unflatten.html
    """
    return call(table.UNFLATTEN, (input, dim, sizes))


def unsqueeze(input: Tensor, dim: Int) -> Tensor:
    """input with a new dimension of size 1 at dim.

    Args:
        input: tensor
        dim: integer

    https://docs.pytorch.org/docs/stable/generated/torch.unsqueeze.html
    """
    return call(table.UNSQUEEZE, (input, dim))


def vstack(tensors: Sequence[Tensor]) -> Tensor:
    """Tensors one below another along the first dimension; vectors are rows.

    Args:
        tensors: tensors

    https://docs.pytorch.org/docs/stable/generated/torch.vstack.html
    """
    return call(table.VSTACK, (tensors,))


row_stack = vstack

def zeros(*sizes: Sizes, size: Sizes | None = None, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False) -> Tensor:
    """Zeros of a shape.

    Args:
        size: integers
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.zeros.html
    """
    return call(table.ZEROS, (spread(sizes, size), dtype, device, requires_grad))


def zeros_like(input: Tensor, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False) -> Tensor:
    """Zeros like input.

    Args:
        input: tensor
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.zeros_like.html
    """
    return call(table.ZEROS_LIKE, (input, dtype, device, requires_grad))


__all__ = ['abs', 'absolute', 'add', 'addcdiv', 'addcmul', 'arange', 'atleast_1d', 'atleast_2d', 'broadcast_tensors', 'broadcast_to', 'cat', 'chunk', 'clone', 'column_stack', 'concat', 'concatenate', 'detach', 'diagonal', 'empty', 'empty_like', 'expand', 'eye', 'fill', 'flatten', 'full', 'full_like', 'hstack', 'lerp', 'linspace', 'logspace', 'meshgrid', 'moveaxis', 'movedim', 'mul', 'multiply', 'narrow', 'neg', 'negative', 'ones', 'ones_like', 'permute', 'positive', 'ravel', 'reciprocal', 'reshape', 'row_stack', 'rsub', 'select', 'sgn', 'sign', 'split', 'split_with_sizes', 'squeeze', 'stack', 'sub', 'subtract', 'sum', 'swapaxes', 'swapdims', 't', 'tensor_split', 'transpose', 'unbind', 'unflatten', 'unsqueeze', 'vstack', 'zeros', 'zeros_like']
