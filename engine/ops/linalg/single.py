"""Single matrices through LAPACK itself, which takes half the time that NumPy's functions need for them.

Each function gives None where it has no answer: what is singular is for the general way to tell.
"""
# ruff: noqa: N803, N806 - the literature's names

from __future__ import annotations

from typing import Any

from engine.libraries import lapack, on_host
from engine.parameters import Xp

_SIZES = range(4, 1025)  # beyond, NumPy's threads are worth more
_DTYPES = "fdFD"


def fits(xp: Xp, A: Any, *others: Any) -> bool:
    """Whether these are single matrices of such a kind and size."""
    return (
        on_host(xp)
        and len(A) in _SIZES
        and all(
            one.ndim == 2 and one.size and one.dtype == A.dtype and one.dtype.char in _DTYPES for one in (A, *others)
        )
    )


def solved(xp: Xp, A: Any, B: Any) -> Any:
    """X with A X = B."""
    _, _, X, info = lapack(xp, "gesv")(A, B)
    return None if info else xp.ascontiguousarray(X)


def inverted(xp: Xp, A: Any) -> Any:
    """The inverse of A."""
    LU, pivots, info = lapack(xp, "getrf")(A.T)
    if info:
        return None
    inverse, info = lapack(xp, "getri")(LU, pivots)
    return None if info else inverse.T


def determinant(xp: Xp, A: Any) -> Any:
    """The determinant of A."""
    LU, pivots, _ = lapack(xp, "getrf")(A.T)
    product = xp.prod(xp.diagonal(LU))
    return -product if xp.sum(pivots != xp.arange(len(pivots))) % 2 else product


def substituted(xp: Xp, A: Any, B: Any, upper: bool, unit: bool) -> Any:
    """X with A X = B, for a triangular A."""
    X, info = lapack(xp, "trtrs")(A.T, B, lower=upper, trans=1, unitdiag=unit)
    return None if info else xp.ascontiguousarray(X)


def factor(xp: Xp, A: Any) -> Any:
    """The L of A = L L^H, of which the lower triangle is read."""
    U, info = lapack(xp, "potrf")(A.T, lower=False)
    return None if info else U.T
