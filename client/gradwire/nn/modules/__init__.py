"""torch.nn.modules: layers, containers and losses."""

from __future__ import annotations

from gradwire.nn.modules import activation, container, dropout, flatten, lazy, linear, loss, module
from gradwire.nn.modules.activation import *  # noqa: F403
from gradwire.nn.modules.container import *  # noqa: F403
from gradwire.nn.modules.dropout import *  # noqa: F403
from gradwire.nn.modules.flatten import *  # noqa: F403
from gradwire.nn.modules.linear import *  # noqa: F403
from gradwire.nn.modules.loss import *  # noqa: F403
from gradwire.nn.modules.module import Module

__all__ = [
    *activation.__all__,
    *container.__all__,
    *dropout.__all__,
    *flatten.__all__,
    *linear.__all__,
    *loss.__all__,
    "Module",
    "lazy",
    "module",
]
