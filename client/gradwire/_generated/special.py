"""The functions of torch.special. Written by tools/generate.py from the catalogue; not to be edited."""

# fmt: off

# ruff: noqa: A001, A002, E501, F401, N802, N803, RUF022, RUF100
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gradwire._generated import table
from gradwire.out import write
from gradwire.recording.dispatch import call, several, spread
from gradwire.recording.handle import Handle

if TYPE_CHECKING:
    from gradwire.generators import Generator
    from gradwire.kinds import Bool, Device, Dtype, Int, Number, Numbers, Operand, Sizes, Text
    from gradwire.tensors.tensor import Tensor


def digamma(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The derivative of the logarithm of the gamma function.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.digamma.html
    """
    if out is not None:
        return write(out, table.DIGAMMA, (input,))
    return call(table.DIGAMMA, (input,))


psi = digamma

def erf(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The error function: the integral of 2 / sqrt(pi) * exp(-t**2) from 0 to input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.erf.html
    """
    if out is not None:
        return write(out, table.ERF, (input,))
    return call(table.ERF, (input,))


def erfc(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """1 - erf(input), precise where that is tiny.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.erfc.html
    """
    if out is not None:
        return write(out, table.ERFC, (input,))
    return call(table.ERFC, (input,))


def erfinv(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The number whose error function is input, for -1 <= input <= 1.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.erfinv.html
    """
    if out is not None:
        return write(out, table.ERFINV, (input,))
    return call(table.ERFINV, (input,))


def exp2(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """2 to the power of input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.exp2.html
    """
    if out is not None:
        return write(out, table.EXP2, (input,))
    return call(table.EXP2, (input,))


def expm1(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """exp(input) - 1, precise near 0.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.expm1.html
    """
    if out is not None:
        return write(out, table.EXPM1, (input,))
    return call(table.EXPM1, (input,))


def i0(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The modified Bessel function of the first kind, of order 0.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.i0.html
    """
    if out is not None:
        return write(out, table.I0, (input,))
    return call(table.I0, (input,))


def gammainc(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The lower incomplete gamma function, regularized: of order input, up to other.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        other [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.igamma.html
    """
    if out is not None:
        return write(out, table.IGAMMA, (input, other))
    return call(table.IGAMMA, (input, other))


def gammaincc(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The upper incomplete gamma function, regularized: of order input, from other on.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        other [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.igammac.html
    """
    if out is not None:
        return write(out, table.IGAMMAC, (input, other))
    return call(table.IGAMMAC, (input, other))


def gammaln(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The natural logarithm of the absolute value of the gamma function.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.lgamma.html
    """
    if out is not None:
        return write(out, table.LGAMMA, (input,))
    return call(table.LGAMMA, (input,))


def log1p(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """log(1 + input), precise near 0.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.log1p.html
    """
    if out is not None:
        return write(out, table.LOG1P, (input,))
    return call(table.LOG1P, (input,))


def log_softmax(input: Tensor, dim: Int | None = None, dtype: Dtype | None = None, *, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """The logarithm of softmax along dim, precise where softmax is tiny.

    Args:
        input: tensor
        dim: integer, by default None
        dtype: dtype, by default None

    Shapes, for example:
        input [2, 3], dim=1 → [2, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.log_softmax.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.LOG_SOFTMAX, (input, dim, dtype))
    return call(table.LOG_SOFTMAX, (input, dim, dtype))


def logit(input: Tensor, eps: Number | None = None, *, out: Tensor | None = None) -> Tensor:
    """log(input / (1 - input)), for 0 <= input <= 1; with eps, input is first brought between eps and 1 - eps.

    Args:
        input: tensor
        eps: number, by default None

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.logit.html
    """
    if out is not None:
        return write(out, table.LOGIT, (input, eps))
    return call(table.LOGIT, (input, eps))


def multigammaln(input: Tensor, p: Int, *, out: Tensor | None = None) -> Tensor:
    """The logarithm of the multivariate gamma function of dimension p.

    Args:
        input: tensor
        p: integer

    Shapes, for example:
        input [2, 3], p=1 → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.mvlgamma.html
    """
    if out is not None:
        return write(out, table.MVLGAMMA, (input, p))
    return call(table.MVLGAMMA, (input, p))


def polygamma(n: Int, input: Operand, *, out: Tensor | None = None) -> Tensor:
    """The derivative of order n of digamma.

    Args:
        n: integer
        input: tensor

    Shapes, for example:
        input [2, 3], n=1 → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.polygamma.html
    """
    if out is not None:
        return write(out, table.POLYGAMMA, (n, input))
    return call(table.POLYGAMMA, (n, input))


def round(input: Tensor, *, decimals: Int = 0, out: Tensor | None = None) -> Tensor:
    """The nearest number of so many decimals; halves go to the even one.

    Args:
        input: tensor
        decimals: integer, by default 0

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.round.html
    """
    if out is not None:
        return write(out, table.ROUND, (input, decimals))
    return call(table.ROUND, (input, decimals))


def expit(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """1 / (1 + exp(-input)).

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.sigmoid.html
    """
    if out is not None:
        return write(out, table.SIGMOID, (input,))
    return call(table.SIGMOID, (input,))


def sinc(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """sin(pi * input) / (pi * input), 1 at 0.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.sinc.html
    """
    if out is not None:
        return write(out, table.SINC, (input,))
    return call(table.SINC, (input,))


def softmax(input: Tensor, dim: Int | None = None, dtype: Dtype | None = None, *, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """exp(input) over its sum along dim: positive numbers that sum to 1.

    Args:
        input: tensor
        dim: integer, by default None
        dtype: dtype, by default None

    Shapes, for example:
        input [2, 3], dim=1 → [2, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.softmax.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.SOFTMAX, (input, dim, dtype))
    return call(table.SOFTMAX, (input, dim, dtype))


def airy_ai(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """Airy's function Ai. As in PyTorch it has no gradient.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.airy_ai
    """
    if out is not None:
        return write(out, table.SPECIAL__AIRY_AI, (input,))
    return call(table.SPECIAL__AIRY_AI, (input,))


def bessel_j0(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The Bessel function of the first kind, of order 0. As in PyTorch it has no gradient.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.bessel_j0
    """
    if out is not None:
        return write(out, table.SPECIAL__BESSEL_J0, (input,))
    return call(table.SPECIAL__BESSEL_J0, (input,))


def bessel_j1(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The Bessel function of the first kind, of order 1. As in PyTorch it has no gradient.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.bessel_j1
    """
    if out is not None:
        return write(out, table.SPECIAL__BESSEL_J1, (input,))
    return call(table.SPECIAL__BESSEL_J1, (input,))


def bessel_y0(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The Bessel function of the second kind, of order 0. As in PyTorch it has no gradient.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.bessel_y0
    """
    if out is not None:
        return write(out, table.SPECIAL__BESSEL_Y0, (input,))
    return call(table.SPECIAL__BESSEL_Y0, (input,))


def bessel_y1(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The Bessel function of the second kind, of order 1. As in PyTorch it has no gradient.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.bessel_y1
    """
    if out is not None:
        return write(out, table.SPECIAL__BESSEL_Y1, (input,))
    return call(table.SPECIAL__BESSEL_Y1, (input,))


def chebyshev_polynomial_t(input: Tensor, n: Operand, *, out: Tensor | None = None) -> Tensor:
    """The Chebyshev polynomial of the first kind of degree n, 0 where n is negative. As in PyTorch it has no gradient.

    Args:
        input: tensor
        n: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.chebyshev_polynomial_t
    """
    if out is not None:
        return write(out, table.SPECIAL__CHEBYSHEV_POLYNOMIAL_T, (input, n))
    return call(table.SPECIAL__CHEBYSHEV_POLYNOMIAL_T, (input, n))


def chebyshev_polynomial_u(input: Tensor, n: Operand, *, out: Tensor | None = None) -> Tensor:
    """The Chebyshev polynomial of the second kind of degree n, 0 where n is negative. As in PyTorch it has no gradient.

    Args:
        input: tensor
        n: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.chebyshev_polynomial_u
    """
    if out is not None:
        return write(out, table.SPECIAL__CHEBYSHEV_POLYNOMIAL_U, (input, n))
    return call(table.SPECIAL__CHEBYSHEV_POLYNOMIAL_U, (input, n))


def chebyshev_polynomial_v(input: Tensor, n: Operand, *, out: Tensor | None = None) -> Tensor:
    """The Chebyshev polynomial of the third kind of degree n, 0 where n is negative. As in PyTorch it has no gradient.

    Args:
        input: tensor
        n: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.chebyshev_polynomial_v
    """
    if out is not None:
        return write(out, table.SPECIAL__CHEBYSHEV_POLYNOMIAL_V, (input, n))
    return call(table.SPECIAL__CHEBYSHEV_POLYNOMIAL_V, (input, n))


def chebyshev_polynomial_w(input: Tensor, n: Operand, *, out: Tensor | None = None) -> Tensor:
    """The Chebyshev polynomial of the fourth kind of degree n, 0 where n is negative. As in PyTorch it has no gradient.

    Args:
        input: tensor
        n: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.chebyshev_polynomial_w
    """
    if out is not None:
        return write(out, table.SPECIAL__CHEBYSHEV_POLYNOMIAL_W, (input, n))
    return call(table.SPECIAL__CHEBYSHEV_POLYNOMIAL_W, (input, n))


def entr(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """-input * log(input): 0 at 0, and -inf for negative numbers.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.entr
    """
    if out is not None:
        return write(out, table.SPECIAL__ENTR, (input,))
    return call(table.SPECIAL__ENTR, (input,))


def erfcx(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """exp(input**2) * erfc(input), which does not vanish for large input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.erfcx
    """
    if out is not None:
        return write(out, table.SPECIAL__ERFCX, (input,))
    return call(table.SPECIAL__ERFCX, (input,))


def hermite_polynomial_h(input: Tensor, n: Operand, *, out: Tensor | None = None) -> Tensor:
    """The physicist's Hermite polynomial of degree n, 0 where n is negative. As in PyTorch it has no gradient.

    Args:
        input: tensor
        n: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.hermite_polynomial_h
    """
    if out is not None:
        return write(out, table.SPECIAL__HERMITE_POLYNOMIAL_H, (input, n))
    return call(table.SPECIAL__HERMITE_POLYNOMIAL_H, (input, n))


def hermite_polynomial_he(input: Tensor, n: Operand, *, out: Tensor | None = None) -> Tensor:
    """The probabilist's Hermite polynomial of degree n, 0 where n is negative. As in PyTorch it has no gradient.

    Args:
        input: tensor
        n: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.hermite_polynomial_he
    """
    if out is not None:
        return write(out, table.SPECIAL__HERMITE_POLYNOMIAL_HE, (input, n))
    return call(table.SPECIAL__HERMITE_POLYNOMIAL_HE, (input, n))


def i0e(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """exp(-abs(input)) * i0(input).

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.i0e
    """
    if out is not None:
        return write(out, table.SPECIAL__I0E, (input,))
    return call(table.SPECIAL__I0E, (input,))


def i1(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The modified Bessel function of the first kind, of order 1.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.i1
    """
    if out is not None:
        return write(out, table.SPECIAL__I1, (input,))
    return call(table.SPECIAL__I1, (input,))


def i1e(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """exp(-abs(input)) * i1(input).

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.i1e
    """
    if out is not None:
        return write(out, table.SPECIAL__I1E, (input,))
    return call(table.SPECIAL__I1E, (input,))


def laguerre_polynomial_l(input: Tensor, n: Operand, *, out: Tensor | None = None) -> Tensor:
    """The Laguerre polynomial of degree n, 0 where n is negative. As in PyTorch it has no gradient.

    Args:
        input: tensor
        n: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.laguerre_polynomial_l
    """
    if out is not None:
        return write(out, table.SPECIAL__LAGUERRE_POLYNOMIAL_L, (input, n))
    return call(table.SPECIAL__LAGUERRE_POLYNOMIAL_L, (input, n))


def legendre_polynomial_p(input: Tensor, n: Operand, *, out: Tensor | None = None) -> Tensor:
    """The Legendre polynomial of degree n, 0 where n is negative. As in PyTorch it has no gradient.

    Args:
        input: tensor
        n: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.legendre_polynomial_p
    """
    if out is not None:
        return write(out, table.SPECIAL__LEGENDRE_POLYNOMIAL_P, (input, n))
    return call(table.SPECIAL__LEGENDRE_POLYNOMIAL_P, (input, n))


def log_ndtr(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The logarithm of the share of the standard normal distribution below input, precise where that is tiny.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.log_ndtr
    """
    if out is not None:
        return write(out, table.SPECIAL__LOG_NDTR, (input,))
    return call(table.SPECIAL__LOG_NDTR, (input,))


def modified_bessel_i0(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The modified Bessel function of the first kind, of order 0. As in PyTorch it has no gradient.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.modified_bessel_i0
    """
    if out is not None:
        return write(out, table.SPECIAL__MODIFIED_BESSEL_I0, (input,))
    return call(table.SPECIAL__MODIFIED_BESSEL_I0, (input,))


def modified_bessel_i1(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The modified Bessel function of the first kind, of order 1. As in PyTorch it has no gradient.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.modified_bessel_i1
    """
    if out is not None:
        return write(out, table.SPECIAL__MODIFIED_BESSEL_I1, (input,))
    return call(table.SPECIAL__MODIFIED_BESSEL_I1, (input,))


def modified_bessel_k0(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The modified Bessel function of the second kind, of order 0. As in PyTorch it has no gradient.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.modified_bessel_k0
    """
    if out is not None:
        return write(out, table.SPECIAL__MODIFIED_BESSEL_K0, (input,))
    return call(table.SPECIAL__MODIFIED_BESSEL_K0, (input,))


def modified_bessel_k1(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The modified Bessel function of the second kind, of order 1. As in PyTorch it has no gradient.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.modified_bessel_k1
    """
    if out is not None:
        return write(out, table.SPECIAL__MODIFIED_BESSEL_K1, (input,))
    return call(table.SPECIAL__MODIFIED_BESSEL_K1, (input,))


def ndtr(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The share of the standard normal distribution below input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.ndtr
    """
    if out is not None:
        return write(out, table.SPECIAL__NDTR, (input,))
    return call(table.SPECIAL__NDTR, (input,))


def ndtri(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The number below which lies the share input of the standard normal distribution, for 0 <= input <= 1.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.ndtri
    """
    if out is not None:
        return write(out, table.SPECIAL__NDTRI, (input,))
    return call(table.SPECIAL__NDTRI, (input,))


def scaled_modified_bessel_k0(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """exp(input) times the function modified_bessel_k0. As in PyTorch it has no gradient.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.scaled_modified_bessel_k0
    """
    if out is not None:
        return write(out, table.SPECIAL__SCALED_MODIFIED_BESSEL_K0, (input,))
    return call(table.SPECIAL__SCALED_MODIFIED_BESSEL_K0, (input,))


def scaled_modified_bessel_k1(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """exp(input) times the function modified_bessel_k1. As in PyTorch it has no gradient.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.scaled_modified_bessel_k1
    """
    if out is not None:
        return write(out, table.SPECIAL__SCALED_MODIFIED_BESSEL_K1, (input,))
    return call(table.SPECIAL__SCALED_MODIFIED_BESSEL_K1, (input,))


def shifted_chebyshev_polynomial_t(input: Tensor, n: Operand, *, out: Tensor | None = None) -> Tensor:
    """The Chebyshev polynomial of the first kind at 2 * input - 1, of degree n, 0 where n is negative. As in PyTorch it has no gradient.

    Args:
        input: tensor
        n: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.shifted_chebyshev_polynomial_t
    """
    if out is not None:
        return write(out, table.SPECIAL__SHIFTED_CHEBYSHEV_POLYNOMIAL_T, (input, n))
    return call(table.SPECIAL__SHIFTED_CHEBYSHEV_POLYNOMIAL_T, (input, n))


def shifted_chebyshev_polynomial_u(input: Tensor, n: Operand, *, out: Tensor | None = None) -> Tensor:
    """The Chebyshev polynomial of the second kind at 2 * input - 1, of degree n, 0 where n is negative. As in PyTorch it has no gradient.

    Args:
        input: tensor
        n: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.shifted_chebyshev_polynomial_u
    """
    if out is not None:
        return write(out, table.SPECIAL__SHIFTED_CHEBYSHEV_POLYNOMIAL_U, (input, n))
    return call(table.SPECIAL__SHIFTED_CHEBYSHEV_POLYNOMIAL_U, (input, n))


def shifted_chebyshev_polynomial_v(input: Tensor, n: Operand, *, out: Tensor | None = None) -> Tensor:
    """The Chebyshev polynomial of the third kind at 2 * input - 1, of degree n, 0 where n is negative. As in PyTorch it has no gradient.

    Args:
        input: tensor
        n: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.shifted_chebyshev_polynomial_v
    """
    if out is not None:
        return write(out, table.SPECIAL__SHIFTED_CHEBYSHEV_POLYNOMIAL_V, (input, n))
    return call(table.SPECIAL__SHIFTED_CHEBYSHEV_POLYNOMIAL_V, (input, n))


def shifted_chebyshev_polynomial_w(input: Tensor, n: Operand, *, out: Tensor | None = None) -> Tensor:
    """The Chebyshev polynomial of the fourth kind at 2 * input - 1, of degree n, 0 where n is negative. As in PyTorch it has no gradient.

    Args:
        input: tensor
        n: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.shifted_chebyshev_polynomial_w
    """
    if out is not None:
        return write(out, table.SPECIAL__SHIFTED_CHEBYSHEV_POLYNOMIAL_W, (input, n))
    return call(table.SPECIAL__SHIFTED_CHEBYSHEV_POLYNOMIAL_W, (input, n))


def spherical_bessel_j0(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The spherical Bessel function of the first kind, of order 0. As in PyTorch it has no gradient.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.spherical_bessel_j0
    """
    if out is not None:
        return write(out, table.SPECIAL__SPHERICAL_BESSEL_J0, (input,))
    return call(table.SPECIAL__SPHERICAL_BESSEL_J0, (input,))


def xlog1py(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """input * log(1 + other), precise near 0; 0 where input is 0.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2, 3], other [3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/special.html#torch.special.xlog1py
    """
    if out is not None:
        return write(out, table.SPECIAL__XLOG1PY, (input, other))
    return call(table.SPECIAL__XLOG1PY, (input, other))


def zeta(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """The Hurwitz zeta function: the sum of (k + other)**-input over k = 0, 1, 2, ...

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        other [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/special.html#torch.special.zeta
    """
    if out is not None:
        return write(out, table.SPECIAL__ZETA, (input, other))
    return call(table.SPECIAL__ZETA, (input, other))


def xlogy(input: Tensor, other: Operand, *, out: Tensor | None = None) -> Tensor:
    """input * log(other), 0 where input is 0.

    Args:
        input: tensor
        other: tensor

    Shapes, for example:
        input [2, 3], other [3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.xlogy.html
    """
    if out is not None:
        return write(out, table.XLOGY, (input, other))
    return call(table.XLOGY, (input, other))


__all__ = ['airy_ai', 'bessel_j0', 'bessel_j1', 'bessel_y0', 'bessel_y1', 'chebyshev_polynomial_t', 'chebyshev_polynomial_u', 'chebyshev_polynomial_v', 'chebyshev_polynomial_w', 'digamma', 'entr', 'erf', 'erfc', 'erfcx', 'erfinv', 'exp2', 'expit', 'expm1', 'gammainc', 'gammaincc', 'gammaln', 'hermite_polynomial_h', 'hermite_polynomial_he', 'i0', 'i0e', 'i1', 'i1e', 'laguerre_polynomial_l', 'legendre_polynomial_p', 'log1p', 'log_ndtr', 'log_softmax', 'logit', 'modified_bessel_i0', 'modified_bessel_i1', 'modified_bessel_k0', 'modified_bessel_k1', 'multigammaln', 'ndtr', 'ndtri', 'polygamma', 'psi', 'round', 'scaled_modified_bessel_k0', 'scaled_modified_bessel_k1', 'shifted_chebyshev_polynomial_t', 'shifted_chebyshev_polynomial_u', 'shifted_chebyshev_polynomial_v', 'shifted_chebyshev_polynomial_w', 'sinc', 'softmax', 'spherical_bessel_j0', 'xlog1py', 'xlogy', 'zeta']
