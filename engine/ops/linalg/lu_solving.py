"""Systems of linear equations whose matrix is factorised already.

https://docs.pytorch.org/docs/stable/generated/torch.linalg.lu_solve.html
"""
# ruff: noqa: N802, N803, N806 - PyTorch's names, and the literature's

from __future__ import annotations

from typing import Any

from engine.families import FUNCTION, composite
from engine.ops.linalg.lu import check_pivots, permuted
from engine.ops.linalg.matrices import FAMILY, Shape, batches, on_matrices, square, transposed, unfit
from engine.ops.linalg.matrices import adjoint as _adjoint
from engine.ops.linalg.triangular import substitute
from engine.parameters import Array, Boolean, Ops, Plain, Xp

LU: list[list[float]] = [[2.0, 1.0], [0.5, 3.0]]


def _shape(LU: Shape, pivots: Shape, B: Shape, **attributes: Any) -> Shape:
    square("LU", LU)
    if pivots != LU[:-1]:
        raise unfit("There must be a pivot per row of LU", LU, pivots)
    if len(B) < 2 or B[-2] != LU[-1]:
        raise unfit("B must have as many rows as LU (or columns, where left is false)", LU, B)
    return batches(LU, B) + B[-2:]


@on_matrices(_shape, grad_fn=("LinalgLuSolveBackward0",))
def _lu_solve(xp: Xp, LU: Array, pivots: Plain, B: Array, transpose: Boolean = False) -> Any:
    """X with A X = B, or with the transpose of A, for A = P L U."""
    check_pivots(xp, pivots, LU.shape[-1])
    shape = _shape(LU.shape, pivots.shape, B.shape)
    order = permuted(xp, pivots - 1, LU.shape[-1])
    if transpose:
        across = LU.swapaxes(-2, -1)
        X = substitute(xp, across, substitute(xp, across, B), True, True)
        order = xp.argsort(order, -1)
    else:
        X = B
    rows = xp.broadcast_to(order[..., None], (*shape[:-1], 1))
    X = xp.take_along_axis(xp.broadcast_to(X, shape), rows, -2)
    return X if transpose else substitute(xp, LU, substitute(xp, LU, X, False, True), True)


def _lu_solve_LU(ops: Ops, g: Any, LU: Any, pivots: Any, B: Any, transpose: bool, out: Any) -> Any:
    P, L, U = ops.lu_unpack(LU, pivots)
    solve = ops.linalg.solve_triangular
    if transpose:
        W, gW = ops.matmul(transposed(ops, P), out), ops.matmul(transposed(ops, P), g)
        Y, gY = ops.matmul(transposed(ops, L), W), solve(L, gW, upper=False, unitriangular=True)
        gL, gU = ops.matmul(W, transposed(ops, gY)), ops.matmul(Y, transposed(ops, solve(U, gY, upper=True)))
    else:
        Y, gY = ops.matmul(U, out), solve(transposed(ops, U), g, upper=False)
        gL = ops.matmul(solve(transposed(ops, L), gY, upper=True, unitriangular=True), transposed(ops, Y))
        gU = ops.matmul(gY, transposed(ops, out))
    return -ops.tril(gL, -1) - ops.triu(gU)


_lu_solve.gradient(
    LU=_lu_solve_LU,
    B=lambda ops, g, LU, pivots, transpose: ops._lu_solve(LU, pivots, g, not transpose),
)


@composite(
    FAMILY,
    name="linalg.lu_solve",
    variants=FUNCTION,
    cases=({"LU": LU, "pivots": [2, 2], "B": [[1.0], [2.0]]},),
)
def lu_solve(ops: Ops, LU: Array, pivots: Plain, B: Array, *, left: Boolean = True, adjoint: Boolean = False) -> Any:
    """X with A X = B for A given by linalg.lu_factor; X A = B where left is false, or the adjoint in place of A."""
    if not left:
        return _adjoint(ops, ops.linalg.lu_solve(LU, pivots, _adjoint(ops, B), adjoint=not adjoint))
    if adjoint:
        return ops.conj(ops._lu_solve(LU, pivots, ops.conj(B), True))
    return ops._lu_solve(LU, pivots, B)


@composite(FAMILY, name="lu_solve", cases=({"b": [[1.0], [2.0]], "LU_data": LU, "LU_pivots": [2, 2]},))
def old_lu_solve(ops: Ops, b: Array, LU_data: Array, LU_pivots: Plain) -> Any:
    """X with A X = b for A given by lu_factor."""
    return ops.linalg.lu_solve(LU_data, LU_pivots, b)
