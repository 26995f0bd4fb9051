"""Orthogonal polynomials, by their three-term recurrences. As in PyTorch they have no gradients.

https://docs.pytorch.org/docs/stable/special.html, https://dlmf.nist.gov/18.9
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.batching import elements
from engine.errors import LimitExceeded
from engine.families import elementwise
from engine.op import FLOAT, Op
from engine.ops.elementwise.comparisons import refuse_complex
from engine.parameters import Array, Xp

LARGEST = 10**9
"""More steps than this, times elements, are refused: the steps run one by one."""


def _cases(low: float) -> tuple[dict[str, Any], ...]:
    return (
        {"input": (2, 3), "n": 3},
        {"input": (2, 3), "n": [0.0, 1.0, 9.0]},
        {"input": 0.5, "n": [[-1, 2], [1, 12]]},
        {"input": [low, 0.5, 1.0], "n": [[7.0], [8.0]]},
    )


First = Callable[[Any], Any]
Next = Callable[[int, Any, Any, Any], Any]
Closed = Callable[[Xp, Any, Any], Any]


def _polynomial(
    name: str, summary: str, first: First, following: Next, closed: Closed | None = None, shifted: bool = False
) -> Op:
    """A family of polynomials: that of degree 1, each from the two before it, and what holds within -1 and 1.

    `following(k, x, before, last)` is of degree k + 1; `closed(xp, x, n)` is used for higher degrees.
    """

    def kernel(xp: Xp, input: Array, n: Array) -> Any:
        like = input if hasattr(input, "dtype") else n
        refuse_complex(f"special.{name}", like)
        x, degree = xp.broadcast_arrays(xp.asarray(input, like.dtype), xp.trunc(xp.asarray(n, like.dtype)))
        degree = xp.where(xp.isfinite(degree), degree, -1)
        x = x + x - 1 if shifted else x
        inside = (xp.abs(x) <= 1) & (degree > 6) if closed is not None else xp.zeros(x.shape, bool)
        found = _by_recurrence(xp, f"special.{name}", x, xp.where(inside, -1, degree), first(x), following)
        return found if closed is None else xp.where(inside, closed(xp, xp.clip(x, -1, 1), degree), found)

    kernel.__doc__ = f"{summary} of degree n, 0 where n is negative. As in PyTorch it has no gradient."
    low = 0.0 if shifted else -1.0
    return elementwise(
        FLOAT,
        name=f"special.{name}",
        variants=("function",),
        in_place=False,
        halves=False,
        domain=(low, 1.0),
        cases=_cases(low),
    )(kernel)


def _by_recurrence(xp: Xp, name: str, x: Any, degree: Any, first: Any, following: Next) -> Any:
    """The values, each of its own degree, 0 for a negative one."""
    highest = int(elements(degree).max()) if degree.size else 0
    if highest * max(x.size, 1000) > LARGEST:
        raise LimitExceeded(
            f"{name}: degree {highest} of {x.size} elements takes too long: their product is limited to {LARGEST}.",
            limit=LARGEST,
        )
    before, last = xp.ones_like(x), first
    found = xp.where(degree == 0, before, xp.where(degree == 1, last, 0))
    for k in range(1, highest):
        before, last = last, following(k, x, before, last)
        found = xp.where(degree == k + 1, last, found)
    return found


def _chebyshev(k: int, x: Any, before: Any, last: Any) -> Any:
    return (x + x) * last - before


def _sign(xp: Xp, n: Any) -> Any:
    """(-1)**n."""
    return 1 - 2 * (n % 2)


def _quotient(xp: Xp, top: Any, bottom: Any, limit: Any) -> Any:
    return xp.where(bottom == 0, limit, top / xp.where(bottom == 0, 1, bottom))


def _t(xp: Xp, x: Any, n: Any) -> Any:
    return xp.where(xp.abs(x) == 1, xp.where(x > 0, 1, _sign(xp, n)), xp.cos(n * xp.arccos(x))).astype(x.dtype)


def _u(xp: Xp, x: Any, n: Any) -> Any:
    angle = xp.arccos(x)
    end = xp.where(x > 0, n + 1, (n + 1) * _sign(xp, n))
    return xp.where(xp.abs(x) == 1, end, _quotient(xp, xp.sin((n + 1) * angle), xp.sin(angle), end))


def _v(xp: Xp, x: Any, n: Any) -> Any:
    angle = xp.arccos(x)
    end = xp.where(x > 0, 1, (n + n + 1) * _sign(xp, n))
    return xp.where(xp.abs(x) == 1, end, _quotient(xp, xp.cos((n + 0.5) * angle), xp.cos(angle / 2), end))


def _w(xp: Xp, x: Any, n: Any) -> Any:
    angle = xp.arccos(x)
    end = xp.where(x > 0, n + n + 1, _sign(xp, n))
    return xp.where(xp.abs(x) == 1, end, _quotient(xp, xp.sin((n + 0.5) * angle), xp.sin(angle / 2), end))


for _kind, _ordinal, _first, _closed in (
    ("t", "first", lambda x: x, _t),
    ("u", "second", lambda x: x + x, _u),
    ("v", "third", lambda x: x + x - 1, _v),
    ("w", "fourth", lambda x: x + x + 1, _w),
):
    _polynomial(
        f"chebyshev_polynomial_{_kind}",
        f"The Chebyshev polynomial of the {_ordinal} kind",
        _first,
        _chebyshev,
        _closed,
    )
    _polynomial(
        f"shifted_chebyshev_polynomial_{_kind}",
        f"The Chebyshev polynomial of the {_ordinal} kind at 2 * input - 1,",
        _first,
        _chebyshev,
        _closed,
        shifted=True,
    )

_polynomial(
    "hermite_polynomial_h",
    "The physicist's Hermite polynomial",
    lambda x: x + x,
    lambda k, x, before, last: (x + x) * last - (k + k) * before,
)
_polynomial(
    "hermite_polynomial_he",
    "The probabilist's Hermite polynomial",
    lambda x: x,
    lambda k, x, before, last: x * last - k * before,
)
_polynomial(
    "laguerre_polynomial_l",
    "The Laguerre polynomial",
    lambda x: 1 - x,
    lambda k, x, before, last: ((k + k + 1 - x) * last - k * before) / (k + 1),
)
_polynomial(
    "legendre_polynomial_p",
    "The Legendre polynomial",
    lambda x: x,
    lambda k, x, before, last: ((k + k + 1) * x * last - k * before) / (k + 1),
)
