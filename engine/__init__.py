"""Autograd over NumPy and CuPy: PyTorch's semantics, nothing of HTTP."""

from engine import devices, dtypes, errors, graph, ops
from engine.catalogue import catalogue, entry
from engine.context import Context
from engine.gradients import backward, gradients
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
    "Tensor",
    "backward",
    "catalogue",
    "devices",
    "dtypes",
    "entry",
    "errors",
    "find",
    "gradients",
    "graph",
    "ops",
    "registry",
]
