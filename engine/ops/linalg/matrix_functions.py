"""Functions of square matrices: powers and the exponential.

The rule of the exponential is that of Mathias, "A chain rule for matrix functions and applications" (1996).
https://docs.pytorch.org/docs/stable/generated/torch.linalg.matrix_exp.html
"""
# ruff: noqa: N803, N806 - PyTorch's names, and the literature's

from __future__ import annotations

from typing import Any

from engine.families import FUNCTION, composite
from engine.libraries import solvers
from engine.ops.linalg.matrices import FAMILY, REGULAR, each, on_matrices, square, transposed
from engine.parameters import Array, Integer, Ops, Xp

_SQUARE: tuple[dict[str, Any], ...] = ({"A": (2, 2)}, {"A": (2, 2, 2)})


@on_matrices(lambda A: square("A", A), name="linalg.matrix_exp", domain=(-1.0, 1.0), halves=True, cases=_SQUARE)
def linalg_matrix_exp(xp: Xp, A: Array) -> Any:
    """The exponential of square matrices: the sum of A^n / n!."""
    if not A.size:
        return A.copy()
    return each(xp, lambda xp, one: (solvers(xp).expm(one),), A)[0].astype(A.dtype)


def _exp_gradient(ops: Ops, g: Any, A: Any) -> Any:
    """What the exponential of the block matrix [[A, g], [0, A]], transposed, has in its corner."""
    A, side = transposed(ops, A), A.shape[-1]
    blocks = ops.cat([ops.cat([A, g], -1), ops.cat([ops.zeros_like(A), A], -1)], -2)
    exponential = ops.linalg.matrix_exp(blocks)
    return ops._slice(ops._slice(exponential, -2, 0, side), -1, side, 2 * side)


linalg_matrix_exp.gradient(A=_exp_gradient)


@composite(FAMILY, domain=(-1.0, 1.0), cases=({"input": (2, 2)},))
def matrix_exp(ops: Ops, input: Array) -> Any:
    """The exponential of square matrices: the sum of input^n / n!."""
    return ops.linalg.matrix_exp(input)


@composite(
    FAMILY,
    name="linalg.matrix_power",
    domain=REGULAR,
    variants=FUNCTION,
    cases=({"A": (2, 2), "n": 3}, {"A": (2, 2, 2), "n": -2}, {"A": (2, 2), "n": 0}),
)
def linalg_matrix_power(ops: Ops, A: Array, n: Integer) -> Any:
    """The product of n copies of square matrices, or of their inverses where n is negative."""
    square("A", A.shape)
    if n < 0:
        A, n = ops.linalg.inv(A), -n
    if n == 0:
        return ops.copy_(ops.clone(A), ops._eye(A, A.shape[-1], A.shape[-1]))
    power = None
    while n:
        if n & 1:
            power = A if power is None else ops.matmul(power, A)
        n >>= 1
        if n:
            A = ops.matmul(A, A)
    return power


@composite(FAMILY, cases=({"input": (2, 2), "n": 2},))
def matrix_power(ops: Ops, input: Array, n: Integer) -> Any:
    """The product of n copies of square matrices, or of their inverses where n is negative."""
    return ops.linalg.matrix_power(input, n)
