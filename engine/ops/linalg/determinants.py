"""Determinants.

The gradient of the determinant are the cofactors, which singular matrices have too: Stewart, "On the adjugate matrix"
(1998).
https://docs.pytorch.org/docs/stable/generated/torch.linalg.det.html
"""
# ruff: noqa: N803, N806 - PyTorch's names, and the literature's

from __future__ import annotations

import math
from typing import Any

from engine.batching import elements
from engine.families import composite
from engine.libraries import LinAlgError
from engine.ops.linalg import single
from engine.ops.linalg.matrices import FAMILY, Shape, by_adjoint, column, on_matrices, square, transposed
from engine.parameters import Array, Ops, Xp

_CASES: tuple[dict[str, Any], ...] = ({"A": (2, 2)}, {"A": (2, 3, 3)}, {"A": (1, 1)})


def _batch(A: Shape) -> Shape:
    return square("A", A)[:-2]


@on_matrices(_batch, name="linalg.det", cases=_CASES)
def linalg_det(xp: Xp, A: Array) -> Any:
    """The determinants of square matrices."""
    return _determinant(xp, A)


def _determinant(xp: Xp, A: Any) -> Any:
    return single.determinant(xp, A) if single.fits(xp, A) else xp.linalg.det(A)


linalg_det.gradient(A=lambda ops, g, A: ops.unsqueeze(ops.unsqueeze(g, -1), -1) * ops._cofactors(A))


@on_matrices(lambda A: square("A", A), cases=_CASES)
def _cofactors(xp: Xp, A: Array) -> Any:
    """The cofactors: the determinant times the inverse's transpose, where there is one."""
    inverse = single.inverted(xp, A) if single.fits(xp, A) else None
    try:
        inverse = xp.linalg.inv(A) if inverse is None else inverse
        return xp.asarray(_determinant(xp, A))[..., None, None] * inverse.swapaxes(-2, -1)
    except LinAlgError:
        U, S, Vh = xp.linalg.svd(A)
        others = S[..., None, :] * (1 - xp.eye(S.shape[-1], S.shape[-1], 0, S.dtype))
        others = xp.prod(others + xp.eye(S.shape[-1], S.shape[-1], 0, S.dtype), -1)
        turn = xp.linalg.det(U) * xp.linalg.det(Vh)
        return xp.conj(xp.matmul(U * others[..., None, :], Vh)) * turn[..., None, None]


def _cofactors_gradient(ops: Ops, g: Any, A: Any) -> Any:
    if A.shape[-1] < 2:
        return None
    A = ops._regular(A)
    inverse = transposed(ops, ops.linalg.inv_ex(A)[0])
    out = ops._cofactors(A)
    along = ops.sum(g * out, (-2, -1), True)
    return inverse * along - ops.matmul(inverse, ops.matmul(transposed(ops, g), out))


_cofactors.gradient(A=_cofactors_gradient)


@on_matrices(lambda A: square("A", A), cases=({"A": (2, 2)},))
def _regular(xp: Xp, A: Array) -> Any:
    """A where it has an inverse; else a regular matrix so near that half of the digits are A's."""
    singular = xp.linalg.det(A) == 0
    if not elements(singular).any():
        return A.copy()
    U, S, Vh = xp.linalg.svd(xp.where(xp.isfinite(A), A, 0).astype(A.dtype))
    precision = math.sqrt(xp.finfo(S.dtype).eps)
    largest = xp.where(S[..., :1] > 0, S[..., :1], 1)
    lifted = xp.where(singular[..., None] & (largest * precision > S), largest * precision, 0).astype(S.dtype)
    return A + xp.matmul(U * lifted[..., None, :], Vh)


_regular.gradient(A=lambda ops, g: g)


@composite(FAMILY, cases=({"input": (2, 2)},))
def det(ops: Ops, input: Array) -> Any:
    """The determinants of square matrices."""
    return ops.linalg.det(input)


@on_matrices(lambda A: [_batch(A), _batch(A)], name="linalg.slogdet", outputs=("sign", "logabsdet"), cases=_CASES)
def linalg_slogdet(xp: Xp, A: Array) -> Any:
    """The signs of determinants, and the natural logarithms of their sizes."""
    sign, logabsdet = xp.linalg.slogdet(A)
    if A.dtype.kind == "f":  # PyTorch's sign of NaN is 0
        sign = xp.where(xp.isnan(logabsdet), 0, sign).astype(A.dtype)
    return sign, logabsdet


@by_adjoint
def _slogdet_gradient(ops: Ops, g: Any, A: Any, sign: Any) -> Any:
    g_sign, g_log = g
    if A.dtype.kind == "c" and g_sign is not None:
        turn = ops.conj(g_sign) * sign
        turn = (ops.conj(turn) - turn) * 0.5
        g_log = turn if g_log is None else turn + g_log
    if g_log is None:
        return None
    inverse = ops.conj(transposed(ops, ops.linalg.inv_ex(A)[0]))
    return column(ops, ops.unsqueeze(g_log, -1)) * inverse


linalg_slogdet.gradient(A=_slogdet_gradient)


@composite(FAMILY, outputs=("sign", "logabsdet"), cases=({"input": (2, 2)},))
def slogdet(ops: Ops, input: Array) -> Any:
    """The signs of determinants, and the natural logarithms of their sizes."""
    return ops.linalg.slogdet(input)


@composite(FAMILY, cases=({"input": [[2.0, 0.5], [0.25, 1.0]]},))
def logdet(ops: Ops, input: Array) -> Any:
    """The natural logarithms of determinants; NaN where they are negative."""
    sign, logabsdet = ops.linalg.slogdet(input)
    if sign.dtype.kind == "c":
        return ops.log(sign) + logabsdet
    return ops._where(ops.eq(sign, -1), math.nan, logabsdet)
