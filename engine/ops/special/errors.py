"""The error function and its kin, and the normal distribution, which is made of it.

https://docs.pytorch.org/docs/stable/special.html
"""

from __future__ import annotations

import math
from typing import Any

from engine.families import unary
from engine.libraries import special
from engine.ops.elementwise.comparisons import refuse_complex
from engine.parameters import Array, Xp

_SLOPE = 2 / math.sqrt(math.pi)
_ROOT = math.sqrt(2 * math.pi)


def together(xp: Xp, *values: Any) -> Any:
    """Arrays, and numbers in their dtype: SciPy's functions would take these for float64."""
    dtype = next(value.dtype for value in values if hasattr(value, "dtype"))
    return [xp.asarray(value, dtype) for value in values]


def place_of_number(inputs: Any, attributes: Any) -> int:
    """Which of two inputs is a number, counted from 1: PyTorch's nodes have names of their own for that."""
    return next((place for place, value in enumerate(inputs, 1) if not hasattr(value, "dtype")), 0)


@unary(aliases=("special.erf",))
def erf(xp: Xp, input: Array) -> Any:
    """The error function: the integral of 2 / sqrt(pi) * exp(-t**2) from 0 to input."""
    refuse_complex("erf", input)
    return special(xp).erf(input)


erf.gradient(input=lambda ops, g, input: g * (ops.exp(-(input * input)) * _SLOPE))


@unary(aliases=("special.erfc",))
def erfc(xp: Xp, input: Array) -> Any:
    """1 - erf(input), precise where that is tiny."""
    refuse_complex("erfc", input)
    return special(xp).erfc(input)


erfc.gradient(input=lambda ops, g, input: g * (ops.exp(-(input * input)) * -_SLOPE))


@unary(domain=(-0.9, 0.9), aliases=("special.erfinv",))
def erfinv(xp: Xp, input: Array) -> Any:
    """The number whose error function is input, for -1 <= input <= 1."""
    refuse_complex("erfinv", input)
    return special(xp).erfinv(input)


erfinv.gradient(input=lambda ops, g, out: g * (ops.exp(out * out) / _SLOPE))


@unary(name="special.erfcx", variants=("function",), in_place=False, halves=False)
def erfcx(xp: Xp, input: Array) -> Any:
    """exp(input**2) * erfc(input), which does not vanish for large input."""
    refuse_complex("special.erfcx", input)
    return special(xp).erfcx(input)


erfcx.gradient(input=lambda ops, g, input, out: g * (input * out * 2 - _SLOPE))


@unary(name="special.ndtr", variants=("function",), in_place=False, grad_fn=("MulBackward1",))
def ndtr(xp: Xp, input: Array) -> Any:
    """The share of the standard normal distribution below input."""
    refuse_complex("special.ndtr", input)
    return special(xp).ndtr(input)


ndtr.gradient(input=lambda ops, g, input: g * (ops.exp(input * input * -0.5) / _ROOT))


@unary(name="special.ndtri", variants=("function",), in_place=False, halves=False, domain=(0.1, 0.9))
def ndtri(xp: Xp, input: Array) -> Any:
    """The number below which lies the share input of the standard normal distribution, for 0 <= input <= 1."""
    refuse_complex("special.ndtri", input)
    return special(xp).ndtri(input)


ndtri.gradient(input=lambda ops, g, out: g * (ops.exp(out * out * 0.5) * _ROOT))


@unary(name="special.log_ndtr", variants=("function",), in_place=False, halves=False)
def log_ndtr(xp: Xp, input: Array) -> Any:
    """The logarithm of the share of the standard normal distribution below input, precise where that is tiny."""
    refuse_complex("special.log_ndtr", input)
    return special(xp).log_ndtr(input)


log_ndtr.gradient(input=lambda ops, g, input, out: g * (ops.exp(-(out + input * input * 0.5)) / _ROOT))
