"""QR factorisations.

The rules are those of Walter and Lehmann (2011), for wide matrices with R = [R1 R2] those of the square part.
https://docs.pytorch.org/docs/stable/generated/torch.linalg.qr.html
"""
# ruff: noqa: N803, N806 - PyTorch's names, and the literature's

from __future__ import annotations

from typing import Any

from engine.errors import NotDifferentiable, OpFailed
from engine.families import composite
from engine.ops.linalg.matrices import FAMILY, Shape, adjoint, by_adjoint, diagonal, matrix, on_matrices, part, total
from engine.parameters import Array, Boolean, Ops, Text, Xp


def _shape(A: Shape, mode: str = "reduced", **attributes: Any) -> list[Shape]:
    *batch, rows, columns = matrix("A", A)
    if mode not in ("reduced", "complete", "r"):
        raise OpFailed(f"mode must be 'reduced', 'complete' or 'r', not {mode!r}.")
    k = rows if mode == "complete" else min(rows, columns)
    return [(0,) if mode == "r" else (*batch, rows, k), (*batch, k, columns)]


_CASES: tuple[dict[str, Any], ...] = (
    {"A": (3, 2)},
    {"A": (2, 2, 2)},
    {"A": (2, 3)},
    {"A": (2, 2), "mode": "complete"},
)


@on_matrices(_shape, name="linalg.qr", outputs=("Q", "R"), grows=True, cases=_CASES)
def linalg_qr(xp: Xp, A: Array, mode: Text = "reduced") -> Any:
    """Q and R with A = Q R: orthonormal columns, and an upper triangle. mode is 'reduced', 'complete' or 'r'."""
    if mode == "r":
        return xp.zeros((0,), A.dtype), xp.linalg.qr(A, "r")
    Q, R = xp.linalg.qr(A, mode)
    return Q, R


@by_adjoint
def _gradient(ops: Ops, g: Any, Q: Any, R: Any, mode: str) -> Any:
    gQ, gR = g
    if gQ is gR is None:
        return None
    rows, columns = Q.shape[-2] if mode != "r" else R.shape[-2], R.shape[-1]
    if mode == "r":
        raise NotDifferentiable("The gradient of linalg.qr needs Q: use mode 'reduced' in place of 'r'.")
    if mode == "complete" and rows > columns:
        raise NotDifferentiable("linalg.qr with mode 'complete' has no gradient where A has more rows than columns.")
    if rows >= columns:
        return _tall(ops, gQ, gR, Q, R)
    square, rest = part(ops, R, None, rows), ops._slice(R, -1, rows, columns)
    if gR is None:
        return ops.cat([_tall(ops, gQ, None, Q, square), ops.zeros_like(rest)], -1)
    g_rest = ops._slice(gR, -1, rows, columns)
    gQ = total(gQ, ops.matmul(Q, ops.matmul(rest, adjoint(ops, g_rest))))
    return ops.cat([_tall(ops, gQ, part(ops, gR, None, rows), Q, square), ops.matmul(Q, g_rest)], -1)


def _tall(ops: Ops, gQ: Any, gR: Any, Q: Any, R: Any) -> Any:
    """The gradient of a matrix with at least as many rows as columns."""
    inner = total(
        None if gR is None else ops.matmul(gR, adjoint(ops, R)),
        None if gQ is None else -ops.matmul(adjoint(ops, Q), gQ),
    )
    inner = ops.triu(inner)
    inner = inner + adjoint(ops, ops.triu(inner, 1)) - ops.diag_embed(_imaginary(ops, diagonal(ops, inner)))
    gA = ops.matmul(Q, inner)
    return ops.linalg.solve_triangular(adjoint(ops, R), gA if gQ is None else gA + gQ, upper=False, left=False)


def _imaginary(ops: Ops, values: Any) -> Any:
    """The imaginary parts, as imaginary numbers; zeros of real numbers."""
    return (values - ops.conj(values)) * 0.5


linalg_qr.gradient(A=_gradient)


@composite(FAMILY, outputs=("Q", "R"), cases=({"input": (3, 2)}, {"input": (2, 2), "some": False}))
def qr(ops: Ops, input: Array, some: Boolean = True) -> Any:
    """Q and R with input = Q R; some=False gives all columns of Q."""
    return ops.linalg.qr(input, "reduced" if some else "complete")
