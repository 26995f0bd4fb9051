"""torch.nn.functional: the functions of neural networks."""

from __future__ import annotations

from gradwire._generated import nn_functional
from gradwire._generated.nn_functional import *  # noqa: F403

__all__ = nn_functional.__all__
