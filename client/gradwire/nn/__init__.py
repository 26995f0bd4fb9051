"""torch.nn: its functions and parameters."""

from __future__ import annotations

from gradwire.nn import functional, parameter
from gradwire.nn.parameter import Buffer, Parameter

__all__ = ["Buffer", "Parameter", "functional", "parameter"]
