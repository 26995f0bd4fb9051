"""The gamma function: its logarithm and that one's derivatives, its incomplete and multivariate forms; zeta.

https://docs.pytorch.org/docs/stable/special.html
"""

from __future__ import annotations

import math
from typing import Any

from engine.errors import DtypeMismatch, LimitExceeded, OpFailed
from engine.families import binary, no_gradient, unary
from engine.libraries import special
from engine.op import FLOAT
from engine.ops.elementwise.comparisons import refuse_complex, refuse_integers
from engine.ops.special.errors import place_of_number, together
from engine.parameters import Array, Integer, Ops, Xp

POSITIVE = (0.5, 4.0)
_LARGEST = 10**7  # of the dimensions of mvlgamma, which are added one by one, times elements


@unary(domain=POSITIVE, aliases=("special.gammaln",))
def lgamma(xp: Xp, input: Array) -> Any:
    """The natural logarithm of the absolute value of the gamma function."""
    refuse_complex("lgamma", input)
    return xp.where(xp.isinf(input), math.inf, special(xp).gammaln(input))


lgamma.gradient(input=lambda ops, g, input: g * ops.digamma(input))


@unary(domain=POSITIVE, aliases=("special.digamma", "special.psi"))
def digamma(xp: Xp, input: Array) -> Any:
    """The derivative of the logarithm of the gamma function."""
    refuse_complex("digamma", input)
    return special(xp).psi(input)


digamma.gradient(input=lambda ops, g, input: g * ops.polygamma(1, input))


@unary(
    domain=POSITIVE,
    aliases=("special.polygamma",),
    in_place=False,
    cases=({"n": 1, "input": (2, 3)}, {"n": 0, "input": (2,)}, {"n": 2, "input": ()}, {"n": 1, "input": [-2.5, 0.25]}),
)
def polygamma(xp: Xp, n: Integer, input: Array) -> Any:
    """The derivative of order n of digamma."""
    refuse_complex("polygamma", input)
    if n < 0:
        raise OpFailed(f"polygamma: the order n must not be negative, got {n}.", op="polygamma")
    if n == 0:
        return special(xp).psi(input)
    if n == 1:
        return _trigamma(xp, input)
    factorial = math.gamma(n + 1) if n <= 170 else math.inf
    return (factorial if n % 2 else -factorial) * special(xp).zeta(n + 1.0, input)


def _trigamma(xp: Xp, input: Any) -> Any:
    """The derivative of digamma, by reflection for small and negative numbers."""
    small = input < 0.5
    found = special(xp).zeta(2.0, xp.where(small, 1 - input, input))
    return xp.where(small, (math.pi / xp.sin(math.pi * input)) ** 2 - found, found)


polygamma.gradient(input=lambda ops, g, n, input: g * ops.polygamma(n + 1, input))


@unary(
    domain=(2.5, 6.0),
    aliases=("special.multigammaln",),
    cases=({"input": (2, 3), "p": 1}, {"input": (2,), "p": 3}, {"input": (), "p": 4}),
)
def mvlgamma(xp: Xp, input: Array, p: Integer) -> Any:
    """The logarithm of the multivariate gamma function of dimension p."""
    refuse_complex("mvlgamma", input, DtypeMismatch)
    if p < 1:
        raise OpFailed(f"mvlgamma: the dimension p must be at least 1, got {p}.", op="mvlgamma")
    if p * max(input.size, 1000) > _LARGEST:
        raise LimitExceeded(
            f"mvlgamma: dimension {p} of {input.size} elements takes too long: their product is limited to {_LARGEST}.",
            limit=_LARGEST,
        )
    total = xp.full_like(input, p * (p - 1) / 4 * math.log(math.pi))
    for step in range(p):
        total = total + lgamma.function(xp, input - step / 2)
    return total


def _mvlgamma_gradient(ops: Ops, g: Any, input: Any, p: int) -> Any:
    slope = ops.digamma(input)
    for step in range(1, p):
        slope = slope + ops.digamma(input - step / 2)
    return g * slope


mvlgamma.gradient(input=_mvlgamma_gradient)

_INCOMPLETE = ({"input": 1.5, "other": (2, 3)}, {"input": 0.5, "other": [1.0, 30.0]})


@binary(domain=POSITIVE, aliases=("special.gammainc",), cases=_INCOMPLETE)
def igamma(xp: Xp, input: Array, other: Array) -> Any:
    """The lower incomplete gamma function, regularized: of order input, up to other."""
    refuse_integers("igamma", input, other)
    return special(xp).gammainc(*together(xp, input, other))


@binary(domain=POSITIVE, aliases=("special.gammaincc",), cases=_INCOMPLETE)
def igammac(xp: Xp, input: Array, other: Array) -> Any:
    """The upper incomplete gamma function, regularized: of order input, from other on."""
    refuse_integers("igammac", input, other)
    return special(xp).gammaincc(*together(xp, input, other))


def _density(ops: Ops, input: Any, other: Any) -> Any:
    """That of the gamma distribution."""
    bound = ops.lgamma(input) if hasattr(input, "dtype") else math.lgamma(input)
    return ops.exp((input - 1) * ops.log(other) - other - bound)


igamma.gradient(
    input=no_gradient("igamma by its order", exception="NotImplementedError"),
    other=lambda ops, g, input, other: g * _density(ops, input, other),
)
igammac.gradient(
    input=no_gradient("igammac by its order", exception="NotImplementedError"),
    other=lambda ops, g, input, other: -g * _density(ops, input, other),
)


@binary(
    promotion=FLOAT,
    domain=(1.5, 4.0),
    name="special.zeta",
    variants=("function",),
    in_place=False,
    halves=False,
    grad_fn=("SpecialZetaBackward0", "SpecialZetaBackward1", "SpecialZetaBackward2"),
    variant=place_of_number,
    cases=({"input": 2.5, "other": (2, 3)}, {"input": 3.0, "other": [1.5, 2.0, -0.5]}),
)
def zeta(xp: Xp, input: Array, other: Array) -> Any:
    """The Hurwitz zeta function: the sum of (k + other)**-input over k = 0, 1, 2, ..."""
    refuse_complex("special.zeta", input if hasattr(input, "dtype") else other)
    return special(xp).zeta(*together(xp, input, other))


zeta.gradient(
    input=no_gradient("special.zeta by its exponent", exception="NotImplementedError"),
    other=lambda ops, g, input, other: g * -input * ops.special.zeta(input + 1, other),
)
