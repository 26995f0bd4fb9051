"""Autograd over NumPy and CuPy: PyTorch's semantics, nothing of HTTP."""

from engine import blas, devices, dtypes, errors, graph, hooks, ops
from engine.batching import Level
from engine.catalogue import catalogue, entry
from engine.checkpoints import checkpoint
from engine.context import Context
from engine.derivatives import hessian_pass, hvp_pass, jacobian_pass, jvp_pass
from engine.errors import EngineError
from engine.functions import function
from engine.gradients import backward, backward_pass, gradients, gradients_pass
from engine.hooks import Question
from engine.journal import Journal
from engine.lanes import Bounds, Lanes
from engine.node import Node
from engine.op import Op, registry
from engine.parameters import Parameter
from engine.tape import Recomputed
from engine.tensor import Tensor
from engine.vmap import batch, unbatch

find = registry.find

__all__ = [
    "Bounds",
    "Context",
    "EngineError",
    "Journal",
    "Lanes",
    "Level",
    "Node",
    "Op",
    "Parameter",
    "Question",
    "Recomputed",
    "Tensor",
    "backward",
    "backward_pass",
    "batch",
    "blas",
    "catalogue",
    "checkpoint",
    "devices",
    "dtypes",
    "entry",
    "errors",
    "find",
    "function",
    "gradients",
    "gradients_pass",
    "graph",
    "hessian_pass",
    "hooks",
    "hvp_pass",
    "jacobian_pass",
    "jvp_pass",
    "ops",
    "registry",
    "unbatch",
]
