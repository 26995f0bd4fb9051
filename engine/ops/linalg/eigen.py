"""Eigenvalues and eigenvectors.

The rules are those of Giles (2008), and for vectors scaled to length 1 of Boeddeker and others, "On the computation of
complex-valued gradients with application to statistically optimum beamforming" (2017).
https://docs.pytorch.org/docs/stable/generated/torch.linalg.eig.html
"""
# ruff: noqa: N803, N806 - PyTorch's names, and the literature's

from __future__ import annotations

from typing import Any

from engine import dtypes
from engine.batching import elements
from engine.errors import OpFailed
from engine.families import FUNCTION, composite, operation
from engine.ops.linalg.matrices import FAMILY, Shape, adjoint, by_adjoint, column, diagonal, on_matrices, row, square
from engine.parameters import Array, Ops, Text, Xp

EIGEN = ("eigenvalues", "eigenvectors")
_SYMMETRIC: tuple[dict[str, Any], ...] = ({"A": [[2.0, 0.5], [0.5, 1.0]]}, {"A": [[2.0, 9.0], [0.5, 1.0]]})


def _triangle(xp: Xp, UPLO: str) -> str:
    if UPLO not in ("L", "U", "l", "u"):
        raise OpFailed(f"UPLO must be 'L' or 'U', not {UPLO!r}.")
    return UPLO.upper()


def _pair(A: Shape, **attributes: Any) -> list[Shape]:
    return [square("A", A)[:-1], A]


@operation(FAMILY, grad_fn=("IdentityBackward0",))
def _free_of_phase(xp: Xp, input: Array, name: Text) -> Any:
    """input, whose imaginary parts must vanish: else the phase of complex vectors matters, which nothing fixes."""
    if input.dtype.kind == "c" and not bool((abs(elements(input.imag)) <= 1e-2).all()):
        raise OpFailed(f"{name}: the gradient depends on the phase of the vectors, which is arbitrary.", op=name)
    return input.copy()


_free_of_phase.gradient(input=lambda ops, g: g)


def _apart(ops: Ops, values: Any) -> Any:
    """The differences of all pairs of values, with 1 on the diagonal."""
    apart = row(ops, values) - column(ops, values)
    return apart + ops._eye(apart, *apart.shape[-2:])


def _without_diagonal(ops: Ops, matrices: Any) -> Any:
    return matrices - ops.diag_embed(diagonal(ops, matrices))


@on_matrices(_pair, name="linalg.eigh", outputs=EIGEN, cases=_SYMMETRIC)
def eigh(xp: Xp, A: Array, UPLO: Text = "L") -> Any:
    """The eigenvalues, in ascending order, and eigenvectors of Hermitian matrices, of which one triangle is read."""
    L, V = xp.linalg.eigh(A, _triangle(xp, UPLO))
    return L, V


@by_adjoint
def _eigh_gradient(ops: Ops, g: Any, eigenvalues: Any, eigenvectors: Any) -> Any:
    gL, gV = g
    V = eigenvectors
    if gV is None:
        return None if gL is None else ops.matmul(V * row(ops, gL), adjoint(ops, V))
    inner = ops.matmul(adjoint(ops, V), gV)
    ops._free_of_phase(diagonal(ops, inner), "linalg.eigh")
    inner = (inner - adjoint(ops, inner)) / (_apart(ops, eigenvalues) * 2)
    inner = _without_diagonal(ops, inner)
    if gL is not None:
        inner = inner + ops.diag_embed(gL)
    return ops.matmul(V, ops.matmul(inner, adjoint(ops, V)))


eigh.gradient(A=_eigh_gradient)


@on_matrices(lambda A, **attributes: square("A", A)[:-1])
def _eigvalsh(xp: Xp, A: Array, UPLO: Text = "L") -> Any:
    """The eigenvalues of Hermitian matrices."""
    return xp.linalg.eigvalsh(A, _triangle(xp, UPLO))


@composite(FAMILY, name="linalg.eigvalsh", variants=FUNCTION, cases=_SYMMETRIC)
def eigvalsh(ops: Ops, A: Array, UPLO: Text = "L") -> Any:
    """The eigenvalues of Hermitian matrices, in ascending order."""
    if getattr(A, "requires_grad", True):  # the gradient needs the vectors
        return ops.linalg.eigh(A, UPLO)[0]
    return ops._eigvalsh(A, UPLO)


_GENERAL: tuple[dict[str, Any], ...] = ({"A": [[2.0, 0.5], [0.25, 1.0]]}, {"A": [[1.0, 2.0], [-0.5, 1.0]]})


def _refuse_infinities(xp: Xp, A: Any) -> None:
    if not elements(xp.isfinite(A)).all():
        raise OpFailed("The eigenvalues of matrices with infinities or NaN are not defined.")


@on_matrices(_pair, name="linalg.eig", outputs=EIGEN, cases=_GENERAL)
def eig(xp: Xp, A: Array) -> Any:
    """The eigenvalues and eigenvectors of square matrices; complex, in no order."""
    _refuse_infinities(xp, A)
    L, V = xp.linalg.eig(A)
    dtype = dtypes.complex_of(A.dtype)
    return L.astype(dtype), V.astype(dtype)


@by_adjoint
def _eig_gradient(ops: Ops, g: Any, eigenvalues: Any, eigenvectors: Any) -> Any:
    gL, gV = g
    V = eigenvectors
    if gL is gV is None:
        return None
    if gV is None:
        return ops.linalg.solve_ex(adjoint(ops, V), column(ops, gL) * adjoint(ops, V))[0]
    inner = ops.matmul(adjoint(ops, V), gV)
    length = diagonal(ops, inner)
    ops._free_of_phase(length, "linalg.eig")
    inner = inner - ops.matmul(adjoint(ops, V), V * row(ops, ops.real(length)))
    inner = _without_diagonal(ops, inner / ops.conj(_apart(ops, eigenvalues)))
    if gL is not None:
        inner = inner + ops.diag_embed(gL)
    return ops.linalg.solve_ex(adjoint(ops, V), ops.matmul(inner, adjoint(ops, V)))[0]


eig.gradient(A=_eig_gradient)


@on_matrices(lambda A: square("A", A)[:-1])
def _eigvals(xp: Xp, A: Array) -> Any:
    """The eigenvalues of square matrices."""
    _refuse_infinities(xp, A)
    return xp.linalg.eigvals(A).astype(dtypes.complex_of(A.dtype))


@composite(FAMILY, name="linalg.eigvals", variants=FUNCTION, cases=_GENERAL)
def eigvals(ops: Ops, A: Array) -> Any:
    """The eigenvalues of square matrices; complex, in no order."""
    if getattr(A, "requires_grad", True):  # the gradient needs the vectors
        return ops.linalg.eig(A)[0]
    return ops._eigvals(A)
