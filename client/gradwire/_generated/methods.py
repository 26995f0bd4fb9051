"""The methods of Tensor. Written by tools/generate.py from the catalogue; not to be edited."""

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


class Methods:
    """The operations of the catalogue, on self."""

    __slots__ = ()

    @property
    def H(self) -> Tensor:
        """The conjugate transpose of a matrix.

        Shapes, for example:
            input [2, 3] → [3, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.H.html
        """
        return call(table.ATTRIBUTE_H, (self,))

    @property
    def T(self) -> Tensor:
        """input with its dimensions in reverse order: the transpose of a matrix.

        Shapes, for example:
            input [2, 3] → [3, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.T.html
        """
        return call(table.ATTRIBUTE_T, (self,))

    def abs(self) -> Tensor:
        """The absolute value of input; real for complex numbers. Its gradient at 0 is 0.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.abs.html
        """
        return call(table.ABS, (self,))

    absolute = abs

    def abs_(self) -> Tensor:
        """The absolute value of input; real for complex numbers. Its gradient at 0 is 0.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.abs_.html
        """
        return call(table.ABS_, (self,))

    absolute_ = abs_

    def acos(self) -> Tensor:
        """The angle in radians whose cosine is input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.acos.html
        """
        return call(table.ACOS, (self,))

    arccos = acos

    def acos_(self) -> Tensor:
        """The angle in radians whose cosine is input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.acos_.html
        """
        return call(table.ACOS_, (self,))

    arccos_ = acos_

    def acosh(self) -> Tensor:
        """The number whose hyperbolic cosine is input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.acosh.html
        """
        return call(table.ACOSH, (self,))

    arccosh = acosh

    def acosh_(self) -> Tensor:
        """The number whose hyperbolic cosine is input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.acosh_.html
        """
        return call(table.ACOSH_, (self,))

    arccosh_ = acosh_

    def add(self, other: Operand, *, alpha: Number = 1) -> Tensor:
        """input + alpha * other.

        Args:
            other: tensor
            alpha: number, by default 1

        Shapes, for example:
            input [2, 3], other [2, 3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.add.html
        """
        return call(table.ADD, (self, other, alpha))

    def add_(self, other: Operand, *, alpha: Number = 1) -> Tensor:
        """input + alpha * other.

        Args:
            other: tensor
            alpha: number, by default 1

        Shapes, for example:
            input [2, 3], other [2, 3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.add_.html
        """
        return call(table.ADD_, (self, other, alpha))

    def addbmm(self, batch1: Operand, batch2: Operand, *, beta: Number = 1, alpha: Number = 1) -> Tensor:
        """beta * input + alpha * the sum of batch1 @ batch2 over the batch.

        Args:
            batch1: tensor
            batch2: tensor
            beta: number, by default 1
            alpha: number, by default 1

        Shapes, for example:
            input [2, 2], batch1 [3, 2, 3], batch2 [3, 3, 2] → [2, 2]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.addbmm.html
        """
        return call(table.ADDBMM, (self, batch1, batch2, beta, alpha))

    def addbmm_(self, batch1: Operand, batch2: Operand, *, beta: Number = 1, alpha: Number = 1) -> Tensor:
        """beta * input + alpha * the sum of batch1 @ batch2 over the batch.

        Args:
            batch1: tensor
            batch2: tensor
            beta: number, by default 1
            alpha: number, by default 1

        Shapes, for example:
            input [2, 2], batch1 [3, 2, 3], batch2 [3, 3, 2] → [2, 2]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.addbmm_.html
        """
        return call(table.ADDBMM_, (self, batch1, batch2, beta, alpha))

    def addcdiv(self, tensor1: Operand, tensor2: Operand, *, value: Number = 1) -> Tensor:
        """input + value * tensor1 / tensor2.

        Args:
            tensor1: tensor
            tensor2: tensor
            value: number, by default 1

        Shapes, for example:
            input [2, 3], tensor1 [3], tensor2 [2, 3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.addcdiv.html
        """
        return call(table.ADDCDIV, (self, tensor1, tensor2, value))

    def addcdiv_(self, tensor1: Operand, tensor2: Operand, *, value: Number = 1) -> Tensor:
        """input + value * tensor1 / tensor2.

        Args:
            tensor1: tensor
            tensor2: tensor
            value: number, by default 1

        Shapes, for example:
            input [2, 3], tensor1 [3], tensor2 [2, 3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.addcdiv_.html
        """
        return call(table.ADDCDIV_, (self, tensor1, tensor2, value))

    def addcmul(self, tensor1: Operand, tensor2: Operand, *, value: Number = 1) -> Tensor:
        """input + value * tensor1 * tensor2.

        Args:
            tensor1: tensor
            tensor2: tensor
            value: number, by default 1

        Shapes, for example:
            input [2, 3], tensor1 [3], tensor2 [2, 3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.addcmul.html
        """
        return call(table.ADDCMUL, (self, tensor1, tensor2, value))

    def addcmul_(self, tensor1: Operand, tensor2: Operand, *, value: Number = 1) -> Tensor:
        """input + value * tensor1 * tensor2.

        Args:
            tensor1: tensor
            tensor2: tensor
            value: number, by default 1

        Shapes, for example:
            input [2, 3], tensor1 [3], tensor2 [2, 3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.addcmul_.html
        """
        return call(table.ADDCMUL_, (self, tensor1, tensor2, value))

    def addmm(self, mat1: Operand, mat2: Operand, *, beta: Number = 1, alpha: Number = 1) -> Tensor:
        """beta * input + alpha * mat1 @ mat2.

        Args:
            mat1: tensor
            mat2: tensor
            beta: number, by default 1
            alpha: number, by default 1

        Shapes, for example:
            input [2, 4], mat1 [2, 3], mat2 [3, 4] → [2, 4]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.addmm.html
        """
        return call(table.ADDMM, (self, mat1, mat2, beta, alpha))

    def addmm_(self, mat1: Operand, mat2: Operand, *, beta: Number = 1, alpha: Number = 1) -> Tensor:
        """beta * input + alpha * mat1 @ mat2.

        Args:
            mat1: tensor
            mat2: tensor
            beta: number, by default 1
            alpha: number, by default 1

        Shapes, for example:
            input [2, 4], mat1 [2, 3], mat2 [3, 4] → [2, 4]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.addmm_.html
        """
        return call(table.ADDMM_, (self, mat1, mat2, beta, alpha))

    def addmv(self, mat: Operand, vec: Operand, *, beta: Number = 1, alpha: Number = 1) -> Tensor:
        """beta * input + alpha * mat @ vec.

        Args:
            mat: tensor
            vec: tensor
            beta: number, by default 1
            alpha: number, by default 1

        Shapes, for example:
            input [2], mat [2, 3], vec [3] → [2]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.addmv.html
        """
        return call(table.ADDMV, (self, mat, vec, beta, alpha))

    def addmv_(self, mat: Operand, vec: Operand, *, beta: Number = 1, alpha: Number = 1) -> Tensor:
        """beta * input + alpha * mat @ vec.

        Args:
            mat: tensor
            vec: tensor
            beta: number, by default 1
            alpha: number, by default 1

        Shapes, for example:
            input [2], mat [2, 3], vec [3] → [2]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.addmv_.html
        """
        return call(table.ADDMV_, (self, mat, vec, beta, alpha))

    def addr(self, vec1: Operand, vec2: Operand, *, beta: Number = 1, alpha: Number = 1) -> Tensor:
        """beta * input + alpha * the outer product of vec1 and vec2.

        Args:
            vec1: tensor
            vec2: tensor
            beta: number, by default 1
            alpha: number, by default 1

        Shapes, for example:
            input [3, 2], vec1 [3], vec2 [2] → [3, 2]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.addr.html
        """
        return call(table.ADDR, (self, vec1, vec2, beta, alpha))

    def addr_(self, vec1: Operand, vec2: Operand, *, beta: Number = 1, alpha: Number = 1) -> Tensor:
        """beta * input + alpha * the outer product of vec1 and vec2.

        Args:
            vec1: tensor
            vec2: tensor
            beta: number, by default 1
            alpha: number, by default 1

        Shapes, for example:
            input [3, 2], vec1 [3], vec2 [2] → [3, 2]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.addr_.html
        """
        return call(table.ADDR_, (self, vec1, vec2, beta, alpha))

    def adjoint(self) -> Tensor:
        """The conjugate transposes of a batch of matrices, as mH.

        Shapes, for example:
            input [2, 2, 3] → [2, 3, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.adjoint.html
        """
        return call(table.ADJOINT, (self,))

    def all(self, dim: Sizes | None = None, keepdim: Bool = False, *, axis: Sizes | None = None, keepdims: Bool | None = None) -> Tensor:
        """Whether all elements are true (not 0), over dim or over all.

        Args:
            dim: integers, by default None
            keepdim: boolean, by default False

        Shapes, for example:
            input [2, 2] → []

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.all.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        return call(table.ALL, (self, dim, keepdim))

    def allclose(self, other: Operand, rtol: Number = 1e-05, atol: Number = 1e-08, equal_nan: Bool = False) -> Bool:
        """Whether all elements are close, as isclose tells: one truth value.

        Args:
            other: tensor
            rtol: number, by default 1e-05
            atol: number, by default 1e-08
            equal_nan: boolean, by default False

        Shapes, for example:
            input [3], other [3] → []

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.allclose.html
        """
        return bool(call(table.ALLCLOSE, (self, other, rtol, atol, equal_nan)))

    def amax(self, dim: Sizes = (), keepdim: Bool = False, *, axis: Sizes | None = None, keepdims: Bool | None = None) -> Tensor:
        """The largest elements over dim, or of all. Equal ones share the gradient evenly.

        Args:
            dim: integers, by default ()
            keepdim: boolean, by default False

        Shapes, for example:
            input [2, 3] → []

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.amax.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        return call(table.AMAX, (self, dim, keepdim))

    def amin(self, dim: Sizes = (), keepdim: Bool = False, *, axis: Sizes | None = None, keepdims: Bool | None = None) -> Tensor:
        """The smallest elements over dim, or of all. Equal ones share the gradient evenly.

        Args:
            dim: integers, by default ()
            keepdim: boolean, by default False

        Shapes, for example:
            input [2, 3] → []

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.amin.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        return call(table.AMIN, (self, dim, keepdim))

    def aminmax(self, *, dim: Int | None = None, keepdim: Bool = False, axis: Int | None = None, keepdims: Bool | None = None) -> Any:
        """The smallest and the largest elements along dim, or of all. Equal ones share the gradient evenly.

        Args:
            dim: integer, by default None
            keepdim: boolean, by default False

        Shapes, for example:
            input [2, 3] → [], []

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.aminmax.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        return call(table.AMINMAX, (self, dim, keepdim))

    def angle(self) -> Tensor:
        """The angle of complex numbers in radians; for real ones 0, or pi where they are negative.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.angle.html
        """
        return call(table.ANGLE, (self,))

    def any(self, dim: Sizes | None = None, keepdim: Bool = False, *, axis: Sizes | None = None, keepdims: Bool | None = None) -> Tensor:
        """Whether any element is true (not 0), over dim or over all.

        Args:
            dim: integers, by default None
            keepdim: boolean, by default False

        Shapes, for example:
            input [2, 2] → []

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.any.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        return call(table.ANY, (self, dim, keepdim))

    def argmax(self, dim: Int | None = None, keepdim: Bool = False, *, axis: Int | None = None, keepdims: Bool | None = None) -> Tensor:
        """The index of the largest element along dim, or in the flattened input; of equal ones the first.

        Args:
            dim: integer, by default None
            keepdim: boolean, by default False

        Shapes, for example:
            input [2, 3] → []

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.argmax.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        return call(table.ARGMAX, (self, dim, keepdim))

    def argmin(self, dim: Int | None = None, keepdim: Bool = False, *, axis: Int | None = None, keepdims: Bool | None = None) -> Tensor:
        """The index of the smallest element along dim, or in the flattened input; of equal ones the first.

        Args:
            dim: integer, by default None
            keepdim: boolean, by default False

        Shapes, for example:
            input [2, 3] → []

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.argmin.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        return call(table.ARGMIN, (self, dim, keepdim))

    def argsort(self, dim: Int = -1, descending: Bool = False, *, stable: Bool = False, axis: Int | None = None) -> Tensor:
        """Where each element of the sorted input was.

        Args:
            dim: integer, by default -1
            descending: boolean, by default False
            stable: boolean, by default False

        Shapes, for example:
            input [2, 4] → [2, 4]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.argsort.html
        """
        if axis is not None:
            dim = axis
        return call(table.ARGSORT, (self, dim, descending, stable))

    def argwhere(self) -> Tensor:
        """A row of indices per element of input that is not zero.

        Shapes, for example:
            input [2, 2] → [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.argwhere.html
        """
        return call(table.ARGWHERE, (self,))

    def as_strided(self, size: Sizes, stride: Sizes, storage_offset: Int | None = None) -> Tensor:
        """The elements of the storage of input from an offset on, in a shape whose neighbours lie stride apart.

        Args:
            size: integers
            stride: integers
            storage_offset: integer, by default None

        Shapes, for example:
            input [2, 3], size=[2, 2], stride=[1, 2] → [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.as_strided.html
        """
        return call(table.AS_STRIDED, (self, size, stride, storage_offset))

    def as_strided_(self, size: Sizes, stride: Sizes, storage_offset: Int | None = None) -> Tensor:
        """Make input itself what as_strided gives.

        Args:
            size: integers
            stride: integers
            storage_offset: integer, by default None

        Shapes, for example:
            input [2, 3], size=[2, 2], stride=[1, 2] → [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.as_strided_.html
        """
        return call(table.AS_STRIDED_, (self, size, stride, storage_offset))

    def as_strided_scatter(self, src: Operand, size: Sizes, stride: Sizes, storage_offset: Int | None = None) -> Tensor:
        """input with src where as_strided would look, as a copy.

        Args:
            src: tensor
            size: integers
            stride: integers
            storage_offset: integer, by default None

        Shapes, for example:
            input [4], src [1, 2], size=[1, 2], stride=[1, 2] → [4]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.as_strided_scatter.html
        """
        return call(table.AS_STRIDED_SCATTER, (self, src, size, stride, storage_offset))

    def asin(self) -> Tensor:
        """The angle in radians whose sine is input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.asin.html
        """
        return call(table.ASIN, (self,))

    arcsin = asin

    def asin_(self) -> Tensor:
        """The angle in radians whose sine is input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.asin_.html
        """
        return call(table.ASIN_, (self,))

    arcsin_ = asin_

    def asinh(self) -> Tensor:
        """The number whose hyperbolic sine is input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.asinh.html
        """
        return call(table.ASINH, (self,))

    arcsinh = asinh

    def asinh_(self) -> Tensor:
        """The number whose hyperbolic sine is input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.asinh_.html
        """
        return call(table.ASINH_, (self,))

    arcsinh_ = asinh_

    def atan(self) -> Tensor:
        """The angle in radians whose tangent is input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.atan.html
        """
        return call(table.ATAN, (self,))

    arctan = atan

    def atan_(self) -> Tensor:
        """The angle in radians whose tangent is input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.atan_.html
        """
        return call(table.ATAN_, (self,))

    arctan_ = atan_

    def atan2(self, other: Operand) -> Tensor:
        """The angle in radians of the point with height input and abscissa other.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.atan2.html
        """
        return call(table.ATAN2, (self, other))

    arctan2 = atan2

    def atan2_(self, other: Operand) -> Tensor:
        """The angle in radians of the point with height input and abscissa other.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.atan2_.html
        """
        return call(table.ATAN2_, (self, other))

    arctan2_ = atan2_

    def atanh(self) -> Tensor:
        """The number whose hyperbolic tangent is input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.atanh.html
        """
        return call(table.ATANH, (self,))

    arctanh = atanh

    def atanh_(self) -> Tensor:
        """The number whose hyperbolic tangent is input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.atanh_.html
        """
        return call(table.ATANH_, (self,))

    arctanh_ = atanh_

    def baddbmm(self, batch1: Operand, batch2: Operand, *, beta: Number = 1, alpha: Number = 1) -> Tensor:
        """beta * input + alpha * batch1 @ batch2, for batches of matrices.

        Args:
            batch1: tensor
            batch2: tensor
            beta: number, by default 1
            alpha: number, by default 1

        Shapes, for example:
            input [2, 2, 2], batch1 [2, 2, 3], batch2 [2, 3, 2] → [2, 2, 2]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.baddbmm.html
        """
        return call(table.BADDBMM, (self, batch1, batch2, beta, alpha))

    def baddbmm_(self, batch1: Operand, batch2: Operand, *, beta: Number = 1, alpha: Number = 1) -> Tensor:
        """beta * input + alpha * batch1 @ batch2, for batches of matrices.

        Args:
            batch1: tensor
            batch2: tensor
            beta: number, by default 1
            alpha: number, by default 1

        Shapes, for example:
            input [2, 2, 2], batch1 [2, 2, 3], batch2 [2, 3, 2] → [2, 2, 2]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.baddbmm_.html
        """
        return call(table.BADDBMM_, (self, batch1, batch2, beta, alpha))

    def bernoulli(self, p: Number | None = None, *, generator: Generator | None = None) -> Tensor:
        """Ones with the probabilities in input, or with probability p; zeros else.

        Args:
            p: number, by default None
            generator: text, by default None

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bernoulli.html
        """
        return call(table.BERNOULLI, (self, p, generator))

    def bernoulli_(self, p: Operand = 0.5, *, generator: Generator | None = None) -> Tensor:
        """Fill input with ones with probability p, a number or a tensor of one per element; zeros else.

        Args:
            p: tensor, by default 0.5
            generator: text, by default None

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bernoulli_.html
        """
        return call(table.BERNOULLI_, (self, p, generator))

    def bincount(self, weights: Operand | None = None, minlength: Int = 0) -> Tensor:
        """How often each number from 0 on comes in a vector of integers, or the sum of the weights there.

        Args:
            weights: tensor, by default None
            minlength: integer, by default 0

        Shapes, for example:
            input [3] → [3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bincount.html
        """
        return call(table.BINCOUNT, (self, weights, minlength))

    def bitwise_and(self, other: Operand) -> Tensor:
        """The bits that both have.

        Args:
            other: tensor

        Shapes, for example:
            input [2], other [2, 1] → [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bitwise_and.html
        """
        return call(table.BITWISE_AND, (self, other))

    def bitwise_and_(self, other: Operand) -> Tensor:
        """The bits that both have.

        Args:
            other: tensor

        Shapes, for example:
            input [2], other [2, 1] → [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bitwise_and_.html
        """
        return call(table.BITWISE_AND_, (self, other))

    def bitwise_left_shift(self, other: Operand) -> Tensor:
        """The bits of input moved up by other: input * 2**other.

        Args:
            other: tensor

        Shapes, for example:
            input [2], other [2] → [2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bitwise_left_shift.html
        """
        return call(table.BITWISE_LEFT_SHIFT, (self, other))

    def bitwise_left_shift_(self, other: Operand) -> Tensor:
        """The bits of input moved up by other: input * 2**other.

        Args:
            other: tensor

        Shapes, for example:
            input [2], other [2] → [2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bitwise_left_shift_.html
        """
        return call(table.BITWISE_LEFT_SHIFT_, (self, other))

    def bitwise_not(self) -> Tensor:
        """The bits that input has not.

        Shapes, for example:
            input [2] → [2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bitwise_not.html
        """
        return call(table.BITWISE_NOT, (self,))

    def bitwise_not_(self) -> Tensor:
        """The bits that input has not.

        Shapes, for example:
            input [2] → [2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bitwise_not_.html
        """
        return call(table.BITWISE_NOT_, (self,))

    def bitwise_or(self, other: Operand) -> Tensor:
        """The bits that one or both have.

        Args:
            other: tensor

        Shapes, for example:
            input [2], other [2, 1] → [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bitwise_or.html
        """
        return call(table.BITWISE_OR, (self, other))

    def bitwise_or_(self, other: Operand) -> Tensor:
        """The bits that one or both have.

        Args:
            other: tensor

        Shapes, for example:
            input [2], other [2, 1] → [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bitwise_or_.html
        """
        return call(table.BITWISE_OR_, (self, other))

    def bitwise_right_shift(self, other: Operand) -> Tensor:
        """The bits of input moved down by other: input / 2**other, rounded down.

        Args:
            other: tensor

        Shapes, for example:
            input [2], other [2] → [2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bitwise_right_shift.html
        """
        return call(table.BITWISE_RIGHT_SHIFT, (self, other))

    def bitwise_right_shift_(self, other: Operand) -> Tensor:
        """The bits of input moved down by other: input / 2**other, rounded down.

        Args:
            other: tensor

        Shapes, for example:
            input [2], other [2] → [2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bitwise_right_shift_.html
        """
        return call(table.BITWISE_RIGHT_SHIFT_, (self, other))

    def bitwise_xor(self, other: Operand) -> Tensor:
        """The bits that exactly one has.

        Args:
            other: tensor

        Shapes, for example:
            input [2], other [2, 1] → [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bitwise_xor.html
        """
        return call(table.BITWISE_XOR, (self, other))

    def bitwise_xor_(self, other: Operand) -> Tensor:
        """The bits that exactly one has.

        Args:
            other: tensor

        Shapes, for example:
            input [2], other [2, 1] → [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bitwise_xor_.html
        """
        return call(table.BITWISE_XOR_, (self, other))

    def bmm(self, mat2: Operand) -> Tensor:
        """The products of a batch of matrices with a batch of matrices.

        Args:
            mat2: tensor

        Shapes, for example:
            input [2, 2, 3], mat2 [2, 3, 2] → [2, 2, 2]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.bmm.html
        """
        return call(table.BMM, (self, mat2))

    def broadcast_to(self, *sizes: Sizes, size: Sizes | None = None) -> Tensor:
        """input stretched to the shape size.

        Args:
            size: integers

        Shapes, for example:
            input [3, 1], size=[2, 3, 4] → [2, 3, 4]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.broadcast_to.html
        """
        return call(table.BROADCAST_TO, (self, spread(sizes, size)))

    def cauchy_(self, median: Number = 0, sigma: Number = 1, *, generator: Generator | None = None) -> Tensor:
        """Fill input with numbers of a Cauchy distribution around median, of scale sigma.

        Args:
            median: number, by default 0
            sigma: number, by default 1
            generator: text, by default None

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cauchy_.html
        """
        return call(table.CAUCHY_, (self, median, sigma, generator))

    def ceil(self) -> Tensor:
        """The smallest integer that is at least input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.ceil.html
        """
        return call(table.CEIL, (self,))

    def ceil_(self) -> Tensor:
        """The smallest integer that is at least input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.ceil_.html
        """
        return call(table.CEIL_, (self,))

    def celu_(self, alpha: Number = 1.0) -> Tensor:
        """input where it is positive, alpha * (exp(input / alpha) - 1) elsewhere.

        Args:
            alpha: number, by default 1.0

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.celu_.html
        """
        return call(table.CELU_, (self, alpha))

    def cholesky(self, upper: Bool = False) -> Tensor:
        """L with input = L L^H; with upper its adjoint. What is not positive definite is refused.

        Args:
            upper: boolean, by default False

        Shapes, for example:
            input [2, 2] → [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cholesky.html
        """
        return call(table.CHOLESKY, (self, upper))

    def cholesky_inverse(self, upper: Bool = False) -> Tensor:
        """The inverse of the matrix of which input is the Cholesky factor.

        Args:
            upper: boolean, by default False

        Shapes, for example:
            input [2, 2] → [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cholesky_inverse.html
        """
        return call(table.CHOLESKY_INVERSE, (self, upper))

    def cholesky_solve(self, input2: Operand, upper: Bool = False) -> Tensor:
        """X with A X = input, for the A of which input2 is the Cholesky factor.

        Args:
            input2: tensor
            upper: boolean, by default False

        Shapes, for example:
            input [2, 1], input2 [2, 2] → [2, 1]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cholesky_solve.html
        """
        return call(table.CHOLESKY_SOLVE, (self, input2, upper))

    def chunk(self, chunks: Int, dim: Int = 0, *, axis: Int | None = None) -> tuple[Tensor, ...]:
        """At most so many parts of one size along dim; the last may be smaller.

        Args:
            chunks: integer
            dim: integer, by default 0

        Shapes, for example:
            input [5, 2], chunks=2 → [3, 2], [2, 2]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.chunk.html
        """
        if axis is not None:
            dim = axis
        return call(table.CHUNK, (self, chunks, dim))

    def clamp(self, min: Operand | None = None, max: Operand | None = None) -> Tensor:
        """input, raised to min and lowered to max; max wins where min is larger. At the bounds the gradient flows.

        Args:
            min: tensor, by default None
            max: tensor, by default None

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.clamp.html
        """
        return call(table.CLAMP, (self, min, max))

    clip = clamp

    def clamp_(self, min: Operand | None = None, max: Operand | None = None) -> Tensor:
        """input, raised to min and lowered to max; max wins where min is larger. At the bounds the gradient flows.

        Args:
            min: tensor, by default None
            max: tensor, by default None

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.clamp_.html
        """
        return call(table.CLAMP_, (self, min, max))

    clip_ = clamp_

    def clamp_max(self, max: Operand) -> Tensor:
        """input, lowered to max.

        Args:
            max: tensor

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.clamp_max.html
        """
        return call(table.CLAMP_MAX, (self, max))

    def clamp_max_(self, max: Operand) -> Tensor:
        """input, lowered to max.

        Args:
            max: tensor

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.clamp_max_.html
        """
        return call(table.CLAMP_MAX_, (self, max))

    def clamp_min(self, min: Operand) -> Tensor:
        """input, raised to min.

        Args:
            min: tensor

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.clamp_min.html
        """
        return call(table.CLAMP_MIN, (self, min))

    def clamp_min_(self, min: Operand) -> Tensor:
        """input, raised to min.

        Args:
            min: tensor

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.clamp_min_.html
        """
        return call(table.CLAMP_MIN_, (self, min))

    def clone(self) -> Tensor:
        """A copy with a storage of its own, through which gradients flow.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.clone.html
        """
        return call(table.CLONE, (self,))

    def conj(self) -> Tensor:
        """The complex conjugate of input; a real tensor is its own.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.conj.html
        """
        return call(table.CONJ, (self,))

    conj_physical = conj

    def contiguous(self) -> Tensor:
        """input with its elements in row-major order: input itself where they are.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.contiguous.html
        """
        return call(table.CONTIGUOUS, (self,))

    def copy_(self, src: Operand) -> Tensor:
        """The values of src, broadcast to the shape of input and in its dtype.

        Args:
            src: tensor

        Shapes, for example:
            input [2, 3], src [3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.copy_.html
        """
        return call(table.COPY_, (self, src))

    def copysign(self, other: Operand) -> Tensor:
        """The size of input with the sign of other.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [2, 3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.copysign.html
        """
        return call(table.COPYSIGN, (self, other))

    def copysign_(self, other: Operand) -> Tensor:
        """The size of input with the sign of other.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [2, 3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.copysign_.html
        """
        return call(table.COPYSIGN_, (self, other))

    def corrcoef(self) -> Tensor:
        """The correlations of the rows of input, whose columns are observations.

        Shapes, for example:
            input [3, 4] → [3, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.corrcoef.html
        """
        return call(table.CORRCOEF, (self,))

    def cos(self) -> Tensor:
        """The cosine of input in radians.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cos.html
        """
        return call(table.COS, (self,))

    def cos_(self) -> Tensor:
        """The cosine of input in radians.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cos_.html
        """
        return call(table.COS_, (self,))

    def cosh(self) -> Tensor:
        """The hyperbolic cosine of input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cosh.html
        """
        return call(table.COSH, (self,))

    def cosh_(self) -> Tensor:
        """The hyperbolic cosine of input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cosh_.html
        """
        return call(table.COSH_, (self,))

    def count_nonzero(self, dim: Sizes | None = None, *, axis: Sizes | None = None) -> Tensor:
        """How many elements are not 0, over dim or over all.

        Args:
            dim: integers, by default None

        Shapes, for example:
            input [2, 2] → []

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.count_nonzero.html
        """
        if axis is not None:
            dim = axis
        return call(table.COUNT_NONZERO, (self, dim))

    def cov(self, *, correction: Int = 1, fweights: Operand | None = None, aweights: Operand | None = None) -> Tensor:
        """The covariances of the rows of input; its columns are observations, which fweights count and aweights weigh.

        Args:
            correction: integer, by default 1
            fweights: tensor, by default None
            aweights: tensor, by default None

        Shapes, for example:
            input [3, 4] → [3, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cov.html
        """
        return call(table.COV, (self, correction, fweights, aweights))

    def cross(self, other: Operand, dim: Int | None = None, *, axis: Int | None = None) -> Tensor:
        """The cross products of vectors of three elements along dim, by default the first dimension of that size.

        Args:
            other: tensor
            dim: integer, by default None

        Shapes, for example:
            input [3], other [3] → [3]

        Raises:
            IndexError: dim is out of range
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cross.html
        """
        if axis is not None:
            dim = axis
        return call(table.CROSS, (self, other, dim))

    def cummax(self, dim: Int | None = None, *, axis: Int | None = None) -> Any:
        """The largest of all elements up to each one along dim, and where it stands: the last of equal ones.

        Args:
            dim: integer

        Shapes, for example:
            input [4], dim=0 → [4], [4]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cummax.html
        """
        if axis is not None:
            dim = axis
        return call(table.CUMMAX, (self, dim))

    def cummin(self, dim: Int | None = None, *, axis: Int | None = None) -> Any:
        """The smallest of all elements up to each one along dim, and where it stands: the last of equal ones.

        Args:
            dim: integer

        Shapes, for example:
            input [4], dim=0 → [4], [4]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cummin.html
        """
        if axis is not None:
            dim = axis
        return call(table.CUMMIN, (self, dim))

    def cumprod(self, dim: Int | None = None, *, dtype: Dtype | None = None, axis: Int | None = None) -> Tensor:
        """The products of all elements up to each one along dim; those of integers are int64.

        Args:
            dim: integer
            dtype: dtype, by default None

        Shapes, for example:
            input [4], dim=0 → [4]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cumprod.html
        """
        if axis is not None:
            dim = axis
        return call(table.CUMPROD, (self, dim, dtype))

    def cumprod_(self, dim: Int | None = None, *, dtype: Dtype | None = None, axis: Int | None = None) -> Tensor:
        """The products of all elements up to each one along dim; those of integers are int64.

        Args:
            dim: integer
            dtype: dtype, by default None

        Shapes, for example:
            input [4], dim=0 → [4]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cumprod_.html
        """
        if axis is not None:
            dim = axis
        return call(table.CUMPROD_, (self, dim, dtype))

    def cumsum(self, dim: Int | None = None, *, dtype: Dtype | None = None, axis: Int | None = None) -> Tensor:
        """The sums of all elements up to each one along dim; those of integers are int64.

        Args:
            dim: integer
            dtype: dtype, by default None

        Shapes, for example:
            input [4], dim=0 → [4]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cumsum.html
        """
        if axis is not None:
            dim = axis
        return call(table.CUMSUM, (self, dim, dtype))

    def cumsum_(self, dim: Int | None = None, *, dtype: Dtype | None = None, axis: Int | None = None) -> Tensor:
        """The sums of all elements up to each one along dim; those of integers are int64.

        Args:
            dim: integer
            dtype: dtype, by default None

        Shapes, for example:
            input [4], dim=0 → [4]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cumsum_.html
        """
        if axis is not None:
            dim = axis
        return call(table.CUMSUM_, (self, dim, dtype))

    def deg2rad(self) -> Tensor:
        """Degrees as radians.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.deg2rad.html
        """
        return call(table.DEG2RAD, (self,))

    def deg2rad_(self) -> Tensor:
        """Degrees as radians.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.deg2rad_.html
        """
        return call(table.DEG2RAD_, (self,))

    def det(self) -> Tensor:
        """The determinants of square matrices.

        Shapes, for example:
            input [2, 2] → []

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.det.html
        """
        return call(table.DET, (self,))

    def detach(self) -> Tensor:
        """The same storage outside the graph; in-place changes show in both and are noticed by backward.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html
        """
        return call(table.DETACH, (self,))

    def detach_(self) -> Tensor:
        """Take input out of the graph, as a leaf that requires no grad.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach_.html
        """
        return call(table.DETACH_, (self,))

    def diag(self, diagonal: Int = 0) -> Tensor:
        """The matrix with a vector on its diagonal, or the diagonal of a matrix, copied.

        Args:
            diagonal: integer, by default 0

        Shapes, for example:
            input [3] → [3, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.diag.html
        """
        return call(table.DIAG, (self, diagonal))

    def diag_embed(self, offset: Int = 0, dim1: Int = -2, dim2: Int = -1) -> Tensor:
        """Matrices in dim1 and dim2 with the last dimension of input on a diagonal; zeros elsewhere.

        Args:
            offset: integer, by default 0
            dim1: integer, by default -2
            dim2: integer, by default -1

        Shapes, for example:
            input [2, 3] → [2, 3, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.diag_embed.html
        """
        return call(table.DIAG_EMBED, (self, offset, dim1, dim2))

    def diagflat(self, offset: Int = 0) -> Tensor:
        """The matrix with the elements of input on a diagonal.

        Args:
            offset: integer, by default 0

        Shapes, for example:
            input [3] → [3, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.diagflat.html
        """
        return call(table.DIAGFLAT, (self, offset))

    def diagonal(self, offset: Int = 0, dim1: Int = 0, dim2: Int = 1) -> Tensor:
        """The diagonal of the matrices in dim1 and dim2, as the last dimension.

        Args:
            offset: integer, by default 0
            dim1: integer, by default 0
            dim2: integer, by default 1

        Shapes, for example:
            input [3, 4] → [3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.diagonal.html
        """
        return call(table.DIAGONAL, (self, offset, dim1, dim2))

    def diagonal_scatter(self, src: Operand, offset: Int = 0, dim1: Int = 0, dim2: Int = 1) -> Tensor:
        """input with src on a diagonal of two dimensions.

        Args:
            src: tensor
            offset: integer, by default 0
            dim1: integer, by default 0
            dim2: integer, by default 1

        Shapes, for example:
            input [3, 4], src [3] → [3, 4]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.diagonal_scatter.html
        """
        return call(table.DIAGONAL_SCATTER, (self, src, offset, dim1, dim2))

    def diff(self, n: Int = 1, dim: Int = -1, prepend: Operand | None = None, append: Operand | None = None, *, axis: Int | None = None) -> Tensor:
        """Each element less the one before it along dim, n times over; prepend and append are joined on before.

        Args:
            n: integer, by default 1
            dim: integer, by default -1
            prepend: tensor, by default None
            append: tensor, by default None

        Shapes, for example:
            input [4] → [3]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.diff.html
        """
        if axis is not None:
            dim = axis
        return call(table.DIFF, (self, n, dim, prepend, append))

    def digamma(self) -> Tensor:
        """The derivative of the logarithm of the gamma function.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.digamma.html
        """
        return call(table.DIGAMMA, (self,))

    def digamma_(self) -> Tensor:
        """The derivative of the logarithm of the gamma function.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.digamma_.html
        """
        return call(table.DIGAMMA_, (self,))

    def dist(self, other: Operand, p: Number = 2) -> Tensor:
        """The p-norm of input - other, both broadcast.

        Args:
            other: tensor
            p: number, by default 2

        Shapes, for example:
            input [2, 3], other [3] → []

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.dist.html
        """
        return call(table.DIST, (self, other, p))

    def div(self, other: Operand, *, rounding_mode: Text | None = None) -> Tensor:
        """input / other; rounded down with rounding_mode "floor", towards zero with "trunc".

        Args:
            other: tensor
            rounding_mode: text, by default None

        Shapes, for example:
            input [2, 3], other [2, 3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.div.html
        """
        return call(table.DIV, (self, other, rounding_mode))

    divide = div

    true_divide = div

    def div_(self, other: Operand, *, rounding_mode: Text | None = None) -> Tensor:
        """input / other; rounded down with rounding_mode "floor", towards zero with "trunc".

        Args:
            other: tensor
            rounding_mode: text, by default None

        Shapes, for example:
            input [2, 3], other [2, 3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.div_.html
        """
        return call(table.DIV_, (self, other, rounding_mode))

    divide_ = div_

    true_divide_ = div_

    def dot(self, tensor: Operand) -> Tensor:
        """The dot product of two vectors; complex ones are not conjugated.

        Args:
            tensor: tensor

        Shapes, for example:
            input [3], tensor [3] → []

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.dot.html
        """
        return call(table.DOT, (self, tensor))

    def dsplit(self, indices_or_sections: Sizes) -> tuple[Tensor, ...]:
        """Equal parts along the third dimension, or the parts between indices.

        Args:
            indices_or_sections: integers

        Shapes, for example:
            input [1, 2, 4], indices_or_sections=[1, 3] → [1, 2, 1], [1, 2, 2], [1, 2, 1]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.dsplit.html
        """
        return call(table.DSPLIT, (self, indices_or_sections))

    def eq(self, other: Operand) -> Tensor:
        """Whether input equals other, elementwise.

        Args:
            other: tensor

        Shapes, for example:
            input [3], other [3] → [3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.eq.html
        """
        return call(table.EQ, (self, other))

    def eq_(self, other: Operand) -> Tensor:
        """Whether input equals other, elementwise.

        Args:
            other: tensor

        Shapes, for example:
            input [3], other [3] → [3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.eq_.html
        """
        return call(table.EQ_, (self, other))

    def equal(self, other: Operand) -> Bool:
        """Whether two tensors have the same shape and elements: one truth value.

        Args:
            other: tensor

        Shapes, for example:
            input [3], other [3] → []

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.equal.html
        """
        return bool(call(table.EQUAL, (self, other)))

    def erf(self) -> Tensor:
        """The error function: the integral of 2 / sqrt(pi) * exp(-t**2) from 0 to input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.erf.html
        """
        return call(table.ERF, (self,))

    def erf_(self) -> Tensor:
        """The error function: the integral of 2 / sqrt(pi) * exp(-t**2) from 0 to input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.erf_.html
        """
        return call(table.ERF_, (self,))

    def erfc(self) -> Tensor:
        """1 - erf(input), precise where that is tiny.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.erfc.html
        """
        return call(table.ERFC, (self,))

    def erfc_(self) -> Tensor:
        """1 - erf(input), precise where that is tiny.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.erfc_.html
        """
        return call(table.ERFC_, (self,))

    def erfinv(self) -> Tensor:
        """The number whose error function is input, for -1 <= input <= 1.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.erfinv.html
        """
        return call(table.ERFINV, (self,))

    def erfinv_(self) -> Tensor:
        """The number whose error function is input, for -1 <= input <= 1.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.erfinv_.html
        """
        return call(table.ERFINV_, (self,))

    def exp(self) -> Tensor:
        """e to the power of input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.exp.html
        """
        return call(table.EXP, (self,))

    def exp_(self) -> Tensor:
        """e to the power of input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.exp_.html
        """
        return call(table.EXP_, (self,))

    def exp2(self) -> Tensor:
        """2 to the power of input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.exp2.html
        """
        return call(table.EXP2, (self,))

    def exp2_(self) -> Tensor:
        """2 to the power of input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.exp2_.html
        """
        return call(table.EXP2_, (self,))

    def expand(self, *sizes: Sizes, size: Sizes | None = None) -> Tensor:
        """input with dimensions of size 1 stretched, and new ones in front; -1 keeps a size. No memory is used.

        Args:
            size: integers

        Shapes, for example:
            input [3, 1], size=[2, 3, 4] → [2, 3, 4]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.expand.html
        """
        return call(table.EXPAND, (self, spread(sizes, size)))

    def expand_as(self, other: Operand) -> Tensor:
        """input stretched to the shape of other.

        Args:
            other: tensor

        Shapes, for example:
            input [3, 1], other [2, 3, 4] → [2, 3, 4]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.expand_as.html
        """
        return call(table.EXPAND_AS, (self, other))

    def expm1(self) -> Tensor:
        """exp(input) - 1, precise near 0.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.expm1.html
        """
        return call(table.EXPM1, (self,))

    def expm1_(self) -> Tensor:
        """exp(input) - 1, precise near 0.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.expm1_.html
        """
        return call(table.EXPM1_, (self,))

    def exponential_(self, lambd: Number = 1, *, generator: Generator | None = None) -> Tensor:
        """Fill input with numbers of an exponential distribution of rate lambd.

        Args:
            lambd: number, by default 1
            generator: text, by default None

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.exponential_.html
        """
        return call(table.EXPONENTIAL_, (self, lambd, generator))

    def fill_(self, value: Operand) -> Tensor:
        """Fill input with value, a number or a 0-dim tensor.

        Args:
            value: tensor

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.fill_.html
        """
        return call(table.FILL_, (self, value))

    def flatten(self, start_dim: Int = 0, end_dim: Int = -1) -> Tensor:
        """input with the dimensions from start_dim to end_dim made one.

        Args:
            start_dim: integer, by default 0
            end_dim: integer, by default -1

        Shapes, for example:
            input [2, 3, 2] → [12]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.flatten.html
        """
        return call(table.FLATTEN, (self, start_dim, end_dim))

    def flip(self, *all_dims: Sizes, dims: Sizes | None = None) -> Tensor:
        """input in reverse along dims.

        Args:
            dims: integers

        Shapes, for example:
            input [2, 3], dims=[0, 1] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.flip.html
        """
        return call(table.FLIP, (self, spread(all_dims, dims)))

    def fliplr(self) -> Tensor:
        """input in reverse along its second dimension.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.fliplr.html
        """
        return call(table.FLIPLR, (self,))

    def flipud(self) -> Tensor:
        """input in reverse along its first dimension.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.flipud.html
        """
        return call(table.FLIPUD, (self,))

    def float_power(self, exponent: Operand) -> Tensor:
        """input to the power of exponent, computed in float64 or complex128.

        Args:
            exponent: tensor

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.float_power.html
        """
        return call(table.FLOAT_POWER, (self, exponent))

    def floor(self) -> Tensor:
        """The largest integer that is at most input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.floor.html
        """
        return call(table.FLOOR, (self,))

    def floor_(self) -> Tensor:
        """The largest integer that is at most input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.floor_.html
        """
        return call(table.FLOOR_, (self,))

    def floor_divide(self, other: Operand) -> Tensor:
        """input / other, rounded down. As in PyTorch it has no gradient: div with rounding_mode has.

        Args:
            other: tensor

        Shapes, for example:
            input [3], other [3] → [3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.floor_divide.html
        """
        return call(table.FLOOR_DIVIDE, (self, other))

    def floor_divide_(self, other: Operand) -> Tensor:
        """input / other, rounded down. As in PyTorch it has no gradient: div with rounding_mode has.

        Args:
            other: tensor

        Shapes, for example:
            input [3], other [3] → [3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.floor_divide_.html
        """
        return call(table.FLOOR_DIVIDE_, (self, other))

    def fmax(self, other: Operand) -> Tensor:
        """The larger of two, elementwise; a number wins over NaN. Of equal ones the first has the gradient.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [2, 3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.fmax.html
        """
        return call(table.FMAX, (self, other))

    def fmin(self, other: Operand) -> Tensor:
        """The smaller of two, elementwise; a number wins over NaN. Of equal ones the first has the gradient.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [2, 3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.fmin.html
        """
        return call(table.FMIN, (self, other))

    def fmod(self, other: Operand) -> Tensor:
        """What remains of input / other rounded towards zero: it has the sign of input.

        Args:
            other: tensor

        Shapes, for example:
            input [2], other [2] → [2]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.fmod.html
        """
        return call(table.FMOD, (self, other))

    def fmod_(self, other: Operand) -> Tensor:
        """What remains of input / other rounded towards zero: it has the sign of input.

        Args:
            other: tensor

        Shapes, for example:
            input [2], other [2] → [2]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.fmod_.html
        """
        return call(table.FMOD_, (self, other))

    def frac(self) -> Tensor:
        """What trunc takes away: input - trunc(input).

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.frac.html
        """
        return call(table.FRAC, (self,))

    def frac_(self) -> Tensor:
        """What trunc takes away: input - trunc(input).

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.frac_.html
        """
        return call(table.FRAC_, (self,))

    def frexp(self) -> Any:
        """Mantissas, 0 or between 0.5 and 1 in size, and exponents: input = mantissa * 2**exponent.

        Shapes, for example:
            input [2, 3] → [2, 3], [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.frexp.html
        """
        return call(table.FREXP, (self,))

    def gather(self, dim: Int, index: Operand) -> Tensor:
        """The elements of input whose number along dim is in index, and whose place is that in index elsewhere.

        Args:
            dim: integer
            index: tensor

        Shapes, for example:
            input [2, 3], index [2, 3], dim=1 → [2, 3]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.gather.html
        """
        return call(table.GATHER, (self, dim, index))

    def gcd(self, other: Operand) -> Tensor:
        """The greatest common divisor of integers; gcd(0, 0) is 0.

        Args:
            other: tensor

        Shapes, for example:
            input [3], other [2, 1] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.gcd.html
        """
        return call(table.GCD, (self, other))

    def gcd_(self, other: Operand) -> Tensor:
        """The greatest common divisor of integers; gcd(0, 0) is 0.

        Args:
            other: tensor

        Shapes, for example:
            input [3], other [2, 1] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.gcd_.html
        """
        return call(table.GCD_, (self, other))

    def ge(self, other: Operand) -> Tensor:
        """Whether input is at least other, elementwise.

        Args:
            other: tensor

        Shapes, for example:
            input [3], other [3] → [3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.ge.html
        """
        return call(table.GE, (self, other))

    greater_equal = ge

    def ge_(self, other: Operand) -> Tensor:
        """Whether input is at least other, elementwise.

        Args:
            other: tensor

        Shapes, for example:
            input [3], other [3] → [3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.ge_.html
        """
        return call(table.GE_, (self, other))

    greater_equal_ = ge_

    def geometric_(self, p: Number, *, generator: Generator | None = None) -> Tensor:
        """Fill input with numbers of trials until the first success, which each has with probability p.

        Args:
            p: number
            generator: text, by default None

        Shapes, for example:
            input [2, 3], p=0.25 → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.geometric_.html
        """
        return call(table.GEOMETRIC_, (self, p, generator))

    def geqrf(self) -> Any:
        """A QR factorisation as LAPACK keeps it: R with the reflections' vectors below, and their factors tau.

        Shapes, for example:
            input [3, 2] → [3, 2], [2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.geqrf.html
        """
        return call(table.GEQRF, (self,))

    def gt(self, other: Operand) -> Tensor:
        """Whether input is greater than other, elementwise.

        Args:
            other: tensor

        Shapes, for example:
            input [3], other [3] → [3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.gt.html
        """
        return call(table.GT, (self, other))

    greater = gt

    def gt_(self, other: Operand) -> Tensor:
        """Whether input is greater than other, elementwise.

        Args:
            other: tensor

        Shapes, for example:
            input [3], other [3] → [3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.gt_.html
        """
        return call(table.GT_, (self, other))

    greater_ = gt_

    def hardshrink(self, lambd: Number = 0.5) -> Tensor:
        """input where it is further than lambd from 0, else 0.

        Args:
            lambd: number, by default 0.5

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.hardshrink.html
        """
        return call(table.HARDSHRINK, (self, lambd))

    def heaviside(self, values: Operand) -> Tensor:
        """0 where input is negative, values where it is 0, 1 where it is positive. As in PyTorch it has no gradient.

        Args:
            values: tensor

        Shapes, for example:
            input [3], values [3] → [3]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.heaviside.html
        """
        return call(table.HEAVISIDE, (self, values))

    def heaviside_(self, values: Operand) -> Tensor:
        """0 where input is negative, values where it is 0, 1 where it is positive. As in PyTorch it has no gradient.

        Args:
            values: tensor

        Shapes, for example:
            input [3], values [3] → [3]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.heaviside_.html
        """
        return call(table.HEAVISIDE_, (self, values))

    def histc(self, bins: Int = 100, min: Number = 0, max: Number = 0) -> Tensor:
        """How many elements lie in each of the bins from min to max, or over the range of input where these are equal.

        Args:
            bins: integer, by default 100
            min: number, by default 0
            max: number, by default 0

        Shapes, for example:
            input [5], bins=4 → [4]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.histc.html
        """
        return call(table.HISTC, (self, bins, min, max))

    def histogram(self, bins: Operand, *, range: Numbers | None = None, weight: Operand | None = None, density: Bool = False) -> Any:
        """How many elements lie in each of the bins, a number of them or their edges; and the edges.

        Args:
            bins: tensor
            range: numbers, by default None
            weight: tensor, by default None
            density: boolean, by default False

        Shapes, for example:
            input [5] → [3], [4]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.histogram.html
        """
        return call(table.HISTOGRAM, (self, bins, range, weight, density))

    def hsplit(self, indices_or_sections: Sizes) -> tuple[Tensor, ...]:
        """Equal parts along the second dimension, or the first where there is only one; or the parts between indices.

        Args:
            indices_or_sections: integers

        Shapes, for example:
            input [4], indices_or_sections=2 → [2], [2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.hsplit.html
        """
        return call(table.HSPLIT, (self, indices_or_sections))

    def hypot(self, other: Operand) -> Tensor:
        """sqrt(input² + other²), without overflow on the way.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.hypot.html
        """
        return call(table.HYPOT, (self, other))

    def hypot_(self, other: Operand) -> Tensor:
        """sqrt(input² + other²), without overflow on the way.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.hypot_.html
        """
        return call(table.HYPOT_, (self, other))

    def i0(self) -> Tensor:
        """The modified Bessel function of the first kind, of order 0.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.i0.html
        """
        return call(table.I0, (self,))

    def i0_(self) -> Tensor:
        """The modified Bessel function of the first kind, of order 0.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.i0_.html
        """
        return call(table.I0_, (self,))

    def igamma(self, other: Operand) -> Tensor:
        """The lower incomplete gamma function, regularized: of order input, up to other.

        Args:
            other: tensor

        Shapes, for example:
            other [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.igamma.html
        """
        return call(table.IGAMMA, (self, other))

    def igamma_(self, other: Operand) -> Tensor:
        """The lower incomplete gamma function, regularized: of order input, up to other.

        Args:
            other: tensor

        Shapes, for example:
            other [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.igamma_.html
        """
        return call(table.IGAMMA_, (self, other))

    def igammac(self, other: Operand) -> Tensor:
        """The upper incomplete gamma function, regularized: of order input, from other on.

        Args:
            other: tensor

        Shapes, for example:
            other [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.igammac.html
        """
        return call(table.IGAMMAC, (self, other))

    def igammac_(self, other: Operand) -> Tensor:
        """The upper incomplete gamma function, regularized: of order input, from other on.

        Args:
            other: tensor

        Shapes, for example:
            other [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.igammac_.html
        """
        return call(table.IGAMMAC_, (self, other))

    @property
    def imag(self) -> Tensor:
        """The imaginary part of a complex tensor, a view of it.

        Shapes, for example:
            input [2] → [2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.imag.html
        """
        return call(table.ATTRIBUTE_imag, (self,))

    def index_add(self, dim: Int, index: Operand, source: Operand, *, alpha: Number = 1) -> Tensor:
        """input with alpha times the parts of source added to its own parts that index numbers along dim.

        Args:
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

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_add.html
        """
        return call(table.INDEX_ADD, (self, dim, index, source, alpha))

    def index_add_(self, dim: Int, index: Operand, source: Operand, *, alpha: Number = 1) -> Tensor:
        """input with alpha times the parts of source added to its own parts that index numbers along dim.

        Args:
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

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_add_.html
        """
        return call(table.INDEX_ADD_, (self, dim, index, source, alpha))

    def index_copy(self, dim: Int, index: Operand, source: Operand) -> Tensor:
        """input with the parts of source in the place of its own parts that index numbers along dim.

        Args:
            dim: integer
            index: tensor
            source: tensor

        Shapes, for example:
            input [3, 2], index [2], source [2, 2], dim=0 → [3, 2]

        Raises:
            IndexError: dim is out of range
            IndexError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_copy.html
        """
        return call(table.INDEX_COPY, (self, dim, index, source))

    def index_copy_(self, dim: Int, index: Operand, source: Operand) -> Tensor:
        """input with the parts of source in the place of its own parts that index numbers along dim.

        Args:
            dim: integer
            index: tensor
            source: tensor

        Shapes, for example:
            input [3, 2], index [2], source [2, 2], dim=0 → [3, 2]

        Raises:
            IndexError: dim is out of range
            IndexError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_copy_.html
        """
        return call(table.INDEX_COPY_, (self, dim, index, source))

    def index_fill(self, dim: Int, index: Operand, value: Operand) -> Tensor:
        """input with value, a number or a 0-dim tensor, in the parts that index numbers along dim.

        Args:
            dim: integer
            index: tensor
            value: tensor

        Shapes, for example:
            input [3, 2], index [2], dim=0 → [3, 2]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_fill.html
        """
        return call(table.INDEX_FILL, (self, dim, index, value))

    def index_fill_(self, dim: Int, index: Operand, value: Operand) -> Tensor:
        """input with value, a number or a 0-dim tensor, in the parts that index numbers along dim.

        Args:
            dim: integer
            index: tensor
            value: tensor

        Shapes, for example:
            input [3, 2], index [2], dim=0 → [3, 2]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_fill_.html
        """
        return call(table.INDEX_FILL_, (self, dim, index, value))

    def index_put(self, indices: Sequence[Tensor], values: Operand, accumulate: Bool = False) -> Tensor:
        """input with values written, or added, at the indices (integers or masks) of its first dimensions.

        Args:
            indices: tensors
            values: tensor
            accumulate: boolean, by default False

        Shapes, for example:
            input [3, 4], indices [[2], [2]], values [2] → [3, 4]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_put.html
        """
        return call(table.INDEX_PUT, (self, indices, values, accumulate))

    def index_put_(self, indices: Sequence[Tensor], values: Operand, accumulate: Bool = False) -> Tensor:
        """Write values into input, or add them, at the indices (integers or masks) of its first dimensions.

        Args:
            indices: tensors
            values: tensor
            accumulate: boolean, by default False

        Shapes, for example:
            input [3, 4], indices [[2], [2]], values [2] → [3, 4]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_put_.html
        """
        return call(table.INDEX_PUT_, (self, indices, values, accumulate))

    def index_reduce(self, dim: Int, index: Operand, source: Operand, reduce: Text, *, include_self: Bool = True) -> Tensor:
        """input with the product, mean or extremum of its parts that index numbers along dim and the parts of source.

        Args:
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

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_reduce.html
        """
        return call(table.INDEX_REDUCE, (self, dim, index, source, reduce, include_self))

    def index_reduce_(self, dim: Int, index: Operand, source: Operand, reduce: Text, *, include_self: Bool = True) -> Tensor:
        """input with the product, mean or extremum of its parts that index numbers along dim and the parts of source.

        Args:
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

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_reduce_.html
        """
        return call(table.INDEX_REDUCE_, (self, dim, index, source, reduce, include_self))

    def index_select(self, dim: Int, index: Operand) -> Tensor:
        """The parts of input that index numbers along dim.

        Args:
            dim: integer
            index: tensor

        Shapes, for example:
            input [3, 2], index [3], dim=0 → [3, 2]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_select.html
        """
        return call(table.INDEX_SELECT, (self, dim, index))

    def inner(self, other: Operand) -> Tensor:
        """The products of input and other summed over the last dimension of both.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [4, 3] → [2, 4]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.inner.html
        """
        return call(table.INNER, (self, other))

    def inverse(self) -> Tensor:
        """The inverse. A singular matrix is refused.

        Shapes, for example:
            input [2, 2] → [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.inverse.html
        """
        return call(table.INVERSE, (self,))

    def isclose(self, other: Operand, rtol: Number = 1e-05, atol: Number = 1e-08, equal_nan: Bool = False) -> Tensor:
        """Whether abs(input - other) <= atol + rtol * abs(other), elementwise; equal infinities are close.

        Args:
            other: tensor
            rtol: number, by default 1e-05
            atol: number, by default 1e-08
            equal_nan: boolean, by default False

        Shapes, for example:
            input [3], other [3] → [3]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.isclose.html
        """
        return call(table.ISCLOSE, (self, other, rtol, atol, equal_nan))

    def isfinite(self) -> Tensor:
        """Whether elements are neither NaN nor infinite.

        Shapes, for example:
            input [3] → [3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.isfinite.html
        """
        return call(table.ISFINITE, (self,))

    def isinf(self) -> Tensor:
        """Whether elements are infinite.

        Shapes, for example:
            input [3] → [3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.isinf.html
        """
        return call(table.ISINF, (self,))

    def isnan(self) -> Tensor:
        """Whether elements are NaN.

        Shapes, for example:
            input [3] → [3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.isnan.html
        """
        return call(table.ISNAN, (self,))

    def isneginf(self) -> Tensor:
        """Whether elements are negative infinity.

        Shapes, for example:
            input [3] → [3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.isneginf.html
        """
        return call(table.ISNEGINF, (self,))

    def isposinf(self) -> Tensor:
        """Whether elements are positive infinity.

        Shapes, for example:
            input [3] → [3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.isposinf.html
        """
        return call(table.ISPOSINF, (self,))

    def isreal(self) -> Tensor:
        """Whether elements have no imaginary part, which real numbers never have.

        Shapes, for example:
            input [2] → [2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.isreal.html
        """
        return call(table.ISREAL, (self,))

    def istft(self, n_fft: Int, hop_length: Int | None = None, win_length: Int | None = None, window: Operand | None = None, center: Bool = True, normalized: Bool = False, onesided: Bool | None = None, length: Int | None = None, return_complex: Bool = False) -> Tensor:
        """The signal of which stft gives input, as well as overlapping pieces tell: the inverse of stft.

        Args:
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

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.istft.html
        """
        return call(table.ISTFT, (self, n_fft, hop_length, win_length, window, center, normalized, onesided, length, return_complex))

    def kron(self, other: Operand) -> Tensor:
        """The Kronecker product: other times each element of input, as blocks.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [2, 2] → [4, 6]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.kron.html
        """
        return call(table.KRON, (self, other))

    def kthvalue(self, k: Int, dim: Int = -1, keepdim: Bool = False, *, axis: Int | None = None, keepdims: Bool | None = None) -> Any:
        """The k-th smallest elements along dim, counted from 1, and where they stand. NaN counts as the largest.

        Args:
            k: integer
            dim: integer, by default -1
            keepdim: boolean, by default False

        Shapes, for example:
            input [5], k=2 → [], []

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.kthvalue.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        return call(table.KTHVALUE, (self, k, dim, keepdim))

    def lcm(self, other: Operand) -> Tensor:
        """The least common multiple of integers; 0 where one of them is 0.

        Args:
            other: tensor

        Shapes, for example:
            input [3], other [2, 1] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.lcm.html
        """
        return call(table.LCM, (self, other))

    def lcm_(self, other: Operand) -> Tensor:
        """The least common multiple of integers; 0 where one of them is 0.

        Args:
            other: tensor

        Shapes, for example:
            input [3], other [2, 1] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.lcm_.html
        """
        return call(table.LCM_, (self, other))

    def ldexp(self, other: Operand) -> Tensor:
        """input * 2**other.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.ldexp.html
        """
        return call(table.LDEXP, (self, other))

    def ldexp_(self, other: Operand) -> Tensor:
        """input * 2**other.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.ldexp_.html
        """
        return call(table.LDEXP_, (self, other))

    def le(self, other: Operand) -> Tensor:
        """Whether input is at most other, elementwise.

        Args:
            other: tensor

        Shapes, for example:
            input [3], other [3] → [3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.le.html
        """
        return call(table.LE, (self, other))

    less_equal = le

    def le_(self, other: Operand) -> Tensor:
        """Whether input is at most other, elementwise.

        Args:
            other: tensor

        Shapes, for example:
            input [3], other [3] → [3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.le_.html
        """
        return call(table.LE_, (self, other))

    less_equal_ = le_

    def lerp(self, end: Operand, weight: Operand) -> Tensor:
        """input + weight * (end - input), from the nearer end.

        Args:
            end: tensor
            weight: tensor

        Shapes, for example:
            input [2, 3], end [3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.lerp.html
        """
        return call(table.LERP, (self, end, weight))

    def lerp_(self, end: Operand, weight: Operand) -> Tensor:
        """input + weight * (end - input), from the nearer end.

        Args:
            end: tensor
            weight: tensor

        Shapes, for example:
            input [2, 3], end [3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.lerp_.html
        """
        return call(table.LERP_, (self, end, weight))

    def lgamma(self) -> Tensor:
        """The natural logarithm of the absolute value of the gamma function.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.lgamma.html
        """
        return call(table.LGAMMA, (self,))

    def lgamma_(self) -> Tensor:
        """The natural logarithm of the absolute value of the gamma function.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.lgamma_.html
        """
        return call(table.LGAMMA_, (self,))

    def log(self) -> Tensor:
        """The natural logarithm of input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.log.html
        """
        return call(table.LOG, (self,))

    def log_(self) -> Tensor:
        """The natural logarithm of input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.log_.html
        """
        return call(table.LOG_, (self,))

    def log10(self) -> Tensor:
        """The logarithm of input to base 10.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.log10.html
        """
        return call(table.LOG10, (self,))

    def log10_(self) -> Tensor:
        """The logarithm of input to base 10.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.log10_.html
        """
        return call(table.LOG10_, (self,))

    def log1p(self) -> Tensor:
        """log(1 + input), precise near 0.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.log1p.html
        """
        return call(table.LOG1P, (self,))

    def log1p_(self) -> Tensor:
        """log(1 + input), precise near 0.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.log1p_.html
        """
        return call(table.LOG1P_, (self,))

    def log2(self) -> Tensor:
        """The logarithm of input to base 2.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.log2.html
        """
        return call(table.LOG2, (self,))

    def log2_(self) -> Tensor:
        """The logarithm of input to base 2.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.log2_.html
        """
        return call(table.LOG2_, (self,))

    def log_normal_(self, mean: Number = 1, std: Number = 2, *, generator: Generator | None = None) -> Tensor:
        """Fill input with numbers whose logarithms are normal, of that mean and standard deviation.

        Args:
            mean: number, by default 1
            std: number, by default 2
            generator: text, by default None

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.log_normal_.html
        """
        return call(table.LOG_NORMAL_, (self, mean, std, generator))

    def log_softmax(self, dim: Int | None = None, dtype: Dtype | None = None, *, axis: Int | None = None) -> Tensor:
        """The logarithm of softmax along dim, precise where softmax is tiny.

        Args:
            dim: integer, by default None
            dtype: dtype, by default None

        Shapes, for example:
            input [2, 3], dim=1 → [2, 3]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.log_softmax.html
        """
        if axis is not None:
            dim = axis
        return call(table.LOG_SOFTMAX, (self, dim, dtype))

    def logaddexp(self, other: Operand) -> Tensor:
        """log(exp(input) + exp(other)), without overflow.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [2, 3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.logaddexp.html
        """
        return call(table.LOGADDEXP, (self, other))

    def logaddexp2(self, other: Operand) -> Tensor:
        """log2(2**input + 2**other), without overflow.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [2, 3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.logaddexp2.html
        """
        return call(table.LOGADDEXP2, (self, other))

    def logcumsumexp(self, dim: Int | None = None, *, axis: Int | None = None) -> Tensor:
        """The logarithms of the sums of exponentials of all elements up to each one along dim, without overflow.

        Args:
            dim: integer

        Shapes, for example:
            input [4], dim=0 → [4]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.logcumsumexp.html
        """
        if axis is not None:
            dim = axis
        return call(table.LOGCUMSUMEXP, (self, dim))

    def logdet(self) -> Tensor:
        """The natural logarithms of determinants; NaN where they are negative.

        Shapes, for example:
            input [2, 2] → []

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.logdet.html
        """
        return call(table.LOGDET, (self,))

    def logical_and(self, other: Operand) -> Tensor:
        """Whether both are true; numbers are true unless 0.

        Args:
            other: tensor

        Shapes, for example:
            input [2], other [2, 1] → [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.logical_and.html
        """
        return call(table.LOGICAL_AND, (self, other))

    def logical_and_(self, other: Operand) -> Tensor:
        """Whether both are true; numbers are true unless 0.

        Args:
            other: tensor

        Shapes, for example:
            input [2], other [2, 1] → [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.logical_and_.html
        """
        return call(table.LOGICAL_AND_, (self, other))

    def logical_not(self) -> Tensor:
        """Whether input is false; numbers are true unless 0.

        Shapes, for example:
            input [2] → [2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.logical_not.html
        """
        return call(table.LOGICAL_NOT, (self,))

    def logical_not_(self) -> Tensor:
        """Whether input is false; numbers are true unless 0.

        Shapes, for example:
            input [2] → [2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.logical_not_.html
        """
        return call(table.LOGICAL_NOT_, (self,))

    def logical_or(self, other: Operand) -> Tensor:
        """Whether one or both are true; numbers are true unless 0.

        Args:
            other: tensor

        Shapes, for example:
            input [2], other [2, 1] → [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.logical_or.html
        """
        return call(table.LOGICAL_OR, (self, other))

    def logical_or_(self, other: Operand) -> Tensor:
        """Whether one or both are true; numbers are true unless 0.

        Args:
            other: tensor

        Shapes, for example:
            input [2], other [2, 1] → [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.logical_or_.html
        """
        return call(table.LOGICAL_OR_, (self, other))

    def logical_xor(self, other: Operand) -> Tensor:
        """Whether exactly one is true; numbers are true unless 0.

        Args:
            other: tensor

        Shapes, for example:
            input [2], other [2, 1] → [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.logical_xor.html
        """
        return call(table.LOGICAL_XOR, (self, other))

    def logical_xor_(self, other: Operand) -> Tensor:
        """Whether exactly one is true; numbers are true unless 0.

        Args:
            other: tensor

        Shapes, for example:
            input [2], other [2, 1] → [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.logical_xor_.html
        """
        return call(table.LOGICAL_XOR_, (self, other))

    def logit(self, eps: Number | None = None) -> Tensor:
        """log(input / (1 - input)), for 0 <= input <= 1; with eps, input is first brought between eps and 1 - eps.

        Args:
            eps: number, by default None

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.logit.html
        """
        return call(table.LOGIT, (self, eps))

    def logit_(self, eps: Number | None = None) -> Tensor:
        """log(input / (1 - input)), for 0 <= input <= 1; with eps, input is first brought between eps and 1 - eps.

        Args:
            eps: number, by default None

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.logit_.html
        """
        return call(table.LOGIT_, (self, eps))

    def logsumexp(self, dim: Sizes | None = None, keepdim: Bool = False, *, axis: Sizes | None = None, keepdims: Bool | None = None) -> Tensor:
        """The logarithm of the sum of exponentials over dim, without overflow on the way.

        Args:
            dim: integers
            keepdim: boolean, by default False

        Shapes, for example:
            input [2, 3], dim=1 → [2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.logsumexp.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        return call(table.LOGSUMEXP, (self, dim, keepdim))

    def lt(self, other: Operand) -> Tensor:
        """Whether input is less than other, elementwise.

        Args:
            other: tensor

        Shapes, for example:
            input [3], other [3] → [3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.lt.html
        """
        return call(table.LT, (self, other))

    less = lt

    def lt_(self, other: Operand) -> Tensor:
        """Whether input is less than other, elementwise.

        Args:
            other: tensor

        Shapes, for example:
            input [3], other [3] → [3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.lt_.html
        """
        return call(table.LT_, (self, other))

    less_ = lt_

    def lu(self, pivot: Bool = True, get_infos: Bool = False) -> Any:
        """L and U in one matrix, and the exchanges of rows; with get_infos also where U has a zero.

        Args:
            pivot: boolean, by default True
            get_infos: boolean, by default False

        Shapes, for example:
            A [3, 2], get_infos=True → [3, 2], [2], []

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.lu.html
        """
        return call(table.LU, (self, pivot, get_infos))

    def lu_solve(self, LU_data: Operand, LU_pivots: Operand) -> Tensor:
        """X with A X = b for A given by lu_factor.

        Args:
            LU_data: tensor
            LU_pivots: tensor

        Shapes, for example:
            b [2, 1], LU_data [2, 2], LU_pivots [2] → [2, 1]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.lu_solve.html
        """
        return call(table.LU_SOLVE, (self, LU_data, LU_pivots))

    @property
    def mH(self) -> Tensor:
        """The conjugate transposes of a batch of matrices.

        Shapes, for example:
            input [2, 2, 3] → [2, 3, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.mH.html
        """
        return call(table.ATTRIBUTE_mH, (self,))

    @property
    def mT(self) -> Tensor:
        """The transposes of a batch of matrices: the last two dimensions exchanged.

        Shapes, for example:
            input [2, 2, 3] → [2, 3, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.mT.html
        """
        return call(table.ATTRIBUTE_mT, (self,))

    def masked_fill(self, mask: Operand, value: Operand) -> Tensor:
        """input with value, a number or a 0-dim tensor, where mask is true; both broadcast.

        Args:
            mask: tensor
            value: tensor

        Shapes, for example:
            input [2, 3], mask [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.masked_fill.html
        """
        return call(table.MASKED_FILL, (self, mask, value))

    def masked_fill_(self, mask: Operand, value: Operand) -> Tensor:
        """input with value, a number or a 0-dim tensor, where mask is true; both broadcast.

        Args:
            mask: tensor
            value: tensor

        Shapes, for example:
            input [2, 3], mask [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.masked_fill_.html
        """
        return call(table.MASKED_FILL_, (self, mask, value))

    def masked_scatter(self, mask: Operand, source: Operand) -> Tensor:
        """input with the elements of source, in order, where mask is true; input and mask broadcast.

        Args:
            mask: tensor
            source: tensor

        Shapes, for example:
            input [2, 3], mask [2, 3], source [4] → [2, 3]

        Raises:
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.masked_scatter.html
        """
        return call(table.MASKED_SCATTER, (self, mask, source))

    def masked_scatter_(self, mask: Operand, source: Operand) -> Tensor:
        """input with the elements of source, in order, where mask is true; input and mask broadcast.

        Args:
            mask: tensor
            source: tensor

        Shapes, for example:
            input [2, 3], mask [2, 3], source [4] → [2, 3]

        Raises:
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.masked_scatter_.html
        """
        return call(table.MASKED_SCATTER_, (self, mask, source))

    def masked_select(self, mask: Operand) -> Tensor:
        """The elements of input where mask is true, in one dimension; both broadcast.

        Args:
            mask: tensor

        Shapes, for example:
            input [2, 3], mask [2, 3] → [3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.masked_select.html
        """
        return call(table.MASKED_SELECT, (self, mask))

    def matmul(self, other: Operand) -> Tensor:
        """The matrix product; of vectors the dot product. Leading dimensions are batches, and broadcast.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [3, 2] → [2, 2]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.matmul.html
        """
        return call(table.MATMUL, (self, other))

    def matrix_exp(self) -> Tensor:
        """The exponential of square matrices: the sum of input^n / n!.

        Shapes, for example:
            input [2, 2] → [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.matrix_exp.html
        """
        return call(table.MATRIX_EXP, (self,))

    def matrix_power(self, n: Int) -> Tensor:
        """The product of n copies of square matrices, or of their inverses where n is negative.

        Args:
            n: integer

        Shapes, for example:
            input [2, 2], n=2 → [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.matrix_power.html
        """
        return call(table.MATRIX_POWER, (self, n))

    def max(self, dim: Int | Tensor | None = None, keepdim: Bool = False, *, other: Operand | None = None, axis: Int | None = None, keepdims: Bool | None = None) -> Any:
        """The largest of all elements; with dim those along it and their indices; with other maximum(input, other).

        Args:
            dim: integer, by default None
            keepdim: boolean, by default False
            other: tensor, by default None

        Shapes, for example:
            input [2, 3] → []

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.max.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        if isinstance(dim, Handle):
            dim, other = None, dim
        return call(table.MAX, (self, dim, keepdim, other))

    def maximum(self, other: Operand) -> Tensor:
        """The larger of two, elementwise; NaN wins. Equal ones share the gradient.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [2, 3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.maximum.html
        """
        return call(table.MAXIMUM, (self, other))

    def mean(self, dim: Sizes | None = None, keepdim: Bool = False, *, dtype: Dtype | None = None, axis: Sizes | None = None, keepdims: Bool | None = None) -> Tensor:
        """The mean over dim, or of all elements; integers need a floating point dtype to be given.

        Args:
            dim: integers, by default None
            keepdim: boolean, by default False
            dtype: dtype, by default None

        Shapes, for example:
            input [2, 3] → []

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.mean.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        return call(table.MEAN, (self, dim, keepdim, dtype))

    def median(self, dim: Int | None = None, keepdim: Bool = False, *, axis: Int | None = None, keepdims: Bool | None = None) -> Any:
        """The median of all elements, the lower of two; with dim those along it and their indices. NaN wins.

        Args:
            dim: integer, by default None
            keepdim: boolean, by default False

        Shapes, for example:
            input [5], dim=0 → [], []

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.median.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        return call(table.MEDIAN, (self, dim, keepdim))

    def min(self, dim: Int | Tensor | None = None, keepdim: Bool = False, *, other: Operand | None = None, axis: Int | None = None, keepdims: Bool | None = None) -> Any:
        """The smallest of all elements; with dim those along it and their indices; with other minimum(input, other).

        Args:
            dim: integer, by default None
            keepdim: boolean, by default False
            other: tensor, by default None

        Shapes, for example:
            input [2, 3] → []

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.min.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        if isinstance(dim, Handle):
            dim, other = None, dim
        return call(table.MIN, (self, dim, keepdim, other))

    def minimum(self, other: Operand) -> Tensor:
        """The smaller of two, elementwise; NaN wins. Equal ones share the gradient.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [2, 3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.minimum.html
        """
        return call(table.MINIMUM, (self, other))

    def mm(self, mat2: Operand) -> Tensor:
        """The product of two matrices.

        Args:
            mat2: tensor

        Shapes, for example:
            input [2, 3], mat2 [3, 4] → [2, 4]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.mm.html
        """
        return call(table.MM, (self, mat2))

    def mode(self, dim: Int = -1, keepdim: Bool = False, *, axis: Int | None = None, keepdims: Bool | None = None) -> Any:
        """The most frequent elements along dim, of equally frequent ones the smallest, and where each stands last.

        Args:
            dim: integer, by default -1
            keepdim: boolean, by default False

        Shapes, for example:
            input [5], dim=0 → [], []

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.mode.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        return call(table.MODE, (self, dim, keepdim))

    def movedim(self, source: Sizes, destination: Sizes) -> Tensor:
        """input with the dimensions source at the places destination, the others in order.

        Args:
            source: integers
            destination: integers

        Shapes, for example:
            input [2, 3, 4], source=[0, 1], destination=[-1, 0] → [3, 4, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.movedim.html
        """
        return call(table.MOVEDIM, (self, source, destination))

    moveaxis = movedim

    def msort(self) -> Tensor:
        """The elements in order along the first dimension.

        Shapes, for example:
            input [4] → [4]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.msort.html
        """
        return call(table.MSORT, (self,))

    def mul(self, other: Operand) -> Tensor:
        """input * other.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [2, 3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.mul.html
        """
        return call(table.MUL, (self, other))

    multiply = mul

    def mul_(self, other: Operand) -> Tensor:
        """input * other.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [2, 3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.mul_.html
        """
        return call(table.MUL_, (self, other))

    multiply_ = mul_

    def multinomial(self, num_samples: Int, replacement: Bool = False, *, generator: Generator | None = None) -> Tensor:
        """Numbers of categories, drawn with the weights in the rows of input.

        Args:
            num_samples: integer
            replacement: boolean, by default False
            generator: text, by default None

        Shapes, for example:
            input [2, 4], num_samples=3 → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.multinomial.html
        """
        return call(table.MULTINOMIAL, (self, num_samples, replacement, generator))

    def mv(self, vec: Operand) -> Tensor:
        """The product of a matrix and a vector.

        Args:
            vec: tensor

        Shapes, for example:
            input [2, 3], vec [3] → [2]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.mv.html
        """
        return call(table.MV, (self, vec))

    def mvlgamma(self, p: Int) -> Tensor:
        """The logarithm of the multivariate gamma function of dimension p.

        Args:
            p: integer

        Shapes, for example:
            input [2, 3], p=1 → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.mvlgamma.html
        """
        return call(table.MVLGAMMA, (self, p))

    def mvlgamma_(self, p: Int) -> Tensor:
        """The logarithm of the multivariate gamma function of dimension p.

        Args:
            p: integer

        Shapes, for example:
            input [2, 3], p=1 → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.mvlgamma_.html
        """
        return call(table.MVLGAMMA_, (self, p))

    def nan_to_num(self, nan: Number | None = None, posinf: Number | None = None, neginf: Number | None = None) -> Tensor:
        """input with numbers for NaN (0) and the infinities (the largest and smallest numbers of the dtype).

        Args:
            nan: number, by default None
            posinf: number, by default None
            neginf: number, by default None

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.nan_to_num.html
        """
        return call(table.NAN_TO_NUM, (self, nan, posinf, neginf))

    def nan_to_num_(self, nan: Number | None = None, posinf: Number | None = None, neginf: Number | None = None) -> Tensor:
        """input with numbers for NaN (0) and the infinities (the largest and smallest numbers of the dtype).

        Args:
            nan: number, by default None
            posinf: number, by default None
            neginf: number, by default None

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.nan_to_num_.html
        """
        return call(table.NAN_TO_NUM_, (self, nan, posinf, neginf))

    def nanmean(self, dim: Sizes | None = None, keepdim: Bool = False, *, dtype: Dtype | None = None, axis: Sizes | None = None, keepdims: Bool | None = None) -> Tensor:
        """The mean over dim, or of all elements, that passes over NaN.

        Args:
            dim: integers, by default None
            keepdim: boolean, by default False
            dtype: dtype, by default None

        Shapes, for example:
            input [2, 3] → []

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.nanmean.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        return call(table.NANMEAN, (self, dim, keepdim, dtype))

    def nanmedian(self, dim: Int | None = None, keepdim: Bool = False, *, axis: Int | None = None, keepdims: Bool | None = None) -> Any:
        """The median of all elements but NaN, the lower of two; with dim those along it and their indices.

        Args:
            dim: integer, by default None
            keepdim: boolean, by default False

        Shapes, for example:
            input [5], dim=0 → [], []

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.nanmedian.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        return call(table.NANMEDIAN, (self, dim, keepdim))

    def nanquantile(self, q: Operand, dim: Int | None = None, keepdim: Bool = False, *, interpolation: Text = "linear", axis: Int | None = None, keepdims: Bool | None = None) -> Tensor:
        """What the share q of the elements but NaN along dim, or of all, lies below. q is a number or vector.

        Args:
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

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.nanquantile.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        return call(table.NANQUANTILE, (self, q, dim, keepdim, interpolation))

    def nansum(self, dim: Sizes | None = None, keepdim: Bool = False, *, dtype: Dtype | None = None, axis: Sizes | None = None, keepdims: Bool | None = None) -> Tensor:
        """The sum over dim, or over all elements, that passes over NaN.

        Args:
            dim: integers, by default None
            keepdim: boolean, by default False
            dtype: dtype, by default None

        Shapes, for example:
            input [2, 3] → []

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.nansum.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        return call(table.NANSUM, (self, dim, keepdim, dtype))

    def narrow(self, dim: Int, start: Operand, length: Int) -> Tensor:
        """The part of input of one length from start, a number or a 0-dim integer tensor, along dim.

        Args:
            dim: integer
            start: tensor
            length: integer

        Shapes, for example:
            input [5, 2], dim=0, length=2 → [2, 2]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.narrow.html
        """
        return call(table.NARROW, (self, dim, start, length))

    def narrow_copy(self, dim: Int, start: Int, length: Int) -> Tensor:
        """What narrow shows, as a copy with a storage of its own.

        Args:
            dim: integer
            start: integer
            length: integer

        Shapes, for example:
            input [5, 2], dim=0, start=1, length=2 → [2, 2]

        Raises:
            RuntimeError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.narrow_copy.html
        """
        return call(table.NARROW_COPY, (self, dim, start, length))

    def ne(self, other: Operand) -> Tensor:
        """Whether input differs from other, elementwise.

        Args:
            other: tensor

        Shapes, for example:
            input [3], other [3] → [3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.ne.html
        """
        return call(table.NE, (self, other))

    not_equal = ne

    def ne_(self, other: Operand) -> Tensor:
        """Whether input differs from other, elementwise.

        Args:
            other: tensor

        Shapes, for example:
            input [3], other [3] → [3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.ne_.html
        """
        return call(table.NE_, (self, other))

    not_equal_ = ne_

    def neg(self) -> Tensor:
        """-input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.neg.html
        """
        return call(table.NEG, (self,))

    negative = neg

    def neg_(self) -> Tensor:
        """-input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.neg_.html
        """
        return call(table.NEG_, (self,))

    negative_ = neg_

    def new_empty(self, *sizes: Sizes, size: Sizes | None = None, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False) -> Tensor:
        """A tensor of a shape whose values mean nothing, in the dtype of input: zeros.

        Args:
            size: integers
            dtype: dtype, by default None
            device: device, by default None
            requires_grad: boolean, by default False

        Shapes, for example:
            input [1], size=[2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.new_empty.html
        """
        return call(table.NEW_EMPTY, (self, spread(sizes, size), dtype, device, requires_grad))

    def new_empty_strided(self, size: Sizes, stride: Sizes, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False) -> Tensor:
        """A tensor whose values mean nothing, zeros, laid out by stride, in the dtype of input.

        Args:
            size: integers
            stride: integers
            dtype: dtype, by default None
            device: device, by default None
            requires_grad: boolean, by default False

        Shapes, for example:
            input [1], size=[2, 3], stride=[1, 2] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.new_empty_strided.html
        """
        return call(table.NEW_EMPTY_STRIDED, (self, size, stride, dtype, device, requires_grad))

    def new_full(self, size: Sizes, fill_value: Number, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False) -> Tensor:
        """One number everywhere, of a shape, in the dtype of input.

        Args:
            size: integers
            fill_value: number
            dtype: dtype, by default None
            device: device, by default None
            requires_grad: boolean, by default False

        Shapes, for example:
            input [1], size=[2, 3], fill_value=1.5 → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.new_full.html
        """
        return call(table.NEW_FULL, (self, size, fill_value, dtype, device, requires_grad))

    def new_ones(self, *sizes: Sizes, size: Sizes | None = None, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False) -> Tensor:
        """Ones of a shape, in the dtype of input.

        Args:
            size: integers
            dtype: dtype, by default None
            device: device, by default None
            requires_grad: boolean, by default False

        Shapes, for example:
            input [1], size=[2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.new_ones.html
        """
        return call(table.NEW_ONES, (self, spread(sizes, size), dtype, device, requires_grad))

    def new_zeros(self, *sizes: Sizes, size: Sizes | None = None, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False) -> Tensor:
        """Zeros of a shape, in the dtype of input.

        Args:
            size: integers
            dtype: dtype, by default None
            device: device, by default None
            requires_grad: boolean, by default False

        Shapes, for example:
            input [1], size=[2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.new_zeros.html
        """
        return call(table.NEW_ZEROS, (self, spread(sizes, size), dtype, device, requires_grad))

    def nextafter(self, other: Operand) -> Tensor:
        """The next number of the dtype after input, on the way to other.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.nextafter.html
        """
        return call(table.NEXTAFTER, (self, other))

    def nextafter_(self, other: Operand) -> Tensor:
        """The next number of the dtype after input, on the way to other.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.nextafter_.html
        """
        return call(table.NEXTAFTER_, (self, other))

    def nonzero(self, *, as_tuple: Bool = False) -> Tensor:
        """Where input is not zero: a row of indices per element, or with as_tuple a tensor of indices per dimension.

        Args:
            as_tuple: boolean, by default False

        Shapes, for example:
            input [2, 2] → [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.nonzero.html
        """
        return call(table.NONZERO, (self, as_tuple))

    def nonzero_static(self, *, size: Int, fill_value: Int = -1) -> Tensor:
        """So many rows of what argwhere gives; where there are fewer, the rest is filled.

        Args:
            size: integer
            fill_value: integer, by default -1

        Shapes, for example:
            input [2, 2], size=3 → [3, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.nonzero_static.html
        """
        return call(table.NONZERO_STATIC, (self, size, fill_value))

    def norm(self, p: Number | Text = "fro", dim: Sizes | None = None, keepdim: Bool = False, dtype: Dtype | None = None) -> Tensor:
        """The p-norm along dim, or of all elements; "fro" is the root of the sum of squares, "nuc" is of matrices.

        Args:
            p: number, by default "fro"
            dim: integers, by default None
            keepdim: boolean, by default False
            dtype: dtype, by default None

        Shapes, for example:
            input [2, 3] → []

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.norm.html
        """
        return call(table.NORM, (self, p, dim, keepdim, dtype))

    def normal_(self, mean: Number = 0, std: Number = 1, *, generator: Generator | None = None) -> Tensor:
        """Fill input with numbers of a normal distribution.

        Args:
            mean: number, by default 0
            std: number, by default 1
            generator: text, by default None

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.normal_.html
        """
        return call(table.NORMAL_, (self, mean, std, generator))

    def orgqr(self, input2: Operand) -> Tensor:
        """The first columns of a product of Householder reflections, as geqrf gives them.

        Args:
            input2: tensor

        Shapes, for example:
            input [3, 2], input2 [2] → [3, 2]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.orgqr.html
        """
        return call(table.ORGQR, (self, input2))

    def ormqr(self, tau: Operand, other: Operand, left: Bool = True, transpose: Bool = False) -> Tensor:
        """other times a product of Householder reflections, or its adjoint with transpose, from the left or the right.

        Args:
            tau: tensor
            other: tensor
            left: boolean, by default True
            transpose: boolean, by default False

        Shapes, for example:
            input [3, 2], tau [2], other [3, 2] → [3, 2]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.ormqr.html
        """
        return call(table.ORMQR, (self, tau, other, left, transpose))

    def outer(self, vec2: Operand) -> Tensor:
        """The outer product of two vectors.

        Args:
            vec2: tensor

        Shapes, for example:
            input [3], vec2 [2] → [3, 2]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.outer.html
        """
        return call(table.OUTER, (self, vec2))

    ger = outer

    def permute(self, *all_dims: Sizes, dims: Sizes | None = None) -> Tensor:
        """input with its dimensions in another order.

        Args:
            dims: integers

        Shapes, for example:
            input [2, 3, 4], dims=[2, 0, -2] → [4, 2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.permute.html
        """
        return call(table.PERMUTE, (self, spread(all_dims, dims)))

    def pinverse(self, rcond: Number = 1e-15) -> Tensor:
        """The pseudoinverse; singular values of at most rcond * the largest count as zero.

        Args:
            rcond: number, by default 1e-15

        Shapes, for example:
            input [3, 2] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.pinverse.html
        """
        return call(table.PINVERSE, (self, rcond))

    def polygamma(self, n: Int) -> Tensor:
        """The derivative of order n of digamma.

        Args:
            input: tensor

        Shapes, for example:
            input [2, 3], n=1 → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.polygamma.html
        """
        return call(table.POLYGAMMA, (n, self))

    def positive(self) -> Tensor:
        """input itself.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.positive.html
        """
        return call(table.POSITIVE, (self,))

    def pow(self, exponent: Operand) -> Tensor:
        """input to the power of exponent.

        Args:
            exponent: tensor

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.pow.html
        """
        return call(table.POW, (self, exponent))

    def pow_(self, exponent: Operand) -> Tensor:
        """input to the power of exponent.

        Args:
            exponent: tensor

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.pow_.html
        """
        return call(table.POW_, (self, exponent))

    def prelu(self, weight: Operand) -> Tensor:
        """input where it is positive, weight * input elsewhere; one weight for all, or one for each of dimension 1.

        Args:
            weight: tensor

        Shapes, for example:
            input [2, 3], weight [3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.prelu.html
        """
        return call(table.PRELU, (self, weight))

    def prod(self, dim: Int | None = None, keepdim: Bool = False, *, dtype: Dtype | None = None, axis: Int | None = None, keepdims: Bool | None = None) -> Tensor:
        """The product over dim, or of all elements; integers and booleans multiply to int64.

        Args:
            dim: integer, by default None
            keepdim: boolean, by default False
            dtype: dtype, by default None

        Shapes, for example:
            input [2, 3] → []

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.prod.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        return call(table.PROD, (self, dim, keepdim, dtype))

    def put(self, index: Operand, source: Operand, accumulate: Bool = False) -> Tensor:
        """input with the elements of source written, or added, where index numbers the flat input.

        Args:
            index: tensor
            source: tensor
            accumulate: boolean, by default False

        Shapes, for example:
            input [2, 3], index [2, 1], source [2] → [2, 3]

        Raises:
            IndexError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.put.html
        """
        return call(table.PUT, (self, index, source, accumulate))

    def put_(self, index: Operand, source: Operand, accumulate: Bool = False) -> Tensor:
        """input with the elements of source written, or added, where index numbers the flat input.

        Args:
            index: tensor
            source: tensor
            accumulate: boolean, by default False

        Shapes, for example:
            input [2, 3], index [2, 1], source [2] → [2, 3]

        Raises:
            IndexError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.put_.html
        """
        return call(table.PUT_, (self, index, source, accumulate))

    def qr(self, some: Bool = True) -> Any:
        """Q and R with input = Q R; some=False gives all columns of Q.

        Args:
            some: boolean, by default True

        Shapes, for example:
            input [3, 2] → [3, 2], [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.qr.html
        """
        return call(table.QR, (self, some))

    def quantile(self, q: Operand, dim: Int | None = None, keepdim: Bool = False, *, interpolation: Text = "linear", axis: Int | None = None, keepdims: Bool | None = None) -> Tensor:
        """What the share q of the elements along dim, or of all, lies below; NaN where one is. q is a number or vector.

        Args:
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

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.quantile.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        return call(table.QUANTILE, (self, q, dim, keepdim, interpolation))

    def rad2deg(self) -> Tensor:
        """Radians as degrees.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.rad2deg.html
        """
        return call(table.RAD2DEG, (self,))

    def rad2deg_(self) -> Tensor:
        """Radians as degrees.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.rad2deg_.html
        """
        return call(table.RAD2DEG_, (self,))

    def random_(self, from_: Int | None = None, to: Int | None = None, *, generator: Generator | None = None) -> Tensor:
        """Fill input with integers from from_ to before to; one number alone is to, none mean all that the dtype holds.

        Args:
            from_: integer, by default None
            to: integer, by default None
            generator: text, by default None

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.random_.html
        """
        return call(table.RANDOM_, (self, from_, to, generator))

    def ravel(self) -> Tensor:
        """input in one dimension.

        Shapes, for example:
            input [2, 3] → [6]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.ravel.html
        """
        return call(table.RAVEL, (self,))

    @property
    def real(self) -> Tensor:
        """The real part of input, a view of it; a real tensor is its own.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.real.html
        """
        return call(table.ATTRIBUTE_real, (self,))

    def reciprocal(self) -> Tensor:
        """1 / input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.reciprocal.html
        """
        return call(table.RECIPROCAL, (self,))

    def reciprocal_(self) -> Tensor:
        """1 / input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.reciprocal_.html
        """
        return call(table.RECIPROCAL_, (self,))

    def relu(self) -> Tensor:
        """input where it is positive, else 0. The gradient at 0 is 0.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.relu.html
        """
        return call(table.RELU, (self,))

    def relu_(self) -> Tensor:
        """input where it is positive, else 0. The gradient at 0 is 0.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.relu_.html
        """
        return call(table.RELU_, (self,))

    def remainder(self, other: Operand) -> Tensor:
        """What remains of input / other rounded down: it has the sign of other.

        Args:
            other: tensor

        Shapes, for example:
            input [2], other [2] → [2]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.remainder.html
        """
        return call(table.REMAINDER, (self, other))

    def remainder_(self, other: Operand) -> Tensor:
        """What remains of input / other rounded down: it has the sign of other.

        Args:
            other: tensor

        Shapes, for example:
            input [2], other [2] → [2]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.remainder_.html
        """
        return call(table.REMAINDER_, (self, other))

    def renorm(self, p: Number, dim: Int, maxnorm: Number) -> Tensor:
        """input, where each part at an index into dim, whose p-norm is larger than maxnorm, is scaled down to it.

        Args:
            p: number
            dim: integer
            maxnorm: number

        Shapes, for example:
            input [3, 2], p=2, dim=0, maxnorm=1.0 → [3, 2]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.renorm.html
        """
        return call(table.RENORM, (self, p, dim, maxnorm))

    def renorm_(self, p: Number, dim: Int, maxnorm: Number) -> Tensor:
        """input, where each part at an index into dim, whose p-norm is larger than maxnorm, is scaled down to it.

        Args:
            p: number
            dim: integer
            maxnorm: number

        Shapes, for example:
            input [3, 2], p=2, dim=0, maxnorm=1.0 → [3, 2]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.renorm_.html
        """
        return call(table.RENORM_, (self, p, dim, maxnorm))

    def repeat(self, *all_repeats: Sizes, repeats: Sizes | None = None) -> Tensor:
        """input so many times along each dimension; further numbers in front make new dimensions.

        Args:
            repeats: integers

        Shapes, for example:
            input [2, 3], repeats=[2, 2] → [4, 6]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.repeat.html
        """
        return call(table.REPEAT, (self, spread(all_repeats, repeats)))

    def repeat_interleave(self, repeats: Operand | None = None, dim: Int | None = None, *, output_size: Int | None = None, axis: Int | None = None) -> Tensor:
        """Each part of input along dim (or of the flat input) repeats times, a number or a tensor of one per part.

        Args:
            repeats: tensor, by default None
            dim: integer, by default None
            output_size: integer, by default None

        Shapes, for example:
            input [2, 3] → [12]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.repeat_interleave.html
        """
        if axis is not None:
            dim = axis
        return call(table.REPEAT_INTERLEAVE, (self, repeats, dim, output_size))

    def requires_grad_(self, requires_grad: Bool = True) -> Tensor:
        """Start or stop recording what is done to a leaf, which comes back.

        Args:
            requires_grad: boolean, by default True

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.requires_grad_.html
        """
        return call(table.REQUIRES_GRAD_, (self, requires_grad))

    def reshape(self, *shapes: Sizes, shape: Sizes | None = None) -> Tensor:
        """input in another shape, one of whose sizes may be -1: a view where the strides allow it, else a copy.

        Args:
            shape: integers

        Shapes, for example:
            input [2, 6], shape=[3, -1] → [3, 4]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.reshape.html
        """
        return call(table.RESHAPE, (self, spread(shapes, shape)))

    def reshape_as(self, other: Operand) -> Tensor:
        """input in the shape of other.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 6], other [3, 4] → [3, 4]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.reshape_as.html
        """
        return call(table.RESHAPE_AS, (self, other))

    def resize_(self, *sizes: Sizes, size: Sizes | None = None) -> Tensor:
        """Give input another size: its storage in row-major order, continued by zeros where that is too short.

        Args:
            size: integers

        Shapes, for example:
            input [3], size=[2] → [2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.resize_.html
        """
        return call(table.RESIZE_, (self, spread(sizes, size)))

    def resize_as_(self, the_template: Operand) -> Tensor:
        """Give input the size of another tensor.

        Args:
            the_template: tensor

        Shapes, for example:
            input [3], the_template [2] → [2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.resize_as_.html
        """
        return call(table.RESIZE_AS_, (self, the_template))

    def resolve_conj(self) -> Tensor:
        """input itself: conjugates are never put off here.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.resolve_conj.html
        """
        return call(table.RESOLVE_CONJ, (self,))

    def resolve_neg(self) -> Tensor:
        """input itself: negation is never put off here.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.resolve_neg.html
        """
        return call(table.RESOLVE_NEG, (self,))

    def roll(self, shifts: Sizes, dims: Sizes = ()) -> Tensor:
        """input moved along dims by shifts, what leaves at one end entering at the other; without dims as if flat.

        Args:
            shifts: integers
            dims: integers, by default ()

        Shapes, for example:
            input [2, 3], shifts=1 → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.roll.html
        """
        return call(table.ROLL, (self, shifts, dims))

    def rot90(self, k: Int = 1, dims: Sizes = (0, 1)) -> Tensor:
        """input turned by k quarters in a plane, from the first of dims to the second.

        Args:
            k: integer, by default 1
            dims: integers, by default (0, 1)

        Shapes, for example:
            input [2, 3] → [3, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.rot90.html
        """
        return call(table.ROT90, (self, k, dims))

    def round(self, *, decimals: Int = 0) -> Tensor:
        """The nearest number of so many decimals; halves go to the even one.

        Args:
            decimals: integer, by default 0

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.round.html
        """
        return call(table.ROUND, (self, decimals))

    def round_(self, *, decimals: Int = 0) -> Tensor:
        """The nearest number of so many decimals; halves go to the even one.

        Args:
            decimals: integer, by default 0

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.round_.html
        """
        return call(table.ROUND_, (self, decimals))

    def rsqrt(self) -> Tensor:
        """1 / sqrt(input).

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.rsqrt.html
        """
        return call(table.RSQRT, (self,))

    def rsqrt_(self) -> Tensor:
        """1 / sqrt(input).

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.rsqrt_.html
        """
        return call(table.RSQRT_, (self,))

    def scatter(self, dim: Int, index: Operand, src: Operand | None = None, *, value: Number | None = None, reduce: Text | None = None) -> Tensor:
        """input with src, a tensor or a number (also called value), written or combined where gather would read.

        Args:
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

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.scatter.html
        """
        return call(table.SCATTER, (self, dim, index, src, value, reduce))

    def scatter_(self, dim: Int, index: Operand, src: Operand | None = None, *, value: Number | None = None, reduce: Text | None = None) -> Tensor:
        """input with src, a tensor or a number (also called value), written or combined where gather would read.

        Args:
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

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.scatter_.html
        """
        return call(table.SCATTER_, (self, dim, index, src, value, reduce))

    def scatter_add(self, dim: Int, index: Operand, src: Operand) -> Tensor:
        """input with src added where gather would read; what is named twice is added to twice.

        Args:
            dim: integer
            index: tensor
            src: tensor

        Shapes, for example:
            input [2, 3], index [2, 2], src [2, 2], dim=1 → [2, 3]

        Raises:
            IndexError: dim is out of range
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.scatter_add.html
        """
        return call(table.SCATTER_ADD, (self, dim, index, src))

    def scatter_add_(self, dim: Int, index: Operand, src: Operand) -> Tensor:
        """input with src added where gather would read; what is named twice is added to twice.

        Args:
            dim: integer
            index: tensor
            src: tensor

        Shapes, for example:
            input [2, 3], index [2, 2], src [2, 2], dim=1 → [2, 3]

        Raises:
            IndexError: dim is out of range
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.scatter_add_.html
        """
        return call(table.SCATTER_ADD_, (self, dim, index, src))

    def scatter_reduce(self, dim: Int, index: Operand, src: Operand, reduce: Text, *, include_self: Bool = True) -> Tensor:
        """input with the sum, product, mean or extremum of itself and src in the places where gather would read.

        Args:
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

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.scatter_reduce.html
        """
        return call(table.SCATTER_REDUCE, (self, dim, index, src, reduce, include_self))

    def scatter_reduce_(self, dim: Int, index: Operand, src: Operand, reduce: Text, *, include_self: Bool = True) -> Tensor:
        """input with the sum, product, mean or extremum of itself and src in the places where gather would read.

        Args:
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

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.scatter_reduce_.html
        """
        return call(table.SCATTER_REDUCE_, (self, dim, index, src, reduce, include_self))

    def select(self, dim: Int, index: Int) -> Tensor:
        """The part of input at one index along dim, which goes.

        Args:
            dim: integer
            index: integer

        Shapes, for example:
            input [2, 3], dim=1, index=-1 → [2]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.select.html
        """
        return call(table.SELECT, (self, dim, index))

    def select_scatter(self, src: Operand, dim: Int, index: Int) -> Tensor:
        """input with src at one index along dim.

        Args:
            src: tensor
            dim: integer
            index: integer

        Shapes, for example:
            input [2, 3], src [2], dim=1, index=-1 → [2, 3]

        Raises:
            IndexError: dim is out of range
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.select_scatter.html
        """
        return call(table.SELECT_SCATTER, (self, src, dim, index))

    def selu_(self) -> Tensor:
        """1.0507 * input where it is positive, 1.7581 * (exp(input) - 1) elsewhere: keeps mean 0 and variance 1.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.selu_.html
        """
        return call(table.SELU_, (self,))

    def sgn(self) -> Tensor:
        """The sign of input; for complex numbers input / abs(input), 0 at 0.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sgn.html
        """
        return call(table.SGN, (self,))

    def sgn_(self) -> Tensor:
        """The sign of input; for complex numbers input / abs(input), 0 at 0.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sgn_.html
        """
        return call(table.SGN_, (self,))

    def sigmoid(self) -> Tensor:
        """1 / (1 + exp(-input)).

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sigmoid.html
        """
        return call(table.SIGMOID, (self,))

    def sigmoid_(self) -> Tensor:
        """1 / (1 + exp(-input)).

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sigmoid_.html
        """
        return call(table.SIGMOID_, (self,))

    def sign(self) -> Tensor:
        """-1, 0 or 1, as input is negative, zero or positive.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sign.html
        """
        return call(table.SIGN, (self,))

    def sign_(self) -> Tensor:
        """-1, 0 or 1, as input is negative, zero or positive.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sign_.html
        """
        return call(table.SIGN_, (self,))

    def signbit(self) -> Tensor:
        """Whether elements have a minus sign, as -0.0 has.

        Shapes, for example:
            input [4] → [4]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.signbit.html
        """
        return call(table.SIGNBIT, (self,))

    def sin(self) -> Tensor:
        """The sine of input in radians.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sin.html
        """
        return call(table.SIN, (self,))

    def sin_(self) -> Tensor:
        """The sine of input in radians.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sin_.html
        """
        return call(table.SIN_, (self,))

    def sinc(self) -> Tensor:
        """sin(pi * input) / (pi * input), 1 at 0.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sinc.html
        """
        return call(table.SINC, (self,))

    def sinc_(self) -> Tensor:
        """sin(pi * input) / (pi * input), 1 at 0.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sinc_.html
        """
        return call(table.SINC_, (self,))

    def sinh(self) -> Tensor:
        """The hyperbolic sine of input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sinh.html
        """
        return call(table.SINH, (self,))

    def sinh_(self) -> Tensor:
        """The hyperbolic sine of input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sinh_.html
        """
        return call(table.SINH_, (self,))

    def slice_scatter(self, src: Operand, dim: Int = 0, start: Int | None = None, end: Int | None = None, step: Int = 1, *, axis: Int | None = None) -> Tensor:
        """input with src from start to before end along dim, with steps.

        Args:
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

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.slice_scatter.html
        """
        if axis is not None:
            dim = axis
        return call(table.SLICE_SCATTER, (self, src, dim, start, end, step))

    def slogdet(self) -> Any:
        """The signs of determinants, and the natural logarithms of their sizes.

        Shapes, for example:
            input [2, 2] → [], []

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.slogdet.html
        """
        return call(table.SLOGDET, (self,))

    def softmax(self, dim: Int | None = None, dtype: Dtype | None = None, *, axis: Int | None = None) -> Tensor:
        """exp(input) over its sum along dim: positive numbers that sum to 1.

        Args:
            dim: integer, by default None
            dtype: dtype, by default None

        Shapes, for example:
            input [2, 3], dim=1 → [2, 3]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.softmax.html
        """
        if axis is not None:
            dim = axis
        return call(table.SOFTMAX, (self, dim, dtype))

    def sort(self, dim: Int = -1, descending: Bool = False, *, stable: Bool | None = None, axis: Int | None = None) -> Any:
        """The elements in order along dim, and where each was. Equal ones keep their order; NaN counts as the largest.

        Args:
            dim: integer, by default -1
            descending: boolean, by default False
            stable: boolean, by default None

        Shapes, for example:
            input [2, 4] → [2, 4], [2, 4]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sort.html
        """
        if axis is not None:
            dim = axis
        return call(table.SORT, (self, dim, descending, stable))

    def split(self, split_size_or_sections: Sizes, dim: Int = 0) -> tuple[Tensor, ...]:
        """Parts of one size along dim, the last maybe smaller; or parts of the listed sizes.

        Args:
            split_size_or_sections: integers
            dim: integer, by default 0

        Shapes, for example:
            input [5, 2], split_size_or_sections=2 → [2, 2], [2, 2], [1, 2]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.split.html
        """
        return call(table.SPLIT, (self, split_size_or_sections, dim))

    def split_with_sizes(self, split_sizes: Sizes, dim: Int = 0, *, axis: Int | None = None) -> tuple[Tensor, ...]:
        """Consecutive parts of the given sizes along dim.

        Args:
            split_sizes: integers
            dim: integer, by default 0

        Shapes, for example:
            input [5, 2], split_sizes=[2, 3] → [2, 2], [3, 2]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.split_with_sizes.html
        """
        if axis is not None:
            dim = axis
        return call(table.SPLIT_WITH_SIZES, (self, split_sizes, dim))

    def sqrt(self) -> Tensor:
        """The square root of input; NaN for negative numbers.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sqrt.html
        """
        return call(table.SQRT, (self,))

    def sqrt_(self) -> Tensor:
        """The square root of input; NaN for negative numbers.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sqrt_.html
        """
        return call(table.SQRT_, (self,))

    def square(self) -> Tensor:
        """input * input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.square.html
        """
        return call(table.SQUARE, (self,))

    def square_(self) -> Tensor:
        """input * input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.square_.html
        """
        return call(table.SQUARE_, (self,))

    def squeeze(self, dim: Sizes | None = None, *, axis: Sizes | None = None) -> Tensor:
        """input without its dimensions of size 1, or without those of them that dim names.

        Args:
            dim: integers, by default None

        Shapes, for example:
            input [1, 3, 1] → [3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.squeeze.html
        """
        if axis is not None:
            dim = axis
        return call(table.SQUEEZE, (self, dim))

    def squeeze_(self, dim: Sizes | None = None, *, axis: Sizes | None = None) -> Tensor:
        """input without its dimensions of size 1, or without those of them that dim names.

        Args:
            dim: integers, by default None

        Shapes, for example:
            input [1, 3, 1] → [3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.squeeze_.html
        """
        if axis is not None:
            dim = axis
        return call(table.SQUEEZE_, (self, dim))

    def std(self, dim: Sizes | None = None, unbiased: Bool | None = None, keepdim: Bool = False, *, correction: Number | None = None, axis: Sizes | None = None, keepdims: Bool | None = None) -> Tensor:
        """The standard deviation over dim, or of all elements: the square root of var.

        Args:
            dim: integers, by default None
            unbiased: boolean, by default None
            keepdim: boolean, by default False
            correction: number, by default None

        Shapes, for example:
            input [2, 3] → []

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.std.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        if isinstance(dim, bool):
            dim, unbiased = None, dim
        return call(table.STD, (self, dim, unbiased, keepdim, correction))

    def stft(self, n_fft: Int, hop_length: Int | None = None, win_length: Int | None = None, window: Operand | None = None, center: Bool = True, pad_mode: Text = "reflect", normalized: Bool = False, onesided: Bool | None = None, return_complex: Bool | None = None, align_to_window: Bool | None = None) -> Tensor:
        """The transforms of pieces of n_fft elements, hop_length apart, as columns; times a window.

        Args:
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

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.stft.html
        """
        return call(table.STFT, (self, n_fft, hop_length, win_length, window, center, pad_mode, normalized, onesided, return_complex, align_to_window))

    def sub(self, other: Operand, *, alpha: Number = 1) -> Tensor:
        """input - alpha * other.

        Args:
            other: tensor
            alpha: number, by default 1

        Shapes, for example:
            input [2, 3], other [2, 3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sub.html
        """
        return call(table.SUB, (self, other, alpha))

    subtract = sub

    def sub_(self, other: Operand, *, alpha: Number = 1) -> Tensor:
        """input - alpha * other.

        Args:
            other: tensor
            alpha: number, by default 1

        Shapes, for example:
            input [2, 3], other [2, 3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sub_.html
        """
        return call(table.SUB_, (self, other, alpha))

    subtract_ = sub_

    def sum(self, dim: Sizes | None = None, keepdim: Bool = False, *, dtype: Dtype | None = None, axis: Sizes | None = None, keepdims: Bool | None = None) -> Tensor:
        """The sum over dim, or over all elements; integers and booleans sum to int64.

        Args:
            dim: integers, by default None
            keepdim: boolean, by default False
            dtype: dtype, by default None

        Shapes, for example:
            input [2, 3] → []

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sum.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        return call(table.SUM, (self, dim, keepdim, dtype))

    def sum_to_size(self, *sizes: Sizes, size: Sizes | None = None) -> Tensor:
        """input summed over the dimensions that broadcasting size to its shape would stretch.

        Args:
            size: integers

        Shapes, for example:
            input [2, 3], size=[1, 3] → [1, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.sum_to_size.html
        """
        return call(table.SUM_TO_SIZE, (self, spread(sizes, size)))

    def svd(self, some: Bool = True, compute_uv: Bool = True) -> Any:
        """U, S and V with input = U diag(S) V^H; compute_uv=False gives zeros for U and V.

        Args:
            some: boolean, by default True
            compute_uv: boolean, by default True

        Shapes, for example:
            input [2, 2] → [2, 2], [2], [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.svd.html
        """
        return call(table.SVD, (self, some, compute_uv))

    def t(self) -> Tensor:
        """The transpose of a matrix; input itself below two dimensions.

        Shapes, for example:
            input [2, 3] → [3, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.t.html
        """
        return call(table.T, (self,))

    def t_(self) -> Tensor:
        """The transpose of a matrix; input itself below two dimensions.

        Shapes, for example:
            input [2, 3] → [3, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.t_.html
        """
        return call(table.T_, (self,))

    def take(self, index: Operand) -> Tensor:
        """The elements of the flat input that index numbers.

        Args:
            index: tensor

        Shapes, for example:
            input [2, 3], index [2, 2] → [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.take.html
        """
        return call(table.TAKE, (self, index))

    def take_along_dim(self, indices: Operand, dim: Int | None = None, *, axis: Int | None = None) -> Tensor:
        """The elements of input that indices number along dim, both broadcast elsewhere; without dim of the flat input.

        Args:
            indices: tensor
            dim: integer, by default None

        Shapes, for example:
            input [2, 3], indices [2, 2], dim=1 → [2, 2]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.take_along_dim.html
        """
        if axis is not None:
            dim = axis
        return call(table.TAKE_ALONG_DIM, (self, indices, dim))

    def tan(self) -> Tensor:
        """The tangent of input in radians.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.tan.html
        """
        return call(table.TAN, (self,))

    def tan_(self) -> Tensor:
        """The tangent of input in radians.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.tan_.html
        """
        return call(table.TAN_, (self,))

    def tanh(self) -> Tensor:
        """The hyperbolic tangent of input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.tanh.html
        """
        return call(table.TANH, (self,))

    def tanh_(self) -> Tensor:
        """The hyperbolic tangent of input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.tanh_.html
        """
        return call(table.TANH_, (self,))

    def tensor_split(self, indices_or_sections: Sizes, dim: Int = 0, *, axis: Int | None = None) -> tuple[Tensor, ...]:
        """So many parts along dim, as even as can be; or the parts between the listed indices.

        Args:
            indices_or_sections: integers
            dim: integer, by default 0

        Shapes, for example:
            input [5, 2], indices_or_sections=2 → [3, 2], [2, 2]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.tensor_split.html
        """
        if axis is not None:
            dim = axis
        return call(table.TENSOR_SPLIT, (self, indices_or_sections, dim))

    def threshold_(self, threshold: Number, value: Number) -> Tensor:
        """input where it is above threshold, else value.

        Args:
            threshold: number
            value: number

        Shapes, for example:
            input [2, 3], threshold=0.25, value=-1.0 → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.threshold_.html
        """
        return call(table.THRESHOLD_, (self, threshold, value))

    def tile(self, *all_dims: Sizes, dims: Sizes | None = None) -> Tensor:
        """input so many times along each dimension, counted from the last.

        Args:
            dims: integers

        Shapes, for example:
            input [2, 3], dims=[2] → [2, 6]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.tile.html
        """
        return call(table.TILE, (self, spread(all_dims, dims)))

    def topk(self, k: Int, dim: Int = -1, largest: Bool = True, sorted: Bool = True, *, axis: Int | None = None) -> Any:
        """The k largest (or smallest) elements along dim in order, and where each was.

        Args:
            k: integer
            dim: integer, by default -1
            largest: boolean, by default True
            sorted: boolean, by default True

        Shapes, for example:
            input [2, 4], k=2 → [2, 2], [2, 2]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.topk.html
        """
        if axis is not None:
            dim = axis
        return call(table.TOPK, (self, k, dim, largest, sorted))

    def trace(self) -> Tensor:
        """The sum of a matrix's diagonal; integers are summed to int64.

        Shapes, for example:
            input [2, 3] → []

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.trace.html
        """
        return call(table.TRACE, (self,))

    def transpose(self, dim0: Int, dim1: Int) -> Tensor:
        """input with two dimensions exchanged.

        Args:
            dim0: integer
            dim1: integer

        Shapes, for example:
            input [2, 3, 4], dim0=0, dim1=-1 → [4, 3, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.transpose.html
        """
        return call(table.TRANSPOSE, (self, dim0, dim1))

    swapaxes = transpose

    swapdims = transpose

    def transpose_(self, dim0: Int, dim1: Int) -> Tensor:
        """input with two dimensions exchanged.

        Args:
            dim0: integer
            dim1: integer

        Shapes, for example:
            input [2, 3, 4], dim0=0, dim1=-1 → [4, 3, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.transpose_.html
        """
        return call(table.TRANSPOSE_, (self, dim0, dim1))

    swapaxes_ = transpose_

    swapdims_ = transpose_

    def triangular_solve(self, A: Operand, upper: Bool = True, transpose: Bool = False, unitriangular: Bool = False) -> Any:
        """X with A X = b for a triangular A, or its transpose, and a copy of A.

        Args:
            A: tensor
            upper: boolean, by default True
            transpose: boolean, by default False
            unitriangular: boolean, by default False

        Shapes, for example:
            b [2, 3], A [2, 2] → [2, 3], [2, 2]

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.triangular_solve.html
        """
        return call(table.TRIANGULAR_SOLVE, (self, A, upper, transpose, unitriangular))

    def tril(self, diagonal: Int = 0) -> Tensor:
        """The lower triangles of matrices, up to a diagonal; zeros above.

        Args:
            diagonal: integer, by default 0

        Shapes, for example:
            input [3, 4] → [3, 4]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.tril.html
        """
        return call(table.TRIL, (self, diagonal))

    def tril_(self, diagonal: Int = 0) -> Tensor:
        """The lower triangles of matrices, up to a diagonal; zeros above.

        Args:
            diagonal: integer, by default 0

        Shapes, for example:
            input [3, 4] → [3, 4]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.tril_.html
        """
        return call(table.TRIL_, (self, diagonal))

    def triu(self, diagonal: Int = 0) -> Tensor:
        """The upper triangles of matrices, from a diagonal on; zeros below.

        Args:
            diagonal: integer, by default 0

        Shapes, for example:
            input [3, 4] → [3, 4]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.triu.html
        """
        return call(table.TRIU, (self, diagonal))

    def triu_(self, diagonal: Int = 0) -> Tensor:
        """The upper triangles of matrices, from a diagonal on; zeros below.

        Args:
            diagonal: integer, by default 0

        Shapes, for example:
            input [3, 4] → [3, 4]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.triu_.html
        """
        return call(table.TRIU_, (self, diagonal))

    def trunc(self) -> Tensor:
        """The integer part of input, towards zero.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.trunc.html
        """
        return call(table.TRUNC, (self,))

    fix = trunc

    def trunc_(self) -> Tensor:
        """The integer part of input, towards zero.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.trunc_.html
        """
        return call(table.TRUNC_, (self,))

    fix_ = trunc_

    def unbind(self, dim: Int = 0, *, axis: Int | None = None) -> tuple[Tensor, ...]:
        """The parts of input at each index along dim, which goes.

        Args:
            dim: integer, by default 0

        Shapes, for example:
            input [2, 3] → [3], [3]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.unbind.html
        """
        if axis is not None:
            dim = axis
        return call(table.UNBIND, (self, dim))

    def unflatten(self, dim: Int, sizes: Sizes) -> Tensor:
        """input with one dimension made several, of the given sizes.

        Args:
            dim: integer
            sizes: integers

        Shapes, for example:
            input [2, 6], dim=1, sizes=[2, -1] → [2, 2, 3]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.unflatten.html
        """
        return call(table.UNFLATTEN, (self, dim, sizes))

    def unfold(self, dimension: Int, size: Int, step: Int) -> Tensor:
        """Windows of one size, step apart, along a dimension; what is in them comes last. No memory is used.

        Args:
            dimension: integer
            size: integer
            step: integer

        Shapes, for example:
            input [5], dimension=0, size=3, step=1 → [3, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.unfold.html
        """
        return call(table.UNFOLD, (self, dimension, size, step))

    def uniform_(self, from_: Number = 0, to: Number = 1, *, generator: Generator | None = None) -> Tensor:
        """Fill input with numbers uniform in [from_, to).

        Args:
            from_: number, by default 0
            to: number, by default 1
            generator: text, by default None

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.uniform_.html
        """
        return call(table.UNIFORM_, (self, from_, to, generator))

    def unique(self, sorted: Bool = True, return_inverse: Bool = False, return_counts: Bool = False, dim: Int | None = None) -> Any:
        """The distinct elements of input, or parts along dim, in order; also where each element is, and their numbers.

        Args:
            sorted: boolean, by default True
            return_inverse: boolean, by default False
            return_counts: boolean, by default False
            dim: integer, by default None

        Shapes, for example:
            input [5], return_inverse=True, return_counts=True → [3], [5], [3]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.unique.html
        """
        return call(table.UNIQUE, (self, sorted, return_inverse, return_counts, dim))

    def unique_consecutive(self, return_inverse: Bool = False, return_counts: Bool = False, dim: Int | None = None) -> Any:
        """input, or its parts along dim, without those that equal the one before; also the run of each, and lengths.

        Args:
            return_inverse: boolean, by default False
            return_counts: boolean, by default False
            dim: integer, by default None

        Shapes, for example:
            input [5], return_inverse=True, return_counts=True → [4], [5], [4]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.unique_consecutive.html
        """
        return call(table.UNIQUE_CONSECUTIVE, (self, return_inverse, return_counts, dim))

    def unsafe_chunk(self, chunks: Int, dim: Int = 0, *, axis: Int | None = None) -> tuple[Tensor, ...]:
        """What chunk gives, as copies: they may be changed in place, and input does not notice.

        Args:
            chunks: integer
            dim: integer, by default 0

        Shapes, for example:
            input [5, 2], chunks=2 → [3, 2], [2, 2]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.unsafe_chunk.html
        """
        if axis is not None:
            dim = axis
        return call(table.UNSAFE_CHUNK, (self, chunks, dim))

    def unsafe_split(self, split_size: Int, dim: Int = 0, *, axis: Int | None = None) -> tuple[Tensor, ...]:
        """What split shows, as a copy with a storage of its own.

        Args:
            split_size: integer
            dim: integer, by default 0

        Shapes, for example:
            input [5, 2], split_size=2 → [2, 2], [2, 2], [1, 2]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.unsafe_split.html
        """
        if axis is not None:
            dim = axis
        return call(table.UNSAFE_SPLIT, (self, split_size, dim))

    def unsafe_split_with_sizes(self, split_sizes: Sizes, dim: Int = 0, *, axis: Int | None = None) -> tuple[Tensor, ...]:
        """What split_with_sizes shows, as a copy with a storage of its own.

        Args:
            split_sizes: integers
            dim: integer, by default 0

        Shapes, for example:
            input [5, 2], split_sizes=[2, 3] → [2, 2], [3, 2]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.unsafe_split_with_sizes.html
        """
        if axis is not None:
            dim = axis
        return call(table.UNSAFE_SPLIT_WITH_SIZES, (self, split_sizes, dim))

    def unsqueeze(self, dim: Int | None = None, *, axis: Int | None = None) -> Tensor:
        """input with a new dimension of size 1 at dim.

        Args:
            dim: integer

        Shapes, for example:
            input [2, 3], dim=1 → [2, 1, 3]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.unsqueeze.html
        """
        if axis is not None:
            dim = axis
        return call(table.UNSQUEEZE, (self, dim))

    def unsqueeze_(self, dim: Int | None = None, *, axis: Int | None = None) -> Tensor:
        """input with a new dimension of size 1 at dim.

        Args:
            dim: integer

        Shapes, for example:
            input [2, 3], dim=1 → [2, 1, 3]

        Raises:
            IndexError: dim is out of range

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.unsqueeze_.html
        """
        if axis is not None:
            dim = axis
        return call(table.UNSQUEEZE_, (self, dim))

    def var(self, dim: Sizes | None = None, unbiased: Bool | None = None, keepdim: Bool = False, *, correction: Number | None = None, axis: Sizes | None = None, keepdims: Bool | None = None) -> Tensor:
        """The variance over dim, or of all elements, divided by their number less correction (default 1).

        Args:
            dim: integers, by default None
            unbiased: boolean, by default None
            keepdim: boolean, by default False
            correction: number, by default None

        Shapes, for example:
            input [2, 3] → []

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.var.html
        """
        if axis is not None:
            dim = axis
        if keepdims is not None:
            keepdim = keepdims
        if isinstance(dim, bool):
            dim, unbiased = None, dim
        return call(table.VAR, (self, dim, unbiased, keepdim, correction))

    def vdot(self, other: Operand) -> Tensor:
        """The dot product of two vectors, of which complex ones are conjugated on the left.

        Args:
            other: tensor

        Shapes, for example:
            input [3], other [3] → []

        Raises:
            RuntimeError: shapes do not fit
            RuntimeError: dtypes differ

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.vdot.html
        """
        return call(table.VDOT, (self, other))

    def view_as(self, other: Operand) -> Tensor:
        """input seen as the shape of other.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 6], other [3, 4] → [3, 4]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.view_as.html
        """
        return call(table.VIEW_AS, (self, other))

    def view_as_complex(self) -> Tensor:
        """A view of pairs of real numbers, which the last dimension holds, as complex ones.

        Shapes, for example:
            input [3, 2] → [3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.view_as_complex.html
        """
        return call(table.VIEW_AS_COMPLEX, (self,))

    def view_as_real(self) -> Tensor:
        """A view of complex numbers as pairs of their parts, along a new last dimension.

        Shapes, for example:
            input [1, 2] → [1, 2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.view_as_real.html
        """
        return call(table.VIEW_AS_REAL, (self,))

    def vsplit(self, indices_or_sections: Sizes) -> tuple[Tensor, ...]:
        """Equal parts along the first dimension of at least two, or the parts between indices.

        Args:
            indices_or_sections: integers

        Shapes, for example:
            input [4, 2], indices_or_sections=2 → [2, 2], [2, 2]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.vsplit.html
        """
        return call(table.VSPLIT, (self, indices_or_sections))

    def xlogy(self, other: Operand) -> Tensor:
        """input * log(other), 0 where input is 0.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.xlogy.html
        """
        return call(table.XLOGY, (self, other))

    def xlogy_(self, other: Operand) -> Tensor:
        """input * log(other), 0 where input is 0.

        Args:
            other: tensor

        Shapes, for example:
            input [2, 3], other [3] → [2, 3]

        Raises:
            RuntimeError: shapes do not fit

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.xlogy_.html
        """
        return call(table.XLOGY_, (self, other))

    def zero_(self) -> Tensor:
        """Zeros like input.

        Shapes, for example:
            input [2, 3] → [2, 3]

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.zero_.html
        """
        return call(table.ZERO_, (self,))
