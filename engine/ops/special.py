"""The error function and its complement.

https://docs.pytorch.org/docs/stable/special.html
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from engine.families import unary
from engine.ops.comparisons import refuse_complex
from engine.parameters import Array, Xp

# W. J. Cody, Rational Chebyshev approximations for the error function, Mathematics of Computation 23 (1969), 631-637.
_NEAR = (
    (1.85777706184603153e-1, 3.16112374387056560, 1.13864154151050156e2, 3.77485237685302021e2, 3.20937758913846947e3),
    (1.0, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3),
)
_MIDDLE = (
    (2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1, 2.98635138197400131e2,
     8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3),
    (1.0, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
     3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3),
)  # fmt: skip
_FAR = (
    (1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1,
     1.60837851487422766e-2, 6.58749161529837803e-4),
    (1.0, 2.56852019228982242, 1.87295284992346047, 5.27905102951428412e-1, 6.05183413124413191e-2,
     2.33520497626869185e-3),
)  # fmt: skip
_SLOPE = 2 / math.sqrt(math.pi)


def _ratio(value: Any, polynomials: tuple[Sequence[float], Sequence[float]]) -> Any:
    top, bottom = (_polynomial(value, coefficients) for coefficients in polynomials)
    return top / bottom


def _polynomial(value: Any, coefficients: Sequence[float]) -> Any:
    total = value * 0 + coefficients[0]
    for coefficient in coefficients[1:]:
        total = total * value + coefficient
    return total


def _tail(xp: Xp, size: Any) -> Any:
    """1 - erf for sizes from 0.46875 on."""
    size = xp.maximum(size, 0.46875)
    inverse = 1 / (size * size)
    far = (1 / math.sqrt(math.pi) - inverse * _ratio(inverse, _FAR)) / size
    return xp.exp(-size * size) * xp.where(size <= 4, _ratio(xp.minimum(size, 4), _MIDDLE), far)


def _near(xp: Xp, input: Any, size: Any) -> Any:
    """erf for sizes up to 0.46875."""
    return input * _ratio(xp.minimum(size, 0.46875) ** 2, _NEAR)


@unary(aliases=("special.erf",))
def erf(xp: Xp, input: Array) -> Any:
    """The error function: the integral of 2 / sqrt(pi) * exp(-t**2) from 0 to input."""
    refuse_complex("erf", input)
    size = xp.abs(input)
    return xp.where(size <= 0.46875, _near(xp, input, size), xp.sign(input) * (1 - _tail(xp, size)))


erf.gradient(input=lambda ops, g, input: g * (ops.exp(-(input * input)) * _SLOPE))


@unary(aliases=("special.erfc",))
def erfc(xp: Xp, input: Array) -> Any:
    """1 - erf(input), precise where that is tiny."""
    refuse_complex("erfc", input)
    size = xp.abs(input)
    tail = _tail(xp, size)
    return xp.where(size <= 0.46875, 1 - _near(xp, input, size), xp.where(input < 0, 2 - tail, tail))


erfc.gradient(input=lambda ops, g, input: g * (ops.exp(-(input * input)) * -_SLOPE))
