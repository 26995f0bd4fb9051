"""LU factorisations.

The rules are those of Walter and Lehmann, "Algorithmic differentiation of linear algebra functions with application in
optimum experimental design" (2011).
https://docs.pytorch.org/docs/stable/generated/torch.linalg.lu.html
"""
# ruff: noqa: N803, N806 - PyTorch's names, and the literature's

from __future__ import annotations

from typing import Any

from engine.batching import elements
from engine.errors import DtypeMismatch, OpFailed
from engine.families import FUNCTION, composite
from engine.libraries import lapack
from engine.ops.linalg.matrices import (
    FAMILY,
    REGULAR,
    Shape,
    each,
    first_failure,
    matrix,
    on_matrices,
    part,
    total,
    transposed,
    unfit,
)
from engine.parameters import Array, Boolean, Ops, Plain, Xp


def factorised(xp: Xp, A: Any) -> tuple[Any, Any]:
    """L and U in one matrix, and the row that each row was exchanged with, counted from 0."""
    if not A.size:
        return A.copy(), xp.zeros((*A.shape[:-2], min(A.shape[-2:])), "int32")
    return each(xp, lambda xp, one: lapack(xp, "getrf")(one)[:2], A)


def permuted(xp: Xp, pivots: Any, rows: int) -> Any:
    """The order of rows that exchanging them one after the other leads to."""
    order = xp.broadcast_to(xp.arange(rows), (*pivots.shape[:-1], rows))
    for i in range(pivots.shape[-1]):
        j = pivots[..., i : i + 1]
        at_i, at_j = order[..., i : i + 1], xp.take_along_axis(order, j.astype("int64"), -1)
        places = xp.arange(rows)
        order = xp.where(places == i, at_j, xp.where(places == j, at_i, order))
    return order


def _permutation(xp: Xp, pivots: Any, rows: int, dtype: Any) -> Any:
    """P of A = P L U, for pivots counted from 1."""
    order = permuted(xp, pivots - 1, rows)
    return (xp.arange(rows)[:, None] == order[..., None, :]).astype(dtype)


def _refuse_no_pivots(pivot: bool) -> None:
    if not pivot:
        raise OpFailed("LU without pivoting is not there: leave pivot true.")


def _compact(A: Shape, **attributes: Any) -> list[Shape]:
    matrix("A", A)
    return [A, (*A[:-2], min(A[-2:])), A[:-2]]


MATRICES: tuple[dict[str, Any], ...] = ({"A": (2, 2)}, {"A": (3, 2, 2)}, {"A": (3, 2)}, {"A": (2, 3)})


@on_matrices(_compact, name="linalg.lu_factor_ex", outputs=("LU", "pivots", "info"), cases=MATRICES)
def lu_factor_ex(xp: Xp, A: Array, *, pivot: Boolean = True, check_errors: Boolean = False) -> Any:
    """L and U in one matrix, the exchanges of rows, and an integer per matrix that is not 0 where U has a zero."""
    _refuse_no_pivots(pivot)
    LU, pivots = factorised(xp, A)
    info = first_failure(xp, xp.diagonal(LU, 0, -2, -1) == 0)
    if check_errors and elements(info != 0).any():
        raise OpFailed("U has a zero on its diagonal: A is singular. linalg.lu_factor_ex does not mind.")
    return LU, pivots + 1, info


def _from_parts(ops: Ops, gL: Any, gU: Any, P: Any, L: Any, U: Any) -> Any:
    """The gradient of A = P L U, of any form; what is None is zero."""
    rows, columns = L.shape[-2], U.shape[-1]
    k = min(rows, columns)
    square_L, square_U = part(ops, L, k), part(ops, U, None, k)
    gL_rest = gU_rest = None
    if gL is not None and rows > k:
        gL, gL_rest = part(ops, gL, k), ops._slice(gL, -2, k, rows)
    if gU is not None and columns > k:
        gU, gU_rest = part(ops, gU, None, k), ops._slice(gU, -1, k, columns)
    below = None if gL is None else ops.matmul(transposed(ops, square_L), gL)
    above = None if gU is None else ops.matmul(gU, transposed(ops, square_U))
    if gU_rest is not None:
        below = total(below, -ops.matmul(gU_rest, transposed(ops, ops._slice(U, -1, k, columns))))
    if gL_rest is not None:
        above = total(above, -ops.matmul(transposed(ops, ops._slice(L, -2, k, rows)), gL_rest))
    inner = total(
        None if below is None else ops.tril(below, -1),
        None if above is None else ops.triu(above),
    )
    gA = ops.linalg.solve_triangular(transposed(ops, square_U), inner, upper=False, left=False)
    if gU_rest is not None or columns > k:
        gA = ops.cat([gA, ops.zeros_like(ops._slice(U, -1, k, columns)) if gU_rest is None else gU_rest], -1)
    gA = ops.linalg.solve_triangular(transposed(ops, square_L), gA, upper=True, unitriangular=True)
    if rows > k:
        rest = ops._slice(L, -2, k, rows)
        gA = ops.cat(
            [
                gA,
                ops.zeros_like(rest)
                if gL_rest is None
                else ops.linalg.solve_triangular(transposed(ops, square_U), gL_rest, upper=False, left=False),
            ],
            -2,
        )
    return ops.matmul(P, gA)


def _lu_factor_gradient(ops: Ops, g: Any, LU: Any, pivots: Any) -> Any:
    if g[0] is None:
        return None
    P, L, U = ops.lu_unpack(LU, pivots)
    k = pivots.shape[-1]
    return _from_parts(ops, ops.tril(part(ops, g[0], None, k), -1), ops.triu(part(ops, g[0], k)), P, L, U)


lu_factor_ex.gradient(A=_lu_factor_gradient)


@composite(FAMILY, domain=REGULAR, name="linalg.lu_factor", outputs=("LU", "pivots"), variants=FUNCTION, cases=MATRICES)
def lu_factor(ops: Ops, A: Array, *, pivot: Boolean = True) -> Any:
    """L and U in one matrix, and the exchanges of rows. Refused where U has a zero on its diagonal."""
    return ops.linalg.lu_factor_ex(A, pivot=pivot, check_errors=True)[:2]


@composite(
    FAMILY, domain=REGULAR, outputs=("LU", "pivots", "info"), cases=({"A": (3, 2), "get_infos": True}, {"A": (2, 2)})
)
def lu(ops: Ops, A: Array, pivot: Boolean = True, get_infos: Boolean = False) -> Any:
    """L and U in one matrix, and the exchanges of rows; with get_infos also where U has a zero."""
    outputs = ops.linalg.lu_factor_ex(A, pivot=pivot)
    return outputs if get_infos else outputs[:2]


def _parts(A: Shape, **attributes: Any) -> list[Shape]:
    *batch, rows, columns = matrix("A", A)
    k = min(rows, columns)
    return [(*batch, rows, rows), (*batch, rows, k), (*batch, k, columns)]


def _triangles(xp: Xp, LU: Any) -> tuple[Any, Any]:
    """L and U of the matrix that has both."""
    k = min(LU.shape[-2:])
    return xp.tril(LU[..., :k], -1) + xp.eye(LU.shape[-2], k, 0, LU.dtype), xp.triu(LU[..., :k, :])


@on_matrices(_parts, name="linalg.lu", outputs=("P", "L", "U"), detached=("P",), grows=True, cases=MATRICES)
def linalg_lu(xp: Xp, A: Array, *, pivot: Boolean = True) -> Any:
    """P, L and U with A = P L U: a permutation, a lower triangle with ones on its diagonal, and an upper triangle."""
    _refuse_no_pivots(pivot)
    LU, pivots = factorised(xp, A)
    return _permutation(xp, pivots + 1, A.shape[-2], A.dtype), *_triangles(xp, LU)


def _lu_gradient(ops: Ops, g: Any, P: Any, L: Any, U: Any) -> Any:
    return None if g[1] is g[2] is None else _from_parts(ops, g[1], g[2], P, L, U)


linalg_lu.gradient(A=_lu_gradient)


def _unpacked(LU_data: Shape, LU_pivots: Shape, unpack_data: bool = True, unpack_pivots: bool = True) -> list[Shape]:
    P, L, U = _parts(LU_data)
    if unpack_pivots and LU_pivots != (*LU_data[:-2], min(LU_data[-2:])):
        raise unfit("LU_pivots must have an element per exchange of rows", LU_data, LU_pivots)
    return [P if unpack_pivots else (0,), L if unpack_data else (0,), U if unpack_data else (0,)]


_LU: list[list[float]] = [[2.0, 1.0], [0.5, 3.0]]


def check_pivots(xp: Xp, pivots: Any, rows: int) -> None:
    if pivots.dtype.kind != "i":
        raise DtypeMismatch(f"Pivots are integers, as lu_factor gives them, not {pivots.dtype.name}.")
    every = elements(pivots)
    if every.size and ((every < 1).any() or (every > rows).any()):
        raise OpFailed(f"Pivots lie from 1 to the number of rows, {rows}: were they made by lu_factor?")


@on_matrices(
    _unpacked,
    outputs=("P", "L", "U"),
    detached=("P",),
    grows=True,
    halves=True,
    cases=({"LU_data": _LU, "LU_pivots": [1, 2], "unpack_pivots": False},),
)
def lu_unpack(
    xp: Xp, LU_data: Array, LU_pivots: Plain, unpack_data: Boolean = True, unpack_pivots: Boolean = True
) -> Any:
    """P, L and U of what lu_factor gives."""
    nothing = xp.zeros((0,), LU_data.dtype)
    P, (L, U) = nothing, (nothing, nothing)
    if unpack_pivots:
        check_pivots(xp, LU_pivots, LU_data.shape[-2])
        P = _permutation(xp, LU_pivots, LU_data.shape[-2], LU_data.dtype)
    if unpack_data:
        L, U = _triangles(xp, LU_data)
    return P, L, U


def _unpack_gradient(ops: Ops, g: Any, LU_data_shape: Shape, unpack_data: bool) -> Any:
    _, gL, gU = g
    if not unpack_data or gL is gU is None:
        return None
    rows, columns = LU_data_shape[-2:]
    if gL is not None:
        gL = ops.tril(gL, -1)
        if columns > rows:
            zeros = ops._full(gL, (*LU_data_shape[:-1], columns - rows))
            gL = ops.cat([gL, zeros], -1)
    if gU is not None:
        gU = ops.triu(gU)
        if rows > columns:
            zeros = ops._full(gU, (*LU_data_shape[:-2], rows - columns, columns))
            gU = ops.cat([gU, zeros], -2)
    return total(gL, gU)


lu_unpack.gradient(LU_data=_unpack_gradient)
