"""Stochastic gradient descent, with momentum. https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html"""

from __future__ import annotations

from typing import Any

from engine.context import Context
from engine.families import optimizer
from engine.ops.optim.averages import directed
from engine.ops.optim.updating import is_used, update
from engine.parameters import Array, Arrays, Boolean, Number, Rate, Xp


@optimizer(
    cases=(
        {"params": [(2, 3)], "grads": [(2, 3)], "momentum_buffer_list": [(2, 3)], "lr": 0.1, "momentum": 0.9},
        {"params": [(2, 3), ()], "grads": [(2, 3), ()], "momentum_buffer_list": [], "lr": 0.1},
    )
)
def _fused_sgd_(
    context: Context,
    params: Arrays,
    grads: Arrays,
    momentum_buffer_list: Arrays = (),
    *,
    weight_decay: Number = 0,
    momentum: Rate = 0,
    lr: Rate = 1e-3,
    dampening: Number = 0,
    nesterov: Boolean = False,
    maximize: Boolean = False,
    is_first_step: Boolean = False,
) -> None:
    """A step of SGD for each of params; with momentum, its buffer is set at the first step and decays from then on.

    A momentum that is a tensor is used where there are buffers.
    """

    def kernel(xp: Xp, factors: tuple[Any, ...], param: Array, grad: Array, buffer: Array = None) -> None:
        rate, decay = factors
        grad = directed(param, grad, maximize, weight_decay)
        if buffer is not None:
            if is_first_step:
                buffer[...] = grad
            else:
                buffer *= decay
                buffer += (1 - dampening) * grad if dampening else grad
            grad = grad + decay * buffer if nesterov else buffer
        param -= rate * grad

    def factors(xp: Xp, lr: Any, momentum: Any) -> tuple[Any, ...]:
        return lr, momentum

    states = [momentum_buffer_list if is_used(momentum, momentum_buffer_list) else None]
    update(context, "_fused_sgd_", params, grads, states, [], [lr, momentum], factors, kernel)
