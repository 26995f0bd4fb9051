"""torch.autograd: backward passes, grad modes, functions of one's own, gradients checked."""

from __future__ import annotations

from gradwire.autograd import anomaly_mode, forward_ad, function, functional, grad_mode, graph
from gradwire.autograd.anomaly_mode import detect_anomaly, set_detect_anomaly
from gradwire.autograd.function import Function
from gradwire.autograd.grad_mode import (
    enable_grad,
    inference_mode,
    no_grad,
    set_grad_enabled,
    set_multithreading_enabled,
)
from gradwire.autograd.gradcheck import gradcheck, gradgradcheck
from gradwire.autograd.variable import Variable
from gradwire.differentiation.passes import backward, grad

__all__ = [
    "Function",
    "Variable",
    "anomaly_mode",
    "backward",
    "detect_anomaly",
    "enable_grad",
    "forward_ad",
    "function",
    "functional",
    "grad",
    "grad_mode",
    "gradcheck",
    "gradgradcheck",
    "graph",
    "inference_mode",
    "no_grad",
    "set_detect_anomaly",
    "set_grad_enabled",
    "set_multithreading_enabled",
]
