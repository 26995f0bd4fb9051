"""The methods of Tensor. Written by tools/generate.py from the catalogue; not to be edited."""

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


class Methods:
    """The operations of the catalogue, on self."""

    __slots__ = ()

    @property
    def H(self) -> Tensor:
        """The conjugate transpose of a matrix.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.H.html
        """
        return call(table.ATTRIBUTE_H, (self,))

    @property
    def T(self) -> Tensor:
        """The transpose of a matrix.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.T.html
        """
        return call(table.ATTRIBUTE_T, (self,))

    def abs(self) -> Tensor:
        """The absolute value of input; real for complex numbers. Its gradient at 0 is 0.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.abs.html
        """
        return call(table.ABS, (self,))

    absolute = abs

    def abs_(self) -> Tensor:
        """The absolute value of input; real for complex numbers. Its gradient at 0 is 0.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.abs_.html
        """
        return call(table.ABS_, (self,))

    absolute_ = abs_

    def add(self, other: Operand, *, alpha: Number = 1) -> Tensor:
        """input + alpha * other.

        Args:
            other: tensor
            alpha: number, by default 1

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.add.html
        """
        return call(table.ADD, (self, other, alpha))

    def add_(self, other: Operand, *, alpha: Number = 1) -> Tensor:
        """input + alpha * other.

        Args:
            other: tensor
            alpha: number, by default 1

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.add_.html
        """
        return call(table.ADD_, (self, other, alpha))

    def addcdiv(self, tensor1: Operand, tensor2: Operand, *, value: Number = 1) -> Tensor:
        """input + value * tensor1 / tensor2.

        Args:
            tensor1: tensor
            tensor2: tensor
            value: number, by default 1

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.addcdiv.html
        """
        return call(table.ADDCDIV, (self, tensor1, tensor2, value))

    def addcdiv_(self, tensor1: Operand, tensor2: Operand, *, value: Number = 1) -> Tensor:
        """input + value * tensor1 / tensor2.

        Args:
            tensor1: tensor
            tensor2: tensor
            value: number, by default 1

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.addcdiv_.html
        """
        return call(table.ADDCDIV_, (self, tensor1, tensor2, value))

    def addcmul(self, tensor1: Operand, tensor2: Operand, *, value: Number = 1) -> Tensor:
        """input + value * tensor1 * tensor2.

        Args:
            tensor1: tensor
            tensor2: tensor
            value: number, by default 1

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.addcmul.html
        """
        return call(table.ADDCMUL, (self, tensor1, tensor2, value))

    def addcmul_(self, tensor1: Operand, tensor2: Operand, *, value: Number = 1) -> Tensor:
        """input + value * tensor1 * tensor2.

        Args:
            tensor1: tensor
            tensor2: tensor
            value: number, by default 1

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.addcmul_.html
        """
        return call(table.ADDCMUL_, (self, tensor1, tensor2, value))

    def bfloat16(self) -> Tensor:
        """input as bfloat16; input itself where it is that already.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bfloat16.html
        """
        return call(table.BFLOAT16, (self,))

    def bool(self) -> Tensor:
        """input as bool; input itself where it is that already.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bool.html
        """
        return call(table.BOOL, (self,))

    def broadcast_to(self, *sizes: Sizes, size: Sizes | None = None) -> Tensor:
        """input stretched to the shape size.

        Args:
            size: integers

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.broadcast_to.html
        """
        return call(table.BROADCAST_TO, (self, spread(sizes, size)))

    def byte(self) -> Tensor:
        """input as uint8; input itself where it is that already.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.byte.html
        """
        return call(table.BYTE, (self,))

    def cdouble(self) -> Tensor:
        """input as complex128; input itself where it is that already.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cdouble.html
        """
        return call(table.CDOUBLE, (self,))

    def cfloat(self) -> Tensor:
        """input as complex64; input itself where it is that already.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cfloat.html
        """
        return call(table.CFLOAT, (self,))

    def char(self) -> Tensor:
        """input as int8; input itself where it is that already.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.char.html
        """
        return call(table.CHAR, (self,))

    def chunk(self, chunks: Int, dim: Int = 0) -> tuple[Tensor, ...]:
        """At most so many parts of one size along dim; the last may be smaller.

        Args:
            chunks: integer
            dim: integer, by default 0

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.chunk.html
        """
        return call(table.CHUNK, (self, chunks, dim))

    def clone(self) -> Tensor:
        """A copy with a storage of its own, through which gradients flow.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.clone.html
        """
        return call(table.CLONE, (self,))

    def contiguous(self) -> Tensor:
        """input with its elements in row-major order: input itself where they are.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.contiguous.html
        """
        return call(table.CONTIGUOUS, (self,))

    def copy_(self, src: Operand) -> Tensor:
        """The values of src, broadcast to the shape of input and in its dtype.

        Args:
            src: tensor

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.copy_.html
        """
        return call(table.COPY_, (self, src))

    def detach(self) -> Tensor:
        """The same storage outside the graph; in-place changes show in both and are noticed by backward.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html
        """
        return call(table.DETACH, (self,))

    def diagonal(self, offset: Int = 0, dim1: Int = 0, dim2: Int = 1) -> Tensor:
        """The diagonal of the matrices in dim1 and dim2, as the last dimension.

        Args:
            offset: integer, by default 0
            dim1: integer, by default 0
            dim2: integer, by default 1

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.diagonal.html
        """
        return call(table.DIAGONAL, (self, offset, dim1, dim2))

    def double(self) -> Tensor:
        """input as float64; input itself where it is that already.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.double.html
        """
        return call(table.DOUBLE, (self,))

    def expand(self, *sizes: Sizes, size: Sizes | None = None) -> Tensor:
        """input with dimensions of size 1 stretched, and new ones in front; -1 keeps a size. No memory is used.

        Args:
            size: integers

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.expand.html
        """
        return call(table.EXPAND, (self, spread(sizes, size)))

    def expand_as(self, other: Operand) -> Tensor:
        """input stretched to the shape of other.

        Args:
            other: tensor

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.expand_as.html
        """
        return call(table.EXPAND_AS, (self, other))

    def fill_(self, value: Operand) -> Tensor:
        """A tensor like input, with value (a number or a 0-dim tensor) everywhere.

        Args:
            value: tensor

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.fill_.html
        """
        return call(table.FILL_, (self, value))

    def flatten(self, start_dim: Int = 0, end_dim: Int = -1) -> Tensor:
        """input with the dimensions from start_dim to end_dim made one.

        Args:
            start_dim: integer, by default 0
            end_dim: integer, by default -1

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.flatten.html
        """
        return call(table.FLATTEN, (self, start_dim, end_dim))

    def float(self) -> Tensor:
        """input as float32; input itself where it is that already.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.float.html
        """
        return call(table.FLOAT, (self,))

    def half(self) -> Tensor:
        """input as float16; input itself where it is that already.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.half.html
        """
        return call(table.HALF, (self,))

    def int(self) -> Tensor:
        """input as int32; input itself where it is that already.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.int.html
        """
        return call(table.INT, (self,))

    def lerp(self, end: Operand, weight: Operand) -> Tensor:
        """input + weight * (end - input), from the nearer end.

        Args:
            end: tensor
            weight: tensor

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.lerp.html
        """
        return call(table.LERP, (self, end, weight))

    def lerp_(self, end: Operand, weight: Operand) -> Tensor:
        """input + weight * (end - input), from the nearer end.

        Args:
            end: tensor
            weight: tensor

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.lerp_.html
        """
        return call(table.LERP_, (self, end, weight))

    def long(self) -> Tensor:
        """input as int64; input itself where it is that already.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.long.html
        """
        return call(table.LONG, (self,))

    @property
    def mH(self) -> Tensor:
        """The conjugate transposes of a batch of matrices.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.mH.html
        """
        return call(table.ATTRIBUTE_mH, (self,))

    @property
    def mT(self) -> Tensor:
        """The transposes of a batch of matrices: the last two dimensions exchanged.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.mT.html
        """
        return call(table.ATTRIBUTE_mT, (self,))

    def movedim(self, source: Sizes, destination: Sizes) -> Tensor:
        """input with the dimensions source at the places destination, the others in order.

        Args:
            source: integers
            destination: integers

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.movedim.html
        """
        return call(table.MOVEDIM, (self, source, destination))

    moveaxis = movedim

    def mul(self, other: Operand) -> Tensor:
        """input * other.

        Args:
            other: tensor

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.mul.html
        """
        return call(table.MUL, (self, other))

    multiply = mul

    def mul_(self, other: Operand) -> Tensor:
        """input * other.

        Args:
            other: tensor

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.mul_.html
        """
        return call(table.MUL_, (self, other))

    multiply_ = mul_

    def narrow(self, dim: Int, start: Operand, length: Int) -> Tensor:
        """The part of input of one length from start, a number or a 0-dim integer tensor, along dim.

        Args:
            dim: integer
            start: tensor
            length: integer

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.narrow.html
        """
        return call(table.NARROW, (self, dim, start, length))

    def neg(self) -> Tensor:
        """-input.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.neg.html
        """
        return call(table.NEG, (self,))

    negative = neg

    def neg_(self) -> Tensor:
        """-input.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.neg_.html
        """
        return call(table.NEG_, (self,))

    negative_ = neg_

    def new_empty(self, *sizes: Sizes, size: Sizes | None = None, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False) -> Tensor:
        """A tensor of a shape whose values mean nothing, in the dtype of input: zeros.

        Args:
            size: integers
            dtype: dtype, by default None
            device: device, by default None
            requires_grad: boolean, by default False

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.new_empty.html
        """
        return call(table.NEW_EMPTY, (self, spread(sizes, size), dtype, device, requires_grad))

    def new_full(self, size: Sizes, fill_value: Number, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False) -> Tensor:
        """One number everywhere, of a shape, in the dtype of input.

        Args:
            size: integers
            fill_value: number
            dtype: dtype, by default None
            device: device, by default None
            requires_grad: boolean, by default False

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.new_full.html
        """
        return call(table.NEW_FULL, (self, size, fill_value, dtype, device, requires_grad))

    def new_ones(self, *sizes: Sizes, size: Sizes | None = None, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False) -> Tensor:
        """Ones of a shape, in the dtype of input.

        Args:
            size: integers
            dtype: dtype, by default None
            device: device, by default None
            requires_grad: boolean, by default False

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.new_ones.html
        """
        return call(table.NEW_ONES, (self, spread(sizes, size), dtype, device, requires_grad))

    def new_zeros(self, *sizes: Sizes, size: Sizes | None = None, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False) -> Tensor:
        """Zeros of a shape, in the dtype of input.

        Args:
            size: integers
            dtype: dtype, by default None
            device: device, by default None
            requires_grad: boolean, by default False

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.new_zeros.html
        """
        return call(table.NEW_ZEROS, (self, spread(sizes, size), dtype, device, requires_grad))

    def permute(self, *all_dims: Sizes, dims: Sizes | None = None) -> Tensor:
        """input with its dimensions in another order.

        Args:
            dims: integers

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.permute.html
        """
        return call(table.PERMUTE, (self, spread(all_dims, dims)))

    def positive(self) -> Tensor:
        """input itself.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.positive.html
        """
        return call(table.POSITIVE, (self,))

    def ravel(self) -> Tensor:
        """input in one dimension.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.ravel.html
        """
        return call(table.RAVEL, (self,))

    def reciprocal(self) -> Tensor:
        """1 / input.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.reciprocal.html
        """
        return call(table.RECIPROCAL, (self,))

    def reciprocal_(self) -> Tensor:
        """1 / input.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.reciprocal_.html
        """
        return call(table.RECIPROCAL_, (self,))

    def requires_grad_(self, requires_grad: Bool = True) -> Tensor:
        """Start or stop recording what is done to a leaf, which comes back.

        Args:
            requires_grad: boolean, by default True

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.requires_grad_.html
        """
        return call(table.REQUIRES_GRAD_, (self, requires_grad))

    def reshape(self, *shapes: Sizes, shape: Sizes | None = None) -> Tensor:
        """input in another shape, one of whose sizes may be -1: a view where the strides allow it, else a copy.

        Args:
            shape: integers

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.reshape.html
        """
        return call(table.RESHAPE, (self, spread(shapes, shape)))

    def reshape_as(self, other: Operand) -> Tensor:
        """input in the shape of other.

        Args:
            other: tensor

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.reshape_as.html
        """
        return call(table.RESHAPE_AS, (self, other))

    def rsub(self, other: Operand, *, alpha: Number = 1) -> Tensor:
        """other - alpha * input.

        Args:
            other: tensor
            alpha: number, by default 1

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.rsub.html
        """
        return call(table.RSUB, (self, other, alpha))

    def select(self, dim: Int, index: Int) -> Tensor:
        """The part of input at one index along dim, which goes.

        Args:
            dim: integer
            index: integer

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.select.html
        """
        return call(table.SELECT, (self, dim, index))

    def sgn(self) -> Tensor:
        """The sign of input; for complex numbers input / abs(input), 0 at 0.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sgn.html
        """
        return call(table.SGN, (self,))

    def sgn_(self) -> Tensor:
        """The sign of input; for complex numbers input / abs(input), 0 at 0.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sgn_.html
        """
        return call(table.SGN_, (self,))

    def short(self) -> Tensor:
        """input as int16; input itself where it is that already.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.short.html
        """
        return call(table.SHORT, (self,))

    def sign(self) -> Tensor:
        """-1, 0 or 1, as input is negative, zero or positive.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sign.html
        """
        return call(table.SIGN, (self,))

    def sign_(self) -> Tensor:
        """-1, 0 or 1, as input is negative, zero or positive.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sign_.html
        """
        return call(table.SIGN_, (self,))

    def split(self, split_size_or_sections: Sizes, dim: Int = 0) -> tuple[Tensor, ...]:
        """Parts of one size along dim, the last maybe smaller; or parts of the listed sizes.

        Args:
            split_size_or_sections: integers
            dim: integer, by default 0

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.split.html
        """
        return call(table.SPLIT, (self, split_size_or_sections, dim))

    def split_with_sizes(self, split_sizes: Sizes, dim: Int = 0) -> tuple[Tensor, ...]:
        """Consecutive parts of the given sizes along dim.

        Args:
            split_sizes: integers
            dim: integer, by default 0

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.split_with_sizes.html
        """
        return call(table.SPLIT_WITH_SIZES, (self, split_sizes, dim))

    def squeeze(self, dim: Sizes | None = None) -> Tensor:
        """input without its dimensions of size 1, or without those of them that dim names.

        Args:
            dim: integers, by default None

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.squeeze.html
        """
        return call(table.SQUEEZE, (self, dim))

    def sub(self, other: Operand, *, alpha: Number = 1) -> Tensor:
        """input - alpha * other.

        Args:
            other: tensor
            alpha: number, by default 1

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sub.html
        """
        return call(table.SUB, (self, other, alpha))

    subtract = sub

    def sub_(self, other: Operand, *, alpha: Number = 1) -> Tensor:
        """input - alpha * other.

        Args:
            other: tensor
            alpha: number, by default 1

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sub_.html
        """
        return call(table.SUB_, (self, other, alpha))

    subtract_ = sub_

    def sum(self, dim: Sizes | None = None, keepdim: Bool = False, *, dtype: Dtype | None = None) -> Tensor:
        """The sum over `dim`, or over all elements; integers and booleans sum to int64.

        Args:
            dim: integers, by default None
            keepdim: boolean, by default False
            dtype: dtype, by default None

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sum.html
        """
        return call(table.SUM, (self, dim, keepdim, dtype))

    def sum_to_size(self, *sizes: Sizes, size: Sizes | None = None) -> Tensor:
        """input summed over the dimensions that broadcasting size to its shape would stretch.

        Args:
            size: integers

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sum_to_size.html
        """
        return call(table.SUM_TO_SIZE, (self, spread(sizes, size)))

    def t(self) -> Tensor:
        """The transpose of a matrix; input itself below two dimensions.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.t.html
        """
        return call(table.T, (self,))

    def tensor_split(self, indices_or_sections: Sizes, dim: Int = 0) -> tuple[Tensor, ...]:
        """So many parts along dim, as even as can be; or the parts between the listed indices.

        Args:
            indices_or_sections: integers
            dim: integer, by default 0

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.tensor_split.html
        """
        return call(table.TENSOR_SPLIT, (self, indices_or_sections, dim))

    def transpose(self, dim0: Int, dim1: Int) -> Tensor:
        """input with two dimensions exchanged.

        Args:
            dim0: integer
            dim1: integer

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.transpose.html
        """
        return call(table.TRANSPOSE, (self, dim0, dim1))

    swapaxes = transpose

    swapdims = transpose

    def type_as(self, other: Operand) -> Tensor:
        """input in the dtype and on the device of other.

        Args:
            other: tensor

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.type_as.html
        """
        return call(table.TYPE_AS, (self, other))

    def unbind(self, dim: Int = 0) -> tuple[Tensor, ...]:
        """The parts of input at each index along dim, which goes.

        Args:
            dim: integer, by default 0

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.unbind.html
        """
        return call(table.UNBIND, (self, dim))

    def unflatten(self, dim: Int, sizes: Sizes) -> Tensor:
        """input with one dimension made several, of the given sizes.

        Args:
            dim: integer
            sizes: integers

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.unflatten.html
        """
        return call(table.UNFLATTEN, (self, dim, sizes))

    def unsqueeze(self, dim: Int) -> Tensor:
        """input with a new dimension of size 1 at dim.

        Args:
            dim: integer

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.unsqueeze.html
        """
        return call(table.UNSQUEEZE, (self, dim))

    def view(self, *sizes: Sizes, size: Sizes | None = None) -> Tensor:
        """input seen as the shape size, one of whose sizes may be -1; the strides must allow it.

        Args:
            size: integers

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.view.html
        """
        return call(table.VIEW, (self, spread(sizes, size)))

    def view_as(self, other: Operand) -> Tensor:
        """input seen as the shape of other.

        Args:
            other: tensor

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.view_as.html
        """
        return call(table.VIEW_AS, (self, other))

    def zero_(self) -> Tensor:
        """Zeros like input.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.zero_.html
        """
        return call(table.ZERO_, (self,))
