"""The functions of torch.linalg. Written by tools/generate.py from the catalogue; not to be edited."""

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


def cholesky(A: Tensor, *, upper: Bool = False, out: Tensor | None = None) -> Tensor:
    """L with A = L L^H; with upper its adjoint. What is not positive definite is refused.

    Args:
        A: tensor
        upper: boolean, by default False

    Shapes, for example:
        A [2, 2] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.cholesky.html
    """
    if out is not None:
        return write(out, table.LINALG__CHOLESKY, (A, upper))
    return call(table.LINALG__CHOLESKY, (A, upper))


def cholesky_ex(A: Tensor, *, upper: Bool = False, check_errors: Bool = False, out: Sequence[Tensor] | None = None) -> Any:
    """L with A = L L^H, and an integer per matrix that is not 0 where A is not positive definite.

    Args:
        A: tensor
        upper: boolean, by default False
        check_errors: boolean, by default False

    Shapes, for example:
        A [2, 2] → [2, 2], []

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.cholesky_ex.html
    """
    if out is not None:
        return write(out, table.LINALG__CHOLESKY_EX, (A, upper, check_errors))
    return call(table.LINALG__CHOLESKY_EX, (A, upper, check_errors))


def cond(A: Tensor, p: Number | None = None, *, out: Tensor | None = None) -> Tensor:
    """The condition number: how far a matrix is from a singular one, by the norm p (default 2).

    Args:
        A: tensor
        p: number, by default None

    Shapes, for example:
        A [3, 2] → []

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.cond.html
    """
    if out is not None:
        return write(out, table.LINALG__COND, (A, p))
    return call(table.LINALG__COND, (A, p))


def cross(input: Tensor, other: Operand, *, dim: Int = -1, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """The cross products of vectors of three elements along dim.

    Args:
        input: tensor
        other: tensor
        dim: integer, by default -1

    Shapes, for example:
        input [3], other [3] → [3]

    Raises:
        IndexError: dim is out of range
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.cross.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.LINALG__CROSS, (input, other, dim))
    return call(table.LINALG__CROSS, (input, other, dim))


def det(A: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The determinants of square matrices.

    Args:
        A: tensor

    Shapes, for example:
        A [2, 2] → []

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.det.html
    """
    if out is not None:
        return write(out, table.LINALG__DET, (A,))
    return call(table.LINALG__DET, (A,))


def diagonal(A: Tensor, *, offset: Int = 0, dim1: Int = -2, dim2: Int = -1) -> Tensor:
    """The diagonals of matrices, as the last dimension; a view.

    Args:
        A: tensor
        offset: integer, by default 0
        dim1: integer, by default -2
        dim2: integer, by default -1

    Shapes, for example:
        A [2, 3] → [2]

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.diagonal.html
    """
    return call(table.LINALG__DIAGONAL, (A, offset, dim1, dim2))


def eig(A: Tensor, *, out: Sequence[Tensor] | None = None) -> Any:
    """The eigenvalues and eigenvectors of square matrices; complex, in no order.

    Args:
        A: tensor

    Shapes, for example:
        A [2, 2] → [2], [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.eig.html
    """
    if out is not None:
        return write(out, table.LINALG__EIG, (A,))
    return call(table.LINALG__EIG, (A,))


def eigh(A: Tensor, UPLO: Text = "L", *, out: Sequence[Tensor] | None = None) -> Any:
    """The eigenvalues, in ascending order, and eigenvectors of Hermitian matrices, of which one triangle is read.

    Args:
        A: tensor
        UPLO: text, by default "L"

    Shapes, for example:
        A [2, 2] → [2], [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.eigh.html
    """
    if out is not None:
        return write(out, table.LINALG__EIGH, (A, UPLO))
    return call(table.LINALG__EIGH, (A, UPLO))


def eigvals(A: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The eigenvalues of square matrices; complex, in no order.

    Args:
        A: tensor

    Shapes, for example:
        A [2, 2] → [2]

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.eigvals.html
    """
    if out is not None:
        return write(out, table.LINALG__EIGVALS, (A,))
    return call(table.LINALG__EIGVALS, (A,))


def eigvalsh(A: Tensor, UPLO: Text = "L", *, out: Tensor | None = None) -> Tensor:
    """The eigenvalues of Hermitian matrices, in ascending order.

    Args:
        A: tensor
        UPLO: text, by default "L"

    Shapes, for example:
        A [2, 2] → [2]

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.eigvalsh.html
    """
    if out is not None:
        return write(out, table.LINALG__EIGVALSH, (A, UPLO))
    return call(table.LINALG__EIGVALSH, (A, UPLO))


def householder_product(A: Tensor, tau: Operand, *, out: Tensor | None = None) -> Tensor:
    """The first columns of a product of Householder reflections, as geqrf gives them.

    Args:
        A: tensor
        tau: tensor

    Shapes, for example:
        A [3, 2], tau [2] → [3, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.householder_product.html
    """
    if out is not None:
        return write(out, table.LINALG__HOUSEHOLDER_PRODUCT, (A, tau))
    return call(table.LINALG__HOUSEHOLDER_PRODUCT, (A, tau))


def inv(A: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The inverse. A singular matrix is refused.

    Args:
        A: tensor

    Shapes, for example:
        A [2, 2] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.inv.html
    """
    if out is not None:
        return write(out, table.LINALG__INV, (A,))
    return call(table.LINALG__INV, (A,))


def inv_ex(A: Tensor, *, check_errors: Bool = False, out: Sequence[Tensor] | None = None) -> Any:
    """The inverse, and an integer per matrix that is not 0 where it is singular.

    Args:
        A: tensor
        check_errors: boolean, by default False

    Shapes, for example:
        A [2, 2] → [2, 2], []

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.inv_ex.html
    """
    if out is not None:
        return write(out, table.LINALG__INV_EX, (A, check_errors))
    return call(table.LINALG__INV_EX, (A, check_errors))


def ldl_factor(A: Tensor, *, hermitian: Bool = False, out: Sequence[Tensor] | None = None) -> Any:
    """L and D of A = L D L^T (L^H if hermitian) in one matrix, and the pivots. A singular D is refused.

    Args:
        A: tensor
        hermitian: boolean, by default False

    Shapes, for example:
        A [2, 2] → [2, 2], [2]

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.ldl_factor.html
    """
    if out is not None:
        return write(out, table.LINALG__LDL_FACTOR, (A, hermitian))
    return call(table.LINALG__LDL_FACTOR, (A, hermitian))


def ldl_factor_ex(A: Tensor, *, hermitian: Bool = False, check_errors: Bool = False, out: Sequence[Tensor] | None = None) -> Any:
    """L and D of A = L D L^T (L^H if hermitian) in one matrix, the pivots, and where D is singular.

    Args:
        A: tensor
        hermitian: boolean, by default False
        check_errors: boolean, by default False

    Shapes, for example:
        A [2, 2] → [2, 2], [2], []

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.ldl_factor_ex.html
    """
    if out is not None:
        return write(out, table.LINALG__LDL_FACTOR_EX, (A, hermitian, check_errors))
    return call(table.LINALG__LDL_FACTOR_EX, (A, hermitian, check_errors))


def ldl_solve(LD: Tensor, pivots: Operand, B: Operand, *, hermitian: Bool = False, out: Tensor | None = None) -> Tensor:
    """X with A X = B for A given by linalg.ldl_factor.

    Args:
        LD: tensor
        pivots: tensor
        B: tensor
        hermitian: boolean, by default False

    Shapes, for example:
        LD [2, 2], pivots [2], B [2, 1] → [2, 1]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.ldl_solve.html
    """
    if out is not None:
        return write(out, table.LINALG__LDL_SOLVE, (LD, pivots, B, hermitian))
    return call(table.LINALG__LDL_SOLVE, (LD, pivots, B, hermitian))


def lstsq(A: Tensor, B: Operand, rcond: Number | None = None, *, driver: Text | None = None, out: Sequence[Tensor] | None = None) -> Any:
    """The smallest X that makes A X - B smallest; with it the squares of what misses, ranks and singular values.

    Args:
        A: tensor
        B: tensor
        rcond: number, by default None
        driver: text, by default None

    Shapes, for example:
        A [3, 2], B [3, 2], driver=gels → [2, 2], [2], [0], [0]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.lstsq.html
    """
    if out is not None:
        return write(out, table.LINALG__LSTSQ, (A, B, rcond, driver))
    return call(table.LINALG__LSTSQ, (A, B, rcond, driver))


def lu(A: Tensor, *, pivot: Bool = True, out: Sequence[Tensor] | None = None) -> Any:
    """P, L and U with A = P L U: a permutation, a lower triangle with ones on its diagonal, and an upper triangle.

    Args:
        A: tensor
        pivot: boolean, by default True

    Shapes, for example:
        A [2, 2] → [2, 2], [2, 2], [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.lu.html
    """
    if out is not None:
        return write(out, table.LINALG__LU, (A, pivot))
    return call(table.LINALG__LU, (A, pivot))


def lu_factor(A: Tensor, *, pivot: Bool = True, out: Sequence[Tensor] | None = None) -> Any:
    """L and U in one matrix, and the exchanges of rows. Refused where U has a zero on its diagonal.

    Args:
        A: tensor
        pivot: boolean, by default True

    Shapes, for example:
        A [2, 2] → [2, 2], [2]

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.lu_factor.html
    """
    if out is not None:
        return write(out, table.LINALG__LU_FACTOR, (A, pivot))
    return call(table.LINALG__LU_FACTOR, (A, pivot))


def lu_factor_ex(A: Tensor, *, pivot: Bool = True, check_errors: Bool = False, out: Sequence[Tensor] | None = None) -> Any:
    """L and U in one matrix, the exchanges of rows, and an integer per matrix that is not 0 where U has a zero.

    Args:
        A: tensor
        pivot: boolean, by default True
        check_errors: boolean, by default False

    Shapes, for example:
        A [2, 2] → [2, 2], [2], []

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.lu_factor_ex.html
    """
    if out is not None:
        return write(out, table.LINALG__LU_FACTOR_EX, (A, pivot, check_errors))
    return call(table.LINALG__LU_FACTOR_EX, (A, pivot, check_errors))


def lu_solve(LU: Tensor, pivots: Operand, B: Operand, *, left: Bool = True, adjoint: Bool = False, out: Tensor | None = None) -> Tensor:
    """X with A X = B for A given by linalg.lu_factor; X A = B where left is false, or the adjoint in place of A.

    Args:
        LU: tensor
        pivots: tensor
        B: tensor
        left: boolean, by default True
        adjoint: boolean, by default False

    Shapes, for example:
        LU [2, 2], pivots [2], B [2, 1] → [2, 1]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.lu_solve.html
    """
    if out is not None:
        return write(out, table.LINALG__LU_SOLVE, (LU, pivots, B, left, adjoint))
    return call(table.LINALG__LU_SOLVE, (LU, pivots, B, left, adjoint))


def matrix_exp(A: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The exponential of square matrices: the sum of A^n / n!.

    Args:
        A: tensor

    Shapes, for example:
        A [2, 2] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.matrix_exp.html
    """
    if out is not None:
        return write(out, table.LINALG__MATRIX_EXP, (A,))
    return call(table.LINALG__MATRIX_EXP, (A,))


def matrix_norm(A: Tensor, ord: Number | Text = "fro", dim: Sizes = (-2, -1), keepdim: Bool = False, *, dtype: Dtype | None = None, axis: Sizes | None = None, keepdims: Bool | None = None, out: Tensor | None = None) -> Tensor:
    """The norm of matrices: "fro" and "nuc", the largest (or with - the smallest) of sums or of singular values.

    Args:
        A: tensor
        ord: number, by default "fro"
        dim: integers, by default (-2, -1)
        keepdim: boolean, by default False
        dtype: dtype, by default None

    Shapes, for example:
        A [2, 3] → []

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.matrix_norm.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if out is not None:
        return write(out, table.LINALG__MATRIX_NORM, (A, ord, dim, keepdim, dtype))
    return call(table.LINALG__MATRIX_NORM, (A, ord, dim, keepdim, dtype))


def matrix_power(A: Tensor, n: Int, *, out: Tensor | None = None) -> Tensor:
    """The product of n copies of square matrices, or of their inverses where n is negative.

    Args:
        A: tensor
        n: integer

    Shapes, for example:
        A [2, 2], n=3 → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.matrix_power.html
    """
    if out is not None:
        return write(out, table.LINALG__MATRIX_POWER, (A, n))
    return call(table.LINALG__MATRIX_POWER, (A, n))


def matrix_rank(A: Tensor, tol: Operand | None = None, hermitian: Bool = False, *, atol: Operand | None = None, rtol: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """The number of singular values of more than max(atol, rtol * the largest); tol is atol, with rtol 0.

    Args:
        A: tensor
        tol: tensor, by default None
        hermitian: boolean, by default False
        atol: tensor, by default None
        rtol: tensor, by default None

    Shapes, for example:
        A [3, 2] → []

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.matrix_rank.html
    """
    if out is not None:
        return write(out, table.LINALG__MATRIX_RANK, (A, tol, hermitian, atol, rtol))
    return call(table.LINALG__MATRIX_RANK, (A, tol, hermitian, atol, rtol))


def multi_dot(tensors: Sequence[Tensor], *, out: Tensor | None = None) -> Tensor:
    """The product of a chain of matrices, in the order that computes least; the first and the last may be vectors.

    Args:
        tensors: tensors

    Shapes, for example:
        tensors [[2, 3], [3, 2], [2, 4]] → [2, 4]

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.multi_dot.html
    """
    if out is not None:
        return write(out, table.LINALG__MULTI_DOT, (tensors,))
    return call(table.LINALG__MULTI_DOT, (tensors,))


def norm(A: Tensor, ord: Number | None = None, dim: Sizes | None = None, keepdim: Bool = False, *, dtype: Dtype | None = None, axis: Sizes | None = None, keepdims: Bool | None = None, out: Tensor | None = None) -> Tensor:
    """The norm of vectors along one dim or of matrices in two; of all elements where neither ord nor dim is given.

    Args:
        A: tensor
        ord: number, by default None
        dim: integers, by default None
        keepdim: boolean, by default False
        dtype: dtype, by default None

    Shapes, for example:
        A [4] → []

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.norm.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if out is not None:
        return write(out, table.LINALG__NORM, (A, ord, dim, keepdim, dtype))
    return call(table.LINALG__NORM, (A, ord, dim, keepdim, dtype))


def pinv(A: Tensor, rcond: Operand | None = None, hermitian: Bool = False, *, atol: Operand | None = None, rtol: Operand | None = None, out: Tensor | None = None) -> Tensor:
    """The pseudoinverse; singular values of at most max(atol, rtol * the largest) count as zero. rcond is rtol.

    Args:
        A: tensor
        rcond: tensor, by default None
        hermitian: boolean, by default False
        atol: tensor, by default None
        rtol: tensor, by default None

    Shapes, for example:
        A [3, 2] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.pinv.html
    """
    if out is not None:
        return write(out, table.LINALG__PINV, (A, rcond, hermitian, atol, rtol))
    return call(table.LINALG__PINV, (A, rcond, hermitian, atol, rtol))


def qr(A: Tensor, mode: Text = "reduced", *, out: Sequence[Tensor] | None = None) -> Any:
    """Q and R with A = Q R: orthonormal columns, and an upper triangle. mode is 'reduced', 'complete' or 'r'.

    Args:
        A: tensor
        mode: text, by default "reduced"

    Shapes, for example:
        A [3, 2] → [3, 2], [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.qr.html
    """
    if out is not None:
        return write(out, table.LINALG__QR, (A, mode))
    return call(table.LINALG__QR, (A, mode))


def slogdet(A: Tensor, *, out: Sequence[Tensor] | None = None) -> Any:
    """The signs of determinants, and the natural logarithms of their sizes.

    Args:
        A: tensor

    Shapes, for example:
        A [2, 2] → [], []

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.slogdet.html
    """
    if out is not None:
        return write(out, table.LINALG__SLOGDET, (A,))
    return call(table.LINALG__SLOGDET, (A,))


def solve(A: Tensor, B: Operand, *, left: Bool = True, out: Tensor | None = None) -> Tensor:
    """X with A X = B, or X A = B where left is false. A singular A is refused.

    Args:
        A: tensor
        B: tensor
        left: boolean, by default True

    Shapes, for example:
        A [2, 2], B [2, 3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.solve.html
    """
    if out is not None:
        return write(out, table.LINALG__SOLVE, (A, B, left))
    return call(table.LINALG__SOLVE, (A, B, left))


def solve_ex(A: Tensor, B: Operand, *, left: Bool = True, check_errors: Bool = False, out: Sequence[Tensor] | None = None) -> Any:
    """X with A X = B, or X A = B where left is false, and an integer per matrix that is not 0 where A is singular.

    Args:
        A: tensor
        B: tensor
        left: boolean, by default True
        check_errors: boolean, by default False

    Shapes, for example:
        A [2, 2], B [2, 3] → [2, 3], []

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.solve_ex.html
    """
    if out is not None:
        return write(out, table.LINALG__SOLVE_EX, (A, B, left, check_errors))
    return call(table.LINALG__SOLVE_EX, (A, B, left, check_errors))


def solve_triangular(A: Tensor, B: Operand, *, upper: Bool, left: Bool = True, unitriangular: Bool = False, out: Tensor | None = None) -> Tensor:
    """X with A X = B, or X A = B where left is false, for a triangular A; the other triangle is not read.

    Args:
        A: tensor
        B: tensor
        upper: boolean
        left: boolean, by default True
        unitriangular: boolean, by default False

    Shapes, for example:
        A [2, 2], B [2, 3], upper=True → [2, 3]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.solve_triangular.html
    """
    if out is not None:
        return write(out, table.LINALG__SOLVE_TRIANGULAR, (A, B, upper, left, unitriangular))
    return call(table.LINALG__SOLVE_TRIANGULAR, (A, B, upper, left, unitriangular))


def svd(A: Tensor, full_matrices: Bool = True, *, driver: Text | None = None, out: Sequence[Tensor] | None = None) -> Any:
    """U, S and Vh with A = U diag(S) Vh: orthonormal columns and rows, and singular values in descending order.

    Args:
        A: tensor
        full_matrices: boolean, by default True
        driver: text, by default None

    Shapes, for example:
        A [3, 2], full_matrices=False → [3, 2], [2], [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.svd.html
    """
    if out is not None:
        return write(out, table.LINALG__SVD, (A, full_matrices, driver))
    return call(table.LINALG__SVD, (A, full_matrices, driver))


def svdvals(A: Tensor, *, driver: Text | None = None, out: Tensor | None = None) -> Tensor:
    """The singular values, in descending order.

    Args:
        A: tensor
        driver: text, by default None

    Shapes, for example:
        A [3, 2] → [2]

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.svdvals.html
    """
    if out is not None:
        return write(out, table.LINALG__SVDVALS, (A, driver))
    return call(table.LINALG__SVDVALS, (A, driver))


def tensorinv(A: Tensor, ind: Int = 2, *, out: Tensor | None = None) -> Tensor:
    """The inverse for tensordot over ind dimensions: of the matrix of the first ind dimensions and the others.

    Args:
        A: tensor
        ind: integer, by default 2

    Shapes, for example:
        A [2, 3, 6] → [6, 2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.tensorinv.html
    """
    if out is not None:
        return write(out, table.LINALG__TENSORINV, (A, ind))
    return call(table.LINALG__TENSORINV, (A, ind))


def tensorsolve(A: Tensor, B: Operand, dims: Sizes | None = None, *, out: Tensor | None = None) -> Tensor:
    """X with tensordot(A, X) = B; dims of A are moved to its end first.

    Args:
        A: tensor
        B: tensor
        dims: integers, by default None

    Shapes, for example:
        A [2, 3, 6], B [2, 3] → [6]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.tensorsolve.html
    """
    if out is not None:
        return write(out, table.LINALG__TENSORSOLVE, (A, B, dims))
    return call(table.LINALG__TENSORSOLVE, (A, B, dims))


def vander(x: Tensor, *, N: Int | None = None, out: Tensor | None = None) -> Tensor:
    """The Vandermonde matrix: the powers of x from 0 to N - 1, by default as many as x has elements.

    Args:
        x: tensor
        N: integer, by default None

    Shapes, for example:
        x [3] → [3, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.vander.html
    """
    if out is not None:
        return write(out, table.LINALG__VANDER, (x, N))
    return call(table.LINALG__VANDER, (x, N))


def vecdot(x: Tensor, y: Operand, *, dim: Int = -1, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """The dot products of vectors along dim, of which complex ones are conjugated on the left.

    Args:
        x: tensor
        y: tensor
        dim: integer, by default -1

    Shapes, for example:
        x [2, 3], y [2, 3] → [2]

    Raises:
        IndexError: dim is out of range
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.vecdot.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.LINALG__VECDOT, (x, y, dim))
    return call(table.LINALG__VECDOT, (x, y, dim))


def vector_norm(x: Tensor, ord: Number = 2, dim: Sizes | None = None, keepdim: Bool = False, *, dtype: Dtype | None = None, axis: Sizes | None = None, keepdims: Bool | None = None, out: Tensor | None = None) -> Tensor:
    """The norm of order ord of vectors along dim, or of all elements.

    Args:
        x: tensor
        ord: number, by default 2
        dim: integers, by default None
        keepdim: boolean, by default False
        dtype: dtype, by default None

    Shapes, for example:
        x [2, 3] → []

    https://docs.pytorch.org/docs/stable/generated/torch.linalg.vector_norm.html
    """
    if axis is not None:
        dim = axis
    if keepdims is not None:
        keepdim = keepdims
    if out is not None:
        return write(out, table.LINALG__VECTOR_NORM, (x, ord, dim, keepdim, dtype))
    return call(table.LINALG__VECTOR_NORM, (x, ord, dim, keepdim, dtype))


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


__all__ = ['cholesky', 'cholesky_ex', 'cond', 'cross', 'det', 'diagonal', 'eig', 'eigh', 'eigvals', 'eigvalsh', 'householder_product', 'inv', 'inv_ex', 'ldl_factor', 'ldl_factor_ex', 'ldl_solve', 'lstsq', 'lu', 'lu_factor', 'lu_factor_ex', 'lu_solve', 'matmul', 'matrix_exp', 'matrix_norm', 'matrix_power', 'matrix_rank', 'multi_dot', 'norm', 'pinv', 'qr', 'slogdet', 'solve', 'solve_ex', 'solve_triangular', 'svd', 'svdvals', 'tensorinv', 'tensorsolve', 'vander', 'vecdot', 'vector_norm']
