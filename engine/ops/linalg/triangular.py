"""Systems with a triangular matrix.

https://docs.pytorch.org/docs/stable/generated/torch.linalg.solve_triangular.html
"""
# ruff: noqa: N802, N803, N806 - PyTorch's names, and the literature's

from __future__ import annotations

from typing import Any

from engine.ops.linalg import single
from engine.ops.linalg.matrices import Shape, batches, matrix, on_matrices, square, transposed, unfit
from engine.parameters import Array, Boolean, Ops, Xp

BLOCK = 32


def substitute(xp: Xp, A: Any, B: Any, upper: bool = False, unit: bool = False) -> Any:
    """X with A X = B, for a triangular A of which only the triangle is read; leading dimensions broadcast.

    Most of the work are products of blocks. LAPACK's would take one matrix after the other, and refuse a zero on the
    diagonal, where PyTorch has infinities.
    """
    if single.fits(xp, A, B):
        found = single.substituted(xp, A, B, upper, unit)
        if found is not None:
            return found
    if upper:
        backward = xp.ascontiguousarray(A[..., ::-1, ::-1])  # BLAS takes no negative strides
        return substitute(xp, backward, B[..., ::-1, :], False, unit)[..., ::-1, :]
    size = A.shape[-1]
    X = xp.empty(batches(A.shape, B.shape) + B.shape[-2:], B.dtype)
    for start in range(0, size, BLOCK):
        stop = min(start + BLOCK, size)
        rest = B[..., start:stop, :]
        if start:
            rest = rest - xp.matmul(A[..., start:stop, :start], X[..., :start, :])
        for i in range(start, stop):
            line = rest[..., i - start : i - start + 1, :]
            if i > start:
                line = line - xp.matmul(A[..., i : i + 1, start:i], X[..., start:i, :])
            X[..., i : i + 1, :] = line if unit else line / A[..., i : i + 1, i : i + 1]
    return X


def _triangular(A: Shape, B: Shape, *, left: bool = True, **attributes: Any) -> Shape:
    square("A", A)
    matrix("B", B)
    if A[-1] != B[-2 if left else -1]:
        raise unfit(f"B must have as many {'rows' if left else 'columns'} as A", A, B)
    return batches(A, B) + B[-2:]


_CASES: tuple[dict[str, Any], ...] = (
    {"A": (2, 2), "B": (2, 3), "upper": True},
    {"A": (2, 3, 3), "B": (3, 2), "upper": False},
    {"A": (2, 2), "B": (2, 1, 2), "upper": True, "left": False},
    {"A": (3, 3), "B": (3, 2), "upper": False, "unitriangular": True},
)


@on_matrices(
    _triangular,
    name="linalg.solve_triangular",
    grows=True,
    domain=(0.5, 2.0),
    cases=_CASES,
)
def solve_triangular(
    xp: Xp, A: Array, B: Array, *, upper: Boolean, left: Boolean = True, unitriangular: Boolean = False
) -> Any:
    """X with A X = B, or X A = B where left is false, for a triangular A; the other triangle is not read."""
    if left:
        return substitute(xp, A, B, upper, unitriangular)
    X = substitute(xp, A.swapaxes(-2, -1), B.swapaxes(-2, -1), not upper, unitriangular)
    return X.swapaxes(-2, -1)


def _solved(ops: Ops, g: Any, A: Any, upper: bool, left: bool, unitriangular: bool) -> Any:
    """The gradient of B: the transposed system."""
    return ops.linalg.solve_triangular(transposed(ops, A), g, upper=not upper, left=left, unitriangular=unitriangular)


def _triangle(ops: Ops, gradient: Any, upper: bool, unitriangular: bool) -> Any:
    """What of a gradient belongs to the elements that are read."""
    return ops.triu(gradient, int(unitriangular)) if upper else ops.tril(gradient, -int(unitriangular))


def _triangular_A(ops: Ops, g: Any, gB: Any, out: Any, upper: bool, left: bool, unitriangular: bool) -> Any:
    outer = ops.matmul(gB, transposed(ops, out)) if left else ops.matmul(transposed(ops, out), gB)
    return _triangle(ops, -outer, upper, unitriangular)


solve_triangular.sharing(gB=_solved)
solve_triangular.gradient(A=_triangular_A, B=lambda ops, g, gB: gB)


def _old(b: Shape, A: Shape, upper: bool = True, **attributes: Any) -> list[Shape]:
    shape = _triangular(A, b)
    return [shape, batches(A, b) + A[-2:]]


@on_matrices(
    _old,
    name="triangular_solve",
    outputs=("solution", "cloned_coefficient"),
    variants=("function", "method"),
    grows=True,
    domain=(0.5, 2.0),
    cases=(
        {"b": (2, 3), "A": (2, 2)},
        {"b": (2, 2), "A": (2, 2), "upper": False, "transpose": True},
        {"b": (2, 2, 1), "A": (2, 2), "unitriangular": True},
    ),
)
def triangular_solve(
    xp: Xp, b: Array, A: Array, upper: Boolean = True, transpose: Boolean = False, unitriangular: Boolean = False
) -> Any:
    """X with A X = b for a triangular A, or its transpose, and a copy of A."""
    X = substitute(xp, A.swapaxes(-2, -1) if transpose else A, b, upper != transpose, unitriangular)
    return X, xp.broadcast_to(A, X.shape[:-2] + A.shape[-2:]).copy()


def _old_b(ops: Ops, g: Any, A: Any, upper: bool, transpose: bool, unitriangular: bool) -> Any:
    if g[0] is None:
        return None
    A = A if transpose else transposed(ops, A)
    return ops.linalg.solve_triangular(A, g[0], upper=upper == transpose, unitriangular=unitriangular)


def _old_A(ops: Ops, g: Any, gb: Any, solution: Any, upper: bool, transpose: bool, unitriangular: bool) -> Any:
    if g[0] is None:
        return g[1]
    outer = ops.matmul(solution, transposed(ops, gb)) if transpose else ops.matmul(gb, transposed(ops, solution))
    gA = _triangle(ops, -outer, upper, unitriangular)
    return gA if g[1] is None else gA + g[1]


triangular_solve.sharing(gb=_old_b)
triangular_solve.gradient(b=lambda ops, g, gb: gb, A=_old_A)
