"""Singular values and vectors.

The rule is that of Townsend, "Differentiating the singular value decomposition" (2016), with the phases of complex
vectors as by Wan and Zhang, "Automatic differentiation for complex valued SVD" (2019).
https://docs.pytorch.org/docs/stable/generated/torch.linalg.svd.html
"""
# ruff: noqa: N803, N806 - PyTorch's names, and the literature's

from __future__ import annotations

from typing import Any

from engine.errors import InvalidValue, OpFailed
from engine.families import FUNCTION, composite, operation
from engine.ops.linalg.matrices import (
    FAMILY,
    Shape,
    adjoint,
    by_adjoint,
    column,
    diagonal,
    matrix,
    on_matrices,
    part,
    row,
    total,
)
from engine.ops.random.drawing import normal_numbers
from engine.parameters import Array, Boolean, Integer, Ops, Text, Xp

_CASES: tuple[dict[str, Any], ...] = (
    {"A": (3, 2), "full_matrices": False},
    {"A": (2, 3), "full_matrices": False},
    {"A": [[2.0, 0.5], [0.25, 1.0]]},
)


def _shape(A: Shape, full_matrices: bool = True, **attributes: Any) -> list[Shape]:
    *batch, rows, columns = matrix("A", A)
    k = min(rows, columns)
    if full_matrices:
        return [(*batch, rows, rows), (*batch, k), (*batch, columns, columns)]
    return [(*batch, rows, k), (*batch, k), (*batch, k, columns)]


@on_matrices(_shape, name="linalg.svd", outputs=("U", "S", "Vh"), grows=True, cases=_CASES)
def linalg_svd(xp: Xp, A: Array, full_matrices: Boolean = True, *, driver: Text | None = None) -> Any:
    """U, S and Vh with A = U diag(S) Vh: orthonormal columns and rows, and singular values in descending order."""
    _refuse_driver(driver)
    U, S, Vh = xp.linalg.svd(A, full_matrices)
    return U, S, Vh


def _refuse_driver(driver: str | None) -> None:
    if driver is not None:
        raise OpFailed(f"A driver cannot be chosen here: leave {driver!r} out.")


@by_adjoint
def _svd_gradient(ops: Ops, g: Any, U: Any, S: Any, Vh: Any) -> Any:
    gU, gS, gVh = g
    rows, columns, k = U.shape[-2], Vh.shape[-1], S.shape[-1]
    U, Vh = part(ops, U, None, k), part(ops, Vh, k)
    gU = None if gU is None else part(ops, gU, None, k)
    gVh = None if gVh is None else part(ops, gVh, k)
    if gU is gVh is None:
        return None if gS is None else ops.matmul(U * row(ops, gS), Vh)
    squares = row(ops, S * S) - column(ops, S * S)
    E = squares + ops._eye(squares, k, k)
    turned_U = None if gU is None else ops.matmul(adjoint(ops, U), gU)
    turned_V = None if gVh is None else ops.matmul(Vh, adjoint(ops, gVh))
    skew_U = None if turned_U is None else turned_U - adjoint(ops, turned_U)
    skew_V = None if turned_V is None else turned_V - adjoint(ops, turned_V)
    inner = total(
        None if skew_U is None else skew_U / E * row(ops, S),
        None if skew_V is None else column(ops, S) * (skew_V / E),
    )
    if U.dtype.kind == "c":
        inner = inner - ops.diag_embed(diagonal(ops, inner))
        phase_U = None if skew_U is None else diagonal(ops, skew_U)
        phase_V = None if skew_V is None else diagonal(ops, skew_V)
        ops._free_of_phase(total(phase_U, phase_V), "linalg.svd")
        if phase_U is not None:
            inner = inner + ops.diag_embed(phase_U / (S * 2))
    if gS is not None:
        inner = inner + ops.diag_embed(gS)
    if rows > k and gU is not None:
        beyond = (gU - ops.matmul(U, turned_U)) / row(ops, S)
        return ops.matmul(ops.matmul(U, inner) + beyond, Vh)
    if columns > k and gVh is not None:
        beyond = (gVh - ops.matmul(adjoint(ops, turned_V), Vh)) / column(ops, S)
        return ops.matmul(U, ops.matmul(inner, Vh) + beyond)
    return ops.matmul(U, ops.matmul(inner, Vh))


linalg_svd.gradient(A=_svd_gradient)


@on_matrices(lambda A: (*matrix("A", A)[:-2], min(A[-2:])))
def _svdvals(xp: Xp, A: Array) -> Any:
    """The singular values."""
    return xp.linalg.svd(A, False, False)


@composite(FAMILY, name="linalg.svdvals", variants=FUNCTION, cases=({"A": (3, 2)}, {"A": (2, 2, 2)}))
def svdvals(ops: Ops, A: Array, *, driver: Text | None = None) -> Any:
    """The singular values, in descending order."""
    _refuse_driver(driver)
    if getattr(A, "requires_grad", True):  # the gradient needs the vectors
        return ops.linalg.svd(A, False)[1]
    return ops._svdvals(A)


@composite(FAMILY, outputs=("U", "S", "V"), cases=({"input": [[2.0, 0.5], [0.25, 1.0]]},))
def svd(ops: Ops, input: Array, some: Boolean = True, compute_uv: Boolean = True) -> Any:
    """U, S and V with input = U diag(S) V^H; compute_uv=False gives zeros for U and V."""
    if not compute_uv:
        S = ops.linalg.svdvals(input)
        rows, columns = input.shape[-2:]
        U, V = (ops._full(ops.detach(input), (*input.shape[:-2], side, side)) for side in (rows, columns))
        return U, S, V
    U, S, Vh = ops.linalg.svd(input, not some)
    return U, S, adjoint(ops, Vh)


# Approximations of low rank: Halko, Martinsson and Tropp, "Finding structure with randomness" (2009)

_ONE: tuple[dict[str, Any], ...] = ({"A": [[2.0]], "q": 1},)  # of more rows, chance decides about signs


@operation(FAMILY, random=True, shape=lambda input, columns: (input[-1], columns), grows=True)
def _gaussian(xp: Xp, input: Array, columns: Integer, *, generator: Text | None = None) -> Any:
    """Normal numbers that as many columns of input are made of."""
    draw = normal_numbers("svd_lowrank")
    return xp.asarray(draw(generator, input.shape[-1] * columns, input.dtype)).reshape(input.shape[-1], columns)


def _range(ops: Ops, A: Any, columns: int, rounds: int) -> Any:
    """Orthonormal columns that span most of what A maps to."""
    Q = ops.linalg.qr(ops.matmul(A, ops._gaussian(A, columns)))[0]
    for _ in range(rounds):
        Q = ops.linalg.qr(ops.matmul(adjoint(ops, A), Q))[0]
        Q = ops.linalg.qr(ops.matmul(A, Q))[0]
    return Q


_MOST = 100  # rounds of _range: far more than change anything


def _approximated(ops: Ops, A: Any, q: int, niter: int) -> Any:
    least = min(A.shape[-2:])
    if not 0 <= q <= least or not 0 <= niter <= _MOST:
        raise InvalidValue(f"q must lie from 0 to {least} and niter from 0 to {_MOST}, not {q} and {niter}.")
    wide = A.shape[-2] < A.shape[-1]
    A = adjoint(ops, A) if wide else A
    Q = _range(ops, A, q, niter)
    U, S, Vh = ops.linalg.svd(ops.matmul(adjoint(ops, Q), A), False)
    U, V = ops.matmul(Q, U), adjoint(ops, Vh)
    return (V, S, U) if wide else (U, S, V)


@composite(FAMILY, outputs=("U", "S", "V"), variants=FUNCTION, random=True, cases=_ONE)
def svd_lowrank(ops: Ops, A: Array, q: Integer | None = 6, niter: Integer | None = 2, M: Array | None = None) -> Any:
    """U, S and V of an approximation of A, or of A - M, of rank q, found with random numbers."""
    matrix("A", A.shape)
    if M is not None:
        A = A - ops.broadcast_to(M, A.shape)
    return _approximated(ops, A, 6 if q is None else q, 2 if niter is None else niter)


@composite(FAMILY, outputs=("U", "S", "V"), variants=FUNCTION, random=True, cases=({**_ONE[0], "center": False},))
def pca_lowrank(ops: Ops, A: Array, q: Integer | None = None, center: Boolean = True, niter: Integer = 2) -> Any:
    """The principal components of the rows of A: svd_lowrank of A less the means of its columns."""
    least = min(matrix("A", A.shape)[-2:])
    if center:
        A = A - ops.mean(A, (-2,), True)
    return _approximated(ops, A, min(6, least) if q is None else q, niter)
