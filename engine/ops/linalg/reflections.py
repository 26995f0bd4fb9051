"""Products of Householder reflections, as LAPACK keeps them: vectors below the diagonal of a matrix, and factors tau.

The product of reflections I - tau_i v_i v_i^H is I - V T V^H with T = (I + D S)^-1 D, where D is diag(tau) and S what
stands above the diagonal of V^H V (Puglisi, "Modification of the Householder method based on the compact WY
representation", 1992). Gradients come from this form.
https://docs.pytorch.org/docs/stable/generated/torch.linalg.householder_product.html
"""
# ruff: noqa: N802, N803, N806 - PyTorch's names, and the literature's

from __future__ import annotations

from typing import Any

from engine.families import composite, no_gradient
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
    unfit,
)
from engine.ops.linalg.triangular import substitute
from engine.parameters import Array, Boolean, Ops, Xp


@on_matrices(
    lambda input: [matrix("input", input), (*input[:-2], min(input[-2:]))],
    outputs=("a", "tau"),
    variants=("function", "method"),
    cases=({"input": (3, 2)},),
)
def geqrf(xp: Xp, input: Array) -> Any:
    """A QR factorisation as LAPACK keeps it: R with the reflections' vectors below, and their factors tau."""
    a, tau = xp.linalg.qr(input, "raw")
    return a.swapaxes(-2, -1).copy(), tau


geqrf.gradient(input=no_gradient("geqrf", "use linalg.qr", "NotImplementedError"))


def _check(A: Shape, tau: Shape) -> None:
    rows, columns = matrix("A", A)[-2:]
    if columns > rows or not tau or tau[:-1] != A[:-2] or tau[-1] > columns:
        raise unfit("A needs at least as many rows as columns, and tau an element per reflection", A, tau)


def _vectors(xp: Xp, A: Any, tau: Any) -> tuple[Any, Any]:
    """V and T of I - V T V^H."""
    k = tau.shape[-1]
    V = xp.tril(A[..., :k], -1) + xp.eye(A.shape[-2], k, 0, A.dtype)
    S = xp.triu(xp.matmul(xp.conj(V.swapaxes(-2, -1)), V), 1)
    D = tau[..., None, :] * xp.eye(k, k, 0, A.dtype)
    return V, substitute(xp, tau[..., :, None] * S, D, True, True)


def _applied(xp: Xp, A: Any, tau: Any, C: Any, transpose: bool) -> Any:
    """Q C, or its adjoint times C."""
    V, T = _vectors(xp, A, tau)
    T = xp.conj(T.swapaxes(-2, -1)) if transpose else T
    return C - xp.matmul(V, xp.matmul(T, xp.matmul(xp.conj(V.swapaxes(-2, -1)), C)))


def _gradients(ops: Ops, G: Any, A: Any, tau: Any, C: Any, transpose: bool) -> tuple[Any, Any]:
    """The gradients of A and tau from that of Q C, or of its adjoint times C."""
    (rows, columns), k = A.shape[-2:], tau.shape[-1]
    V = ops.tril(part(ops, A, None, k), -1) + ops._eye(A, rows, k)
    S = ops.triu(ops.matmul(adjoint(ops, V), V), 1)
    M = column(ops, tau) * S
    T = ops.linalg.solve_triangular(M, ops.diag_embed(tau), upper=True, unitriangular=True)
    VC, VG = ops.matmul(adjoint(ops, V), C), ops.matmul(adjoint(ops, V), G)
    used = adjoint(ops, T) if transpose else T
    gV = -ops.matmul(G, adjoint(ops, ops.matmul(used, VC))) - ops.matmul(C, ops.matmul(adjoint(ops, VG), used))
    gT = -ops.matmul(VG, adjoint(ops, VC))
    gT = adjoint(ops, gT) if transpose else gT
    gD = ops.linalg.solve_triangular(adjoint(ops, M), gT, upper=False, unitriangular=True)
    gM = ops.triu(-ops.matmul(gD, adjoint(ops, T)), 1)
    gtau = diagonal(ops, gD) + ops.sum(gM * ops.conj(S), -1)
    gS = column(ops, ops.conj(tau)) * gM
    gV = ops.tril(gV + ops.matmul(V, gS + adjoint(ops, gS)), -1)
    if columns > k:
        gV = ops.cat([gV, ops._full(gV, (*gV.shape[:-1], columns - k))], -1)
    return gV, gtau


def _product(A: Shape, tau: Shape) -> Shape:
    _check(A, tau)
    return A


@on_matrices(
    _product,
    name="linalg.householder_product",
    domain=(-1.0, 1.0),
    cases=({"A": (3, 2), "tau": (2,)}, {"A": (2, 3, 3), "tau": (2, 2)}),
)
def householder_product(xp: Xp, A: Array, tau: Array) -> Any:
    """The first columns of a product of Householder reflections, as geqrf gives them."""
    return _applied(xp, A, tau, xp.eye(A.shape[-2], A.shape[-1], 0, A.dtype), False)


@by_adjoint
def _product_A(ops: Ops, g: Any, A: Any, tau: Any) -> Any:
    return _gradients(ops, g, A, tau, ops._eye(A, *A.shape[-2:]), False)[0]


@by_adjoint
def _product_tau(ops: Ops, g: Any, A: Any, tau: Any) -> Any:
    return _gradients(ops, g, A, tau, ops._eye(A, *A.shape[-2:]), False)[1]


householder_product.gradient(A=_product_A, tau=_product_tau)


@composite(FAMILY, cases=({"input": (3, 2), "input2": (2,)},))
def orgqr(ops: Ops, input: Array, input2: Array) -> Any:
    """The first columns of a product of Householder reflections, as geqrf gives them."""
    return ops.linalg.householder_product(input, input2)


def _many(input: Shape, tau: Shape, other: Shape, left: bool = True, transpose: bool = False) -> Shape:
    _check_any(input, tau)
    if matrix("other", other)[-2 if left else -1] != input[-2] or other[:-2] != input[:-2]:
        raise unfit(
            f"other must have as many {'rows' if left else 'columns'} as input has rows, and its batch", input, other
        )
    return other


def _check_any(input: Shape, tau: Shape) -> None:
    if not tau or tau[:-1] != matrix("input", input)[:-2] or tau[-1] > input[-1] or tau[-1] > input[-2]:
        raise unfit("tau must have an element per reflection, at most as many as input has columns", input, tau)


@on_matrices(
    _many,
    variants=("function", "method"),
    domain=(-1.0, 1.0),
    cases=(
        {"input": (3, 2), "tau": (2,), "other": (3, 2)},
        {"input": (2, 3, 2), "tau": (2, 2), "other": (2, 3, 1), "transpose": True},
        {"input": (3, 2), "tau": (2,), "other": (2, 3), "left": False},
    ),
)
def ormqr(xp: Xp, input: Array, tau: Array, other: Array, left: Boolean = True, transpose: Boolean = False) -> Any:
    """other times a product of Householder reflections, or its adjoint with transpose, from the left or the right."""
    if left:
        return _applied(xp, input, tau, other, transpose)
    across = _applied(xp, input, tau, xp.conj(other.swapaxes(-2, -1)), not transpose)
    return xp.conj(across.swapaxes(-2, -1))


def _many_gradients(ops: Ops, g: Any, input: Any, tau: Any, other: Any, left: bool, transpose: bool) -> tuple[Any, Any]:
    if left:
        return _gradients(ops, g, input, tau, other, transpose)
    return _gradients(ops, adjoint(ops, g), input, tau, adjoint(ops, other), not transpose)


@by_adjoint
def _many_input(ops: Ops, g: Any, input: Any, tau: Any, other: Any, left: bool, transpose: bool) -> Any:
    return _many_gradients(ops, g, input, tau, other, left, transpose)[0]


@by_adjoint
def _many_tau(ops: Ops, g: Any, input: Any, tau: Any, other: Any, left: bool, transpose: bool) -> Any:
    return _many_gradients(ops, g, input, tau, other, left, transpose)[1]


@by_adjoint
def _many_other(ops: Ops, g: Any, input: Any, tau: Any, left: bool, transpose: bool) -> Any:
    return ops.ormqr(input, tau, g, left, not transpose)


ormqr.gradient(input=_many_input, tau=_many_tau, other=_many_other)
