"""NAdam. https://docs.pytorch.org/docs/stable/generated/torch.optim.NAdam.html"""

from __future__ import annotations

from typing import Any

from engine.context import Context
from engine.dtypes import float64
from engine.families import optimizer
from engine.ops.optim.averages import decayed, follow, follow_squares, move
from engine.ops.optim.counting import advance
from engine.ops.optim.updating import update
from engine.parameters import Array, Arrays, Boolean, Number, Rate, Xp

DECAY = 0.96
"""The base by which the momentum grows towards beta1, from the paper of the algorithm."""


@optimizer(
    cases=(
        {
            **{name: [(2, 3)] for name in ("params", "grads", "exp_avgs")},
            "exp_avg_sqs": [[[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]],
            "mu_products": [[0.9]],
            "state_steps": [[1.0]],
        },
    )
)
def _fused_nadam_(
    context: Context,
    params: Arrays,
    grads: Arrays,
    exp_avgs: Arrays,
    exp_avg_sqs: Arrays,
    mu_products: Arrays,
    state_steps: Arrays,
    *,
    lr: Rate = 2e-3,
    beta1: Rate = 0.9,
    beta2: Number = 0.999,
    eps: Number = 1e-8,
    weight_decay: Number = 0,
    momentum_decay: Number = 4e-3,
    decoupled_weight_decay: Boolean = False,
    maximize: Boolean = False,
) -> None:
    """A step of NAdam for each of params: Adam with Nesterov's momentum, whose product over the steps is kept."""

    def factors(xp: Xp, lr: Any, beta1: Any, step: Array, product: Array) -> tuple[Any, ...]:
        count = advance(step)
        momentum, following = (beta1 * (1 - 0.5 * DECAY ** (at * momentum_decay)) for at in (count, count + 1))
        product *= momentum.astype(product.dtype)
        so_far = product.astype(float64)
        by_grad = -lr * (1 - momentum) / (1 - so_far)
        by_mean = -lr * following / (1 - so_far * following)
        return 1 - beta2**count, by_grad, by_mean, 1 - lr * weight_decay, 1 - beta1

    def kernel(xp: Xp, factors: tuple[Any, ...], param: Array, grad: Array, mean: Array, square: Array) -> None:
        correction, by_grad, by_mean, left, weight = factors
        grad = decayed(param, grad, maximize, weight_decay, left, decoupled_weight_decay)
        follow(mean, grad, weight)
        follow_squares(square, grad, beta2)
        divisor = square / correction
        xp.sqrt(divisor, divisor)
        divisor += eps
        move(param, grad, divisor, by_grad)
        move(param, mean, divisor, by_mean)

    states = exp_avgs, exp_avg_sqs
    update(context, "_fused_nadam_", params, grads, states, [state_steps, mu_products], [lr, beta1], factors, kernel)
