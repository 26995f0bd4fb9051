"""Adam and AdamW. https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html"""

from __future__ import annotations

from typing import Any

from engine.context import Context
from engine.families import optimizer
from engine.ops.optim.averages import decayed, follow, follow_squares, move
from engine.ops.optim.counting import Factors, advance
from engine.ops.optim.updating import Kernel, update
from engine.parameters import Array, Arrays, Boolean, Number, Rate, Xp

CASES = (
    {
        **{name: [(2, 3)] for name in ("params", "grads", "exp_avgs")},
        "exp_avg_sqs": [[[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]],
        "max_exp_avg_sqs": [],
        "state_steps": [[1.0]],
        "lr": 0.1,
    },
)


@optimizer(cases=CASES)
def _fused_adam_(
    context: Context,
    params: Arrays,
    grads: Arrays,
    exp_avgs: Arrays,
    exp_avg_sqs: Arrays,
    max_exp_avg_sqs: Arrays,
    state_steps: Arrays,
    *,
    lr: Rate = 1e-3,
    beta1: Rate = 0.9,
    beta2: Number = 0.999,
    weight_decay: Number = 0,
    eps: Number = 1e-8,
    amsgrad: Boolean = False,
    maximize: Boolean = False,
) -> None:
    """A step of Adam for each of params, with averages of gradients and of their squares, and the steps counted."""
    states = exp_avgs, exp_avg_sqs, max_exp_avg_sqs if amsgrad else None
    factors, kernel = _rule(False, beta2, weight_decay, eps, maximize)
    update(context, "_fused_adam_", params, grads, states, [state_steps], [lr, beta1], factors, kernel)


@optimizer(cases=CASES)
def _fused_adamw_(
    context: Context,
    params: Arrays,
    grads: Arrays,
    exp_avgs: Arrays,
    exp_avg_sqs: Arrays,
    max_exp_avg_sqs: Arrays,
    state_steps: Arrays,
    *,
    lr: Rate = 1e-3,
    beta1: Rate = 0.9,
    beta2: Number = 0.999,
    weight_decay: Number = 0.01,
    eps: Number = 1e-8,
    amsgrad: Boolean = False,
    maximize: Boolean = False,
) -> None:
    """A step of AdamW for each of params: Adam, where parameters decay by themselves, not through their gradients."""
    states = exp_avgs, exp_avg_sqs, max_exp_avg_sqs if amsgrad else None
    factors, kernel = _rule(True, beta2, weight_decay, eps, maximize)
    update(context, "_fused_adamw_", params, grads, states, [state_steps], [lr, beta1], factors, kernel)


def _rule(decoupled: bool, beta2: float, weight_decay: float, eps: float, maximize: bool) -> tuple[Factors, Kernel]:
    def factors(xp: Xp, lr: Any, beta1: Any, step: Array) -> tuple[Any, ...]:
        count = advance(step)
        left = 1 - lr * weight_decay if decoupled else 1
        return -lr / (1 - beta1**count), xp.sqrt(1 - beta2**count), left, 1 - beta1

    def kernel(
        xp: Xp, factors: tuple[Any, ...], param: Array, grad: Array, mean: Array, square: Array, largest: Array = None
    ) -> None:
        way, root, left, weight = factors
        grad = decayed(param, grad, maximize, weight_decay, left, decoupled)
        follow(mean, grad, weight)
        follow_squares(square, grad, beta2)
        if largest is not None:
            square = xp.maximum(largest, square, out=largest)
        divisor = xp.sqrt(square)
        divisor /= root
        divisor += eps
        move(param, mean, divisor, way)

    return factors, kernel
