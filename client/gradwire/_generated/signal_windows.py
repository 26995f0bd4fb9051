"""The functions of torch.signal.windows. Written by tools/generate.py from the catalogue; not to be edited."""

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


def bartlett(M: Int, *, sym: Bool = True, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, out: Tensor | None = None) -> Tensor:
    """The triangular window of M weights, 0 at its ends.

    Args:
        M: integer
        sym: boolean, by default True
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.bartlett.html
    """
    if out is not None:
        return write(out, table.SIGNAL__WINDOWS__BARTLETT, (M, sym, dtype, device, requires_grad))
    return call(table.SIGNAL__WINDOWS__BARTLETT, (M, sym, dtype, device, requires_grad))


def blackman(M: Int, *, sym: Bool = True, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, out: Tensor | None = None) -> Tensor:
    """The Blackman window of M weights.

    Args:
        M: integer
        sym: boolean, by default True
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.blackman.html
    """
    if out is not None:
        return write(out, table.SIGNAL__WINDOWS__BLACKMAN, (M, sym, dtype, device, requires_grad))
    return call(table.SIGNAL__WINDOWS__BLACKMAN, (M, sym, dtype, device, requires_grad))


def cosine(M: Int, *, sym: Bool = True, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, out: Tensor | None = None) -> Tensor:
    """Half a wave of the sine, in M weights.

    Args:
        M: integer
        sym: boolean, by default True
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.cosine.html
    """
    if out is not None:
        return write(out, table.SIGNAL__WINDOWS__COSINE, (M, sym, dtype, device, requires_grad))
    return call(table.SIGNAL__WINDOWS__COSINE, (M, sym, dtype, device, requires_grad))


def exponential(M: Int, *, center: Number | None = None, tau: Number = 1.0, sym: Bool = True, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, out: Tensor | None = None) -> Tensor:
    """M weights that fall from the center as exp(-distance / tau).

    Args:
        M: integer
        center: number, by default None
        tau: number, by default 1.0
        sym: boolean, by default True
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.exponential.html
    """
    if out is not None:
        return write(out, table.SIGNAL__WINDOWS__EXPONENTIAL, (M, center, tau, sym, dtype, device, requires_grad))
    return call(table.SIGNAL__WINDOWS__EXPONENTIAL, (M, center, tau, sym, dtype, device, requires_grad))


def gaussian(M: Int, *, std: Number = 1.0, sym: Bool = True, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, out: Tensor | None = None) -> Tensor:
    """M weights that fall from the middle as a normal density of standard deviation std.

    Args:
        M: integer
        std: number, by default 1.0
        sym: boolean, by default True
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.gaussian.html
    """
    if out is not None:
        return write(out, table.SIGNAL__WINDOWS__GAUSSIAN, (M, std, sym, dtype, device, requires_grad))
    return call(table.SIGNAL__WINDOWS__GAUSSIAN, (M, std, sym, dtype, device, requires_grad))


def general_cosine(M: Int, *, a: Numbers, sym: Bool = True, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, out: Tensor | None = None) -> Tensor:
    """A window of M weights, a sum of cosines with the factors a.

    Args:
        M: integer
        a: numbers
        sym: boolean, by default True
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.general_cosine.html
    """
    if out is not None:
        return write(out, table.SIGNAL__WINDOWS__GENERAL_COSINE, (M, a, sym, dtype, device, requires_grad))
    return call(table.SIGNAL__WINDOWS__GENERAL_COSINE, (M, a, sym, dtype, device, requires_grad))


def general_hamming(M: Int, *, alpha: Number = 0.54, sym: Bool = True, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, out: Tensor | None = None) -> Tensor:
    """A window of M weights, alpha less 1 - alpha times a cosine.

    Args:
        M: integer
        alpha: number, by default 0.54
        sym: boolean, by default True
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.general_hamming.html
    """
    if out is not None:
        return write(out, table.SIGNAL__WINDOWS__GENERAL_HAMMING, (M, alpha, sym, dtype, device, requires_grad))
    return call(table.SIGNAL__WINDOWS__GENERAL_HAMMING, (M, alpha, sym, dtype, device, requires_grad))


def hamming(M: Int, *, sym: Bool = True, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, out: Tensor | None = None) -> Tensor:
    """The Hamming window of M weights.

    Args:
        M: integer
        sym: boolean, by default True
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.hamming.html
    """
    if out is not None:
        return write(out, table.SIGNAL__WINDOWS__HAMMING, (M, sym, dtype, device, requires_grad))
    return call(table.SIGNAL__WINDOWS__HAMMING, (M, sym, dtype, device, requires_grad))


def hann(M: Int, *, sym: Bool = True, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, out: Tensor | None = None) -> Tensor:
    """The Hann window of M weights.

    Args:
        M: integer
        sym: boolean, by default True
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.hann.html
    """
    if out is not None:
        return write(out, table.SIGNAL__WINDOWS__HANN, (M, sym, dtype, device, requires_grad))
    return call(table.SIGNAL__WINDOWS__HANN, (M, sym, dtype, device, requires_grad))


def kaiser(M: Int, *, beta: Number = 12.0, sym: Bool = True, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, out: Tensor | None = None) -> Tensor:
    """The Kaiser window of M weights; the larger beta, the narrower.

    Args:
        M: integer
        beta: number, by default 12.0
        sym: boolean, by default True
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.kaiser.html
    """
    if out is not None:
        return write(out, table.SIGNAL__WINDOWS__KAISER, (M, beta, sym, dtype, device, requires_grad))
    return call(table.SIGNAL__WINDOWS__KAISER, (M, beta, sym, dtype, device, requires_grad))


def nuttall(M: Int, *, sym: Bool = True, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, out: Tensor | None = None) -> Tensor:
    """The window of M weights with the least side lobes of four cosines, after Nuttall (1981).

    Args:
        M: integer
        sym: boolean, by default True
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.signal.windows.nuttall.html
    """
    if out is not None:
        return write(out, table.SIGNAL__WINDOWS__NUTTALL, (M, sym, dtype, device, requires_grad))
    return call(table.SIGNAL__WINDOWS__NUTTALL, (M, sym, dtype, device, requires_grad))


__all__ = ['bartlett', 'blackman', 'cosine', 'exponential', 'gaussian', 'general_cosine', 'general_hamming', 'hamming', 'hann', 'kaiser', 'nuttall']
