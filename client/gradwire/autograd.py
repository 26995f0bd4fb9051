"""torch.autograd: backward passes and grad modes."""

from __future__ import annotations

from gradwire import edges as graph
from gradwire import grad_modes as grad_mode
from gradwire.grad_modes import enable_grad, inference_mode, no_grad, set_grad_enabled, set_multithreading_enabled
from gradwire.passes import backward, grad

__all__ = [
    "backward",
    "enable_grad",
    "grad",
    "grad_mode",
    "graph",
    "inference_mode",
    "no_grad",
    "set_grad_enabled",
    "set_multithreading_enabled",
]
