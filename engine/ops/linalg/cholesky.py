"""Cholesky factorisations, and systems with them.

The rule is that of Murray, "Differentiation of the Cholesky decomposition" (2016).
https://docs.pytorch.org/docs/stable/generated/torch.linalg.cholesky.html
"""
# ruff: noqa: N802, N803, N806 - PyTorch's names, and the literature's

from __future__ import annotations

from typing import Any

from engine.families import FUNCTION, composite
from engine.libraries import LinAlgError, lapack
from engine.ops.linalg import single
from engine.ops.linalg.matrices import (
    FAMILY,
    Shape,
    adjoint,
    batches,
    by_adjoint,
    each,
    first_failure,
    matrix,
    on_matrices,
    refuse_failures,
    square,
    unfit,
)
from engine.ops.linalg.triangular import substitute
from engine.parameters import Array, Boolean, Ops, Xp

FAILS = "The matrix is not positive definite: its leading minor of order {} is not positive"
DEFINITE: tuple[dict[str, Any], ...] = (
    {"A": [[2.0, 0.5], [0.5, 1.0]]},
    {"A": [[[2.0, 0.5], [0.5, 1.0]], [[1.0, -0.5], [-0.5, 3.0]]], "upper": True},
)


def _adjoint(xp: Xp, matrices: Any) -> Any:
    return xp.conj(matrices.swapaxes(-2, -1))


def _factorised(xp: Xp, A: Any, upper: bool) -> tuple[Any, Any]:
    """L, or its adjoint, and LAPACK's info; only one triangle of A is read."""
    A = _adjoint(xp, A) if upper else A
    L = single.factor(xp, A) if single.fits(xp, A) else None
    try:
        L = xp.linalg.cholesky(A) if L is None else L
        info = first_failure(xp, ~(xp.diagonal(L, 0, -2, -1).real > 0))  # NaN passes LAPACK
    except LinAlgError:
        L, info = each(xp, lambda xp, one: lapack(xp, "potrf")(one, lower=1), A)
        info = info.astype("int32")
    return (_adjoint(xp, L) if upper else L), info


@on_matrices(
    lambda A, **attributes: [square("A", A), A[:-2]],
    name="linalg.cholesky_ex",
    outputs=("L", "info"),
    cases=DEFINITE,
)
def cholesky_ex(xp: Xp, A: Array, *, upper: Boolean = False, check_errors: Boolean = False) -> Any:
    """L with A = L L^H, and an integer per matrix that is not 0 where A is not positive definite."""
    L, info = _factorised(xp, A, upper)
    if check_errors:
        refuse_failures(xp, info, FAILS)
    return L, info


def _gradient(ops: Ops, g: Any, L: Any, upper: bool) -> Any:
    if upper:
        g, L = adjoint(ops, g), adjoint(ops, L)
    inner = ops.tril(ops.matmul(adjoint(ops, L), g))
    inner = (inner + adjoint(ops, ops.tril(inner, -1))) * 0.5
    inner = ops.linalg.solve_triangular(adjoint(ops, L), inner, upper=True)
    return ops.linalg.solve_triangular(L, inner, upper=False, left=False)


@by_adjoint
def _cholesky_ex_gradient(ops: Ops, g: Any, L: Any, upper: bool) -> Any:
    return _gradient(ops, g[0], L, upper)


@by_adjoint
def _cholesky_gradient(ops: Ops, g: Any, out: Any, upper: bool) -> Any:
    return _gradient(ops, g, out, upper)


cholesky_ex.gradient(A=_cholesky_ex_gradient)


@composite(FAMILY, name="linalg.cholesky", variants=FUNCTION, cases=DEFINITE)
def linalg_cholesky(ops: Ops, A: Array, *, upper: Boolean = False) -> Any:
    """L with A = L L^H; with upper its adjoint. What is not positive definite is refused."""
    return ops.linalg.cholesky_ex(A, upper=upper, check_errors=True)[0]


@on_matrices(
    lambda input, **attributes: square("input", input),
    variants=("function", "method"),
    cases=({"input": [[2.0, 0.5], [0.5, 1.0]]}, {"input": [[2.0, 0.5], [0.5, 1.0]], "upper": True}),
)
def cholesky(xp: Xp, input: Array, upper: Boolean = False) -> Any:
    """L with input = L L^H; with upper its adjoint. What is not positive definite is refused."""
    L, info = _factorised(xp, input, upper)
    refuse_failures(xp, info, FAILS)
    return L


cholesky.gradient(input=_cholesky_gradient)


def _system(input: Shape, input2: Shape, **attributes: Any) -> Shape:
    square("input2", input2)
    if matrix("input", input)[-2] != input2[-1]:
        raise unfit("input must have as many rows as input2", input, input2)
    return batches(input, input2) + input[-2:]


def _solved(xp: Xp, B: Any, L: Any, upper: bool) -> Any:
    """X with L L^H X = B, or L^H L X = B where L is upper."""
    return (
        substitute(xp, _adjoint(xp, L), substitute(xp, L, B), True)
        if not upper
        else substitute(xp, L, substitute(xp, _adjoint(xp, L), B), True)
    )


@on_matrices(
    _system,
    variants=("function", "method"),
    grows=True,
    cases=({"input": [[1.0], [2.0]], "input2": [[1.5, 0.0], [0.5, 1.0]]},),
)
def cholesky_solve(xp: Xp, input: Array, input2: Array, upper: Boolean = False) -> Any:
    """X with A X = input, for the A of which input2 is the Cholesky factor."""
    return _solved(xp, input, input2, upper)


def _through_factor(ops: Ops, gA: Any, L: Any, upper: bool) -> Any:
    """The gradient of L from that of A = L L^H (or L^H L), without the factor's other triangle being masked."""
    common = gA + adjoint(ops, gA)
    return ops.matmul(L, common) if upper else ops.matmul(common, L)


@by_adjoint
def _system_B(ops: Ops, g: Any, input2: Any, upper: bool) -> Any:
    return ops.cholesky_solve(g, input2, upper)


def _system_L(ops: Ops, g: Any, gB: Any, input2: Any, out: Any, upper: bool) -> Any:
    gB = ops.conj(gB)  # rules give the conjugate of PyTorch's gradient
    return ops.conj(_through_factor(ops, -ops.matmul(gB, adjoint(ops, out)), input2, upper))


cholesky_solve.sharing(gB=_system_B)
cholesky_solve.gradient(input=lambda ops, g, gB: gB, input2=_system_L)


@on_matrices(
    lambda input, **attributes: square("input", input),
    variants=("function", "method"),
    cases=({"input": [[1.5, 0.0], [0.5, 1.0]]}, {"input": [[1.5, 0.5], [0.0, 1.0]], "upper": True}),
)
def cholesky_inverse(xp: Xp, input: Array, upper: Boolean = False) -> Any:
    """The inverse of the matrix of which input is the Cholesky factor."""
    return _solved(xp, xp.eye(input.shape[-1], input.shape[-1], 0, input.dtype), input, upper)


@by_adjoint
def _inverse_gradient(ops: Ops, g: Any, input: Any, out: Any, upper: bool) -> Any:
    return _through_factor(ops, -ops.matmul(out, ops.matmul(g, out)), input, upper)


cholesky_inverse.gradient(input=_inverse_gradient)
