"""The functions of torch. Written by tools/generate.py from the catalogue; not to be edited."""

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


def _pack_padded_sequence(input: Tensor, lengths: Operand, batch_first: Bool, *, out: Sequence[Tensor] | None = None) -> Any:
    """The rows of sequences of given lengths, the longest first, and how many there are at each time.

    Args:
        input: tensor
        lengths: tensor
        batch_first: boolean

    Shapes, for example:
        input [3, 2, 2], lengths [2], batch_first=False → [5, 2], [3]

    https://docs.pytorch.org/docs/stable/generated/torch._pack_padded_sequence.html
    """
    if out is not None:
        return write(out, table._PACK_PADDED_SEQUENCE, (input, lengths, batch_first))
    return call(table._PACK_PADDED_SEQUENCE, (input, lengths, batch_first))


def _packed_rnn(data: Tensor, batch_sizes: Operand, hx: Sequence[Tensor], params: Sequence[Tensor], mode: Text, has_biases: Bool, num_layers: Int, dropout: Number, train: Bool, bidirectional: Bool, *, out: Sequence[Tensor] | None = None) -> Any:
    """rnn_tanh, rnn_relu, gru or lstm along packed sequences, from zeros where no states are given; c may be None.

    Args:
        data: tensor
        batch_sizes: tensor
        hx: tensors
        params: tensors
        mode: text
        has_biases: boolean
        num_layers: integer
        dropout: number
        train: boolean
        bidirectional: boolean

    Shapes, for example:
        data [5, 3], batch_sizes [3], hx [[2, 2, 2], [2, 2, 2]], params [[8, 3], [8, 2], [8, 3], [8, 2]], mode=lstm, has_biases=False, num_layers=1, dropout=0.0, train=False, bidirectional=True → [5, 4], [2, 2, 2], [2, 2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch._packed_rnn.html
    """
    if out is not None:
        return write(out, table._PACKED_RNN, (data, batch_sizes, hx, params, mode, has_biases, num_layers, dropout, train, bidirectional))
    return call(table._PACKED_RNN, (data, batch_sizes, hx, params, mode, has_biases, num_layers, dropout, train, bidirectional))


def _pad_packed_sequence(data: Tensor, batch_sizes: Operand, batch_first: Bool, padding_value: Number, total_length: Int | None = None, *, out: Sequence[Tensor] | None = None) -> Any:
    """Rows of sequences in [time, batch, ...], or with batch_first in [batch, time, ...], and the lengths of them.

    Args:
        data: tensor
        batch_sizes: tensor
        batch_first: boolean
        padding_value: number
        total_length: integer, by default None

    Shapes, for example:
        data [5, 2], batch_sizes [3], batch_first=True, padding_value=0.5 → [2, 3, 2], [2]

    https://docs.pytorch.org/docs/stable/generated/torch._pad_packed_sequence.html
    """
    if out is not None:
        return write(out, table._PAD_PACKED_SEQUENCE, (data, batch_sizes, batch_first, padding_value, total_length))
    return call(table._PAD_PACKED_SEQUENCE, (data, batch_sizes, batch_first, padding_value, total_length))


def abs(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The absolute value of input; real for complex numbers. Its gradient at 0 is 0.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.abs.html
    """
    if out is not None:
        return write(out, table.ABS, (input,))
    return call(table.ABS, (input,))


absolute = abs

def abs_(input: Tensor) -> Tensor:
    """The absolute value of input; real for complex numbers. Its gradient at 0 is 0.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.abs.html
    """
    return call(table.ABS_, (input,))


def acos(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The angle in radians whose cosine is input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.acos.html
    """
    if out is not None:
        return write(out, table.ACOS, (input,))
    return call(table.ACOS, (input,))


arccos = acos

def acos_(input: Tensor) -> Tensor:
    """The angle in radians whose cosine is input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.acos.html
    """
    return call(table.ACOS_, (input,))


def acosh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The number whose hyperbolic cosine is input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.acosh.html
    """
    if out is not None:
        return write(out, table.ACOSH, (input,))
    return call(table.ACOSH, (input,))


arccosh = acosh

def acosh_(input: Tensor) -> Tensor:
    """The number whose hyperbolic cosine is input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.acosh.html
    """
    return call(table.ACOSH_, (input,))


def add(input: Tensor, other: Operand, *, alpha: Number = 1, out: Tensor | None = None) -> Tensor:
    """input + alpha * other.

    Args:
        input: tensor
        other: tensor
        alpha: number, by default 1

    Shapes, for example:
        input [2, 3], other [2, 3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.add.html
    """
    if out is not None:
        return write(out, table.ADD, (input, other, alpha))
    return call(table.ADD, (input, other, alpha))


def addbmm(input: Tensor, batch1: Operand, batch2: Operand, *, beta: Number = 1, alpha: Number = 1, out: Tensor | None = None) -> Tensor:
    """beta * input + alpha * the sum of batch1 @ batch2 over the batch.

    Args:
        input: tensor
        batch1: tensor
        batch2: tensor
        beta: number, by default 1
        alpha: number, by default 1

    Shapes, for example:
        input [2, 2], batch1 [3, 2, 3], batch2 [3, 3, 2] → [2, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.addbmm.html
    """
    if out is not None:
        return write(out, table.ADDBMM, (input, batch1, batch2, beta, alpha))
    return call(table.ADDBMM, (input, batch1, batch2, beta, alpha))


def addcdiv(input: Tensor, tensor1: Operand, tensor2: Operand, *, value: Number = 1, out: Tensor | None = None) -> Tensor:
    """input + value * tensor1 / tensor2.

    Args:
        input: tensor
        tensor1: tensor
        tensor2: tensor
        value: number, by default 1

    Shapes, for example:
        input [2, 3], tensor1 [3], tensor2 [2, 3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.addcdiv.html
    """
    if out is not None:
        return write(out, table.ADDCDIV, (input, tensor1, tensor2, value))
    return call(table.ADDCDIV, (input, tensor1, tensor2, value))


def addcmul(input: Tensor, tensor1: Operand, tensor2: Operand, *, value: Number = 1, out: Tensor | None = None) -> Tensor:
    """input + value * tensor1 * tensor2.

    Args:
        input: tensor
        tensor1: tensor
        tensor2: tensor
        value: number, by default 1

    Shapes, for example:
        input [2, 3], tensor1 [3], tensor2 [2, 3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.addcmul.html
    """
    if out is not None:
        return write(out, table.ADDCMUL, (input, tensor1, tensor2, value))
    return call(table.ADDCMUL, (input, tensor1, tensor2, value))


def addmm(input: Tensor, mat1: Operand, mat2: Operand, *, beta: Number = 1, alpha: Number = 1, out: Tensor | None = None) -> Tensor:
    """beta * input + alpha * mat1 @ mat2.

    Args:
        input: tensor
        mat1: tensor
        mat2: tensor
        beta: number, by default 1
        alpha: number, by default 1

    Shapes, for example:
        input [2, 4], mat1 [2, 3], mat2 [3, 4] → [2, 4]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.addmm.html
    """
    if out is not None:
        return write(out, table.ADDMM, (input, mat1, mat2, beta, alpha))
    return call(table.ADDMM, (input, mat1, mat2, beta, alpha))


def addmv(input: Tensor, mat: Operand, vec: Operand, *, beta: Number = 1, alpha: Number = 1, out: Tensor | None = None) -> Tensor:
    """beta * input + alpha * mat @ vec.

    Args:
        input: tensor
        mat: tensor
        vec: tensor
        beta: number, by default 1
        alpha: number, by default 1

    Shapes, for example:
        input [2], mat [2, 3], vec [3] → [2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.addmv.html
    """
    if out is not None:
        return write(out, table.ADDMV, (input, mat, vec, beta, alpha))
    return call(table.ADDMV, (input, mat, vec, beta, alpha))


def addr(input: Tensor, vec1: Operand, vec2: Operand, *, beta: Number = 1, alpha: Number = 1, out: Tensor | None = None) -> Tensor:
    """beta * input + alpha * the outer product of vec1 and vec2.

    Args:
        input: tensor
        vec1: tensor
        vec2: tensor
        beta: number, by default 1
        alpha: number, by default 1

    Shapes, for example:
        input [3, 2], vec1 [3], vec2 [2] → [3, 2]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.addr.html
    """
    if out is not None:
        return write(out, table.ADDR, (input, vec1, vec2, beta, alpha))
    return call(table.ADDR, (input, vec1, vec2, beta, alpha))


def adjoint(input: Tensor) -> Tensor:
    """The conjugate transposes of a batch of matrices, as mH.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 2, 3] → [2, 3, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.adjoint.html
    """
    return call(table.ADJOINT, (input,))


def alias_copy(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """What alias shows, as a copy with a storage of its own.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.alias_copy.html
    """
    if out is not None:
        return write(out, table.ALIAS_COPY, (input,))
    return call(table.ALIAS_COPY, (input,))


def all(input: Tensor, dim: Sizes | None = None, keepdim: Bool = False, *, axis: Sizes | None = None, keepdims: Bool | None = None, out: Tensor | None = None) -> Tensor:
    """Whether all elements are true (not 0), over dim or over all.

    Args:
        input: tensor
        dim: integers, by default None
        keepdim: boolean, by default False

    Shapes, for example:
        input [2, 2] → []

    https://docs.pytorch.org/docs/stable/generated/torch.all.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if out is not None:
        return write(out, table.ALL, (input, dim, keepdim))
    return call(table.ALL, (input, dim, keepdim))


def allclose(input: Tensor, other: Operand, rtol: Number = 1e-05, atol: Number = 1e-08, equal_nan: Bool = False) -> Bool:
    """Whether all elements are close, as isclose tells: one truth value.

    Args:
        input: tensor
        other: tensor
        rtol: number, by default 1e-05
        atol: number, by default 1e-08
        equal_nan: boolean, by default False

    Shapes, for example:
        input [3], other [3] → []

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.allclose.html
    """
    return bool(call(table.ALLCLOSE, (input, other, rtol, atol, equal_nan)))


def amax(input: Tensor, dim: Sizes = (), keepdim: Bool = False, *, axis: Sizes | None = None, keepdims: Bool | None = None, out: Tensor | None = None) -> Tensor:
    """The largest elements over dim, or of all. Equal ones share the gradient evenly.

    Args:
        input: tensor
        dim: integers, by default ()
        keepdim: boolean, by default False

    Shapes, for example:
        input [2, 3] → []

    https://docs.pytorch.org/docs/stable/generated/torch.amax.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if out is not None:
        return write(out, table.AMAX, (input, dim, keepdim))
    return call(table.AMAX, (input, dim, keepdim))


def amin(input: Tensor, dim: Sizes = (), keepdim: Bool = False, *, axis: Sizes | None = None, keepdims: Bool | None = None, out: Tensor | None = None) -> Tensor:
    """The smallest elements over dim, or of all. Equal ones share the gradient evenly.

    Args:
        input: tensor
        dim: integers, by default ()
        keepdim: boolean, by default False

    Shapes, for example:
        input [2, 3] → []

    https://docs.pytorch.org/docs/stable/generated/torch.amin.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if out is not None:
        return write(out, table.AMIN, (input, dim, keepdim))
    return call(table.AMIN, (input, dim, keepdim))


def aminmax(input: Tensor, *, dim: Int | None = None, keepdim: Bool = False, axis: Int | None = None, keepdims: Bool | None = None, out: Sequence[Tensor] | None = None) -> Any:
    """The smallest and the largest elements along dim, or of all. Equal ones share the gradient evenly.

    Args:
        input: tensor
        dim: integer, by default None
        keepdim: boolean, by default False

    Shapes, for example:
        input [2, 3] → [], []

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.aminmax.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if out is not None:
        return write(out, table.AMINMAX, (input, dim, keepdim))
    return call(table.AMINMAX, (input, dim, keepdim))


def angle(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The angle of complex numbers in radians; for real ones 0, or pi where they are negative.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.angle.html
    """
    if out is not None:
        return write(out, table.ANGLE, (input,))
    return call(table.ANGLE, (input,))


def any(input: Tensor, dim: Sizes | None = None, keepdim: Bool = False, *, axis: Sizes | None = None, keepdims: Bool | None = None, out: Tensor | None = None) -> Tensor:
    """Whether any element is true (not 0), over dim or over all.

    Args:
        input: tensor
        dim: integers, by default None
        keepdim: boolean, by default False

    Shapes, for example:
        input [2, 2] → []

    https://docs.pytorch.org/docs/stable/generated/torch.any.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if out is not None:
        return write(out, table.ANY, (input, dim, keepdim))
    return call(table.ANY, (input, dim, keepdim))


def arange(start: Number | None = None, end: Number | None = None, step: Number = 1, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """Numbers from start, or 0, to before end, step apart; one number alone is the end. Integers give int64.

    Args:
        start: number, by default None
        end: number, by default None
        step: number, by default 1
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.arange.html
    """
    if out is not None:
        return write(out, table.ARANGE, (start, end, step, dtype, device, requires_grad))
    return call(table.ARANGE, (start, end, step, dtype, device, requires_grad))


def argmax(input: Tensor, dim: Int | None = None, keepdim: Bool = False, *, axis: Int | None = None, keepdims: Bool | None = None, out: Tensor | None = None) -> Tensor:
    """The index of the largest element along dim, or in the flattened input; of equal ones the first.

    Args:
        input: tensor
        dim: integer, by default None
        keepdim: boolean, by default False

    Shapes, for example:
        input [2, 3] → []

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.argmax.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if out is not None:
        return write(out, table.ARGMAX, (input, dim, keepdim))
    return call(table.ARGMAX, (input, dim, keepdim))


def argmin(input: Tensor, dim: Int | None = None, keepdim: Bool = False, *, axis: Int | None = None, keepdims: Bool | None = None, out: Tensor | None = None) -> Tensor:
    """The index of the smallest element along dim, or in the flattened input; of equal ones the first.

    Args:
        input: tensor
        dim: integer, by default None
        keepdim: boolean, by default False

    Shapes, for example:
        input [2, 3] → []

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.argmin.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if out is not None:
        return write(out, table.ARGMIN, (input, dim, keepdim))
    return call(table.ARGMIN, (input, dim, keepdim))


def argsort(input: Tensor, dim: Int = -1, descending: Bool = False, *, stable: Bool = False, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """Where each element of the sorted input was.

    Args:
        input: tensor
        dim: integer, by default -1
        descending: boolean, by default False
        stable: boolean, by default False

    Shapes, for example:
        input [2, 4] → [2, 4]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.argsort.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.ARGSORT, (input, dim, descending, stable))
    return call(table.ARGSORT, (input, dim, descending, stable))


def argwhere(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """A row of indices per element of input that is not zero.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 2] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.argwhere.html
    """
    if out is not None:
        return write(out, table.ARGWHERE, (input,))
    return call(table.ARGWHERE, (input,))


def as_strided(input: Tensor, size: Sizes, stride: Sizes, storage_offset: Int | None = None) -> Tensor:
    """The elements of the storage of input from an offset on, in a shape whose neighbours lie stride apart.

    Args:
        input: tensor
        size: integers
        stride: integers
        storage_offset: integer, by default None

    Shapes, for example:
        input [2, 3], size=[2, 2], stride=[1, 2] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.as_strided.html
    """
    return call(table.AS_STRIDED, (input, size, stride, storage_offset))


def as_strided_copy(input: Tensor, size: Sizes, stride: Sizes, storage_offset: Int | None = None, *, out: Tensor | None = None) -> Tensor:
    """What as_strided shows, as a copy with a storage of its own.

    Args:
        input: tensor
        size: integers
        stride: integers
        storage_offset: integer, by default None

    Shapes, for example:
        input [2, 3], size=[2, 2], stride=[1, 2] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.as_strided_copy.html
    """
    if out is not None:
        return write(out, table.AS_STRIDED_COPY, (input, size, stride, storage_offset))
    return call(table.AS_STRIDED_COPY, (input, size, stride, storage_offset))


def as_strided_scatter(input: Tensor, src: Operand, size: Sizes, stride: Sizes, storage_offset: Int | None = None, *, out: Tensor | None = None) -> Tensor:
    """input with src where as_strided would look, as a copy.

    Args:
        input: tensor
        src: tensor
        size: integers
        stride: integers
        storage_offset: integer, by default None

    Shapes, for example:
        input [4], src [1, 2], size=[1, 2], stride=[1, 2] → [4]

    https://docs.pytorch.org/docs/stable/generated/torch.as_strided_scatter.html
    """
    if out is not None:
        return write(out, table.AS_STRIDED_SCATTER, (input, src, size, stride, storage_offset))
    return call(table.AS_STRIDED_SCATTER, (input, src, size, stride, storage_offset))


def asin(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The angle in radians whose sine is input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.asin.html
    """
    if out is not None:
        return write(out, table.ASIN, (input,))
    return call(table.ASIN, (input,))


arcsin = asin

def asin_(input: Tensor) -> Tensor:
    """The angle in radians whose sine is input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.asin.html
    """
    return call(table.ASIN_, (input,))


def asinh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The number whose hyperbolic sine is input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.asinh.html
    """
    if out is not None:
        return write(out, table.ASINH, (input,))
    return call(table.ASINH, (input,))


arcsinh = asinh

def asinh_(input: Tensor) -> Tensor:
    """The number whose hyperbolic sine is input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.asinh.html
    """
    return call(table.ASINH_, (input,))


def atan(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The angle in radians whose tangent is input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.atan.html
    """
    if out is not None:
        return write(out, table.ATAN, (input,))
    return call(table.ATAN, (input,))


arctan = atan

def atan_(input: Tensor) -> Tensor:
    """The angle in radians whose tangent is input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.atan.html
    """
    return call(table.ATAN_, (input,))


def atan2(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The angle in radians of the point with height input and abscissa other.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2, 3], other [3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.atan2.html
    """
    if out is not None:
        return write(out, table.ATAN2, (input, other))
    return call(table.ATAN2, (input, other))


arctan2 = atan2

def atanh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The number whose hyperbolic tangent is input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.atanh.html
    """
    if out is not None:
        return write(out, table.ATANH, (input,))
    return call(table.ATANH, (input,))


arctanh = atanh

def atanh_(input: Tensor) -> Tensor:
    """The number whose hyperbolic tangent is input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.atanh.html
    """
    return call(table.ATANH_, (input,))


def atleast_1d(*all_tensors: Tensor | Sequence[Tensor], tensors: Sequence[Tensor] | None = None) -> tuple[Tensor, ...]:
    """A tensor, or each of several, with at least one dimension.

    Args:
        tensors: tensors

    Shapes, for example:
        tensors [[]] → [1]

    https://docs.pytorch.org/docs/stable/generated/torch.atleast_1d.html
    """
    return call(table.ATLEAST_1D, (several(all_tensors, tensors),))


def atleast_2d(*all_tensors: Tensor | Sequence[Tensor], tensors: Sequence[Tensor] | None = None) -> tuple[Tensor, ...]:
    """A tensor, or each of several, with at least two dimensions; a vector is a row.

    Args:
        tensors: tensors

    Shapes, for example:
        tensors [[]] → [1, 1]

    https://docs.pytorch.org/docs/stable/generated/torch.atleast_2d.html
    """
    return call(table.ATLEAST_2D, (several(all_tensors, tensors),))


def atleast_3d(*all_tensors: Tensor | Sequence[Tensor], tensors: Sequence[Tensor] | None = None) -> tuple[Tensor, ...]:
    """A tensor, or each of several, with at least three dimensions; a matrix has the third at its end.

    Args:
        tensors: tensors

    Shapes, for example:
        tensors [[]] → [1, 1, 1]

    https://docs.pytorch.org/docs/stable/generated/torch.atleast_3d.html
    """
    return call(table.ATLEAST_3D, (several(all_tensors, tensors),))


def baddbmm(input: Tensor, batch1: Operand, batch2: Operand, *, beta: Number = 1, alpha: Number = 1, out: Tensor | None = None) -> Tensor:
    """beta * input + alpha * batch1 @ batch2, for batches of matrices.

    Args:
        input: tensor
        batch1: tensor
        batch2: tensor
        beta: number, by default 1
        alpha: number, by default 1

    Shapes, for example:
        input [2, 2, 2], batch1 [2, 2, 3], batch2 [2, 3, 2] → [2, 2, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.baddbmm.html
    """
    if out is not None:
        return write(out, table.BADDBMM, (input, batch1, batch2, beta, alpha))
    return call(table.BADDBMM, (input, batch1, batch2, beta, alpha))


def bartlett_window(window_length: Int, periodic: Bool = True, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """The triangular window, 0 where it begins.

    Args:
        window_length: integer
        periodic: boolean, by default True
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.bartlett_window.html
    """
    if out is not None:
        return write(out, table.BARTLETT_WINDOW, (window_length, periodic, dtype, device, requires_grad))
    return call(table.BARTLETT_WINDOW, (window_length, periodic, dtype, device, requires_grad))


def bernoulli(input: Tensor, p: Number | None = None, *, generator: Generator | None = None, out: Tensor | None = None) -> Tensor:
    """Ones with the probabilities in input, or with probability p; zeros else.

    Args:
        input: tensor
        p: number, by default None
        generator: text, by default None

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.bernoulli.html
    """
    if out is not None:
        return write(out, table.BERNOULLI, (input, p, generator))
    return call(table.BERNOULLI, (input, p, generator))


def bincount(input: Tensor, weights: Operand | None = None, minlength: Int = 0, *, out: Tensor | None = None) -> Tensor:
    """How often each number from 0 on comes in a vector of integers, or the sum of the weights there.

    Args:
        input: tensor
        weights: tensor, by default None
        minlength: integer, by default 0

    Shapes, for example:
        input [3] → [3]

    https://docs.pytorch.org/docs/stable/generated/torch.bincount.html
    """
    if out is not None:
        return write(out, table.BINCOUNT, (input, weights, minlength))
    return call(table.BINCOUNT, (input, weights, minlength))


def binomial(count: Tensor, prob: Operand, *, generator: Generator | None = None, out: Tensor | None = None) -> Tensor:
    """Counts of successes, of as many trials as in count, each with the probability in prob.

    Args:
        count: tensor
        prob: tensor
        generator: text, by default None

    Shapes, for example:
        count [3], prob [3] → [3]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.binomial.html
    """
    if out is not None:
        return write(out, table.BINOMIAL, (count, prob, generator))
    return call(table.BINOMIAL, (count, prob, generator))


def bitwise_and(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The bits that both have.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2], other [2, 1] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.bitwise_and.html
    """
    if out is not None:
        return write(out, table.BITWISE_AND, (input, other))
    return call(table.BITWISE_AND, (input, other))


def bitwise_left_shift(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The bits of input moved up by other: input * 2**other.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2], other [2] → [2]

    https://docs.pytorch.org/docs/stable/generated/torch.bitwise_left_shift.html
    """
    if out is not None:
        return write(out, table.BITWISE_LEFT_SHIFT, (input, other))
    return call(table.BITWISE_LEFT_SHIFT, (input, other))


def bitwise_not(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The bits that input has not.

    Args:
        input: tensor

    Shapes, for example:
        input [2] → [2]

    https://docs.pytorch.org/docs/stable/generated/torch.bitwise_not.html
    """
    if out is not None:
        return write(out, table.BITWISE_NOT, (input,))
    return call(table.BITWISE_NOT, (input,))


def bitwise_not_(input: Tensor) -> Tensor:
    """The bits that input has not.

    Args:
        input: tensor

    Shapes, for example:
        input [2] → [2]

    https://docs.pytorch.org/docs/stable/generated/torch.bitwise_not.html
    """
    return call(table.BITWISE_NOT_, (input,))


def bitwise_or(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The bits that one or both have.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2], other [2, 1] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.bitwise_or.html
    """
    if out is not None:
        return write(out, table.BITWISE_OR, (input, other))
    return call(table.BITWISE_OR, (input, other))


def bitwise_right_shift(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The bits of input moved down by other: input / 2**other, rounded down.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2], other [2] → [2]

    https://docs.pytorch.org/docs/stable/generated/torch.bitwise_right_shift.html
    """
    if out is not None:
        return write(out, table.BITWISE_RIGHT_SHIFT, (input, other))
    return call(table.BITWISE_RIGHT_SHIFT, (input, other))


def bitwise_xor(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The bits that exactly one has.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2], other [2, 1] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.bitwise_xor.html
    """
    if out is not None:
        return write(out, table.BITWISE_XOR, (input, other))
    return call(table.BITWISE_XOR, (input, other))


def blackman_window(window_length: Int, periodic: Bool = True, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """The Blackman window: a sum of three cosines.

    Args:
        window_length: integer
        periodic: boolean, by default True
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.blackman_window.html
    """
    if out is not None:
        return write(out, table.BLACKMAN_WINDOW, (window_length, periodic, dtype, device, requires_grad))
    return call(table.BLACKMAN_WINDOW, (window_length, periodic, dtype, device, requires_grad))


def block_diag(*all_tensors: Tensor | Sequence[Tensor], tensors: Sequence[Tensor] | None = None, out: Tensor | None = None) -> Tensor:
    """The matrix with matrices one after another on its diagonal; vectors are rows.

    Args:
        tensors: tensors

    Shapes, for example:
        tensors [[2, 3], [1, 2]] → [3, 5]

    https://docs.pytorch.org/docs/stable/generated/torch.block_diag.html
    """
    if out is not None:
        return write(out, table.BLOCK_DIAG, (several(all_tensors, tensors),))
    return call(table.BLOCK_DIAG, (several(all_tensors, tensors),))


def bmm(input: Tensor, mat2: Operand, *, out: Tensor | None = None) -> Tensor:
    """The products of a batch of matrices with a batch of matrices.

    Args:
        input: tensor
        mat2: tensor

    Shapes, for example:
        input [2, 2, 3], mat2 [2, 3, 2] → [2, 2, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.bmm.html
    """
    if out is not None:
        return write(out, table.BMM, (input, mat2))
    return call(table.BMM, (input, mat2))


def broadcast_tensors(*all_tensors: Tensor | Sequence[Tensor], tensors: Sequence[Tensor] | None = None) -> tuple[Tensor, ...]:
    """Tensors stretched to their common shape.

    Args:
        tensors: tensors

    Shapes, for example:
        tensors [[3, 1], [2]] → [3, 2], [3, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.broadcast_tensors.html
    """
    return call(table.BROADCAST_TENSORS, (several(all_tensors, tensors),))


def broadcast_to(input: Tensor, *sizes: Sizes, size: Sizes | None = None) -> Tensor:
    """input stretched to the shape size.

    Args:
        input: tensor
        size: integers

    Shapes, for example:
        input [3, 1], size=[2, 3, 4] → [2, 3, 4]

    https://docs.pytorch.org/docs/stable/generated/torch.broadcast_to.html
    """
    return call(table.BROADCAST_TO, (input, spread(sizes, size)))


def bucketize(input: Tensor, boundaries: Operand, *, out_int32: Bool = False, right: Bool = False, out: Tensor | None = None) -> Tensor:
    """The number of the interval between boundaries that each value of input lies in; with right they open it.

    Args:
        input: tensor
        boundaries: tensor
        out_int32: boolean, by default False
        right: boolean, by default False

    Shapes, for example:
        input [2], boundaries [3] → [2]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.bucketize.html
    """
    if out is not None:
        return write(out, table.BUCKETIZE, (input, boundaries, out_int32, right))
    return call(table.BUCKETIZE, (input, boundaries, out_int32, right))


def cartesian_prod(*all_tensors: Tensor | Sequence[Tensor], tensors: Sequence[Tensor] | None = None) -> Tensor:
    """A row per way to take one element of each vector; a vector alone comes back.

    Args:
        tensors: tensors

    Shapes, for example:
        tensors [[2], [3]] → [6, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.cartesian_prod.html
    """
    return call(table.CARTESIAN_PROD, (several(all_tensors, tensors),))


def cat(tensors: Sequence[Tensor], dim: Int = 0, *, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """Tensors one after another along a dimension; empty ones of one dimension count for nothing.

    Args:
        tensors: tensors
        dim: integer, by default 0

    Shapes, for example:
        tensors [[2, 3], [1, 3]] → [3, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.cat.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.CAT, (tensors, dim))
    return call(table.CAT, (tensors, dim))


concat = cat

concatenate = cat

def cdist(x1: Tensor, x2: Operand, p: Number = 2.0, compute_mode: Text = "use_mm_for_euclid_dist_if_necessary", *, out: Tensor | None = None) -> Tensor:
    """The p-norms of the differences of each row of x1 and each of x2; compute_mode says how where p is 2.

    Args:
        x1: tensor
        x2: tensor
        p: number, by default 2.0
        compute_mode: text, by default "use_mm_for_euclid_dist_if_necessary"

    Shapes, for example:
        x1 [3, 2], x2 [4, 2] → [3, 4]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.cdist.html
    """
    if out is not None:
        return write(out, table.CDIST, (x1, x2, p, compute_mode))
    return call(table.CDIST, (x1, x2, p, compute_mode))


def ceil(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The smallest integer that is at least input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.ceil.html
    """
    if out is not None:
        return write(out, table.CEIL, (input,))
    return call(table.CEIL, (input,))


def ceil_(input: Tensor) -> Tensor:
    """The smallest integer that is at least input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.ceil.html
    """
    return call(table.CEIL_, (input,))


def celu(input: Tensor, alpha: Number = 1.0, *, out: Tensor | None = None) -> Tensor:
    """input where it is positive, alpha * (exp(input / alpha) - 1) elsewhere.

    Args:
        input: tensor
        alpha: number, by default 1.0

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.celu.html
    """
    if out is not None:
        return write(out, table.CELU, (input, alpha))
    return call(table.CELU, (input, alpha))


def celu_(input: Tensor, alpha: Number = 1.0) -> Tensor:
    """input where it is positive, alpha * (exp(input / alpha) - 1) elsewhere.

    Args:
        input: tensor
        alpha: number, by default 1.0

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.celu.html
    """
    return call(table.CELU_, (input, alpha))


def chain_matmul(*all_matrices: Tensor | Sequence[Tensor], matrices: Sequence[Tensor] | None = None, out: Tensor | None = None) -> Tensor:
    """The product of a chain of matrices, in the order that computes least.

    Args:
        matrices: tensors

    Shapes, for example:
        matrices [[2, 3], [3, 2]] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.chain_matmul.html
    """
    if out is not None:
        return write(out, table.CHAIN_MATMUL, (several(all_matrices, matrices),))
    return call(table.CHAIN_MATMUL, (several(all_matrices, matrices),))


def channel_shuffle(input: Tensor, groups: Int, *, out: Tensor | None = None) -> Tensor:
    """input with its channels in another order: the first of each group, then the second of each, and so on.

    Args:
        input: tensor
        groups: integer

    Shapes, for example:
        input [1, 6, 2], groups=3 → [1, 6, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.channel_shuffle.html
    """
    if out is not None:
        return write(out, table.CHANNEL_SHUFFLE, (input, groups))
    return call(table.CHANNEL_SHUFFLE, (input, groups))


native_channel_shuffle = channel_shuffle

def cholesky(input: Tensor, upper: Bool = False, *, out: Tensor | None = None) -> Tensor:
    """L with input = L L^H; with upper its adjoint. What is not positive definite is refused.

    Args:
        input: tensor
        upper: boolean, by default False

    Shapes, for example:
        input [2, 2] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.cholesky.html
    """
    if out is not None:
        return write(out, table.CHOLESKY, (input, upper))
    return call(table.CHOLESKY, (input, upper))


def cholesky_inverse(input: Tensor, upper: Bool = False, *, out: Tensor | None = None) -> Tensor:
    """The inverse of the matrix of which input is the Cholesky factor.

    Args:
        input: tensor
        upper: boolean, by default False

    Shapes, for example:
        input [2, 2] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.cholesky_inverse.html
    """
    if out is not None:
        return write(out, table.CHOLESKY_INVERSE, (input, upper))
    return call(table.CHOLESKY_INVERSE, (input, upper))


def cholesky_solve(input: Tensor, input2: Operand, upper: Bool = False, *, out: Tensor | None = None) -> Tensor:
    """X with A X = input, for the A of which input2 is the Cholesky factor.

    Args:
        input: tensor
        input2: tensor
        upper: boolean, by default False

    Shapes, for example:
        input [2, 1], input2 [2, 2] → [2, 1]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.cholesky_solve.html
    """
    if out is not None:
        return write(out, table.CHOLESKY_SOLVE, (input, input2, upper))
    return call(table.CHOLESKY_SOLVE, (input, input2, upper))


def chunk(input: Tensor, chunks: Int, dim: Int = 0, *, axis: Int | None = None) -> tuple[Tensor, ...]:
    """At most so many parts of one size along dim; the last may be smaller.

    Args:
        input: tensor
        chunks: integer
        dim: integer, by default 0

    Shapes, for example:
        input [5, 2], chunks=2 → [3, 2], [2, 2]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.chunk.html
    """
    if axis is not None:
        dim = axis
    return call(table.CHUNK, (input, chunks, dim))


def clamp(input: Tensor, min: Operand | None = None, max: Operand | None = None, *, out: Tensor | None = None) -> Tensor:
    """input, raised to min and lowered to max; max wins where min is larger. At the bounds the gradient flows.

    Args:
        input: tensor
        min: tensor, by default None
        max: tensor, by default None

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.clamp.html
    """
    if out is not None:
        return write(out, table.CLAMP, (input, min, max))
    return call(table.CLAMP, (input, min, max))


clip = clamp

def clamp_(input: Tensor, min: Operand | None = None, max: Operand | None = None) -> Tensor:
    """input, raised to min and lowered to max; max wins where min is larger. At the bounds the gradient flows.

    Args:
        input: tensor
        min: tensor, by default None
        max: tensor, by default None

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.clamp.html
    """
    return call(table.CLAMP_, (input, min, max))


def clamp_max(input: Tensor, max: Operand, *, out: Tensor | None = None) -> Tensor:
    """input, lowered to max.

    Args:
        input: tensor
        max: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.clamp_max.html
    """
    if out is not None:
        return write(out, table.CLAMP_MAX, (input, max))
    return call(table.CLAMP_MAX, (input, max))


def clamp_min(input: Tensor, min: Operand, *, out: Tensor | None = None) -> Tensor:
    """input, raised to min.

    Args:
        input: tensor
        min: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.clamp_min.html
    """
    if out is not None:
        return write(out, table.CLAMP_MIN, (input, min))
    return call(table.CLAMP_MIN, (input, min))


def clone(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """A copy with a storage of its own, through which gradients flow.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.clone.html
    """
    if out is not None:
        return write(out, table.CLONE, (input,))
    return call(table.CLONE, (input,))


def column_stack(tensors: Sequence[Tensor], *, out: Tensor | None = None) -> Tensor:
    """Tensors beside one another along the second dimension; vectors are columns.

    Args:
        tensors: tensors

    Shapes, for example:
        tensors [[3], [3, 2]] → [3, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.column_stack.html
    """
    if out is not None:
        return write(out, table.COLUMN_STACK, (tensors,))
    return call(table.COLUMN_STACK, (tensors,))


def combinations(input: Tensor, r: Int = 2, with_replacement: Bool = False, *, out: Tensor | None = None) -> Tensor:
    """A row per choice of r elements of a vector, in the order of the vector.

    Args:
        input: tensor
        r: integer, by default 2
        with_replacement: boolean, by default False

    Shapes, for example:
        input [3] → [3, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.combinations.html
    """
    if out is not None:
        return write(out, table.COMBINATIONS, (input, r, with_replacement))
    return call(table.COMBINATIONS, (input, r, with_replacement))


def complex(real: Tensor, imag: Operand, *, out: Tensor | None = None) -> Tensor:
    """Complex numbers of their parts.

    Args:
        real: tensor
        imag: tensor

    Shapes, for example:
        real [2, 3], imag [3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.complex.html
    """
    if out is not None:
        return write(out, table.COMPLEX, (real, imag))
    return call(table.COMPLEX, (real, imag))


def conj(input: Tensor) -> Tensor:
    """The complex conjugate of input; a real tensor is its own.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.conj.html
    """
    return call(table.CONJ, (input,))


conj_physical = conj

def constant_pad_nd(input: Tensor, pad: Sizes, value: Number = 0, *, out: Tensor | None = None) -> Tensor:
    """input with value around it: two numbers of pad for each dimension, from the last on; negative ones crop.

    Args:
        input: tensor
        pad: integers
        value: number, by default 0

    Shapes, for example:
        input [2, 3], pad=[1, 2, 0, 1], value=0.5 → [3, 6]

    https://docs.pytorch.org/docs/stable/generated/torch.constant_pad_nd.html
    """
    if out is not None:
        return write(out, table.CONSTANT_PAD_ND, (input, pad, value))
    return call(table.CONSTANT_PAD_ND, (input, pad, value))


def copysign(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The size of input with the sign of other.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2, 3], other [2, 3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.copysign.html
    """
    if out is not None:
        return write(out, table.COPYSIGN, (input, other))
    return call(table.COPYSIGN, (input, other))


def corrcoef(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The correlations of the rows of input, whose columns are observations.

    Args:
        input: tensor

    Shapes, for example:
        input [3, 4] → [3, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.corrcoef.html
    """
    if out is not None:
        return write(out, table.CORRCOEF, (input,))
    return call(table.CORRCOEF, (input,))


def cos(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The cosine of input in radians.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.cos.html
    """
    if out is not None:
        return write(out, table.COS, (input,))
    return call(table.COS, (input,))


def cos_(input: Tensor) -> Tensor:
    """The cosine of input in radians.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.cos.html
    """
    return call(table.COS_, (input,))


def cosh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The hyperbolic cosine of input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.cosh.html
    """
    if out is not None:
        return write(out, table.COSH, (input,))
    return call(table.COSH, (input,))


def cosh_(input: Tensor) -> Tensor:
    """The hyperbolic cosine of input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.cosh.html
    """
    return call(table.COSH_, (input,))


def count_nonzero(input: Tensor, dim: Sizes | None = None, *, axis: Sizes | None = None, out: Tensor | None = None) -> Tensor:
    """How many elements are not 0, over dim or over all.

    Args:
        input: tensor
        dim: integers, by default None

    Shapes, for example:
        input [2, 2] → []

    https://docs.pytorch.org/docs/stable/generated/torch.count_nonzero.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.COUNT_NONZERO, (input, dim))
    return call(table.COUNT_NONZERO, (input, dim))


def cov(input: Tensor, *, correction: Int = 1, fweights: Operand | None = None, aweights: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """The covariances of the rows of input; its columns are observations, which fweights count and aweights weigh.

    Args:
        input: tensor
        correction: integer, by default 1
        fweights: tensor, by default None
        aweights: tensor, by default None

    Shapes, for example:
        input [3, 4] → [3, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.cov.html
    """
    if out is not None:
        return write(out, table.COV, (input, correction, fweights, aweights))
    return call(table.COV, (input, correction, fweights, aweights))


def cross(input: Tensor, other: Operand, dim: Int | None = None, *, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """The cross products of vectors of three elements along dim, by default the first dimension of that size.

    Args:
        input: tensor
        other: tensor
        dim: integer, by default None

    Shapes, for example:
        input [3], other [3] → [3]

    Raises:
        IndexError: dim is out of range
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.cross.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.CROSS, (input, other, dim))
    return call(table.CROSS, (input, other, dim))


def cummax(input: Tensor, dim: Int | None = None, *, axis: Int | None = None, out: Sequence[Tensor] | None = None) -> Any:
    """The largest of all elements up to each one along dim, and where it stands: the last of equal ones.

    Args:
        input: tensor
        dim: integer

    Shapes, for example:
        input [4], dim=0 → [4], [4]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.cummax.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.CUMMAX, (input, dim))
    return call(table.CUMMAX, (input, dim))


def cummin(input: Tensor, dim: Int | None = None, *, axis: Int | None = None, out: Sequence[Tensor] | None = None) -> Any:
    """The smallest of all elements up to each one along dim, and where it stands: the last of equal ones.

    Args:
        input: tensor
        dim: integer

    Shapes, for example:
        input [4], dim=0 → [4], [4]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.cummin.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.CUMMIN, (input, dim))
    return call(table.CUMMIN, (input, dim))


def cumprod(input: Tensor, dim: Int | None = None, *, dtype: Dtype | None = None, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """The products of all elements up to each one along dim; those of integers are int64.

    Args:
        input: tensor
        dim: integer
        dtype: dtype, by default None

    Shapes, for example:
        input [4], dim=0 → [4]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.cumprod.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.CUMPROD, (input, dim, dtype))
    return call(table.CUMPROD, (input, dim, dtype))


def cumsum(input: Tensor, dim: Int | None = None, *, dtype: Dtype | None = None, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """The sums of all elements up to each one along dim; those of integers are int64.

    Args:
        input: tensor
        dim: integer
        dtype: dtype, by default None

    Shapes, for example:
        input [4], dim=0 → [4]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.cumsum.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.CUMSUM, (input, dim, dtype))
    return call(table.CUMSUM, (input, dim, dtype))


def cumulative_trapezoid(y: Tensor, x: Operand | None = None, *, dx: Number | None = None, dim: Int = -1, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """The integrals of the values y up to each of them along dim by trapezoids, at the points x or dx apart.

    Args:
        y: tensor
        x: tensor, by default None
        dx: number, by default None
        dim: integer, by default -1

    Shapes, for example:
        y [4] → [3]

    Raises:
        IndexError: dim is out of range
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.cumulative_trapezoid.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.CUMULATIVE_TRAPEZOID, (y, x, dx, dim))
    return call(table.CUMULATIVE_TRAPEZOID, (y, x, dx, dim))


def deg2rad(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Degrees as radians.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.deg2rad.html
    """
    if out is not None:
        return write(out, table.DEG2RAD, (input,))
    return call(table.DEG2RAD, (input,))


def deg2rad_(input: Tensor) -> Tensor:
    """Degrees as radians.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.deg2rad.html
    """
    return call(table.DEG2RAD_, (input,))


def det(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The determinants of square matrices.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 2] → []

    https://docs.pytorch.org/docs/stable/generated/torch.det.html
    """
    if out is not None:
        return write(out, table.DET, (input,))
    return call(table.DET, (input,))


def detach(input: Tensor) -> Tensor:
    """The same storage outside the graph; in-place changes show in both and are noticed by backward.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.detach.html
    """
    return call(table.DETACH, (input,))


def detach_(input: Tensor) -> Tensor:
    """Take input out of the graph, as a leaf that requires no grad.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.detach_.html
    """
    return call(table.DETACH_, (input,))


def diag(input: Tensor, diagonal: Int = 0, *, out: Tensor | None = None) -> Tensor:
    """The matrix with a vector on its diagonal, or the diagonal of a matrix, copied.

    Args:
        input: tensor
        diagonal: integer, by default 0

    Shapes, for example:
        input [3] → [3, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.diag.html
    """
    if out is not None:
        return write(out, table.DIAG, (input, diagonal))
    return call(table.DIAG, (input, diagonal))


def diag_embed(input: Tensor, offset: Int = 0, dim1: Int = -2, dim2: Int = -1, *, out: Tensor | None = None) -> Tensor:
    """Matrices in dim1 and dim2 with the last dimension of input on a diagonal; zeros elsewhere.

    Args:
        input: tensor
        offset: integer, by default 0
        dim1: integer, by default -2
        dim2: integer, by default -1

    Shapes, for example:
        input [2, 3] → [2, 3, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.diag_embed.html
    """
    if out is not None:
        return write(out, table.DIAG_EMBED, (input, offset, dim1, dim2))
    return call(table.DIAG_EMBED, (input, offset, dim1, dim2))


def diagflat(input: Tensor, offset: Int = 0, *, out: Tensor | None = None) -> Tensor:
    """The matrix with the elements of input on a diagonal.

    Args:
        input: tensor
        offset: integer, by default 0

    Shapes, for example:
        input [3] → [3, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.diagflat.html
    """
    if out is not None:
        return write(out, table.DIAGFLAT, (input, offset))
    return call(table.DIAGFLAT, (input, offset))


def diagonal(input: Tensor, offset: Int = 0, dim1: Int = 0, dim2: Int = 1) -> Tensor:
    """The diagonal of the matrices in dim1 and dim2, as the last dimension.

    Args:
        input: tensor
        offset: integer, by default 0
        dim1: integer, by default 0
        dim2: integer, by default 1

    Shapes, for example:
        input [3, 4] → [3]

    https://docs.pytorch.org/docs/stable/generated/torch.diagonal.html
    """
    return call(table.DIAGONAL, (input, offset, dim1, dim2))


def diagonal_copy(input: Tensor, offset: Int = 0, dim1: Int = 0, dim2: Int = 1, *, out: Tensor | None = None) -> Tensor:
    """What diagonal shows, as a copy with a storage of its own.

    Args:
        input: tensor
        offset: integer, by default 0
        dim1: integer, by default 0
        dim2: integer, by default 1

    Shapes, for example:
        input [3, 4] → [3]

    https://docs.pytorch.org/docs/stable/generated/torch.diagonal_copy.html
    """
    if out is not None:
        return write(out, table.DIAGONAL_COPY, (input, offset, dim1, dim2))
    return call(table.DIAGONAL_COPY, (input, offset, dim1, dim2))


def diagonal_scatter(input: Tensor, src: Operand, offset: Int = 0, dim1: Int = 0, dim2: Int = 1, *, out: Tensor | None = None) -> Tensor:
    """input with src on a diagonal of two dimensions.

    Args:
        input: tensor
        src: tensor
        offset: integer, by default 0
        dim1: integer, by default 0
        dim2: integer, by default 1

    Shapes, for example:
        input [3, 4], src [3] → [3, 4]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.diagonal_scatter.html
    """
    if out is not None:
        return write(out, table.DIAGONAL_SCATTER, (input, src, offset, dim1, dim2))
    return call(table.DIAGONAL_SCATTER, (input, src, offset, dim1, dim2))


def diff(input: Tensor, n: Int = 1, dim: Int = -1, prepend: Operand | None = None, append: Operand | None = None, *, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """Each element less the one before it along dim, n times over; prepend and append are joined on before.

    Args:
        input: tensor
        n: integer, by default 1
        dim: integer, by default -1
        prepend: tensor, by default None
        append: tensor, by default None

    Shapes, for example:
        input [4] → [3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.diff.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.DIFF, (input, n, dim, prepend, append))
    return call(table.DIFF, (input, n, dim, prepend, append))


def digamma(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The derivative of the logarithm of the gamma function.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.digamma.html
    """
    if out is not None:
        return write(out, table.DIGAMMA, (input,))
    return call(table.DIGAMMA, (input,))


def digamma_(input: Tensor) -> Tensor:
    """The derivative of the logarithm of the gamma function.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.digamma.html
    """
    return call(table.DIGAMMA_, (input,))


def dist(input: Tensor, other: Operand, p: Number = 2, *, out: Tensor | None = None) -> Tensor:
    """The p-norm of input - other, both broadcast.

    Args:
        input: tensor
        other: tensor
        p: number, by default 2

    Shapes, for example:
        input [2, 3], other [3] → []

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.dist.html
    """
    if out is not None:
        return write(out, table.DIST, (input, other, p))
    return call(table.DIST, (input, other, p))


def div(input: Tensor, other: Operand, *, rounding_mode: Text | None = None, out: Tensor | None = None) -> Tensor:
    """input / other; rounded down with rounding_mode "floor", towards zero with "trunc".

    Args:
        input: tensor
        other: tensor
        rounding_mode: text, by default None

    Shapes, for example:
        input [2, 3], other [2, 3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.div.html
    """
    if out is not None:
        return write(out, table.DIV, (input, other, rounding_mode))
    return call(table.DIV, (input, other, rounding_mode))


divide = div

true_divide = div

def dot(input: Tensor, tensor: Operand, *, out: Tensor | None = None) -> Tensor:
    """The dot product of two vectors; complex ones are not conjugated.

    Args:
        input: tensor
        tensor: tensor

    Shapes, for example:
        input [3], tensor [3] → []

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.dot.html
    """
    if out is not None:
        return write(out, table.DOT, (input, tensor))
    return call(table.DOT, (input, tensor))


def dsplit(input: Tensor, indices_or_sections: Sizes) -> tuple[Tensor, ...]:
    """Equal parts along the third dimension, or the parts between indices.

    Args:
        input: tensor
        indices_or_sections: integers

    Shapes, for example:
        input [1, 2, 4], indices_or_sections=[1, 3] → [1, 2, 1], [1, 2, 2], [1, 2, 1]

    https://docs.pytorch.org/docs/stable/generated/torch.dsplit.html
    """
    return call(table.DSPLIT, (input, indices_or_sections))


def dstack(tensors: Sequence[Tensor], *, out: Tensor | None = None) -> Tensor:
    """Tensors one behind another along the third dimension.

    Args:
        tensors: tensors

    Shapes, for example:
        tensors [[2], [1, 2, 1]] → [1, 2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.dstack.html
    """
    if out is not None:
        return write(out, table.DSTACK, (tensors,))
    return call(table.DSTACK, (tensors,))


def einsum(equation: Text, *all_operands: Tensor | Sequence[Tensor], operands: Sequence[Tensor] | None = None) -> Tensor:
    """Products summed over the letters that the result does not name, as in "ij,jk->ik".

    Args:
        equation: text
        operands: tensors

    Shapes, for example:
        operands [[2, 3], [3, 2]], equation=ij,jk->ik → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.einsum.html
    """
    return call(table.EINSUM, (equation, several(all_operands, operands)))


def empty(*sizes: Sizes, size: Sizes | None = None, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """A tensor of a shape whose values mean nothing: zeros, because used memory may hold another session's numbers.

    Args:
        size: integers
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.empty.html
    """
    if out is not None:
        return write(out, table.EMPTY, (spread(sizes, size), dtype, device, requires_grad))
    return call(table.EMPTY, (spread(sizes, size), dtype, device, requires_grad))


def empty_like(input: Tensor, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """A tensor like input whose values mean nothing: zeros.

    Args:
        input: tensor
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.empty_like.html
    """
    if out is not None:
        return write(out, table.EMPTY_LIKE, (input, dtype, device, requires_grad))
    return call(table.EMPTY_LIKE, (input, dtype, device, requires_grad))


def empty_permuted(size: Sizes, physical_layout: Sizes, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """A tensor whose values mean nothing, zeros, and whose dimensions lie in memory in an order, outermost first.

    Args:
        size: integers
        physical_layout: integers
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.empty_permuted.html
    """
    if out is not None:
        return write(out, table.EMPTY_PERMUTED, (size, physical_layout, dtype, device, requires_grad))
    return call(table.EMPTY_PERMUTED, (size, physical_layout, dtype, device, requires_grad))


def empty_strided(size: Sizes, stride: Sizes, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """A tensor whose values mean nothing, zeros, and whose neighbours lie stride apart in memory.

    Args:
        size: integers
        stride: integers
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.empty_strided.html
    """
    if out is not None:
        return write(out, table.EMPTY_STRIDED, (size, stride, dtype, device, requires_grad))
    return call(table.EMPTY_STRIDED, (size, stride, dtype, device, requires_grad))


def eq(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether input equals other, elementwise.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [3], other [3] → [3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.eq.html
    """
    if out is not None:
        return write(out, table.EQ, (input, other))
    return call(table.EQ, (input, other))


def equal(input: Tensor, other: Operand) -> Bool:
    """Whether two tensors have the same shape and elements: one truth value.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [3], other [3] → []

    https://docs.pytorch.org/docs/stable/generated/torch.equal.html
    """
    return bool(call(table.EQUAL, (input, other)))


def erf(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The error function: the integral of 2 / sqrt(pi) * exp(-t**2) from 0 to input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.erf.html
    """
    if out is not None:
        return write(out, table.ERF, (input,))
    return call(table.ERF, (input,))


def erf_(input: Tensor) -> Tensor:
    """The error function: the integral of 2 / sqrt(pi) * exp(-t**2) from 0 to input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.erf.html
    """
    return call(table.ERF_, (input,))


def erfc(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """1 - erf(input), precise where that is tiny.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.erfc.html
    """
    if out is not None:
        return write(out, table.ERFC, (input,))
    return call(table.ERFC, (input,))


def erfc_(input: Tensor) -> Tensor:
    """1 - erf(input), precise where that is tiny.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.erfc.html
    """
    return call(table.ERFC_, (input,))


def erfinv(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The number whose error function is input, for -1 <= input <= 1.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.erfinv.html
    """
    if out is not None:
        return write(out, table.ERFINV, (input,))
    return call(table.ERFINV, (input,))


def erfinv_(input: Tensor) -> Tensor:
    """The number whose error function is input, for -1 <= input <= 1.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.erfinv.html
    """
    return call(table.ERFINV_, (input,))


def exp(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """e to the power of input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.exp.html
    """
    if out is not None:
        return write(out, table.EXP, (input,))
    return call(table.EXP, (input,))


def exp_(input: Tensor) -> Tensor:
    """e to the power of input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.exp.html
    """
    return call(table.EXP_, (input,))


def exp2(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """2 to the power of input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.exp2.html
    """
    if out is not None:
        return write(out, table.EXP2, (input,))
    return call(table.EXP2, (input,))


def exp2_(input: Tensor) -> Tensor:
    """2 to the power of input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.exp2.html
    """
    return call(table.EXP2_, (input,))


def expand(input: Tensor, *sizes: Sizes, size: Sizes | None = None) -> Tensor:
    """input with dimensions of size 1 stretched, and new ones in front; -1 keeps a size. No memory is used.

    Args:
        input: tensor
        size: integers

    Shapes, for example:
        input [3, 1], size=[2, 3, 4] → [2, 3, 4]

    https://docs.pytorch.org/docs/stable/generated/torch.expand.html
    """
    return call(table.EXPAND, (input, spread(sizes, size)))


def expand_copy(input: Tensor, *sizes: Sizes, size: Sizes | None = None, out: Tensor | None = None) -> Tensor:
    """What expand shows, as a copy with a storage of its own.

    Args:
        input: tensor
        size: integers

    Shapes, for example:
        input [3, 1], size=[2, 3, 4] → [2, 3, 4]

    https://docs.pytorch.org/docs/stable/generated/torch.expand_copy.html
    """
    if out is not None:
        return write(out, table.EXPAND_COPY, (input, spread(sizes, size)))
    return call(table.EXPAND_COPY, (input, spread(sizes, size)))


def expm1(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """exp(input) - 1, precise near 0.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.expm1.html
    """
    if out is not None:
        return write(out, table.EXPM1, (input,))
    return call(table.EXPM1, (input,))


def expm1_(input: Tensor) -> Tensor:
    """exp(input) - 1, precise near 0.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.expm1.html
    """
    return call(table.EXPM1_, (input,))


def eye(n: Int, m: Int | None = None, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """The unit matrix of n rows and m columns (default n).

    Args:
        n: integer
        m: integer, by default None
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.eye.html
    """
    if out is not None:
        return write(out, table.EYE, (n, m, dtype, device, requires_grad))
    return call(table.EYE, (n, m, dtype, device, requires_grad))


def fill(input: Tensor, value: Operand, *, out: Tensor | None = None) -> Tensor:
    """A tensor like input, with value (a number or a 0-dim tensor) everywhere.

    Args:
        input: tensor
        value: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.fill.html
    """
    if out is not None:
        return write(out, table.FILL, (input, value))
    return call(table.FILL, (input, value))


def flatten(input: Tensor, start_dim: Int = 0, end_dim: Int = -1) -> Tensor:
    """input with the dimensions from start_dim to end_dim made one.

    Args:
        input: tensor
        start_dim: integer, by default 0
        end_dim: integer, by default -1

    Shapes, for example:
        input [2, 3, 2] → [12]

    https://docs.pytorch.org/docs/stable/generated/torch.flatten.html
    """
    return call(table.FLATTEN, (input, start_dim, end_dim))


def flip(input: Tensor, *all_dims: Sizes, dims: Sizes | None = None, out: Tensor | None = None) -> Tensor:
    """input in reverse along dims.

    Args:
        input: tensor
        dims: integers

    Shapes, for example:
        input [2, 3], dims=[0, 1] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.flip.html
    """
    if out is not None:
        return write(out, table.FLIP, (input, spread(all_dims, dims)))
    return call(table.FLIP, (input, spread(all_dims, dims)))


def fliplr(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """input in reverse along its second dimension.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.fliplr.html
    """
    if out is not None:
        return write(out, table.FLIPLR, (input,))
    return call(table.FLIPLR, (input,))


def flipud(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """input in reverse along its first dimension.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.flipud.html
    """
    if out is not None:
        return write(out, table.FLIPUD, (input,))
    return call(table.FLIPUD, (input,))


def float_power(input: Tensor, exponent: Operand, *, out: Tensor | None = None) -> Tensor:
    """input to the power of exponent, computed in float64 or complex128.

    Args:
        input: tensor
        exponent: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.float_power.html
    """
    if out is not None:
        return write(out, table.FLOAT_POWER, (input, exponent))
    return call(table.FLOAT_POWER, (input, exponent))


def floor(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The largest integer that is at most input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.floor.html
    """
    if out is not None:
        return write(out, table.FLOOR, (input,))
    return call(table.FLOOR, (input,))


def floor_(input: Tensor) -> Tensor:
    """The largest integer that is at most input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.floor.html
    """
    return call(table.FLOOR_, (input,))


def floor_divide(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """input / other, rounded down. As in PyTorch it has no gradient: div with rounding_mode has.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [3], other [3] → [3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.floor_divide.html
    """
    if out is not None:
        return write(out, table.FLOOR_DIVIDE, (input, other))
    return call(table.FLOOR_DIVIDE, (input, other))


def fmax(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The larger of two, elementwise; a number wins over NaN. Of equal ones the first has the gradient.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2, 3], other [2, 3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.fmax.html
    """
    if out is not None:
        return write(out, table.FMAX, (input, other))
    return call(table.FMAX, (input, other))


def fmin(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The smaller of two, elementwise; a number wins over NaN. Of equal ones the first has the gradient.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2, 3], other [2, 3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.fmin.html
    """
    if out is not None:
        return write(out, table.FMIN, (input, other))
    return call(table.FMIN, (input, other))


def fmod(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """What remains of input / other rounded towards zero: it has the sign of input.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2], other [2] → [2]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.fmod.html
    """
    if out is not None:
        return write(out, table.FMOD, (input, other))
    return call(table.FMOD, (input, other))


def frac(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """What trunc takes away: input - trunc(input).

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.frac.html
    """
    if out is not None:
        return write(out, table.FRAC, (input,))
    return call(table.FRAC, (input,))


def frac_(input: Tensor) -> Tensor:
    """What trunc takes away: input - trunc(input).

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.frac.html
    """
    return call(table.FRAC_, (input,))


def frexp(input: Tensor, *, out: Sequence[Tensor] | None = None) -> Any:
    """Mantissas, 0 or between 0.5 and 1 in size, and exponents: input = mantissa * 2**exponent.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3], [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.frexp.html
    """
    if out is not None:
        return write(out, table.FREXP, (input,))
    return call(table.FREXP, (input,))


def full(size: Sizes, fill_value: Number, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """One number everywhere; without dtype its own: integers int64, reals the default.

    Args:
        size: integers
        fill_value: number
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.full.html
    """
    if out is not None:
        return write(out, table.FULL, (size, fill_value, dtype, device, requires_grad))
    return call(table.FULL, (size, fill_value, dtype, device, requires_grad))


def full_like(input: Tensor, fill_value: Number, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """One number everywhere, like input.

    Args:
        input: tensor
        fill_value: number
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    Shapes, for example:
        input [2, 3], fill_value=1.5 → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.full_like.html
    """
    if out is not None:
        return write(out, table.FULL_LIKE, (input, fill_value, dtype, device, requires_grad))
    return call(table.FULL_LIKE, (input, fill_value, dtype, device, requires_grad))


def gather(input: Tensor, dim: Int, index: Operand, *, out: Tensor | None = None) -> Tensor:
    """The elements of input whose number along dim is in index, and whose place is that in index elsewhere.

    Args:
        input: tensor
        dim: integer
        index: tensor

    Shapes, for example:
        input [2, 3], index [2, 3], dim=1 → [2, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.gather.html
    """
    if out is not None:
        return write(out, table.GATHER, (input, dim, index))
    return call(table.GATHER, (input, dim, index))


def gcd(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The greatest common divisor of integers; gcd(0, 0) is 0.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [3], other [2, 1] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.gcd.html
    """
    if out is not None:
        return write(out, table.GCD, (input, other))
    return call(table.GCD, (input, other))


def ge(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether input is at least other, elementwise.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [3], other [3] → [3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.ge.html
    """
    if out is not None:
        return write(out, table.GE, (input, other))
    return call(table.GE, (input, other))


greater_equal = ge

def geqrf(input: Tensor, *, out: Sequence[Tensor] | None = None) -> Any:
    """A QR factorisation as LAPACK keeps it: R with the reflections' vectors below, and their factors tau.

    Args:
        input: tensor

    Shapes, for example:
        input [3, 2] → [3, 2], [2]

    https://docs.pytorch.org/docs/stable/generated/torch.geqrf.html
    """
    if out is not None:
        return write(out, table.GEQRF, (input,))
    return call(table.GEQRF, (input,))


def get_rng_state(generator: Generator | None = None, device: Device | None = None, *, out: Tensor | None = None) -> Tensor:
    """The state of a generator, as PyTorch's bytes, on the CPU.

    Args:
        generator: text, by default None
        device: device, by default None

    https://docs.pytorch.org/docs/stable/generated/torch.get_rng_state.html
    """
    if out is not None:
        return write(out, table.GET_RNG_STATE, (generator, device))
    return call(table.GET_RNG_STATE, (generator, device))


def gradient(input: Tensor, *, spacing: Sequence[Tensor] | None = None, dim: Sizes | None = None, edge_order: Int = 1, axis: Sizes | None = None) -> tuple[Tensor, ...]:
    """The slopes of the values input in each dimension, by parabolas within and, as edge_order says, at the edges.

    Args:
        input: tensor
        spacing: tensors, by default None
        dim: integers, by default None
        edge_order: integer, by default 1

    Shapes, for example:
        input [3, 4] → [3, 4], [3, 4]

    https://docs.pytorch.org/docs/stable/generated/torch.gradient.html
    """
    if axis is not None:
        dim = axis
    return call(table.GRADIENT, (input, spacing, dim, edge_order))


def grid_sampler_2d(input: Tensor, grid: Operand, interpolation_mode: Int, padding_mode: Int, align_corners: Bool, *, out: Tensor | None = None) -> Tensor:
    """input at the points of grid, as grid_sample gives it; modes and paddings go by their numbers.

    Args:
        input: tensor
        grid: tensor
        interpolation_mode: integer
        padding_mode: integer
        align_corners: boolean

    Shapes, for example:
        input [1, 2, 3, 4], grid [1, 2, 1, 2], align_corners=False, interpolation_mode=0, padding_mode=0 → [1, 2, 2, 1]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.grid_sampler_2d.html
    """
    if out is not None:
        return write(out, table.GRID_SAMPLER_2D, (input, grid, interpolation_mode, padding_mode, align_corners))
    return call(table.GRID_SAMPLER_2D, (input, grid, interpolation_mode, padding_mode, align_corners))


def grid_sampler_3d(input: Tensor, grid: Operand, interpolation_mode: Int, padding_mode: Int, align_corners: Bool, *, out: Tensor | None = None) -> Tensor:
    """input at the points of grid, as grid_sample gives it; modes and paddings go by their numbers.

    Args:
        input: tensor
        grid: tensor
        interpolation_mode: integer
        padding_mode: integer
        align_corners: boolean

    Shapes, for example:
        input [1, 2, 3, 4, 2], grid [1, 2, 1, 1, 3], align_corners=False, interpolation_mode=0, padding_mode=0 → [1, 2, 2, 1, 1]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.grid_sampler_3d.html
    """
    if out is not None:
        return write(out, table.GRID_SAMPLER_3D, (input, grid, interpolation_mode, padding_mode, align_corners))
    return call(table.GRID_SAMPLER_3D, (input, grid, interpolation_mode, padding_mode, align_corners))


def gru(input: Tensor, hx: Operand, params: Sequence[Tensor], has_biases: Bool, num_layers: Int, dropout: Number, train: Bool, bidirectional: Bool, batch_first: Bool, *, out: Sequence[Tensor] | None = None) -> Any:
    """gru_cell along sequences: the last layer's states, and all layers' last ones.

    Args:
        input: tensor
        hx: tensor
        params: tensors
        has_biases: boolean
        num_layers: integer
        dropout: number
        train: boolean
        bidirectional: boolean
        batch_first: boolean

    Shapes, for example:
        input [2, 2, 3], hx [1, 2, 2], params [[6, 3], [6, 2], [6], [6]], has_biases=True, num_layers=1, dropout=0.0, train=False, bidirectional=False, batch_first=False → [2, 2, 2], [1, 2, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.gru.html
    """
    if out is not None:
        return write(out, table.GRU, (input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first))
    return call(table.GRU, (input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first))


def gru_cell(input: Tensor, hx: Operand, w_ih: Operand, w_hh: Operand, b_ih: Operand | None = None, b_hh: Operand | None = None, *, out: Tensor | None = None) -> Tensor:
    """The state between hx and what is new, a gate says where, of a gated recurrent unit (Cho et al., 2014).

    Args:
        input: tensor
        hx: tensor
        w_ih: tensor
        w_hh: tensor
        b_ih: tensor, by default None
        b_hh: tensor, by default None

    Shapes, for example:
        input [2, 3], hx [2, 2], w_ih [6, 3], w_hh [6, 2], b_ih [6], b_hh [6] → [2, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.gru_cell.html
    """
    if out is not None:
        return write(out, table.GRU_CELL, (input, hx, w_ih, w_hh, b_ih, b_hh))
    return call(table.GRU_CELL, (input, hx, w_ih, w_hh, b_ih, b_hh))


def gt(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether input is greater than other, elementwise.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [3], other [3] → [3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.gt.html
    """
    if out is not None:
        return write(out, table.GT, (input, other))
    return call(table.GT, (input, other))


greater = gt

def hamming_window(window_length: Int, periodic: Bool = True, alpha: Number = 0.54, beta: Number = 0.46, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """The Hamming window: alpha less beta times a cosine.

    Args:
        window_length: integer
        periodic: boolean, by default True
        alpha: number, by default 0.54
        beta: number, by default 0.46
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.hamming_window.html
    """
    if out is not None:
        return write(out, table.HAMMING_WINDOW, (window_length, periodic, alpha, beta, dtype, device, requires_grad))
    return call(table.HAMMING_WINDOW, (window_length, periodic, alpha, beta, dtype, device, requires_grad))


def hann_window(window_length: Int, periodic: Bool = True, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """The Hann window: half a cosine from 0 to 1 and back.

    Args:
        window_length: integer
        periodic: boolean, by default True
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.hann_window.html
    """
    if out is not None:
        return write(out, table.HANN_WINDOW, (window_length, periodic, dtype, device, requires_grad))
    return call(table.HANN_WINDOW, (window_length, periodic, dtype, device, requires_grad))


def hardshrink(input: Tensor, lambd: Number = 0.5, *, out: Tensor | None = None) -> Tensor:
    """input where it is further than lambd from 0, else 0.

    Args:
        input: tensor
        lambd: number, by default 0.5

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.hardshrink.html
    """
    if out is not None:
        return write(out, table.HARDSHRINK, (input, lambd))
    return call(table.HARDSHRINK, (input, lambd))


def heaviside(input: Tensor, values: Operand, *, out: Tensor | None = None) -> Tensor:
    """0 where input is negative, values where it is 0, 1 where it is positive. As in PyTorch it has no gradient.

    Args:
        input: tensor
        values: tensor

    Shapes, for example:
        input [3], values [3] → [3]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.heaviside.html
    """
    if out is not None:
        return write(out, table.HEAVISIDE, (input, values))
    return call(table.HEAVISIDE, (input, values))


def histc(input: Tensor, bins: Int = 100, min: Number = 0, max: Number = 0, *, out: Tensor | None = None) -> Tensor:
    """How many elements lie in each of the bins from min to max, or over the range of input where these are equal.

    Args:
        input: tensor
        bins: integer, by default 100
        min: number, by default 0
        max: number, by default 0

    Shapes, for example:
        input [5], bins=4 → [4]

    https://docs.pytorch.org/docs/stable/generated/torch.histc.html
    """
    if out is not None:
        return write(out, table.HISTC, (input, bins, min, max))
    return call(table.HISTC, (input, bins, min, max))


def histogram(input: Tensor, bins: Operand, *, range: Numbers | None = None, weight: Operand | None = None, density: Bool = False, out: Sequence[Tensor] | None = None) -> Any:
    """How many elements lie in each of the bins, a number of them or their edges; and the edges.

    Args:
        input: tensor
        bins: tensor
        range: numbers, by default None
        weight: tensor, by default None
        density: boolean, by default False

    Shapes, for example:
        input [5] → [3], [4]

    https://docs.pytorch.org/docs/stable/generated/torch.histogram.html
    """
    if out is not None:
        return write(out, table.HISTOGRAM, (input, bins, range, weight, density))
    return call(table.HISTOGRAM, (input, bins, range, weight, density))


def hsplit(input: Tensor, indices_or_sections: Sizes) -> tuple[Tensor, ...]:
    """Equal parts along the second dimension, or the first where there is only one; or the parts between indices.

    Args:
        input: tensor
        indices_or_sections: integers

    Shapes, for example:
        input [4], indices_or_sections=2 → [2], [2]

    https://docs.pytorch.org/docs/stable/generated/torch.hsplit.html
    """
    return call(table.HSPLIT, (input, indices_or_sections))


def hstack(tensors: Sequence[Tensor], *, out: Tensor | None = None) -> Tensor:
    """Tensors one after another along the second dimension, or the first where there is only one.

    Args:
        tensors: tensors

    Shapes, for example:
        tensors [[2], []] → [3]

    https://docs.pytorch.org/docs/stable/generated/torch.hstack.html
    """
    if out is not None:
        return write(out, table.HSTACK, (tensors,))
    return call(table.HSTACK, (tensors,))


def hypot(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """sqrt(input² + other²), without overflow on the way.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2, 3], other [3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.hypot.html
    """
    if out is not None:
        return write(out, table.HYPOT, (input, other))
    return call(table.HYPOT, (input, other))


def i0(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The modified Bessel function of the first kind, of order 0.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.i0.html
    """
    if out is not None:
        return write(out, table.I0, (input,))
    return call(table.I0, (input,))


def i0_(input: Tensor) -> Tensor:
    """The modified Bessel function of the first kind, of order 0.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.i0.html
    """
    return call(table.I0_, (input,))


def igamma(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The lower incomplete gamma function, regularized: of order input, up to other.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        other [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.igamma.html
    """
    if out is not None:
        return write(out, table.IGAMMA, (input, other))
    return call(table.IGAMMA, (input, other))


def igammac(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The upper incomplete gamma function, regularized: of order input, from other on.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        other [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.igammac.html
    """
    if out is not None:
        return write(out, table.IGAMMAC, (input, other))
    return call(table.IGAMMAC, (input, other))


def imag(input: Tensor) -> Tensor:
    """The imaginary part of a complex tensor, a view of it.

    Args:
        input: tensor

    Shapes, for example:
        input [2] → [2]

    https://docs.pytorch.org/docs/stable/generated/torch.imag.html
    """
    return call(table.ATTRIBUTE_imag, (input,))


def index_add(input: Tensor, dim: Int, index: Operand, source: Operand, *, alpha: Number = 1, out: Tensor | None = None) -> Tensor:
    """input with alpha times the parts of source added to its own parts that index numbers along dim.

    Args:
        input: tensor
        dim: integer
        index: tensor
        source: tensor
        alpha: number, by default 1

    Shapes, for example:
        input [3, 2], index [3], source [3, 2], dim=0 → [3, 2]

    Raises:
        IndexError: dim is out of range
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.index_add.html
    """
    if out is not None:
        return write(out, table.INDEX_ADD, (input, dim, index, source, alpha))
    return call(table.INDEX_ADD, (input, dim, index, source, alpha))


def index_copy(input: Tensor, dim: Int, index: Operand, source: Operand, *, out: Tensor | None = None) -> Tensor:
    """input with the parts of source in the place of its own parts that index numbers along dim.

    Args:
        input: tensor
        dim: integer
        index: tensor
        source: tensor

    Shapes, for example:
        input [3, 2], index [2], source [2, 2], dim=0 → [3, 2]

    Raises:
        IndexError: dim is out of range
        IndexError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.index_copy.html
    """
    if out is not None:
        return write(out, table.INDEX_COPY, (input, dim, index, source))
    return call(table.INDEX_COPY, (input, dim, index, source))


def index_fill(input: Tensor, dim: Int, index: Operand, value: Operand, *, out: Tensor | None = None) -> Tensor:
    """input with value, a number or a 0-dim tensor, in the parts that index numbers along dim.

    Args:
        input: tensor
        dim: integer
        index: tensor
        value: tensor

    Shapes, for example:
        input [3, 2], index [2], dim=0 → [3, 2]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.index_fill.html
    """
    if out is not None:
        return write(out, table.INDEX_FILL, (input, dim, index, value))
    return call(table.INDEX_FILL, (input, dim, index, value))


def index_put(input: Tensor, indices: Sequence[Tensor], values: Operand, accumulate: Bool = False, *, out: Tensor | None = None) -> Tensor:
    """input with values written, or added, at the indices (integers or masks) of its first dimensions.

    Args:
        input: tensor
        indices: tensors
        values: tensor
        accumulate: boolean, by default False

    Shapes, for example:
        input [3, 4], indices [[2], [2]], values [2] → [3, 4]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.index_put.html
    """
    if out is not None:
        return write(out, table.INDEX_PUT, (input, indices, values, accumulate))
    return call(table.INDEX_PUT, (input, indices, values, accumulate))


def index_reduce(input: Tensor, dim: Int, index: Operand, source: Operand, reduce: Text, *, include_self: Bool = True, out: Tensor | None = None) -> Tensor:
    """input with the product, mean or extremum of its parts that index numbers along dim and the parts of source.

    Args:
        input: tensor
        dim: integer
        index: tensor
        source: tensor
        reduce: text
        include_self: boolean, by default True

    Shapes, for example:
        input [2, 3], index [2], source [2, 2], dim=1, reduce=prod → [2, 3]

    Raises:
        IndexError: dim is out of range
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.index_reduce.html
    """
    if out is not None:
        return write(out, table.INDEX_REDUCE, (input, dim, index, source, reduce, include_self))
    return call(table.INDEX_REDUCE, (input, dim, index, source, reduce, include_self))


def index_select(input: Tensor, dim: Int, index: Operand, *, out: Tensor | None = None) -> Tensor:
    """The parts of input that index numbers along dim.

    Args:
        input: tensor
        dim: integer
        index: tensor

    Shapes, for example:
        input [3, 2], index [3], dim=0 → [3, 2]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.index_select.html
    """
    if out is not None:
        return write(out, table.INDEX_SELECT, (input, dim, index))
    return call(table.INDEX_SELECT, (input, dim, index))


def inner(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The products of input and other summed over the last dimension of both.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2, 3], other [4, 3] → [2, 4]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.inner.html
    """
    if out is not None:
        return write(out, table.INNER, (input, other))
    return call(table.INNER, (input, other))


def inverse(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The inverse. A singular matrix is refused.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 2] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.inverse.html
    """
    if out is not None:
        return write(out, table.INVERSE, (input,))
    return call(table.INVERSE, (input,))


def isclose(input: Tensor, other: Operand, rtol: Number = 1e-05, atol: Number = 1e-08, equal_nan: Bool = False, *, out: Tensor | None = None) -> Tensor:
    """Whether abs(input - other) <= atol + rtol * abs(other), elementwise; equal infinities are close.

    Args:
        input: tensor
        other: tensor
        rtol: number, by default 1e-05
        atol: number, by default 1e-08
        equal_nan: boolean, by default False

    Shapes, for example:
        input [3], other [3] → [3]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.isclose.html
    """
    if out is not None:
        return write(out, table.ISCLOSE, (input, other, rtol, atol, equal_nan))
    return call(table.ISCLOSE, (input, other, rtol, atol, equal_nan))


def isfinite(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Whether elements are neither NaN nor infinite.

    Args:
        input: tensor

    Shapes, for example:
        input [3] → [3]

    https://docs.pytorch.org/docs/stable/generated/torch.isfinite.html
    """
    if out is not None:
        return write(out, table.ISFINITE, (input,))
    return call(table.ISFINITE, (input,))


def isin(elements: Tensor, test_elements: Operand, *, assume_unique: Bool = False, invert: Bool = False, out: Tensor | None = None) -> Tensor:
    """Whether each of elements is among test_elements; with invert whether it is not. assume_unique is a hint only.

    Args:
        elements: tensor
        test_elements: tensor
        assume_unique: boolean, by default False
        invert: boolean, by default False

    Shapes, for example:
        elements [3], test_elements [2] → [3]

    https://docs.pytorch.org/docs/stable/generated/torch.isin.html
    """
    if out is not None:
        return write(out, table.ISIN, (elements, test_elements, assume_unique, invert))
    return call(table.ISIN, (elements, test_elements, assume_unique, invert))


def isinf(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Whether elements are infinite.

    Args:
        input: tensor

    Shapes, for example:
        input [3] → [3]

    https://docs.pytorch.org/docs/stable/generated/torch.isinf.html
    """
    if out is not None:
        return write(out, table.ISINF, (input,))
    return call(table.ISINF, (input,))


def isnan(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Whether elements are NaN.

    Args:
        input: tensor

    Shapes, for example:
        input [3] → [3]

    https://docs.pytorch.org/docs/stable/generated/torch.isnan.html
    """
    if out is not None:
        return write(out, table.ISNAN, (input,))
    return call(table.ISNAN, (input,))


def isneginf(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Whether elements are negative infinity.

    Args:
        input: tensor

    Shapes, for example:
        input [3] → [3]

    https://docs.pytorch.org/docs/stable/generated/torch.isneginf.html
    """
    if out is not None:
        return write(out, table.ISNEGINF, (input,))
    return call(table.ISNEGINF, (input,))


def isposinf(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Whether elements are positive infinity.

    Args:
        input: tensor

    Shapes, for example:
        input [3] → [3]

    https://docs.pytorch.org/docs/stable/generated/torch.isposinf.html
    """
    if out is not None:
        return write(out, table.ISPOSINF, (input,))
    return call(table.ISPOSINF, (input,))


def isreal(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Whether elements have no imaginary part, which real numbers never have.

    Args:
        input: tensor

    Shapes, for example:
        input [2] → [2]

    https://docs.pytorch.org/docs/stable/generated/torch.isreal.html
    """
    if out is not None:
        return write(out, table.ISREAL, (input,))
    return call(table.ISREAL, (input,))


def istft(input: Tensor, n_fft: Int, hop_length: Int | None = None, win_length: Int | None = None, window: Operand | None = None, center: Bool = True, normalized: Bool = False, onesided: Bool | None = None, length: Int | None = None, return_complex: Bool = False, *, out: Tensor | None = None) -> Tensor:
    """The signal of which stft gives input, as well as overlapping pieces tell: the inverse of stft.

    Args:
        input: tensor
        n_fft: integer
        hop_length: integer, by default None
        win_length: integer, by default None
        window: tensor, by default None
        center: boolean, by default True
        normalized: boolean, by default False
        onesided: boolean, by default None
        length: integer, by default None
        return_complex: boolean, by default False

    Shapes, for example:
        input [3, 3], n_fft=4 → [2]

    https://docs.pytorch.org/docs/stable/generated/torch.istft.html
    """
    if out is not None:
        return write(out, table.ISTFT, (input, n_fft, hop_length, win_length, window, center, normalized, onesided, length, return_complex))
    return call(table.ISTFT, (input, n_fft, hop_length, win_length, window, center, normalized, onesided, length, return_complex))


def kaiser_window(window_length: Int, periodic: Bool = True, beta: Number = 12.0, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """The Kaiser window; the larger beta, the narrower.

    Args:
        window_length: integer
        periodic: boolean, by default True
        beta: number, by default 12.0
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.kaiser_window.html
    """
    if out is not None:
        return write(out, table.KAISER_WINDOW, (window_length, periodic, beta, dtype, device, requires_grad))
    return call(table.KAISER_WINDOW, (window_length, periodic, beta, dtype, device, requires_grad))


def kron(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The Kronecker product: other times each element of input, as blocks.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2, 3], other [2, 2] → [4, 6]

    https://docs.pytorch.org/docs/stable/generated/torch.kron.html
    """
    if out is not None:
        return write(out, table.KRON, (input, other))
    return call(table.KRON, (input, other))


def kthvalue(input: Tensor, k: Int, dim: Int = -1, keepdim: Bool = False, *, axis: Int | None = None, keepdims: Bool | None = None, out: Sequence[Tensor] | None = None) -> Any:
    """The k-th smallest elements along dim, counted from 1, and where they stand. NaN counts as the largest.

    Args:
        input: tensor
        k: integer
        dim: integer, by default -1
        keepdim: boolean, by default False

    Shapes, for example:
        input [5], k=2 → [], []

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.kthvalue.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if out is not None:
        return write(out, table.KTHVALUE, (input, k, dim, keepdim))
    return call(table.KTHVALUE, (input, k, dim, keepdim))


def lcm(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The least common multiple of integers; 0 where one of them is 0.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [3], other [2, 1] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.lcm.html
    """
    if out is not None:
        return write(out, table.LCM, (input, other))
    return call(table.LCM, (input, other))


def ldexp(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """input * 2**other.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2, 3], other [3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.ldexp.html
    """
    if out is not None:
        return write(out, table.LDEXP, (input, other))
    return call(table.LDEXP, (input, other))


def le(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether input is at most other, elementwise.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [3], other [3] → [3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.le.html
    """
    if out is not None:
        return write(out, table.LE, (input, other))
    return call(table.LE, (input, other))


less_equal = le

def lerp(input: Tensor, end: Operand, weight: Operand, *, out: Tensor | None = None) -> Tensor:
    """input + weight * (end - input), from the nearer end.

    Args:
        input: tensor
        end: tensor
        weight: tensor

    Shapes, for example:
        input [2, 3], end [3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.lerp.html
    """
    if out is not None:
        return write(out, table.LERP, (input, end, weight))
    return call(table.LERP, (input, end, weight))


def lgamma(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The natural logarithm of the absolute value of the gamma function.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.lgamma.html
    """
    if out is not None:
        return write(out, table.LGAMMA, (input,))
    return call(table.LGAMMA, (input,))


def lgamma_(input: Tensor) -> Tensor:
    """The natural logarithm of the absolute value of the gamma function.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.lgamma.html
    """
    return call(table.LGAMMA_, (input,))


def linspace(start: Number, end: Number, steps: Int, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
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
    if out is not None:
        return write(out, table.LINSPACE, (start, end, steps, dtype, device, requires_grad))
    return call(table.LINSPACE, (start, end, steps, dtype, device, requires_grad))


def log(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The natural logarithm of input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.log.html
    """
    if out is not None:
        return write(out, table.LOG, (input,))
    return call(table.LOG, (input,))


def log_(input: Tensor) -> Tensor:
    """The natural logarithm of input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.log.html
    """
    return call(table.LOG_, (input,))


def log10(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The logarithm of input to base 10.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.log10.html
    """
    if out is not None:
        return write(out, table.LOG10, (input,))
    return call(table.LOG10, (input,))


def log10_(input: Tensor) -> Tensor:
    """The logarithm of input to base 10.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.log10.html
    """
    return call(table.LOG10_, (input,))


def log1p(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """log(1 + input), precise near 0.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.log1p.html
    """
    if out is not None:
        return write(out, table.LOG1P, (input,))
    return call(table.LOG1P, (input,))


def log1p_(input: Tensor) -> Tensor:
    """log(1 + input), precise near 0.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.log1p.html
    """
    return call(table.LOG1P_, (input,))


def log2(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The logarithm of input to base 2.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.log2.html
    """
    if out is not None:
        return write(out, table.LOG2, (input,))
    return call(table.LOG2, (input,))


def log2_(input: Tensor) -> Tensor:
    """The logarithm of input to base 2.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.log2.html
    """
    return call(table.LOG2_, (input,))


def log_softmax(input: Tensor, dim: Int | None = None, dtype: Dtype | None = None, *, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """The logarithm of softmax along dim, precise where softmax is tiny.

    Args:
        input: tensor
        dim: integer, by default None
        dtype: dtype, by default None

    Shapes, for example:
        input [2, 3], dim=1 → [2, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.log_softmax.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.LOG_SOFTMAX, (input, dim, dtype))
    return call(table.LOG_SOFTMAX, (input, dim, dtype))


def logaddexp(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """log(exp(input) + exp(other)), without overflow.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2, 3], other [2, 3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.logaddexp.html
    """
    if out is not None:
        return write(out, table.LOGADDEXP, (input, other))
    return call(table.LOGADDEXP, (input, other))


def logaddexp2(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """log2(2**input + 2**other), without overflow.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2, 3], other [2, 3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.logaddexp2.html
    """
    if out is not None:
        return write(out, table.LOGADDEXP2, (input, other))
    return call(table.LOGADDEXP2, (input, other))


def logcumsumexp(input: Tensor, dim: Int | None = None, *, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """The logarithms of the sums of exponentials of all elements up to each one along dim, without overflow.

    Args:
        input: tensor
        dim: integer

    Shapes, for example:
        input [4], dim=0 → [4]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.logcumsumexp.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.LOGCUMSUMEXP, (input, dim))
    return call(table.LOGCUMSUMEXP, (input, dim))


def logdet(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The natural logarithms of determinants; NaN where they are negative.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 2] → []

    https://docs.pytorch.org/docs/stable/generated/torch.logdet.html
    """
    if out is not None:
        return write(out, table.LOGDET, (input,))
    return call(table.LOGDET, (input,))


def logical_and(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether both are true; numbers are true unless 0.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2], other [2, 1] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.logical_and.html
    """
    if out is not None:
        return write(out, table.LOGICAL_AND, (input, other))
    return call(table.LOGICAL_AND, (input, other))


def logical_not(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Whether input is false; numbers are true unless 0.

    Args:
        input: tensor

    Shapes, for example:
        input [2] → [2]

    https://docs.pytorch.org/docs/stable/generated/torch.logical_not.html
    """
    if out is not None:
        return write(out, table.LOGICAL_NOT, (input,))
    return call(table.LOGICAL_NOT, (input,))


def logical_not_(input: Tensor) -> Tensor:
    """Whether input is false; numbers are true unless 0.

    Args:
        input: tensor

    Shapes, for example:
        input [2] → [2]

    https://docs.pytorch.org/docs/stable/generated/torch.logical_not.html
    """
    return call(table.LOGICAL_NOT_, (input,))


def logical_or(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether one or both are true; numbers are true unless 0.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2], other [2, 1] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.logical_or.html
    """
    if out is not None:
        return write(out, table.LOGICAL_OR, (input, other))
    return call(table.LOGICAL_OR, (input, other))


def logical_xor(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether exactly one is true; numbers are true unless 0.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2], other [2, 1] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.logical_xor.html
    """
    if out is not None:
        return write(out, table.LOGICAL_XOR, (input, other))
    return call(table.LOGICAL_XOR, (input, other))


def logit(input: Tensor, eps: Number | None = None, *, out: Tensor | None = None) -> Tensor:
    """log(input / (1 - input)), for 0 <= input <= 1; with eps, input is first brought between eps and 1 - eps.

    Args:
        input: tensor
        eps: number, by default None

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.logit.html
    """
    if out is not None:
        return write(out, table.LOGIT, (input, eps))
    return call(table.LOGIT, (input, eps))


def logit_(input: Tensor, eps: Number | None = None) -> Tensor:
    """log(input / (1 - input)), for 0 <= input <= 1; with eps, input is first brought between eps and 1 - eps.

    Args:
        input: tensor
        eps: number, by default None

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.logit.html
    """
    return call(table.LOGIT_, (input, eps))


def logspace(start: Number, end: Number, steps: Int, base: Number = 10.0, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
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
    if out is not None:
        return write(out, table.LOGSPACE, (start, end, steps, base, dtype, device, requires_grad))
    return call(table.LOGSPACE, (start, end, steps, base, dtype, device, requires_grad))


def logsumexp(input: Tensor, dim: Sizes | None = None, keepdim: Bool = False, *, axis: Sizes | None = None, keepdims: Bool | None = None, out: Tensor | None = None) -> Tensor:
    """The logarithm of the sum of exponentials over dim, without overflow on the way.

    Args:
        input: tensor
        dim: integers
        keepdim: boolean, by default False

    Shapes, for example:
        input [2, 3], dim=1 → [2]

    https://docs.pytorch.org/docs/stable/generated/torch.logsumexp.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if out is not None:
        return write(out, table.LOGSUMEXP, (input, dim, keepdim))
    return call(table.LOGSUMEXP, (input, dim, keepdim))


def lstm(input: Tensor, hx: Sequence[Tensor], params: Sequence[Tensor], has_biases: Bool, num_layers: Int, dropout: Number, train: Bool, bidirectional: Bool, batch_first: Bool, *, out: Sequence[Tensor] | None = None) -> Any:
    """lstm_cell along sequences: the last layer's hidden states, and all layers' last hidden and cell states.

    Args:
        input: tensor
        hx: tensors
        params: tensors
        has_biases: boolean
        num_layers: integer
        dropout: number
        train: boolean
        bidirectional: boolean
        batch_first: boolean

    Shapes, for example:
        input [2, 2, 3], hx [[1, 2, 2], [1, 2, 2]], params [[8, 3], [8, 2], [8], [8]], has_biases=True, num_layers=1, dropout=0.0, train=False, bidirectional=False, batch_first=False → [2, 2, 2], [1, 2, 2], [1, 2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.lstm.html
    """
    if out is not None:
        return write(out, table.LSTM, (input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first))
    return call(table.LSTM, (input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first))


def lstm_cell(input: Tensor, hx: Sequence[Tensor], w_ih: Operand, w_hh: Operand, b_ih: Operand | None = None, b_hh: Operand | None = None, *, out: Sequence[Tensor] | None = None) -> Any:
    """The hidden and cell state of a long short-term memory (Hochreiter, Schmidhuber, 1997), given both before.

    Args:
        input: tensor
        hx: tensors
        w_ih: tensor
        w_hh: tensor
        b_ih: tensor, by default None
        b_hh: tensor, by default None

    Shapes, for example:
        input [2, 3], hx [[2, 2], [2, 2]], w_ih [8, 3], w_hh [8, 2], b_ih [8], b_hh [8] → [2, 2], [2, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.lstm_cell.html
    """
    if out is not None:
        return write(out, table.LSTM_CELL, (input, hx, w_ih, w_hh, b_ih, b_hh))
    return call(table.LSTM_CELL, (input, hx, w_ih, w_hh, b_ih, b_hh))


def lt(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether input is less than other, elementwise.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [3], other [3] → [3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.lt.html
    """
    if out is not None:
        return write(out, table.LT, (input, other))
    return call(table.LT, (input, other))


less = lt

def lu(A: Tensor, pivot: Bool = True, get_infos: Bool = False, *, out: Sequence[Tensor] | None = None) -> Any:
    """L and U in one matrix, and the exchanges of rows; with get_infos also where U has a zero.

    Args:
        A: tensor
        pivot: boolean, by default True
        get_infos: boolean, by default False

    Shapes, for example:
        A [3, 2], get_infos=True → [3, 2], [2], []

    https://docs.pytorch.org/docs/stable/generated/torch.lu.html
    """
    if out is not None:
        return write(out, table.LU, (A, pivot, get_infos))
    return call(table.LU, (A, pivot, get_infos))


def lu_solve(b: Tensor, LU_data: Operand, LU_pivots: Operand, *, out: Tensor | None = None) -> Tensor:
    """X with A X = b for A given by lu_factor.

    Args:
        b: tensor
        LU_data: tensor
        LU_pivots: tensor

    Shapes, for example:
        b [2, 1], LU_data [2, 2], LU_pivots [2] → [2, 1]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.lu_solve.html
    """
    if out is not None:
        return write(out, table.LU_SOLVE, (b, LU_data, LU_pivots))
    return call(table.LU_SOLVE, (b, LU_data, LU_pivots))


def lu_unpack(LU_data: Tensor, LU_pivots: Operand, unpack_data: Bool = True, unpack_pivots: Bool = True, *, out: Sequence[Tensor] | None = None) -> Any:
    """P, L and U of what lu_factor gives.

    Args:
        LU_data: tensor
        LU_pivots: tensor
        unpack_data: boolean, by default True
        unpack_pivots: boolean, by default True

    Shapes, for example:
        LU_data [2, 2], LU_pivots [2], unpack_pivots=False → [0], [2, 2], [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.lu_unpack.html
    """
    if out is not None:
        return write(out, table.LU_UNPACK, (LU_data, LU_pivots, unpack_data, unpack_pivots))
    return call(table.LU_UNPACK, (LU_data, LU_pivots, unpack_data, unpack_pivots))


def masked_fill(input: Tensor, mask: Operand, value: Operand, *, out: Tensor | None = None) -> Tensor:
    """input with value, a number or a 0-dim tensor, where mask is true; both broadcast.

    Args:
        input: tensor
        mask: tensor
        value: tensor

    Shapes, for example:
        input [2, 3], mask [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.masked_fill.html
    """
    if out is not None:
        return write(out, table.MASKED_FILL, (input, mask, value))
    return call(table.MASKED_FILL, (input, mask, value))


def masked_scatter(input: Tensor, mask: Operand, source: Operand, *, out: Tensor | None = None) -> Tensor:
    """input with the elements of source, in order, where mask is true; input and mask broadcast.

    Args:
        input: tensor
        mask: tensor
        source: tensor

    Shapes, for example:
        input [2, 3], mask [2, 3], source [4] → [2, 3]

    Raises:
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.masked_scatter.html
    """
    if out is not None:
        return write(out, table.MASKED_SCATTER, (input, mask, source))
    return call(table.MASKED_SCATTER, (input, mask, source))


def masked_select(input: Tensor, mask: Operand, *, out: Tensor | None = None) -> Tensor:
    """The elements of input where mask is true, in one dimension; both broadcast.

    Args:
        input: tensor
        mask: tensor

    Shapes, for example:
        input [2, 3], mask [2, 3] → [3]

    https://docs.pytorch.org/docs/stable/generated/torch.masked_select.html
    """
    if out is not None:
        return write(out, table.MASKED_SELECT, (input, mask))
    return call(table.MASKED_SELECT, (input, mask))


def matmul(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The matrix product; of vectors the dot product. Leading dimensions are batches, and broadcast.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2, 3], other [3, 2] → [2, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.matmul.html
    """
    if out is not None:
        return write(out, table.MATMUL, (input, other))
    return call(table.MATMUL, (input, other))


def matrix_exp(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The exponential of square matrices: the sum of input^n / n!.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 2] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.matrix_exp.html
    """
    if out is not None:
        return write(out, table.MATRIX_EXP, (input,))
    return call(table.MATRIX_EXP, (input,))


def matrix_power(input: Tensor, n: Int, *, out: Tensor | None = None) -> Tensor:
    """The product of n copies of square matrices, or of their inverses where n is negative.

    Args:
        input: tensor
        n: integer

    Shapes, for example:
        input [2, 2], n=2 → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.matrix_power.html
    """
    if out is not None:
        return write(out, table.MATRIX_POWER, (input, n))
    return call(table.MATRIX_POWER, (input, n))


def max(input: Tensor, dim: Int | Tensor | None = None, keepdim: Bool = False, *, other: Operand | None = None, axis: Int | None = None, keepdims: Bool | None = None, out: Sequence[Tensor] | None = None) -> Any:
    """The largest of all elements; with dim those along it and their indices; with other maximum(input, other).

    Args:
        input: tensor
        dim: integer, by default None
        keepdim: boolean, by default False
        other: tensor, by default None

    Shapes, for example:
        input [2, 3] → []

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.max.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if isinstance(dim, Handle):
        dim, other = None, dim
    if out is not None:
        return write(out, table.MAX, (input, dim, keepdim, other))
    return call(table.MAX, (input, dim, keepdim, other))


def max_pool2d_with_indices_backward(grad_output: Tensor, input: Operand, kernel_size: Sizes, stride: Sizes, padding: Sizes = 0, dilation: Sizes = 1, ceil_mode: Bool = False, indices: Operand | None = None, *, out: Tensor | None = None) -> Tensor:
    """The gradient of max_pool2d: zeros in the shape of input, to which grad_output is added at indices.

    Args:
        grad_output: tensor
        input: tensor
        kernel_size: integers
        stride: integers
        padding: integers, by default 0
        dilation: integers, by default 1
        ceil_mode: boolean, by default False
        indices: tensor, by default None

    Shapes, for example:
        grad_output [1, 1, 2], input [1, 2, 3], indices [1, 1, 2], kernel_size=2, stride=1, padding=0, dilation=1, ceil_mode=False → [1, 2, 3]

    Raises:
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.max_pool2d_with_indices_backward.html
    """
    if out is not None:
        return write(out, table.MAX_POOL2D_WITH_INDICES_BACKWARD, (grad_output, input, kernel_size, stride, padding, dilation, ceil_mode, indices))
    return call(table.MAX_POOL2D_WITH_INDICES_BACKWARD, (grad_output, input, kernel_size, stride, padding, dilation, ceil_mode, indices))


def maximum(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The larger of two, elementwise; NaN wins. Equal ones share the gradient.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2, 3], other [2, 3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.maximum.html
    """
    if out is not None:
        return write(out, table.MAXIMUM, (input, other))
    return call(table.MAXIMUM, (input, other))


def mean(input: Tensor, dim: Sizes | None = None, keepdim: Bool = False, *, dtype: Dtype | None = None, axis: Sizes | None = None, keepdims: Bool | None = None, out: Tensor | None = None) -> Tensor:
    """The mean over dim, or of all elements; integers need a floating point dtype to be given.

    Args:
        input: tensor
        dim: integers, by default None
        keepdim: boolean, by default False
        dtype: dtype, by default None

    Shapes, for example:
        input [2, 3] → []

    https://docs.pytorch.org/docs/stable/generated/torch.mean.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if out is not None:
        return write(out, table.MEAN, (input, dim, keepdim, dtype))
    return call(table.MEAN, (input, dim, keepdim, dtype))


def median(input: Tensor, dim: Int | None = None, keepdim: Bool = False, *, axis: Int | None = None, keepdims: Bool | None = None, out: Sequence[Tensor] | None = None) -> Any:
    """The median of all elements, the lower of two; with dim those along it and their indices. NaN wins.

    Args:
        input: tensor
        dim: integer, by default None
        keepdim: boolean, by default False

    Shapes, for example:
        input [5], dim=0 → [], []

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.median.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if out is not None:
        return write(out, table.MEDIAN, (input, dim, keepdim))
    return call(table.MEDIAN, (input, dim, keepdim))


def meshgrid(*all_tensors: Tensor | Sequence[Tensor], tensors: Sequence[Tensor] | None = None, indexing: Text = "ij") -> tuple[Tensor, ...]:
    """Grids of coordinates from vectors: one tensor per vector, which varies along its own dimension.

    Args:
        tensors: tensors
        indexing: text, by default "ij"

    Shapes, for example:
        tensors [[3], [2]], indexing=ij → [3, 2], [3, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.meshgrid.html
    """
    return call(table.MESHGRID, (several(all_tensors, tensors), indexing))


def min(input: Tensor, dim: Int | Tensor | None = None, keepdim: Bool = False, *, other: Operand | None = None, axis: Int | None = None, keepdims: Bool | None = None, out: Sequence[Tensor] | None = None) -> Any:
    """The smallest of all elements; with dim those along it and their indices; with other minimum(input, other).

    Args:
        input: tensor
        dim: integer, by default None
        keepdim: boolean, by default False
        other: tensor, by default None

    Shapes, for example:
        input [2, 3] → []

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.min.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if isinstance(dim, Handle):
        dim, other = None, dim
    if out is not None:
        return write(out, table.MIN, (input, dim, keepdim, other))
    return call(table.MIN, (input, dim, keepdim, other))


def minimum(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The smaller of two, elementwise; NaN wins. Equal ones share the gradient.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2, 3], other [2, 3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.minimum.html
    """
    if out is not None:
        return write(out, table.MINIMUM, (input, other))
    return call(table.MINIMUM, (input, other))


def mm(input: Tensor, mat2: Operand, *, out: Tensor | None = None) -> Tensor:
    """The product of two matrices.

    Args:
        input: tensor
        mat2: tensor

    Shapes, for example:
        input [2, 3], mat2 [3, 4] → [2, 4]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.mm.html
    """
    if out is not None:
        return write(out, table.MM, (input, mat2))
    return call(table.MM, (input, mat2))


def mode(input: Tensor, dim: Int = -1, keepdim: Bool = False, *, axis: Int | None = None, keepdims: Bool | None = None, out: Sequence[Tensor] | None = None) -> Any:
    """The most frequent elements along dim, of equally frequent ones the smallest, and where each stands last.

    Args:
        input: tensor
        dim: integer, by default -1
        keepdim: boolean, by default False

    Shapes, for example:
        input [5], dim=0 → [], []

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.mode.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if out is not None:
        return write(out, table.MODE, (input, dim, keepdim))
    return call(table.MODE, (input, dim, keepdim))


def movedim(input: Tensor, source: Sizes, destination: Sizes) -> Tensor:
    """input with the dimensions source at the places destination, the others in order.

    Args:
        input: tensor
        source: integers
        destination: integers

    Shapes, for example:
        input [2, 3, 4], source=[0, 1], destination=[-1, 0] → [3, 4, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.movedim.html
    """
    return call(table.MOVEDIM, (input, source, destination))


moveaxis = movedim

def msort(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The elements in order along the first dimension.

    Args:
        input: tensor

    Shapes, for example:
        input [4] → [4]

    https://docs.pytorch.org/docs/stable/generated/torch.msort.html
    """
    if out is not None:
        return write(out, table.MSORT, (input,))
    return call(table.MSORT, (input,))


def mul(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """input * other.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2, 3], other [2, 3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.mul.html
    """
    if out is not None:
        return write(out, table.MUL, (input, other))
    return call(table.MUL, (input, other))


multiply = mul

def multinomial(input: Tensor, num_samples: Int, replacement: Bool = False, *, generator: Generator | None = None, out: Tensor | None = None) -> Tensor:
    """Numbers of categories, drawn with the weights in the rows of input.

    Args:
        input: tensor
        num_samples: integer
        replacement: boolean, by default False
        generator: text, by default None

    Shapes, for example:
        input [2, 4], num_samples=3 → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.multinomial.html
    """
    if out is not None:
        return write(out, table.MULTINOMIAL, (input, num_samples, replacement, generator))
    return call(table.MULTINOMIAL, (input, num_samples, replacement, generator))


def mv(input: Tensor, vec: Operand, *, out: Tensor | None = None) -> Tensor:
    """The product of a matrix and a vector.

    Args:
        input: tensor
        vec: tensor

    Shapes, for example:
        input [2, 3], vec [3] → [2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.mv.html
    """
    if out is not None:
        return write(out, table.MV, (input, vec))
    return call(table.MV, (input, vec))


def mvlgamma(input: Tensor, p: Int, *, out: Tensor | None = None) -> Tensor:
    """The logarithm of the multivariate gamma function of dimension p.

    Args:
        input: tensor
        p: integer

    Shapes, for example:
        input [2, 3], p=1 → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.mvlgamma.html
    """
    if out is not None:
        return write(out, table.MVLGAMMA, (input, p))
    return call(table.MVLGAMMA, (input, p))


def nan_to_num(input: Tensor, nan: Number | None = None, posinf: Number | None = None, neginf: Number | None = None, *, out: Tensor | None = None) -> Tensor:
    """input with numbers for NaN (0) and the infinities (the largest and smallest numbers of the dtype).

    Args:
        input: tensor
        nan: number, by default None
        posinf: number, by default None
        neginf: number, by default None

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nan_to_num.html
    """
    if out is not None:
        return write(out, table.NAN_TO_NUM, (input, nan, posinf, neginf))
    return call(table.NAN_TO_NUM, (input, nan, posinf, neginf))


def nan_to_num_(input: Tensor, nan: Number | None = None, posinf: Number | None = None, neginf: Number | None = None) -> Tensor:
    """input with numbers for NaN (0) and the infinities (the largest and smallest numbers of the dtype).

    Args:
        input: tensor
        nan: number, by default None
        posinf: number, by default None
        neginf: number, by default None

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nan_to_num.html
    """
    return call(table.NAN_TO_NUM_, (input, nan, posinf, neginf))


def nanmean(input: Tensor, dim: Sizes | None = None, keepdim: Bool = False, *, dtype: Dtype | None = None, axis: Sizes | None = None, keepdims: Bool | None = None, out: Tensor | None = None) -> Tensor:
    """The mean over dim, or of all elements, that passes over NaN.

    Args:
        input: tensor
        dim: integers, by default None
        keepdim: boolean, by default False
        dtype: dtype, by default None

    Shapes, for example:
        input [2, 3] → []

    https://docs.pytorch.org/docs/stable/generated/torch.nanmean.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if out is not None:
        return write(out, table.NANMEAN, (input, dim, keepdim, dtype))
    return call(table.NANMEAN, (input, dim, keepdim, dtype))


def nanmedian(input: Tensor, dim: Int | None = None, keepdim: Bool = False, *, axis: Int | None = None, keepdims: Bool | None = None, out: Sequence[Tensor] | None = None) -> Any:
    """The median of all elements but NaN, the lower of two; with dim those along it and their indices.

    Args:
        input: tensor
        dim: integer, by default None
        keepdim: boolean, by default False

    Shapes, for example:
        input [5], dim=0 → [], []

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.nanmedian.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if out is not None:
        return write(out, table.NANMEDIAN, (input, dim, keepdim))
    return call(table.NANMEDIAN, (input, dim, keepdim))


def nanquantile(input: Tensor, q: Operand, dim: Int | None = None, keepdim: Bool = False, *, interpolation: Text = "linear", axis: Int | None = None, keepdims: Bool | None = None, out: Tensor | None = None) -> Tensor:
    """What the share q of the elements but NaN along dim, or of all, lies below. q is a number or vector.

    Args:
        input: tensor
        q: tensor
        dim: integer, by default None
        keepdim: boolean, by default False
        interpolation: text, by default "linear"

    Shapes, for example:
        input [5] → []

    Raises:
        IndexError: dim is out of range
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nanquantile.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if out is not None:
        return write(out, table.NANQUANTILE, (input, q, dim, keepdim, interpolation))
    return call(table.NANQUANTILE, (input, q, dim, keepdim, interpolation))


def nansum(input: Tensor, dim: Sizes | None = None, keepdim: Bool = False, *, dtype: Dtype | None = None, axis: Sizes | None = None, keepdims: Bool | None = None, out: Tensor | None = None) -> Tensor:
    """The sum over dim, or over all elements, that passes over NaN.

    Args:
        input: tensor
        dim: integers, by default None
        keepdim: boolean, by default False
        dtype: dtype, by default None

    Shapes, for example:
        input [2, 3] → []

    https://docs.pytorch.org/docs/stable/generated/torch.nansum.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if out is not None:
        return write(out, table.NANSUM, (input, dim, keepdim, dtype))
    return call(table.NANSUM, (input, dim, keepdim, dtype))


def narrow(input: Tensor, dim: Int, start: Operand, length: Int) -> Tensor:
    """The part of input of one length from start, a number or a 0-dim integer tensor, along dim.

    Args:
        input: tensor
        dim: integer
        start: tensor
        length: integer

    Shapes, for example:
        input [5, 2], dim=0, length=2 → [2, 2]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.narrow.html
    """
    return call(table.NARROW, (input, dim, start, length))


def narrow_copy(input: Tensor, dim: Int, start: Int, length: Int, *, out: Tensor | None = None) -> Tensor:
    """What narrow shows, as a copy with a storage of its own.

    Args:
        input: tensor
        dim: integer
        start: integer
        length: integer

    Shapes, for example:
        input [5, 2], dim=0, start=1, length=2 → [2, 2]

    Raises:
        RuntimeError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.narrow_copy.html
    """
    if out is not None:
        return write(out, table.NARROW_COPY, (input, dim, start, length))
    return call(table.NARROW_COPY, (input, dim, start, length))


def native_batch_norm(input: Tensor, weight: Operand | None = None, bias: Operand | None = None, running_mean: Operand | None = None, running_var: Operand | None = None, training: Bool = False, momentum: Number = 0.1, eps: Number = 1e-05, *, out: Sequence[Tensor] | None = None) -> Any:
    """nn.functional.batch_norm, with the means and reciprocal standard deviations that it found; empty if none.

    Args:
        input: tensor
        weight: tensor, by default None
        bias: tensor, by default None
        running_mean: tensor, by default None
        running_var: tensor, by default None
        training: boolean, by default False
        momentum: number, by default 0.1
        eps: number, by default 1e-05

    Shapes, for example:
        input [3, 2], weight [2], bias [2], running_mean [2], running_var [2], training=True, momentum=0.1, eps=1e-05 → [3, 2], [2], [2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.native_batch_norm.html
    """
    if out is not None:
        return write(out, table.NATIVE_BATCH_NORM, (input, weight, bias, running_mean, running_var, training, momentum, eps))
    return call(table.NATIVE_BATCH_NORM, (input, weight, bias, running_mean, running_var, training, momentum, eps))


def native_group_norm(input: Tensor, weight: Operand | None = None, bias: Operand | None = None, N: Int = 0, C: Int = 0, HxW: Int = 0, group: Int = 1, eps: Number = 1e-05, *, out: Sequence[Tensor] | None = None) -> Any:
    """nn.functional.group_norm of N samples, with the means and the reciprocal standard deviations that it found.

    Args:
        input: tensor
        weight: tensor, by default None
        bias: tensor, by default None
        N: integer, by default 0
        C: integer, by default 0
        HxW: integer, by default 0
        group: integer, by default 1
        eps: number, by default 1e-05

    Shapes, for example:
        input [2, 4, 2], weight [4], bias [4], N=2, C=4, HxW=2, group=2, eps=0.1 → [2, 4, 2], [2, 2], [2, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.native_group_norm.html
    """
    if out is not None:
        return write(out, table.NATIVE_GROUP_NORM, (input, weight, bias, N, C, HxW, group, eps))
    return call(table.NATIVE_GROUP_NORM, (input, weight, bias, N, C, HxW, group, eps))


def native_layer_norm(input: Tensor, normalized_shape: Sizes, weight: Operand | None = None, bias: Operand | None = None, eps: Number = 1e-05, *, out: Sequence[Tensor] | None = None) -> Any:
    """nn.functional.layer_norm, with the means and the reciprocal standard deviations that it found.

    Args:
        input: tensor
        normalized_shape: integers
        weight: tensor, by default None
        bias: tensor, by default None
        eps: number, by default 1e-05

    Shapes, for example:
        input [2, 3], weight [3], bias [3], eps=1e-05, normalized_shape=[3] → [2, 3], [2, 1], [2, 1]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.native_layer_norm.html
    """
    if out is not None:
        return write(out, table.NATIVE_LAYER_NORM, (input, normalized_shape, weight, bias, eps))
    return call(table.NATIVE_LAYER_NORM, (input, normalized_shape, weight, bias, eps))


def ne(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """Whether input differs from other, elementwise.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [3], other [3] → [3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.ne.html
    """
    if out is not None:
        return write(out, table.NE, (input, other))
    return call(table.NE, (input, other))


not_equal = ne

def neg(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """-input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.neg.html
    """
    if out is not None:
        return write(out, table.NEG, (input,))
    return call(table.NEG, (input,))


negative = neg

def neg_(input: Tensor) -> Tensor:
    """-input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.neg.html
    """
    return call(table.NEG_, (input,))


def nextafter(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The next number of the dtype after input, on the way to other.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2, 3], other [3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nextafter.html
    """
    if out is not None:
        return write(out, table.NEXTAFTER, (input, other))
    return call(table.NEXTAFTER, (input, other))


def adaptive_avg_pool1d(input: Tensor, output_size: Sizes) -> Tensor:
    """The means of as many windows as output_size says, which divide the last dimension evenly.

    Args:
        input: tensor
        output_size: integers

    Shapes, for example:
        input [1, 1, 5], output_size=2 → [1, 1, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool1d.html
    """
    return call(table.NN__FUNCTIONAL__ADAPTIVE_AVG_POOL1D, (input, output_size))


def adaptive_max_pool1d(input: Tensor, output_size: Sizes, return_indices: Bool = False) -> Any:
    """The largest elements of windows that divide the last dimension evenly; return_indices adds where they are.

    Args:
        input: tensor
        output_size: integers
        return_indices: boolean, by default False

    Shapes, for example:
        input [1, 1, 5], output_size=2 → [1, 1, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool1d.html
    """
    return call(table.NN__FUNCTIONAL__ADAPTIVE_MAX_POOL1D, (input, output_size, return_indices))


def avg_pool1d(input: Tensor, kernel_size: Sizes, stride: Sizes | None = None, padding: Sizes = 0, ceil_mode: Bool = False, count_include_pad: Bool = True) -> Tensor:
    """The means of windows that move along the last dimension of input.

    Args:
        input: tensor
        kernel_size: integers
        stride: integers, by default None
        padding: integers, by default 0
        ceil_mode: boolean, by default False
        count_include_pad: boolean, by default True

    Shapes, for example:
        input [1, 1, 5], kernel_size=2 → [1, 1, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool1d.html
    """
    return call(table.NN__FUNCTIONAL__AVG_POOL1D, (input, kernel_size, stride, padding, ceil_mode, count_include_pad))


def conv1d(input: Tensor, weight: Operand, bias: Operand | None = None, stride: Sizes = 1, padding: Sizes = 0, dilation: Sizes = 1, groups: Int = 1) -> Tensor:
    """Sums over a window that moves over the last dimension of input, times weight.

    Args:
        input: tensor
        weight: tensor
        bias: tensor, by default None
        stride: integers, by default 1
        padding: integers, by default 0
        dilation: integers, by default 1
        groups: integer, by default 1

    Shapes, for example:
        input [1, 2, 5], weight [2, 2, 2], bias [2] → [1, 2, 4]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv1d.html
    """
    return call(table.NN__FUNCTIONAL__CONV1D, (input, weight, bias, stride, padding, dilation, groups))


def conv2d(input: Tensor, weight: Operand, bias: Operand | None = None, stride: Sizes = 1, padding: Sizes = 0, dilation: Sizes = 1, groups: Int = 1) -> Tensor:
    """Sums over a window that moves over the last two dimensions of input, times weight.

    Args:
        input: tensor
        weight: tensor
        bias: tensor, by default None
        stride: integers, by default 1
        padding: integers, by default 0
        dilation: integers, by default 1
        groups: integer, by default 1

    Shapes, for example:
        input [1, 2, 3, 3], weight [2, 1, 2, 2], bias [2], groups=2 → [1, 2, 2, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv2d.html
    """
    return call(table.NN__FUNCTIONAL__CONV2D, (input, weight, bias, stride, padding, dilation, groups))


def conv3d(input: Tensor, weight: Operand, bias: Operand | None = None, stride: Sizes = 1, padding: Sizes = 0, dilation: Sizes = 1, groups: Int = 1) -> Tensor:
    """Sums over a window that moves over the last three dimensions of input, times weight.

    Args:
        input: tensor
        weight: tensor
        bias: tensor, by default None
        stride: integers, by default 1
        padding: integers, by default 0
        dilation: integers, by default 1
        groups: integer, by default 1

    Shapes, for example:
        input [1, 1, 2, 3, 2], weight [1, 1, 2, 2, 2], bias [1] → [1, 1, 1, 2, 1]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv3d.html
    """
    return call(table.NN__FUNCTIONAL__CONV3D, (input, weight, bias, stride, padding, dilation, groups))


def conv_transpose1d(input: Tensor, weight: Operand, bias: Operand | None = None, stride: Sizes = 1, padding: Sizes = 0, output_padding: Sizes = 0, groups: Int = 1, dilation: Sizes = 1) -> Tensor:
    """The transpose of conv1d: every element of input adds weight, times itself, to the output.

    Args:
        input: tensor
        weight: tensor
        bias: tensor, by default None
        stride: integers, by default 1
        padding: integers, by default 0
        output_padding: integers, by default 0
        groups: integer, by default 1
        dilation: integers, by default 1

    Shapes, for example:
        input [1, 2, 5], weight [2, 2, 2], bias [2] → [1, 2, 6]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose1d.html
    """
    return call(table.NN__FUNCTIONAL__CONV_TRANSPOSE1D, (input, weight, bias, stride, padding, output_padding, groups, dilation))


def conv_transpose2d(input: Tensor, weight: Operand, bias: Operand | None = None, stride: Sizes = 1, padding: Sizes = 0, output_padding: Sizes = 0, groups: Int = 1, dilation: Sizes = 1) -> Tensor:
    """The transpose of conv2d: every element of input adds weight, times itself, to the output.

    Args:
        input: tensor
        weight: tensor
        bias: tensor, by default None
        stride: integers, by default 1
        padding: integers, by default 0
        output_padding: integers, by default 0
        groups: integer, by default 1
        dilation: integers, by default 1

    Shapes, for example:
        input [1, 2, 3, 3], weight [2, 1, 2, 2], bias [2], groups=2 → [1, 2, 4, 4]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose2d.html
    """
    return call(table.NN__FUNCTIONAL__CONV_TRANSPOSE2D, (input, weight, bias, stride, padding, output_padding, groups, dilation))


def conv_transpose3d(input: Tensor, weight: Operand, bias: Operand | None = None, stride: Sizes = 1, padding: Sizes = 0, output_padding: Sizes = 0, groups: Int = 1, dilation: Sizes = 1) -> Tensor:
    """The transpose of conv3d: every element of input adds weight, times itself, to the output.

    Args:
        input: tensor
        weight: tensor
        bias: tensor, by default None
        stride: integers, by default 1
        padding: integers, by default 0
        output_padding: integers, by default 0
        groups: integer, by default 1
        dilation: integers, by default 1

    Shapes, for example:
        input [1, 1, 2, 3, 2], weight [1, 1, 2, 2, 2], bias [1] → [1, 1, 3, 4, 3]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose3d.html
    """
    return call(table.NN__FUNCTIONAL__CONV_TRANSPOSE3D, (input, weight, bias, stride, padding, output_padding, groups, dilation))


def cosine_similarity(x1: Tensor, x2: Operand, dim: Int = 1, eps: Number = 1e-08, *, axis: Int | None = None) -> Tensor:
    """The cosines of the angles between x1 and x2 along dim; norms count as eps at least.

    Args:
        x1: tensor
        x2: tensor
        dim: integer, by default 1
        eps: number, by default 1e-08

    Shapes, for example:
        x1 [2, 3], x2 [2, 3] → [2]

    Raises:
        IndexError: dim is out of range
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cosine_similarity.html
    """
    if axis is not None:
        dim = axis
    return call(table.NN__FUNCTIONAL__COSINE_SIMILARITY, (x1, x2, dim, eps))


def group_norm(input: Tensor, num_groups: Int, weight: Operand | None = None, bias: Operand | None = None, eps: Number = 1e-05) -> Tensor:
    """input normalized over groups of its channels, which are dimension 1, then times weight plus bias.

    Args:
        input: tensor
        num_groups: integer
        weight: tensor, by default None
        bias: tensor, by default None
        eps: number, by default 1e-05

    Shapes, for example:
        input [2, 4, 2], weight [4], bias [4], num_groups=2 → [2, 4, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.group_norm.html
    """
    return call(table.NN__FUNCTIONAL__GROUP_NORM, (input, num_groups, weight, bias, eps))


def layer_norm(input: Tensor, normalized_shape: Sizes, weight: Operand | None = None, bias: Operand | None = None, eps: Number = 1e-05) -> Tensor:
    """input normalized over its last dimensions, those of normalized_shape, then times weight plus bias.

    Args:
        input: tensor
        normalized_shape: integers
        weight: tensor, by default None
        bias: tensor, by default None
        eps: number, by default 1e-05

    Shapes, for example:
        input [2, 3], weight [3], bias [3], normalized_shape=[3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.layer_norm.html
    """
    return call(table.NN__FUNCTIONAL__LAYER_NORM, (input, normalized_shape, weight, bias, eps))


def max_pool1d(input: Tensor, kernel_size: Sizes, stride: Sizes | None = None, padding: Sizes = 0, dilation: Sizes = 1, ceil_mode: Bool = False, return_indices: Bool = False) -> Any:
    """The largest elements of windows that move over the last dimension of input; return_indices adds where they are.

    Args:
        input: tensor
        kernel_size: integers
        stride: integers, by default None
        padding: integers, by default 0
        dilation: integers, by default 1
        ceil_mode: boolean, by default False
        return_indices: boolean, by default False

    Shapes, for example:
        input [1, 1, 5], kernel_size=2 → [1, 1, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool1d.html
    """
    return call(table.NN__FUNCTIONAL__MAX_POOL1D, (input, kernel_size, stride, padding, dilation, ceil_mode, return_indices))


def max_pool2d(input: Tensor, kernel_size: Sizes, stride: Sizes | None = None, padding: Sizes = 0, dilation: Sizes = 1, ceil_mode: Bool = False, return_indices: Bool = False) -> Any:
    """The largest elements of windows that move over the last two dimensions of input; return_indices adds where they are.

    Args:
        input: tensor
        kernel_size: integers
        stride: integers, by default None
        padding: integers, by default 0
        dilation: integers, by default 1
        ceil_mode: boolean, by default False
        return_indices: boolean, by default False

    Shapes, for example:
        input [1, 3, 3], kernel_size=2 → [1, 1, 1]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool2d.html
    """
    return call(table.NN__FUNCTIONAL__MAX_POOL2D, (input, kernel_size, stride, padding, dilation, ceil_mode, return_indices))


def max_pool3d(input: Tensor, kernel_size: Sizes, stride: Sizes | None = None, padding: Sizes = 0, dilation: Sizes = 1, ceil_mode: Bool = False, return_indices: Bool = False) -> Any:
    """The largest elements of windows that move over the last three dimensions of input; return_indices adds where they are.

    Args:
        input: tensor
        kernel_size: integers
        stride: integers, by default None
        padding: integers, by default 0
        dilation: integers, by default 1
        ceil_mode: boolean, by default False
        return_indices: boolean, by default False

    Shapes, for example:
        input [1, 2, 2, 2], kernel_size=2 → [1, 1, 1, 1]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool3d.html
    """
    return call(table.NN__FUNCTIONAL__MAX_POOL3D, (input, kernel_size, stride, padding, dilation, ceil_mode, return_indices))


def pairwise_distance(x1: Tensor, x2: Operand, p: Number = 2.0, eps: Number = 1e-06, keepdim: Bool = False, *, keepdims: Bool | None = None) -> Tensor:
    """The p-norms of x1 - x2 + eps along the last dimension.

    Args:
        x1: tensor
        x2: tensor
        p: number, by default 2.0
        eps: number, by default 1e-06
        keepdim: boolean, by default False

    Shapes, for example:
        x1 [2, 3], x2 [2, 3] → [2]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pairwise_distance.html
    """
    if keepdims is not None:
        keepdim = keepdims
    return call(table.NN__FUNCTIONAL__PAIRWISE_DISTANCE, (x1, x2, p, eps, keepdim))


def pdist(input: Tensor, p: Number = 2.0) -> Tensor:
    """The p-norms of the differences of each two rows of input: those of the first with all others, and so on.

    Args:
        input: tensor
        p: number, by default 2.0

    Shapes, for example:
        input [4, 2] → [6]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pdist.html
    """
    return call(table.NN__FUNCTIONAL__PDIST, (input, p))


def rms_norm(input: Tensor, normalized_shape: Sizes, weight: Operand | None = None, eps: Number | None = None) -> Tensor:
    """input divided by the root of the mean square over its last dimensions, then times weight.

    Args:
        input: tensor
        normalized_shape: integers
        weight: tensor, by default None
        eps: number, by default None

    Shapes, for example:
        input [2, 3], weight [3], normalized_shape=[3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.rms_norm.html
    """
    return call(table.NN__FUNCTIONAL__RMS_NORM, (input, normalized_shape, weight, eps))


def nonzero(input: Tensor, *, as_tuple: Bool = False, out: Tensor | None = None) -> Tensor:
    """Where input is not zero: a row of indices per element, or with as_tuple a tensor of indices per dimension.

    Args:
        input: tensor
        as_tuple: boolean, by default False

    Shapes, for example:
        input [2, 2] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nonzero.html
    """
    if out is not None:
        return write(out, table.NONZERO, (input, as_tuple))
    return call(table.NONZERO, (input, as_tuple))


def nonzero_static(input: Tensor, *, size: Int, fill_value: Int = -1, out: Tensor | None = None) -> Tensor:
    """So many rows of what argwhere gives; where there are fewer, the rest is filled.

    Args:
        input: tensor
        size: integer
        fill_value: integer, by default -1

    Shapes, for example:
        input [2, 2], size=3 → [3, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nonzero_static.html
    """
    if out is not None:
        return write(out, table.NONZERO_STATIC, (input, size, fill_value))
    return call(table.NONZERO_STATIC, (input, size, fill_value))


def norm(input: Tensor, p: Number | Text = "fro", dim: Sizes | None = None, keepdim: Bool = False, dtype: Dtype | None = None, *, out: Tensor | None = None) -> Tensor:
    """The p-norm along dim, or of all elements; "fro" is the root of the sum of squares, "nuc" is of matrices.

    Args:
        input: tensor
        p: number, by default "fro"
        dim: integers, by default None
        keepdim: boolean, by default False
        dtype: dtype, by default None

    Shapes, for example:
        input [2, 3] → []

    https://docs.pytorch.org/docs/stable/generated/torch.norm.html
    """
    if out is not None:
        return write(out, table.NORM, (input, p, dim, keepdim, dtype))
    return call(table.NORM, (input, p, dim, keepdim, dtype))


def normal(mean: Operand = 0.0, std: Operand = 1.0, size: Sizes | None = None, *, generator: Generator | None = None, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """Normal numbers of the given means and standard deviations: tensors, or numbers and a size.

    Args:
        mean: tensor, by default 0.0
        std: tensor, by default 1.0
        size: integers, by default None
        generator: text, by default None
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    Shapes, for example:
        mean [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.normal.html
    """
    if out is not None:
        return write(out, table.NORMAL, (mean, std, size, generator, dtype, device, requires_grad))
    return call(table.NORMAL, (mean, std, size, generator, dtype, device, requires_grad))


def ones(*sizes: Sizes, size: Sizes | None = None, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """Ones of a shape.

    Args:
        size: integers
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.ones.html
    """
    if out is not None:
        return write(out, table.ONES, (spread(sizes, size), dtype, device, requires_grad))
    return call(table.ONES, (spread(sizes, size), dtype, device, requires_grad))


def ones_like(input: Tensor, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """Ones like input.

    Args:
        input: tensor
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.ones_like.html
    """
    if out is not None:
        return write(out, table.ONES_LIKE, (input, dtype, device, requires_grad))
    return call(table.ONES_LIKE, (input, dtype, device, requires_grad))


def orgqr(input: Tensor, input2: Operand, *, out: Tensor | None = None) -> Tensor:
    """The first columns of a product of Householder reflections, as geqrf gives them.

    Args:
        input: tensor
        input2: tensor

    Shapes, for example:
        input [3, 2], input2 [2] → [3, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.orgqr.html
    """
    if out is not None:
        return write(out, table.ORGQR, (input, input2))
    return call(table.ORGQR, (input, input2))


def ormqr(input: Tensor, tau: Operand, other: Operand, left: Bool = True, transpose: Bool = False, *, out: Tensor | None = None) -> Tensor:
    """other times a product of Householder reflections, or its adjoint with transpose, from the left or the right.

    Args:
        input: tensor
        tau: tensor
        other: tensor
        left: boolean, by default True
        transpose: boolean, by default False

    Shapes, for example:
        input [3, 2], tau [2], other [3, 2] → [3, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.ormqr.html
    """
    if out is not None:
        return write(out, table.ORMQR, (input, tau, other, left, transpose))
    return call(table.ORMQR, (input, tau, other, left, transpose))


def outer(input: Tensor, vec2: Operand, *, out: Tensor | None = None) -> Tensor:
    """The outer product of two vectors.

    Args:
        input: tensor
        vec2: tensor

    Shapes, for example:
        input [3], vec2 [2] → [3, 2]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.outer.html
    """
    if out is not None:
        return write(out, table.OUTER, (input, vec2))
    return call(table.OUTER, (input, vec2))


ger = outer

def pca_lowrank(A: Tensor, q: Int | None = None, center: Bool = True, niter: Int = 2, *, out: Sequence[Tensor] | None = None) -> Any:
    """The principal components of the rows of A: svd_lowrank of A less the means of its columns.

    Args:
        A: tensor
        q: integer, by default None
        center: boolean, by default True
        niter: integer, by default 2

    Shapes, for example:
        A [1, 1], q=1, center=False → [1, 1], [1], [1, 1]

    https://docs.pytorch.org/docs/stable/generated/torch.pca_lowrank.html
    """
    if out is not None:
        return write(out, table.PCA_LOWRANK, (A, q, center, niter))
    return call(table.PCA_LOWRANK, (A, q, center, niter))


def permute(input: Tensor, *all_dims: Sizes, dims: Sizes | None = None) -> Tensor:
    """input with its dimensions in another order.

    Args:
        input: tensor
        dims: integers

    Shapes, for example:
        input [2, 3, 4], dims=[2, 0, -2] → [4, 2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.permute.html
    """
    return call(table.PERMUTE, (input, spread(all_dims, dims)))


def permute_copy(input: Tensor, *all_dims: Sizes, dims: Sizes | None = None, out: Tensor | None = None) -> Tensor:
    """What permute shows, as a copy with a storage of its own.

    Args:
        input: tensor
        dims: integers

    Shapes, for example:
        input [2, 3, 4], dims=[2, 0, -2] → [4, 2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.permute_copy.html
    """
    if out is not None:
        return write(out, table.PERMUTE_COPY, (input, spread(all_dims, dims)))
    return call(table.PERMUTE_COPY, (input, spread(all_dims, dims)))


def pinverse(input: Tensor, rcond: Number = 1e-15, *, out: Tensor | None = None) -> Tensor:
    """The pseudoinverse; singular values of at most rcond * the largest count as zero.

    Args:
        input: tensor
        rcond: number, by default 1e-15

    Shapes, for example:
        input [3, 2] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.pinverse.html
    """
    if out is not None:
        return write(out, table.PINVERSE, (input, rcond))
    return call(table.PINVERSE, (input, rcond))


def pixel_shuffle(input: Tensor, upscale_factor: Int, *, out: Tensor | None = None) -> Tensor:
    """input with upscale_factor ** 2 channels each made a square of pixels: fewer channels, larger images.

    Args:
        input: tensor
        upscale_factor: integer

    Shapes, for example:
        input [1, 4, 2, 3], upscale_factor=2 → [1, 1, 4, 6]

    https://docs.pytorch.org/docs/stable/generated/torch.pixel_shuffle.html
    """
    if out is not None:
        return write(out, table.PIXEL_SHUFFLE, (input, upscale_factor))
    return call(table.PIXEL_SHUFFLE, (input, upscale_factor))


def pixel_unshuffle(input: Tensor, downscale_factor: Int, *, out: Tensor | None = None) -> Tensor:
    """input with squares of pixels each made downscale_factor ** 2 channels: more channels, smaller images.

    Args:
        input: tensor
        downscale_factor: integer

    Shapes, for example:
        input [1, 1, 2, 4], downscale_factor=2 → [1, 4, 1, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.pixel_unshuffle.html
    """
    if out is not None:
        return write(out, table.PIXEL_UNSHUFFLE, (input, downscale_factor))
    return call(table.PIXEL_UNSHUFFLE, (input, downscale_factor))


def poisson(input: Tensor, *, generator: Generator | None = None, out: Tensor | None = None) -> Tensor:
    """Counts of events, each at the rate in input.

    Args:
        input: tensor
        generator: text, by default None

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.poisson.html
    """
    if out is not None:
        return write(out, table.POISSON, (input, generator))
    return call(table.POISSON, (input, generator))


def polar(abs: Tensor, angle: Operand, *, out: Tensor | None = None) -> Tensor:
    """Complex numbers of their absolute values and angles.

    Args:
        abs: tensor
        angle: tensor

    Shapes, for example:
        abs [2, 3], angle [3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.polar.html
    """
    if out is not None:
        return write(out, table.POLAR, (abs, angle))
    return call(table.POLAR, (abs, angle))


def polygamma(n: Int, input: Operand, *, out: Tensor | None = None) -> Tensor:
    """The derivative of order n of digamma.

    Args:
        n: integer
        input: tensor

    Shapes, for example:
        input [2, 3], n=1 → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.polygamma.html
    """
    if out is not None:
        return write(out, table.POLYGAMMA, (n, input))
    return call(table.POLYGAMMA, (n, input))


def positive(input: Tensor) -> Tensor:
    """input itself.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.positive.html
    """
    return call(table.POSITIVE, (input,))


def pow(input: Tensor, exponent: Operand, *, out: Tensor | None = None) -> Tensor:
    """input to the power of exponent.

    Args:
        input: tensor
        exponent: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.pow.html
    """
    if out is not None:
        return write(out, table.POW, (input, exponent))
    return call(table.POW, (input, exponent))


def prelu(input: Tensor, weight: Operand, *, out: Tensor | None = None) -> Tensor:
    """input where it is positive, weight * input elsewhere; one weight for all, or one for each of dimension 1.

    Args:
        input: tensor
        weight: tensor

    Shapes, for example:
        input [2, 3], weight [3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.prelu.html
    """
    if out is not None:
        return write(out, table.PRELU, (input, weight))
    return call(table.PRELU, (input, weight))


def prod(input: Tensor, dim: Int | None = None, keepdim: Bool = False, *, dtype: Dtype | None = None, axis: Int | None = None, keepdims: Bool | None = None, out: Tensor | None = None) -> Tensor:
    """The product over dim, or of all elements; integers and booleans multiply to int64.

    Args:
        input: tensor
        dim: integer, by default None
        keepdim: boolean, by default False
        dtype: dtype, by default None

    Shapes, for example:
        input [2, 3] → []

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.prod.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if out is not None:
        return write(out, table.PROD, (input, dim, keepdim, dtype))
    return call(table.PROD, (input, dim, keepdim, dtype))


def put(input: Tensor, index: Operand, source: Operand, accumulate: Bool = False, *, out: Tensor | None = None) -> Tensor:
    """input with the elements of source written, or added, where index numbers the flat input.

    Args:
        input: tensor
        index: tensor
        source: tensor
        accumulate: boolean, by default False

    Shapes, for example:
        input [2, 3], index [2, 1], source [2] → [2, 3]

    Raises:
        IndexError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.put.html
    """
    if out is not None:
        return write(out, table.PUT, (input, index, source, accumulate))
    return call(table.PUT, (input, index, source, accumulate))


def qr(input: Tensor, some: Bool = True, *, out: Sequence[Tensor] | None = None) -> Any:
    """Q and R with input = Q R; some=False gives all columns of Q.

    Args:
        input: tensor
        some: boolean, by default True

    Shapes, for example:
        input [3, 2] → [3, 2], [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.qr.html
    """
    if out is not None:
        return write(out, table.QR, (input, some))
    return call(table.QR, (input, some))


def quantile(input: Tensor, q: Operand, dim: Int | None = None, keepdim: Bool = False, *, interpolation: Text = "linear", axis: Int | None = None, keepdims: Bool | None = None, out: Tensor | None = None) -> Tensor:
    """What the share q of the elements along dim, or of all, lies below; NaN where one is. q is a number or vector.

    Args:
        input: tensor
        q: tensor
        dim: integer, by default None
        keepdim: boolean, by default False
        interpolation: text, by default "linear"

    Shapes, for example:
        input [5] → []

    Raises:
        IndexError: dim is out of range
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.quantile.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if out is not None:
        return write(out, table.QUANTILE, (input, q, dim, keepdim, interpolation))
    return call(table.QUANTILE, (input, q, dim, keepdim, interpolation))


def rad2deg(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Radians as degrees.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.rad2deg.html
    """
    if out is not None:
        return write(out, table.RAD2DEG, (input,))
    return call(table.RAD2DEG, (input,))


def rad2deg_(input: Tensor) -> Tensor:
    """Radians as degrees.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.rad2deg.html
    """
    return call(table.RAD2DEG_, (input,))


def rand(*sizes: Sizes, size: Sizes | None = None, generator: Generator | None = None, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """Numbers uniform in [0, 1).

    Args:
        size: integers
        generator: text, by default None
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.rand.html
    """
    if out is not None:
        return write(out, table.RAND, (spread(sizes, size), generator, dtype, device, requires_grad))
    return call(table.RAND, (spread(sizes, size), generator, dtype, device, requires_grad))


def rand_like(input: Tensor, *, generator: Generator | None = None, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """Numbers uniform in [0, 1), like input.

    Args:
        input: tensor
        generator: text, by default None
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.rand_like.html
    """
    if out is not None:
        return write(out, table.RAND_LIKE, (input, generator, dtype, device, requires_grad))
    return call(table.RAND_LIKE, (input, generator, dtype, device, requires_grad))


def randint(low: Int = 0, high: Sizes | None = None, size: Sizes = (), *, generator: Generator | None = None, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """Integers from low to before high.

    Args:
        low: integer, by default 0
        high: integer, by default None
        size: integers, by default ()
        generator: text, by default None
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.randint.html
    """
    if isinstance(high, (list, tuple)):
        low, high, size = 0, low, high
    if high is None:
        low, high = 0, low
    if out is not None:
        return write(out, table.RANDINT, (low, high, size, generator, dtype, device, requires_grad))
    return call(table.RANDINT, (low, high, size, generator, dtype, device, requires_grad))


def randint_like(input: Tensor, low: Int = 0, high: Int | None = None, *, generator: Generator | None = None, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """Integers from low to before high, like input; one number alone is high.

    Args:
        input: tensor
        low: integer, by default 0
        high: integer, by default None
        generator: text, by default None
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    Shapes, for example:
        input [2, 3], high=10 → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.randint_like.html
    """
    if high is None:
        low, high = 0, low
    if out is not None:
        return write(out, table.RANDINT_LIKE, (input, low, high, generator, dtype, device, requires_grad))
    return call(table.RANDINT_LIKE, (input, low, high, generator, dtype, device, requires_grad))


def randn(*sizes: Sizes, size: Sizes | None = None, generator: Generator | None = None, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """Numbers of the standard normal distribution.

    Args:
        size: integers
        generator: text, by default None
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.randn.html
    """
    if out is not None:
        return write(out, table.RANDN, (spread(sizes, size), generator, dtype, device, requires_grad))
    return call(table.RANDN, (spread(sizes, size), generator, dtype, device, requires_grad))


def randn_like(input: Tensor, *, generator: Generator | None = None, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """Numbers of the standard normal distribution, like input.

    Args:
        input: tensor
        generator: text, by default None
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.randn_like.html
    """
    if out is not None:
        return write(out, table.RANDN_LIKE, (input, generator, dtype, device, requires_grad))
    return call(table.RANDN_LIKE, (input, generator, dtype, device, requires_grad))


def randperm(n: Int, *, generator: Generator | None = None, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """The integers below n in random order.

    Args:
        n: integer
        generator: text, by default None
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.randperm.html
    """
    if out is not None:
        return write(out, table.RANDPERM, (n, generator, dtype, device, requires_grad))
    return call(table.RANDPERM, (n, generator, dtype, device, requires_grad))


def ravel(input: Tensor) -> Tensor:
    """input in one dimension.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [6]

    https://docs.pytorch.org/docs/stable/generated/torch.ravel.html
    """
    return call(table.RAVEL, (input,))


def real(input: Tensor) -> Tensor:
    """The real part of input, a view of it; a real tensor is its own.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.real.html
    """
    return call(table.ATTRIBUTE_real, (input,))


def reciprocal(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """1 / input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.reciprocal.html
    """
    if out is not None:
        return write(out, table.RECIPROCAL, (input,))
    return call(table.RECIPROCAL, (input,))


def reciprocal_(input: Tensor) -> Tensor:
    """1 / input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.reciprocal.html
    """
    return call(table.RECIPROCAL_, (input,))


def relu(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """input where it is positive, else 0. The gradient at 0 is 0.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.relu.html
    """
    if out is not None:
        return write(out, table.RELU, (input,))
    return call(table.RELU, (input,))


def relu_(input: Tensor) -> Tensor:
    """input where it is positive, else 0. The gradient at 0 is 0.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.relu.html
    """
    return call(table.RELU_, (input,))


def remainder(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """What remains of input / other rounded down: it has the sign of other.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2], other [2] → [2]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.remainder.html
    """
    if out is not None:
        return write(out, table.REMAINDER, (input, other))
    return call(table.REMAINDER, (input, other))


def renorm(input: Tensor, p: Number, dim: Int, maxnorm: Number, *, out: Tensor | None = None) -> Tensor:
    """input, where each part at an index into dim, whose p-norm is larger than maxnorm, is scaled down to it.

    Args:
        input: tensor
        p: number
        dim: integer
        maxnorm: number

    Shapes, for example:
        input [3, 2], p=2, dim=0, maxnorm=1.0 → [3, 2]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.renorm.html
    """
    if out is not None:
        return write(out, table.RENORM, (input, p, dim, maxnorm))
    return call(table.RENORM, (input, p, dim, maxnorm))


def repeat_interleave(input: Tensor, repeats: Operand | None = None, dim: Int | None = None, *, output_size: Int | None = None, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """Each part of input along dim (or of the flat input) repeats times, a number or a tensor of one per part.

    Args:
        input: tensor
        repeats: tensor, by default None
        dim: integer, by default None
        output_size: integer, by default None

    Shapes, for example:
        input [2, 3] → [12]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.repeat_interleave.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.REPEAT_INTERLEAVE, (input, repeats, dim, output_size))
    return call(table.REPEAT_INTERLEAVE, (input, repeats, dim, output_size))


def reshape(input: Tensor, *shapes: Sizes, shape: Sizes | None = None) -> Tensor:
    """input in another shape, one of whose sizes may be -1: a view where the strides allow it, else a copy.

    Args:
        input: tensor
        shape: integers

    Shapes, for example:
        input [2, 6], shape=[3, -1] → [3, 4]

    https://docs.pytorch.org/docs/stable/generated/torch.reshape.html
    """
    return call(table.RESHAPE, (input, spread(shapes, shape)))


def resize_as_(input: Tensor, the_template: Operand) -> Tensor:
    """Give input the size of another tensor.

    Args:
        input: tensor
        the_template: tensor

    Shapes, for example:
        input [3], the_template [2] → [2]

    https://docs.pytorch.org/docs/stable/generated/torch.resize_as_.html
    """
    return call(table.RESIZE_AS_, (input, the_template))


def resolve_conj(input: Tensor) -> Tensor:
    """input itself: conjugates are never put off here.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.resolve_conj.html
    """
    return call(table.RESOLVE_CONJ, (input,))


def resolve_neg(input: Tensor) -> Tensor:
    """input itself: negation is never put off here.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.resolve_neg.html
    """
    return call(table.RESOLVE_NEG, (input,))


def rnn_relu(input: Tensor, hx: Operand, params: Sequence[Tensor], has_biases: Bool, num_layers: Int, dropout: Number, train: Bool, bidirectional: Bool, batch_first: Bool, *, out: Sequence[Tensor] | None = None) -> Any:
    """rnn_relu_cell along sequences: the last layer's states, and all layers' last ones.

    Args:
        input: tensor
        hx: tensor
        params: tensors
        has_biases: boolean
        num_layers: integer
        dropout: number
        train: boolean
        bidirectional: boolean
        batch_first: boolean

    Shapes, for example:
        input [2, 2, 3], hx [1, 2, 2], params [[2, 3], [2, 2], [2], [2]], has_biases=True, num_layers=1, dropout=0.0, train=False, bidirectional=False, batch_first=False → [2, 2, 2], [1, 2, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.rnn_relu.html
    """
    if out is not None:
        return write(out, table.RNN_RELU, (input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first))
    return call(table.RNN_RELU, (input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first))


def rnn_relu_cell(input: Tensor, hx: Operand, w_ih: Operand, w_hh: Operand, b_ih: Operand | None = None, b_hh: Operand | None = None, *, out: Tensor | None = None) -> Tensor:
    """relu(w_ih input + b_ih + w_hh hx + b_hh), for each sample.

    Args:
        input: tensor
        hx: tensor
        w_ih: tensor
        w_hh: tensor
        b_ih: tensor, by default None
        b_hh: tensor, by default None

    Shapes, for example:
        input [2, 3], hx [2, 2], w_ih [2, 3], w_hh [2, 2], b_ih [2], b_hh [2] → [2, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.rnn_relu_cell.html
    """
    if out is not None:
        return write(out, table.RNN_RELU_CELL, (input, hx, w_ih, w_hh, b_ih, b_hh))
    return call(table.RNN_RELU_CELL, (input, hx, w_ih, w_hh, b_ih, b_hh))


def rnn_tanh(input: Tensor, hx: Operand, params: Sequence[Tensor], has_biases: Bool, num_layers: Int, dropout: Number, train: Bool, bidirectional: Bool, batch_first: Bool, *, out: Sequence[Tensor] | None = None) -> Any:
    """rnn_tanh_cell along sequences: the last layer's states, and all layers' last ones.

    Args:
        input: tensor
        hx: tensor
        params: tensors
        has_biases: boolean
        num_layers: integer
        dropout: number
        train: boolean
        bidirectional: boolean
        batch_first: boolean

    Shapes, for example:
        input [2, 2, 3], hx [1, 2, 2], params [[2, 3], [2, 2], [2], [2]], has_biases=True, num_layers=1, dropout=0.0, train=False, bidirectional=False, batch_first=False → [2, 2, 2], [1, 2, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.rnn_tanh.html
    """
    if out is not None:
        return write(out, table.RNN_TANH, (input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first))
    return call(table.RNN_TANH, (input, hx, params, has_biases, num_layers, dropout, train, bidirectional, batch_first))


def rnn_tanh_cell(input: Tensor, hx: Operand, w_ih: Operand, w_hh: Operand, b_ih: Operand | None = None, b_hh: Operand | None = None, *, out: Tensor | None = None) -> Tensor:
    """tanh(w_ih input + b_ih + w_hh hx + b_hh), for each sample.

    Args:
        input: tensor
        hx: tensor
        w_ih: tensor
        w_hh: tensor
        b_ih: tensor, by default None
        b_hh: tensor, by default None

    Shapes, for example:
        input [2, 3], hx [2, 2], w_ih [2, 3], w_hh [2, 2], b_ih [2], b_hh [2] → [2, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.rnn_tanh_cell.html
    """
    if out is not None:
        return write(out, table.RNN_TANH_CELL, (input, hx, w_ih, w_hh, b_ih, b_hh))
    return call(table.RNN_TANH_CELL, (input, hx, w_ih, w_hh, b_ih, b_hh))


def roll(input: Tensor, shifts: Sizes, dims: Sizes = (), *, out: Tensor | None = None) -> Tensor:
    """input moved along dims by shifts, what leaves at one end entering at the other; without dims as if flat.

    Args:
        input: tensor
        shifts: integers
        dims: integers, by default ()

    Shapes, for example:
        input [2, 3], shifts=1 → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.roll.html
    """
    if out is not None:
        return write(out, table.ROLL, (input, shifts, dims))
    return call(table.ROLL, (input, shifts, dims))


def rot90(input: Tensor, k: Int = 1, dims: Sizes = (0, 1), *, out: Tensor | None = None) -> Tensor:
    """input turned by k quarters in a plane, from the first of dims to the second.

    Args:
        input: tensor
        k: integer, by default 1
        dims: integers, by default (0, 1)

    Shapes, for example:
        input [2, 3] → [3, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.rot90.html
    """
    if out is not None:
        return write(out, table.ROT90, (input, k, dims))
    return call(table.ROT90, (input, k, dims))


def round(input: Tensor, *, decimals: Int = 0, out: Tensor | None = None) -> Tensor:
    """The nearest number of so many decimals; halves go to the even one.

    Args:
        input: tensor
        decimals: integer, by default 0

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.round.html
    """
    if out is not None:
        return write(out, table.ROUND, (input, decimals))
    return call(table.ROUND, (input, decimals))


def round_(input: Tensor, *, decimals: Int = 0) -> Tensor:
    """The nearest number of so many decimals; halves go to the even one.

    Args:
        input: tensor
        decimals: integer, by default 0

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.round.html
    """
    return call(table.ROUND_, (input, decimals))


def rsqrt(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """1 / sqrt(input).

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.rsqrt.html
    """
    if out is not None:
        return write(out, table.RSQRT, (input,))
    return call(table.RSQRT, (input,))


def rsqrt_(input: Tensor) -> Tensor:
    """1 / sqrt(input).

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.rsqrt.html
    """
    return call(table.RSQRT_, (input,))


def rsub(input: Tensor, other: Operand, *, alpha: Number = 1, out: Tensor | None = None) -> Tensor:
    """other - alpha * input.

    Args:
        input: tensor
        other: tensor
        alpha: number, by default 1

    Shapes, for example:
        input [2, 3], other [2, 3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.rsub.html
    """
    if out is not None:
        return write(out, table.RSUB, (input, other, alpha))
    return call(table.RSUB, (input, other, alpha))


def scalar_tensor(s: Number, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """A number as a tensor without dimensions, in the default dtype.

    Args:
        s: number
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.scalar_tensor.html
    """
    if out is not None:
        return write(out, table.SCALAR_TENSOR, (s, dtype, device, requires_grad))
    return call(table.SCALAR_TENSOR, (s, dtype, device, requires_grad))


def scatter(input: Tensor, dim: Int, index: Operand, src: Operand | None = None, *, value: Number | None = None, reduce: Text | None = None, out: Tensor | None = None) -> Tensor:
    """input with src, a tensor or a number (also called value), written or combined where gather would read.

    Args:
        input: tensor
        dim: integer
        index: tensor
        src: tensor, by default None
        value: number, by default None
        reduce: text, by default None

    Shapes, for example:
        input [2, 3], index [2, 2], src [2, 3], dim=1 → [2, 3]

    Raises:
        IndexError: dim is out of range
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.scatter.html
    """
    if out is not None:
        return write(out, table.SCATTER, (input, dim, index, src, value, reduce))
    return call(table.SCATTER, (input, dim, index, src, value, reduce))


def scatter_add(input: Tensor, dim: Int, index: Operand, src: Operand, *, out: Tensor | None = None) -> Tensor:
    """input with src added where gather would read; what is named twice is added to twice.

    Args:
        input: tensor
        dim: integer
        index: tensor
        src: tensor

    Shapes, for example:
        input [2, 3], index [2, 2], src [2, 2], dim=1 → [2, 3]

    Raises:
        IndexError: dim is out of range
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.scatter_add.html
    """
    if out is not None:
        return write(out, table.SCATTER_ADD, (input, dim, index, src))
    return call(table.SCATTER_ADD, (input, dim, index, src))


def scatter_reduce(input: Tensor, dim: Int, index: Operand, src: Operand, reduce: Text, *, include_self: Bool = True, out: Tensor | None = None) -> Tensor:
    """input with the sum, product, mean or extremum of itself and src in the places where gather would read.

    Args:
        input: tensor
        dim: integer
        index: tensor
        src: tensor
        reduce: text
        include_self: boolean, by default True

    Shapes, for example:
        input [2, 3], index [2, 2], src [2, 3], dim=1, reduce=sum → [2, 3]

    Raises:
        IndexError: dim is out of range
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.scatter_reduce.html
    """
    if out is not None:
        return write(out, table.SCATTER_REDUCE, (input, dim, index, src, reduce, include_self))
    return call(table.SCATTER_REDUCE, (input, dim, index, src, reduce, include_self))


def searchsorted(sorted_sequence: Tensor, input: Operand, *, out_int32: Bool = False, right: Bool = False, side: Text | None = None, sorter: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """How many elements of sorted_sequence come before each value of input; with right (or side) also equal ones.

    Args:
        sorted_sequence: tensor
        input: tensor
        out_int32: boolean, by default False
        right: boolean, by default False
        side: text, by default None
        sorter: tensor, by default None

    Shapes, for example:
        sorted_sequence [3], input [2] → [2]

    https://docs.pytorch.org/docs/stable/generated/torch.searchsorted.html
    """
    if out is not None:
        return write(out, table.SEARCHSORTED, (sorted_sequence, input, out_int32, right, side, sorter))
    return call(table.SEARCHSORTED, (sorted_sequence, input, out_int32, right, side, sorter))


def segment_reduce(data: Tensor, reduce: Text, *, lengths: Operand | None = None, indices: Operand | None = None, offsets: Operand | None = None, axis: Int = 0, unsafe: Bool = False, initial: Number | None = None, out: Tensor | None = None) -> Tensor:
    """The sum, mean, max, min or prod, as reduce says, of each segment along axis; initial takes part in each.

    Args:
        data: tensor
        reduce: text
        lengths: tensor, by default None
        indices: tensor, by default None
        offsets: tensor, by default None
        axis: integer, by default 0
        unsafe: boolean, by default False
        initial: number, by default None

    Shapes, for example:
        data [5], lengths [3], reduce=sum → [3]

    https://docs.pytorch.org/docs/stable/generated/torch.segment_reduce.html
    """
    if out is not None:
        return write(out, table.SEGMENT_REDUCE, (data, reduce, lengths, indices, offsets, axis, unsafe, initial))
    return call(table.SEGMENT_REDUCE, (data, reduce, lengths, indices, offsets, axis, unsafe, initial))


def select(input: Tensor, dim: Int, index: Int) -> Tensor:
    """The part of input at one index along dim, which goes.

    Args:
        input: tensor
        dim: integer
        index: integer

    Shapes, for example:
        input [2, 3], dim=1, index=-1 → [2]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.select.html
    """
    return call(table.SELECT, (input, dim, index))


def select_copy(input: Tensor, dim: Int, index: Int, *, out: Tensor | None = None) -> Tensor:
    """What select shows, as a copy with a storage of its own.

    Args:
        input: tensor
        dim: integer
        index: integer

    Shapes, for example:
        input [2, 3], dim=1, index=-1 → [2]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.select_copy.html
    """
    if out is not None:
        return write(out, table.SELECT_COPY, (input, dim, index))
    return call(table.SELECT_COPY, (input, dim, index))


def select_scatter(input: Tensor, src: Operand, dim: Int, index: Int, *, out: Tensor | None = None) -> Tensor:
    """input with src at one index along dim.

    Args:
        input: tensor
        src: tensor
        dim: integer
        index: integer

    Shapes, for example:
        input [2, 3], src [2], dim=1, index=-1 → [2, 3]

    Raises:
        IndexError: dim is out of range
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.select_scatter.html
    """
    if out is not None:
        return write(out, table.SELECT_SCATTER, (input, src, dim, index))
    return call(table.SELECT_SCATTER, (input, src, dim, index))


def selu(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """1.0507 * input where it is positive, 1.7581 * (exp(input) - 1) elsewhere: keeps mean 0 and variance 1.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.selu.html
    """
    if out is not None:
        return write(out, table.SELU, (input,))
    return call(table.SELU, (input,))


def selu_(input: Tensor) -> Tensor:
    """1.0507 * input where it is positive, 1.7581 * (exp(input) - 1) elsewhere: keeps mean 0 and variance 1.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.selu.html
    """
    return call(table.SELU_, (input,))


def set_rng_state(new_state: Tensor, generator: Generator | None = None, device: Device | None = None) -> None:
    """Let a generator go on from a state that get_rng_state gave.

    Args:
        new_state: tensor
        generator: text, by default None
        device: device, by default None

    https://docs.pytorch.org/docs/stable/generated/torch.set_rng_state.html
    """
    return call(table.SET_RNG_STATE, (new_state, generator, device))


def sgn(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The sign of input; for complex numbers input / abs(input), 0 at 0.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.sgn.html
    """
    if out is not None:
        return write(out, table.SGN, (input,))
    return call(table.SGN, (input,))


def sgn_(input: Tensor) -> Tensor:
    """The sign of input; for complex numbers input / abs(input), 0 at 0.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.sgn.html
    """
    return call(table.SGN_, (input,))


def sigmoid(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """1 / (1 + exp(-input)).

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.sigmoid.html
    """
    if out is not None:
        return write(out, table.SIGMOID, (input,))
    return call(table.SIGMOID, (input,))


def sigmoid_(input: Tensor) -> Tensor:
    """1 / (1 + exp(-input)).

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.sigmoid.html
    """
    return call(table.SIGMOID_, (input,))


def sign(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """-1, 0 or 1, as input is negative, zero or positive.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.sign.html
    """
    if out is not None:
        return write(out, table.SIGN, (input,))
    return call(table.SIGN, (input,))


def sign_(input: Tensor) -> Tensor:
    """-1, 0 or 1, as input is negative, zero or positive.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.sign.html
    """
    return call(table.SIGN_, (input,))


def signbit(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Whether elements have a minus sign, as -0.0 has.

    Args:
        input: tensor

    Shapes, for example:
        input [4] → [4]

    https://docs.pytorch.org/docs/stable/generated/torch.signbit.html
    """
    if out is not None:
        return write(out, table.SIGNBIT, (input,))
    return call(table.SIGNBIT, (input,))


def sin(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The sine of input in radians.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.sin.html
    """
    if out is not None:
        return write(out, table.SIN, (input,))
    return call(table.SIN, (input,))


def sin_(input: Tensor) -> Tensor:
    """The sine of input in radians.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.sin.html
    """
    return call(table.SIN_, (input,))


def sinc(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """sin(pi * input) / (pi * input), 1 at 0.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.sinc.html
    """
    if out is not None:
        return write(out, table.SINC, (input,))
    return call(table.SINC, (input,))


def sinc_(input: Tensor) -> Tensor:
    """sin(pi * input) / (pi * input), 1 at 0.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.sinc.html
    """
    return call(table.SINC_, (input,))


def sinh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The hyperbolic sine of input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.sinh.html
    """
    if out is not None:
        return write(out, table.SINH, (input,))
    return call(table.SINH, (input,))


def sinh_(input: Tensor) -> Tensor:
    """The hyperbolic sine of input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.sinh.html
    """
    return call(table.SINH_, (input,))


def slice_copy(input: Tensor, dim: Int = 0, start: Int | None = None, end: Int | None = None, step: Int = 1, *, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """What slice shows, as a copy with a storage of its own.

    Args:
        input: tensor
        dim: integer, by default 0
        start: integer, by default None
        end: integer, by default None
        step: integer, by default 1

    Shapes, for example:
        input [5, 2], dim=0, start=1, end=-1, step=2 → [2, 2]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.slice_copy.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.SLICE_COPY, (input, dim, start, end, step))
    return call(table.SLICE_COPY, (input, dim, start, end, step))


def slice_scatter(input: Tensor, src: Operand, dim: Int = 0, start: Int | None = None, end: Int | None = None, step: Int = 1, *, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """input with src from start to before end along dim, with steps.

    Args:
        input: tensor
        src: tensor
        dim: integer, by default 0
        start: integer, by default None
        end: integer, by default None
        step: integer, by default 1

    Shapes, for example:
        input [4, 2], src [2, 2], start=1, end=-1 → [4, 2]

    Raises:
        IndexError: dim is out of range
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.slice_scatter.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.SLICE_SCATTER, (input, src, dim, start, end, step))
    return call(table.SLICE_SCATTER, (input, src, dim, start, end, step))


def slogdet(input: Tensor, *, out: Sequence[Tensor] | None = None) -> Any:
    """The signs of determinants, and the natural logarithms of their sizes.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 2] → [], []

    https://docs.pytorch.org/docs/stable/generated/torch.slogdet.html
    """
    if out is not None:
        return write(out, table.SLOGDET, (input,))
    return call(table.SLOGDET, (input,))


def softmax(input: Tensor, dim: Int | None = None, dtype: Dtype | None = None, *, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """exp(input) over its sum along dim: positive numbers that sum to 1.

    Args:
        input: tensor
        dim: integer, by default None
        dtype: dtype, by default None

    Shapes, for example:
        input [2, 3], dim=1 → [2, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.softmax.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.SOFTMAX, (input, dim, dtype))
    return call(table.SOFTMAX, (input, dim, dtype))


def sort(input: Tensor, dim: Int = -1, descending: Bool = False, *, stable: Bool | None = None, axis: Int | None = None, out: Sequence[Tensor] | None = None) -> Any:
    """The elements in order along dim, and where each was. Equal ones keep their order; NaN counts as the largest.

    Args:
        input: tensor
        dim: integer, by default -1
        descending: boolean, by default False
        stable: boolean, by default None

    Shapes, for example:
        input [2, 4] → [2, 4], [2, 4]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.sort.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.SORT, (input, dim, descending, stable))
    return call(table.SORT, (input, dim, descending, stable))


def split(input: Tensor, split_size_or_sections: Sizes, dim: Int = 0) -> tuple[Tensor, ...]:
    """Parts of one size along dim, the last maybe smaller; or parts of the listed sizes.

    Args:
        input: tensor
        split_size_or_sections: integers
        dim: integer, by default 0

    Shapes, for example:
        input [5, 2], split_size_or_sections=2 → [2, 2], [2, 2], [1, 2]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.split.html
    """
    return call(table.SPLIT, (input, split_size_or_sections, dim))


def split_copy(input: Tensor, split_size: Int, dim: Int = 0, *, axis: Int | None = None) -> tuple[Tensor, ...]:
    """What split shows, as a copy with a storage of its own.

    Args:
        input: tensor
        split_size: integer
        dim: integer, by default 0

    Shapes, for example:
        input [5, 2], split_size=2 → [2, 2], [2, 2], [1, 2]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.split_copy.html
    """
    if axis is not None:
        dim = axis
    return call(table.SPLIT_COPY, (input, split_size, dim))


def split_with_sizes(input: Tensor, split_sizes: Sizes, dim: Int = 0, *, axis: Int | None = None) -> tuple[Tensor, ...]:
    """Consecutive parts of the given sizes along dim.

    Args:
        input: tensor
        split_sizes: integers
        dim: integer, by default 0

    Shapes, for example:
        input [5, 2], split_sizes=[2, 3] → [2, 2], [3, 2]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.split_with_sizes.html
    """
    if axis is not None:
        dim = axis
    return call(table.SPLIT_WITH_SIZES, (input, split_sizes, dim))


def split_with_sizes_copy(input: Tensor, split_sizes: Sizes, dim: Int = 0, *, axis: Int | None = None) -> tuple[Tensor, ...]:
    """What split_with_sizes shows, as a copy with a storage of its own.

    Args:
        input: tensor
        split_sizes: integers
        dim: integer, by default 0

    Shapes, for example:
        input [5, 2], split_sizes=[2, 3] → [2, 2], [3, 2]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.split_with_sizes_copy.html
    """
    if axis is not None:
        dim = axis
    return call(table.SPLIT_WITH_SIZES_COPY, (input, split_sizes, dim))


def sqrt(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The square root of input; NaN for negative numbers.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.sqrt.html
    """
    if out is not None:
        return write(out, table.SQRT, (input,))
    return call(table.SQRT, (input,))


def sqrt_(input: Tensor) -> Tensor:
    """The square root of input; NaN for negative numbers.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.sqrt.html
    """
    return call(table.SQRT_, (input,))


def square(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """input * input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.square.html
    """
    if out is not None:
        return write(out, table.SQUARE, (input,))
    return call(table.SQUARE, (input,))


def square_(input: Tensor) -> Tensor:
    """input * input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.square.html
    """
    return call(table.SQUARE_, (input,))


def squeeze(input: Tensor, dim: Sizes | None = None, *, axis: Sizes | None = None) -> Tensor:
    """input without its dimensions of size 1, or without those of them that dim names.

    Args:
        input: tensor
        dim: integers, by default None

    Shapes, for example:
        input [1, 3, 1] → [3]

    https://docs.pytorch.org/docs/stable/generated/torch.squeeze.html
    """
    if axis is not None:
        dim = axis
    return call(table.SQUEEZE, (input, dim))


def squeeze_copy(input: Tensor, dim: Sizes | None = None, *, axis: Sizes | None = None, out: Tensor | None = None) -> Tensor:
    """What squeeze shows, as a copy with a storage of its own.

    Args:
        input: tensor
        dim: integers, by default None

    Shapes, for example:
        input [1, 3, 1] → [3]

    https://docs.pytorch.org/docs/stable/generated/torch.squeeze_copy.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.SQUEEZE_COPY, (input, dim))
    return call(table.SQUEEZE_COPY, (input, dim))


def stack(tensors: Sequence[Tensor], dim: Int = 0, *, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """Tensors of one shape along a new dimension.

    Args:
        tensors: tensors
        dim: integer, by default 0

    Shapes, for example:
        tensors [[2, 3], [2, 3]] → [2, 2, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.stack.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.STACK, (tensors, dim))
    return call(table.STACK, (tensors, dim))


def std(input: Tensor, dim: Sizes | None = None, unbiased: Bool | None = None, keepdim: Bool = False, *, correction: Number | None = None, axis: Sizes | None = None, keepdims: Bool | None = None, out: Tensor | None = None) -> Tensor:
    """The standard deviation over dim, or of all elements: the square root of var.

    Args:
        input: tensor
        dim: integers, by default None
        unbiased: boolean, by default None
        keepdim: boolean, by default False
        correction: number, by default None

    Shapes, for example:
        input [2, 3] → []

    https://docs.pytorch.org/docs/stable/generated/torch.std.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if isinstance(dim, bool):
        dim, unbiased = None, dim
    if out is not None:
        return write(out, table.STD, (input, dim, unbiased, keepdim, correction))
    return call(table.STD, (input, dim, unbiased, keepdim, correction))


def std_mean(input: Tensor, dim: Sizes | None = None, unbiased: Bool | None = None, keepdim: Bool = False, *, correction: Number | None = None, axis: Sizes | None = None, keepdims: Bool | None = None, out: Sequence[Tensor] | None = None) -> Any:
    """The standard deviation and the mean over dim, or of all elements.

    Args:
        input: tensor
        dim: integers, by default None
        unbiased: boolean, by default None
        keepdim: boolean, by default False
        correction: number, by default None

    Shapes, for example:
        input [2, 3] → [], []

    https://docs.pytorch.org/docs/stable/generated/torch.std_mean.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if isinstance(dim, bool):
        dim, unbiased = None, dim
    if out is not None:
        return write(out, table.STD_MEAN, (input, dim, unbiased, keepdim, correction))
    return call(table.STD_MEAN, (input, dim, unbiased, keepdim, correction))


def stft(input: Tensor, n_fft: Int, hop_length: Int | None = None, win_length: Int | None = None, window: Operand | None = None, center: Bool = True, pad_mode: Text = "reflect", normalized: Bool = False, onesided: Bool | None = None, return_complex: Bool | None = None, align_to_window: Bool | None = None, *, out: Tensor | None = None) -> Tensor:
    """The transforms of pieces of n_fft elements, hop_length apart, as columns; times a window.

    Args:
        input: tensor
        n_fft: integer
        hop_length: integer, by default None
        win_length: integer, by default None
        window: tensor, by default None
        center: boolean, by default True
        pad_mode: text, by default "reflect"
        normalized: boolean, by default False
        onesided: boolean, by default None
        return_complex: boolean, by default None
        align_to_window: boolean, by default None

    Shapes, for example:
        input [12], n_fft=4, return_complex=True → [3, 13]

    https://docs.pytorch.org/docs/stable/generated/torch.stft.html
    """
    if out is not None:
        return write(out, table.STFT, (input, n_fft, hop_length, win_length, window, center, pad_mode, normalized, onesided, return_complex, align_to_window))
    return call(table.STFT, (input, n_fft, hop_length, win_length, window, center, pad_mode, normalized, onesided, return_complex, align_to_window))


def sub(input: Tensor, other: Operand, *, alpha: Number = 1, out: Tensor | None = None) -> Tensor:
    """input - alpha * other.

    Args:
        input: tensor
        other: tensor
        alpha: number, by default 1

    Shapes, for example:
        input [2, 3], other [2, 3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.sub.html
    """
    if out is not None:
        return write(out, table.SUB, (input, other, alpha))
    return call(table.SUB, (input, other, alpha))


subtract = sub

def sum(input: Tensor, dim: Sizes | None = None, keepdim: Bool = False, *, dtype: Dtype | None = None, axis: Sizes | None = None, keepdims: Bool | None = None, out: Tensor | None = None) -> Tensor:
    """The sum over dim, or over all elements; integers and booleans sum to int64.

    Args:
        input: tensor
        dim: integers, by default None
        keepdim: boolean, by default False
        dtype: dtype, by default None

    Shapes, for example:
        input [2, 3] → []

    https://docs.pytorch.org/docs/stable/generated/torch.sum.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if out is not None:
        return write(out, table.SUM, (input, dim, keepdim, dtype))
    return call(table.SUM, (input, dim, keepdim, dtype))


def svd(input: Tensor, some: Bool = True, compute_uv: Bool = True, *, out: Sequence[Tensor] | None = None) -> Any:
    """U, S and V with input = U diag(S) V^H; compute_uv=False gives zeros for U and V.

    Args:
        input: tensor
        some: boolean, by default True
        compute_uv: boolean, by default True

    Shapes, for example:
        input [2, 2] → [2, 2], [2], [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.svd.html
    """
    if out is not None:
        return write(out, table.SVD, (input, some, compute_uv))
    return call(table.SVD, (input, some, compute_uv))


def svd_lowrank(A: Tensor, q: Int = 6, niter: Int = 2, M: Operand | None = None, *, out: Sequence[Tensor] | None = None) -> Any:
    """U, S and V of an approximation of A, or of A - M, of rank q, found with random numbers.

    Args:
        A: tensor
        q: integer, by default 6
        niter: integer, by default 2
        M: tensor, by default None

    Shapes, for example:
        A [1, 1], q=1 → [1, 1], [1], [1, 1]

    https://docs.pytorch.org/docs/stable/generated/torch.svd_lowrank.html
    """
    if out is not None:
        return write(out, table.SVD_LOWRANK, (A, q, niter, M))
    return call(table.SVD_LOWRANK, (A, q, niter, M))


def t(input: Tensor) -> Tensor:
    """The transpose of a matrix; input itself below two dimensions.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [3, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.t.html
    """
    return call(table.T, (input,))


def t_copy(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """What t shows, as a copy with a storage of its own.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [3, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.t_copy.html
    """
    if out is not None:
        return write(out, table.T_COPY, (input,))
    return call(table.T_COPY, (input,))


def take(input: Tensor, index: Operand, *, out: Tensor | None = None) -> Tensor:
    """The elements of the flat input that index numbers.

    Args:
        input: tensor
        index: tensor

    Shapes, for example:
        input [2, 3], index [2, 2] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.take.html
    """
    if out is not None:
        return write(out, table.TAKE, (input, index))
    return call(table.TAKE, (input, index))


def take_along_dim(input: Tensor, indices: Operand, dim: Int | None = None, *, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """The elements of input that indices number along dim, both broadcast elsewhere; without dim of the flat input.

    Args:
        input: tensor
        indices: tensor
        dim: integer, by default None

    Shapes, for example:
        input [2, 3], indices [2, 2], dim=1 → [2, 2]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.take_along_dim.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.TAKE_ALONG_DIM, (input, indices, dim))
    return call(table.TAKE_ALONG_DIM, (input, indices, dim))


def tan(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The tangent of input in radians.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.tan.html
    """
    if out is not None:
        return write(out, table.TAN, (input,))
    return call(table.TAN, (input,))


def tan_(input: Tensor) -> Tensor:
    """The tangent of input in radians.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.tan.html
    """
    return call(table.TAN_, (input,))


def tanh(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The hyperbolic tangent of input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.tanh.html
    """
    if out is not None:
        return write(out, table.TANH, (input,))
    return call(table.TANH, (input,))


def tanh_(input: Tensor) -> Tensor:
    """The hyperbolic tangent of input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.tanh.html
    """
    return call(table.TANH_, (input,))


def tensor_split(input: Tensor, indices_or_sections: Sizes, dim: Int = 0, *, axis: Int | None = None) -> tuple[Tensor, ...]:
    """So many parts along dim, as even as can be; or the parts between the listed indices.

    Args:
        input: tensor
        indices_or_sections: integers
        dim: integer, by default 0

    Shapes, for example:
        input [5, 2], indices_or_sections=2 → [3, 2], [2, 2]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.tensor_split.html
    """
    if axis is not None:
        dim = axis
    return call(table.TENSOR_SPLIT, (input, indices_or_sections, dim))


def tensordot(a: Tensor, b: Operand, dims: Sizes = 2, *, out: Tensor | None = None) -> Tensor:
    """The products of a and b summed over dims: the last of a and the first of b, or those of two lists.

    Args:
        a: tensor
        b: tensor
        dims: integers, by default 2

    Shapes, for example:
        a [2, 3, 4], b [3, 4, 2] → [2, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.tensordot.html
    """
    if out is not None:
        return write(out, table.TENSORDOT, (a, b, dims))
    return call(table.TENSORDOT, (a, b, dims))


def threshold(input: Tensor, threshold: Number, value: Number, *, out: Tensor | None = None) -> Tensor:
    """input where it is above threshold, else value.

    Args:
        input: tensor
        threshold: number
        value: number

    Shapes, for example:
        input [2, 3], threshold=0.25, value=-1.0 → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.threshold.html
    """
    if out is not None:
        return write(out, table.THRESHOLD, (input, threshold, value))
    return call(table.THRESHOLD, (input, threshold, value))


def tile(input: Tensor, *all_dims: Sizes, dims: Sizes | None = None, out: Tensor | None = None) -> Tensor:
    """input so many times along each dimension, counted from the last.

    Args:
        input: tensor
        dims: integers

    Shapes, for example:
        input [2, 3], dims=[2] → [2, 6]

    https://docs.pytorch.org/docs/stable/generated/torch.tile.html
    """
    if out is not None:
        return write(out, table.TILE, (input, spread(all_dims, dims)))
    return call(table.TILE, (input, spread(all_dims, dims)))


def topk(input: Tensor, k: Int, dim: Int = -1, largest: Bool = True, sorted: Bool = True, *, axis: Int | None = None, out: Sequence[Tensor] | None = None) -> Any:
    """The k largest (or smallest) elements along dim in order, and where each was.

    Args:
        input: tensor
        k: integer
        dim: integer, by default -1
        largest: boolean, by default True
        sorted: boolean, by default True

    Shapes, for example:
        input [2, 4], k=2 → [2, 2], [2, 2]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.topk.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.TOPK, (input, k, dim, largest, sorted))
    return call(table.TOPK, (input, k, dim, largest, sorted))


def trace(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The sum of a matrix's diagonal; integers are summed to int64.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → []

    https://docs.pytorch.org/docs/stable/generated/torch.trace.html
    """
    if out is not None:
        return write(out, table.TRACE, (input,))
    return call(table.TRACE, (input,))


def transpose(input: Tensor, dim0: Int, dim1: Int) -> Tensor:
    """input with two dimensions exchanged.

    Args:
        input: tensor
        dim0: integer
        dim1: integer

    Shapes, for example:
        input [2, 3, 4], dim0=0, dim1=-1 → [4, 3, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.transpose.html
    """
    return call(table.TRANSPOSE, (input, dim0, dim1))


swapaxes = transpose

swapdims = transpose

def transpose_copy(input: Tensor, dim0: Int, dim1: Int, *, out: Tensor | None = None) -> Tensor:
    """What transpose shows, as a copy with a storage of its own.

    Args:
        input: tensor
        dim0: integer
        dim1: integer

    Shapes, for example:
        input [2, 3, 4], dim0=0, dim1=-1 → [4, 3, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.transpose_copy.html
    """
    if out is not None:
        return write(out, table.TRANSPOSE_COPY, (input, dim0, dim1))
    return call(table.TRANSPOSE_COPY, (input, dim0, dim1))


def trapezoid(y: Tensor, x: Operand | None = None, *, dx: Number | None = None, dim: Int = -1, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """The integral of the values y along dim by trapezoids, at the points x or dx apart.

    Args:
        y: tensor
        x: tensor, by default None
        dx: number, by default None
        dim: integer, by default -1

    Shapes, for example:
        y [4] → []

    Raises:
        IndexError: dim is out of range
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.trapezoid.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.TRAPEZOID, (y, x, dx, dim))
    return call(table.TRAPEZOID, (y, x, dx, dim))


trapz = trapezoid

def triangular_solve(b: Tensor, A: Operand, upper: Bool = True, transpose: Bool = False, unitriangular: Bool = False, *, out: Sequence[Tensor] | None = None) -> Any:
    """X with A X = b for a triangular A, or its transpose, and a copy of A.

    Args:
        b: tensor
        A: tensor
        upper: boolean, by default True
        transpose: boolean, by default False
        unitriangular: boolean, by default False

    Shapes, for example:
        b [2, 3], A [2, 2] → [2, 3], [2, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.triangular_solve.html
    """
    if out is not None:
        return write(out, table.TRIANGULAR_SOLVE, (b, A, upper, transpose, unitriangular))
    return call(table.TRIANGULAR_SOLVE, (b, A, upper, transpose, unitriangular))


def tril(input: Tensor, diagonal: Int = 0, *, out: Tensor | None = None) -> Tensor:
    """The lower triangles of matrices, up to a diagonal; zeros above.

    Args:
        input: tensor
        diagonal: integer, by default 0

    Shapes, for example:
        input [3, 4] → [3, 4]

    https://docs.pytorch.org/docs/stable/generated/torch.tril.html
    """
    if out is not None:
        return write(out, table.TRIL, (input, diagonal))
    return call(table.TRIL, (input, diagonal))


def tril_indices(row: Int, col: Int, offset: Int = 0, *, dtype: Dtype | None = None, device: Device | None = None, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """Rows and columns of the elements on and below a diagonal of a matrix.

    Args:
        row: integer
        col: integer
        offset: integer, by default 0
        dtype: dtype, by default None
        device: device, by default None

    https://docs.pytorch.org/docs/stable/generated/torch.tril_indices.html
    """
    if out is not None:
        return write(out, table.TRIL_INDICES, (row, col, offset, dtype, device))
    return call(table.TRIL_INDICES, (row, col, offset, dtype, device))


def triu(input: Tensor, diagonal: Int = 0, *, out: Tensor | None = None) -> Tensor:
    """The upper triangles of matrices, from a diagonal on; zeros below.

    Args:
        input: tensor
        diagonal: integer, by default 0

    Shapes, for example:
        input [3, 4] → [3, 4]

    https://docs.pytorch.org/docs/stable/generated/torch.triu.html
    """
    if out is not None:
        return write(out, table.TRIU, (input, diagonal))
    return call(table.TRIU, (input, diagonal))


def triu_indices(row: Int, col: Int, offset: Int = 0, *, dtype: Dtype | None = None, device: Device | None = None, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """Rows and columns of the elements on and above a diagonal of a matrix.

    Args:
        row: integer
        col: integer
        offset: integer, by default 0
        dtype: dtype, by default None
        device: device, by default None

    https://docs.pytorch.org/docs/stable/generated/torch.triu_indices.html
    """
    if out is not None:
        return write(out, table.TRIU_INDICES, (row, col, offset, dtype, device))
    return call(table.TRIU_INDICES, (row, col, offset, dtype, device))


def trunc(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The integer part of input, towards zero.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.trunc.html
    """
    if out is not None:
        return write(out, table.TRUNC, (input,))
    return call(table.TRUNC, (input,))


fix = trunc

def trunc_(input: Tensor) -> Tensor:
    """The integer part of input, towards zero.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.trunc.html
    """
    return call(table.TRUNC_, (input,))


def unbind(input: Tensor, dim: Int = 0, *, axis: Int | None = None) -> tuple[Tensor, ...]:
    """The parts of input at each index along dim, which goes.

    Args:
        input: tensor
        dim: integer, by default 0

    Shapes, for example:
        input [2, 3] → [3], [3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.unbind.html
    """
    if axis is not None:
        dim = axis
    return call(table.UNBIND, (input, dim))


def unbind_copy(input: Tensor, dim: Int = 0, *, axis: Int | None = None) -> tuple[Tensor, ...]:
    """What unbind shows, as a copy with a storage of its own.

    Args:
        input: tensor
        dim: integer, by default 0

    Shapes, for example:
        input [2, 3] → [3], [3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.unbind_copy.html
    """
    if axis is not None:
        dim = axis
    return call(table.UNBIND_COPY, (input, dim))


def unflatten(input: Tensor, dim: Int, sizes: Sizes) -> Tensor:
    """input with one dimension made several, of the given sizes.

    Args:
        input: tensor
        dim: integer
        sizes: integers

    Shapes, for example:
        input [2, 6], dim=1, sizes=[2, -1] → [2, 2, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.unflatten.html
    """
    return call(table.UNFLATTEN, (input, dim, sizes))


def unfold_copy(input: Tensor, dimension: Int, size: Int, step: Int, *, out: Tensor | None = None) -> Tensor:
    """What unfold shows, as a copy with a storage of its own.

    Args:
        input: tensor
        dimension: integer
        size: integer
        step: integer

    Shapes, for example:
        input [5], dimension=0, size=3, step=1 → [3, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.unfold_copy.html
    """
    if out is not None:
        return write(out, table.UNFOLD_COPY, (input, dimension, size, step))
    return call(table.UNFOLD_COPY, (input, dimension, size, step))


def unique(input: Tensor, sorted: Bool = True, return_inverse: Bool = False, return_counts: Bool = False, dim: Int | None = None, *, out: Sequence[Tensor] | None = None) -> Any:
    """The distinct elements of input, or parts along dim, in order; also where each element is, and their numbers.

    Args:
        input: tensor
        sorted: boolean, by default True
        return_inverse: boolean, by default False
        return_counts: boolean, by default False
        dim: integer, by default None

    Shapes, for example:
        input [5], return_inverse=True, return_counts=True → [3], [5], [3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.unique.html
    """
    if out is not None:
        return write(out, table.UNIQUE, (input, sorted, return_inverse, return_counts, dim))
    return call(table.UNIQUE, (input, sorted, return_inverse, return_counts, dim))


def unique_consecutive(input: Tensor, return_inverse: Bool = False, return_counts: Bool = False, dim: Int | None = None, *, out: Sequence[Tensor] | None = None) -> Any:
    """input, or its parts along dim, without those that equal the one before; also the run of each, and lengths.

    Args:
        input: tensor
        return_inverse: boolean, by default False
        return_counts: boolean, by default False
        dim: integer, by default None

    Shapes, for example:
        input [5], return_inverse=True, return_counts=True → [4], [5], [4]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.unique_consecutive.html
    """
    if out is not None:
        return write(out, table.UNIQUE_CONSECUTIVE, (input, return_inverse, return_counts, dim))
    return call(table.UNIQUE_CONSECUTIVE, (input, return_inverse, return_counts, dim))


def unravel_index(indices: Tensor, shape: Sizes) -> tuple[Tensor, ...]:
    """The coordinates in a tensor of a shape that numbers in the flat tensor have: a tensor per dimension.

    Args:
        indices: tensor
        shape: integers

    Shapes, for example:
        indices [2], shape=[3, 4] → [2], [2]

    https://docs.pytorch.org/docs/stable/generated/torch.unravel_index.html
    """
    return call(table.UNRAVEL_INDEX, (indices, shape))


def unsafe_chunk(input: Tensor, chunks: Int, dim: Int = 0, *, axis: Int | None = None) -> tuple[Tensor, ...]:
    """What chunk gives, as copies: they may be changed in place, and input does not notice.

    Args:
        input: tensor
        chunks: integer
        dim: integer, by default 0

    Shapes, for example:
        input [5, 2], chunks=2 → [3, 2], [2, 2]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.unsafe_chunk.html
    """
    if axis is not None:
        dim = axis
    return call(table.UNSAFE_CHUNK, (input, chunks, dim))


def unsafe_split(input: Tensor, split_size: Int, dim: Int = 0, *, axis: Int | None = None) -> tuple[Tensor, ...]:
    """What split shows, as a copy with a storage of its own.

    Args:
        input: tensor
        split_size: integer
        dim: integer, by default 0

    Shapes, for example:
        input [5, 2], split_size=2 → [2, 2], [2, 2], [1, 2]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.unsafe_split.html
    """
    if axis is not None:
        dim = axis
    return call(table.UNSAFE_SPLIT, (input, split_size, dim))


def unsafe_split_with_sizes(input: Tensor, split_sizes: Sizes, dim: Int = 0, *, axis: Int | None = None) -> tuple[Tensor, ...]:
    """What split_with_sizes shows, as a copy with a storage of its own.

    Args:
        input: tensor
        split_sizes: integers
        dim: integer, by default 0

    Shapes, for example:
        input [5, 2], split_sizes=[2, 3] → [2, 2], [3, 2]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.unsafe_split_with_sizes.html
    """
    if axis is not None:
        dim = axis
    return call(table.UNSAFE_SPLIT_WITH_SIZES, (input, split_sizes, dim))


def unsqueeze(input: Tensor, dim: Int | None = None, *, axis: Int | None = None) -> Tensor:
    """input with a new dimension of size 1 at dim.

    Args:
        input: tensor
        dim: integer

    Shapes, for example:
        input [2, 3], dim=1 → [2, 1, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.unsqueeze.html
    """
    if axis is not None:
        dim = axis
    return call(table.UNSQUEEZE, (input, dim))


def unsqueeze_copy(input: Tensor, dim: Int | None = None, *, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """What unsqueeze shows, as a copy with a storage of its own.

    Args:
        input: tensor
        dim: integer

    Shapes, for example:
        input [2, 3], dim=1 → [2, 1, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.unsqueeze_copy.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.UNSQUEEZE_COPY, (input, dim))
    return call(table.UNSQUEEZE_COPY, (input, dim))


def var(input: Tensor, dim: Sizes | None = None, unbiased: Bool | None = None, keepdim: Bool = False, *, correction: Number | None = None, axis: Sizes | None = None, keepdims: Bool | None = None, out: Tensor | None = None) -> Tensor:
    """The variance over dim, or of all elements, divided by their number less correction (default 1).

    Args:
        input: tensor
        dim: integers, by default None
        unbiased: boolean, by default None
        keepdim: boolean, by default False
        correction: number, by default None

    Shapes, for example:
        input [2, 3] → []

    https://docs.pytorch.org/docs/stable/generated/torch.var.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if isinstance(dim, bool):
        dim, unbiased = None, dim
    if out is not None:
        return write(out, table.VAR, (input, dim, unbiased, keepdim, correction))
    return call(table.VAR, (input, dim, unbiased, keepdim, correction))


def var_mean(input: Tensor, dim: Sizes | None = None, unbiased: Bool | None = None, keepdim: Bool = False, *, correction: Number | None = None, axis: Sizes | None = None, keepdims: Bool | None = None, out: Sequence[Tensor] | None = None) -> Any:
    """The variance and the mean over dim, or of all elements.

    Args:
        input: tensor
        dim: integers, by default None
        unbiased: boolean, by default None
        keepdim: boolean, by default False
        correction: number, by default None

    Shapes, for example:
        input [2, 3] → [], []

    https://docs.pytorch.org/docs/stable/generated/torch.var_mean.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if isinstance(dim, bool):
        dim, unbiased = None, dim
    if out is not None:
        return write(out, table.VAR_MEAN, (input, dim, unbiased, keepdim, correction))
    return call(table.VAR_MEAN, (input, dim, unbiased, keepdim, correction))


def vdot(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The dot product of two vectors, of which complex ones are conjugated on the left.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [3], other [3] → []

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.vdot.html
    """
    if out is not None:
        return write(out, table.VDOT, (input, other))
    return call(table.VDOT, (input, other))


def view_as_complex(input: Tensor) -> Tensor:
    """A view of pairs of real numbers, which the last dimension holds, as complex ones.

    Args:
        input: tensor

    Shapes, for example:
        input [3, 2] → [3]

    https://docs.pytorch.org/docs/stable/generated/torch.view_as_complex.html
    """
    return call(table.VIEW_AS_COMPLEX, (input,))


def view_as_real(input: Tensor) -> Tensor:
    """A view of complex numbers as pairs of their parts, along a new last dimension.

    Args:
        input: tensor

    Shapes, for example:
        input [1, 2] → [1, 2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.view_as_real.html
    """
    return call(table.VIEW_AS_REAL, (input,))


def view_copy(input: Tensor, *sizes: Sizes, size: Sizes | None = None, out: Tensor | None = None) -> Tensor:
    """What unsafe_view shows, as a copy with a storage of its own.

    Args:
        input: tensor
        size: integers

    Shapes, for example:
        input [2, 6], size=[3, 4] → [3, 4]

    https://docs.pytorch.org/docs/stable/generated/torch.view_copy.html
    """
    if out is not None:
        return write(out, table.VIEW_COPY, (input, spread(sizes, size)))
    return call(table.VIEW_COPY, (input, spread(sizes, size)))


def vsplit(input: Tensor, indices_or_sections: Sizes) -> tuple[Tensor, ...]:
    """Equal parts along the first dimension of at least two, or the parts between indices.

    Args:
        input: tensor
        indices_or_sections: integers

    Shapes, for example:
        input [4, 2], indices_or_sections=2 → [2, 2], [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.vsplit.html
    """
    return call(table.VSPLIT, (input, indices_or_sections))


def vstack(tensors: Sequence[Tensor], *, out: Tensor | None = None) -> Tensor:
    """Tensors one below another along the first dimension; vectors are rows.

    Args:
        tensors: tensors

    Shapes, for example:
        tensors [[3], [2, 3]] → [3, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.vstack.html
    """
    if out is not None:
        return write(out, table.VSTACK, (tensors,))
    return call(table.VSTACK, (tensors,))


row_stack = vstack

def xlogy(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """input * log(other), 0 where input is 0.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2, 3], other [3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.xlogy.html
    """
    if out is not None:
        return write(out, table.XLOGY, (input, other))
    return call(table.XLOGY, (input, other))


def zero_(input: Tensor) -> Tensor:
    """Zeros like input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.zero.html
    """
    return call(table.ZERO_, (input,))


def zeros(*sizes: Sizes, size: Sizes | None = None, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """Zeros of a shape.

    Args:
        size: integers
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.zeros.html
    """
    if out is not None:
        return write(out, table.ZEROS, (spread(sizes, size), dtype, device, requires_grad))
    return call(table.ZEROS, (spread(sizes, size), dtype, device, requires_grad))


def zeros_like(input: Tensor, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """Zeros like input.

    Args:
        input: tensor
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.zeros_like.html
    """
    if out is not None:
        return write(out, table.ZEROS_LIKE, (input, dtype, device, requires_grad))
    return call(table.ZEROS_LIKE, (input, dtype, device, requires_grad))


__all__ = ['_pack_padded_sequence', '_packed_rnn', '_pad_packed_sequence', 'abs', 'abs_', 'absolute', 'acos', 'acos_', 'acosh', 'acosh_', 'adaptive_avg_pool1d', 'adaptive_max_pool1d', 'add', 'addbmm', 'addcdiv', 'addcmul', 'addmm', 'addmv', 'addr', 'adjoint', 'alias_copy', 'all', 'allclose', 'amax', 'amin', 'aminmax', 'angle', 'any', 'arange', 'arccos', 'arccosh', 'arcsin', 'arcsinh', 'arctan', 'arctan2', 'arctanh', 'argmax', 'argmin', 'argsort', 'argwhere', 'as_strided', 'as_strided_copy', 'as_strided_scatter', 'asin', 'asin_', 'asinh', 'asinh_', 'atan', 'atan2', 'atan_', 'atanh', 'atanh_', 'atleast_1d', 'atleast_2d', 'atleast_3d', 'avg_pool1d', 'baddbmm', 'bartlett_window', 'bernoulli', 'bincount', 'binomial', 'bitwise_and', 'bitwise_left_shift', 'bitwise_not', 'bitwise_not_', 'bitwise_or', 'bitwise_right_shift', 'bitwise_xor', 'blackman_window', 'block_diag', 'bmm', 'broadcast_tensors', 'broadcast_to', 'bucketize', 'cartesian_prod', 'cat', 'cdist', 'ceil', 'ceil_', 'celu', 'celu_', 'chain_matmul', 'channel_shuffle', 'cholesky', 'cholesky_inverse', 'cholesky_solve', 'chunk', 'clamp', 'clamp_', 'clamp_max', 'clamp_min', 'clip', 'clone', 'column_stack', 'combinations', 'complex', 'concat', 'concatenate', 'conj', 'conj_physical', 'constant_pad_nd', 'conv1d', 'conv2d', 'conv3d', 'conv_transpose1d', 'conv_transpose2d', 'conv_transpose3d', 'copysign', 'corrcoef', 'cos', 'cos_', 'cosh', 'cosh_', 'cosine_similarity', 'count_nonzero', 'cov', 'cross', 'cummax', 'cummin', 'cumprod', 'cumsum', 'cumulative_trapezoid', 'deg2rad', 'deg2rad_', 'det', 'detach', 'detach_', 'diag', 'diag_embed', 'diagflat', 'diagonal', 'diagonal_copy', 'diagonal_scatter', 'diff', 'digamma', 'digamma_', 'dist', 'div', 'divide', 'dot', 'dsplit', 'dstack', 'einsum', 'empty', 'empty_like', 'empty_permuted', 'empty_strided', 'eq', 'equal', 'erf', 'erf_', 'erfc', 'erfc_', 'erfinv', 'erfinv_', 'exp', 'exp2', 'exp2_', 'exp_', 'expand', 'expand_copy', 'expm1', 'expm1_', 'eye', 'fill', 'fix', 'flatten', 'flip', 'fliplr', 'flipud', 'float_power', 'floor', 'floor_', 'floor_divide', 'fmax', 'fmin', 'fmod', 'frac', 'frac_', 'frexp', 'full', 'full_like', 'gather', 'gcd', 'ge', 'geqrf', 'ger', 'get_rng_state', 'gradient', 'greater', 'greater_equal', 'grid_sampler_2d', 'grid_sampler_3d', 'group_norm', 'gru', 'gru_cell', 'gt', 'hamming_window', 'hann_window', 'hardshrink', 'heaviside', 'histc', 'histogram', 'hsplit', 'hstack', 'hypot', 'i0', 'i0_', 'igamma', 'igammac', 'imag', 'index_add', 'index_copy', 'index_fill', 'index_put', 'index_reduce', 'index_select', 'inner', 'inverse', 'isclose', 'isfinite', 'isin', 'isinf', 'isnan', 'isneginf', 'isposinf', 'isreal', 'istft', 'kaiser_window', 'kron', 'kthvalue', 'layer_norm', 'lcm', 'ldexp', 'le', 'lerp', 'less', 'less_equal', 'lgamma', 'lgamma_', 'linspace', 'log', 'log10', 'log10_', 'log1p', 'log1p_', 'log2', 'log2_', 'log_', 'log_softmax', 'logaddexp', 'logaddexp2', 'logcumsumexp', 'logdet', 'logical_and', 'logical_not', 'logical_not_', 'logical_or', 'logical_xor', 'logit', 'logit_', 'logspace', 'logsumexp', 'lstm', 'lstm_cell', 'lt', 'lu', 'lu_solve', 'lu_unpack', 'masked_fill', 'masked_scatter', 'masked_select', 'matmul', 'matrix_exp', 'matrix_power', 'max', 'max_pool1d', 'max_pool2d', 'max_pool2d_with_indices_backward', 'max_pool3d', 'maximum', 'mean', 'median', 'meshgrid', 'min', 'minimum', 'mm', 'mode', 'moveaxis', 'movedim', 'msort', 'mul', 'multinomial', 'multiply', 'mv', 'mvlgamma', 'nan_to_num', 'nan_to_num_', 'nanmean', 'nanmedian', 'nanquantile', 'nansum', 'narrow', 'narrow_copy', 'native_batch_norm', 'native_channel_shuffle', 'native_group_norm', 'native_layer_norm', 'ne', 'neg', 'neg_', 'negative', 'nextafter', 'nonzero', 'nonzero_static', 'norm', 'normal', 'not_equal', 'ones', 'ones_like', 'orgqr', 'ormqr', 'outer', 'pairwise_distance', 'pca_lowrank', 'pdist', 'permute', 'permute_copy', 'pinverse', 'pixel_shuffle', 'pixel_unshuffle', 'poisson', 'polar', 'polygamma', 'positive', 'pow', 'prelu', 'prod', 'put', 'qr', 'quantile', 'rad2deg', 'rad2deg_', 'rand', 'rand_like', 'randint', 'randint_like', 'randn', 'randn_like', 'randperm', 'ravel', 'real', 'reciprocal', 'reciprocal_', 'relu', 'relu_', 'remainder', 'renorm', 'repeat_interleave', 'reshape', 'resize_as_', 'resolve_conj', 'resolve_neg', 'rms_norm', 'rnn_relu', 'rnn_relu_cell', 'rnn_tanh', 'rnn_tanh_cell', 'roll', 'rot90', 'round', 'round_', 'row_stack', 'rsqrt', 'rsqrt_', 'rsub', 'scalar_tensor', 'scatter', 'scatter_add', 'scatter_reduce', 'searchsorted', 'segment_reduce', 'select', 'select_copy', 'select_scatter', 'selu', 'selu_', 'set_rng_state', 'sgn', 'sgn_', 'sigmoid', 'sigmoid_', 'sign', 'sign_', 'signbit', 'sin', 'sin_', 'sinc', 'sinc_', 'sinh', 'sinh_', 'slice_copy', 'slice_scatter', 'slogdet', 'softmax', 'sort', 'split', 'split_copy', 'split_with_sizes', 'split_with_sizes_copy', 'sqrt', 'sqrt_', 'square', 'square_', 'squeeze', 'squeeze_copy', 'stack', 'std', 'std_mean', 'stft', 'sub', 'subtract', 'sum', 'svd', 'svd_lowrank', 'swapaxes', 'swapdims', 't', 't_copy', 'take', 'take_along_dim', 'tan', 'tan_', 'tanh', 'tanh_', 'tensor_split', 'tensordot', 'threshold', 'tile', 'topk', 'trace', 'transpose', 'transpose_copy', 'trapezoid', 'trapz', 'triangular_solve', 'tril', 'tril_indices', 'triu', 'triu_indices', 'true_divide', 'trunc', 'trunc_', 'unbind', 'unbind_copy', 'unflatten', 'unfold_copy', 'unique', 'unique_consecutive', 'unravel_index', 'unsafe_chunk', 'unsafe_split', 'unsafe_split_with_sizes', 'unsqueeze', 'unsqueeze_copy', 'var', 'var_mean', 'vdot', 'view_as_complex', 'view_as_real', 'view_copy', 'vsplit', 'vstack', 'xlogy', 'zero_', 'zeros', 'zeros_like']
