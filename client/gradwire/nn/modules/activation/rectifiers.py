"""Rectifiers: functions that let positive numbers pass, and little of negative ones."""

from __future__ import annotations

from typing import Any

from gradwire.nn import functional as F
from gradwire.nn import init as initial
from gradwire.nn.modules.module import Module
from gradwire.nn.parameter import Parameter, unfilled


def in_place(inplace: bool, *facts: str) -> str:
    """What a module prints that may change its input."""
    return ", ".join([*facts, "inplace=True"] if inplace else facts)


class Threshold(Module):
    """x where it is above the threshold, else `value`

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Threshold.html
    """

    def __init__(self, threshold: float, value: float, inplace: bool = False) -> None:
        super().__init__()
        self.threshold = threshold
        self.value = value
        self.inplace = inplace

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.threshold(input, self.threshold, self.value, self.inplace)

    def extra_repr(self) -> str:
        """The two numbers."""
        return in_place(self.inplace, f"threshold={self.threshold}", f"value={self.value}")


class ReLU(Module):
    """max(x, 0)

    https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU.html
    """

    def __init__(self, inplace: bool = False) -> None:
        super().__init__()
        self.inplace = inplace

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.relu(input, inplace=self.inplace)

    def extra_repr(self) -> str:
        """Whether it changes its input."""
        return in_place(self.inplace)


class RReLU(Module):
    """x, or if negative a part of it, drawn by chance in training

    https://docs.pytorch.org/docs/stable/generated/torch.nn.RReLU.html
    """

    def __init__(self, lower: float = 1.0 / 8, upper: float = 1.0 / 3, inplace: bool = False) -> None:
        super().__init__()
        self.lower = lower
        self.upper = upper
        self.inplace = inplace

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.rrelu(input, self.lower, self.upper, self.training, self.inplace)

    def extra_repr(self) -> str:
        """The bounds of the part."""
        return in_place(self.inplace, f"lower={self.lower}", f"upper={self.upper}")


class ELU(Module):
    """x, or if negative alpha (eˣ - 1)

    https://docs.pytorch.org/docs/stable/generated/torch.nn.ELU.html
    """

    def __init__(self, alpha: float = 1.0, inplace: bool = False) -> None:
        super().__init__()
        self.alpha = alpha
        self.inplace = inplace

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.elu(input, self.alpha, self.inplace)

    def extra_repr(self) -> str:
        """The number alpha."""
        return in_place(self.inplace, f"alpha={self.alpha}")


class CELU(Module):
    """x, or if negative alpha (e^(x/alpha) - 1)

    https://docs.pytorch.org/docs/stable/generated/torch.nn.CELU.html
    """

    def __init__(self, alpha: float = 1.0, inplace: bool = False) -> None:
        super().__init__()
        self.alpha = alpha
        self.inplace = inplace

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.celu(input, self.alpha, self.inplace)

    def extra_repr(self) -> str:
        """The number alpha."""
        return in_place(self.inplace, f"alpha={self.alpha}")


class SELU(Module):
    """ELU scaled so that its results keep mean 0 and variance 1

    https://docs.pytorch.org/docs/stable/generated/torch.nn.SELU.html
    """

    def __init__(self, inplace: bool = False) -> None:
        super().__init__()
        self.inplace = inplace

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.selu(input, self.inplace)

    def extra_repr(self) -> str:
        """Whether it changes its input."""
        return in_place(self.inplace)


class LeakyReLU(Module):
    """x, or if negative `negative_slope` x

    https://docs.pytorch.org/docs/stable/generated/torch.nn.LeakyReLU.html
    """

    def __init__(self, negative_slope: float = 1e-2, inplace: bool = False) -> None:
        super().__init__()
        self.negative_slope = negative_slope
        self.inplace = inplace

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.leaky_relu(input, self.negative_slope, self.inplace)

    def extra_repr(self) -> str:
        """The slope."""
        return in_place(self.inplace, f"negative_slope={self.negative_slope}")


class PReLU(Module):
    """x, or if negative a part of it that is learnt, one for all channels or one for each

    https://docs.pytorch.org/docs/stable/generated/torch.nn.PReLU.html
    """

    weight: Parameter

    def __init__(self, num_parameters: int = 1, init: float = 0.25, device: Any = None, dtype: Any = None) -> None:
        super().__init__()
        self.num_parameters = num_parameters
        self.init = init
        self.weight = unfilled(num_parameters, device=device, dtype=dtype)
        self.reset_parameters()

    def reset_parameters(self) -> None:
        """Begin with the part `init` again."""
        initial.constant_(self.weight, self.init)

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.prelu(input, self.weight)

    def extra_repr(self) -> str:
        """How many parts are learnt."""
        return f"num_parameters={self.num_parameters}"
