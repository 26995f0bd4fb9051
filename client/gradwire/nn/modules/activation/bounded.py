"""Bounded: functions whose results, or slopes, are kept between bounds."""

from __future__ import annotations

from typing import Any

from gradwire.nn import functional as F
from gradwire.nn.modules.activation.rectifiers import in_place
from gradwire.nn.modules.module import Module
from gradwire.recording.origins import warn


class Hardtanh(Module):
    """x, between `min_val` and `max_val`

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardtanh.html
    """

    def __init__(
        self,
        min_val: float = -1.0,
        max_val: float = 1.0,
        inplace: bool = False,
        min_value: float | None = None,
        max_value: float | None = None,
    ) -> None:
        super().__init__()
        for older, value in (("min_value", min_value), ("max_value", max_value)):
            if value is not None:
                warn(f"{older} is the older name of {older[:-2]}: use that", FutureWarning)
        self.min_val = min_val if min_value is None else min_value
        self.max_val = max_val if max_value is None else max_value
        self.inplace = inplace
        if self.max_val <= self.min_val:
            raise AssertionError(f"max_val ({self.max_val}) must be larger than min_val ({self.min_val})")

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.hardtanh(input, self.min_val, self.max_val, self.inplace)

    def extra_repr(self) -> str:
        """The bounds."""
        return in_place(self.inplace, f"min_val={self.min_val}", f"max_val={self.max_val}")


class ReLU6(Hardtanh):
    """x, between 0 and 6

    https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU6.html
    """

    def __init__(self, inplace: bool = False) -> None:
        super().__init__(0.0, 6.0, inplace)

    def extra_repr(self) -> str:
        """Whether it changes its input."""
        return in_place(self.inplace)


class Sigmoid(Module):
    """1 / (1 + e⁻ˣ)

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Sigmoid.html
    """

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return input.sigmoid()


class Hardsigmoid(Module):
    """x / 6 + 1 / 2, between 0 and 1

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardsigmoid.html
    """

    def __init__(self, inplace: bool = False) -> None:
        super().__init__()
        self.inplace = inplace

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.hardsigmoid(input, self.inplace)


class LogSigmoid(Module):
    """The logarithm of the sigmoid.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.LogSigmoid.html
    """

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.logsigmoid(input)


class Tanh(Module):
    """The hyperbolic tangent.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Tanh.html
    """

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return input.tanh()


class Tanhshrink(Module):
    """x - tanh x

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Tanhshrink.html
    """

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.tanhshrink(input)


class Softsign(Module):
    """x / (1 + |x|)

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Softsign.html
    """

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.softsign(input)


class Hardshrink(Module):
    """x where it is beyond ±`lambd`, else 0

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardshrink.html
    """

    def __init__(self, lambd: float = 0.5) -> None:
        super().__init__()
        self.lambd = lambd

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.hardshrink(input, self.lambd)

    def extra_repr(self) -> str:
        """The bound."""
        return f"{self.lambd}"


class Softshrink(Module):
    """x brought nearer to 0 by `lambd`

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Softshrink.html
    """

    def __init__(self, lambd: float = 0.5) -> None:
        super().__init__()
        self.lambd = lambd

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.softshrink(input, self.lambd)

    def extra_repr(self) -> str:
        """By how much."""
        return f"{self.lambd}"
