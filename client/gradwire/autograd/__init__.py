"""torch.autograd: backward passes, grad modes, gradients checked."""

from __future__ import annotations

from gradwire import grad_modes as grad_mode
from gradwire.autograd.gradcheck import gradcheck, gradgradcheck
from gradwire.grad_modes import enable_grad, inference_mode, no_grad, set_grad_enabled
from gradwire.passes import backward, grad

__all__ = [
    "backward",
    "enable_grad",
    "grad",
    "grad_mode",
    "gradcheck",
    "gradgradcheck",
    "inference_mode",
    "no_grad",
    "set_grad_enabled",
]
