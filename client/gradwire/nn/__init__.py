"""torch.nn: modules, their parameters and functions."""

from __future__ import annotations

from gradwire.nn import functional, init, modules, parameter, utils
from gradwire.nn.modules import *  # noqa: F403
from gradwire.nn.parameter import Buffer, Parameter, UninitializedBuffer, UninitializedParameter

__all__ = [
    *modules.__all__,
    "Buffer",
    "Parameter",
    "UninitializedBuffer",
    "UninitializedParameter",
    "functional",
    "init",
    "modules",
    "parameter",
    "utils",
]
