"""RMSprop. https://docs.pytorch.org/docs/stable/generated/torch.optim.RMSprop.html"""

from __future__ import annotations

from typing import Any

from engine.context import Context
from engine.families import optimizer
from engine.ops.optim.averages import directed, follow, follow_squares, move
from engine.ops.optim.counting import advance
from engine.ops.optim.updating import is_used, update
from engine.parameters import Array, Arrays, Boolean, Number, Rate, Xp


@optimizer(
    cases=(
        {
            **{name: [(2, 3)] for name in ("params", "grads")},
            "square_avgs": [[[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]],
            "grad_avgs": [],
            "momentum_buffer_list": [],
            "state_steps": [[1.0]],
            "lr": 0.1,
        },
    )
)
def _fused_rmsprop_(
    context: Context,
    params: Arrays,
    grads: Arrays,
    square_avgs: Arrays,
    grad_avgs: Arrays,
    momentum_buffer_list: Arrays,
    state_steps: Arrays,
    *,
    lr: Rate = 1e-2,
    alpha: Number = 0.99,
    eps: Number = 1e-8,
    weight_decay: Number = 0,
    momentum: Rate = 0,
    centered: Boolean = False,
    maximize: Boolean = False,
) -> None:
    """A step of RMSprop for each of params, with averages of its gradients' squares (of gradients, if centered).

    A momentum that is a tensor is used where there are buffers.
    """

    def kernel(xp: Xp, factors: tuple[Any, ...], param: Array, grad: Array, square: Array, *others: Array) -> None:
        way, decay = factors
        grad = directed(param, grad, maximize, weight_decay)
        follow_squares(square, grad, alpha)
        if centered:
            mean = others[0]
            follow(mean, grad, 1 - alpha)
            divisor = square - mean * mean
            xp.sqrt(divisor, divisor)
        else:
            divisor = xp.sqrt(square)
        divisor += eps
        if has_momentum:
            buffer = others[-1]
            buffer *= decay
            move(buffer, grad, divisor, 1)
            param += way * buffer
        else:
            move(param, grad, divisor, way)

    def factors(xp: Xp, lr: Any, momentum: Any, step: Array) -> tuple[Any, ...]:
        advance(step)
        return -lr, momentum

    has_momentum = is_used(momentum, momentum_buffer_list)
    states = square_avgs, grad_avgs if centered else None, momentum_buffer_list if has_momentum else None
    update(context, "_fused_rmsprop_", params, grads, states, [state_steps], [lr, momentum], factors, kernel)
