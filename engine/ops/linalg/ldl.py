"""LDL factorisations of symmetric and Hermitian matrices, in LAPACK's form.

https://docs.pytorch.org/docs/stable/generated/torch.linalg.ldl_factor.html
"""
# ruff: noqa: N803, N806 - PyTorch's names, and the literature's

from __future__ import annotations

from typing import Any

from engine.families import FUNCTION, composite, no_gradient
from engine.libraries import lapack
from engine.ops.linalg.matrices import FAMILY, Shape, batches, each, on_matrices, refuse_failures, square, unfit
from engine.parameters import Array, Boolean, Ops, Plain, Xp

_SYMMETRIC: tuple[dict[str, Any], ...] = ({"A": [[2.0, 0.5], [0.5, -1.0]]},)


def _routine(xp: Xp, name: str, array: Any, hermitian: bool) -> Any:
    """LAPACK's routine for Hermitian matrices, or for symmetric ones, which real ones are in any case."""
    return lapack(xp, ("he" if hermitian and array.dtype.kind == "c" else "sy") + name)


@on_matrices(
    lambda A, **attributes: [square("A", A), A[:-1], A[:-2]],
    name="linalg.ldl_factor_ex",
    grad_fn=("NotImplemented",),
    outputs=("LD", "pivots", "info"),
    cases=_SYMMETRIC,
)
def ldl_factor_ex(xp: Xp, A: Array, *, hermitian: Boolean = False, check_errors: Boolean = False) -> Any:
    """L and D of A = L D L^T (L^H if hermitian) in one matrix, the pivots, and where D is singular."""
    LD, pivots, info = (
        each(xp, lambda xp, one: _routine(xp, "trf", A, hermitian)(one, lower=1), A)
        if A.size
        else (A.copy(), xp.zeros(A.shape[:-1], "int32"), xp.zeros(A.shape[:-2], "int32"))
    )
    info = info.astype("int32")
    if check_errors:
        refuse_failures(xp, info, "The matrix is singular: element {} of D is zero")
    return xp.tril(LD), pivots, info


ldl_factor_ex.gradient(A=no_gradient("linalg.ldl_factor_ex", "use linalg.lu_factor"))


@composite(FAMILY, name="linalg.ldl_factor", outputs=("LD", "pivots"), variants=FUNCTION, cases=_SYMMETRIC)
def ldl_factor(ops: Ops, A: Array, *, hermitian: Boolean = False) -> Any:
    """L and D of A = L D L^T (L^H if hermitian) in one matrix, and the pivots. A singular D is refused."""
    return ops.linalg.ldl_factor_ex(A, hermitian=hermitian, check_errors=True)[:2]


def _system(LD: Shape, pivots: Shape, B: Shape, **attributes: Any) -> Shape:
    square("LD", LD)
    if pivots != LD[:-1]:
        raise unfit("There must be a pivot per row of LD", LD, pivots)
    if len(B) < 2 or B[-2] != LD[-1]:
        raise unfit("B must have as many rows as LD", LD, B)
    return batches(LD, B) + B[-2:]


@on_matrices(
    _system,
    name="linalg.ldl_solve",
    grad_fn=("NotImplemented",),
    grows=True,
    cases=({"LD": [[2.0, 0.0], [0.25, -1.0]], "pivots": [1, 2], "B": [[1.0], [2.0]]},),
)
def ldl_solve(xp: Xp, LD: Array, pivots: Plain, B: Array, *, hermitian: Boolean = False) -> Any:
    """X with A X = B for A given by linalg.ldl_factor."""
    shape = _system(LD.shape, pivots.shape, B.shape)
    if not LD.size or not B.size:
        return xp.zeros(shape, B.dtype)
    LD, B = xp.broadcast_to(LD, shape[:-2] + LD.shape[-2:]), xp.broadcast_to(B, shape)
    pivots = xp.broadcast_to(pivots.astype("int32"), shape[:-1])

    def solve(xp: Xp, one: Any, order: Any, right: Any) -> Any:
        return _routine(xp, "trs", one, hermitian)(one, order, right, lower=1)[:1]

    return each(xp, solve, LD, pivots, B)[0]


_refused = no_gradient("linalg.ldl_solve", "use linalg.solve")
ldl_solve.gradient(LD=_refused, B=_refused)
