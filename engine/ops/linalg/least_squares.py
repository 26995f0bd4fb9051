"""Pseudoinverses, ranks and least squares.

The rule is that of Golub and Pereyra, "The differentiation of pseudo-inverses and nonlinear least squares problems
whose variables separate" (1973).
https://docs.pytorch.org/docs/stable/generated/torch.linalg.pinv.html
"""
# ruff: noqa: N802, N803, N806 - PyTorch's names, and the literature's

from __future__ import annotations

from typing import Any

from engine.batching import elements
from engine.errors import DtypeMismatch, OpFailed
from engine.families import FUNCTION, composite, contraction
from engine.ops.linalg.matrices import (
    FAMILY,
    Shape,
    adjoint,
    batches,
    by_adjoint,
    column,
    matrix,
    on_matrices,
    refuse_integers,
    row,
    square,
    total,
    unfit,
)
from engine.parameters import Array, Boolean, Number, Ops, Plain, Text, Xp


def _matrices(A: Shape, hermitian: bool = False, **attributes: Any) -> Shape:
    return square("A", A) if hermitian else matrix("A", A)


def _negligible(xp: Xp, S: Any, shape: Shape, atol: Any, rtol: Any) -> Any:
    """Which singular values count as zero, given absolutely or relative to the largest."""
    for one in (atol, rtol):
        if getattr(one, "dtype", None) is not None and one.dtype.kind == "c":
            raise DtypeMismatch("Tolerances are real numbers.", dtypes=[one.dtype.name])
    real = S.dtype
    if rtol is None:
        rtol = float(xp.finfo(real).eps) * max(shape[-2:])
        if atol is not None:
            rtol = xp.where(xp.asarray(atol) > 0, 0.0, rtol)
    largest = xp.amax(S, -1) if S.shape[-1] else xp.zeros(S.shape[:-1], real)
    limit = xp.asarray(rtol) * largest
    if atol is not None:
        limit = xp.maximum(xp.asarray(atol), limit)
    return limit.astype(real)[..., None] >= S


def _spectrum(xp: Xp, A: Any, hermitian: bool) -> Any:
    """The singular values, in any order."""
    return xp.abs(xp.linalg.eigvalsh(A)) if hermitian else xp.linalg.svd(A, False, False)


@on_matrices(
    lambda A, *tolerances, **attributes: (*_matrices(A, attributes.get("hermitian", False))[:-2], A[-1], A[-2]),
    grad_fn=("LinalgPinvBackward0",),
)
def _pinv(xp: Xp, A: Array, atol: Plain | None = None, rtol: Plain | None = None, hermitian: Boolean = False) -> Any:
    """The pseudoinverse, with singular values that count as zero left out."""
    if not A.size:
        return xp.zeros((*A.shape[:-2], A.shape[-1], A.shape[-2]), A.dtype)
    if hermitian:
        L, U = xp.linalg.eigh(A)
        S, Vh = xp.abs(L), xp.conj(U.swapaxes(-2, -1))
    else:
        U, L, Vh = xp.linalg.svd(A, False)
        S = L
    gone = _negligible(xp, S, A.shape, atol, rtol)
    inverted = xp.where(gone, 0, 1 / xp.where(gone, 1, L)).astype(S.dtype)
    V, Uh = xp.conj(Vh.swapaxes(-2, -1)), xp.conj(U.swapaxes(-2, -1))
    return xp.matmul(V * inverted[..., None, :], Uh)


def pinv_gradient(ops: Ops, g: Any, A: Any, P: Any) -> Any:
    """The gradient of A from that of its pseudoinverse P."""
    Ph, gh = adjoint(ops, P), adjoint(ops, g)
    if A.shape[-2] <= A.shape[-1]:
        K = ops.matmul(gh, P)
        KPh = ops.matmul(K, Ph)
        first = KPh - adjoint(ops, ops.matmul(P, K)) - ops.matmul(ops.matmul(A, P), KPh)
        return first + ops.matmul(ops.matmul(Ph, P), gh - ops.matmul(K, A))
    K = ops.matmul(P, gh)
    PhK = ops.matmul(Ph, K)
    first = PhK - adjoint(ops, ops.matmul(K, P)) - ops.matmul(ops.matmul(PhK, P), A)
    return first + ops.matmul(ops.matmul(gh - ops.matmul(A, K), P), Ph)


_pinv.gradient(A=by_adjoint(lambda ops, g, A, out: pinv_gradient(ops, g, A, out)))

_TOLERANT: tuple[dict[str, Any], ...] = (
    {"A": (3, 2)},
    {"A": (2, 3), "atol": 0.01},
    {"A": (2, 2, 2), "rcond": 0.001},
)


@composite(FAMILY, name="linalg.pinv", variants=FUNCTION, cases=_TOLERANT)
def linalg_pinv(
    ops: Ops,
    A: Array,
    rcond: Plain | None = None,
    hermitian: Boolean = False,
    *,
    atol: Plain | None = None,
    rtol: Plain | None = None,
) -> Any:
    """The pseudoinverse; singular values of at most max(atol, rtol * the largest) count as zero. rcond is rtol."""
    return ops._pinv(A, atol, rtol if rcond is None else rcond, hermitian)


@composite(FAMILY, cases=({"input": (3, 2)},))
def pinverse(ops: Ops, input: Array, rcond: Number = 1e-15) -> Any:
    """The pseudoinverse; singular values of at most rcond * the largest count as zero."""
    return ops._pinv(input, None, rcond)


@on_matrices(
    lambda A, *tolerances, **attributes: _matrices(A, attributes.get("hermitian", False))[:-2],
    name="linalg.matrix_rank",
    cases=({"A": (3, 2)}, {"A": [[1.0, 2.0], [2.0, 4.0]]}),
)
def matrix_rank(
    xp: Xp,
    A: Array,
    tol: Plain | None = None,
    hermitian: Boolean = False,
    *,
    atol: Plain | None = None,
    rtol: Plain | None = None,
) -> Any:
    """The number of singular values of more than max(atol, rtol * the largest); tol is atol, with rtol 0."""
    if not A.size:
        return xp.zeros(A.shape[:-2], "int64")
    if tol is not None:
        atol, rtol = tol, 0.0
    gone = _negligible(xp, _spectrum(xp, A, hermitian), A.shape, atol, rtol)
    return xp.sum(~gone, -1, "int64")


# Least squares

_DRIVERS = ("gels", "gelsy", "gelsd", "gelss")


def _is_vector(A: Shape, B: Shape) -> bool:
    return len(A) - 1 == len(B) and A[:-1] == B


def _solution(A: Shape, B: Shape, **attributes: Any) -> Shape:
    matrix("A", A)
    if _is_vector(A, B):
        return (*A[:-2], A[-1])
    if len(A) != len(B) or len(B) < 2 or B[-2] != A[-2]:
        raise unfit("B must have as many dimensions and rows as A, or be a batch of vectors", A, B)
    return (*batches(A, B), A[-1], B[-1])


# Its further outputs depend on values and driver, so no shape rule tells the shapes of all.
@contraction(
    name="linalg.lstsq",
    outputs=("solution", "residuals", "rank", "singular_values"),
    detached=("rank", "singular_values"),
    variants=FUNCTION,
    halves=False,
    cases=(
        {"A": (3, 2), "B": (3, 2), "driver": "gels"},
        {"A": (2, 3), "B": (2, 1)},
        {"A": (2, 3, 2), "B": (2, 3), "driver": "gelsd"},
    ),
)
def lstsq(xp: Xp, A: Array, B: Array, rcond: Number | None = None, *, driver: Text | None = None) -> Any:
    """The smallest X that makes A X - B smallest; with it the squares of what misses, ranks and singular values."""
    refuse_integers(A, B)
    _solution(A.shape, B.shape)
    if driver not in (None, *_DRIVERS):
        raise OpFailed(f"driver must be one of {', '.join(_DRIVERS)}, not {driver!r}.")
    vectors = _is_vector(A.shape, B.shape)
    right = B[..., None] if vectors else B
    if A.size:
        U, S, Vh = xp.linalg.svd(A, False)
    else:  # CuPy knows no empty ones
        U, S, Vh = A[..., :0], xp.zeros((*A.shape[:-2], 0), A.real.dtype), A[..., :0, :]
    gone = _negligible(xp, S, A.shape, None, rcond)
    inverted = xp.where(gone, 0, 1 / xp.where(gone, 1, S)).astype(S.dtype)
    along = xp.matmul(xp.conj(U.swapaxes(-2, -1)), right) * inverted[..., None]
    X = xp.matmul(xp.conj(Vh.swapaxes(-2, -1)), along)
    rank = xp.sum(~gone, -1, "int64")
    residuals = nothing = xp.zeros((0,), S.dtype)
    full = driver == "gels" or not elements(rank < A.shape[-1]).any()
    if A.size and driver not in (None, "gelsy") and A.shape[-2] > A.shape[-1] and full:
        residuals = xp.sum(xp.abs(xp.matmul(A, X) - right) ** 2, -2)
    return (
        X[..., 0] if vectors else X,
        residuals,
        xp.zeros((0,), "int64") if driver == "gels" else rank,
        S if driver in ("gelsd", "gelss") else nothing,
    )


def _least_squares_gradient(ops: Ops, g: Any, A: Any, B: Any, solution: Any, of_A: bool) -> Any:
    """The gradient of A, or of B: that of the solution by way of the pseudoinverse, that of residuals directly."""
    vectors = _is_vector(A.shape, B.shape)
    gX, gr = g[0], g[1]
    if vectors:
        B, solution = column(ops, B), column(ops, solution)
        gX = None if gX is None else column(ops, gX)
    through = away = None
    if gX is not None:
        P = ops._pinv(A)
        through = pinv_gradient(ops, ops.matmul(gX, adjoint(ops, B)), A, P) if of_A else ops.matmul(adjoint(ops, P), gX)
    if gr is not None and gr.shape != (0,):
        miss = (ops.matmul(A, solution) - B) * row(ops, gr) * 2
        away = ops.matmul(miss, adjoint(ops, solution)) if of_A else -miss
    gradient = total(through, away)
    return ops.squeeze(gradient, -1) if vectors and not of_A and gradient is not None else gradient


@by_adjoint
def _lstsq_A(ops: Ops, g: Any, A: Any, B: Any, solution: Any) -> Any:
    return _least_squares_gradient(ops, g, A, B, solution, True)


@by_adjoint
def _lstsq_B(ops: Ops, g: Any, A: Any, B: Any, solution: Any) -> Any:
    return _least_squares_gradient(ops, g, A, B, solution, False)


lstsq.gradient(A=_lstsq_A, B=_lstsq_B)
