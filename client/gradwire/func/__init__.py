"""torch.func: transforms of functions.

https://docs.pytorch.org/docs/stable/func.html
"""

from __future__ import annotations

from gradwire.func.forward import jvp, linearize
from gradwire.func.functionalize import functionalize
from gradwire.func.matrices import hessian, jacfwd, jacrev
from gradwire.func.reverse import grad, grad_and_value, vjp
from gradwire.func.stateless import functional_call, replace_all_batch_norm_modules_, stack_module_state
from gradwire.func.vmap import vmap

__all__ = [
    "functional_call",
    "functionalize",
    "grad",
    "grad_and_value",
    "hessian",
    "jacfwd",
    "jacrev",
    "jvp",
    "linearize",
    "replace_all_batch_norm_modules_",
    "stack_module_state",
    "vjp",
    "vmap",
]
