"""Systems of linear equations, and inverses.

The rules are those of Giles, "An extended collection of matrix derivative results" (2008).
https://docs.pytorch.org/docs/stable/linalg.html#solvers
"""
# ruff: noqa: N802, N803, N806 - PyTorch's names, and the literature's

from __future__ import annotations

import math
from typing import Any

from engine.families import FUNCTION, composite
from engine.libraries import LinAlgError
from engine.ops.linalg import single
from engine.ops.linalg.lu import factorised, permuted
from engine.ops.linalg.matrices import (
    FAMILY,
    REGULAR,
    Shape,
    batches,
    first_failure,
    on_matrices,
    refuse_failures,
    square,
    transposed,
    unfit,
)
from engine.ops.linalg.triangular import substitute
from engine.parameters import Array, Boolean, Integer, Integers, Ops, Xp
from engine.shapes import dimension

SINGULAR = "The matrix is singular: element {} of its U is zero"


def _unchecked(xp: Xp, A: Any, B: Any) -> tuple[Any, Any]:
    """X with A X = B from LU, and where U has a zero: infinities come of it, as in PyTorch."""
    LU, pivots = factorised(xp, A)
    rows = permuted(xp, pivots, A.shape[-1])
    B = xp.broadcast_to(B, batches(A.shape, B.shape) + B.shape[-2:])
    rows = xp.broadcast_to(rows[..., None], (*B.shape[:-1], 1))
    X = substitute(xp, LU, substitute(xp, LU, xp.take_along_axis(B, rows, -2), False, True), True)
    return X, first_failure(xp, xp.diagonal(LU, 0, -2, -1) == 0)


def _solved(xp: Xp, A: Any, B: Any) -> tuple[Any, Any]:
    """X with A X = B, and LAPACK's info."""
    X = single.solved(xp, A, B) if single.fits(xp, A, B) else None
    if X is not None:
        return X, xp.zeros(A.shape[:-2], "int32")
    try:
        return xp.linalg.solve(A, B), xp.zeros(A.shape[:-2], "int32")
    except LinAlgError:
        return _unchecked(xp, A, B)


def is_vector(A: Shape, B: Shape) -> bool:
    """Whether B holds vectors: one, or one per matrix of the batch of A."""
    return len(B) == 1 or (len(A) - 1 == len(B) and A[:-1] == B)


def _solution(A: Shape, B: Shape, *, left: bool = True, **attributes: Any) -> list[Shape]:
    square("A", A)
    if is_vector(A, B):
        if B[-1] != A[-1]:
            raise unfit("B must have as many elements as A has rows", A, B)
        if not left:
            raise unfit("left=False needs matrices on the right-hand side", A, B)
        return [A[:-1], A[:-2]]
    if len(B) < 2 or B[-2 if left else -1] != A[-1]:
        raise unfit(f"B must have as many {'rows' if left else 'columns'} as A", A, B)
    return [batches(A, B) + B[-2:], A[:-2]]


_WELL = (
    {"A": (2, 2), "B": (2, 3)},
    {"A": (2, 2), "B": (2,)},
    {"A": (2, 3, 3), "B": (3, 2)},
    {"A": (2, 2, 2), "B": (2, 2)},
    {"A": (2, 2), "B": (3, 1, 2), "left": False},
)


@on_matrices(_solution, name="linalg.solve_ex", outputs=("result", "info"), grows=True, cases=_WELL)
def solve_ex(xp: Xp, A: Array, B: Array, *, left: Boolean = True, check_errors: Boolean = False) -> Any:
    """X with A X = B, or X A = B where left is false, and an integer per matrix that is not 0 where A is singular."""
    vectors = is_vector(A.shape, B.shape)
    if vectors:
        B = B[..., None]
    elif not left:
        A, B = A.swapaxes(-2, -1), B.swapaxes(-2, -1)
    X, info = _solved(xp, A, B)
    if check_errors:
        refuse_failures(xp, info, SINGULAR)
    if vectors:
        X = X[..., 0]
    elif not left:
        X = X.swapaxes(-2, -1)
    return X, info


def _solve_back(ops: Ops, g: Any, A: Any, B_shape: Shape, left: bool) -> Any:
    """The gradient of B: the transposed system."""
    g = g[0]
    if is_vector(A.shape, B_shape):
        return ops.squeeze(ops.linalg.solve_ex(transposed(ops, A), ops.unsqueeze(g, -1))[0], -1)
    return ops.linalg.solve_ex(transposed(ops, A), g, left=left)[0]


def _solve_A(ops: Ops, g: Any, gB: Any, A: Any, B_shape: Shape, result: Any, left: bool) -> Any:
    if is_vector(A.shape, B_shape):
        return -ops.unsqueeze(gB, -1) * ops.unsqueeze(result, -2)
    return -(ops.matmul(gB, transposed(ops, result)) if left else ops.matmul(transposed(ops, result), gB))


solve_ex.sharing(gB=_solve_back)
solve_ex.gradient(A=_solve_A, B=lambda ops, g, gB: gB)


@composite(FAMILY, domain=REGULAR, name="linalg.solve", variants=FUNCTION, cases=_WELL)
def solve(ops: Ops, A: Array, B: Array, *, left: Boolean = True) -> Any:
    """X with A X = B, or X A = B where left is false. A singular A is refused."""
    return ops.linalg.solve_ex(A, B, left=left, check_errors=True)[0]


_SQUARE: tuple[dict[str, Any], ...] = ({"A": (2, 2)}, {"A": (2, 3, 3)})


@on_matrices(
    lambda A, **attributes: [square("A", A), A[:-2]],
    name="linalg.inv_ex",
    outputs=("inverse", "info"),
    cases=_SQUARE,
)
def inv_ex(xp: Xp, A: Array, *, check_errors: Boolean = False) -> Any:
    """The inverse, and an integer per matrix that is not 0 where it is singular."""
    inverse, info = single.inverted(xp, A) if single.fits(xp, A) else None, xp.zeros(A.shape[:-2], "int32")
    try:
        inverse = xp.linalg.inv(A) if inverse is None else inverse
    except LinAlgError:
        inverse, info = _unchecked(xp, A, xp.eye(A.shape[-1], A.shape[-1], 0, A.dtype))
    if check_errors:
        refuse_failures(xp, info, SINGULAR)
    return inverse, info


def _inverse_gradient(ops: Ops, g: Any, inverse: Any) -> Any:
    inverse = transposed(ops, inverse)
    return -ops.matmul(inverse, ops.matmul(g[0], inverse))


inv_ex.gradient(A=_inverse_gradient)


@composite(FAMILY, domain=REGULAR, name="linalg.inv", variants=FUNCTION, cases=_SQUARE)
def inv(ops: Ops, A: Array) -> Any:
    """The inverse. A singular matrix is refused."""
    return ops.linalg.inv_ex(A, check_errors=True)[0]


@composite(FAMILY, domain=REGULAR, cases=({"input": (2, 2)},))
def inverse(ops: Ops, input: Array) -> Any:
    """The inverse. A singular matrix is refused."""
    return ops.linalg.inv(input)


@composite(
    FAMILY,
    domain=REGULAR,
    name="linalg.tensorinv",
    variants=FUNCTION,
    cases=({"A": (2, 3, 6)}, {"A": (4, 2, 2), "ind": 1}),
)
def tensorinv(ops: Ops, A: Array, ind: Integer = 2) -> Any:
    """The inverse for tensordot over ind dimensions: of the matrix of the first ind dimensions and the others."""
    shape = A.shape
    if ind <= 0:
        raise unfit(f"ind must be positive, it is {ind}", shape)
    side = math.prod(shape[ind:])
    if math.prod(shape[:ind]) != side:
        raise unfit(f"The first {ind} dimensions must have as many elements as the others", shape)
    return ops.reshape(ops.linalg.inv(ops.reshape(A, (side, side))), shape[ind:] + shape[:ind])


@composite(
    FAMILY,
    name="linalg.tensorsolve",
    variants=FUNCTION,
    cases=({"A": (2, 3, 6), "B": (2, 3)}, {"A": (2, 4, 2), "B": (4,), "dims": (0,)}),
)
def tensorsolve(ops: Ops, A: Array, B: Array, dims: Integers | None = None) -> Any:
    """X with tensordot(A, X) = B; dims of A are moved to its end first."""
    if dims is not None:
        moved = [dimension(dim, len(A.shape)) for dim in dims]
        A = ops.permute(A, tuple([i for i in range(len(A.shape)) if i not in moved] + moved))
    rest = A.shape[len(B.shape) :]
    side = math.prod(rest)
    if math.prod(A.shape) != side * side or math.prod(B.shape) != side:
        raise unfit("B, and what of A is behind as many dimensions, must have the same size", A.shape, B.shape)
    return ops.reshape(ops.linalg.solve(ops.reshape(A, (side, side)), ops.reshape(B, (side,))), rest)
