"""Gates: smooth functions in which x is multiplied by how much of it may pass."""

from __future__ import annotations

from typing import Any

from gradwire.nn import functional as F
from gradwire.nn.modules.activation.rectifiers import in_place
from gradwire.nn.modules.module import Module


class SiLU(Module):
    """x times its sigmoid

    https://docs.pytorch.org/docs/stable/generated/torch.nn.SiLU.html
    """

    def __init__(self, inplace: bool = False) -> None:
        super().__init__()
        self.inplace = inplace

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.silu(input, self.inplace)

    def extra_repr(self) -> str:
        """Whether it changes its input."""
        return in_place(self.inplace)


class Mish(Module):
    """x times the tanh of its softplus

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Mish.html
    """

    def __init__(self, inplace: bool = False) -> None:
        super().__init__()
        self.inplace = inplace

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.mish(input, self.inplace)

    def extra_repr(self) -> str:
        """Whether it changes its input."""
        return in_place(self.inplace)


class Hardswish(Module):
    """x times its hardsigmoid

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Hardswish.html
    """

    def __init__(self, inplace: bool = False) -> None:
        super().__init__()
        self.inplace = inplace

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.hardswish(input, self.inplace)


class GELU(Module):
    """x times the normal distribution up to it; with approximate="tanh", nearly so

    https://docs.pytorch.org/docs/stable/generated/torch.nn.GELU.html
    """

    def __init__(self, approximate: str = "none") -> None:
        super().__init__()
        self.approximate = approximate

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.gelu(input, approximate=self.approximate)

    def extra_repr(self) -> str:
        """How it is computed."""
        return f"approximate={self.approximate!r}"


class GLU(Module):
    """The first half of the input along `dim` times the sigmoid of the second

    https://docs.pytorch.org/docs/stable/generated/torch.nn.GLU.html
    """

    def __init__(self, dim: int = -1) -> None:
        super().__init__()
        self.dim = dim

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.glu(input, self.dim)

    def extra_repr(self) -> str:
        """The dimension."""
        return f"dim={self.dim}"


class Softplus(Module):
    """log(1 + e^(beta x)) / beta, and x where beta x is above the threshold

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Softplus.html
    """

    def __init__(self, beta: float = 1.0, threshold: float = 20.0) -> None:
        super().__init__()
        self.beta = beta
        self.threshold = threshold

    def forward(self, input: Any) -> Any:
        """The function of the input."""
        return F.softplus(input, self.beta, self.threshold)

    def extra_repr(self) -> str:
        """The two numbers."""
        return f"beta={self.beta}, threshold={self.threshold}"
