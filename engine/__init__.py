"""Autograd over NumPy and CuPy: PyTorch's semantics, nothing of HTTP."""

from engine import devices, dtypes, errors, graph, hooks, ops
from engine.catalogue import catalogue, entry
from engine.context import Context
from engine.functions import function
from engine.gradients import backward, backward_pass, gradients, gradients_pass
from engine.hooks import Question
from engine.journal import Journal
from engine.node import Node
from engine.op import Op, registry
from engine.parameters import Parameter
from engine.tensor import Tensor

find = registry.find

__all__ = [
    "Context",
    "Journal",
    "Node",
    "Op",
    "Parameter",
    "Question",
    "Tensor",
    "backward",
    "backward_pass",
    "catalogue",
    "devices",
    "dtypes",
    "entry",
    "errors",
    "find",
    "function",
    "gradients",
    "gradients_pass",
    "graph",
    "hooks",
    "ops",
    "registry",
]
